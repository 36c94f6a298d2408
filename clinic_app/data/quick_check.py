"""SQLite's own look at how tables are put together; what it had no memory to read is no damage."""

import re
from typing import Any, Final

_ALL_WELL: Final = [("ok",)]
_NO_MEMORY: Final = re.compile(r"error code=(?:7|3082)\b")
"""SQLITE_NOMEM and SQLITE_IOERR_NOMEM, as it writes them among what it found wrong."""


def is_sound(connection: Any, table: str = "") -> bool:
    """Whether every table, or that one, is put together as it has to be.

    Raises:
        MemoryError: there was too little memory to look.
    """
    asked = f"'{table}'" if table else "1"
    found = connection.execute(f"PRAGMA quick_check({asked})").fetchmany(1)
    if any(_NO_MEMORY.search(str(complaint)) for (complaint,) in found):
        raise MemoryError
    return bool(found == _ALL_WELL)
