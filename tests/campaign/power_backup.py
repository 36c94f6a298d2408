"""Power cuts, simulated, while backups are made: record and stick are stopped at any write of either."""

import random
import shutil
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from backed_up import open_way, patients_in
from builders import TickingClock
from campaign.desk import missing, new_record
from campaign.long_work import add_sheets
from campaign.power import cuts
from campaign.power_errands import FIRST_BACKED_UP
from campaign.tally import Tally
from clinic_app.data.backup_files import GOING, UNFINISHED
from clinic_app.data.backup_finder import Finder
from clinic_app.data.key_file import read_key
from clinic_app.data.record import ARCHIVE_NAME, open_record
from clinic_app.data.whole_check import check_record
from clinic_app.domain.backup import BackupState
from clinic_app.domain.errors import KnownError

_PATIENTS: Final = 4


def power_cuts_while_backing_up(folder: Path, times: int, chance: random.Random) -> Tally:
    """The record stays whole, and so do the backups before; a half one is never taken for a good one."""
    desk = folder.with_name("desk")
    way = begun(desk)
    tally = Tally("power cut while backing up (simulated)")
    return cuts(tally, desk, "back up", partial(complaint, way=way), times, chance)


def begun(desk: Path) -> UUID:
    """A record with a backup of it on a stick; returns the way to unlock that."""
    stick = desk / "stick"
    stick.mkdir(parents=True)
    new_record(desk / "record", _PATIENTS)
    add_sheets(desk / "record")
    with closing(open_record(desk / "record")) as record:
        record.backups.make(str(stick))
        return open_way(record).id


def complaint(desk: Path, returned: list[int], way: UUID) -> str:
    """What is wrong after a cut, where backups of so many patients had been said to be made."""
    record, stick = desk / "record", desk / "stick"
    saved = [*range(_PATIENTS), *range(FIRST_BACKED_UP, FIRST_BACKED_UP + len(returned))]
    if lost := missing(record, saved):
        return f"{len(lost)} saves are gone from the record"
    if lost_files := check_record(record, read_key(record)).lost:
        return f"{len(lost_files)} sheets are gone from the record"
    with closing(open_record(record)) as opened:
        found = opened.backups.found(str(stick))
    good = {each.path: each.counts["patient"] for each in found if each.state is BackupState.VERIFIED}
    if gone := {_PATIENTS, *returned} - set(good.values()):
        return f"the backups of {sorted(gone)} patients are gone"
    for folder in _folders(stick):
        if wrong := _wrong(folder, desk.with_name("new machine"), way, good.get(str(folder))):
            return f"{folder.name}: {wrong}"
    with closing(open_record(record)) as opened:
        opened.backups.make(str(stick))
    left = [each.name for each in _folders(stick) if each.name.startswith((UNFINISHED, GOING))]
    return f"{left} is left when the next backup is made" if left else ""


def _folders(stick: Path) -> Iterable[Path]:
    """Whatever lies there and looks like a backup, finished or not."""
    return [each for each in sorted(stick.glob("*/*")) if each.is_dir() and each.name != ARCHIVE_NAME]


def _wrong(folder: Path, machine: Path, way: UUID, expected: int | None) -> str:
    """Put it back on a new machine; only what is not listed as good may refuse, and nothing may be half."""
    shutil.rmtree(machine, ignore_errors=True)
    finder = Finder(machine / "record", TickingClock())
    try:
        [backup] = finder.found(str(folder))
        restored = finder.unlock(backup, way, "").restore()
    except KnownError as refusal:
        return "" if expected is None else f"listed as good, and refused: {refusal}"
    patients = patients_in(machine / "record")
    if patients != (expected or backup.counts["patient"]) or patients < _PATIENTS:
        return f"{patients} patients came back"
    return f"{restored.lost} sheets are lost" if restored.lost else ""
