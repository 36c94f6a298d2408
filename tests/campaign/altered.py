"""The database under somebody else's hands: salt, pages, an older copy, another shape, a held lock."""

import os
import random
import select
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from campaign.desk import missing, new_record, save
from campaign.judging import count_missing, expect, must_refuse, tried
from campaign.tally import Tally
from clinic_app.data import engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME, open_record
from clinic_app.data.start import RecordStart
from clinic_app.domain.record_fault import FaultyRecordError, OpenAs, RecordFault
from stored_shapes import raw

_PAGE: Final = 4_096
_SALT_BYTES: Final = 16
_PLAIN: Final = b"SQLite format 3\x00" + bytes(4_080)


def changed_salt(folder: Path, times: int, chance: random.Random) -> Tally:
    """One byte of the salt after the other: put back from the key file, and nothing missing."""
    tally = Tally("a byte of the salt changed")
    acked = new_record(folder)
    path = folder / DATABASE_NAME
    for number in range(times):
        whole = bytearray(path.read_bytes())
        at = number % _SALT_BYTES
        whole[at] ^= chance.randrange(1, 256)
        path.write_bytes(whole)
        tally.injected += 1
        count_missing(tally, folder, acked, f"byte {at}")
        start = path.read_bytes()[:_SALT_BYTES]
        expect(tally, f"byte {at}: the salt was not mended", start == read_key(folder).salt)
    return tally


def put_back(folder: Path, times: int, chance: random.Random) -> Tally:
    """An older copy in the record's place, by file or by folder: told, or taken because somebody says so."""
    tally = Tally("an older copy put back")
    start = RecordStart(folder, folder.with_name("config"))
    acked = new_record(folder)
    start.open().close()
    for number in range(times):
        older = folder.with_name(f"older-{number}")
        shutil.copytree(folder, older)
        record = start.open()
        new = range(10_000 * (number + 1), 10_000 * (number + 1) + chance.randint(1, 4))
        for each in new:
            save(record, each)
        record.close()
        newer = folder.with_name(f"newer-{number}")
        shutil.copytree(folder, newer)
        _older_instead(folder, older, whole=bool(number % 2))
        what = "a folder" if number % 2 else "a file"
        refusal = must_refuse(tally, what, lambda: start.open().close())
        is_named = isinstance(refusal, FaultyRecordError) and refusal.fault is RecordFault.OLDER_THAN_SEEN
        expect(tally, f"{what}: it is not called older ({refusal})", is_named)
        record, refusal = tried(tally, what, lambda: start.open(how=OpenAs.GO_ON))
        expect(tally, f"{what}: one may not go on with it: {refusal}", record is not None, "lost")
        if record is not None:
            record.close()
        count_missing(tally, folder, acked, f"{what}, gone on with")
        count_missing(tally, newer, [*acked, *new], f"{what}, the newer one beside it")
    return tally


def _older_instead(folder: Path, older: Path, *, whole: bool) -> None:
    if whole:
        shutil.rmtree(folder)
        shutil.copytree(older, folder)
    else:
        shutil.copyfile(older / DATABASE_NAME, folder / DATABASE_NAME)


def hurt_while_open(folder: Path, times: int, chance: random.Random) -> Tally:
    """Pages zeroed or swapped, bytes appended, another file in its place, while the record is open."""
    tally = Tally("database hurt or replaced while open")
    acked = new_record(folder)
    start = RecordStart(folder, folder.with_name("config"))
    path = folder / DATABASE_NAME
    other = folder.with_name("other")
    new_record(other, 2)
    older = path.read_bytes()
    for number in range(times):
        record = start.open(how=OpenAs.GO_ON)  # what was put right may be older than what was seen
        save(record, 30_000 + number)
        acked.append(30_000 + number)
        whole = path.read_bytes()
        hurts: list[tuple[str, Callable[[], bytes]]] = [
            ("a page zeroed", lambda whole=whole: _paged(whole, chance, zero=True)),
            ("two pages swapped", lambda whole=whole: _paged(whole, chance, zero=False)),
            ("bytes appended", lambda whole=whole: whole + chance.randbytes(chance.randrange(1, 9_000))),
            ("a plain database", lambda: _PLAIN),
            ("another record's", lambda: (other / DATABASE_NAME).read_bytes()),
            ("an older copy", lambda: older),
            ("rubbish", lambda whole=whole: chance.randbytes(len(whole))),
            ("emptied", lambda: b""),
        ]
        what, hurt = hurts[number % len(hurts)]
        _replace(path, hurt(), by_name=chance.random() < 0.5)
        tally.injected += 1
        kept = [*acked]
        _, refusal = tried(tally, what, save, record, 60_000 + number)
        record.close()
        if refusal is None:
            kept.append(60_000 + number)
        _judge_next_start(tally, start, kept, what)
        path.write_bytes(whole)
        for journal in folder.glob(f"{DATABASE_NAME}-journal"):
            journal.unlink()
        count_missing(tally, folder, acked, f"{what}, put right again")
    return tally


