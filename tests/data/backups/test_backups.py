"""Backups: whole or not there, never over another, thinned, and only of a record that is whole."""

import errno
import os
import resource
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from backed_up import SHEET, one_more
from clinic_app.data.backup_files import make_inside
from clinic_app.data.engine import bare_connection
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord
from clinic_app.domain.backup import Backup, BackupState
from clinic_app.domain.errors import KnownError, OutputError, RecordError


def everything_in(place: Path) -> list[Path]:
    return [each for each in place.rglob("*") if each.is_file()]


def test_a_backup_holds_what_the_record_holds(record: SqlRecord, place: Path) -> None:
    backup = record.backups.make(str(place))

    assert backup.counts["patient"] == 1
    assert (backup.handouts, backup.missing, backup.made_by) == (1, 0, "Ada Lane")
    assert backup.counts == record.backups.counts()
    assert record.backups.found(str(place)) == [backup]
    assert backup.state is BackupState.VERIFIED


def test_nobody_but_the_owner_may_look_into_a_backup(record: SqlRecord, place: Path) -> None:
    record.backups.make(str(place))

    inside = list(place.rglob("*"))
    assert {each.stat().st_mode & 0o777 for each in inside if each.is_file()} == {0o600}
    assert {each.stat().st_mode & 0o777 for each in inside if each.is_dir()} == {0o700}


def test_nothing_of_a_patient_can_be_read_in_a_backup(record: SqlRecord, place: Path) -> None:
    record.backups.make(str(place))

    whole = b"".join(each.read_bytes() for each in everything_in(place))
    assert b"SQLite format" not in whole
    assert not any(each in whole for each in (b"Marlowe", b"Calf", SHEET))


def test_two_backups_within_a_second_are_two(record: SqlRecord, place: Path) -> None:
    made = {record.backups.make(str(place)).path for _ in range(3)}
    assert len(made) == len(record.backups.found(str(place))) == 3


def test_only_new_sheets_are_copied(record: SqlRecord, place: Path) -> None:
    record.backups.make(str(place))
    [kept] = [each for each in everything_in(place) if len(each.name) == 64]
    before = kept.stat().st_mtime_ns
    record.backups.make(str(place))
    assert kept.stat().st_mtime_ns == before


def test_a_damaged_record_is_not_backed_up_over_whole_backups(
    record: SqlRecord, folder: Path, place: Path
) -> None:
    record.backups.make(str(place))
    database = folder / "record.db"
    with database.open("r+b") as file:
        file.seek(database.stat().st_size - 2_000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))

    with pytest.raises(RecordError, match="is damaged"):
        record.backups.make(str(place))
    assert [each.state for each in record.backups.found(str(place))] == [BackupState.VERIFIED]
    assert not list(place.rglob(".unfinished*"))


def test_a_full_disk_leaves_nothing_half_made_and_says_so(record: SqlRecord, place: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OutputError, match="no room left"):
            record.backups.make(str(place))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert everything_in(place) == []


