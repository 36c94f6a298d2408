"""What is done while the disk is listened to, as a process of its own: ``power_errands.py NAME FOLDER``."""

import os
import sys
from pathlib import Path
from typing import Final
from uuid import uuid4

from builders import a_handout
from campaign.desk import save
from campaign.faults import cheap_stretching
from clinic_app.data.key_file import read_key_file
from clinic_app.data.record import open_record
from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.services.erasure import ErasureService
from handed_out import handed_out

_SAVES, _CHANGES, _BACKUPS = 60, 20, 2
FIRST_BACKED_UP: Final = 40


def sheet(number: int) -> bytes:
    """What is handed out to that patient."""
    return f"%PDF-1 the sheet of {number}".encode()


def _save(folder: Path) -> None:
    record = open_record(folder)
    for number in range(500_000, 500_000 + _SAVES):
        save(record, number)
        os.write(1, f"{number}\n".encode())


def _migrate(folder: Path) -> None:
    open_record(folder).close()
    os.write(1, b"1\n")


def _change_keys(folder: Path) -> None:
    record = open_record(folder)
    with cheap_stretching():
        for number in range(_CHANGES):
            way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada"))
            ways = [each.id for each in record.keys.ways()]
            record.keys.change(add=[(way, f"four words and {number}")], remove=ways)
            os.write(1, f"{read_key_file(folder).count}\n".encode())


def back_up(desk: Path) -> None:
    """A patient and a sheet more before each backup; says how many patients the backup holds."""
    record = open_record(desk / "record")
    version = handed_out(record)
    for number in range(FIRST_BACKED_UP, FIRST_BACKED_UP + _BACKUPS):
        save(record, number)
        sha256 = record.archive.put(sheet(number))
        with record.writing() as work:
            work.handouts.add(a_handout(version, sha256=sha256))
            work.commit()
        made = record.backups.make(str(desk / "stick"))
        os.write(1, f"{made.counts['patient']}\n".encode())


def _erase(folder: Path) -> None:
    record = open_record(folder)
    erasure = ErasureService(record)
    with record.reading() as work:
        patients = work.patients.search((), archived=False, limit=100)
    for patient in sorted(patients, key=lambda each: each.record_number):
        erasure.erase(patient.id, typed_number=patient.written_number, reason="asked for it")
        os.write(1, f"{patient.record_number}\n".encode())


_ERRANDS: Final = {
    "save": _save,
    "migrate": _migrate,
    "change keys": _change_keys,
    "back up": back_up,
    "erase": _erase,
}

if __name__ == "__main__":
    _ERRANDS[sys.argv[1]](Path(sys.argv[2]))
    os._exit(0)
