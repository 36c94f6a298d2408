"""The audit log within one transaction: enters what was touched when the work is committed, and reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.orm import Session

from clinic_app.data.audit_rows import (
    ENTRY_COLUMNS,
    SHAPE,
    Watched,
    chained,
    digest,
    first_chain,
    key_for_nobody,
    new_key,
    sealed,
    unsealed,
    watched_tables,
)
from clinic_app.data.audit_watch import TOUCHED
from clinic_app.data.engine import bare
from clinic_app.data.tables import AuditEntryRow, AuditKeyRow
from clinic_app.domain.access import Actor
from clinic_app.domain.audit import EVERYTHING, AuditAction, AuditEntry, AuditFilter, AuditHead
from clinic_app.domain.repositories import Clock

_AT_ONCE: Final = 500
_INSERT: Final = (
    f"INSERT INTO audit_entry ({', '.join(ENTRY_COLUMNS)}, chain) "
    f"VALUES ({', '.join('?' * (len(ENTRY_COLUMNS) + 1))})"
)
_HEAD: Final = "SELECT number, chain FROM audit_entry ORDER BY number DESC LIMIT 1"
_SPECIAL: Final[Mapping[tuple[str, AuditAction], AuditAction]] = {
    ("handout", AuditAction.ADDED): AuditAction.HANDED_OUT,
    ("clinic", AuditAction.ADDED): AuditAction.SETTINGS_CHANGED,
    ("clinic", AuditAction.CHANGED): AuditAction.SETTINGS_CHANGED,
    ("patient", AuditAction.DELETED): AuditAction.ERASED,
}
"""What a change of a row means, where that has a word of its own."""

_NEVER_KEPT: Final = frozenset({"erasure"})
"""Tables whose old values are nobody's business any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A row that this transaction touched, as it was and as it is."""

    table: Watched
    key: str
    existed: bool
    patient: str | None
    old: Sequence[Any] | None
    row: Sequence[Any] | None
    """None: it is not there any more."""
    is_found: bool = False
    """Whether it was there before the log began."""

    def changed(self) -> Mapping[str, Any]:
        """The old values that are others now; of a row that went, all of them."""
        if self.old is None:
            return {}
        pairs = zip(self.table.columns, self.old, strict=True)
        if self.row is None:
            return dict(pairs)
        return {name: was for (name, was), now in zip(pairs, self.row, strict=True) if was != now}


class AuditLog:
    """Of one unit of work (``domain.audit.AuditRepository``)."""

    def __init__(self, session: Session, key: bytes, *, clock: Clock, actor: Actor) -> None:
        self._session, self._key = session, key
        self._clock, self._actor = clock, actor
        self._notes: list[dict[str, Any]] = []

    def note(
        self,
        action: AuditAction,
        subject: str = "record",
        subject_id: UUID | str = "",
        *,
        patient_id: UUID | None = None,
        detail: str = "",
    ) -> None:
        """Enter something that changes no row; it is there once the work is committed."""
        self._notes.append(
            {
                "action": str(action),
                "subject": subject,
                "subject_id": subject_id.hex if isinstance(subject_id, UUID) else subject_id,
                "patient_id": patient_id.hex if patient_id else None,
                "detail": detail,
                "shape": "",
            }
        )

    def write(self) -> AuditHead | None:
        """Enter what was touched and noted; returns where the log ends now, None if nothing was."""
        self._session.flush()
        with bare(self._session.connection()) as connection:
            writer = _Writer(connection, self._key, self._clock(), self._actor)
            subjects = {
                subject for (subject,) in connection.execute(f"SELECT DISTINCT subject FROM {TOUCHED}")
            }
            for name, table in watched_tables().items():
                if name in subjects:
                    writer.enter_rows(touched_rows(connection, table))
            if subjects:
                connection.execute(f"DELETE FROM {TOUCHED}")
            writer.enter(self._notes)
        self._notes.clear()
        return writer.head if writer.has_written else None

    def page(self, wanted: AuditFilter, *, before: int | None, limit: int) -> Sequence[AuditEntry]:
        """Entries newest first, from the one below number ``before`` on."""
        query = _wanted(select(AuditEntryRow), wanted).order_by(AuditEntryRow.number.desc()).limit(limit)
        if before is not None:
            query = query.where(AuditEntryRow.number < before)
        return [_entry_of(row) for row in self._session.scalars(query)]

    def count(self, wanted: AuditFilter) -> int:
        """How many there are."""
        if wanted == EVERYTHING:
            with bare(self._session.connection()) as connection:
                return head_of(connection, self._key).count
        query = _wanted(select(func.count()).select_from(AuditEntryRow), wanted)
        return self._session.scalar(query) or 0

    def actors(self) -> Sequence[str]:
        """Everybody who is named in it, in order."""
        return list(
            self._session.scalars(select(AuditEntryRow.actor).distinct().order_by(AuditEntryRow.actor))
        )

    def said_before(self, number: int) -> Mapping[str, Any] | None:
        """The old values that entry keeps, by column; None if it has none or the patient was erased."""
        row = self._session.get(AuditEntryRow, number)
        if row is None or row.before is None:
            return None
        key = key_for_nobody(self._key)
        if row.patient_id is not None:
            own = self._session.get(AuditKeyRow, row.patient_id)
            if own is None:
                return None
            key = own.key
        return unsealed(key, row.before, _bound(row.subject, row.subject_id))


