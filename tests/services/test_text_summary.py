"""The summary for the clipboard says what another record system wants to know, and nothing of others."""

from collections.abc import Iterator

import pytest

from builders import TickingClock
from clinic_app.data.library_files import load_library
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.domain.access import Actor
from clinic_app.domain.words import ENGLISH
from clinic_app.services.text_summary import TextSummaryService
from whole_records import Whole, store_whole_patient


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlRecord]:
    opened = create_record(
        tmp_path_factory.mktemp("text") / "record", clock=TickingClock(), actor=Actor(name="test")
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ours(record: SqlRecord) -> Whole:
    store_whole_patient(record, "Zzytheirs", number=2)
    return store_whole_patient(record, "Qqx")


@pytest.fixture(scope="module")
def said(record: SqlRecord, ours: Whole) -> str:
    return TextSummaryService(record, load_library()).of_patient(ours.patient.id, ENGLISH, "en")


@pytest.mark.parametrize(
    "line",
    [
        "FAMILYQQX, GivenQqx · born 31 January 1970 · 56 y · record 000001",
        "Problem: pain Qqx · strain Qqx · S86.111A · first seen 24 November 2026",
        "Hard to do: stairs Qqx",
        "Goals: walk Qqx; run Qqx",
        "Last visit 24 November 2026. Pain: now 4/10, best 1/10, worst 7/10.",
        "Subjective: says Qqx",
        "Plan: plan Qqx",
        "Added later: later Qqx",
        "Home program, version 1, handed out 24 November 2026: Calves Qqx",
        "Next visit: 8 December 2026",
    ],
)
def test_the_summary_says(said: str, line: str) -> None:
    assert line in said.splitlines()


def test_scores_say_how_they_changed_and_whether_it_matters(said: str) -> None:
    (line,) = [each for each in said.splitlines() if each.startswith("- ")]
    assert line.startswith("- NPRS 2 (8 December 2026): 4 points better since 24 November 2026.")
    assert "Real? Yes" in line
    assert "Does it matter? Yes" in line


def test_an_exercise_says_its_dose_and_its_note(said: str) -> None:
    (line,) = [each for each in said.splitlines() if each.startswith("1. ")]
    assert "Left and right · 3 × 30 s, 2 a day, 7 days a week" in line
    assert line.endswith("note Qqx")


def test_it_says_nothing_of_another_patient_and_has_no_markup(said: str) -> None:
    assert "Zzytheirs" not in said
    assert "**" not in said


def test_a_patient_without_anything_is_one_line(record: SqlRecord) -> None:
    from builders import a_patient

    lonely = a_patient(record_number=50, birth_date=None)
    with record.writing() as work:
        work.patients.add(lonely)
        work.commit()
    said = TextSummaryService(record, load_library()).of_patient(lonely.id, ENGLISH, "en")
    assert said == "EXAMPLE, Pat · record 000050\n"
