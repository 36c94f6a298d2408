"""Sheets that something took away, emptied, damaged or replaced beside the record, with a backup in reach."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from backed_up import a_record
from builders import a_handout
from campaign.desk import MARKER, leaks
from campaign.outside_backups import HURTS
from campaign.tally import Tally
from clinic_app.data.backup_plan import BackupPlan
from clinic_app.data.record import SqlRecord
from clinic_app.data.record_files import ARCHIVE_NAME
from clinic_app.domain.errors import KnownError
from clinic_app.services.permission import GuardedRecord
from clinic_app.services.spare_files import SpareFiles
from handed_out import handed_out

_SHEETS: Final = 6


@dataclass(frozen=True)
class Desk:
    """An open record, where its backups go, and every sheet that was handed out, by its hash."""

    record: SqlRecord
    plan: BackupPlan
    sheets: dict[str, bytes]

    @property
    def archive(self) -> Path:
        return Path(self.plan.record) / ARCHIVE_NAME

    def file_of(self, sha256: str) -> Path:
        return self.archive / sha256[:2] / sha256


Fault = Callable[[Desk, random.Random], None]


def sheets_taken(folder: Path, times: int, chance: random.Random) -> Tally:
    """All are read afterwards as they were handed out; without a backup in reach somebody is told."""
    tally = Tally("sheets gone or damaged beside the record")
    for number in range(times):
        here = folder.with_name(f"{folder.name}-{number}")
        desk = desk_in(here)
        fault, has_backup = FAULTS[number % len(FAULTS)], number % 4 != 3
        tally.injected += 1
        try:
            if has_backup:
                desk.plan.make_usual()
                desk.record.backups.make(desk.plan.usual)
            fault(desk, chance)
            judge(tally, desk, has_backup=has_backup)
        except Exception as error:
            tally.crashed += 1
            tally.note(f"{fault.__name__}: {type(error).__name__}: {error}")
        desk.record.close()
        tally.leaked += len(leaks(here))
        shutil.rmtree(here)
    return tally


def desk_in(folder: Path) -> Desk:
    """A record with some sheets."""
    record, sheets = a_record(folder / "record"), dict[str, bytes]()
    for number in range(_SHEETS):
        sheet = b"%%PDF-1 %d %s" % (number, MARKER.encode())
        sha256 = record.archive.put(sheet)
        version = handed_out(record)
        with record.writing() as work:
            work.handouts.add(a_handout(version, id=uuid4(), sha256=sha256))
            work.commit()
        sheets[sha256] = sheet
    return Desk(record, BackupPlan(folder / "config", folder / "record"), sheets)


def judge(tally: Tally, desk: Desk, *, has_backup: bool) -> None:
    """The start, and then everybody who reads a sheet."""
    told = SpareFiles.of_record(desk.record, desk.plan).put_back()
    archive = GuardedRecord(desk.record, desk.plan).archive
    for sha256, sheet in desk.sheets.items():
        try:
            if archive.get(sha256) != sheet:
                tally.silent += 1
                tally.note("another sheet was read")
        except KnownError as refusal:
            if has_backup:
                tally.lost += 1
                tally.note(f"lost though a backup holds it: {refusal}")
            elif not told.gone and not desk.file_of(sha256).exists():
                tally.silent += 1
                tally.note("gone, and the start said nothing")


def the_folder_is_gone(desk: Desk, chance: random.Random) -> None:
    """Somebody tidied up."""
    shutil.rmtree(desk.archive)


def some_are_gone(desk: Desk, chance: random.Random) -> None:
    """A sync program took them."""
    for sha256 in chance.sample(sorted(desk.sheets), 3):
        desk.file_of(sha256).unlink()


def something_else_is_there(desk: Desk, chance: random.Random) -> None:
    """A pipe, a link, a folder, noise, nothing."""
    for sha256 in chance.sample(sorted(desk.sheets), 3):
        path = desk.file_of(sha256)
        path.unlink()
        HURTS[chance.choice(sorted(HURTS))](path)


def some_are_cut(desk: Desk, chance: random.Random) -> None:
    """A disk was full elsewhere."""
    for sha256 in desk.sheets:
        path = desk.file_of(sha256)
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def a_bit_is_turned(desk: Desk, chance: random.Random) -> None:
    """In each."""
    for sha256 in desk.sheets:
        path = desk.file_of(sha256)
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)


def two_are_swapped(desk: Desk, chance: random.Random) -> None:
    """Each a good file, under the other's name."""
    one, other = (desk.file_of(each) for each in chance.sample(sorted(desk.sheets), 2))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


FAULTS: Final[tuple[Fault, ...]] = (
    the_folder_is_gone,
    some_are_gone,
    something_else_is_there,
    some_are_cut,
    a_bit_is_turned,
    two_are_swapped,
    something_else_is_there,
)
