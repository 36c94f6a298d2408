"""Power cuts, simulated: what a run of saves told the disk is recorded, and the disk is stopped at any point.

The saves run under strace, which writes down every write, cut, flush, rename and removal in the record's
folder. A cut is a point in that row: what a file was told before its last flush is there; of what it was told
since, any part may be, torn at 512 bytes; names come and go with the flush of their folder, and before it any
first part of them may have. The record is put together as such a disk would hold it, opened, and asked for
every save that had returned.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from campaign.desk import missing, new_record, save
from campaign.faults import cheap_stretching
from campaign.tally import Tally
from clinic_app.data.key_file import RecordKey, read_key, read_key_file
from clinic_app.data.record import DATABASE_NAME, KNOWN_REVISIONS, open_record
from clinic_app.domain.access import Actor, Way, WayKind
from stored_shapes import MADE_ANEW, content, stored_record

_SECTOR = 512
_SAVES, _CHANGES = 60, 20
_CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
_CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*?)>)?")
_FD = re.compile(r"^(?:AT_FDCWD|\d+)<(.*?)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Step:
    """One thing the disk was told; ``acked`` is the number of a save that returned, else -1."""

    call: str
    name: str = ""
    target: str = ""
    data: bytes = b""
    offset: int = 0
    acked: int = -1


@dataclass
class _File:
    """A file's bytes as they are on the disk for sure, and what it was told since."""

    durable: bytes = b""
    pending: list[Step] = field(default_factory=list)


Judge = Callable[[Path, list[int]], str]
"""Looks at what a cut left, and at the numbers of what had returned; says what is wrong, or nothing."""


def power_cuts(folder: Path, times: int, chance: random.Random) -> Tally:
    """Cuts at random points of a run of saves."""
    acked = new_record(folder)

    def judge(rebuilt: Path, returned: list[int]) -> str:
        lost = missing(rebuilt, acked + returned)
        return f"{len(lost)} saves are gone" if lost else ""

    return _cuts(Tally("power cut while saving (simulated)"), folder, "save", judge, times, chance)


def power_cuts_while_migrating(folder: Path, times: int, chance: random.Random) -> Tally:
    """Cuts while a record stored long ago is brought up to date: every row is there, before or after."""
    revision = chance.choice(KNOWN_REVISIONS[:-1])
    stored_record(revision, folder)
    before = content(folder / DATABASE_NAME, folder)
    columns = {name: each for name, (each, _rows) in before.items()}

    def judge(rebuilt: Path, _returned: list[int]) -> str:
        open_record(rebuilt).close()
        after = content(rebuilt / DATABASE_NAME, rebuilt, columns)
        lost = [name for name in before if name not in MADE_ANEW and after[name] != before[name]]
        return f"other rows in {lost}, from {revision}" if lost else ""

    return _cuts(Tally("power cut while migrating (simulated)"), folder, "migrate", judge, times, chance)


def power_cuts_while_keys_change(folder: Path, times: int, chance: random.Random) -> Tally:
    """Cuts while passphrases change: the key file is one that was said to be written, or the next one."""
    new_record(folder, 1)
    data_key = read_key(folder).data_key

    def judge(rebuilt: Path, returned: list[int]) -> str:
        known = read_key_file(rebuilt)
        open_record(rebuilt, RecordKey(data_key, known.salt)).close()
        last = max(returned, default=1)
        return f"the key file is number {known.count}, {last} was written" if known.count < last else ""

    tally = Tally("power cut while a passphrase changes (simulated)")
    return _cuts(tally, folder, "change keys", judge, times, chance)


def _cuts(tally: Tally, folder: Path, errand: str, judge: Judge, times: int, chance: random.Random) -> Tally:
    """Let a child do the errand, watched, and stop the disk at so many points of it."""
    if shutil.which("strace") is None:
        tally.left_out = "there is no strace on this machine"
        return tally
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    steps = _recorded(folder, errand)
    if not any(step.acked >= 0 for step in steps):
        tally.left_out = "strace may not watch a process here"
        return tally
    rebuilt = folder.with_name("after the cut")
    for _ in range(times):
        at = chance.randrange(1, len(steps) + 1)
        shutil.rmtree(rebuilt, ignore_errors=True)
        rebuilt.mkdir(mode=0o700)
        for name, held in _disk_after(before, steps[:at], chance).items():
            (rebuilt / name).write_bytes(held)
        tally.injected += 1
        try:
            complaint = judge(rebuilt, [step.acked for step in steps[:at] if step.acked >= 0])
        except Exception as error:
            complaint = f"{type(error).__name__}: {error}"
        if complaint:
            tally.lost += 1
            tally.note(f"cut after step {at} of {len(steps)}: {complaint}")
    return tally


