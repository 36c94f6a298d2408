"""Recording scores and diaries: by the rules, withdrawn with a reason, nothing counted twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import MORNING, a_content, a_draft, a_patient, a_program, an_episode, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.diary_sheet import DiarySheet, sheet_of
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.errors import InputError, RecordError
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.score_history import compared
from clinic_app.services.diaries import DiaryService
from clinic_app.services.scores import ScoreEntry, ScoreService, activities_offered
from fakes import FakeRecord

TODAY = MORNING.date()
WALK = ("Walk", "Cook", "Climb stairs")


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord()


@pytest.fixture
def patient(record: FakeRecord) -> Patient:
    patient = a_patient()
    record.tables.patients[patient.id] = patient
    return patient


@pytest.fixture
def episode(record: FakeRecord, patient: Patient) -> Episode:
    episode = an_episode(patient, activities=("Garden",))
    record.tables.episodes[episode.id] = episode
    return episode


@pytest.fixture
def scores(record: FakeRecord) -> ScoreService:
    return ScoreService(record, load_library())


@pytest.fixture
def version(record: FakeRecord, patient: Patient) -> ProgramVersion:
    program = a_program(patient)
    version = a_draft(program, number=1, handed_out_at=MORNING)
    record.tables.programs[program.id] = program
    record.tables.versions[version.id] = version
    return version


def an_entry(measure: str, *answers: float | None, weeks_ago: int = 0, **fields: object) -> ScoreEntry:
    taken = TODAY - timedelta(weeks=weeks_ago)
    return replace(ScoreEntry(measure=measure, taken_on=taken, answers=answers), **fields)  # type: ignore[arg-type]


def test_a_score_is_recorded_with_every_answer(scores: ScoreService, patient: Patient) -> None:
    (taken,) = scores.take(patient.id, an_entry("odi", *(3,) * 9, None))
    assert taken.value == 60
    assert taken.answers == (3,) * 9 + (None,)
    assert scores.of_patient(patient.id) == [taken]


def test_every_part_that_was_answered_has_a_result_of_its_own(scores: ScoreService, patient: Patient) -> None:
    taken = scores.take(patient.id, an_entry("single-leg-stance", None, 12.4))
    assert [(each.part, each.value) for each in taken] == [("right", 12.4)]


def test_what_the_rule_does_not_allow_is_refused_and_not_recorded(
    scores: ScoreService, patient: Patient
) -> None:
    with pytest.raises(InputError, match="at least 8 of 10 answers"):
        scores.take(patient.id, an_entry("odi", *(3,) * 7, None, None, None))
    with pytest.raises(InputError, match="to come"):
        scores.take(patient.id, an_entry("nprs", 3, weeks_ago=-1))
    with pytest.raises(InputError, match="nonsense"):
        scores.take(patient.id, an_entry("nonsense", 3))
    assert not scores.of_patient(patient.id)


def test_a_total_alone_is_recorded_without_answers(scores: ScoreService, patient: Patient) -> None:
    (taken,) = scores.take(patient.id, an_entry("odi", totals={"": 42}))
    assert (taken.value, taken.answers) == (42, ())


def test_a_score_is_withdrawn_with_a_reason_once(scores: ScoreService, patient: Patient) -> None:
    taken = scores.take(patient.id, an_entry("nprs", 3))
    with pytest.raises(InputError, match="why"):
        scores.withdraw(taken, " ")
    scores.withdraw(taken, "Wrong patient")
    (kept,) = scores.of_patient(patient.id)
    assert kept.withdrawn_because == "Wrong patient"
    with pytest.raises(RecordError, match="before"):
        scores.withdraw(taken, "Again")


def test_a_correction_withdraws_what_it_replaces(scores: ScoreService, patient: Patient) -> None:
    taken = scores.take(patient.id, an_entry("nprs", 3))
    (right,) = scores.correct(taken, an_entry("nprs", 5), "Corrected")
    standing = [each for each in scores.of_patient(patient.id) if each.withdrawn_at is None]
    assert standing == [right]


def test_activities_that_were_rated_are_offered_again_and_kept_with_the_problem(
    scores: ScoreService, patient: Patient, episode: Episode, record: FakeRecord
) -> None:
    entry = an_entry("psfs", 3, 2, 4, activities=WALK, episode_id=episode.id)
    assert activities_offered((), episode.activities, "psfs", episode.id) == ("Garden",)
    scores.take(patient.id, entry)
    results = scores.of_patient(patient.id)
    assert activities_offered(results, episode.activities, "psfs", episode.id) == WALK
    assert record.tables.episodes[episode.id].activities == (*WALK, "Garden")


def test_a_score_is_compared_with_the_first_and_the_last_before_it(
    scores: ScoreService, patient: Patient
) -> None:
    for weeks, pain in ((8, 7), (4, 6)):
        scores.take(patient.id, an_entry("nprs", pain, weeks_ago=weeks))
    (now,) = scores.results(patient.id, an_entry("nprs", 3))
    found = compared(scores.library.measure("nprs"), now, scores.of_patient(patient.id))
    assert found.since_start is not None
    assert found.since_last is not None
    assert (found.since_start.amount, found.since_last.amount) == (-4, -3)
    assert found.since_start.since == TODAY - timedelta(weeks=8)


def test_other_activities_do_not_compare_and_it_is_said_why(scores: ScoreService, patient: Patient) -> None:
    scores.take(patient.id, an_entry("psfs", 3, 2, 4, activities=WALK, weeks_ago=4))
    (now,) = scores.results(patient.id, an_entry("psfs", 3, 2, 4, activities=("Swim", "Cook", "Run")))
    found = compared(scores.library.measure("psfs"), now, scores.of_patient(patient.id))
    assert found.since_start is None
    assert "Rate these again" in str(found.problem)


def test_a_rating_of_change_needs_no_score_before(scores: ScoreService, patient: Patient) -> None:
    (now,) = scores.results(patient.id, an_entry("groc", 5))
    found = compared(scores.library.measure("groc"), now, ())
    assert found.since_start is not None
    assert found.since_start.amount == 5


def test_a_diary_counts_days_of_its_version(
    record: FakeRecord, patient: Patient, version: ProgramVersion
) -> None:
    days = (DiaryDay(done=2), DiaryDay(done=1), DiaryDay())
    diary = DiaryService(record).key_in(patient.id, version, TODAY - timedelta(days=10), days)
    assert (diary.done, diary.planned, diary.planned_per_day) == (3, 6, 2)
    changed = DiaryService(record).change(diary, diary.started_on, (DiaryDay(done=2),) * 3)
    assert changed.share_done == 1
    assert DiaryService(record).of_patient(patient.id) == [changed]


def test_a_program_for_five_days_a_week_is_whole_after_five(record: FakeRecord, patient: Patient) -> None:
    item = an_item(schedule=Schedule(times_per_day=1, days_per_week=5))
    version = a_draft(a_program(patient), a_content(items=(item,)), number=1)
    days = (*(DiaryDay(done=1),) * 5, DiaryDay(), DiaryDay())
    diary = DiaryService(record).key_in(patient.id, version, TODAY - timedelta(days=10), days)
    assert (diary.planned, diary.share_done) == (5, 1)


def test_no_day_counts_twice(record: FakeRecord, patient: Patient, version: ProgramVersion) -> None:
    diaries, begun = DiaryService(record), TODAY - timedelta(days=10)
    diaries.key_in(patient.id, version, begun, (DiaryDay(done=1),) * 3)
    with pytest.raises(InputError, match="keyed in already: 2026-11-14 to 2026-11-16"):
        diaries.key_in(patient.id, version, begun + timedelta(days=2), (DiaryDay(done=1),))
    diaries.key_in(patient.id, version, begun + timedelta(days=3), (DiaryDay(done=1),))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((), "at least one day"),
        ((DiaryDay(done=10),), "0 to 9"),
        ((DiaryDay(pain=11),), "Pain is a whole number"),
        ((DiaryDay(done=1),) * 30, "to come"),
    ],
)
def test_a_diary_that_cannot_be_is_refused(
    record: FakeRecord, patient: Patient, version: ProgramVersion, days: tuple[DiaryDay, ...], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        DiaryService(record).key_in(patient.id, version, TODAY - timedelta(days=10), days)


def test_a_sheet_begins_in_its_week_and_ends_today() -> None:
    sheet = DiarySheet(started_on=date(2026, 11, 18), until=TODAY)  # a Wednesday, until Tuesday
    assert [cell for cell in range(sheet.size) if sheet.is_open(cell)] == [2, 3, 4, 5, 6, 7, 8]
    keyed = sheet.with_done(2, 1).with_done(4, 2).with_pain(0, 6).with_done(7, 1)
    assert keyed.days() == (
        DiaryDay(done=1),
        DiaryDay(),
        DiaryDay(done=2),
        DiaryDay(),
        DiaryDay(pain=6),
        DiaryDay(done=1),
    )
    assert keyed.without(7).days() == keyed.days()[:-1]
    assert keyed.with_pain(0, None).pain(0) is None
    assert keyed.with_pain(3, 5) == keyed


def test_a_diary_is_its_sheet_again(record: FakeRecord, patient: Patient, version: ProgramVersion) -> None:
    days = (DiaryDay(done=1, pain=3), DiaryDay(), DiaryDay(done=2))
    diary = DiaryService(record).key_in(patient.id, version, date(2026, 11, 12), days)
    sheet = sheet_of(diary, TODAY)
    assert sheet.days() == days
    assert sheet.pain(0) == 3
