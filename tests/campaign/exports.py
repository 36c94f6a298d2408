"""kill -9 while a sheet is written to a file that somebody chose: the sheet before, or the new one, whole."""

import hashlib
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from campaign.desk import MARKER, killed_at
from campaign.tally import Tally
from clinic_app.domain.audit import AuditAction, Noted
from clinic_app.exchange.files import write_whole
from clinic_app.services.ways_out import WaysOut
from fakes import FakeRecord

Say = Callable[[int], None]
Write = Callable[[Path, bytes], None]
_NAME = "handout.pdf"
_DIGEST = 32


def write_noted(path: Path, data: bytes) -> None:
    """As the window writes a file: it stands there once the audit log says so."""
    WaysOut(FakeRecord()).file(path, data, Noted(AuditAction.EXPORTED))


def killed_while_exporting(folder: Path, times: int, chance: random.Random) -> Tally:
    """From the window and from the terminal, over a sheet that is there already."""
    tally = Tally("kill -9 while a PDF is written")
    folder.mkdir(parents=True)
    target = folder / _NAME
    ways: tuple[Write, ...] = (write_noted, write_whole)
    target.write_bytes(_sheet(0))
    last = 0
    for number in range(times):
        errand = partial(_keep_writing, ways[number % len(ways)], target, last + 1)
        child = killed_at(errand, chance.uniform(0, 0.06))
        tally.injected += 1
        what = f"round {number}"
        if child.complaint:
            tally.crashed += 1
            tally.note(f"{what}: {child.complaint}")
        last = judge_export(tally, target, max([last, *child.said]), what)
    return tally


def judge_export(tally: Tally, target: Path, said: int, what: str) -> int:
    """The sheet that is there is whole, not older than the one said, and alone; returns its number."""
    content = target.read_bytes()
    found = int(content[5:15]) if _is_whole(content) else -1
    if found < said:
        tally.lost += 1
        tally.note(f"{what}: " + (f"sheet {found} instead of {said}" if found >= 0 else "half a sheet"))
    for left in [each for each in target.parent.iterdir() if each != target]:
        if not _is_whole(left.read_bytes()):  # a whole one was killed between its name and its place
            tally.leaked += 1
            tally.note(f"{what}: half a sheet was left there: {left.name}")
        left.unlink()
    return max(found, said)


def _is_whole(content: bytes) -> bool:
    return hashlib.sha256(content[:-_DIGEST]).digest() == content[-_DIGEST:]


def _keep_writing(write: Write, target: Path, first: int, say: Say) -> None:
    say(0)
    number = first
    while True:
        write(target, _sheet(number))
        say(number)
        number += 1


def _sheet(number: int) -> bytes:
    """Of a size like a handout's, with its number at its start and its digest at its end."""
    content = f"%PDF-{number:010} {MARKER} ".encode() + bytes([number % 251]) * (
        200_000 + number % 7 * 40_000
    )
    return content + hashlib.sha256(content).digest()
