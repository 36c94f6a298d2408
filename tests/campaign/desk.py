"""A record to hurt: somebody saves patients into it, one by one, and says so once each save returned."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from builders import a_patient
from clinic_app.data.record import SqlRecord, create_record, open_record

MARKER = "Zq77Xylofon"
_FAMILY = UUID("5f0c7a54-7f0a-4c6e-9a6b-2f1f5e1b7a10")
Errand = Callable[[SqlRecord, Callable[[int], None]], None]
"""Works on an open record, and says the number of each save that returned."""


def patient_id(number: int) -> UUID:
    """The same for everybody who counts."""
    return uuid5(_FAMILY, str(number))


def new_record(folder: Path, patients: int = 8) -> list[int]:
    """A record with some patients; returns their numbers."""
    record = create_record(folder)
    for number in range(patients):
        save(record, number)
    record.close()
    return list(range(patients))


def save(record: SqlRecord, number: int) -> None:
    """One patient; on disk when this returns."""
    with record.writing() as work:
        work.patients.add(
            a_patient(
                id=patient_id(number),
                record_number=number + 1,
                family_name=f"Family {number}",
                notes=f"{MARKER} {'word ' * (number % 40)}",
            )
        )
        work.commit()


def keep_saving(record: SqlRecord, say: Callable[[int], None], first: int = 1_000) -> None:
    """Until somebody stops it."""
    number = first
    while True:
        save(record, number)
        say(number)
        number += 1


def missing(folder: Path, acked: Iterable[int]) -> list[int]:
    """Which of the saves that returned are not in the record (a KnownError where it does not open)."""
    record = open_record(folder)
    try:
        with record.reading() as work:
            return [number for number in acked if not _is_there(work, number)]
    finally:
        record.close()


def _is_there(work: object, number: int) -> bool:
    from clinic_app.domain.errors import RecordError

    try:
        patient = work.patients.get(patient_id(number))  # type: ignore[attr-defined]
    except RecordError:
        return False
    return patient.notes.startswith(MARKER)


@dataclass(frozen=True)
class Child:
    """A process that was killed: what it had said, and how it ended if it ended by itself."""

    said: list[int]
    status: int
    complaint: str
    worked_s: float
    """From its first word until its end."""


def killed(folder: Path, errand: Errand, after_s: float) -> Child:
    """Open the record in a child, let it work, and kill it ``after_s`` after its first word, unwarned."""
    return killed_at(lambda say: errand(open_record(folder), say), after_s)


def killed_at(work: Callable[[Callable[[int], None]], None], after_s: float) -> Child:
    """Let a child do anything, and kill it ``after_s`` after its first word, unwarned."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        _live(work, writing)
    os.close(writing)
    said = b""
    first = deadline = float("inf")
    os.set_blocking(reading, False)
    while True:
        try:
            got = os.read(reading, 65_536)
            if not got:
                break
            said += got
            if deadline == first == float("inf"):
                first = time.monotonic()
                deadline = first + after_s
        except BlockingIOError:
            time.sleep(0.0005)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline = float("inf")
    os.close(reading)
    worked_s = max(0.0, time.monotonic() - first)
    _, status = os.waitpid(pid, 0)
    lines = said.decode().split("\n")[:-1]
    numbers = [int(line) for line in lines if line.isdecimal()]
    complaint = next((line for line in lines if not line.isdecimal()), "")
    return Child(numbers, status, complaint, worked_s)


def _live(work: Callable[[Callable[[int], None]], None], writing: int) -> None:
    """The child's whole life."""
    try:
        work(lambda number: os.write(writing, f"{number}\n".encode()) and None)
        os._exit(0)
    except BaseException as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        os.write(writing, f"{told}\n".encode())
        os._exit(1)


def leaks(folder: Path) -> list[str]:
    """Files in which the patients' text can be read."""
    marks = (MARKER.encode(), MARKER.encode("utf-16-le"))
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]


def flipped(path: Path, random_number: random.Random) -> str:
    """Turn over one bit of a file; returns where."""
    content = bytearray(path.read_bytes())
    at, bit = random_number.randrange(len(content)), random_number.randrange(8)
    content[at] ^= 1 << bit
    path.write_bytes(content)
    return f"byte {at} bit {bit}"
