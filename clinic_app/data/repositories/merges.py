"""Merges of one unit of work: whose a row is may change, what it says never does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select, update
from sqlalchemy.orm import Session

from clinic_app.data.mapping import patient_of
from clinic_app.data.repositories.rows import found
from clinic_app.data.tables import Base, FoundTextRow, PatientRow, PatientWordRow
from clinic_app.data.text_index import TextIndex
from clinic_app.domain.errors import RecordError
from clinic_app.domain.merging import Merge, Moves
from clinic_app.domain.patient import Patient


class SqlMerges:
    """Moves rows of every table that names a patient."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def move_all(self, from_id: UUID, to_id: UUID) -> Moves:
        """Make everything of one patient another's; returns what was moved."""
        moves = {}
        for table in tables_of_a_patient():
            own = select(table.c.id).where(table.c.patient_id == from_id)
            moves[table.name] = tuple(self._session.scalars(own))
            self._move(table, from_id, to_id, moves[table.name])
        self._texts.move(from_id, to_id)
        return {name: ids for name, ids in moves.items() if ids}

    def move_back(self, moves: Moves, from_id: UUID, to_id: UUID) -> None:
        """Make what was moved the other one's again.

        Raises:
            RecordError: something of it has gone elsewhere since; nothing was moved.
        """
        for table in tables_of_a_patient():
            self._move(table, from_id, to_id, moves.get(table.name, ()))
        self._texts.move(from_id, to_id)

    def keep(self, merged_id: UUID, merge: Merge | None) -> None:
        """Remember with a merged patient what its merge did; None: it was taken apart."""
        found(self._session, PatientRow, merged_id).merge = None if merge is None else _table_of(merge)
        self._session.flush()

    def of(self, merged_id: UUID) -> Merge | None:
        """What the merge of that patient did; None where nobody merged it."""
        table = found(self._session, PatientRow, merged_id).merge
        return None if table is None else _merge_of(table)

    def into(self, patient_id: UUID) -> Sequence[Patient]:
        """Those that were merged into this one, by record number."""
        query = select(PatientRow).where(PatientRow.merged_into == patient_id)
        return [patient_of(row) for row in self._session.scalars(query.order_by(PatientRow.record_number))]

    def _move(self, table: Table, from_id: UUID, to_id: UUID, ids: Sequence[UUID]) -> None:
        """Counts revisions up, so that a window that still shows the row as it was is told."""
        values: dict[str, Any] = {"patient_id": to_id}
        if "revision" in table.c:
            values["revision"] = table.c.revision + 1
        for chunk in (ids[at : at + 500] for at in range(0, len(ids), 500)):
            theirs = table.c.id.in_(chunk), table.c.patient_id == from_id
            count = self._session.scalar(select(func.count()).select_from(table).where(*theirs))
            if count != len(chunk):
                raise RecordError(
                    "What was merged here has been moved on since. Take the later merge apart first."
                )
            self._session.execute(update(table).where(*theirs).values(values))
        self._session.expire_all()


def tables_of_a_patient() -> list[Table]:
    """Every table whose rows belong to a patient, but for those that patients and texts are found by."""
    found_by = (PatientWordRow.__tablename__, FoundTextRow.__tablename__)
    return [
        table
        for table in Base.metadata.sorted_tables
        if "patient_id" in table.c and "id" in table.c and table.name not in found_by
    ]


def _table_of(merge: Merge) -> dict[str, Any]:
    return {
        "kept_id": str(merge.kept_id),
        "merged_at": merge.merged_at.isoformat(),
        "moves": {name: [str(each) for each in ids] for name, ids in merge.moves.items()},
        "before": dict(merge.before),
        "after": dict(merge.after),
    }


def _merge_of(table: dict[str, Any]) -> Merge:
    return Merge(
        kept_id=UUID(table["kept_id"]),
        merged_at=datetime.fromisoformat(table["merged_at"]),
        moves={name: tuple(map(UUID, ids)) for name, ids in table["moves"].items()},
        before=table["before"],
        after=table["after"],
    )
