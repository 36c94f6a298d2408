"""Power cuts, simulated: what a run of saves told the disk is recorded, and the disk stopped at any point.

The saves run under strace, which writes down every write, cut, flush, rename and removal in a folder and in
those within it. A cut is a point in that row; ``stopped_disk`` says what may lie on a disk then. That is put
together, the record opened, and asked for every save that had returned.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from campaign.desk import missing, new_record
from campaign.stopped_disk import Content, Step, disk_after
from campaign.tally import Tally
from clinic_app.data.key_file import RecordKey, read_key, read_key_file
from clinic_app.data.record import DATABASE_NAME, KNOWN_REVISIONS, open_record
from stored_shapes import MADE_ANEW, content, stored_record

_CALLS = (
    "openat,pwrite64,write,fsync,fdatasync,ftruncate,"
    "unlink,unlinkat,rmdir,mkdir,mkdirat,rename,renameat,renameat2"
)
_NAMES = {"unlink": "unlink", "unlinkat": "unlink", "rmdir": "unlink", "mkdir": "mkdir", "mkdirat": "mkdir"}
_CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*?)>)?")
_FD = re.compile(r"^(?:AT_FDCWD|\d+)<(.*?)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
Judge = Callable[[Path, list[int]], str]
"""Looks at what a cut left, and at the numbers of what had returned; says what is wrong, or nothing."""


def power_cuts(folder: Path, times: int, chance: random.Random) -> Tally:
    """Cuts at random points of a run of saves."""
    acked = new_record(folder)

    def judge(rebuilt: Path, returned: list[int]) -> str:
        lost = missing(rebuilt, acked + returned)
        return f"{len(lost)} saves are gone" if lost else ""

    return cuts(Tally("power cut while saving (simulated)"), folder, "save", judge, times, chance)


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

    return cuts(Tally("power cut while migrating (simulated)"), folder, "migrate", judge, times, chance)


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
    return cuts(tally, folder, "change keys", judge, times, chance)


def cuts(tally: Tally, folder: Path, errand: str, judge: Judge, times: int, chance: random.Random) -> Tally:
    """Let a child do the errand, watched, and stop the disk at so many points of it."""
    if shutil.which("strace") is None:
        tally.left_out = "there is no strace on this machine"
        return tally
    before = {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }
    steps = _recorded(folder, errand)
    if not any(step.acked >= 0 for step in steps):
        tally.left_out = "strace may not watch a process here"
        return tally
    rebuilt = folder.with_name("after the cut")
    for _ in range(times):
        at = chance.randrange(1, len(steps) + 1)
        shutil.rmtree(rebuilt, ignore_errors=True)
        _put_together(rebuilt, disk_after(before, steps[:at], chance))
        tally.injected += 1
        try:
            complaint = judge(rebuilt, [step.acked for step in steps[:at] if step.acked >= 0])
        except Exception as error:
            complaint = f"{type(error).__name__}: {error}"
        if complaint:
            tally.lost += 1
            tally.note(f"cut after step {at} of {len(steps)}: {complaint}")
    return tally


def _put_together(rebuilt: Path, left: Content) -> None:
    rebuilt.mkdir(mode=0o700)
    for name, held in left.items():
        if held is None:
            (rebuilt / name).mkdir(mode=0o700)
        else:
            (rebuilt / name).write_bytes(held)


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
    child = [sys.executable, "-m", "campaign.power_errands", errand, str(folder)]
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
        return Step("ack", acked=int(_raw(told)))
    place = _FD.match(told)
    where = Path(_unescaped(place[1])) if place else Path()
    if call == "openat":
        [name] = _inside(folder, _paths(told, where)[:1])
        return (
            Step("create", name, offset=0 if "O_TRUNC" in told else -1)
            if name and "O_CREAT" in told
            else None
        )
    if call in _NAMES or call.startswith("rename"):
        names = _inside(folder, _paths(told, where))
        return Step(_NAMES.get(call, "rename"), names[0], names[-1]) if all(names) else None
    if where == folder:
        return Step("flush", "") if call in {"fsync", "fdatasync"} else None
    [name] = _inside(folder, [where])
    return _on_file(call, name, told) if name else None


def _on_file(call: str, name: str, told: str) -> Step:
    """Something done to an open file or folder."""
    if call in {"fsync", "fdatasync"}:
        return Step("flush", name)
    if call == "ftruncate":
        return Step("cut", name, offset=int(told.rsplit(",", 1)[1]))
    offset = int(told.rsplit(",", 1)[1]) if call == "pwrite64" else -1
    return Step("write", name, data=_raw(told), offset=offset)


def _inside(folder: Path, paths: list[Path]) -> list[str]:
    """Their names within the folder; nothing for what lies elsewhere, and for the folder itself."""
    return [str(each.relative_to(folder)) if folder in each.parents else "" for each in paths]


def _paths(told: str, where: Path) -> list[Path]:
    return [where / _decoded(each) for each in _TEXT.findall(told)]  # an absolute one stays what it is


def _raw(told: str) -> bytes:
    text = _TEXT.search(told)
    return bytes.fromhex(text[1].replace("\\x", "")) if text else b""


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if "\\x" in text else text


def _unescaped(text: str) -> str:
    return _decoded(text) if text.startswith("\\x") else text