def _replace(path: Path, content: bytes, *, by_name: bool) -> None:
    """Written over, as a tool would, or another file under its name, as a sync program does."""
    if by_name:
        beside = path.with_name("coming")
        beside.write_bytes(content)
        beside.replace(path)
    else:
        path.write_bytes(content)


def _judge_next_start(tally: Tally, start: RecordStart, kept: list[int], what: str) -> None:
    """The next start says that something is wrong, or everything is there."""
    _, refusal = tried(tally, what, lambda: start.open().close())
    lost, _ = tried(tally, what, missing, start.folder, kept)
    if lost and refusal is None:
        tally.silent += 1
        tally.note(f"{what}: opened with {len(lost)} saves missing")


def _paged(whole: bytes, chance: random.Random, *, zero: bool) -> bytes:
    first, second = chance.sample(range(len(whole) // _PAGE), 2)
    content = bytearray(whole)
    one, two = (slice(each * _PAGE, (each + 1) * _PAGE) for each in (first, second))
    content[one], content[two] = (bytes(_PAGE), whole[two]) if zero else (whole[two], whole[one])
    return bytes(content)


_SHAPES: Final[tuple[tuple[str, str, RecordFault], ...]] = (
    ("newer", "UPDATE alembic_version SET version_num = '9999'", RecordFault.NEWER),
    ("two heads", "INSERT INTO alembic_version VALUES ('0001')", RecordFault.UNKNOWN_SCHEMA),
    ("unknown", "UPDATE alembic_version SET version_num = 'f00ba4'", RecordFault.UNKNOWN_SCHEMA),
    ("no revision", "DROP TABLE alembic_version", RecordFault.UNKNOWN_SCHEMA),
    ("said to be older", "UPDATE alembic_version SET version_num = '0002'", RecordFault.NOT_UPDATED),
    ("a guard gone", "DROP TRIGGER guard_visit_update", RecordFault.CHANGED_SHAPE),
    ("a table too many", "CREATE TABLE spy (text)", RecordFault.CHANGED_SHAPE),
    (
        "a trigger too many",
        "CREATE TRIGGER spy AFTER INSERT ON patient BEGIN DELETE FROM visit; END",
        RecordFault.CHANGED_SHAPE,
    ),
)


def other_shapes(folder: Path, times: int, chance: random.Random) -> Tally:
    """A schema that is newer, unknown, of two heads, or changed: refused by name, no byte is touched."""
    tally = Tally("schema newer, unknown, two-headed, changed")
    acked = new_record(folder)
    path = folder / DATABASE_NAME
    whole, key = path.read_bytes(), read_key(folder).database_key()
    for number in range(times):
        what, statement, fault = _SHAPES[number % len(_SHAPES)]
        with closing(raw(path, key)) as connection:
            connection.executescript(statement)
        changed = path.read_bytes()
        refusal = must_refuse(tally, what, lambda: open_record(folder).close())
        is_named = isinstance(refusal, FaultyRecordError) and refusal.fault is fault
        expect(tally, f"{what}: it says {refusal}", is_named)
        expect(tally, f"{what}: the file was changed", path.read_bytes() == changed, "lost")
        path.write_bytes(whole)
    chance.random()
    count_missing(tally, folder, acked, "put right again")
    return tally


HOLDS_FOR_S: Final = 0.4
"""A program that never lets go is waited for so long here, where the app waits five seconds."""

_A_MINUTE: Final = 60.0
_SHORT: Final = 20
"""With more rounds than these, one of them lasts a minute."""


def held_lock(folder: Path, times: int, chance: random.Random) -> Tally:
    """Another process locks the database: what is asked meanwhile is refused or waits; nothing is lost."""
    tally = Tally("database locked by another process")
    acked = new_record(folder)
    usual, engine.BUSY_TIMEOUT_S = engine.BUSY_TIMEOUT_S, HOLDS_FOR_S  # type: ignore[misc]
    try:
        record = open_record(folder)
        for number in range(times):
            is_for_ever = number % 2 == 0
            how = _HOLDS[number // 2 % len(_HOLDS)]
            holder = _Holder(folder, HOLDS_FOR_S * (8 if is_for_ever else chance.uniform(0.1, 0.4)), how)
            what = f"{how[0]}, {'for longer than it waits' if is_for_ever else 'for a moment'}"
            tally.injected += 1
            _, refusal = tried(tally, what, save, record, 80_000 + number)
            if refusal is None:
                acked.append(80_000 + number)
                expect(tally, f"{what}: saved although the file was locked", not is_for_ever)
            is_busy = isinstance(refusal, FaultyRecordError) and refusal.fault is RecordFault.BUSY
            expect(tally, f"{what}: it says {refusal}", is_busy if is_for_ever else refusal is None)
            if is_for_ever:
                _, again = tried(tally, f"{what}, once more", save, record, 85_000 + number)
                is_busy = isinstance(again, FaultyRecordError) and again.fault is RecordFault.BUSY
                expect(tally, f"{what}, once more: it says {again}", is_busy)
            holder.let_go()
            _, refusal = tried(tally, "afterwards", save, record, 90_000 + number)
            expect(tally, f"afterwards it cannot be saved: {refusal}", refusal is None, "lost")
            acked += [90_000 + number] if refusal is None else []
        record.close()
    finally:
        engine.BUSY_TIMEOUT_S = usual  # type: ignore[misc]
    if times > _SHORT:
        _held_for_a_minute(tally, folder, acked)
    count_missing(tally, folder, acked, "at the end")
    return tally


def _held_for_a_minute(tally: Tally, folder: Path, acked: list[int]) -> None:
    """Without anything shortened: opening is refused for as long as it is held, and then it opens."""
    holder, until = _Holder(folder, _A_MINUTE), time.monotonic() + _A_MINUTE
    while time.monotonic() < until - 2 * engine.BUSY_TIMEOUT_S:
        refusal = must_refuse(tally, "for a minute", lambda: open_record(folder).close())
        is_busy = isinstance(refusal, FaultyRecordError) and refusal.fault is RecordFault.BUSY
        expect(tally, f"for a minute: it says {refusal}", is_busy)
    holder.let_go()
    count_missing(tally, folder, acked, "after a minute")


_HOLDS: Final = (("BEGIN EXCLUSIVE",), ("BEGIN", "SELECT count(*) FROM patient"))
"""Nothing can be begun, or what was begun cannot be committed, as while somebody reads."""


class _Holder:
    """Another process that locks the whole database, for so long or until it is told to let go."""

    def __init__(self, folder: Path, holds_for_s: float, how: tuple[str, ...] = _HOLDS[0]) -> None:
        heard, self._saying = os.pipe()
        told, ready = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._saying)
            _hold(folder, heard, ready, holds_for_s, how)
        os.close(heard)
        os.close(ready)
        os.read(told, 1)
        os.close(told)

    def let_go(self) -> None:
        """Returns once it is gone."""
        os.close(self._saying)
        os.waitpid(self._pid, 0)


def _hold(folder: Path, heard: int, ready: int, holds_for_s: float, how: tuple[str, ...]) -> None:
    """The other process's whole life."""
    try:
        connection = raw(folder / DATABASE_NAME, read_key(folder).database_key())
        for statement in how:
            connection.execute(statement).fetchone()
        os.write(ready, b"!")
        select.select([heard], [], [], holds_for_s)
        connection.execute("ROLLBACK")
    finally:
        os._exit(0)
