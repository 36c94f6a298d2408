"""Checks the whole audit log and every row of the record against it.

Entries and rows are read in slices, so that others may save meanwhile: entries never change, and a row that
seems wrong is looked at once more at the end, in one transaction with the entries that came since.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from clinic_app.data.audit_log import parts_of
from clinic_app.data.audit_rows import (
    ENTRY_COLUMNS,
    Watched,
    chained,
    digest,
    first_chain,
    watched_tables,
)
from clinic_app.domain.audit import AuditReport, Mismatch, Seen

_AT_ONCE: Final = 2_000
_MOST_NAMED: Final = 200
"""So many faults of a kind are named; the rest would say no more."""

_NUMBER, _SUBJECT, _ID, _SHAPE, _DIGEST = (
    ENTRY_COLUMNS.index(name) for name in ("number", "subject", "subject_id", "shape", "digest")
)
Looking = Callable[[], AbstractContextManager[Any]]
Step = Callable[[int, int], None]
Key = tuple[str, str]


@dataclass
class _Known:
    """What the log says of every row: the shape and the digest of the last entry about it."""

    rows: dict[Key, tuple[str, bytes] | None] = field(default_factory=dict)
    last: int = 0
    chain: bytes = b""
    broken: list[int] = field(default_factory=list)


class AuditCheck:
    """One check, with the log's key; ``looking`` begins to read, on the database's own connection."""

    def __init__(self, looking: Looking, key: bytes) -> None:
        self._looking, self._key = looking, key
        self._known = _Known(chain=first_chain(key))
        self._suspects: set[Key] = set()
        self._rows = 0

    def run(self, seen: Seen, step: Step) -> AuditReport:
        """Read everything; ``step`` is told how far it is, and raises where nobody wants to know any more."""
        with self._looking() as connection:
            entries = whole = _count(connection, "audit_entry")
            whole += sum(_count(connection, name) for name in watched_tables())
        for _ in range(0, entries, _AT_ONCE):  # those that come meanwhile are read last of all
            self._read_entries(_AT_ONCE)
            step(min(whole, self._known.last), whole)
        unseen = {key for key, said in self._known.rows.items() if said is not None}
        for table in watched_tables().values():
            for key in self._wrong_rows(table, unseen, step, whole):
                self._suspects.add(key)
        self._suspects |= unseen
        return self._report(seen)

    def _read_entries(self, limit: int) -> None:
        """The next slice of the log."""
        with self._looking() as connection:
            self._follow(connection, limit)

    def _follow(self, connection: Any, limit: int) -> bool:
        """Read on; whether there was anything."""
        known = self._known
        columns = ", ".join(ENTRY_COLUMNS)
        query = f"SELECT {columns}, chain FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?"
        found = _raw(connection, query, (known.last, limit))
        for *entry, chain in found:
            number = entry[_NUMBER]
            is_next = number == known.last + 1
            if not is_next or chained(self._key, known.chain, entry) != chain:
                known.broken.append(number)
            known.last, known.chain = number, chain if isinstance(chain, bytes) else b""
            if (
                entry[_SUBJECT] in watched_tables() and entry[_SHAPE]
            ):  # a note of what changed nothing has none
                self._learn(entry)
        return bool(found)

    def _learn(self, entry: Sequence[Any]) -> None:
        key = entry[_SUBJECT], entry[_ID]
        said = entry[_DIGEST]
        self._known.rows[key] = None if said is None else (entry[_SHAPE], said)

    def _wrong_rows(self, table: Watched, unseen: set[Key], step: Step, whole: int) -> Iterator[Key]:
        after: int | None = -(2**63)
        while after is not None:
            with self._looking() as connection:
                found = _slice(connection, table, after)
                parts = _parts_between(connection, table, found)
            for _rowid, written, *row in found:
                key = table.name, str(written)
                unseen.discard(key)
                if not self._agrees(table, key, row, parts.get(str(written), ())):
                    yield key
            self._rows += len(found)
            after = found[-1][0] if len(found) == _AT_ONCE else None
            step(min(whole, self._known.last + self._rows), whole)

    def _agrees(self, table: Watched, key: Key, row: Sequence[Any], parts: Sequence[Sequence[Any]]) -> bool:
        said = self._known.rows.get(key)
        return said is not None and digest(self._key, table, said[0], row, parts) == said[1]

    def _report(self, seen: Seen) -> AuditReport:
        changed, missing, forged = list[Mismatch](), list[Mismatch](), list[Mismatch]()
        with self._looking() as connection:
            while self._follow(connection, _AT_ONCE):
                pass
            for key in sorted(self._suspects):
                table, said = watched_tables()[key[0]], self._known.rows.get(key)
                row = _row(connection, table, key[1])
                if row is None:
                    if said is not None:
                        missing.append(Mismatch(*key))
                elif said is None:
                    forged.append(Mismatch(*key))
                elif not self._agrees(table, key, row, parts_of(connection, table, key[1])):
                    changed.append(Mismatch(*key))
        return AuditReport(
            entries=self._known.last,
            rows=self._rows,
            broken=tuple(self._known.broken[:_MOST_NAMED]),
            seen=seen,
            changed=tuple(changed[:_MOST_NAMED]),
            missing=tuple(missing[:_MOST_NAMED]),
            forged=tuple(forged[:_MOST_NAMED]),
        )


def _raw(connection: Any, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    return list(connection.execute(query, values))


def _count(connection: Any, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _slice(connection: Any, table: Watched, after: int) -> list[tuple[Any, ...]]:
    query = (
        f"SELECT row.rowid, {table.written_key('row')}, {table.listed('row')} FROM {table.name} row "
        "WHERE row.rowid > ? ORDER BY row.rowid LIMIT ?"
    )
    return _raw(connection, query, (after, _AT_ONCE))


def _parts_between(
    connection: Any, table: Watched, found: Sequence[Sequence[Any]]
) -> dict[str, list[Sequence[Any]]]:
    """The parts of the rows of a slice, by their owner."""
    part = table.part
    if part is None or not found:
        return {}
    owner = f'part."{part.owner}"'
    listed = ", ".join(f'part."{name}"' for name in part.columns)
    query = (
        f"SELECT {owner}, {listed} FROM {table.name} row JOIN {part.name} part ON {owner} = row.id "
        f"WHERE row.rowid BETWEEN ? AND ? ORDER BY {owner}, part.id"
    )
    parts: dict[str, list[Sequence[Any]]] = {}
    for whose, *values in _raw(connection, query, (found[0][0], found[-1][0])):
        parts.setdefault(whose, []).append(values)
    return parts


def _row(connection: Any, table: Watched, key: str) -> Sequence[Any] | None:
    query = f"SELECT {table.listed('row')} FROM {table.name} row WHERE {table.written_key('row')} = ?"
    found: Sequence[Any] | None = connection.execute(query, (key,)).fetchone()
    return found
