"""Remembers within the record how often its key file was changed, so that an older one put back is noticed.

A key file from a copy brings back passphrases that were changed or taken away since. It cannot be refused: it
may be all that is left. Whoever has the key could write any number here; for everybody else it is encrypted.
"""

import contextlib
from pathlib import Path
from typing import Final

from clinic_app.data.engine import bare_connection
from clinic_app.domain.errors import KnownError

CHANGED: Final = "key file"
ENTERED: Final = "key file entered"
"""How many of the changes the audit log knows of."""
_NOTE: Final = (
    "INSERT INTO counter (name, last) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)"
)


def noted_count(database: Path, database_key: str, name: str = CHANGED) -> int:
    """How often the key file was changed by what the record knows; 0 where that cannot be read."""
    try:
        with bare_connection(database, database_key, may_write=False) as connection:
            found = connection.execute("SELECT last FROM counter WHERE name = ?", (name,)).fetchone()
    except KnownError:
        return 0
    return int(found[0]) if found else 0


def note_count(database: Path, database_key: str, count: int, name: str = CHANGED) -> None:
    """Remember it; where that cannot be written an older key file is not noticed, and no more."""
    with (
        contextlib.suppress(KnownError),
        bare_connection(database, database_key, query_only=False) as connection,
    ):
        connection.execute(_NOTE, (name, count))
