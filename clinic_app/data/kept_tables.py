"""The library's files as JSON in the cache folder: TOML takes forty times as long to read."""

import hashlib
import json
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from clinic_app.data.private_files import make_private_folder, write_private
from clinic_app.domain.errors import OutputError

_FILE: Final = "library-tables.json"


class KeptTables:
    """Tables by the hash of the text they were read from, so that a changed file is always read anew.

    A cache that is missing, damaged or cannot be written only costs time.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE
        self._known = _read(self._file)
        self._used: dict[str, dict[str, Any]] = {}

    def table(self, text: str) -> dict[str, Any]:
        """The table that TOML makes of ``text`` (TOMLDecodeError if it is none)."""
        key = hashlib.sha256(text.encode()).hexdigest()
        table = self._known.get(key)
        if table is None:
            table = tomllib.loads(text)
        self._used[key] = table
        return table

    def keep(self) -> None:
        """Write what was used, if any of it is new; what nobody asked for any more is let go."""
        if self._used.keys() <= self._known.keys():
            return
        with suppress(OutputError, TypeError):  # a date, which JSON has not: no file of ours holds one
            content = json.dumps(self._used, ensure_ascii=False).encode()
            make_private_folder(self._file.parent)
            write_private(self._file, content)


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and all(isinstance(each, dict) for each in found.values()) else {}
