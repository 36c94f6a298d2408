"""A disk that stops: what lies on it after it was told so much, and not all of that had been flushed.

What a file was told before its last flush is there; of what it was told since, any part may be, torn at 512
bytes. Names come and go with the flush of their folder, and before it any first part of them may have, each
folder for itself.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

_SECTOR: Final = 512
Content = Mapping[str, bytes | None]
"""By path: what a file holds; None for a folder."""


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


@dataclass
class _Folder:
    """Its names as they are now, as they are on the disk for sure, and what changed since."""

    now: "dict[str, _File | _Folder]" = field(default_factory=dict)
    durable: "dict[str, _File | _Folder]" = field(default_factory=dict)
    pending: "list[dict[str, _File | _Folder | None]]" = field(default_factory=list)

    def change(self, names: "dict[str, _File | _Folder | None]") -> None:
        """All of these or none."""
        _name(self.now, names)
        self.pending.append(names)


def disk_after(before: Content, steps: Iterable[Step], chance: random.Random) -> dict[str, bytes | None]:
    """What lies on the disk when the power goes after these steps."""
    root = _Folder()
    for path, held in sorted(before.items()):
        folder, name = _found_folder(root, path)
        if folder is not None:
            folder.now[name] = folder.durable[name] = _Folder() if held is None else _File(held)
    for step in steps:
        _do(root, step)
    return dict(_left(root, PurePosixPath(), chance))


def _do(root: _Folder, step: Step) -> None:
    folder, name = _found_folder(root, step.name)
    if folder is None:
        return
    there = folder.now.get(name) if name else root
    match step.call, there:
        case "create", None:
            folder.change({name: _File()})
        case "mkdir", None:
            folder.change({name: _Folder()})
        case "unlink", _File() | _Folder():
            folder.change({name: None})
        case "rename", _File() | _Folder():
            _rename(root, folder, name, step.target)
        case "create", _File() as file if step.offset == 0:
            file.pending.append(Step("cut", step.name))
        case (("write" | "cut"), _File() as file):
            file.pending.append(step)
        case "flush", _File() as file:
            file.durable = _whole(file)
            file.pending.clear()
        case "flush", _Folder() as flushed:
            flushed.durable = dict(flushed.now)
            flushed.pending.clear()
        case _:
            pass


def _rename(root: _Folder, folder: _Folder, name: str, target: str) -> None:
    """Within a folder at once; from one to another each by itself."""
    other, new = _found_folder(root, target)
    node = folder.now[name]
    if other is folder:
        folder.change({name: None, new: node})
    elif other is not None:
        folder.change({name: None})
        other.change({new: node})


def _found_folder(root: _Folder, path: str) -> tuple[_Folder | None, str]:
    """The folder a path lies in, and its name there; the root itself has no name."""
    *folders, name = PurePosixPath(path).parts or ("",)
    found: _File | _Folder | None = root
    for each in folders:
        found = found.now.get(each) if isinstance(found, _Folder) else None
    return (found, name) if isinstance(found, _Folder) else (None, name)


def _name(names: "dict[str, _File | _Folder]", changed: "dict[str, _File | _Folder | None]") -> None:
    for name, node in changed.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _left(folder: _Folder, path: PurePosixPath, chance: random.Random) -> Iterable[tuple[str, bytes | None]]:
    names = dict(folder.durable)
    for change in folder.pending[: chance.randrange(len(folder.pending) + 1)]:
        _name(names, change)
    for name, node in names.items():
        if isinstance(node, _File):
            yield str(path / name), _torn(node, chance)
        else:
            yield str(path / name), None
            yield from _left(node, path / name, chance)


def _whole(file: _File) -> bytes:
    content = file.durable
    for step in file.pending:
        content = _done(content, step)
    return content


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
