"""What waits over all patients; every question is answered from an index, however large the record is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from clinic_app.data.care_mapping import visit_of
from clinic_app.data.mapping import patient_of, version_of
from clinic_app.data.tables import HandoutRow, PatientRow, ProgramRow, ProgramVersionRow, VisitRow
from clinic_app.domain.patient import Patient
from clinic_app.domain.waiting import DraftWaiting, ReviewDue, RunningPlan, Seen, UnsignedVisit

_MORE = 8
"""Somebody was seen several times: so many times as many rows are read."""


class SqlWaiting:
    """Read only; archived patients and programs wait for nobody."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def seen_lately(self, limit: int) -> Sequence[Seen]:
        """The patients of the last visits and handouts, the last one first."""
        visits = (
            select(VisitRow.patient_id, VisitRow.visited_on)
            .order_by(VisitRow.visited_on.desc())
            .limit(limit * _MORE)
        )
        handouts = (
            select(ProgramRow.patient_id, HandoutRow.handed_out_at)
            .join(ProgramRow, ProgramRow.id == HandoutRow.program_id)
            .where(ProgramRow.patient_id.is_not(None))
            .order_by(HandoutRow.handed_out_at.desc())
            .limit(limit * _MORE)
        )
        last: dict[UUID | None, date] = {}
        for patient_id, day in self._session.execute(visits):
            last[patient_id] = max(day, last.get(patient_id, date.min))
        for owner_id, at in self._session.execute(handouts):
            last[owner_id] = max(at.astimezone().date(), last.get(owner_id, date.min))
        patients = self._patients(last)
        found = [Seen(patients[key], day) for key, day in last.items() if key in patients]
        return sorted(found, key=lambda each: each.on, reverse=True)[:limit]

    def reviews_due(self, after: date, until: date, limit: int) -> Sequence[ReviewDue]:
        """Reviews named by last versions from ``after`` to ``until``, the longest overdue first."""
        row, later = ProgramVersionRow, aliased(ProgramVersionRow)
        is_last = ~(
            select(later.id).where(later.program_id == row.program_id, later.number > row.number).exists()
        )
        was_seen = (
            select(VisitRow.id)
            .where(VisitRow.patient_id == ProgramRow.patient_id, VisitRow.visited_on >= row.review_date)
            .exists()
        )
        query = (
            select(ProgramRow.patient_id, row.program_id, row.title, row.number, row.review_date)
            .join(ProgramRow, ProgramRow.id == row.program_id)
            .where(row.review_date.between(after, until), row.number.is_not(None), is_last, ~was_seen)
            .where(*_alive())
            .order_by(row.review_date)
            .limit(limit)
        )
        found = self._session.execute(query).all()
        patients = self._patients(each[0] for each in found)
        return [
            ReviewDue(patients[patient], program, title, number, day)
            for patient, program, title, number, day in found
            if patient in patients and number is not None and day is not None
        ]

    def drafts(self, limit: int) -> Sequence[DraftWaiting]:
        """Drafts of patients, the one worked on last first."""
        row = ProgramVersionRow
        query = (
            select(ProgramRow.patient_id, row)
            .join(ProgramRow, ProgramRow.id == row.program_id)
            .options(selectinload(row.items))
            .where(row.number.is_(None), *_alive())
            .order_by(row.changed_at.desc())
            .limit(limit)
        )
        found = self._session.execute(query).all()
        patients = self._patients(patient for patient, _ in found)
        return [
            DraftWaiting(patients[patient], each.program_id, each.title, len(each.items), each.changed_at)
            for patient, each in found
            if patient in patients
        ]

    def unsigned(self, limit: int) -> Sequence[UnsignedVisit]:
        """Visits nobody signed, the newest first."""
        query = select(VisitRow).where(VisitRow.signed_at.is_(None)).order_by(VisitRow.visited_on.desc())
        rows = list(self._session.scalars(query.limit(limit)))
        patients = self._patients(row.patient_id for row in rows)
        return [
            UnsignedVisit(patients[row.patient_id], visit_of(row))
            for row in rows
            if row.patient_id in patients
        ]

    def begun_between(self, after: date, until: date, limit: int) -> Sequence[RunningPlan]:
        """Programs first handed out in that time, as they were handed out last; the newest begun first."""
        first = ProgramVersionRow
        begun = (
            select(first.program_id, first.handed_out_at, ProgramRow.patient_id)
            .join(ProgramRow, ProgramRow.id == first.program_id)
            .where(first.number == 1, first.handed_out_at.between(_start(after), _end(until)), *_alive())
            .order_by(first.handed_out_at.desc())
            .limit(limit)
        )
        rows = self._session.execute(begun).all()
        patients = self._patients(patient for _, _, patient in rows)
        newest = self._newest([program for program, _, _ in rows])
        return [
            RunningPlan(
                patient=patients[patient],
                program_id=program,
                title=newest[program].title,
                content=version_of(newest[program]).content,
                first_given=at.astimezone().date(),
            )
            for program, at, patient in rows
            if patient in patients and at is not None
        ]

    def _newest(self, programs: Sequence[UUID]) -> dict[UUID, ProgramVersionRow]:
        """The last handed-out version of each program."""
        row = ProgramVersionRow
        last = (
            select(row.program_id, func.max(row.number).label("number"))
            .where(row.program_id.in_(programs))
            .group_by(row.program_id)
            .subquery()
        )
        query = (
            select(row)
            .options(selectinload(row.items))
            .join(last, (last.c.program_id == row.program_id) & (last.c.number == row.number))
        )
        return {each.program_id: each for each in self._session.scalars(query)}

    def _patients(self, ids: Iterable[UUID | None]) -> dict[UUID | None, Patient]:
        query = select(PatientRow).where(PatientRow.id.in_(set(ids)), PatientRow.archived_at.is_(None))
        return {row.id: patient_of(row) for row in self._session.scalars(query)}


def _alive() -> tuple[ColumnElement[bool], ...]:
    return ProgramRow.archived_at.is_(None), ProgramRow.patient_id.is_not(None)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max).astimezone()
