"""Restore: the new record as it was backed up, the old one aside; or nothing, and a sentence."""

import os
import shutil
from pathlib import Path

import pytest

from backed_up import (
    OWNER,
    SHEET,
    WORDS,
    a_record,
    finder_for,
    lock_with,
    one_more,
    open_way,
    patients_in,
    patients_of,
)
from builders import TickingClock
from clinic_app.data.backup_finder import Finder
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.data.door import RecordDoor
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.data.restore_moves import take_note
from clinic_app.data.start import RecordStart
from clinic_app.domain.access import LockedError, WrongSecretError
from clinic_app.domain.audit import EVERYTHING, AuditAction, Standing
from clinic_app.domain.backup import BackupState, OpenedBackup, Restored
from clinic_app.domain.door import DoorState
from clinic_app.domain.errors import InputError, OutputError, RecordError
from clinic_app.domain.record_fault import FaultyRecordError
from clinic_app.services.backups import BackupService


def test_a_restored_record_is_as_it_was_and_the_record_before_lies_aside(
    opened: OpenedBackup, folder: Path
) -> None:
    restored = opened.restore()

    assert restored.made_at == opened.backup.made_at
    assert restored.aside == str(folder.with_name("record-before-restore-2026-11-24_08-30-00"))
    assert patients_in(folder) == 1
    assert patients_in(Path(restored.aside)) == 2
    assert {each.name for each in folder.parent.iterdir()} == {Path(restored.aside).name, "record", "stick"}


def test_what_was_handed_out_comes_back_to_the_byte(opened: OpenedBackup, folder: Path) -> None:
    shutil.rmtree(folder / "handouts")
    assert opened.restore().lost == 0
    record = open_record(folder)
    with record.reading() as work:
        [sheet] = [record.archive.get(each.name) for each in (folder / "handouts").rglob("?" * 64)]
        assert work.patients.count(archived=False) == 1
    record.close()
    assert sheet == SHEET


def test_the_last_restore_is_told_once(opened: OpenedBackup, folder: Path) -> None:
    restored = opened.restore()
    assert take_note(folder) == restored
    assert take_note(folder) is None


def test_nothing_is_restored_while_the_record_is_open(record: SqlRecord, place: Path, folder: Path) -> None:
    held = record.backups.open(record.backups.make(str(place)))
    with pytest.raises(RecordError, match="open in another window"):
        held.restore()
    assert not list(folder.parent.glob("record-*"))


def test_on_a_new_machine_the_passphrase_opens_the_backup(
    record: SqlRecord, place: Path, tmp_path: Path
) -> None:
    lock_with(record)
    record.backups.make(str(place))
    there = tmp_path / "new machine" / "record"
    finder = finder_for(there)

    [backup] = finder.found(str(place))
    doorway = finder.look(backup)
    assert (backup.state, doorway.state) == (BackupState.UNREAD, DoorState.LOCKED)
    with pytest.raises(WrongSecretError):
        finder.unlock(backup, OWNER.id, "four words are wrong")
    restored = finder.unlock(backup, OWNER.id, WORDS).restore()

    assert restored.aside is None
    unlocked = RecordDoor(there).unlock(OWNER.id, WORDS)
    opened = open_record(there, unlocked.key, actor=unlocked.actor)
    with opened.reading() as work:
        assert work.patients.count(archived=False) == 1
    opened.close()


def test_on_a_new_machine_the_recovery_code_opens_the_backup(
    record: SqlRecord, place: Path, tmp_path: Path
) -> None:
    code = lock_with(record)
    record.backups.make(str(place))
    finder = finder_for(tmp_path / "new machine" / "record")
    [backup] = finder.found(str(place))
    assert finder.recover(backup, code).backup.counts["patient"] == 1


def test_a_passphrase_set_since_stays_when_an_older_backup_comes_back(
    record: SqlRecord, place: Path, folder: Path
) -> None:
    held = record.backups.open(record.backups.make(str(place)))
    lock_with(record)
    record.close()
    held.restore()
    with pytest.raises(LockedError):
        open_record(folder)
    assert RecordDoor(folder).unlock(OWNER.id, WORDS).actor.name == "Ada Lane"


@pytest.mark.parametrize("chosen", [".", "clinic-backup-*", "clinic-backup-*/2026*"])
def test_a_backup_is_found_from_the_stick_down_to_its_own_folder(
    record: SqlRecord, place: Path, chosen: str, folder: Path
) -> None:
    made = record.backups.make(str(place))
    [path] = [place] if chosen == "." else place.glob(chosen)
    assert [each.path for each in finder_for(folder).found(str(path))] == [made.path]


def test_a_folder_without_backups_says_so(place: Path, folder: Path) -> None:
    for empty in (place, place / "away"):
        with pytest.raises(InputError):
            finder_for(folder).found(str(empty))


