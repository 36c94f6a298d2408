"""Backups that somebody tampered with: links, pipes, devices, names that lead out, sizes without end."""

import json
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from backed_up import a_record, one_more, patients_in, patients_of
from builders import TickingClock
from campaign.kept_texts import tried
from campaign.tally import Tally
from clinic_app.data.backup_finder import Finder
from clinic_app.data.door import ATTEMPTS_NAME
from clinic_app.data.record import open_record
from clinic_app.data.record_files import ARCHIVE_NAME
from clinic_app.domain.backup import Backup

_PATIENCE_S: Final = 15


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 30)


def _told_lies(path: Path) -> None:
    """Valid JSON or a valid list that names what lies elsewhere, or is endless."""
    if path.name == ATTEMPTS_NAME:
        path.write_text('{"count": 1000000000000, "last_at": "9999-12-31T23:59:59+00:00"}')
    elif path.suffix == ".json":
        path.write_text(
            json.dumps({"format": "clinic-backup/1", "database": {"bytes": 10**30, "sha256": "../x"}})
        )
    else:
        path.write_bytes(b"../../../etc/passwd 5\n" * 1_000)


class NeverBackError(Exception):
    """No OSError, which the app would take for the disk's."""


HURTS: Final[Mapping[str, Callable[[Path], object]]] = {
    "a pipe": os.mkfifo,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link out": lambda path: path.symlink_to("/etc/passwd"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a folder": Path.mkdir,
    "a gigabyte of nothing": _sparse,
    "empty": Path.touch,
    "noise": lambda path: path.write_bytes(os.urandom(5_000)),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "lies": _told_lies,
    "gone": Path.exists,
}


def backups_tampered_with(folder: Path, times: int, chance: random.Random) -> Tally:
    """Any of its files replaced: a sentence in seconds and the record as it was, or what was backed up."""
    tally = Tally("backups tampered with")
    folder.parent.mkdir(parents=True, exist_ok=True)
    record = a_record(folder)
    stick = folder.with_name("stick")
    stick.mkdir()
    backup = record.backups.make(str(stick))
    whole, names = (
        folder.with_name("whole"),
        sorted(each for each in Path(backup.path).rglob("*") if each.is_file()),
    )
    pool = [each for each in (Path(backup.path).parent / ARCHIVE_NAME).rglob("*") if each.is_file()]
    added = Path(backup.path) / ATTEMPTS_NAME
    shutil.copytree(stick, whole)
    one_more(record)
    record.close()
    around = _names(folder.parent)
    tries = [(path, how) for path in (*names, *pool, added) for how in HURTS]
    for path, how in chance.sample(tries, min(times, len(tries))):
        tally.injected += 1
        path.unlink(missing_ok=True)
        HURTS[how](path)
        _restore(tally, f"{path.name} is {how}", folder, backup)
        shutil.rmtree(stick)
        shutil.copytree(whole, stick)
        if extra := _names(folder.parent) - around:
            tally.leaked += 1
            tally.note(f"{path.name} is {how}: {sorted(extra)[:2]} was written")
    return tally


def _restore(tally: Tally, what: str, folder: Path, backup: Backup) -> None:
    """Found without a record, opened with it, put in its place."""
    with _no_longer_than(_PATIENCE_S):
        tried(tally, f"{what}, looked at", lambda: _look(Finder(folder, TickingClock()), backup))
    before, restored = patients_in(folder), False
    with _no_longer_than(_PATIENCE_S):

        def put_back() -> None:
            record = open_record(folder, clock=TickingClock())
            try:
                held = record.backups.open(backup)
            finally:
                record.close()
            held.restore()

        restored = tried(tally, f"{what}, restored", put_back)
    after = patients_in(folder)
    if after not in ({before, 1} if restored else {before}):
        tally.lost += 1
        tally.note(f"{what}: {before} patients became {after}")
    for aside in folder.parent.glob(f"{folder.name}*before*"):
        shutil.rmtree(aside)
    if restored:
        record = open_record(folder, clock=TickingClock())
        while patients_of(record) < before:
            one_more(record)
        record.close()


def _look(finder: Finder, backup: Backup) -> None:
    for each in finder.found(str(Path(backup.path).parent.parent)):
        finder.look(each)


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """A wait without end becomes an error that is none of ours to catch."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise NeverBackError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
