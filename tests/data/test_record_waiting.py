"""What waits over all patients, as the record on disk answers it, and beside the one in memory."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import MORNING, a_content, a_draft, a_handout, a_patient, a_program, a_visit
from clinic_app.data.engine import writing_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.repositories import Record
from fakes import FakeRecord

TODAY = MORNING.date()
ANN, BEN, GONE = (
    a_patient(family_name=name, record_number=number)
    for number, name in enumerate(("Ann", "Ben", "Gone"), start=1)
)


@pytest.fixture(params=["on disk", "in memory"])
def any_record(request: pytest.FixtureRequest) -> Record:
    """The same must be true of both."""
    if request.param == "in memory":
        return FakeRecord()
    made: SqlRecord = request.getfixturevalue("record")
    return made


def filled(record: Record, *, review: date | None = None, weeks_ago: int = 7) -> ProgramVersion:
    """Ann has a program handed out twice and a draft of another; Ben was seen yesterday, Gone is archived."""
    begun = MORNING - timedelta(weeks=weeks_ago)
    program, other = a_program(ANN), a_program(ANN)
    first = a_draft(program, a_content(review_date=TODAY))
    second = a_draft(program, a_content(title="Second", review_date=review))
    with record.writing() as work:
        for patient in (ANN, BEN, replace(GONE, archived_at=MORNING)):
            work.patients.add(patient)
        for each in (program, other):
            work.programs.add(each)
        work.programs.add_version(first)
        work.programs.save_version(replace(first, number=1, handed_out_at=begun))
        work.programs.add_version(second)
        given = work.programs.save_version(replace(second, number=2, handed_out_at=MORNING))
        work.programs.add_version(a_draft(other, changed_at=MORNING))
        work.handouts.add(a_handout(given, handed_out_at=MORNING))
        work.visits.add(a_visit(BEN, visited_on=TODAY - timedelta(days=1)))
        work.visits.add(a_visit(GONE, visited_on=TODAY))
        work.commit()
    return given


def answers(record: Record, ask: Callable[[Any], Any]) -> Any:
    reading: AbstractContextManager[Any] = record.reading()
    with reading as work:
        return ask(work.waiting)


def names(found: list[Any]) -> list[str]:
    def whose(each: Any) -> Patient:
        patient: Patient = each.patient
        return patient

    return [whose(each).family_name for each in found]


def test_who_was_seen_lately_comes_newest_first_without_the_archived(any_record: Record) -> None:
    filled(any_record)
    found = answers(any_record, lambda waiting: waiting.seen_lately(5))
    assert [(each.patient.family_name, each.on) for each in found] == [
        ("Ann", TODAY),
        ("Ben", TODAY - timedelta(days=1)),
    ]
    assert len(answers(any_record, lambda waiting: waiting.seen_lately(1))) == 1


def test_a_review_counts_as_the_last_version_names_it(any_record: Record) -> None:
    filled(any_record, review=TODAY + timedelta(days=3))
    week = TODAY + timedelta(days=7)
    (due,) = answers(any_record, lambda waiting: waiting.reviews_due(TODAY, week, 5))
    assert (due.patient, due.title, due.version, due.review_date) == (
        ANN,
        "Second",
        2,
        TODAY + timedelta(days=3),
    )
    assert answers(any_record, lambda waiting: waiting.reviews_due(TODAY, TODAY, 5)) == []


def test_a_visit_on_the_day_or_later_ends_a_review(any_record: Record) -> None:
    filled(any_record, review=TODAY)
    with any_record.writing() as work:
        work.visits.add(a_visit(ANN, visited_on=TODAY))
        work.commit()
    assert answers(any_record, lambda waiting: waiting.reviews_due(TODAY, TODAY, 5)) == []


def test_drafts_and_unsigned_notes_wait(any_record: Record) -> None:
    filled(any_record)
    (draft,) = answers(any_record, lambda waiting: waiting.drafts(5))
    assert (draft.patient, draft.items) == (ANN, 2)
    assert names(answers(any_record, lambda waiting: waiting.unsigned(5))) == ["Ben"]


@pytest.mark.parametrize(("weeks_ago", "found"), [(7, ["Ann"]), (2, []), (40, [])])
def test_plans_that_began_in_a_stretch_of_time(any_record: Record, weeks_ago: int, found: list[str]) -> None:
    given = filled(any_record, weeks_ago=weeks_ago)
    after, until = TODAY - timedelta(weeks=26), TODAY - timedelta(weeks=6)
    plans = answers(any_record, lambda waiting: waiting.begun_between(after, until, 5))
    assert names(plans) == found
    for plan in plans:
        assert plan.content == given.content


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SELECT * FROM visit ORDER BY visited_on DESC LIMIT 9", "ix_visit_visited_on"),
        ("SELECT * FROM handout ORDER BY handed_out_at DESC LIMIT 9", "ix_handout_handed_out_at"),
        ("SELECT * FROM visit WHERE signed_at IS NULL ORDER BY visited_on DESC LIMIT 9", "ix_visit_unsigned"),
        (
            "SELECT * FROM program_version WHERE number IS NULL ORDER BY changed_at DESC LIMIT 9",
            "ix_program_version_drafts",
        ),
        (
            "SELECT * FROM program_version WHERE number = 1 AND handed_out_at BETWEEN '2026' AND '2027'",
            "ix_program_version_begun",
        ),
        (
            "SELECT id FROM program_version WHERE number IS NOT NULL AND review_date BETWEEN '2026' AND '3'",
            "ix_program_version_review_date",
        ),
    ],
)
def test_no_question_reads_the_whole_record(
    record: SqlRecord, folder: Path, question: str, index: str
) -> None:
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}").fetchall()
    engine.dispose()
    assert any(index in row[3] for row in plan), plan
