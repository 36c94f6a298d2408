"""What the record adds to a therapist's summary; and that making one leaves no trace in it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from builders import ANSWERED, a_patient, a_therapist, an_episode
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import HandoutWay, KeptAdvice, Phase, ProgramContent, prescribed
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.domain.side import EpisodeSide
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord
from sheets import text_of

CALF, SOLEUS = "gastrocnemius-stretch-on-stairs", "soleus-stretch-on-step"


@pytest.fixture
def record() -> FakeRecord:
    record = FakeRecord()
    therapist = a_therapist()
    record.tables.therapists[therapist.id] = therapist
    return record


@pytest.fixture
def clinic(record: FakeRecord) -> ClinicServices:
    return services_of(record, FakePictures(), load_library())


def _draft(clinic: ClinicServices, record: FakeRecord, **fields: Any) -> OpenProgram:
    patient = clinic.patients.add(a_patient(id=uuid4(), given_name="Rosa", family_name="Martin"))
    episode = an_episode(patient, side=EpisodeSide.LEFT)
    record.tables.episodes[episode.id] = episode
    known: dict[str, Any] = {
        "title": "Calf program",
        "items": (prescribed(clinic.library.exercise(CALF)),),
        "kept_advice": ANSWERED,
    }
    return clinic.programs.start(ProgramContent(**(known | fields)), patient_id=patient.id)


def _handed_out(clinic: ClinicServices, opened: OpenProgram, way: HandoutWay = HandoutWay.PRINTED) -> None:
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), way)


def _revised(clinic: ClinicServices, opened: OpenProgram, **fields: Any) -> OpenProgram:
    revised = clinic.programs.revise(opened.program.id)
    stored = clinic.programs.save(revised.version, replace(revised.version.content, **fields))
    return replace(revised, version=stored)


def _text(clinic: ClinicServices, opened: OpenProgram, language: str = "en") -> str:
    return text_of(clinic.summaries.prepare(opened, language).pdf).replace("\u00a0", " ")


def test_it_names_the_patient_with_age_record_and_problem(clinic: ClinicServices, record: FakeRecord) -> None:
    text = _text(clinic, _draft(clinic, record))

    assert "Rosa Martin · born 31 January 1970 · 56 y · record 000001 · Calf strain, left" in text
    assert "Sam Keller, PT" in text


def test_making_one_is_no_handout_and_takes_no_number(clinic: ClinicServices, record: FakeRecord) -> None:
    opened = _draft(clinic, record)
    before = record.tables.snapshot()

    prepared = clinic.summaries.prepare(opened, "en")

    assert record.tables == before
    assert prepared.file_name == "2026-11-24 Calf program summary (R. M.).pdf"
    assert "Draft, not handed out" in text_of(prepared.pdf)
    assert "Handed out" not in text_of(prepared.pdf)


def test_a_handed_out_version_has_its_number_and_how_it_left(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    opened = _draft(clinic, record, choices=SheetChoices(layout=SheetLayout.TWO_A_PAGE))
    _handed_out(clinic, opened)
    again = clinic.programs.open(opened.program.id)
    record.clock.wait(days=2)
    _handed_out(clinic, again, HandoutWay.SAVED)

    prepared = clinic.summaries.prepare(again, "en")

    text = text_of(prepared.pdf)
    assert prepared.file_name == "2026-11-26 Calf program v1 summary (R. M.).pdf"
    assert "Calf program · Version 1 · Handed out 24 November 2026" in text
    assert "Version 1 · printed 24 November 2026, saved as PDF 26 November 2026" in text
    assert "Sam Keller, PT · Two a page · 2 pages · English" in text
    assert "Draft" not in text


def test_it_says_what_is_other_than_in_the_version_before(clinic: ClinicServices, record: FakeRecord) -> None:
    opened = _draft(
        clinic, record, items=tuple(prescribed(clinic.library.exercise(each)) for each in (CALF, "cat-cow"))
    )
    _handed_out(clinic, opened)
    calf = opened.version.content.items[0]
    longer = replace(calf, schedule=replace(calf.schedule, times_per_day=2))
    items = (longer, prescribed(clinic.library.exercise(SOLEUS)))

    text = _text(clinic, _revised(clinic, opened, items=items, review_date=date(2026, 12, 21)))

    assert "times a day 1 → 2" in text
    assert "New since version 1" in text
    assert "Since version 1: − Cat-cow (10 times); + next visit 21 December 2026" in text


def test_nothing_changed_is_said_too(clinic: ClinicServices, record: FakeRecord) -> None:
    opened = _draft(clinic, record)
    _handed_out(clinic, opened)

    assert "Since version 1: No change" in _text(clinic, _revised(clinic, opened))


def test_advice_that_was_kept_says_what_why_by_whom_and_when(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    opened = _draft(clinic, record, kept_advice=())
    facts = clinic.advice.facts(opened)
    telephone = next(each for each in clinic.advice.on(opened.version.content, facts) if each.key == "W19")
    kept = KeptAdvice(
        rule="W19",
        reason="We are reached by mail",
        by="Ann Lee",
        on=date(2026, 11, 23),
        basis=telephone.basis,
    )
    content = opened.version.content.keeping(kept)

    text = _text(clinic, replace(opened, version=replace(opened.version, content=content)))

    assert (
        f"W19 {telephone.sentence('en')} Kept · We are reached by mail · Ann Lee · 23 November 2026" in text
    )


def test_advice_that_says_nothing_any_more_still_has_its_reason(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    kept = (
        KeptAdvice(rule="W17:CALF", reason="Screened by the surgeon", version=2),
        KeptAdvice(rule="W6:soleus", exercise_slug=SOLEUS),
    )
    text = _text(clinic, _draft(clinic, record, kept_advice=kept))

    assert "Kept in version 2 · Screened by the surgeon" in text
    assert "W6 Soleus stretch on step Kept" in text


def test_the_same_answer_to_the_same_check_is_said_once_for_all_exercises(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    kept = tuple(KeptAdvice(rule="W6", exercise_slug=each, reason="Wanted") for each in (CALF, SOLEUS))
    text = _text(clinic, _draft(clinic, record, kept_advice=kept))

    assert "W6 Gastrocnemius stretch on stairs; Soleus stretch on step Kept · Wanted" in text


def test_screens_stand_with_their_result_and_what_was_done(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    opened = _draft(clinic, record)
    assert opened.patient is not None
    screen = clinic.library.screens["CALF"]
    clinic.screens.store(opened.patient.id, screen, [screen.questions[0].id], "Sent to hospital")

    assert "Calf: 1 red flag found, 24 November 2026 · Sent to hospital" in _text(clinic, opened)


def test_the_phase_stands_with_what_it_begins_with(clinic: ClinicServices, record: FakeRecord) -> None:
    phase = Phase(name="Load", entry_criterion="pain at most 3 of 10", from_date=date(2026, 11, 10))

    text = _text(clinic, _draft(clinic, record, phase=phase))
    assert "Phase Load · from 10 November 2026 · pain at most 3 of 10" in text


def test_of_many_versions_the_newest_are_told_and_the_rest_counted(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    opened = _draft(clinic, record)
    _handed_out(clinic, opened)
    for number in range(4):
        _handed_out(clinic, _revised(clinic, opened, title=f"Calf program, step {number}"))

    text = _text(clinic, clinic.programs.open(opened.program.id))
    assert [f"Version {each} · printed" in text for each in range(1, 6)] == [False, False, True, True, True]
    assert "2 earlier versions, the first of 24 November 2026" in text


def test_a_program_for_nobody_has_a_summary_too(clinic: ClinicServices) -> None:
    content = ProgramContent(items=(prescribed(clinic.library.exercise(CALF)),))
    prepared = clinic.summaries.prepare(clinic.programs.start(content), "es")

    assert "Sin paciente" in text_of(prepared.pdf)
    assert prepared.file_name == "2026-11-24 Programa sin título resumen.pdf"


def test_an_empty_program_has_none(clinic: ClinicServices) -> None:
    with pytest.raises(InputError, match="Add an exercise first"):
        clinic.summaries.prepare(clinic.programs.start(), "en")


def test_twelve_exercises_with_a_history_stand_on_one_page(
    clinic: ClinicServices, record: FakeRecord
) -> None:
    opened = _draft(clinic, record)
    _handed_out(clinic, opened)
    slugs = [CALF, SOLEUS, *(each for each in clinic.library.exercises if each not in (CALF, SOLEUS))]
    items = tuple(prescribed(clinic.library.exercise(each)) for each in slugs[:12])

    for paper in ("a4", "letter"):
        revised = _revised(clinic, opened, items=items, paper=paper)
        assert clinic.summaries.prepare(revised, "en").pdf.page_count == 1
