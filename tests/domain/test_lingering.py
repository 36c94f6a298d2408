"""Copies beside the record go only for whole backups; it is known what holds an erased patient, how long."""

from datetime import UTC, date, datetime, timedelta

from clinic_app.domain.backup import Backup, BackupState, Place
from clinic_app.domain.lingering import KEPT_COPIES, KEPT_COPY_DAYS, copies_to_thin, held_elsewhere
from clinic_app.domain.old_copies import CopyKind, OldCopy

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_copy(days: int, *, kind: CopyKind = CopyKind.RESTORE, ours: bool = True) -> OldCopy:
    at = NOW - timedelta(days=days)
    return OldCopy(path=f"{kind}-{days}", kind=kind, kept_at=at, size=1, is_of_this_record=ours)


def a_backup(days: int, state: BackupState = BackupState.VERIFIED) -> Backup:
    return Backup(path=f"backup-{days}", made_at=NOW - timedelta(days=days), state=state)


def test_the_newest_few_of_each_kind_stay() -> None:
    copies = [a_copy(days, kind=kind) for kind in CopyKind for days in (1, 2, 3, 4)]
    going = copies_to_thin(copies, [a_backup(0)])
    assert {each.path for each in going} == {f"{kind}-{days}" for kind in CopyKind for days in (3, 4)}
    assert KEPT_COPIES == 2


def test_one_older_than_its_days_goes_though_it_is_the_newest() -> None:
    assert copies_to_thin([a_copy(KEPT_COPY_DAYS + 1)], [a_backup(0)])
    assert not copies_to_thin([a_copy(KEPT_COPY_DAYS - 1)], [a_backup(0)])


def test_without_a_whole_backup_made_after_it_none_goes() -> None:
    copies = [a_copy(days) for days in (70, 80, 90, 100)]
    assert not copies_to_thin(copies, [])
    assert not copies_to_thin(copies, [a_backup(0, BackupState.DAMAGED), a_backup(120)])


def test_a_clock_put_forward_thins_nothing_by_itself() -> None:
    assert not copies_to_thin([a_copy(1)], [a_backup(0)])  # it is not asked what day it is


def test_what_only_another_key_opens_never_goes_by_itself() -> None:
    copies = [a_copy(days, kind=CopyKind.BEGINNING, ours=False) for days in (100, 200, 300)]
    assert not copies_to_thin(copies, [a_backup(0)])


def test_the_last_backup_that_holds_a_patient_goes_after_twelve_months_of_daily_backups() -> None:
    place = Place(folder="here", is_usual=True, backups=[a_backup(days) for days in (0, 1, 2, 30)])
    held = held_elsewhere([place], [], LONG_AGO, NOW)
    assert (held.here, held.elsewhere) == (4, 0)
    assert held.until is not None
    assert date(2027, 9, 30) <= held.until <= date(2027, 12, 1)


def test_backups_from_before_the_patient_came_hold_nothing_of_theirs() -> None:
    here = Place(folder="here", is_usual=True, backups=[a_backup(10)])
    stick = Place(folder="/media/stick", is_there=False)
    held = held_elsewhere([here, stick], [a_copy(10), a_copy(1)], NOW - timedelta(days=5), NOW)
    assert (held.here, held.elsewhere, held.until) == (0, 0, None)
    assert held.away == ("/media/stick",)
    assert [each.path for each in held.copies] == ["restore-1"]
    assert held.removable
