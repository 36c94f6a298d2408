"""Which backups are kept, when one is due, and what somebody is reminded of."""

from datetime import UTC, datetime, timedelta

import pytest

from clinic_app.domain.backup import (
    Backup,
    BackupState,
    Lack,
    Place,
    Reminder,
    is_due,
    newest_first,
    newest_verified,
    reminder,
    to_thin,
)

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def a_backup(made_at: datetime, state: BackupState = BackupState.VERIFIED) -> Backup:
    return Backup(path=made_at.isoformat(), made_at=made_at, state=state)


def kept(backups: list[Backup]) -> list[Backup]:
    going = {each.path for each in to_thin(backups)}
    return [each for each in backups if each.path not in going]


def test_of_a_year_of_days_a_week_five_weeks_and_twelve_months_are_kept() -> None:
    daily = [a_backup(NOON - timedelta(days=days)) for days in range(400)]
    days = {each.made_at.date() for each in kept(daily)}
    assert {NOON.date() - timedelta(days=back) for back in range(7)} <= days
    assert len({day.isocalendar()[:2] for day in days if day > NOON.date() - timedelta(days=35)}) == 5
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(days) <= 7 + 5 + 12
    assert min(days) > NOON.date() - timedelta(days=366)


def test_thinning_what_was_thinned_takes_nothing() -> None:
    once = kept([a_backup(NOON - timedelta(hours=7 * at)) for at in range(2_000)])
    assert to_thin(once) == []


def test_of_one_day_the_newest_whole_one_is_kept() -> None:
    early, late = a_backup(NOON), a_backup(NOON + timedelta(hours=2))
    broken = a_backup(NOON + timedelta(hours=3), BackupState.DAMAGED)
    assert kept([early, late, broken]) == [late]
    assert newest_verified([early, broken]) == early


def test_the_newest_whole_one_is_kept_however_old() -> None:
    old = a_backup(NOON - timedelta(days=3_000))
    broken = [a_backup(NOON - timedelta(days=40 * at), BackupState.DAMAGED) for at in range(40)]
    assert old in kept([old, *broken])


def test_a_clock_put_forward_a_year_thins_nothing_of_the_days_before() -> None:
    days = [a_backup(NOON - timedelta(days=at)) for at in range(6)]
    assert to_thin([*days, a_backup(NOON + timedelta(days=365))]) == []


@pytest.mark.parametrize(
    ("last", "changed", "at_start", "due"),
    [
        (None, timedelta(0), True, True),
        (timedelta(hours=20), timedelta(0), True, False),
        (timedelta(hours=25), timedelta(days=9), True, True),
        (timedelta(hours=20), timedelta(0), False, True),
        (timedelta(hours=20), timedelta(hours=21), False, False),
        (timedelta(hours=1), timedelta(0), False, False),
        (timedelta(days=-365), timedelta(0), False, True),
    ],
)
def test_a_backup_is_due_a_day_after_the_last_or_after_a_days_first_save(
    last: timedelta | None, changed: timedelta, at_start: bool, due: bool
) -> None:
    made_at = None if last is None else NOON - last
    assert is_due(made_at, NOON, NOON - changed, at_start=at_start) is due


def test_what_lies_elsewhere_counts_and_what_lies_beside_the_record_does_not_stand_for_it() -> None:
    fresh, old = a_backup(NOON), a_backup(NOON - timedelta(days=9))
    here = Place(folder="here", is_usual=True, backups=[fresh])
    stick = Place(folder="stick", backups=[old])
    away = Place(folder="away", is_there=False, last_made_at=NOON - timedelta(days=2))
    never = Place(folder="never", is_there=False)

    assert reminder([Place(folder="here", is_usual=True)], NOON) == Reminder(Lack.NONE)
    assert reminder([here], NOON) == Reminder(Lack.ONLY_HERE)
    assert reminder([here, stick], NOON) == Reminder(Lack.OLD, 9)
    assert reminder([here, stick, away], NOON) is None
    assert reminder([here, never], NOON) == Reminder(Lack.NONE, away=("never",))


def test_a_backup_made_while_the_clock_was_a_year_ahead_silences_no_reminder() -> None:
    ahead = Place(folder="/stick", is_there=False, last_made_at=NOON + timedelta(days=365))
    assert reminder([ahead], NOON) == Reminder(Lack.NONE, away=("/stick",))


def test_a_backup_made_while_the_clock_was_a_year_ahead_is_not_taken_for_the_newest() -> None:
    ahead, early, late = (a_backup(NOON + timedelta(days=days)) for days in (365, -2, -1))
    assert newest_first([early, ahead, late], NOON) == [late, early, ahead]
    assert newest_first([early, late], NOON - timedelta(days=9_000)) == [late, early]


def test_a_damaged_backup_counts_for_nothing() -> None:
    broken = a_backup(NOON, BackupState.DAMAGED)
    assert reminder([Place(folder="here", is_usual=True, backups=[broken])], NOON) == Reminder(Lack.NONE)
