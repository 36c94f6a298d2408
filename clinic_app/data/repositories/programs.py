"""Programs with their versions and items; a numbered version is never changed again."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from clinic_app.data.mapping import (
    item_values,
    patient_of,
    program_of,
    put_onto,
    values_of,
    version_of,
    version_values,
)
from clinic_app.data.repositories.rows import flush, found, refuse_stale
from clinic_app.data.tables import PatientRow, ProgramItemRow, ProgramRow, ProgramVersionRow
from clinic_app.data.text_index import TextIndex
from clinic_app.domain.errors import ConflictError, RecordError
from clinic_app.domain.program import Program, ProgramContent, ProgramSummary, ProgramVersion, summary_of


class SqlPrograms:
    """Programs of one unit of work."""

    def __init__(self, session: Session, texts: TextIndex) -> None:
        self._session, self._texts = session, texts

    def get(self, program_id: UUID) -> Program:
        """The program of that id (RecordError if there is none)."""
        return program_of(found(self._session, ProgramRow, program_id))

    def add(self, program: Program) -> None:
        """Add a new program."""
        self._session.add(ProgramRow(**values_of(program)))
        flush(self._session)

    def save(self, program: Program) -> None:
        """Store archiving, or a move to a patient or another episode."""
        put_onto(found(self._session, ProgramRow, program.id), values_of(program, "id"))
        flush(self._session)
        self._texts.put_program(program.id)

    def versions(self, program_id: UUID) -> Sequence[ProgramVersion]:
        """Every version, oldest first, the draft last."""
        return [version_of(row) for row in self._rows([program_id])]

    def of_patient(self, patient_id: UUID) -> Sequence[Program]:
        """Every program, the archived ones too, newest first."""
        row = ProgramRow
        query = select(row).where(row.patient_id == patient_id).order_by(row.created_at.desc())
        return [program_of(each) for each in self._session.scalars(query)]

    def versions_of_patient(self, patient_id: UUID) -> Sequence[ProgramVersion]:
        """Every version of every program, each program's oldest first."""
        query = select(ProgramRow.id).where(ProgramRow.patient_id == patient_id)
        return [version_of(row) for row in self._rows(list(self._session.scalars(query)))]

    def version(self, version_id: UUID) -> ProgramVersion:
        """The version of that id (RecordError if there is none)."""
        return version_of(found(self._session, ProgramVersionRow, version_id))

    def add_version(self, version: ProgramVersion) -> None:
        """Add a new version, draft or numbered."""
        row = ProgramVersionRow(**version_values(version) | {"number": None}, revision=version.revision)
        row.items = _item_rows(version.content)
        self._session.add(row)
        flush(self._session)
        self._give_number(row, version)
        self._texts.put_program(version.program_id)

    def save_version(self, version: ProgramVersion) -> ProgramVersion:
        """Store a draft's changes, or the step from draft to number.

        Raises:
            ConflictError: another window changed it first, or handed it out: then it never changes again.
        """
        row = found(self._session, ProgramVersionRow, version.id)
        if row.number is not None:
            raise ConflictError("This version was handed out and never changes again. Revise it instead.")
        refuse_stale(row, version.revision)
        put_onto(row, version_values(version) | {"number": None})
        row.revision = version.revision + 1
        _put_items(row, version.content)
        flush(self._session)
        self._give_number(row, version)
        self._texts.put_program(version.program_id)
        return replace(version, revision=row.revision)

    def delete_draft(self, version_id: UUID) -> None:
        """Forget a draft (RecordError for a numbered version)."""
        row = found(self._session, ProgramVersionRow, version_id)
        if row.number is not None:
            raise RecordError("This version was handed out and is kept.")
        self._session.delete(row)
        flush(self._session)
        self._texts.put_program(row.program_id)

    def summaries(
        self,
        *,
        patient_id: UUID | None = None,
        without_patient: bool = False,
        archived: bool = False,
        limit: int = 200,
    ) -> Sequence[ProgramSummary]:
        """Lines for a list, newest first; of one patient, of nobody, or of everybody."""
        newest = func.max(ProgramVersionRow.changed_at)
        query = (
            select(ProgramRow)
            .join(ProgramVersionRow, ProgramVersionRow.program_id == ProgramRow.id)
            .where(ProgramRow.archived_at.is_not(None) if archived else ProgramRow.archived_at.is_(None))
            .group_by(ProgramRow.id)
            .order_by(newest.desc())
            .limit(limit)
        )
        if patient_id is not None:
            query = query.where(ProgramRow.patient_id == patient_id)
        if without_patient:
            query = query.where(ProgramRow.patient_id.is_(None))
        programs = list(self._session.scalars(query))
        versions: dict[UUID, list[ProgramVersion]] = {}
        for row in self._rows([program.id for program in programs]):
            versions.setdefault(row.program_id, []).append(version_of(row))
        names = self._patient_names(programs)
        return [
            summary_of(
                program_of(row), versions[row.id], names.get(row.patient_id, "") if row.patient_id else ""
            )
            for row in programs
        ]

    def _rows(self, program_ids: Sequence[UUID]) -> Sequence[ProgramVersionRow]:
        query = (
            select(ProgramVersionRow)
            .options(selectinload(ProgramVersionRow.items))
            .where(ProgramVersionRow.program_id.in_(program_ids))
            .order_by(ProgramVersionRow.number.is_(None), ProgramVersionRow.number)
        )
        return list(self._session.scalars(query))

    def _patient_names(self, programs: Sequence[ProgramRow]) -> dict[UUID | None, str]:
        wanted = {program.patient_id for program in programs if program.patient_id}
        rows = self._session.scalars(select(PatientRow).where(PatientRow.id.in_(wanted)))
        return {row.id: patient_of(row).banner_name for row in rows}

    def _give_number(self, row: ProgramVersionRow, version: ProgramVersion) -> None:
        """Last of all: from its number on, triggers refuse every change of a version and its items."""
        if version.number is not None:
            row.number = version.number
            flush(self._session)


def _item_rows(content: ProgramContent) -> list[ProgramItemRow]:
    return [ProgramItemRow(**item_values(item, at)) for at, item in enumerate(content.items)]


def _put_items(row: ProgramVersionRow, content: ProgramContent) -> None:
    """Change the rows of items that stay, drop those that went, add those that came."""
    known = {item.id: item for item in row.items}
    kept: list[ProgramItemRow] = []
    for at, item in enumerate(content.items):
        values = item_values(item, at)
        if item.id in known:
            put_onto(known[item.id], values)
            kept.append(known[item.id])
        else:
            kept.append(ProgramItemRow(**values))
    row.items = kept
