"""A record with a patient and a sheet handed out, and what a test asks of it."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

from builders import TickingClock, a_handout, a_patient
from clinic_app.data.backup_finder import Finder
from clinic_app.data.key_slots import new_code
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor, Way, WayKind
from handed_out import handed_out

SHEET = b"%PDF-1 a sheet with exercises"
WORDS = "four words are better"
OWNER = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"))


@cache
def _made_once() -> Path:
    made = Path(tempfile.mkdtemp(prefix="clinic-backed-up-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = made / "record"
    _fill(folder)
    return folder


def a_record(folder: Path) -> SqlRecord:
    """A record with one patient and one sheet."""
    shutil.copytree(_made_once(), folder)
    return open_record(folder, clock=TickingClock(), actor=Actor(name="Ada Lane"))


def _fill(folder: Path) -> None:
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="Ada Lane"))
    sha256 = record.archive.put(SHEET)
    with record.writing() as work:
        work.patients.add(a_patient())
        work.commit()
    version = handed_out(record)
    with record.writing() as work:
        work.handouts.add(a_handout(version, sha256=sha256))
        work.commit()
    record.close()


def one_more(record: SqlRecord) -> None:
    """Another patient."""
    with record.writing() as work:
        work.patients.add(a_patient(id=uuid4(), record_number=work.patients.next_record_number()))
        work.commit()


def patients_of(record: SqlRecord) -> int:
    with record.reading() as work:
        return work.patients.count(archived=False)


def patients_in(folder: Path) -> int:
    """How many patients are in the record there, which is opened and closed."""
    record = open_record(folder, clock=TickingClock())
    try:
        return patients_of(record)
    finally:
        record.close()


def lock_with(record: SqlRecord, words: str = WORDS) -> str:
    """Ask for a passphrase from now on; returns the recovery code."""
    code = new_code()
    paper = Way(id=uuid4(), kind=WayKind.RECOVERY, holder=Actor(name="Ada Lane"))
    before = [way.id for way in record.keys.ways()]
    record.keys.change(add=[(OWNER, words), (paper, code)], remove=before)
    return code


def finder_for(folder: Path) -> Finder:
    """Finds backups for the record that is or will be there."""
    return Finder(folder, TickingClock())


def open_way(record: SqlRecord) -> Way:
    """The way in that asks for nothing."""
    [way] = [each for each in record.keys.ways() if each.kind is WayKind.OPEN]
    return way
