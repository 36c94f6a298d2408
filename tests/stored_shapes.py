"""The stored records of every shape since the first (``tests/data/shapes``), and bare looks into records."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from clinic_app.data.key_file import KEY_NAMES, read_key

MADE_ANEW: Final = frozenset({"patient_word", "found_text"})
"""Tables that are made of the others."""

Content = Mapping[str, tuple[list[str], list[tuple[Any, ...]]]]
SHAPES: Final = Path(__file__).parent / "data" / "shapes"
SMALL_PAGE: Final = 1024
_NOT_OURS: Final = ("sqlite_", "found_words")


def stored_record(revision: str, folder: Path) -> Path:
    """A copy of the stored record of that shape in ``folder``, with pages as the app makes them."""
    folder.mkdir(mode=0o700, parents=True)
    for name in KEY_NAMES:
        shutil.copyfile(SHAPES / name, folder / name)
    key = read_key(folder).database_key()
    small = folder / "small.db"
    shutil.copyfile(SHAPES / f"{revision}.db", small)
    with closing(raw(small, key, page=SMALL_PAGE)) as connection:
        connection.execute(f"ATTACH ? AS usual KEY \"x'{key}'\"", (str(folder / "record.db"),))
        connection.execute("SELECT sqlcipher_export('usual')")
    small.unlink()
    (folder / "record.db").chmod(0o600)
    return folder


def raw(path: Path, database_key: str, *, page: int = 4096) -> Any:
    """A bare connection, which changes anything it is told to."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{database_key}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {page}")
    return connection


def tables_in(connection: Any) -> list[str]:
    """The tables that hold rows of ours."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in rows if not name.startswith(_NOT_OURS)]


def rows_of(connection: Any, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    """Every row, in an order of its own."""
    names = ", ".join(f'"{name}"' for name in columns)
    return sorted(connection.execute(f'SELECT {names} FROM "{table}"').fetchall(), key=repr)


def columns_of(connection: Any, table: str) -> list[str]:
    """The names of a table's columns."""
    return [name for _at, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]


def content(path: Path, folder: Path, columns: Mapping[str, list[str]] | None = None) -> Content:
    """Table by table: its columns (or those named) and the rows."""
    with closing(raw(path, read_key(folder).database_key())) as connection:
        known = columns or {
            table: columns_of(connection, table)
            for table in tables_in(connection)
            if table != "alembic_version"
        }
        return {table: (names, rows_of(connection, table, names)) for table, names in known.items()}
