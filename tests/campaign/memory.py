"""No memory left in the middle of an export or a search: a sentence or a clean end, and the record whole."""

import os
import random
import resource
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache, partial
from pathlib import Path

from builders import a_visit
from campaign.desk import MARKER, killed_at, leaks, missing, new_record, patient_id, save
from campaign.tally import Tally
from clinic_app.data.record import SqlRecord, open_record
from clinic_app.domain.errors import KnownError
from clinic_app.exchange.files import write_whole
from clinic_app.services.finding import FindingService
from clinic_app.services.patients import PatientService
from sheets import SIX, SheetMaker

Say = Callable[[int], None]
Errand = Callable[[SqlRecord, int, Say], None]
_LONGEST_S = 20
_BEGUN, _DONE, _TOLD, _NO_MEMORY = 1, 2, 3, 4
_ROOMS = (8 << 10, 96 << 10, 1 << 20)
_BLOCKS = (1 << 20, 1 << 16, 1 << 12, 400)
_NAME = "handout.pdf"
_BEFORE = b"%PDF-1 the sheet before"


def out_of_memory(folder: Path, times: int, chance: random.Random) -> Tally:
    """A child gets a little more memory than it has, and works until that is gone."""
    tally = Tally("out of memory in export and search")
    acked = new_record(folder, 4)
    _write_much(folder)
    place = folder.with_name("sheets")
    place.mkdir()
    _maker()
    errands: tuple[Errand, ...] = (_search, partial(_export, place / _NAME), _save)
    for number in range(times):
        (place / _NAME).write_bytes(_BEFORE)
        errand = errands[number % len(errands)]
        room = chance.randrange(_ROOMS[number // len(errands) % len(_ROOMS)])
        child = killed_at(partial(_with_room_for, room, folder, errand, 3_000 + number), _LONGEST_S)
        tally.injected += 1
        what = f"round {number}, {room >> 10} kB"
        end = child.said[-1:] or [0]
        acked += [each for each in child.said if each >= 3_000]
        if child.complaint or os.WIFSIGNALED(child.status) or end[0] not in (_DONE, _TOLD, _NO_MEMORY):
            tally.crashed += 1
            tally.note(f"{what}: status {child.status}, {child.complaint or child.said}")
        content = (place / _NAME).read_bytes()
        is_whole = content == _BEFORE or (content.startswith(b"%PDF") and b"%%EOF" in content[-32:])
        if not is_whole or len(list(place.iterdir())) != 1:
            tally.lost += 1
            tally.note(f"{what}: half a sheet")
        lost = missing(folder, acked)
        tally.lost += len(lost)
        tally.leaked += len(leaks(folder))
    return tally


def _with_room_for(room: int, folder: Path, errand: Errand, number: int, say: Say) -> None:
    """Do it once with all the memory it wants, so that all is loaded; then with ``room`` bytes more."""
    record = open_record(folder)
    errand(record, number + 100_000, lambda _number: None)
    say(_BEGUN)
    end = _DONE
    with little_memory(room):
        try:
            errand(record, number, say)
        except KnownError:
            end = _TOLD
        except MemoryError:
            end = _NO_MEMORY
    say(end)


@contextmanager
def little_memory(room: int) -> Iterator[None]:
    """This process has so many bytes left, meanwhile."""
    with Path("/proc/self/statm").open() as statm:
        pages = int(statm.read().split()[0])
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize(), hard))
    hoard = _everything_but(room)
    try:
        yield
    finally:
        hoard.clear()
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _everything_but(room: int) -> list[bytearray]:
    """Take all the memory that is left, what was freed before included, and give ``room`` bytes back."""
    hoard: list[bytearray] = []
    for size in _BLOCKS:
        with suppress(MemoryError):
            while True:
                hoard.append(bytearray(size))
    given = 0
    while given < room and hoard:
        given += len(hoard.pop(random.randrange(len(hoard))))
    return hoard


def _write_much(folder: Path) -> None:
    with closing(open_record(folder)) as record, record.writing() as work:
        patient = work.patients.get(patient_id(0))
        for number in range(60):
            text = " ".join(f"word{number}x{each} pain" for each in range(900))
            work.visits.add(a_visit(patient, subjective=f"{MARKER} {text}"))
        work.commit()


def _search(record: SqlRecord, _number: int, _say: Say) -> None:
    FindingService(record).texts("pain word", limit=500)
    PatientService(record).search("Family")


def _export(target: Path, _record: SqlRecord, _number: int, _say: Say) -> None:
    """A sheet, set and written over the one that is there."""
    maker = _maker()
    write_whole(target, maker.write(maker.content(*SIX)).data)


def _save(record: SqlRecord, number: int, say: Say) -> None:
    save(record, number)
    say(number)


@cache
def _maker() -> SheetMaker:
    return SheetMaker()
