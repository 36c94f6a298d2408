"""Finding patients as therapists type, refusing what cannot be right, and programs that were nobody's."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from builders import a_content, a_patient, an_episode, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import ConflictError, InputError
from clinic_app.domain.program import HandoutWay
from clinic_app.domain.side import EpisodeSide, PlannedSide, Side
from clinic_app.services.clinic import ClinicServices
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord


@pytest.fixture
def clinic() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures())


def _add(clinic: ClinicServices, **fields: object) -> str:
    return clinic.patients.add(a_patient(id=uuid4(), **fields)).family_name


def _found(clinic: ClinicServices, typed: str) -> list[str]:
    return [patient.family_name for patient in clinic.patients.search(typed)]


@pytest.mark.parametrize("typed", ["smiht", "Smtih", "simth john", "14 March 1961", "14/3/1961", "000001"])
def test_a_patient_is_found_with_a_slip_a_written_date_or_the_whole_number(
    clinic: ClinicServices, typed: str
) -> None:
    _add(clinic, family_name="Smith", given_name="John", birth_date=date(1961, 3, 14))
    _add(clinic, family_name="Garcia", birth_date=date(1980, 1, 1))

    assert _found(clinic, typed) == ["Smith"]


def test_a_slip_is_forgiven_only_where_nobody_is_found_without(clinic: ClinicServices) -> None:
    _add(clinic, family_name="Smith")
    _add(clinic, family_name="Smits")

    assert _found(clinic, "smith") == ["Smith"]


def test_someone_called_may_is_found_though_may_is_a_month(clinic: ClinicServices) -> None:
    _add(clinic, family_name="May", birth_date=date(1961, 3, 14))

    assert _found(clinic, "may 1961") == ["May"]


def test_digits_that_are_no_record_number_may_stand_in_a_name(clinic: ClinicServices) -> None:
    _add(clinic, family_name="Ward (555 0142)")

    assert _found(clinic, "ward (555 0142)") == ["Ward (555 0142)"]
    assert _found(clinic, "0142 warb") == []


def test_an_unknown_word_finds_nobody(clinic: ClinicServices) -> None:
    _add(clinic, family_name="Smith")

    assert _found(clinic, "smith zebra") == []


@pytest.mark.parametrize(
    "typed", ["not an email", "a@b", "@example.org", "a@@example.org", "a@b.org, c@d.org"]
)
def test_what_is_no_email_address_is_refused(clinic: ClinicServices, typed: str) -> None:
    with pytest.raises(InputError, match="no e-mail address"):
        clinic.patients.add(a_patient(email=typed))


@pytest.mark.parametrize("typed", ["", "  ", "tess@example.org", "t.m+x@sub.example.co.uk"])
def test_an_email_address_or_none_is_taken(clinic: ClinicServices, typed: str) -> None:
    assert clinic.patients.add(a_patient(email=typed)).email == typed.strip()


def test_a_namesake_is_known_by_folded_name_and_birth_date_even_when_archived(clinic: ClinicServices) -> None:
    known = clinic.patients.add(a_patient(id=uuid4(), family_name="García", given_name="Ana"))
    clinic.patients.archive(known.id)
    same = a_patient(id=uuid4(), family_name="GARCIA", given_name="ana")

    assert [each.patient.id for each in clinic.patients.namesakes(same)] == [known.id]
    assert clinic.patients.namesakes(replace(same, birth_date=date(2000, 1, 1))) == []
    assert clinic.patients.namesakes(replace(same, given_name="Anabel")) == []


def test_a_program_of_nobody_is_found_again_and_given_to_a_patient(clinic: ClinicServices) -> None:
    opened = clinic.programs.start(a_content(title="Walk-in", items=(an_item(),)))
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), HandoutWay.PRINTED)
    assert [each.title for each in clinic.programs.summaries(without_patient=True)] == ["Walk-in"]

    patient = clinic.patients.add(a_patient(id=uuid4()))
    given = clinic.programs.give_to(opened.program.id, patient.id)

    assert given.patient == patient
    assert clinic.programs.summaries(without_patient=True) == []
    assert [each.title for each in clinic.programs.summaries(patient_id=patient.id)] == ["Walk-in"]
    assert len(clinic.handouts.of_patient(patient.id)) == 1


def test_a_given_program_joins_the_problem_that_is_open() -> None:
    record = FakeRecord()
    clinic = services_of(record, FakePictures())
    patient = clinic.patients.add(a_patient(id=uuid4()))
    episode = an_episode(patient)
    record.tables.episodes[episode.id] = episode
    opened = clinic.programs.start(a_content())

    assert clinic.programs.give_to(opened.program.id, patient.id).program.episode_id == episode.id


def test_a_program_that_is_somebodys_is_not_given_away(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient(id=uuid4()))
    opened = clinic.programs.start(a_content(), patient_id=patient.id)

    with pytest.raises(ConflictError):
        clinic.programs.give_to(opened.program.id, patient.id)


def test_every_shipped_template_of_one_side_takes_the_problems_side() -> None:
    library = load_library()
    clinic = services_of(FakeRecord(), FakePictures(), library)
    one_sided = 0
    for slug, template in library.templates.items():
        for number, phase in enumerate(template.phases):
            planned = [line.side for line in phase.lines]
            content = clinic.programs.from_template(slug, affected=EpisodeSide.LEFT, phase=number)
            one_sided += PlannedSide.AFFECTED in planned
            wanted = [Side.LEFT if each is PlannedSide.AFFECTED else Side(each.value) for each in planned]
            assert [item.side for item in content.items] == wanted
            assert content.review_date is None
    assert one_sided >= 5
