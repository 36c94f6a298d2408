"""A record is checked once more when it is closed; a failure is remembered and said."""

from datetime import timedelta
from pathlib import Path

import pytest

from backed_up import one_more
from builders import TickingClock
from clinic_app.data import last_check
from clinic_app.data import record as record_module
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.data.last_check import LAST_CHECK_NAME
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.errors import KnownError
from clinic_app.services.backups import BackupService


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record = create_record(tmp_path / "record", clock=TickingClock())
    one_more(record)
    record.close()
    return tmp_path / "record"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "config"


def opened(folder: Path, settings: Path) -> SqlRecord:
    return open_record(folder, clock=TickingClock(), seen_folder=settings)


def later(record: SqlRecord) -> None:
    """The check at the start is long ago."""
    record.last_check._at -= 1_000


def _damage(folder: Path) -> bytes:
    """Turn a bit of the last page; returns what was there."""
    path = folder / "record.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    return whole


def test_where_nothing_was_written_nothing_is_checked(folder: Path, settings: Path) -> None:
    record = opened(folder, settings)
    later(record)
    assert record.check_last() is None
    record.close()


def test_soon_after_a_start_nothing_is_checked_again(folder: Path, settings: Path) -> None:
    record = opened(folder, settings)
    one_more(record)
    assert record.check_last() is None
    record.close()


def test_what_was_written_is_checked_and_then_known(folder: Path, settings: Path) -> None:
    record = opened(folder, settings)
    later(record)
    one_more(record)
    assert record.check_last() is True
    later(record)
    assert record.check_last() is None
    record.close()
    assert not (settings / LAST_CHECK_NAME).exists()


def test_a_failure_is_said_at_the_next_start_and_keeps_every_backup_until_a_check_passes(
    folder: Path, settings: Path
) -> None:
    record = opened(folder, settings)
    service = BackupService(record, BackupPlan(settings, folder))
    service.back_up()
    later(record)
    one_more(record)
    whole = _damage(folder)
    assert record.check_last() is False
    (folder / "record.db").write_bytes(whole)  # a disk that fails only now and then
    record.close()

    record = opened(folder, settings)
    [caution] = record.last_check.cautions()
    assert "did not pass its check" in str(caution)
    service = BackupService(record, BackupPlan(settings, folder))
    service.back_up()
    assert len(service.places()[0].backups) == 2  # of one day: the older would have gone
    later(record)
    one_more(record)
    assert record.check_last() is True
    assert record.last_check.cautions() == []
    service.back_up()
    assert len(service.places()[0].backups) == 1
    record.close()


def test_a_record_that_grew_too_large_for_it_is_forgiven_by_a_check_in_use_a_day_later(
    folder: Path, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = opened(folder, settings)
    later(record)
    one_more(record)
    whole = _damage(folder)
    assert record.check_last() is False
    (folder / "record.db").write_bytes(whole)
    record.close()
    for module in (last_check, record_module):
        monkeypatch.setattr(module, "CHECKED_WHOLE_UP_TO", 0)

    clock = TickingClock()
    record = open_record(folder, clock=clock, seen_folder=settings)
    clock.wait(hours=23)
    record.check_large()
    assert record.backups.in_doubt
    clock.wait(hours=1)
    record.check_large()
    assert not record.backups.in_doubt
    record.close()


def test_a_damaged_record_is_no_reason_to_back_up_over_good_ones(folder: Path, settings: Path) -> None:
    record = opened(folder, settings)
    service = BackupService(record, BackupPlan(settings, folder))
    service.back_up()
    later(record)
    one_more(record)
    _damage(folder)
    assert record.check_last() is False
    made = service.back_up()
    assert made.failures
    assert all(isinstance(each, KnownError) for each in made.failures)
    assert len(service.places()[0].backups) == 1
    record.close()


def test_it_takes_no_longer_than_it_may_and_then_says_nothing(folder: Path, settings: Path) -> None:
    record = opened(folder, settings)
    later(record)
    one_more(record)
    assert record.last_check.run(record.clock() + timedelta(), longest_s=-1.0) in (None, True)
    assert record.last_check.failed_at() is None
    record.close()


def test_a_note_of_another_record_or_a_broken_one_says_nothing(folder: Path, settings: Path) -> None:
    settings.mkdir()
    record = opened(folder, settings)
    for note in (b"", b"[]", b'{"format": "clinic-last-check/1", "record": "x", "failed_at": "2026-01-01"}'):
        (settings / LAST_CHECK_NAME).write_bytes(note)
        assert record.last_check.cautions() == []
    record.close()
