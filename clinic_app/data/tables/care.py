"""What happened in care: visits and what was added to them, scores, diaries, letters.

Triggers of the migrations guard what was signed, scored or sent.
"""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.data.column_types import Answers, Day, Id, LongText, Moment, Name, Tables, Tags, Word, word_of
from clinic_app.data.tables.base import Base, Revised, Stamped
from clinic_app.domain.letter import LetterKind, Reader


class VisitRow(Revised, Base):
    """One visit; from its signature on it never changes, except that a merge may move it."""

    __tablename__ = "visit"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    visited_on: Mapped[Day]
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"), index=True)
    subjective: Mapped[LongText]
    objective: Mapped[LongText]
    assessment: Mapped[LongText]
    plan: Mapped[LongText]
    pain_now: Mapped[int | None]
    pain_best: Mapped[int | None]
    pain_worst: Mapped[int | None]
    body_chart: Mapped[Tables]
    findings: Mapped[Tables]
    signed_at: Mapped[Moment | None]
    signed_by: Mapped[Name]

    __table_args__ = (
        *(CheckConstraint(f"{name} BETWEEN 0 AND 10", name=name) for name in ("pain_now", "pain_best")),
        CheckConstraint("pain_worst BETWEEN 0 AND 10", name="pain_worst"),
        Index(None, "patient_id", "visited_on"),
        Index(None, "visited_on"),
        Index("ix_visit_unsigned", "visited_on", sqlite_where=text("signed_at IS NULL")),
    )


class AmendmentRow(Stamped, Base):
    """What was added to a signed visit."""

    __tablename__ = "visit_amendment"

    id: Mapped[Id]
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    text: Mapped[LongText]
    amended_at: Mapped[Moment]
    amended_by: Mapped[Name]


class MeasureResultRow(Stamped, Base):
    """One filled-in measure; only a withdrawal or a merge touches it again."""

    __tablename__ = "measure_result"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit.id"), index=True)
    measure: Mapped[Word]
    part: Mapped[Word]
    taken_on: Mapped[Day]
    value: Mapped[float]
    answers: Mapped[Answers]
    activities: Mapped[Tags]
    note: Mapped[LongText]
    withdrawn_at: Mapped[Moment | None]
    withdrawn_because: Mapped[LongText]

    __table_args__ = (Index(None, "patient_id", "measure", "taken_on"),)


class DiaryRow(Revised, Base):
    """The log sheet of one version, keyed in."""

    __tablename__ = "diary"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"))
    program_id: Mapped[UUID] = mapped_column(ForeignKey("program.id"), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("program_version.id"), index=True)
    started_on: Mapped[Day]
    planned_per_day: Mapped[int]
    planned_days_a_week: Mapped[int]
    days: Mapped[Tables]
    note: Mapped[LongText]

    __table_args__ = (
        CheckConstraint("planned_per_day >= 1", name="planned_per_day"),
        CheckConstraint("planned_days_a_week BETWEEN 1 AND 7", name="planned_days_a_week"),
        Index(None, "patient_id", "started_on"),
    )


class LetterRow(Stamped, Base):
    """A letter that was written; its bytes lie in the archive under ``sha256``."""

    __tablename__ = "letter"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(word_of(LetterKind, "kind"))
    reader: Mapped[Reader] = mapped_column(word_of(Reader, "reader"))
    addressee: Mapped[LongText]
    written_at: Mapped[Moment]
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"), index=True)
    sha256: Mapped[Word]
    page_count: Mapped[int]

    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"),)
