"""No room, no right to write, no stick any more: while a backup, a sheet or a restore is being written."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from backed_up import a_record, one_more, patients_in, patients_of
from campaign.desk import new_record, save
from campaign.disks import (
    SmallDisk,
    half_written,
    mounted,
    no_room_beyond,
    read_only_part,
    small_disk,
    without_rights,
)
from campaign.exports import write_noted
from campaign.judging import count_missing, expect, must_refuse, tried
from campaign.tally import Tally
from clinic_app.data.backups import home_of
from clinic_app.data.key_file import read_key_file
from clinic_app.data.record import DATABASE_NAME, SqlRecord
from clinic_app.data.start import RecordStart
from clinic_app.domain.backup import Backup, Step, no_step
from clinic_app.domain.errors import KnownError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from clinic_app.exchange.files import write_whole

_BACKUP_MB: Final = 8
_RECORD_MB: Final = 16
_PDF: Final = b"%PDF-1.4 " + b"a sheet of exercises " * 20_000


def _full(disk: SmallDisk | None, room: int, do: Callable[[], object]) -> None:
    """Do it with so many bytes of room."""
    if disk is None:
        with no_room_beyond(room):
            do()
        return
    disk.leave(room)
    try:
        do()
    finally:
        disk.empty()


class _Filling:
    """Takes the last room of a disk once the work has come so far."""

    def __init__(self, disk: SmallDisk, at: int) -> None:
        self._disk, self._at, self._told = disk, at, 0

    def __call__(self, _done: int, _whole: int) -> None:
        self._told += 1
        if self._told == self._at:
            self._disk.leave(0)


def _fills_up(
    disk: SmallDisk | None, chance: random.Random, size: int, steps: int, do: Callable[[Step], object]
) -> None:
    """Do it with too little room from the start, or with room that somebody else takes on the way."""
    if disk is not None and chance.random() < 0.7:
        do(_Filling(disk, chance.randint(1, steps)))
        disk.empty()
    else:
        _full(disk, chance.randrange(1_000, size - 50_000), lambda: do(no_step))


def full_at_backup(folder: Path, times: int, chance: random.Random) -> Tally:
    """No room at a random point of a backup: a sentence, nothing half made, and the one before stands."""
    tally = Tally("disk full while a backup is made")
    record, stick = a_record(folder), folder.with_name("stick")
    with mounted(stick, _BACKUP_MB) as disk:
        before = record.backups.make(str(stick))
        size = (folder / DATABASE_NAME).stat().st_size
        for number in range(times):
            one_more(record)
            what = f"backup {number}"

            def make(step: Step, what: str = what) -> None:
                must_refuse(tally, what, lambda: record.backups.make(str(stick), step))

            _fills_up(disk, chance, size, 3, make)
            left = half_written(stick)
            expect(tally, f"{what}: left half made: {left}", not left)
            expect(tally, f"{what}: the backup before is gone", _opens(record, before), "lost")
        expect(tally, "a patient is gone", patients_of(record) == times + 1, "lost")
        made, refusal = tried(tally, "with room again", lambda: record.backups.make(str(stick)))
        expect(tally, f"no backup with room again: {refusal}", made is not None, "lost")
        record.close()
    return tally


def _opens(record: SqlRecord, backup: Backup) -> bool:
    try:
        return record.backups.open(backup).lost == 0
    except KnownError:
        return False


def full_at_export(folder: Path, times: int, chance: random.Random) -> Tally:
    """No room for a sheet: by the command line's door and by the window's, over a sheet that is there."""
    tally = Tally("disk full while a sheet is written")
    writers = (write_whole, write_noted)
    with mounted(folder, 2) as disk:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(times):
            target, is_over = folder / f"handout-{number}.pdf", number % 4 > 1
            if is_over:
                target.write_bytes(b"%PDF the one before")
            write = writers[number % 2]
            what = f"sheet {number} {'over another' if is_over else 'as a new file'}"
            room = chance.randrange(1, len(_PDF) - 20_000)
            _full(disk, room, partial(must_refuse, tally, what, write, target, _PDF))
            if is_over:
                whole = target.exists() and target.read_bytes() == b"%PDF the one before"
                expect(tally, f"{what}: the sheet before is damaged", whole, "lost")
                target.unlink(missing_ok=True)
            left = [path.name for path in folder.iterdir()]
            expect(tally, f"{what}: left behind: {left}", not left)
            for name in left:
                (folder / name).unlink()
    return tally


def full_at_restore(folder: Path, times: int, chance: random.Random) -> Tally:
    """No room at a random point of a restore: the record stays as it was, and no copy lies about."""
    tally = Tally("disk full while a backup is put back")
    stick = folder.with_name("stick")
    stick.mkdir(parents=True)
    with mounted(folder.with_name("disk"), _RECORD_MB) as disk:
        home = folder.with_name("disk") / "record"
        home.parent.mkdir(exist_ok=True)
        record = a_record(home)
        held = record.backups.open(record.backups.make(str(stick)))
        one_more(record)
        record.close()
        for number in range(times):
            what = f"restore {number}"

            def put_back(step: Step, what: str = what) -> None:
                must_refuse(tally, what, lambda: held.restore(step))

            _fills_up(disk, chance, held.backup.database_bytes, 2, put_back)
            left = [path.name for path in home.parent.iterdir() if path != home]
            expect(tally, f"{what}: left behind: {left}", not left)
            count, _ = tried(tally, what, lambda: patients_in(home))
            expect(tally, f"{what}: the record is not as it was", count == 2, "lost")
        tried(tally, "with room again", held.restore)
        expect(tally, "with room again it is not put back", patients_in(home) == 1, "lost")
    return tally


def read_only(folder: Path, times: int, chance: random.Random) -> Tally:
    """A disk, folder or file that cannot be written: it opens for reading, says so, and writes nothing."""
    tally = Tally("read-only disk, folder or file")
    with mounted(folder.with_name("disk"), _RECORD_MB) as disk:
        home = folder.with_name("disk") / "record"
        home.parent.mkdir(exist_ok=True)
        settings = folder.with_name("config")
        start = RecordStart(home, settings)
        acked = new_record(home, 3)
        start.open().close()
        if disk is None:
            with without_rights(home) as stops:
                if not stops:
                    tally.left_out = "nobody may mount a disk here, and root may write everything"
                    return tally
        for number in range(times):
            _make_read_only(tally, start, disk, ("disk", "record", DATABASE_NAME)[number % 3])
            record = start.open()
            save(record, chance.randrange(1_000, 9_000) * 1_000 + number)
            record.close()
            count_missing(tally, home, acked, "writable again")
    return tally


def _make_read_only(tally: Tally, start: RecordStart, disk: SmallDisk | None, what: str) -> None:
    tally.injected += 1
    path = start.folder / DATABASE_NAME if what == DATABASE_NAME else start.folder
    if disk is None:
        with without_rights(path):
            _only_reads(tally, start, path.name)
    elif what == "disk":
        disk.turn(read_only=True)
        _only_reads(tally, start, "a disk")
        disk.turn(read_only=False)
    else:
        with read_only_part(path):
            _only_reads(tally, start, path.name)


def _only_reads(tally: Tally, start: RecordStart, what: str) -> None:
    before = (start.folder / DATABASE_NAME).read_bytes()
    record, refusal = tried(tally, what, start.open)
    if record is None:
        tally.lost += 1
        tally.note(f"{what}: it does not open for reading: {refusal}")
        return
    reason = record.reading_only
    is_said = isinstance(reason, FaultyRecordError) and reason.fault is RecordFault.READ_ONLY
    expect(tally, f"{what}: it does not say that it is read-only", is_said)
    with record.reading() as work:
        expect(tally, f"{what}: patients are missing", work.patients.count(archived=False) >= 3, "lost")
    _, refused = tried(tally, what, lambda: save(record, 7))
    expect(tally, f"{what}: a save was taken that cannot be kept", refused is not None, "lost")
    record.close()
    expect(tally, f"{what}: something was written", (start.folder / DATABASE_NAME).read_bytes() == before)


def backup_place_fails(folder: Path, times: int, chance: random.Random) -> Tally:
    """The folder for backups is gone, a file, read-only, or pulled out at a random point of a backup."""
    tally = Tally("backup folder gone, read-only, pulled out")
    record = a_record(folder)
    usual = folder.with_name("usual")
    usual.mkdir()
    started = time.monotonic()
    kept = record.backups.make(str(usual))
    whole_s = time.monotonic() - started
    for number in range(times):
        stick = folder.with_name(f"stick-{number}")
        hurt = (_gone, _a_file, _is_read_only, _pulled_out, _renamed)[number % 5]
        hurt(tally, record, stick, chance.uniform(0, whole_s))
        expect(tally, f"{hurt.__name__}: the other folder's backup is gone", _opens(record, kept), "lost")
    expect(tally, "the record's folder is not clean", not half_written(folder))
    made, refusal = tried(tally, "afterwards", lambda: record.backups.make(str(usual)))
    expect(tally, f"afterwards no backup is made: {refusal}", made is not None, "lost")
    record.close()
    return tally


def _gone(tally: Tally, record: SqlRecord, stick: Path, _after_s: float) -> None:
    must_refuse(tally, "gone", lambda: record.backups.make(str(stick)))
    expect(tally, "gone: a folder was made where no stick is", not stick.exists())


def _a_file(tally: Tally, record: SqlRecord, stick: Path, _after_s: float) -> None:
    stick.write_bytes(b"not a folder")
    must_refuse(tally, "a file", lambda: record.backups.make(str(stick)))
    expect(tally, "a file: it was written over", stick.read_bytes() == b"not a folder", "lost")


def _is_read_only(tally: Tally, record: SqlRecord, stick: Path, _after_s: float) -> None:
    with mounted(stick, _BACKUP_MB) as disk:
        record.backups.make(str(stick))
        if disk is not None:
            disk.turn(read_only=True)
            must_refuse(tally, "read-only", lambda: record.backups.make(str(stick)))
            disk.turn(read_only=False)
        else:
            _without_rights_to(tally, record, stick)
        expect(
            tally, "read-only: the backup before is gone", len(record.backups.found(str(stick))) == 1, "lost"
        )


def _without_rights_to(tally: Tally, record: SqlRecord, stick: Path) -> None:
    home = home_of(stick, read_key_file(record.backups._folder).salt)
    with without_rights(home) as stops:
        if stops:
            must_refuse(tally, "read-only", lambda: record.backups.make(str(stick)))
        else:  # root may write it: then it is simply made, and is no fault
            tally.injected += 1


def _pulled_out(tally: Tally, record: SqlRecord, stick: Path, after_s: float) -> None:
    disk = small_disk(stick, _BACKUP_MB)
    if disk is None:
        _renamed(tally, record, stick, after_s)
        return
    made, refusal = _made_meanwhile(tally, record, stick, disk.pull_out, after_s, "pulled out")
    left = [path.name for path in stick.rglob("*")]
    if made is None and refusal is not None:
        expect(tally, f"pulled out: left in the machine's own folder: {left}", not left)
    disk.pull_out()


def _renamed(tally: Tally, record: SqlRecord, stick: Path, after_s: float) -> None:
    stick.mkdir()
    away = stick.with_name(f"{stick.name}-away")
    made, _ = _made_meanwhile(tally, record, stick, lambda: stick.rename(away), after_s, "moved away")
    if made is None:
        found = record.backups.found(str(away))
        expect(tally, "moved away: a half one passes for a backup", all(not each.verified for each in found))
    shutil.rmtree(away, ignore_errors=True)


def _made_meanwhile(
    tally: Tally, record: SqlRecord, stick: Path, pull: Callable[[], object], after_s: float, what: str
) -> tuple[Backup | None, KnownError | None]:
    """A backup that has its folder taken away ``after_s`` seconds after it began."""
    tally.injected += 1
    timer = threading.Timer(after_s, pull)
    timer.start()
    made, refusal = tried(tally, what, lambda: record.backups.make(str(stick)))
    timer.join()
    return made, refusal
