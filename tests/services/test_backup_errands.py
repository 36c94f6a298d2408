"""Errands about backups: where they go, when they are made, who may."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from builders import TickingClock
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.domain.access import Actor, NotAllowedError, Role
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.backup import Lack, Restored
from clinic_app.domain.errors import InputError, OutputError, RecordError
from clinic_app.services.backups import BackupService
from fake_backups import FakePlan
from fakes import FakeRecord


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def record(clock: TickingClock) -> FakeRecord:
    return FakeRecord(clock)


@pytest.fixture
def backups(record: FakeRecord, tmp_path: Path) -> BackupService:
    return BackupService(record, FakePlan(tmp_path))


@pytest.fixture
def stick(tmp_path: Path) -> str:
    folder = tmp_path / "stick"
    folder.mkdir()
    return str(folder)


def test_a_backup_goes_beside_the_record_and_into_every_chosen_folder(
    backups: BackupService, stick: str
) -> None:
    backups.add_place(stick)
    made = backups.back_up()
    assert [str(Path(each.path).parent) for each in made.backups] == [backups.plan.usual, stick]
    assert [len(place.backups) for place in backups.places()] == [1, 1]


def test_a_stick_that_is_away_is_no_failure_but_remembered(
    backups: BackupService, record: FakeRecord, stick: str, clock: TickingClock
) -> None:
    backups.add_place(stick)
    backups.back_up()
    record.backups.away.add(stick)
    clock.wait(days=9)

    made = backups.back_up_when_due(at_start=True)

    assert (len(made.backups), made.failures) == (1, [])
    lack = backups.reminder()
    assert lack is not None
    assert (lack.lack, lack.days, lack.away) == (Lack.OLD, 9, (stick,))


def test_a_failure_in_one_folder_keeps_no_other_from_its_backup(
    backups: BackupService, record: FakeRecord, stick: str
) -> None:
    backups.add_place(stick)
    record.backups.away.add(stick)
    made = backups.back_up()
    assert (len(made.backups), len(made.failures)) == (1, 1)


def test_the_first_save_of_a_day_makes_one_backup_and_the_second_none(
    backups: BackupService, record: FakeRecord, clock: TickingClock
) -> None:
    backups.back_up()
    clock.wait(days=1)
    assert backups.back_up_when_due(at_start=False).backups == []
    record.backups.changed_at = clock.now
    assert len(backups.back_up_when_due(at_start=False).backups) == 1
    record.backups.changed_at = clock.now + timedelta(minutes=1)
    assert backups.back_up_when_due(at_start=False).backups == []


def test_backups_from_a_clock_a_year_ahead_keep_none_from_being_made_and_make_none_at_every_look(
    backups: BackupService, record: FakeRecord, clock: TickingClock
) -> None:
    clock.wait(days=365)
    backups.back_up()
    clock.wait(days=-365)
    assert len(backups.back_up_when_due(at_start=True).backups) == 1
    record.backups.changed_at = clock.now + timedelta(hours=1)
    assert backups.back_up_when_due(at_start=False).backups == []
    assert backups.back_up_when_due(at_start=True).backups == []


def test_an_old_backup_is_reminded_of_though_a_younger_one_is_dated_in_the_future(
    backups: BackupService, record: FakeRecord, stick: str, clock: TickingClock
) -> None:
    backups.add_place(stick)
    backups.back_up()
    clock.wait(days=365)
    backups.back_up()
    clock.wait(days=-355)
    lack = backups.reminder()
    assert lack is not None
    assert (lack.lack, lack.days) == (Lack.OLD, 10)


def test_a_damaged_record_is_told_and_thins_nothing(
    backups: BackupService, record: FakeRecord, clock: TickingClock
) -> None:
    backups.back_up()
    record.backups.failure = RecordError("The record {file} is damaged.", file="record.db")
    clock.wait(days=2)
    assert [str(each) for each in backups.back_up_when_due(at_start=True).failures] == [
        "The record record.db is damaged."
    ]
    assert len(backups.places()[0].backups) == 1


def test_backups_and_a_restore_are_entered_in_the_log(backups: BackupService, record: FakeRecord) -> None:
    backups.back_up()
    backups.note_restore(Restored(made_at=record.clock()))
    backups.note_restore(Restored(was_interrupted=True))
    noted = [each.action for each in record.tables.audit]
    assert noted == [AuditAction.BACKED_UP, AuditAction.RESTORED]


def test_a_record_that_is_only_looked_at_is_not_backed_up_by_itself(
    backups: BackupService, record: FakeRecord
) -> None:
    record.reading_only = RecordError("The record {file} is damaged.", file="record.db")
    assert backups.back_up_when_due(at_start=True).backups == ()


def test_two_backups_of_one_day_become_one(backups: BackupService) -> None:
    backups.back_up()
    backups.back_up()
    assert len(backups.places()[0].backups) == 1


def test_after_a_year_ahead_the_clock_is_right_again_and_one_backup_a_day_is_made(
    backups: BackupService, clock: TickingClock
) -> None:
    clock.wait(days=365)
    backups.back_up()
    clock.wait(days=-365)
    assert len(backups.back_up_when_due(at_start=True).backups) == 1
    for _ in range(3):
        assert backups.back_up_when_due(at_start=True).backups == []
    clock.wait(days=2)
    assert len(backups.back_up_when_due(at_start=True).backups) == 1


@pytest.mark.parametrize("within", ["record", "record/handouts"])
def test_no_backup_is_made_within_the_record_which_would_be_lost_with_it(
    backups: BackupService, tmp_path: Path, within: str
) -> None:
    (tmp_path / within).mkdir(parents=True)
    with pytest.raises(InputError, match="of the record itself"):
        backups.back_up_into(str(tmp_path / within))


@pytest.mark.parametrize("within", ["record", "record/handouts", "backups", "away"])
def test_a_folder_beside_the_record_or_nowhere_is_no_place(
    backups: BackupService, tmp_path: Path, within: str
) -> None:
    if within != "away":
        (tmp_path / within).mkdir(parents=True)
    with pytest.raises(InputError):
        backups.add_place(str(tmp_path / within))


def test_only_an_owner_chooses_and_restores_but_what_is_due_is_made_for_everybody(
    backups: BackupService, record: FakeRecord, stick: str
) -> None:
    record.actor = Actor(name="Bo", role=Role.ASSISTANT)
    assert len(backups.back_up_when_due(at_start=True).backups) == 1
    [backup] = backups.places()[0].backups
    for forbidden in (
        backups.back_up,
        lambda: backups.add_place(stick),
        lambda: backups.drop_place(stick),
        lambda: backups.back_up_into(stick),
        lambda: backups.open(backup),
    ):
        with pytest.raises(NotAllowedError):
            forbidden()


def test_chosen_folders_are_kept_with_when_a_backup_was_seen_there(tmp_path: Path) -> None:
    plan = BackupPlan(tmp_path / "config", tmp_path / "record")
    assert plan.chosen() == {}
    chosen = {
        '/media/a "quoted" stick\\x': TickingClock().now,
        "/media/Sicherung ü": None,
        "/x\x7f\n[[folder]]": None,
    }
    plan.keep(chosen)
    assert BackupPlan(tmp_path / "config", tmp_path / "record").chosen() == chosen
    assert plan.usual == str(tmp_path / "backups")


@pytest.mark.parametrize("content", ["", "folder = 3", "[[folder]]\npath = 7", "[[folder]\n", "\x00"])
def test_a_damaged_list_of_folders_counts_as_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "backups.toml").write_text(content)
    assert BackupPlan(tmp_path, tmp_path / "record").chosen() == {}


def test_a_folder_whose_name_is_no_unicode_takes_no_other_from_the_list(tmp_path: Path) -> None:
    plan = BackupPlan(tmp_path / "config", tmp_path / "record")
    chosen = {os.fsdecode(b"/media/Pr\xe4xis"): None, "/media/stick": None}
    plan.keep(chosen)
    assert plan.chosen() == chosen


def test_a_backup_that_was_made_counts_though_the_record_takes_no_entry_of_it(
    backups: BackupService, record: FakeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OutputError("There is no room left on the disk of {file}.", file="record.db")

    def refuse() -> object:
        raise full

    with monkeypatch.context() as crowded:
        crowded.setattr(record, "noting", refuse)
        made = backups.back_up()
    assert [each.path for each in made.backups] == [each.path for each in backups.places()[0].backups]
    assert list(made.failures) == []
