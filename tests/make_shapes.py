"""Writes down the record's shapes, run by hand after a new migration: ``python tests/make_shapes.py``.

``clinic_app/data/migrations/shape.txt`` becomes the newest shape, which every start compares. For a shape
that has no stored record yet, ``tests/data/shapes/NNNN.db`` is made by the migrations up to it, with rows in
every table; those that are there are never made anew, since they stand for the records of that time. All are
under one key, and have small pages, for their size: ``stored_shapes.py`` gives them the usual ones.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources", "tests")]

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from clinic_app.data.key_file import KEY_NAMES, new_key, read_key, write_key
from clinic_app.data.migrate import MIGRATIONS, every_revision
from clinic_app.data.record import create_record
from clinic_app.data.record_checks import SHAPE, shape_of
from stored_shapes import SHAPES, SMALL_PAGE, columns_of, raw, rows_of, tables_in
from whole_records import store_everything


def main() -> None:
    """Write what is missing."""
    if not (SHAPES / KEY_NAMES[0]).exists():
        SHAPES.mkdir(exist_ok=True)
        write_key(SHAPES, new_key())
    with tempfile.TemporaryDirectory() as folder:
        newest = Path(folder) / "record"
        record = create_record(newest)
        store_everything(record)
        record.close()
        with closing(raw(newest / "record.db", read_key(newest).database_key())) as source:
            found = shape_of(source)
            SHAPE.write_text("".join(f"{name} {found[name]}\n" for name in sorted(found)), encoding="utf-8")
            for revision in every_revision():
                target = SHAPES / f"{revision}.db"
                if not target.exists():
                    make(target, revision, source)
                    print(f"{target.relative_to(CHECKOUT)}: {target.stat().st_size} bytes")


def make(target: Path, revision: str, source: Any) -> None:
    """A record of that shape with the rows of ``source``, as far as it has room for them."""
    with at_revision(target, revision) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("BEGIN")
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for table in tables_in(connection):
            if table != "alembic_version":
                _pour(source, connection, table)
        if columns_of(connection, "found_words"):
            connection.execute("INSERT INTO found_words(found_words) VALUES ('rebuild')")
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("VACUUM")


@contextmanager
def at_revision(path: Path, revision: str) -> Iterator[Any]:
    """A connection to a new record that the migrations have brought to ``revision``."""
    opened = raw(path, read_key(SHAPES).database_key(), page=SMALL_PAGE)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: opened)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
        yield opened
    engine.dispose()


def _pour(source: Any, target: Any, table: str) -> None:
    known = columns_of(source, table)
    shared = [name for name in columns_of(target, table) if name in known]
    names, places = ", ".join(f'"{name}"' for name in shared), ", ".join("?" for _ in shared)
    target.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows_of(source, table, shared))


if __name__ == "__main__":
    main()
