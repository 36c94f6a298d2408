"""kill -9 during what takes longer than a save: a backup, a restore, a migration, mending, erasing."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from builders import a_handout
from campaign.desk import Child, killed_at, missing, new_record, save
from campaign.judging import count_leaks, count_missing
from campaign.tally import Tally
from clinic_app.data import migrate  # noqa: F401 - before the children are made: each would load it anew
from clinic_app.data.backup_files import GOING, UNFINISHED
from clinic_app.data.database_copy import check_database
from clinic_app.data.engine import bare_connection, every_page_is_ours
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME, KNOWN_REVISIONS, SqlRecord, open_record
from clinic_app.data.record_checks import PAGE
from clinic_app.data.start import RecordStart
from clinic_app.domain.backup import BackupState
from clinic_app.domain.errors import KnownError
from clinic_app.domain.record_fault import FaultyRecordError, OpenAs, RecordFault
from handed_out import handed_out
from stored_shapes import MADE_ANEW, content, stored_record

Say = Callable[[int], None]
_SHEETS = [f"%PDF-1 a sheet of {number}".encode() for number in range(3)]
_BEFORE, _AFTER = 6, 10
"""Patients in the backup that is restored, and in the record that it takes the place of."""


def killed_while_backing_up(folder: Path, times: int, chance: random.Random) -> Tally:
    """A backup that has a name is whole, one that was said to be made is there, and a half one is nothing."""
    tally = Tally("kill -9 while backing up")
    acked = new_record(folder)
    add_sheets(folder)
    place = folder.with_name("stick")
    place.mkdir()
    known: set[str] = set()
    said = 0
    for number in range(times):
        child = killed_at(partial(_keep_backing_up, folder, place), chance.uniform(0, 0.3))
        said += len(child.said) - 1
        what = f"round {number}"
        _begin(tally, child, what)
        count_missing(tally, folder, acked, what)
        _judge_backups(tally, folder, place, known, what)
        if len(known) < said:
            tally.lost += 1
            tally.note(f"{what}: {said} backups were made, and {len(known)} are there")
            said = len(known)
        count_leaks(tally, place, what)
    with closing(open_record(folder)) as record:
        record.backups.make(str(place))
    if left := [each for each in place.rglob("*") if each.name.startswith((UNFINISHED, GOING))]:
        tally.silent += 1
        tally.note(f"half backups stay: {left[0].name}")
    return tally


def _keep_backing_up(folder: Path, place: Path, say: Say) -> None:
    record = open_record(folder)
    say(0)
    while True:
        record.backups.make(str(place))
        say(1)


def _judge_backups(tally: Tally, folder: Path, place: Path, known: set[str], what: str) -> None:
    """Each that is new is read to its last page."""
    with closing(open_record(folder)) as record:
        counts = record.backups.counts()
        for backup in record.backups.found(str(place)):
            if backup.path in known:
                continue
            known.add(backup.path)
            copy = Path(backup.path) / DATABASE_NAME
            try:
                held = check_database(copy, read_key(folder).database_key()).counts
                is_whole = backup.state is BackupState.VERIFIED and record.backups.open(backup).lost == 0
            except KnownError:
                is_whole, held = False, {}
            if not is_whole or held != backup.counts or held["patient"] != counts["patient"]:
                tally.lost += 1
                tally.note(f"{what}: the backup {copy.parent.name} is not whole")


def killed_while_restoring(folder: Path, times: int, chance: random.Random) -> Tally:
    """The record before, or the restored one, whole; the one before is never gone."""
    tally = Tally("kill -9 while restoring")
    usual = folder.with_name("usual")
    _make_restorable(usual)
    longest = _worked(_restore, usual, folder.with_name("try"))
    for number in range(times):
        place = folder.with_name(f"restore {number}")
        shutil.copytree(usual, place)
        child = killed_at(partial(_restore, place), chance.uniform(0, 1.1 * longest))
        what = f"round {number} after {child.worked_s:.3f} s"
        _begin(tally, child, what)
        try:
            _judge_restore(tally, place, child, what)
        except Exception as error:
            tally.lost += 1
            tally.note(f"{what}: {type(error).__name__}: {error}")
        count_leaks(tally, place, what)
        shutil.rmtree(place)
    return tally


def _make_restorable(place: Path) -> None:
    """A record, and a backup of it from when it had fewer patients; the settings know the record."""
    (place / "stick").mkdir(parents=True)
    new_record(place / "record", _BEFORE)
    add_sheets(place / "record")
    record = RecordStart(place / "record", place / "settings").open()
    record.backups.make(str(place / "stick"))
    for number in range(_BEFORE, _AFTER):
        save(record, number)
    record.close()


def _restore(place: Path, say: Say) -> None:
    record = RecordStart(place / "record", place / "settings").open()
    [backup] = record.backups.found(str(place / "stick"))
    held = record.backups.open(backup)
    record.close()
    say(1)
    held.restore()
    say(2)


def _judge_restore(tally: Tally, place: Path, child: Child, what: str) -> None:
    start = RecordStart(place / "record", place / "settings")
    try:
        record = start.open()
    except FaultyRecordError as told:
        if told.fault is not RecordFault.OLDER_THAN_SEEN:
            raise
        record = start.open(how=OpenAs.GO_ON)  # a restored record is older: the person says that it is meant
    record.close()
    is_new = bool(missing(place / "record", [_AFTER - 1]))
    if 2 in child.said and not is_new:
        tally.lost += 1
        tally.note(f"{what}: the restore returned, and the record before is back")
    kept = [place / "record"]
    if is_new:
        kept += place.glob("record-before-restore-*")
        lost = missing(place / "record", range(_BEFORE))
        if len(kept) != 2 or lost:
            tally.lost += 1
            tally.note(f"{what}: restored, {len(lost)} missing, {len(kept) - 1} records before")
    lost = missing(kept[-1], range(_AFTER))
    lost_sheets = _missing_sheets(kept[0]) + _missing_sheets(kept[-1])
    if lost or lost_sheets:
        tally.lost += 1
        tally.note(f"{what}: {len(lost)} patients and {lost_sheets} sheets are gone")
    start.open().close()  # and nothing more is asked


def killed_while_migrating(folder: Path, times: int, chance: random.Random) -> Tally:
    """A record of an older version, stored long ago: updated or as it was, each row in it, the copy whole."""
    tally = Tally("kill -9 while migrating")
    revisions = KNOWN_REVISIONS[:-1]
    longest = 0.0
    for number in range(times):
        revision = revisions[number % len(revisions)]
        place = stored_record(revision, folder.with_name(f"old {number}"))
        before = content(place / DATABASE_NAME, place)
        whole = (place / DATABASE_NAME).read_bytes()
        if not longest:
            longest = _worked(_open, place, folder.with_name("try"))
        child = killed_at(partial(_open, place), chance.uniform(0, 1.1 * longest))
        what = f"round {number}, from {revision}"
        _begin(tally, child, what)
        try:
            open_record(place).close()
        except Exception as error:
            tally.lost += 1
            tally.note(f"{what}: {type(error).__name__}: {error}")
            continue
        after = content(
            place / DATABASE_NAME, place, {name: columns for name, (columns, _) in before.items()}
        )
        if lost := [name for name in before if name not in MADE_ANEW and after[name] != before[name]]:
            tally.lost += 1
            tally.note(f"{what}: other rows in {lost}")
        copies = [each for each in place.glob(f"{DATABASE_NAME}.before-*") if each.read_bytes() == whole]
        if not copies or (place / f"{DATABASE_NAME}.copy").exists():
            tally.lost += 1
            tally.note(f"{what}: there is no whole copy of the record before")
        shutil.rmtree(place)
    return tally


def killed_while_mending(folder: Path, times: int, chance: random.Random) -> Tally:
    """The file is written anew at an opening, without the torn pages a power cut left: old or new, whole."""
    tally = Tally("kill -9 while the file is written anew")
    acked = new_record(folder)
    _tear_free_pages(folder)
    longest = _worked(_open, folder, folder.with_name("try"))
    for number in range(times):
        place = folder.with_name(f"torn {number}")
        shutil.copytree(folder, place)
        child = killed_at(partial(_open, place), chance.uniform(0, 1.1 * longest))
        what = f"round {number}"
        _begin(tally, child, what)
        count_missing(tally, place, acked, what)
        path = place / DATABASE_NAME
        if not every_page_is_ours(path, read_key(place).database_key()) or list(place.glob("*.mended")):
            tally.silent += 1
            tally.note(f"{what}: it opens, and is not mended")
        count_leaks(tally, place, what)
        shutil.rmtree(place)
    return tally


def _tear_free_pages(folder: Path) -> None:
    """Pages that belong to nothing, of which the last was being written when the power went."""
    path = folder / DATABASE_NAME
    with bare_connection(path, read_key(folder).database_key(), query_only=False) as connection:
        connection.execute("CREATE TABLE passing (text)")
        connection.execute("INSERT INTO passing VALUES (?)", ("word " * 20_000,))
        connection.execute("DROP TABLE passing")
    whole = bytearray(path.read_bytes())
    whole[-PAGE + 512 :] = bytes(PAGE - 512)
    path.write_bytes(whole)


def _open(folder: Path, say: Say) -> None:
    say(1)
    open_record(folder).close()
    say(2)


def _worked(errand: Callable[[Path, Say], None], usual: Path, place: Path) -> float:
    """How long it takes where nobody kills it, in seconds: tried on a copy."""
    shutil.copytree(usual, place)
    child = killed_at(partial(errand, place), 60)
    if child.complaint:
        raise RuntimeError(child.complaint)
    return child.worked_s


def add_sheets(folder: Path) -> None:
    """Three sheets that were handed out."""
    with closing(open_record(folder)) as record:
        version = handed_out(record)
        for sheet in _SHEETS:
            sha256 = record.archive.put(sheet)
            with record.writing() as work:
                work.handouts.add(a_handout(version, sha256=sha256))
                work.commit()


def _missing_sheets(folder: Path) -> int:
    import hashlib

    with closing(open_record(folder)) as record:
        names = [hashlib.sha256(sheet).hexdigest() for sheet in _SHEETS]
        return sum(not _has(record, name) for name in names)


def _has(record: SqlRecord, sha256: str) -> bool:
    try:
        record.archive.get(sha256)
    except Exception:
        return False
    return True


def _begin(tally: Tally, child: Child, what: str) -> None:
    tally.injected += 1
    if child.complaint:
        tally.crashed += 1
        tally.note(f"{what}: {child.complaint}")
