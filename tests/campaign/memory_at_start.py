"""No memory left while the record is opened: it opens, or says just that; never that it is damaged."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher

from campaign.desk import Child, killed_at, new_record
from campaign.judging import count_leaks, count_missing, expect
from campaign.memory import little_memory
from campaign.tally import Tally
from clinic_app.data.start import RecordStart
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault

Say = Callable[[int], None]
_LONGEST_S: Final = 15
_PATIENTS: Final = 4
_BEGUN, OPENED, TOLD, TOLD_WRONGLY = 1, 2, 3, 4
_ROOMS: Final = (8 << 10, 160 << 10, 2 << 20)
_HEAPS: Final = (60_000, 900_000)
"""Bytes that SQLite may take of its own: too few to begin with, and nearly enough to open this record."""


def no_memory_to_open(folder: Path, times: int, chance: random.Random) -> Tally:
    """Opened anew or for the first time with little memory in all, or with little for SQLite."""
    tally = Tally("out of memory while opening")
    acked = new_record(folder, _PATIENTS)
    for number in range(times):
        kind, room = number % 3, chance.randrange(_ROOMS[number // 3 % len(_ROOMS)])
        if kind < 2:
            what = f"{('again', 'first')[kind]}, {room} bytes"
            work = partial(open_with, partial(little_memory, room), folder, is_warm=kind == 0)
        else:
            heap = chance.randrange(*_HEAPS)
            what, work = f"{heap} bytes for SQLite", partial(open_with, partial(little_heap, heap), folder)
        tally.injected += 1
        judge(tally, what, killed_at(work, _LONGEST_S))
        count_missing(tally, folder, acked, what)
        count_leaks(tally, folder, what)
    return tally


def open_with(limited: Callable[[], object], folder: Path, say: Say, *, is_warm: bool = False) -> None:
    """Open the record in this process, which has been limited before or will be."""
    start = RecordStart(folder, folder.with_name("settings"))
    if is_warm:  # and then a thread is begun where memory for its stack is kept from the last one
        start.open().close()
    said = OPENED
    sys.stderr = None  # a thread that finds no memory for its first word would say so there
    say(_BEGUN)
    with limited():
        try:
            start.open().close()
        except FaultyRecordError as told:
            said = TOLD if told.fault is RecordFault.NO_MEMORY else TOLD_WRONGLY
    say(said)


@contextmanager
def little_heap(size: int) -> Iterator[None]:
    """SQLite may have so many bytes for everything in this process, for good."""
    connection = sqlcipher.connect(":memory:")
    connection.execute(f"PRAGMA hard_heap_limit = {size}")
    connection.close()
    yield


def judge(tally: Tally, what: str, child: Child) -> None:
    """It has to end by itself, with the record open or with that one sentence."""
    has_ended = not os.WIFSIGNALED(child.status) and not child.complaint and len(child.said) == 2
    expect(tally, f"{what}: {child.complaint or child.status}", has_ended, "crashed")
    expect(tally, f"{what}: the record is said to be damaged", TOLD_WRONGLY not in child.said)