def _recorded(folder: Path, errand: str) -> list[Step]:
    """What the disk is told by a child that does the errand."""
    log = folder.with_name("told.log")
    command = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-xx",
        "-s",
        "200000",
        "-e",
        f"trace={_CALLS}",
        "-o",
        str(log),
    ]
    child = [sys.executable, "-m", "campaign.power", errand, str(folder)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([*command, *child], env=env, check=False, capture_output=True, timeout=300)
    if not log.exists():
        return []
    with log.open(encoding="latin-1") as lines:
        read = [_step(line, folder) for line in lines]
    return [step for step in read if step is not None]


def _step(line: str, folder: Path) -> Step | None:
    found = _CALL.match(line)
    if found is None or found[3].startswith("-"):
        return None
    call, told = found[1], found[2]
    if call == "write" and told.startswith("1<"):
        return Step("ack", acked=int(_bytes(told)[0]))
    place = _FD.match(told)
    where = Path(_unescaped(place[1])) if place else Path()
    if call == "openat":
        path = _paths(told, where)[0]
        return Step("create", path.name) if path.parent == folder and "O_CREAT" in told else None
    if call in {"unlink", "unlinkat", "rename", "renameat", "renameat2"}:
        paths = _paths(told, where)
        if paths[0].parent != folder:
            return None
        return Step(call[:6], paths[0].name, paths[-1].name)
    if where == folder:
        return Step("folder") if call in {"fsync", "fdatasync"} else None
    if where.parent != folder:
        return None
    if call in {"fsync", "fdatasync"}:
        return Step("flush", where.name)
    if call == "ftruncate":
        return Step("cut", where.name, offset=int(told.rsplit(",", 1)[1]))
    data = _bytes(told)
    offset = int(told.rsplit(",", 1)[1]) if call == "pwrite64" else -1
    return Step("write", where.name, data=b"".join([_raw(told)]) if data else b"", offset=offset)


def _paths(told: str, where: Path) -> list[Path]:
    return [where / _decoded(each) for each in _TEXT.findall(told)]  # an absolute one stays what it is


def _raw(told: str) -> bytes:
    text = _TEXT.search(told)
    return bytes.fromhex(text[1].replace("\\x", "")) if text else b""


def _bytes(told: str) -> list[bytes]:
    raw = _raw(told)
    return [raw] if raw else []


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if "\\x" in text else text


def _unescaped(text: str) -> str:
    return _decoded(text) if text.startswith("\\x") else text


def _disk_after(before: dict[str, bytes], steps: list[Step], chance: random.Random) -> dict[str, bytes]:
    """What lies on the disk when the power goes after these steps."""
    files = {name: _File(content) for name, content in before.items()}
    on_disk = dict(files)
    names: list[Step] = []
    for step in steps:
        match step.call:
            case "create":
                if step.name not in files:
                    files[step.name] = _File()
                    names.append(step)
            case "unlink":
                files.pop(step.name, None)
                names.append(step)
            case "rename":
                if step.name in files:
                    files[step.target] = files.pop(step.name)
                    names.append(step)
            case "write" | "cut":
                files.setdefault(step.name, _File()).pending.append(step)
            case "flush":
                if step.name in files:
                    _settle(files[step.name])
            case "folder":
                on_disk, names = dict(files), []
            case _:
                pass
    happened = names[: chance.randrange(len(names) + 1)]
    _apply_names(on_disk, files, happened)
    return {name: _torn(file, chance) for name, file in on_disk.items()}


def _apply_names(on_disk: dict[str, _File], files: dict[str, _File], happened: list[Step]) -> None:
    for step in happened:
        if step.call == "create":
            on_disk[step.name] = files.get(step.name, _File())
        elif step.call == "unlink":
            on_disk.pop(step.name, None)
        elif step.name in on_disk or step.target in files:
            on_disk.pop(step.name, None)
            on_disk[step.target] = files.get(step.target, _File())


def _settle(file: _File) -> None:
    for step in file.pending:
        file.durable = _done(file.durable, step)
    file.pending.clear()


def _torn(file: _File, chance: random.Random) -> bytes:
    """The file with any part of what was not flushed, each write whole, missing or torn."""
    content = file.durable
    for step in file.pending:
        luck = chance.random()
        if luck < 0.4:
            content = _done(content, step)
        elif luck < 0.6 and step.call == "write" and step.offset >= 0:
            keep = chance.randrange(0, len(step.data) // _SECTOR + 1) * _SECTOR
            content = _done(content, Step("write", step.name, data=step.data[:keep], offset=step.offset))
    return content


def _done(content: bytes, step: Step) -> bytes:
    if step.call == "cut":
        return content[: step.offset].ljust(step.offset, b"\0")
    at = len(content) if step.offset < 0 else step.offset
    return content[:at].ljust(at, b"\0") + step.data + content[at + len(step.data) :]


def _save_and_say(folder: Path) -> None:
    record = open_record(folder)
    for number in range(500_000, 500_000 + _SAVES):
        save(record, number)
        os.write(1, f"{number}\n".encode())


def _migrate_and_say(folder: Path) -> None:
    open_record(folder).close()
    os.write(1, b"1\n")


def _change_keys_and_say(folder: Path) -> None:
    record = open_record(folder)
    with cheap_stretching():
        for number in range(_CHANGES):
            way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada"))
            ways = [each.id for each in record.keys.ways()]
            record.keys.change(add=[(way, f"four words and {number}")], remove=ways)
            os.write(1, f"{read_key_file(folder).count}\n".encode())


_ERRANDS: Final = {"save": _save_and_say, "migrate": _migrate_and_say, "change keys": _change_keys_and_say}

if __name__ == "__main__":
    _ERRANDS[sys.argv[1]](Path(sys.argv[2]))
    os._exit(0)