def test_a_folder_that_is_not_there_is_not_made(record: SqlRecord, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Plug in the stick"):
        record.backups.make(str(tmp_path / "away"))
    assert not (tmp_path / "away").exists()
    assert record.backups.found(str(tmp_path / "away")) == []


def test_what_somebody_was_stopped_at_is_taken_away_next_time(record: SqlRecord, place: Path) -> None:
    home = Path(record.backups.make(str(place)).path).parent
    (home / ".unfinished-2026-11-24_08-30-07").mkdir()
    (home / ".unfinished-2026-11-24_08-30-07" / "record.db").write_bytes(b"half")
    assert len(record.backups.found(str(place))) == 1
    record.backups.make(str(place))
    assert not list(home.glob(".*"))


def flip_a_bit(backup: Backup) -> None:
    content = (Path(backup.path) / "manifest.json").read_text()
    (Path(backup.path) / "manifest.json").write_text(content.replace('"patient": 1', '"patient": 2'))


def cut_short(backup: Backup) -> None:
    os.truncate(Path(backup.path) / "record.db", backup.database_bytes - 4096)


def empty_the_manifest(backup: Backup) -> None:
    (Path(backup.path) / "manifest.json").write_bytes(b"")


def lose_the_manifest(backup: Backup) -> None:
    (Path(backup.path) / "manifest.json").unlink()


def lose_the_database(backup: Backup) -> None:
    (Path(backup.path) / "record.db").unlink()


def link_the_database(backup: Backup) -> None:
    away = Path(backup.path).with_name("away.db")
    (Path(backup.path) / "record.db").rename(away)
    (Path(backup.path) / "record.db").symlink_to(away)


FAULTS = (flip_a_bit, cut_short, empty_the_manifest, lose_the_manifest, lose_the_database, link_the_database)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_backup_is_said_to_be_and_never_opened(
    record: SqlRecord, place: Path, fault: Callable[[Backup], None]
) -> None:
    backup = record.backups.make(str(place))
    fault(backup)

    [found] = record.backups.found(str(place))
    assert found.state is BackupState.DAMAGED
    with pytest.raises(KnownError):
        record.backups.open(found)


def test_a_sheet_that_is_damaged_in_the_record_stays_whole_in_its_backups(
    record: SqlRecord, folder: Path, place: Path
) -> None:
    record.backups.make(str(place))
    [sheet] = [each for each in (folder / "handouts").rglob("*") if each.is_file()]
    sheet.write_bytes(b"clinic-handout/1\nrubbish")

    assert record.backups.make(str(place)).missing == 0
    shutil.rmtree(place)
    place.mkdir()
    assert record.backups.make(str(place)).missing == 1


def test_thinning_takes_the_sheets_that_only_old_backups_held(record: SqlRecord, place: Path) -> None:
    first = record.backups.make(str(place))
    stray = Path(first.path).parent / "handouts" / "00"
    stray.mkdir()
    (stray / ("0" * 64)).write_bytes(b"held by nobody")
    for _ in range(2):
        one_more(record)
        record.backups.make(str(place))

    assert record.backups.thin(str(place)) == 2
    [kept] = record.backups.found(str(place))
    assert kept.counts["patient"] == 3
    assert len([each for each in everything_in(place) if len(each.name) == 64]) == 1
    assert record.backups.open(kept).lost == 0


def test_a_save_between_is_not_lost_in_a_backup_and_waits_for_no_more_than_the_copy(
    record: SqlRecord, folder: Path, place: Path
) -> None:
    """Whoever saves while a backup is made is in it or in the next, and the counts are those of the copy."""
    backup = record.backups.make(str(place))
    with bare_connection(Path(backup.path) / "record.db", read_key(folder).database_key()) as connection:
        (count,) = connection.execute("SELECT count(*) FROM patient").fetchone()
    assert count == backup.counts["patient"]


def test_a_folder_within_a_stick_that_was_pulled_out_is_not_begun_anew_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_inside(tmp_path / "pulled out" / "e0")
    assert list(tmp_path.iterdir()) == []


def test_what_a_file_manager_left_among_the_sheets_keeps_no_backup_from_being_thinned(
    record: SqlRecord, place: Path
) -> None:
    first = record.backups.make(str(place))
    pool = Path(first.path).parent / "handouts"
    (pool / ".DS_Store").write_bytes(b"how the folder looks")
    for folder in (pool, *pool.glob("??")):
        (folder / "@eaDir" / "inside").mkdir(parents=True)
    one_more(record)
    second = record.backups.make(str(place))
    assert record.backups.thin(str(place)) == 1
    assert [each.path for each in record.backups.found(str(place))] == [second.path]


def test_a_disk_that_cannot_flush_folders_takes_backups_too(
    record: SqlRecord, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_a_network_disk(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", of_a_network_disk)
    backup = record.backups.make(str(place))
    assert record.backups.found(str(place)) == [backup]
