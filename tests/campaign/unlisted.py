"""Faults that stand on no list: key files mixed up, clocks that lie, folders that are links, few files."""

import os
import random
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from campaign.desk import leaks, missing, new_record
from campaign.faults import cheap_stretching
from campaign.tally import Tally
from clinic_app.data.door import RecordDoor, Running, running_now
from clinic_app.data.key_file import KEY_NAMES, KeyFile, new_key, read_key_file, write_key, write_key_file
from clinic_app.data.record import SqlRecord, open_record
from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.domain.errors import KnownError

_WORDS = "four words are better"
_OPEN_FILES = Path("/proc/self/fd")


@dataclass
class Odd:
    """One record, a folder beside it, and what happened to it."""

    folder: Path
    chance: random.Random
    silent: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[Path]:
        return [self.folder / name for name in KEY_NAMES]


def unlisted(folder: Path, times: int, chance: random.Random) -> Tally:
    """One after another, each on a copy of one record: afterwards everything opens and is there."""
    tally = Tally("not on any list")
    whole = folder.with_name("whole")
    acked = new_record(whole)
    for number in range(times):
        shutil.copytree(whole, folder, symlinks=True)
        fault = _FAULTS[number % len(_FAULTS)]
        tally.injected += 1
        odd = Odd(folder, chance)
        try:
            with cheap_stretching():
                fault(odd)
            tally.lost += len(missing(folder, acked))
        except Exception as error:
            tally.crashed += 1
            tally.note(f"{fault.__name__}: {type(error).__name__}: {error}")
        tally.silent += len(odd.silent)
        for each in odd.silent:
            tally.note(f"{fault.__name__}: {each}")
        tally.leaked += len(leaks(folder))
        _clear(folder)
    return tally


def _clear(folder: Path) -> None:
    if folder.is_symlink():
        shutil.rmtree(folder.resolve())
        folder.unlink()
    else:
        shutil.rmtree(folder)


def another_clinics_twin(odd: Odd) -> None:
    """One copy of the key file is another clinic's, changed more often than ours."""
    ours = read_key_file(odd.folder)
    other = odd.folder.with_name("other")
    other.mkdir()
    write_key(other, new_key())
    theirs = read_key_file(other)
    write_key_file(other, KeyFile(theirs.salt, theirs.slots, ours.count + odd.chance.randrange(1, 99)))
    shutil.copy(other / KEY_NAMES[0], odd.chance.choice(odd.keys))
    shutil.rmtree(other)


def key_files_gone_while_open(odd: Odd) -> None:
    """Both copies go, or are emptied, while somebody works."""
    record = open_record(odd.folder)
    for path in odd.keys:
        odd.chance.choice([path.unlink, lambda path=path: path.write_bytes(b"")])()
    record.close()


def a_pipe_for_a_key_file(odd: Odd) -> None:
    """Whoever reads it would wait for ever."""
    path = odd.chance.choice(odd.keys)
    path.unlink()
    os.mkfifo(path)


def an_older_key_file(odd: Odd) -> None:
    """From before a passphrase was set: it opens, and that is noticed."""
    older = odd.keys[0].read_bytes()
    record = open_record(odd.folder)
    _give_a_passphrase(record)
    record.close()
    for path in odd.keys:
        path.write_bytes(older)
    record = open_record(odd.folder)
    if not record.keys.is_older():
        odd.silent.append("nobody noticed")
    record.close()


def a_clock_ahead_while_guessing(odd: Odd) -> None:
    """Wrong tries are noted in a time that is not yet: nobody waits longer than five minutes."""
    way = _locked_by_a_passphrase(odd.folder)
    now = datetime.now(UTC)
    ahead = (now + timedelta(days=odd.chance.randrange(1, 9_000))).isoformat()
    (odd.folder / "record.attempts").write_text(f'{{"count": 40, "last_at": "{ahead}"}}')
    door = RecordDoor(odd.folder, lambda: now)
    wait_s = door.attempts().wait_s(now)
    running = running_now()
    by_then = Running(running.boot, running.seconds + wait_s)
    later = RecordDoor(odd.folder, lambda: now + timedelta(seconds=wait_s), lambda: by_then)
    _open_to_everybody(odd.folder, later.unlock(way.id, _WORDS).key)


def a_link_for_a_folder(odd: Odd) -> None:
    """The record lies elsewhere, and its folder is a link there."""
    elsewhere = odd.folder.with_name(f"elsewhere {uuid4()} \u00fc\u4e2d")
    odd.folder.rename(elsewhere)
    odd.folder.symlink_to(elsewhere, target_is_directory=True)


def few_open_files(odd: Odd) -> None:
    """A desk that lets a program have a few files at a time: it works, or says why not."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_now = len(list(_OPEN_FILES.iterdir())) if _OPEN_FILES.exists() else 20
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + odd.chance.randrange(1, 8), before[1]))
    try:
        open_record(odd.folder).close()
    except KnownError:
        return
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _give_a_passphrase(record: SqlRecord) -> Way:
    way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada"))
    record.keys.change(add=[(way, _WORDS)])
    return way


def _locked_by_a_passphrase(folder: Path) -> Way:
    record = open_record(folder)
    ways = [way.id for way in record.keys.ways()]
    way = _give_a_passphrase(record)
    record.keys.change(remove=ways)
    record.close()
    return way


def _open_to_everybody(folder: Path, key: object) -> None:
    record = open_record(folder, key)  # type: ignore[arg-type]
    record.keys.change(add=[(Way(id=uuid4(), kind=WayKind.OPEN), "")])
    record.close()


_FAULTS: tuple[Callable[[Odd], None], ...] = (
    another_clinics_twin,
    key_files_gone_while_open,
    a_pipe_for_a_key_file,
    an_older_key_file,
    a_clock_ahead_while_guessing,
    a_link_for_a_folder,
    few_open_files,
)
