"""Visits, scores, diaries and letters of one unit of work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.data.care_mapping import (
    VISIT_COLUMNS,
    VisitReader,
    amendment_of,
    diary_of,
    diary_values,
    letter_of,
    result_of,
    visit_of,
    visit_values,
)
from clinic_app.data.mapping import values_of
from clinic_app.data.repositories.rows import flush, found, save_edit
from clinic_app.data.tables import AmendmentRow, DiaryRow, LetterRow, MeasureResultRow, VisitRow
from clinic_app.data.text_index import TextIndex
from clinic_app.domain.diary import Diary
from clinic_app.domain.errors import RecordError
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.visit import Amendment, Visit

_VISITS: Final = f"""
SELECT {", ".join(VISIT_COLUMNS)} FROM visit WHERE patient_id = ? ORDER BY visited_on DESC, added_at DESC
"""


class SqlVisits:
    """Visits and what was added to them."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def get(self, visit_id: UUID) -> Visit:
        """The visit of that id (RecordError if there is none)."""
        return visit_of(found(self._session, VisitRow, visit_id))

    def add(self, visit: Visit) -> None:
        """Add a new visit."""
        row = VisitRow(**visit_values(visit))
        self._session.add(row)
        flush(self._session)
        self._texts.put_visit(row)

    def save(self, visit: Visit) -> Visit:
        """Store the changes, or the signature; returns the visit with its new revision."""
        row = found(self._session, VisitRow, visit.id)
        if row.signed_at is not None:
            raise RecordError("This visit was signed and never changes again. Add an amendment.")
        values = {
            name: value for name, value in visit_values(visit).items() if name not in ("id", "revision")
        }
        revision = save_edit(self._session, row, values, visit.revision)
        self._texts.put_visit(row)
        return replace(visit, revision=revision)

    def delete_unsigned(self, visit_id: UUID) -> None:
        """Forget a visit nobody signed (RecordError for a signed one)."""
        row = found(self._session, VisitRow, visit_id)
        if row.signed_at is not None:
            raise RecordError("This visit was signed and is kept.")
        self._session.delete(row)
        flush(self._session)
        self._texts.drop(visit_id)

    def of_patient(self, patient_id: UUID) -> Sequence[Visit]:
        """Newest first."""
        rows = self._session.connection().exec_driver_sql(_VISITS, (patient_id.hex,))
        return list(map(VisitReader().visit, rows.fetchall()))

    def add_amendment(self, amendment: Amendment) -> None:
        """Add to a signed visit."""
        self._session.add(AmendmentRow(**values_of(amendment)))
        flush(self._session)
        self._texts.put_visit(found(self._session, VisitRow, amendment.visit_id))

    def amendments(self, patient_id: UUID) -> Sequence[Amendment]:
        """What was added to the patient's visits, oldest first."""
        query = (
            select(AmendmentRow)
            .join(VisitRow, VisitRow.id == AmendmentRow.visit_id)
            .where(VisitRow.patient_id == patient_id)
            .order_by(AmendmentRow.amended_at, AmendmentRow.added_at)
        )
        return [amendment_of(row) for row in self._session.scalars(query)]


class SqlMeasureResults:
    """Scores; added and withdrawn, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, result: MeasureResult) -> None:
        """Record a score."""
        self._session.add(MeasureResultRow(**values_of(result)))
        flush(self._session)

    def withdraw(self, result_id: UUID, at: datetime, because: str) -> None:
        """Take a score that was a mistake out of every count; it stays in the record."""
        row = found(self._session, MeasureResultRow, result_id)
        row.withdrawn_at, row.withdrawn_because = at, because
        flush(self._session)

    def of_patient(self, patient_id: UUID) -> Sequence[MeasureResult]:
        """Newest first, the withdrawn ones too."""
        query = (
            select(MeasureResultRow)
            .where(MeasureResultRow.patient_id == patient_id)
            .order_by(MeasureResultRow.taken_on.desc(), MeasureResultRow.added_at.desc())
        )
        return [result_of(row) for row in self._session.scalars(query)]


class SqlDiaries:
    """Log sheets that were keyed in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, diary_id: UUID) -> Diary:
        """The diary of that id (RecordError if there is none)."""
        return diary_of(found(self._session, DiaryRow, diary_id))

    def add(self, diary: Diary) -> None:
        """Add a new diary."""
        self._session.add(DiaryRow(**diary_values(diary)))
        flush(self._session)

    def save(self, diary: Diary) -> Diary:
        """Store the changes; returns the diary with its new revision."""
        row = found(self._session, DiaryRow, diary.id)
        values = {
            name: value for name, value in diary_values(diary).items() if name not in ("id", "revision")
        }
        return replace(diary, revision=save_edit(self._session, row, values, diary.revision))

    def delete(self, diary_id: UUID) -> None:
        """Forget a sheet that was keyed in by mistake (RecordError if there is none)."""
        self._session.delete(found(self._session, DiaryRow, diary_id))
        flush(self._session)

    def of_patient(self, patient_id: UUID) -> Sequence[Diary]:
        """Newest first."""
        query = (
            select(DiaryRow)
            .where(DiaryRow.patient_id == patient_id)
            .order_by(DiaryRow.started_on.desc(), DiaryRow.added_at.desc())
        )
        return [diary_of(row) for row in self._session.scalars(query)]


class SqlLetters:
    """Letters; added and read, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, letter: Letter) -> None:
        """Record a letter."""
        self._session.add(LetterRow(**values_of(letter)))
        flush(self._session)

    def get(self, letter_id: UUID) -> Letter:
        """The letter of that id (RecordError if there is none)."""
        return letter_of(found(self._session, LetterRow, letter_id))

    def of_patient(self, patient_id: UUID) -> Sequence[Letter]:
        """Newest first."""
        query = (
            select(LetterRow).where(LetterRow.patient_id == patient_id).order_by(LetterRow.written_at.desc())
        )
        return [letter_of(row) for row in self._session.scalars(query)]
