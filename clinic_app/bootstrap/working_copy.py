"""Work in a copy of a checkout that cannot be written to."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from clinic_app.bootstrap.failure import say

NOT_COPIED = {".git", ".venv", "__pycache__"}


def user_data_folder() -> Path:
    """Where this person's programs keep their data: ``CLINIC_APP_HOME``, or the system's place for it.

    The same place as platformdirs names, which is not installed yet when this is asked.
    """
    chosen = os.environ.get("CLINIC_APP_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData/Local"))) / "clinic-companion"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/clinic-companion"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "clinic-companion"


def writable_copy(checkout: Path) -> Path:
    """A copy of a checkout that cannot be written to, brought up to date, in the person's data folder.

    Its environment is kept, so that only the first start, and a changed checkout, cost anything.
    """
    copy = user_data_folder() / "program"
    contents = "\n".join(_line(path, checkout) for path in _files(checkout))
    contents_file = copy / ".copied"
    if not contents_file.is_file() or contents_file.read_text(encoding="utf-8") != contents:
        say(f"{checkout} cannot be written to; the program is set up in {copy}.")
        for path in _files(checkout):
            target = copy / path.relative_to(checkout)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        contents_file.write_text(contents, encoding="utf-8")
    return copy


def _files(checkout: Path) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(checkout):
        subfolders[:] = sorted(set(subfolders) - NOT_COPIED)
        yield from (Path(folder, file) for file in sorted(files))


def _line(path: Path, checkout: Path) -> str:
    """Name, size and time of a file, so that a changed checkout is seen without reading it."""
    status = path.stat()
    return f"{path.relative_to(checkout)} {status.st_size} {status.st_mtime_ns}"
