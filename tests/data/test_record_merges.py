"""Namesakes found in the record, and two records made one and taken apart again."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest

from builders import (
    MORNING,
    a_diary,
    a_draft,
    a_handout,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_visit,
    an_episode,
)
from clinic_app.data.record import SqlRecord
from clinic_app.data.repositories.merges import tables_of_a_patient
from clinic_app.data.tables import Base
from clinic_app.domain.errors import ConflictError, InputError, RecordError
from clinic_app.domain.merging import MERGED_FIELDS, Take
from clinic_app.domain.namesakes import NameMatch
from clinic_app.domain.patient import Patient
from clinic_app.domain.patient_search import Term
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.services.merging import MergeService
from clinic_app.services.patients import PatientService
from fakes import FakeRecord

BORN = date(1961, 3, 4)


@pytest.fixture(params=["on disk", "in memory"])
def either(request: pytest.FixtureRequest) -> Iterator[SqlRecord | FakeRecord]:
    if request.param == "on disk":
        yield request.getfixturevalue("record")
    else:
        yield FakeRecord()


def added(record: Any, family: str, given: str, **fields: Any) -> Patient:
    known = {"birth_date": BORN, "record_number": 0} | fields
    return PatientService(record).add(a_patient(family_name=family, given_name=given, **known))


def test_the_record_finds_who_may_be_meant(either: Any) -> None:
    patients = PatientService(either)
    smith = added(either, "Smith", "John")
    garcia = added(either, "García López", "María")
    added(either, "Adeyemi", "Kola")
    for family, given, born, match in (
        ("smyth", "jon", BORN, NameMatch.SOUND),
        ("Smitg", "John", BORN, NameMatch.SLIP),
        ("John", "Smith", None, NameMatch.SWAPPED),
    ):
        typed = a_patient(family_name=family, given_name=given, birth_date=born)
        (found,) = patients.similar(typed)
        assert (found.patient, found.likeness.name) == (smith, match)
    assert patients.namesakes(
        a_patient(family_name="Garcia", given_name="Maria", birth_date=date(1961, 4, 3))
    )
    (found,) = patients.similar(a_patient(family_name="Lopez", given_name="Maria", birth_date=None))
    assert found.patient == garcia
    assert not patients.similar(a_patient(family_name="Lopera", given_name="Marta", birth_date=BORN))


def test_how_names_sound_is_nothing_a_search_finds(record: SqlRecord) -> None:
    added(record, "Smith", "John")
    patients = PatientService(record)
    assert not patients.search("snat")
    assert patients.search("smi")
    with record.reading() as work:
        assert not work.patients.search([Term(starts=("e",))], archived=False, limit=5)


@dataclass
class Everything:
    """Two records of one person; the second one has something of every kind."""

    kept: Patient
    other: Patient


@pytest.fixture
def two(either: Any) -> Everything:
    kept = added(either, "Marlowe", "Teresa", phone="555 1", precaution_tags=("balance_risk",))
    other = added(either, "Marlowe", "Theresa", email="t@example.org", precaution_tags=("anticoagulant",))
    episode, program = an_episode(other), a_program(other)
    version = replace(a_draft(program), number=1, handed_out_at=MORNING)
    visit = replace(a_visit(other), episode_id=episode.id, signed_at=MORNING, signed_by="Sam")
    with either.writing() as work:
        work.episodes.add(episode)
        work.programs.add(program)
        work.programs.add_version(version)
        work.handouts.add(a_handout(version))
        work.visits.add(visit)
        work.results.add(a_result(other))
        work.diaries.add(a_diary(version, other))
        work.letters.add(a_letter(other))
        work.screens.add(
            RedFlagScreen(id=a_patient().id, patient_id=other.id, screen="CALF", screened_on=MORNING.date())
        )
        work.commit()
    return Everything(kept, other)


def counts(record: Any, patient: Patient) -> list[int]:
    with record.reading() as work:
        rows = (
            work.episodes.of_patient(patient.id),
            work.programs.summaries(patient_id=patient.id),
            work.handouts.of_patient(patient.id),
            work.visits.of_patient(patient.id),
            work.results.of_patient(patient.id),
            work.diaries.of_patient(patient.id),
            work.letters.of_patient(patient.id),
            work.screens.of_patient(patient.id),
        )
    return [len(each) for each in rows]


def test_a_merge_moves_everything_even_what_was_signed(either: Any, two: Everything) -> None:
    merged = MergeService(either).merge(
        two.kept, two.other, {"email": Take.OTHER, "precaution_tags": Take.BOTH}
    )
    assert (merged.phone, merged.email) == ("555 1", "t@example.org")
    assert merged.precaution_tags == ("balance_risk", "anticoagulant")
    assert merged.record_number == two.kept.record_number
    assert counts(either, two.kept) == [1] * 8
    assert counts(either, two.other) == [0] * 8
    patients = PatientService(either)
    gone = patients.get(two.other.id)
    assert gone.archived_at is not None
    assert patients.where_now(gone.id) == two.kept.id
    assert MergeService(either).merged_into(two.kept.id) == [gone]
    assert added(either, "New", "Somebody").record_number == gone.record_number + 1
    assert not patients.similar(two.kept), "whoever was merged is no namesake any more"


def test_a_merge_is_taken_apart_and_later_work_stays(either: Any, two: Everything) -> None:
    merging = MergeService(either)
    merged = merging.merge(two.kept, two.other, {"email": Take.OTHER, "given_name": Take.OTHER})
    PatientService(either).save(replace(merged, given_name="Terry"))
    with either.writing() as work:
        work.visits.add(a_visit(merged))
        work.commit()
    back = merging.take_apart(two.other.id)
    assert back.archived_at is None
    assert back.merged_into is None
    assert counts(either, two.other) == [1] * 8
    assert counts(either, two.kept) == [0, 0, 0, 1, 0, 0, 0, 0]
    kept = PatientService(either).get(two.kept.id)
    assert (kept.email, kept.given_name) == ("", "Terry")
    with pytest.raises(InputError, match="not merged"):
        merging.take_apart(two.other.id)


def test_what_was_merged_on_is_taken_apart_in_turn(either: Any, two: Everything) -> None:
    merging, patients = MergeService(either), PatientService(either)
    third = added(either, "Marlow", "Teresa")
    merging.merge(two.kept, two.other, {})
    merging.merge(third, patients.get(two.kept.id), {})
    assert patients.where_now(two.other.id) == third.id
    with pytest.raises(RecordError):
        merging.take_apart(two.other.id)
    assert counts(either, third) == [1] * 8
    merging.take_apart(two.kept.id)
    merging.take_apart(two.other.id)
    assert counts(either, two.other) == [1] * 8


def test_a_window_that_shows_the_old_owner_is_told(record: SqlRecord) -> None:
    kept, other = added(record, "Marlowe", "Teresa"), added(record, "Marlowe", "Theresa")
    stale = an_episode(other)
    with record.writing() as work:
        work.episodes.add(stale)
        work.commit()
    MergeService(record).merge(kept, other, {})
    with pytest.raises(ConflictError):
        PatientService(record).save_episode(replace(stale, goals="Stairs"))


def test_no_merge_with_itself_or_with_what_is_merged(either: Any, two: Everything) -> None:
    merging = MergeService(either)
    with pytest.raises(InputError, match="same record"):
        merging.merge(two.kept, two.kept, {})
    merging.merge(two.kept, two.other, {})
    with pytest.raises(InputError, match="already"):
        merging.merge(PatientService(either).get(two.kept.id), two.other, {})


def test_a_stale_record_is_not_merged_and_nothing_moves(either: Any, two: Everything) -> None:
    PatientService(either).save(replace(two.kept, phone="555 2"))
    with pytest.raises(ConflictError):
        MergeService(either).merge(two.kept, two.other, {})
    assert counts(either, two.other) == [1] * 8


def test_every_table_that_names_a_patient_is_moved() -> None:
    named = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "patient" for key in table.foreign_keys)
    }
    assert named - {"patient_word", "found_text", "audit_key"} == {
        table.name for table in tables_of_a_patient()
    }


def test_every_field_of_a_patient_can_be_chosen_in_a_merge() -> None:
    never = {"id", "record_number", "merged_into", "archived_at", "revision"}
    assert set(MERGED_FIELDS) == {each.name for each in fields(Patient)} - never
