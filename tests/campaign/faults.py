"""The faults of processes, disks and files; each injects itself so often and counts what came of it."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

from campaign.desk import Child, flipped, keep_saving, killed, killed_at, missing, new_record, save
from campaign.disks import mounted, no_room_beyond
from campaign.judging import count_leaks, count_missing, expect, tried
from campaign.tally import Tally
from clinic_app.data import key_slots
from clinic_app.data.engine import every_page_is_ours
from clinic_app.data.key_file import KEY_NAMES, RecordKey, read_key, read_key_file
from clinic_app.data.key_slots import Cost
from clinic_app.data.record import DATABASE_NAME, open_record
from clinic_app.domain.access import Actor, Way, WayKind, WrongSecretError
from clinic_app.domain.errors import KnownError

_WORDS = ("four words are better", "five other words are fine")
_DISK_MB, _JOURNAL_AND_PAGES = 24, 120_000
Fault = Callable[[Path, int, random.Random], Tally]


def killed_while_saving(folder: Path, times: int, chance: random.Random) -> Tally:
    """kill -9 at random points of a save, over and over on one record."""
    tally = Tally("kill -9 while saving")
    acked = new_record(folder)
    for number in range(times):
        first = 1_000 * (number + 1)
        child = killed(
            folder, lambda record, say, first=first: keep_saving(record, say, first), chance.uniform(0, 0.08)
        )
        acked += child.said
        _judge(tally, folder, acked, child, f"round {number}")
    return tally


def killed_while_changing_passphrase(folder: Path, times: int, chance: random.Random) -> Tally:
    """kill -9 while the key file is written: the way before opens, or the new one.

    Where it asks for a passphrase, no other file gives the key away to whoever has none.
    """
    tally = Tally("kill -9 while a passphrase changes")
    new_record(folder, 1)
    data_key = read_key(folder).data_key
    with cheap_stretching():
        for number in range(times):
            errand = partial(_change_for_ever, folder, RecordKey(data_key, read_key_file(folder).salt))
            killed_at(errand, chance.uniform(0, 0.05))
            tally.injected += 1
            if not _opens_by_one(folder):
                tally.lost += 1
                tally.note(f"round {number}: no way opens it")
            open_record(folder, RecordKey(data_key, read_key_file(folder).salt)).close()
            is_open = any(way.kind is WayKind.OPEN for way in read_key_file(folder).ways)
            if not is_open and (left := given_away(folder, data_key)):
                tally.leaked += 1
                tally.note(f"round {number}: the key lies open in {left}")
    return tally


def given_away(folder: Path, data_key: bytes) -> list[str]:
    """Files that hold the key as it is."""
    return [
        each.name
        for each in folder.iterdir()
        if each.is_file() and data_key.hex().encode() in each.read_bytes()
    ]


def _change_for_ever(folder: Path, key: RecordKey, say: Callable[[int], None]) -> None:
    """One passphrase, another one, none, and again."""
    record = open_record(folder, key)
    for number in count():
        kind = WayKind.OPEN if number % 3 == 2 else WayKind.PASSPHRASE
        ways = [way.id for way in record.keys.ways()]
        way = Way(id=uuid4(), kind=kind, holder=Actor(name="Ada"))
        record.keys.change(add=[(way, _WORDS[number % 2])], remove=ways)
        say(number)


def _opens_by_one(folder: Path) -> bool:
    key_file = read_key_file(folder)
    for way in key_file.ways:
        if way.kind is WayKind.OPEN:
            return True
        for words in _WORDS:
            try:
                key_file.opened_by(way.id, words)
            except WrongSecretError:
                continue
            return True
    return False


@contextmanager
def cheap_stretching() -> Iterator[None]:
    """A guess costs a hundredth: what is tried here is the file, not the stretching."""
    usual, key_slots.USUAL_COST = key_slots.USUAL_COST, Cost(8_192, 1, 1)  # type: ignore[misc]
    try:
        yield
    finally:
        key_slots.USUAL_COST = usual  # type: ignore[misc]


def flipped_bits(folder: Path, times: int, chance: random.Random) -> Tally:
    """One bit of the database turned over while nobody looks."""
    tally = Tally("one bit of the database turned over")
    acked = new_record(folder)
    whole = (folder / DATABASE_NAME).read_bytes()
    for _ in range(times):
        (folder / DATABASE_NAME).write_bytes(whole)
        where = flipped(folder / DATABASE_NAME, chance)
        if _judge_damage(tally, folder, acked, where):
            judge_mended(tally, folder, where)
    return tally


def judge_mended(tally: Tally, folder: Path, what: str) -> None:
    """What opened without a word has every bit right again: in its pages, and in the salt before them."""
    path, key = folder / DATABASE_NAME, read_key(folder)
    is_right = every_page_is_ours(path, key.database_key()) and path.read_bytes()[: len(key.salt)] == key.salt
    expect(tally, f"{what}: it opened, and the bit is still turned over", is_right)


def hurt_files(folder: Path, times: int, chance: random.Random) -> Tally:
    """Cut off, appended to, a page zeroed or two swapped, another record's file, no file, an empty one."""
    tally = Tally("database cut, swapped, zeroed, foreign, gone")
    acked = new_record(folder)
    path = folder / DATABASE_NAME
    whole = path.read_bytes()
    other = folder.with_name("other")
    new_record(other, 2)
    hurts: list[tuple[str, Callable[[], bytes | None]]] = [
        ("cut off", lambda: whole[: chance.randrange(1, len(whole))]),
        ("cut by a page", lambda: whole[:-4096]),
        ("appended to", lambda: whole + chance.randbytes(chance.randrange(1, 9_000))),
        ("a page zeroed", lambda: _paged(whole, chance, zero=True)),
        ("two pages swapped", lambda: _paged(whole, chance, zero=False)),
        ("another record's", lambda: (other / DATABASE_NAME).read_bytes()),
        ("empty", lambda: b""),
        ("gone", lambda: None),
        ("not encrypted", lambda: b"SQLite format 3\x00" + bytes(4_080)),
    ]
    for number in range(times):
        name, hurt = hurts[number % len(hurts)]
        content = hurt()
        path.unlink() if content is None else path.write_bytes(content)
        _judge_damage(tally, folder, acked, name)
        path.write_bytes(whole)
    if missing(folder, acked):
        tally.lost += 1
    return tally


