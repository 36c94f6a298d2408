"""Disks to hurt: small ones of their own that fill up, turn read-only or are pulled out, where the machine
lets somebody mount; else a limit on the size of files, or rights taken away, stand for them."""

import contextlib
import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_UNFINISHED: Final = ("record.db.copy", ".part", ".new", ".mended")


class SmallDisk:
    """Memory mounted as a disk: what is on it is gone once it is pulled out."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self._filling = at / "filling"

    def leave(self, room: int) -> None:
        """Fill it up but for about ``room`` bytes."""
        self.empty()
        with self._filling.open("wb", buffering=0) as file:
            found = os.statvfs(self.at)
            filling = found.f_bavail * found.f_frsize - room
            if filling > 0:
                os.posix_fallocate(file.fileno(), 0, filling)

    def empty(self) -> None:
        """Room again."""
        self._filling.unlink(missing_ok=True)

    def turn(self, *, read_only: bool) -> None:
        """Let nobody write on it, or everybody again."""
        _mount("-o", f"remount,{'ro' if read_only else 'rw'}", str(self.at))

    def pull_out(self) -> None:
        """Without a word to whoever writes on it: only what is open stays reachable, until it is closed."""
        subprocess.run(["umount", "--lazy", self.at], check=False, capture_output=True)


def small_disk(at: Path, megabytes: int) -> SmallDisk | None:
    """A new disk there; None where this machine lets nobody mount one."""
    at.mkdir(parents=True, exist_ok=True)
    return SmallDisk(at) if _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(at)) else None


@contextmanager
def mounted(at: Path, megabytes: int) -> Iterator[SmallDisk | None]:
    """The same, for as long as it is needed."""
    disk = small_disk(at, megabytes)
    try:
        yield disk
    finally:
        if disk is not None:
            disk.pull_out()


def _mount(*how: str) -> bool:
    try:
        return subprocess.run(["mount", *how], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file of this process or its children may become larger, which says so as a full disk does."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@contextmanager
def read_only_part(path: Path) -> Iterator[bool]:
    """Only that file or folder cannot be written; yields whether this machine lets somebody make it so."""
    is_bound = _mount("--bind", str(path), str(path)) and _mount("-o", "remount,bind,ro", str(path))
    try:
        yield is_bound
    finally:
        subprocess.run(["umount", path], check=False, capture_output=True)


@contextmanager
def without_rights(path: Path) -> Iterator[bool]:
    """Nobody may write it; yields whether that stops this process (it never stops root)."""
    before = path.stat().st_mode & 0o777
    path.chmod(before & 0o555)
    try:
        yield not os.access(path, os.W_OK)
    finally:
        path.chmod(before)


def half_written(folder: Path) -> list[str]:
    """Files of no bytes, and such as carry the name of something unfinished."""
    found = []
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            unfinished = path.name.startswith(".") or path.name.endswith(_UNFINISHED)
            if path.is_file() and path.name != "record.lock" and (unfinished or not path.stat().st_size):
                found.append(path.name)
    return found
