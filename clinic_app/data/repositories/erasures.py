"""Erases a patient for good: every row that leads to the patient, found by the tables' own foreign keys."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.orm import Session

from clinic_app.data.mapping import values_of
from clinic_app.data.tables import Base, DraftRow, ErasureRow, FoundTextRow, OwnEntryRow, PatientRow
from clinic_app.data.text_index import TextIndex
from clinic_app.data.word_traces import deletes_securely, write_over
from clinic_app.domain.erasure import Erasure
from clinic_app.domain.errors import RecordError

_HASH: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_ENDING: Final = "sha256"
_AT_ONCE: Final = 400
"""So many values stand in one question to the database."""


@dataclass
class _Owned:
    """The rows of one table that go with a patient: by which column, with which values; and their ids."""

    table: Table
    named: dict[str, set[UUID]] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def ids(self) -> set[UUID]:
        return {row["id"] for row in self.rows if "id" in row}

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        for name, ids in self.named.items():
            wanted = sorted(ids)
            for at in range(0, len(wanted), _AT_ONCE):
                yield self.table.c[name].in_(wanted[at : at + _AT_ONCE])


class SqlErasures:
    """Erasures of one unit of work."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def merged_into(self, patient_id: UUID) -> Sequence[UUID]:
        """The records that were merged into this one, directly or by way of others."""
        known = [patient_id]
        for each in known:  # grows while it is walked
            query = select(PatientRow.id).where(PatientRow.merged_into == each)
            known += [found for found in self._session.scalars(query) if found not in known]
        return known[1:]

    def last_entry(self, patient_id: UUID) -> date:
        """The day of the newest row of the patient's record."""
        owned = self._owned(patient_id)
        moments = [row["added_at"] for each in owned for row in each.rows if "added_at" in row]
        return max(moments, default=datetime.min).astimezone().date()

    def counts(self, patient_id: UUID) -> tuple[int, int]:
        """How many rows name the patient, and how many files in the archive would go with them."""
        owned = self._owned(patient_id)
        named = _hashes(owned)
        others = self._held(named, {each.table.name: each.ids for each in owned})
        entries = sum(len(each.ids) for each in owned)  # words a patient is found by are no entries
        return entries, len(named - others)

    def erase(self, patient_id: UUID) -> Collection[str]:
        """Delete every row of the patient's; returns hashes of files that nobody else's record holds.

        The triggers that guard the past rest meanwhile, inside the same transaction: should anything fail,
        they were never away.

        Raises:
            RecordError: a row belongs to somebody else too; nothing was erased.
        """
        owned = self._owned(patient_id)
        hashes = _hashes(owned)
        for person in (patient_id, *self.merged_into(patient_id)):
            self._texts.forget(person)
        self._session.expunge_all()
        with self._guards_resting():
            for each in reversed(owned):
                for condition in each.conditions():
                    self._session.execute(delete(each.table).where(condition))
        self._drop_drafts({identity for each in owned for identity in each.ids})
        self._tidy_indexes()
        return hashes - set(self.held(hashes))

    def keep(self, erasure: Erasure) -> None:
        """Store or replace the line of an erasure."""
        self._session.merge(ErasureRow(**values_of(erasure)))
        self._session.flush()

    def all(self) -> Sequence[Erasure]:
        """Every erasure, newest first."""
        rows = self._session.scalars(select(ErasureRow).order_by(ErasureRow.erased_at.desc()))
        names = Erasure.__dataclass_fields__
        return [Erasure(**{name: getattr(row, name) for name in names}) for row in rows]

    def held(self, hashes: Collection[str]) -> Collection[str]:
        """Those of the hashes that some row still names."""
        return self._held(set(hashes), {})

    def _held(self, hashes: set[str], but: dict[str, set[UUID]]) -> set[str]:
        """Those that a row names which is none of ``but`` (ids by table)."""
        held: set[str] = set()
        for table in Base.metadata.sorted_tables:
            left_out = but.get(table.name, set())
            for column in (each for each in table.c if each.name.endswith(_ENDING)):
                for chunk in _chunks(sorted(hashes - held)):
                    query = select(table).where(column.in_(chunk))
                    for row in self._session.execute(query).mappings():
                        if row.get("id") not in left_out:
                            held.add(row[column.name])
        own = self._session.scalars(select(OwnEntryRow.table)).all() if hashes - held else ()
        return held | {each for table in own for each in _HASH.findall(json.dumps(table)) if each in hashes}

    def _owned(self, patient_id: UUID) -> list[_Owned]:
        """Every row that leads to the patient, table by table, the patient first."""
        people = {patient_id, *self.merged_into(patient_id)}
        patients = _Owned(PatientRow.__table__, {"id": people})  # type: ignore[arg-type]  # it is a Table
        found = {patients.table.name: patients}
        for table in Base.metadata.sorted_tables:
            if table.name == FoundTextRow.__tablename__:
                continue  # copies of what stands in other tables; their index lets go of them
            owned = found.get(table.name) or _Owned(table)
            for key in table.foreign_keys:
                above = found.get(key.column.table.name)
                if above is not None and above.ids:
                    owned.named.setdefault(key.parent.name, set()).update(above.ids)
            if owned.named:
                self._read(owned, people)
                found[table.name] = owned
        return list(found.values())

    def _read(self, owned: _Owned, people: set[UUID]) -> None:
        table, known = owned.table, set[tuple[Any, ...]]()
        for condition in owned.conditions():
            for row in self._session.execute(select(table).where(condition)).mappings():
                key = tuple(row[column.name] for column in table.primary_key)
                if key not in known:
                    known.add(key)
                    owned.rows.append(dict(row))
        strangers = {row.get("patient_id") for row in owned.rows} - people - {None}
        if strangers:
            raise RecordError(
                "Something of this record belongs to another patient too. Nothing was erased; "
                "look at the programs and visits of both first."
            )

    def _drop_drafts(self, identities: set[UUID]) -> None:
        """Half-typed text about anything that went."""
        gone = {str(each) for each in identities}
        for draft in self._session.scalars(select(DraftRow)).all():
            if any(each in draft.key or each in draft.payload for each in gone):
                self._session.delete(draft)
        self._session.flush()

    @contextmanager
    def _guards_resting(self) -> Iterator[None]:
        """Take the guarding triggers away and make them again just as they were."""
        connection = self._session.connection()
        known = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'guard_*'"
        guards = [tuple(row) for row in connection.exec_driver_sql(f"{known} ORDER BY name")]
        for name, _ in guards:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in guards:
            connection.exec_driver_sql(sql)

    def _tidy_indexes(self) -> None:
        """Let no index of words keep how a deleted word began; without ``secure-delete`` it is made anew."""
        connection = self._session.connection()
        known = "SELECT name FROM sqlite_schema WHERE type = 'table' AND lower(sql) LIKE '%using fts5%'"
        for (name,) in connection.exec_driver_sql(known).all():
            if deletes_securely(connection, name):
                write_over(connection, name)
            else:
                connection.exec_driver_sql(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')


def _hashes(owned: Sequence[_Owned]) -> set[str]:
    """Every hash that a row names, in a column of its own or within another."""
    rows = (row for each in owned for row in each.rows)
    return {found for row in rows for found in _HASH.findall(json.dumps(row, default=str))}


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
