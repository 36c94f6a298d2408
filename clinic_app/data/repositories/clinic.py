"""The clinic and its therapists, what was handed out, and what is being typed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from clinic_app.data.mapping import clinic_of, clinic_values, draft_of, handout_of, therapist_of, values_of
from clinic_app.data.repositories.rows import flush, found, refuse_stale, save_edit
from clinic_app.data.tables import (
    ONLY_CLINIC,
    ClinicRow,
    DiaryRow,
    DraftRow,
    EpisodeRow,
    HandoutRow,
    MeasureResultRow,
    PatientRow,
    ProgramRow,
    TherapistRow,
    VisitRow,
)
from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.program import Handout
from clinic_app.domain.repositories import Draft

_OF_PATIENTS: Final = frozenset({"patient", "episode", "visit", "letter", "score", "diary", "screen"})
"""How keys of drafts begin that belong to a patient's record; the first id in one is an entry's of it."""

_Named = PatientRow | EpisodeRow | VisitRow | MeasureResultRow | DiaryRow
_NAMED: Final[tuple[type[_Named], ...]] = (PatientRow, EpisodeRow, VisitRow, MeasureResultRow, DiaryRow)


class SqlClinic:
    """The clinic of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profile(self) -> ClinicProfile | None:
        """None until the first-run form was answered or skipped."""
        row = self._session.get(ClinicRow, ONLY_CLINIC)
        return clinic_of(row) if row else None

    def save_profile(self, profile: ClinicProfile) -> ClinicProfile:
        """Create or change the profile."""
        row = self._session.get(ClinicRow, ONLY_CLINIC)
        if row is None:
            self._session.add(ClinicRow(id=ONLY_CLINIC, **clinic_values(profile)))
            flush(self._session)
            return profile
        refuse_stale(row, profile.revision)
        values = {name: value for name, value in clinic_values(profile).items() if name != "revision"}
        return replace(profile, revision=save_edit(self._session, row, values, profile.revision))

    def therapists(self) -> Sequence[Therapist]:
        """By name."""
        rows = self._session.scalars(select(TherapistRow).order_by(TherapistRow.name))
        return [therapist_of(row) for row in rows]

    def add_therapist(self, therapist: Therapist) -> None:
        """Add a therapist."""
        self._session.add(TherapistRow(**values_of(therapist)))
        flush(self._session)

    def save_therapist(self, therapist: Therapist) -> Therapist:
        """Store the changes."""
        row = found(self._session, TherapistRow, therapist.id)
        values = values_of(therapist, "id", "revision")
        return replace(therapist, revision=save_edit(self._session, row, values, therapist.revision))


class SqlHandouts:
    """Handouts of one unit of work; added and read, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, handout: Handout) -> None:
        """Record a handout."""
        self._session.add(HandoutRow(**values_of(handout)))
        flush(self._session)

    def get(self, handout_id: UUID) -> Handout:
        """The handout of that id (RecordError if there is none)."""
        return handout_of(found(self._session, HandoutRow, handout_id))

    def of_program(self, program_id: UUID) -> Sequence[Handout]:
        """Newest first."""
        return self._newest_first(select(HandoutRow).where(HandoutRow.program_id == program_id))

    def of_patient(self, patient_id: UUID) -> Sequence[Handout]:
        """Newest first."""
        query = select(HandoutRow).join(ProgramRow, ProgramRow.id == HandoutRow.program_id)
        return self._newest_first(query.where(ProgramRow.patient_id == patient_id))

    def _newest_first(self, query: Select[HandoutRow]) -> Sequence[Handout]:
        ordered = query.order_by(HandoutRow.handed_out_at.desc(), HandoutRow.added_at.desc())
        return [handout_of(row) for row in self._session.scalars(ordered)]


class SqlDrafts:
    """What is being typed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, draft: Draft) -> None:
        """Store or replace the draft of that key; about what was erased or deleted meanwhile nothing is kept.

        A window that is open still may be typed into, but what was erased must not come back by it.
        """
        if self._is_about_nothing(draft.key):
            self.drop(draft.key)
            return
        self._session.merge(DraftRow(**values_of(draft)))
        flush(self._session)

    def find(self, key: str) -> Draft | None:
        """The draft of that key."""
        row = self._session.get(DraftRow, key)
        return draft_of(row) if row else None

    def all(self, prefix: str = "") -> Sequence[Draft]:
        """Drafts whose key starts with ``prefix``, newest first."""
        query = (
            select(DraftRow)
            .where(DraftRow.key.startswith(prefix, autoescape=True))
            .order_by(DraftRow.saved_at.desc())
        )
        return [draft_of(row) for row in self._session.scalars(query)]

    def drop(self, key: str) -> None:
        """Forget it, if it is there."""
        row = self._session.get(DraftRow, key)
        if row is not None:
            self._session.delete(row)
            flush(self._session)

    def _is_about_nothing(self, key: str) -> bool:
        """Whether the key names an entry of a patient's record that is not there."""
        kind, *parts = key.split(":")
        if kind not in _OF_PATIENTS:
            return False
        named = next(filter(None, map(_id_of, parts)), None)
        return named is not None and not any(self._is_there(table, named) for table in _NAMED)

    def _is_there(self, table: type[_Named], identity: UUID) -> bool:
        return self._session.scalar(select(table.id).where(table.id == identity)) is not None


def _id_of(part: str) -> UUID | None:
    try:
        return UUID(part)
    except ValueError:
        return None