class _Writer:
    """Appends entries to the log of one transaction, which holds the write lock.

    ``connection`` is the database's own here and below: a save has no time for more.
    """

    def __init__(self, connection: Any, key: bytes, at: datetime, actor: Actor) -> None:
        self._connection, self._key = connection, key
        self._at = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        self._actor = actor
        self._keys: dict[str, bytes | None] = {}
        self._head: AuditHead | None = None
        self.has_written = False

    @property
    def head(self) -> AuditHead:
        """Where the log ends."""
        if self._head is None:
            self._head = head_of(self._connection, self._key)
        return self._head

    def enter_rows(self, rows: Iterator[tuple[Touched, Sequence[Sequence[Any]]]]) -> None:
        """One entry for each row that is not what it was."""
        chunk: list[dict[str, Any]] = []
        for touched, parts in rows:
            entry = self._entry(touched, parts)
            if entry is not None:
                chunk.append(entry)
            if len(chunk) == _AT_ONCE:
                self.enter(chunk)
                chunk = []
        self.enter(chunk)

    def enter(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Chain and store them."""
        if not entries:
            return
        number, chain = self.head.count, self.head.mac
        therapist = self._actor.therapist_id
        usual: dict[str, Any] = {
            "at": self._at,
            "actor": self._actor.name.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
            "therapist_id": therapist.hex if therapist else None,
            "shape": SHAPE,
        }
        rows = []
        for entry in entries:
            number += 1
            whole = usual | {"number": number} | dict(entry)
            values = [whole.get(name) for name in ENTRY_COLUMNS]
            chain = chained(self._key, chain, values)
            rows.append((*values, chain))
        self._connection.executemany(_INSERT, rows)
        self._head = AuditHead(number, chain)
        self.has_written = True

    def _entry(self, touched: Touched, parts: Sequence[Sequence[Any]]) -> dict[str, Any] | None:
        if touched.row is None and not touched.existed:
            return None
        changed = touched.changed()
        if touched.row is not None and touched.old is not None and not changed:
            return None
        table, row = touched.table, touched.row
        action = _action(touched, changed)
        return {
            "action": str(_SPECIAL.get((table.name, action), action)),
            "subject": table.name,
            "subject_id": touched.key,
            "patient_id": touched.patient,
            "detail": "",
            "digest": None if row is None else digest(self._key, table, SHAPE, row, parts),
            "before": self._before(touched, changed),
        }

    def _before(self, touched: Touched, changed: Mapping[str, Any]) -> bytes | None:
        if not changed or touched.table.name in _NEVER_KEPT:
            return None
        key = self._key_of(touched.patient)
        return None if key is None else sealed(key, changed, _bound(touched.table.name, touched.key))

    def _key_of(self, patient: str | None) -> bytes | None:
        """The patient's, made where there is none yet; None for somebody who is erased."""
        if patient is None:
            return key_for_nobody(self._key)
        if patient not in self._keys:
            self._keys[patient] = self._found_or_made(patient)
        return self._keys[patient]

    def _found_or_made(self, patient: str) -> bytes | None:
        ask = self._connection.execute
        known = ask("SELECT key FROM audit_key WHERE patient_id = ?", (patient,)).fetchone()
        if known is not None:
            return bytes(known[0])
        if ask("SELECT 1 FROM patient WHERE id = ?", (patient,)).fetchone() is None:
            return None
        made = new_key()
        ask("INSERT INTO audit_key (patient_id, key) VALUES (?, ?)", (patient, made))
        return made


def enter_what_is_there(connection: Connection, key: bytes, at: datetime) -> None:
    """Begin the log of a record that had none: one entry for each row, so that every row can be checked."""
    with bare(connection) as own:
        writer = _Writer(own, key, at, Actor())
        if writer.head.count:
            return
        for table in watched_tables().values():
            writer.enter_rows(_rows_there(own, table))


def _rows_there(connection: Any, table: Watched) -> Iterator[tuple[Touched, Sequence[Sequence[Any]]]]:
    found = connection.execute(
        f"SELECT {table.written_key('row')}, {table.whose('row')}, {table.listed('row')} "
        f"FROM {table.name} row"
    )
    while rows := found.fetchmany(_AT_ONCE):
        for key, patient, *values in rows:
            touched = Touched(
                table=table, key=str(key), existed=True, patient=patient, old=None, row=values, is_found=True
            )
            yield touched, parts_of(connection, table, key)


def touched_rows(connection: Any, table: Watched) -> Iterator[tuple[Touched, Sequence[Sequence[Any]]]]:
    """The rows of a table that this transaction touched, with their parts."""
    found = connection.execute(
        "SELECT touched.key, touched.existed, touched.patient, touched.old, row.rowid, "
        f"{table.whose('row')}, {table.listed('row')} FROM {TOUCHED} touched LEFT JOIN {table.name} row "
        f"ON {table.written_key('row')} = touched.key WHERE touched.subject = ?",
        (table.name,),
    )
    while rows := found.fetchmany(_AT_ONCE):
        for key, existed, patient, old, rowid, whose, *values in rows:
            is_there = rowid is not None
            touched = Touched(
                table=table,
                key=key,
                existed=bool(existed),
                patient=whose if is_there else patient,
                old=None if old is None else json.loads(old),
                row=values if is_there else None,
            )
            yield touched, parts_of(connection, table, key) if is_there else ()


def parts_of(connection: Any, table: Watched, key: str) -> Sequence[Sequence[Any]]:
    """The rows that count as part of that one."""
    part = table.part
    if part is None:
        return ()
    query = f"SELECT {part.listed()} FROM {part.name} WHERE {part.owner} = ? ORDER BY id"
    return [tuple(row) for row in connection.execute(query, (key,))]


def head_of(connection: Any, key: bytes) -> AuditHead:
    """Where the log ends."""
    found = connection.execute(_HEAD).fetchone()
    return AuditHead(0, first_chain(key)) if found is None else AuditHead(found[0], found[1])


def _action(touched: Touched, changed: Mapping[str, Any]) -> AuditAction:
    if touched.is_found:
        return AuditAction.FOUND
    if touched.row is None:
        return AuditAction.DELETED
    if not touched.existed:
        return AuditAction.ADDED
    if touched.table.name == "visit" and not changed and _value(touched, "signed_at") is not None:
        return AuditAction.SIGNED
    return AuditAction.CHANGED


def _value(touched: Touched, column: str) -> Any:
    assert touched.row is not None
    return touched.row[touched.table.columns.index(column)]


def _bound(subject: str, subject_id: str) -> str:
    return f"{subject} {subject_id}"


def _wanted(query: Select[Any], wanted: AuditFilter) -> Select[Any]:
    row = AuditEntryRow
    if wanted.actor is not None:
        query = query.where(row.actor == wanted.actor)
    if wanted.patient_id is not None:
        query = query.where(row.patient_id == wanted.patient_id)
    if wanted.actions:
        query = query.where(row.action.in_(sorted(wanted.actions)))
    if wanted.since is not None:
        query = query.where(row.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(row.at < wanted.until)
    return query


def _entry_of(row: AuditEntryRow) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=row.at,
        actor=row.actor,
        therapist_id=row.therapist_id,
        action=AuditAction(row.action),
        subject=row.subject,
        subject_id=row.subject_id,
        patient_id=row.patient_id,
        detail=row.detail,
        has_before=row.before is not None,
    )