def _paged(whole: bytes, chance: random.Random, *, zero: bool) -> bytes:
    page, count = 4096, len(whole) // 4096
    first, second = chance.sample(range(count), 2)
    content = bytearray(whole)
    one, two = slice(first * page, (first + 1) * page), slice(second * page, (second + 1) * page)
    content[one], content[two] = (bytes(page), whole[two]) if zero else (whole[two], whole[one])
    return bytes(content)


def hurt_key_files(folder: Path, times: int, chance: random.Random) -> Tally:
    """The key file or its twin damaged, cut or gone: the other one mends it; both: one sentence."""
    tally = Tally("key file or its twin damaged")
    acked = new_record(folder)
    whole = (folder / KEY_NAMES[0]).read_bytes()
    for number in range(times):
        names = KEY_NAMES if number % 3 == 2 else (KEY_NAMES[number % 3],)
        for name in names:
            path = folder / name
            match chance.randrange(3):
                case 0:
                    path.unlink()
                case 1:
                    path.write_bytes(whole[: chance.randrange(len(whole))])
                case _:
                    flipped(path, chance)
        both = len(names) > 1
        _judge_damage(tally, folder, acked, f"{' and '.join(names)}, round {number}", may_open=not both)
        for name in KEY_NAMES:
            (folder / name).write_bytes(whole)
    return tally


def full_disk(folder: Path, times: int, chance: random.Random) -> Tally:
    """No room at a random point of a save: a small disk that is full, or a limit on the size of files."""
    tally = Tally("disk full while saving")
    with mounted(folder.with_name("disk"), _DISK_MB) as disk:
        there = folder if disk is None else disk.at / "record"
        acked, refused = new_record(there), 0
        with closing(open_record(there)) as record:
            for number in range(100_000, 100_000 + times):
                size = (there / DATABASE_NAME).stat().st_size
                tally.injected += 1
                if disk is not None and number % 2:
                    disk.leave(chance.randrange(_JOURNAL_AND_PAGES) if number % 4 == 3 else 0)
                    _, refusal = tried(tally, "no room on the disk", save, record, number)
                    disk.empty()
                else:
                    with no_room_beyond(chance.randrange(512, size + 8_192)):
                        _, refusal = tried(tally, "no room for the file", save, record, number)
                refused += refusal is not None
                acked += [number] if refusal is None else []
        expect(tally, "there was room for everything: nothing was tried", refused > 0, "crashed")
        count_missing(tally, there, acked, "afterwards")
        count_leaks(tally, there, "afterwards")
    return tally


def pulled_away(folder: Path, times: int, chance: random.Random) -> Tally:
    """The database moved, deleted, cut or replaced while it is open: no save returns that is not kept."""
    tally = Tally("file pulled away while open")
    acked = new_record(folder)
    path, aside = folder / DATABASE_NAME, folder.with_name("pulled")
    for number in range(times):
        whole = path.read_bytes()
        record = open_record(folder)
        how = ("moved", "deleted", "cut off", "replaced")[number % 4]
        if how == "moved":
            path.rename(aside)
        elif how == "deleted":
            path.unlink()
        elif how == "cut off":
            path.write_bytes(whole[: chance.randrange(4_096, len(whole))])
        else:
            shutil.copy(path, aside)
            aside.replace(path)
        tally.injected += 1
        new = 200_000 + number
        try:
            save(record, new)
            returned = True
        except KnownError:
            returned = False
        except Exception as error:
            returned = False
            tally.crashed += 1
            tally.note(f"{how}: {type(error).__name__} instead of a sentence")
        record.close()
        if how == "moved":
            path.unlink(missing_ok=True)
            aside.rename(path)
        elif how == "deleted" or (how == "cut off" and not returned):
            path.write_bytes(whole)
        for journal in folder.glob(f"{DATABASE_NAME}-journal"):
            journal.unlink()
        acked += [new] if returned else []
        count_missing(tally, folder, acked, how)
    return tally


def _judge(tally: Tally, folder: Path, acked: list[int], child: Child, what: str) -> None:
    tally.injected += 1
    if child.complaint:
        tally.crashed += 1
        tally.note(f"{what}: {child.complaint}")
    count_missing(tally, folder, acked, what)
    count_leaks(tally, folder, what)


def _judge_damage(tally: Tally, folder: Path, acked: list[int], what: str, *, may_open: bool = True) -> bool:
    """Damage is told by a sentence, or mended so that nothing is missing; returns whether it opened."""
    tally.injected += 1
    lost, _ = tried(tally, what, missing, folder, acked)
    if lost is None:
        return False
    if lost or not may_open:
        tally.silent += 1
        tally.note(f"{what}: opened, {len(lost)} missing")
    return True
