"""Scores and sheets in a record on disk: what was entered comes back, corrected, and never twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import MORNING, TickingClock, a_draft, a_patient, a_program, an_episode
from clinic_app.data.library_files import load_library
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.domain.access import Actor
from clinic_app.domain.diary import DiaryDay
from clinic_app.services.diaries import DiaryService
from clinic_app.services.scores import ScoreEntry, ScoreService

TODAY = MORNING.date()
WALK = ("Walk", "Cook", "Climb stairs")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[SqlRecord]:
    opened = create_record(tmp_path / "record", clock=TickingClock(), actor=Actor(name="test"))
    yield opened
    opened.close()


def test_scores_and_sheets_of_a_patient_come_back(record: SqlRecord) -> None:
    patient, program = a_patient(), a_program()
    episode, version = an_episode(patient), a_draft(program)
    with record.writing() as work:
        work.patients.add(patient)
        work.episodes.add(episode)
        work.programs.add(program)
        work.programs.add_version(version)
        work.commit()
    scores, diaries = ScoreService(record, load_library()), DiaryService(record)
    entry = ScoreEntry(
        measure="psfs", taken_on=TODAY, answers=(3, 2, 4), activities=WALK, episode_id=episode.id
    )
    wrong = scores.take(patient.id, entry)
    (right,) = scores.correct(wrong, replace(entry, answers=(3, 3, 3)), "Corrected")
    assert [each for each in scores.of_patient(patient.id) if each.withdrawn_at is None] == [right]
    days = (DiaryDay(done=1), DiaryDay(), DiaryDay(done=2, pain=3))
    diary = diaries.key_in(patient.id, version, TODAY - timedelta(days=9), days)
    changed = diaries.change(diary, diary.started_on, days[:2])
    assert diaries.of_patient(patient.id) == [changed]
    diaries.remove(changed)
    diaries.put_back(changed)
    assert diaries.of_patient(patient.id) == [changed]
    with record.reading() as work:
        assert work.episodes.get(episode.id).activities == WALK
