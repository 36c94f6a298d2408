"""Sees every change of a watched row that goes through a connection, however it was written.

Temporary triggers note, once a row and transaction, which row was touched, whether it was there before, whose
it was and what it said. They live in the connection, not in the record, and so cannot be forgotten by a
repository, a bulk statement or a cascade. The notes go with the transaction, should it fail.
"""

from collections.abc import Iterator
from typing import Any, Final

from clinic_app.data.audit_rows import Part, Watched, watched_tables

TOUCHED: Final = "audit_touched"
"""The temporary table of rows touched since the last commit."""


def watch(connection: Any) -> None:
    """Watch what is written through a connection of the database's own module."""
    connection.execute(
        f"CREATE TEMP TABLE {TOUCHED} (subject TEXT, key TEXT, existed INTEGER, patient TEXT, old TEXT, "
        "PRIMARY KEY (subject, key)) WITHOUT ROWID"
    )
    for statement in _statements():
        connection.execute(statement)


def _statements() -> Iterator[str]:
    for table in watched_tables().values():
        yield _trigger(table.name, "insert", _noted(table, "NEW", existed=False, old="NULL"))
        kept = _kept(table)
        changing = f"CASE WHEN OLD.{table.unfinished} THEN NULL ELSE {kept} END" if table.unfinished else kept
        yield _trigger(table.name, "update", _noted(table, "OLD", existed=True, old=changing))
        yield _trigger(table.name, "delete", _noted(table, "OLD", existed=True, old=kept))
        if table.part is not None:
            for event, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
                yield _trigger(table.part.name, event, _part_noted(table, table.part, row))


def _trigger(table: str, event: str, does: str) -> str:
    return (
        f"CREATE TEMP TRIGGER watch_{table}_{event} AFTER {event.upper()} ON main.{table} BEGIN {does}; END"
    )


def _noted(table: Watched, row: str, *, existed: bool, old: str) -> str:
    return (
        f"INSERT INTO {TOUCHED} VALUES ('{table.name}', {table.written_key(row)}, {int(existed)}, "
        f"{table.whose(row)}, {old}) ON CONFLICT DO NOTHING"
    )


def _part_noted(table: Watched, part: Part, row: str) -> str:
    return (
        f"INSERT INTO {TOUCHED} SELECT '{table.name}', {table.written_key('owner')}, 1, "
        f"{table.whose('owner')}, NULL FROM {table.name} owner WHERE owner.id = {row}.{part.owner} "
        "ON CONFLICT DO NOTHING"
    )


def _kept(table: Watched) -> str:
    return f"json_array({table.listed('OLD')})"
