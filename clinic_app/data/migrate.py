"""Brings a record's tables to the shape this version knows; the only module that wakes Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"
"""Where the migrations lie."""


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest shape, inside the caller's transaction: all of it or nothing.

    The connection is one of :func:`clinic_app.data.engine.migrating_engine`, whose foreign keys rest;
    that every reference still holds is checked before the caller may commit.
    """
    command.upgrade(_config(connection), "head")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration broke references in {sorted({row[0] for row in broken})}")


def newest_revision() -> str:
    """The revision the migrations lead to."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def every_revision() -> tuple[str, ...]:
    """The revisions the migrations pass through, oldest first."""
    return tuple(each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
