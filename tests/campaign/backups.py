"""Backups that are not what they seem, chosen to be put back; and thirty, of which the newest are damaged."""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from backed_up import a_record, one_more, patients_in
from builders import TickingClock
from campaign.disks import half_written
from campaign.judging import expect, must_refuse, tried
from campaign.tally import Tally
from clinic_app.data import backup_finder as finder_module
from clinic_app.data.backup_finder import Finder
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor, WayKind
from clinic_app.domain.backup import Backup, BackupState, Restored

_OLDER_THAN_THIS: Final = ("0001", "0002")
"""What a version of the app from before these tables can read."""

Hurt = Callable[[Backup, random.Random], object]


def _a_bit(backup: Backup, chance: random.Random) -> None:
    path = Path(backup.path) / "record.db"
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _cut(backup: Backup, chance: random.Random) -> None:
    os.truncate(Path(backup.path) / "record.db", chance.randrange(backup.database_bytes))


def _no_database(backup: Backup, _chance: random.Random) -> None:
    (Path(backup.path) / "record.db").unlink()


def _manifest_lies(backup: Backup, _chance: random.Random) -> None:
    path = Path(backup.path) / "manifest.json"
    path.write_text(re.sub(r'"patient": \d+', '"patient": 999', path.read_text()))


def _no_manifest(backup: Backup, _chance: random.Random) -> None:
    (Path(backup.path) / "manifest.json").unlink()


def _manifest_cut(backup: Backup, chance: random.Random) -> None:
    path = Path(backup.path) / "manifest.json"
    os.truncate(path, chance.randrange(path.stat().st_size - 1))


def _no_keys(backup: Backup, _chance: random.Random) -> None:
    for path in Path(backup.path).glob("record.key*"):
        path.write_bytes(b"{}")


_HURTS: Final[tuple[tuple[str, Hurt], ...]] = (
    ("a bit turned over", _a_bit),
    ("cut off", _cut),
    ("no database", _no_database),
    ("a manifest that lies", _manifest_lies),
    ("no manifest", _no_manifest),
    ("half a manifest", _manifest_cut),
    ("no key file", _no_keys),
)


def bad_backups(folder: Path, times: int, chance: random.Random) -> Tally:
    """A damaged, a foreign or a newer backup is put back: refused, and the record is as it was."""
    tally = Tally("damaged, foreign, newer backup put back")
    stick = folder.with_name("stick")
    stick.mkdir(parents=True)
    record = a_record(folder)
    way = _open_way(record)
    whole = Path(record.backups.make(str(stick)).path)
    aside = folder.with_name("whole")
    shutil.copytree(whole, aside)
    one_more(record)
    record.close()
    foreign = _foreign(folder.with_name("foreign"), stick)
    kinds = len(_HURTS) + 2
    for number in range(times):
        shutil.rmtree(whole)
        shutil.copytree(aside, whole)
        finder = Finder(folder, TickingClock())
        [backup] = finder.found(str(whole))
        at = number % kinds
        if at < len(_HURTS):
            what, hurt = _HURTS[at]
            hurt(backup, chance)
            must_refuse(tally, what, _taken, finder, backup, way)
        elif at == len(_HURTS):
            what = "a foreign one"
            must_refuse(tally, what, _as_if_ours, folder, foreign)
        else:
            what = "a newer one"
            must_refuse(tally, what, _by_an_older_app, finder, backup, way)
        count, _ = tried(tally, what, patients_in, folder)
        expect(tally, f"{what}: the record is not as it was", count == 2, "lost")
        left = [path.name for path in folder.parent.glob(f"{folder.name}-*")]
        expect(tally, f"{what}: left behind: {left}", not left)
    return tally


def _taken(finder: Finder, backup: Backup, way: UUID) -> Restored:
    """Unlocked, and put in the record's place."""
    return finder.unlock(backup, way, "").restore()


def _foreign(folder: Path, stick: Path) -> Backup:
    stranger = create_record(folder, clock=TickingClock(), actor=Actor(name="Eve"))
    backup = stranger.backups.make(str(stick))
    stranger.close()
    return backup


def _as_if_ours(folder: Path, foreign: Backup) -> None:
    """Somebody picks another clinic's backup in the window of this record: the key in use opens none."""
    record = open_record(folder)
    try:
        record.backups.open(foreign)
    finally:
        record.close()


def _by_an_older_app(finder: Finder, backup: Backup, way: UUID) -> None:
    known = finder_module.KNOWN_REVISIONS
    finder_module.KNOWN_REVISIONS = _OLDER_THAN_THIS  # type: ignore[misc]
    try:
        finder.unlock(backup, way, "").restore()
    finally:
        finder_module.KNOWN_REVISIONS = known  # type: ignore[misc]


def _open_way(record: SqlRecord) -> UUID:
    [way] = [each.id for each in record.keys.ways() if each.kind is WayKind.OPEN]
    return way


_BACKUPS: Final = 30
_HURT: Final = 3


def newest_damaged(folder: Path, times: int, chance: random.Random) -> Tally:
    """Thirty backups, the newest three damaged: those are known or refused, the fourth is put back whole."""
    tally = Tally("newest three of thirty backups damaged")
    stick = folder.with_name("stick")
    stick.mkdir(parents=True)
    clock = TickingClock()
    record = a_record(folder)
    record.backups._clock = clock
    way = _open_way(record)
    made = []
    for _ in range(_BACKUPS):
        made.append(record.backups.make(str(stick)))
        one_more(record)
        clock.wait(days=1)
    record.close()
    aside = folder.with_name("whole")
    shutil.copytree(stick, aside)
    for number in range(times):
        shutil.rmtree(stick)
        shutil.copytree(aside, stick)
        hurts = [_HURTS[(number + at) % len(_HURTS)] for at in range(_HURT)]
        for backup, (_, hurt) in zip(made[::-1], hurts, strict=False):
            hurt(backup, chance)
        tally.injected += 1
        finder = Finder(folder.with_name(f"new-{number}") / "record", clock)
        _put_back_the_fourth(tally, finder, stick, way, made[-1 - _HURT])
    return tally


def _put_back_the_fourth(tally: Tally, finder: Finder, stick: Path, way: UUID, fourth: Backup) -> None:
    """On a new machine, as a person does: the newest that is offered, and the next where that is refused."""
    there = finder.record
    found = finder.found(str(stick))
    expect(tally, f"{len(found)} of {_BACKUPS} are found", len(found) == _BACKUPS, "lost")
    for backup in found:
        if backup.state is BackupState.DAMAGED:
            continue
        restored, refusal = tried(tally, Path(backup.path).name, _taken, finder, backup, way)
        if restored is not None:
            break
        expect(
            tally, f"{Path(backup.path).name} is refused: {refusal}", backup.made_at > fourth.made_at, "lost"
        )
    else:
        tally.lost += 1
        return
    expect(tally, f"{restored.made_at} is put back, not {fourth.made_at}", restored.made_at == fourth.made_at)
    count, _ = tried(tally, "the fourth", patients_in, there)
    expect(tally, f"{count} patients are there", count == fourth.counts["patient"], "lost")
    expect(tally, "something half made is left", not half_written(there))
