"""The door before the record: who may come in, and how long somebody who guesses has to wait."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from clinic_app.data.door import ATTEMPTS_NAME, RecordDoor, Running
from clinic_app.data.key_file import KeyFile, new_key, write_key, write_key_file
from clinic_app.data.key_slots import Cost, new_code, sealed_slot
from clinic_app.domain.access import Actor, Role, Way, WayKind, WrongSecretError
from clinic_app.domain.door import LONGEST_WAIT_S, Attempts, DoorState
from clinic_app.domain.errors import RecordError

CHEAP = Cost(memory_kib=8_192, passes=1, lanes=1)
WORDS, CODE = "four words are better", new_code()
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
OWNER = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"), made_at=NOW)
HELPER = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Bo", role=Role.ASSISTANT), made_at=NOW)
PAPER = Way(id=uuid4(), kind=WayKind.RECOVERY, holder=Actor(name="Ada Lane"), made_at=NOW)


class WoundClock:
    """Somebody may set it; how long the machine has run since is another matter."""

    def __init__(self) -> None:
        self.now = NOW
        self.boot, self.ran_s = "first start", 1_000.0

    def __call__(self) -> datetime:
        return self.now

    def running(self) -> Running:
        return Running(self.boot, self.ran_s)

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ran_s += seconds


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock()


@pytest.fixture
def door(tmp_path: Path, clock: WoundClock) -> RecordDoor:
    key = new_key()
    slots = [
        sealed_slot(way, secret, key.data_key, key.salt, CHEAP)
        for way, secret in ((OWNER, WORDS), (HELPER, "another five words here"), (PAPER, CODE))
    ]
    write_key_file(tmp_path, KeyFile(key.salt, tuple(slots)))
    return RecordDoor(tmp_path, clock, clock.running)


def test_where_nothing_is_a_new_clinic_may_begin(tmp_path: Path) -> None:
    assert RecordDoor(tmp_path / "none").look().state is DoorState.NOTHING


def test_a_record_without_passphrase_stands_open(tmp_path: Path) -> None:
    write_key(tmp_path, new_key())
    assert RecordDoor(tmp_path).look().state is DoorState.OPEN


def test_a_locked_door_names_who_may_come_in(door: RecordDoor) -> None:
    doorway = door.look()
    assert doorway.state is DoorState.LOCKED
    assert [way.holder.name for way in doorway.of_kind(WayKind.PASSPHRASE)] == ["Ada Lane", "Bo"]


def test_the_key_is_the_same_by_every_way_and_the_person_is_not(door: RecordDoor) -> None:
    owner, helper = door.unlock(OWNER.id, WORDS), door.unlock(HELPER.id, "another five words here")
    assert owner.key == helper.key == door.recover(CODE).key
    assert (owner.actor.role, helper.actor.role) == (Role.OWNER, Role.ASSISTANT)


def test_ten_wrong_tries_wait_longer_and_longer_but_never_for_ever(
    door: RecordDoor, clock: WoundClock
) -> None:
    waits = []
    for _ in range(12):
        clock.pass_time(door.attempts().wait_s(clock.now))
        with pytest.raises(WrongSecretError):
            door.unlock(OWNER.id, "four words are wrong")
        waits.append(door.attempts().wait_s(clock.now))
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    clock.pass_time(LONGEST_WAIT_S)
    assert door.unlock(OWNER.id, WORDS).failed == 12
    assert door.attempts().wait_s(clock.now) == 0


def test_wrong_tries_are_told_until_the_log_has_them(door: RecordDoor) -> None:
    for wrong in ("four words are wrong", "five words are wrong too"):
        with pytest.raises(WrongSecretError):
            door.unlock(OWNER.id, wrong)
    assert door.unlock(OWNER.id, WORDS).failed == 2
    with pytest.raises(WrongSecretError):
        door.unlock(OWNER.id, "four words are wrong")
    assert door.unlock(OWNER.id, WORDS).failed == 3, "the opening may have failed before the entry stood"
    door.told()
    assert door.attempts() == Attempts()
    assert door.unlock(OWNER.id, WORDS).failed == 0


def test_a_try_before_its_time_is_told_the_seconds_and_is_not_tried(
    door: RecordDoor, clock: WoundClock
) -> None:
    for _ in range(4):
        clock.pass_time(door.attempts().wait_s(clock.now))
        with pytest.raises(WrongSecretError):
            door.unlock(OWNER.id, "four words are wrong")
    with pytest.raises(RecordError, match="Wait 4 seconds"):
        door.unlock(OWNER.id, WORDS)
    assert door.attempts().count == 4


def test_a_clock_put_back_two_days_waits_no_longer_than_the_longest(door: RecordDoor) -> None:
    tried = Attempts(20, NOW)
    assert tried.wait_s(NOW - timedelta(days=2)) == LONGEST_WAIT_S
    assert tried.wait_s(NOW + timedelta(days=365)) == 0


def _try_in_vain(door: RecordDoor, clock: WoundClock, times: int) -> int:
    """Seconds to wait afterwards."""
    for _ in range(times):
        clock.pass_time(door.attempts().wait_s(clock.now))
        with pytest.raises(WrongSecretError):
            door.unlock(OWNER.id, "four words are wrong")
    return door.attempts().wait_s(clock.now)


@pytest.mark.parametrize("days", [365, -2])
def test_a_clock_that_is_set_makes_no_wait_shorter_or_longer(
    door: RecordDoor, clock: WoundClock, days: int
) -> None:
    assert _try_in_vain(door, clock, 12) == LONGEST_WAIT_S
    clock.now += timedelta(days=days)
    assert door.attempts().wait_s(clock.now) == LONGEST_WAIT_S
    with pytest.raises(RecordError, match="Wait 300 seconds"):
        door.unlock(OWNER.id, WORDS)
    clock.pass_time(LONGEST_WAIT_S)
    assert door.unlock(OWNER.id, WORDS).failed == 12


def test_after_a_new_start_of_the_machine_with_its_clock_put_back_the_wait_begins_once_more(
    door: RecordDoor, clock: WoundClock
) -> None:
    _try_in_vain(door, clock, 12)
    clock.boot, clock.ran_s = "second start", 5.0
    clock.now -= timedelta(days=2)
    assert door.attempts().wait_s(clock.now) == LONGEST_WAIT_S
    clock.pass_time(LONGEST_WAIT_S)
    assert door.attempts().wait_s(clock.now) == 0
    assert door.unlock(OWNER.id, WORDS).failed == 12


def test_tries_made_while_the_clock_was_a_year_ahead_lock_nobody_out_for_a_year(
    door: RecordDoor, clock: WoundClock
) -> None:
    clock.now = NOW + timedelta(days=365)
    for _ in range(6):
        clock.pass_time(door.attempts().wait_s(clock.now))
        with pytest.raises(WrongSecretError):
            door.unlock(OWNER.id, "four words are wrong")
    clock.now, clock.boot, clock.ran_s = NOW, "second start", 5.0
    with pytest.raises(RecordError, match="Wait 16 seconds"):
        door.unlock(OWNER.id, WORDS)
    clock.pass_time(16)
    assert door.unlock(OWNER.id, WORDS).failed == 6


@pytest.mark.parametrize(
    "noted",
    [
        '{"count": "many"}',
        '{"count": 9, "last_at": "2026-11-26T08:00:00"}',
        '{"count": 9, "last_at": "9999-12-31T23:59:59+00:00"}',
        '{"count": %s, "last_at": "2026-11-26T07:00:00+00:00"}' % ("9" * 4_000),
        '{"count": -5, "last_at": "2026-11-26T07:00:00+00:00"}',
        '{"count": 1e999, "last_at": 5}',
        "[" * 9_000,
    ],
)
def test_a_damaged_count_of_tries_locks_nobody_out(door: RecordDoor, clock: WoundClock, noted: str) -> None:
    (door.folder / ATTEMPTS_NAME).write_text(noted)
    clock.pass_time(door.attempts().wait_s(clock.now))
    assert door.unlock(OWNER.id, WORDS)


def test_without_a_recovery_code_the_sentence_says_so(tmp_path: Path) -> None:
    write_key(tmp_path, new_key())
    with pytest.raises(RecordError, match="no recovery code"):
        RecordDoor(tmp_path).recover(CODE)


def test_tries_that_a_wrong_clock_noted_years_ahead_lock_nobody_out_for_years(
    door: RecordDoor, clock: WoundClock
) -> None:
    told = '{"count": 1000000000000, "last_at": "9999-12-31T23:59:59+00:00"}'
    (door.folder / ATTEMPTS_NAME).write_text(told, encoding="utf-8")
    assert door.attempts().wait_s(clock.now) == LONGEST_WAIT_S
    clock.pass_time(LONGEST_WAIT_S)
    assert door.unlock(OWNER.id, WORDS).failed > 0


@pytest.mark.parametrize("name", [ATTEMPTS_NAME, "record.key"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(door: RecordDoor, name: str) -> None:
    (door.folder / name).unlink(missing_ok=True)
    os.mkfifo(door.folder / name)
    assert door.look().state is DoorState.LOCKED
    assert door.attempts() == Attempts()