def test_a_record_taken_back_by_a_restore_is_no_older_than_the_one_seen_last(
    folder: Path, place: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "config"
    a_record(folder).close()
    start = RecordStart(folder, settings, TickingClock())
    record = start.open()
    held = record.backups.open(record.backups.make(str(place)))
    one_more(record)
    record.close()
    copy = shutil.copytree(folder, tmp_path / "older")
    held.restore()

    again = start.open()
    assert again.auditor.seen().standing is Standing.WHOLE
    one_more(again)
    one_more(again)
    again.close()
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    (folder / "restored.json").write_text('{"made_at": "2026-11-24T08:30:00+00:00"}')
    with pytest.raises(FaultyRecordError):  # nobody restored that, whatever a note says
        start.open()


def test_another_clinics_backup_is_expected_once_it_was_restored(
    record: SqlRecord, folder: Path, place: Path, tmp_path: Path
) -> None:
    record.backups.make(str(place))
    there, settings = tmp_path / "there", tmp_path / "config"
    start = RecordStart(there, settings, TickingClock())
    start.open().close()
    finder = Finder(there, TickingClock(), settings)
    [backup] = finder.found(str(place))
    finder.unlock(backup, open_way(record).id, "").restore()
    again = start.open()
    assert patients_of(again) == 1
    again.close()


def test_a_record_that_is_a_disk_of_its_own_is_refused_before_anything_is_moved(
    opened: OpenedBackup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_app.data.backup_in_hand.disk_of", lambda each: len(each.parts))
    with pytest.raises(OutputError, match="a disk of its own"):
        opened.restore()
    assert patients_in(folder) == 2


def test_a_copy_that_is_damaged_is_found_before_the_record_is_touched(
    opened: OpenedBackup, folder: Path
) -> None:
    database = Path(opened.backup.path) / "record.db"
    with database.open("r+b") as file:
        file.seek(200_000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(RecordError, match="is damaged"):
        opened.restore()
    assert patients_in(folder) == 2
    assert [each.name for each in folder.parent.iterdir() if each.name != "stick"] == ["record"]


def test_without_room_nothing_is_restored(
    opened: OpenedBackup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(folder)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
    with pytest.raises(OutputError, match="room for 0 MB"):
        opened.restore()
    assert patients_in(folder) == 2


def test_another_records_key_does_not_open_a_backup(record: SqlRecord, place: Path, tmp_path: Path) -> None:
    backup = record.backups.make(str(place))
    stranger = create_record(tmp_path / "stranger", clock=TickingClock())
    assert stranger.backups.found(str(place)) == []
    with pytest.raises(RecordError):
        stranger.backups.open(backup)
    stranger.close()


def test_a_backup_of_a_newer_version_is_refused(record: SqlRecord, place: Path, folder: Path) -> None:
    backup = record.backups.make(str(place))
    older = finder_for(folder)
    target = record.backups._target
    object.__setattr__(target, "revisions", ("0001",))
    with pytest.raises(RecordError, match="newer version"):
        record.backups.open(backup)
    object.__setattr__(target, "revisions", (backup.revision,))
    assert older.unlock(backup, open_way(record).id, "").lost == 0


def test_a_sheet_damaged_on_the_stick_is_taken_from_the_record_before(
    opened: OpenedBackup, place: Path, folder: Path
) -> None:
    [kept] = place.rglob("?" * 64)
    kept.write_bytes(bytes(kept.stat().st_size))
    restored = opened.restore()
    assert restored == Restored(made_at=opened.backup.made_at, aside=restored.aside, lost=0)


def test_a_sheet_that_is_lost_everywhere_is_counted(opened: OpenedBackup, place: Path, folder: Path) -> None:
    for lost in (*place.rglob("?" * 64), *folder.rglob("?" * 64)):
        lost.unlink()
    assert opened.restore().lost == 1


def test_a_restored_record_opens_though_it_is_older_and_the_log_says_so(
    folder: Path, place: Path, tmp_path: Path
) -> None:
    start = RecordStart(folder, tmp_path / "config", TickingClock())
    record = start.open()
    one_more(record)
    backup = record.backups.make(str(place))
    held = record.backups.open(backup)
    one_more(record)
    record.close()
    held.restore()
    record = start.open()
    told = take_note(folder)
    assert told is not None
    BackupService(record, BackupPlan(tmp_path / "config", folder)).note_restore(told)
    with record.reading() as work:
        [last] = work.audit.page(EVERYTHING, before=None, limit=1)
    assert (last.action, last.detail) == (AuditAction.RESTORED, f"{backup.made_at:%Y-%m-%d %H:%M}")
    assert record.auditor.verify(lambda _done, _whole: None).is_whole
    record.close()
    start.open().close()


def test_a_backup_that_went_meanwhile_is_nobodys_to_open(
    opened: OpenedBackup, place: Path, folder: Path
) -> None:
    finder = finder_for(folder)
    [backup] = finder.found(str(place))
    shutil.rmtree(backup.path)
    with pytest.raises(RecordError, match="damaged"):
        finder.look(backup)


def test_a_restore_that_cannot_be_entered_yet_is_told_and_entered_at_the_next_start(
    opened: OpenedBackup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_record: SqlRecord) -> object:
        raise OutputError("There is no room.")

    opened.restore()
    record = open_record(folder)
    service = BackupService(record, BackupPlan(folder.with_name("config"), folder))
    with monkeypatch.context() as full:
        full.setattr(SqlRecord, "noting", refuse)
        told = take_note(folder, service.note_restore)
    assert told is not None
    assert told == take_note(folder, service.note_restore)
    assert take_note(folder, service.note_restore) is None
    with record.reading() as work:
        entries = work.audit.page(EVERYTHING, before=None, limit=9)
    assert [each.action for each in entries].count(AuditAction.RESTORED) == 1
    record.close()
