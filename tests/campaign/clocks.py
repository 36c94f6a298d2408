"""The clock goes back two days or forward a year, the machine sleeps for eight hours: nothing minds."""

import random
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from builders import MORNING
from campaign.desk import missing, new_record, save
from campaign.faults import cheap_stretching
from campaign.tally import Tally
from clinic_app.data.door import RecordDoor, Running
from clinic_app.data.record import SqlRecord, open_record
from clinic_app.data.start import RecordStart
from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.domain.door import LONGEST_WAIT_S
from clinic_app.domain.errors import KnownError
from clinic_app.services.backups import BackupService
from fake_backups import FakePlan

JUMPS = {
    "back two days": timedelta(days=-2),
    "forward a year": timedelta(days=365),
    "eight hours of sleep": timedelta(hours=8),
}
SECRET = "four words are better"


@dataclass
class Wall:
    """A clock that is set, on a machine that runs on."""

    now: datetime = MORNING
    ran_s: float = 100.0
    boots: list[str] = field(default_factory=lambda: ["first"])

    def __call__(self) -> datetime:
        return self.now

    def running(self) -> Running:
        return Running(self.boots[-1], self.ran_s)

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ran_s += seconds


def clock_jumps(folder: Path, times: int, chance: random.Random) -> Tally:
    """Saves, log, anchor, backups and their reminders; the waits after wrong guesses."""
    tally = Tally("clock back, forward, eight hours asleep")
    clock = Wall()
    acked = new_record(folder, 2)
    settings, plan = folder.with_name("settings"), FakePlan(folder.parent)
    guessed = folder.with_name("guessed")
    way = asks_for_a_secret(guessed)
    for number in range(times):
        name = list(JUMPS)[number % len(JUMPS)]
        tally.injected += 1
        try:
            with closing(RecordStart(folder, settings, clock).open()) as record:
                save(record, 1_000 + number)
                _set(clock, name)
                save(record, 2_000 + number)
                _judge_open(tally, record, BackupService(record, plan), name)
            acked += [1_000 + number, 2_000 + number]
            with closing(RecordStart(folder, settings, clock).open()):
                pass  # neither older than last seen, nor another one
        except KnownError as error:
            tally.silent += 1
            tally.note(f"{name}: it is complained falsely: {error}")
        except Exception as error:
            tally.crashed += 1
            tally.note(f"{name}: {type(error).__name__}: {error}")
        _judge_waits(tally, guessed, way, name, chance)
        clock.wait(chance.uniform(60, 90_000))
    tally.lost += len(missing(folder, acked))
    return tally


def _set(clock: Wall, name: str) -> None:
    clock.now += JUMPS[name]
    if name == "eight hours of sleep":
        clock.ran_s += JUMPS[name].total_seconds()


def _judge_open(tally: Tally, record: SqlRecord, backups: BackupService, name: str) -> None:
    """The log is whole; a backup is made once, stays, and then nobody is reminded of an old one."""
    report = record.auditor.verify(lambda _done, _whole: None)
    if not report.is_whole:
        tally.silent += 1
        tally.note(f"{name}: the audit log is not whole any more")
    backups.back_up()
    made = [each.path for each in backups.places()[0].backups if each.made_at == record.clock()]
    again = backups.back_up_when_due(at_start=True)
    lack = backups.reminder()
    if not made or again.backups or (lack is not None and lack.days):
        tally.silent += 1
        tally.note(f"{name}: {len(made)} backups stay, {len(again.backups)} made again, reminded {lack}")


def asks_for_a_secret(folder: Path) -> Way:
    """A record that is opened by a passphrase, whose stretching costs next to nothing."""
    new_record(folder, 0)
    way = Way(id=UUID(int=7), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada"))
    with cheap_stretching(), closing(open_record(folder)) as record:
        record.keys.change(add=[(way, SECRET)], remove=[each.id for each in record.keys.ways()])
    return way


def _judge_waits(tally: Tally, folder: Path, way: Way, name: str, chance: random.Random) -> None:
    """A clock that is set lets nobody guess sooner, and keeps nobody out for longer than five minutes."""
    clock = Wall()
    with cheap_stretching():
        door = RecordDoor(folder, clock, clock.running)
        for _ in range(chance.randrange(4, 9)):
            clock.wait(door.attempts().wait_s(clock.now))
            _opens(door, way, f"guess {chance.random()}")
        left_s = door.attempts().wait_s(clock.now)
        _set(clock, name)
        if _opens(door, way, SECRET) != (name == "eight hours of sleep"):
            tally.leaked += 1
            tally.note(f"{name}: {left_s} s were to be waited, and were not")
        if name == "back two days" and chance.random() < 0.5:  # and the machine is started anew
            clock.boots.append("second")
            clock.ran_s, left_s = 5.0, LONGEST_WAIT_S
            door.attempts()
        clock.wait(left_s)
        if not _opens(door, way, SECRET):
            tally.lost += 1
            tally.note(f"{name}: {left_s} s were waited, and nobody is let in")


def _opens(door: RecordDoor, way: Way, secret: str) -> bool:
    try:
        door.unlock(way.id, secret)
    except KnownError:
        return False
    return True
