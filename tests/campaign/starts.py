"""A second start; a start on a lock that a killed program left, or whose process number is another's."""

import os
import random
import signal
import subprocess
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from campaign.desk import killed_at, missing, new_record, save
from campaign.tally import Tally
from clinic_app.data.lock import LOCK_NAME
from clinic_app.data.record import open_record
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault


def second_starts(folder: Path, times: int, chance: random.Random) -> Tally:
    """While one program saves, another is refused by a sentence; what that leaves behind stops nobody."""
    tally = Tally("second start, stale lock, reused process number")
    acked = new_record(folder)
    faults = (_while_open, _after_a_kill, _with_a_living_number)
    for number in range(times):
        tally.injected += 1
        fault = faults[number % len(faults)]
        try:
            complaint = fault(folder, acked, 1_000 * (number + 1), chance)
        except Exception as error:
            tally.crashed += 1
            complaint = f"{type(error).__name__}: {error}"
        if complaint:
            tally.silent += not complaint.startswith("FaultyRecordError")
            tally.note(f"round {number}: {complaint}")
        lost = missing(folder, acked)
        tally.lost += len(lost)
        if lost:
            tally.note(f"round {number}: {len(lost)} saves are gone")
    return tally


def _while_open(folder: Path, acked: list[int], first: int, _chance: random.Random) -> str:
    """Two others try while one saves: both are told, and what is saved is kept."""
    with closing(open_record(folder)) as record:
        for number in range(first, first + 3):
            other = killed_at(partial(_try_to_open, folder), 10)
            if other.complaint:
                return other.complaint
            save(record, number)
            acked.append(number)
    return ""


def _try_to_open(folder: Path, say: object) -> None:
    try:
        open_record(folder).close()
    except FaultyRecordError as told:
        if told.fault is RecordFault.OPEN_ELSEWHERE:
            return
        raise
    raise RuntimeError("a second program came in")


def _after_a_kill(folder: Path, acked: list[int], first: int, chance: random.Random) -> str:
    """The lock file of a killed program lies there; its number may be anybody's by now."""

    def hold(say: object) -> None:
        record = open_record(folder)
        save(record, first)
        say(first)  # type: ignore[operator]
        time.sleep(30)

    child = killed_at(hold, chance.uniform(0, 0.02))
    acked += child.said
    open_record(folder).close()
    return child.complaint


def _with_a_living_number(folder: Path, acked: list[int], first: int, _chance: random.Random) -> str:
    """The lock file names a process that runs, and is none of ours: it locks nothing."""
    with subprocess.Popen(["sleep", "30"]) as other:
        (folder / LOCK_NAME).write_text(f"{other.pid}\nclinic-companion\n{os.uname().nodename}\n")
        try:
            with closing(open_record(folder)) as record:
                save(record, first)
                acked.append(first)
        finally:
            other.send_signal(signal.SIGKILL)
    return ""
