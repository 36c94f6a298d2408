"""Copies beside a real record are found with their size, thinned after a backup, and removed whole."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backed_up import a_record, one_more
from builders import TickingClock
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.data.record import SqlRecord
from clinic_app.domain.errors import RecordError
from clinic_app.domain.old_copies import CopyKind
from clinic_app.services.backups import BackupService


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record"


@pytest.fixture
def record(folder: Path) -> SqlRecord:
    return a_record(folder)


def _restored(folder: Path, name: str, *, of: bytes) -> Path:
    aside = folder.with_name(f"record-before-restore-{name}")
    (aside / "handouts").mkdir(parents=True)
    (aside / "record.db").write_bytes(of + b"pages")
    (aside / "handouts" / "ab").write_bytes(b"sheet")
    return aside


def _start(folder: Path) -> bytes:
    return (folder / "record.db").read_bytes()[:16]


def _service(record: SqlRecord, folder: Path) -> BackupService:
    return BackupService(record, BackupPlan(folder.with_name("config"), folder))


def test_every_kind_is_found_with_its_time_size_and_whose_it_is(record: SqlRecord, folder: Path) -> None:
    (folder / "record.db.before-0005").write_bytes(_start(folder) + b"pages")
    _restored(folder, "2026-11-02_08-30-00", of=_start(folder))
    other = folder.with_name("record-aside-2026-11-01_08-30-00")
    other.mkdir()
    (other / "record.db").write_bytes(b"another record's")
    found = {each.kind: each for each in record.backups.copies.found()}
    assert {kind: each.is_of_this_record for kind, each in found.items()} == {
        CopyKind.UPDATE: True,
        CopyKind.RESTORE: True,
        CopyKind.BEGINNING: False,
    }
    assert found[CopyKind.RESTORE].size == 26
    assert found[CopyKind.RESTORE].kept_at == datetime(2026, 11, 2, 8, 30).astimezone()
    record.close()


def test_a_copy_goes_whole_and_only_a_copy_goes(record: SqlRecord, folder: Path) -> None:
    aside = _restored(folder, "2026-11-02_08-30-00", of=_start(folder))
    [copy] = record.backups.copies.found()
    record.backups.copies.remove(copy)
    assert not aside.exists()
    assert (folder / "record.db").is_file()
    with pytest.raises(RecordError, match="not there any more"):
        record.backups.copies.remove(copy)
    record.close()


def test_a_backup_by_itself_thins_copies_that_it_takes_the_place_of(record: SqlRecord, folder: Path) -> None:
    days = ("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04")
    kept = [_restored(folder, f"{day}_08-30-00", of=_start(folder)) for day in days]
    other = _restored(folder, "2025-01-01_08-30-00", of=b"another record's")
    _service(record, folder).back_up_when_due(at_start=True)
    assert [each.exists() for each in kept] == [False, False, True, True]
    assert other.exists()
    record.close()


def test_older_backups_and_copies_go_only_behind_a_new_whole_one(record: SqlRecord, folder: Path) -> None:
    service = _service(record, folder)
    service.back_up()
    aside = _restored(folder, "2026-11-02_08-30-00", of=_start(folder))
    moment = record.clock() + timedelta(minutes=1)
    with pytest.raises(RecordError, match="stay until a whole one"):
        record.backups.remove_before(service.plan.usual, moment)
    one_more(record)
    assert isinstance(record.clock, TickingClock)
    record.clock.wait(minutes=2)
    assert service.forget_before(moment) == 2
    [place] = service.places()
    [left] = place.backups
    assert left.made_at >= moment
    assert left.verified
    assert not aside.exists()
    assert record.backups.open(left).lost == 0
    record.close()


def test_a_name_that_is_no_time_counts_by_when_it_was_written(record: SqlRecord, folder: Path) -> None:
    _restored(folder, "2026-02-31_08-30-00", of=_start(folder))
    [copy] = record.backups.copies.found()
    assert datetime.now(UTC) - copy.kept_at < timedelta(minutes=5)
    record.close()


@pytest.mark.parametrize("name", ["Praxis [Nord]", "clinic*", "what?"])
def test_copies_are_found_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    record = a_record(tmp_path / name)
    aside = tmp_path / f"{name}-before-restore-2026-11-02_08-30-00"
    aside.mkdir()
    (aside / "record.db").write_bytes(_start(tmp_path / name))
    assert [each.path for each in record.backups.copies.found()] == [str(aside)]
    record.close()
