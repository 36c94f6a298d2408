"""Programs, their versions and items, and what was handed out. Triggers of the migrations guard the past."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic_app.data.column_types import Day, Id, LongText, Moment, Table, Tables, Tags, Word, word_of
from clinic_app.data.tables.base import Base, Revised, Stamped
from clinic_app.domain.program import HandoutWay
from clinic_app.domain.side import Side


class ProgramRow(Stamped, Base):
    """A program; what it says stands in its versions."""

    __tablename__ = "program"

    id: Mapped[Id]
    patient_id: Mapped[UUID | None] = mapped_column(ForeignKey("patient.id"), index=True)
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    created_at: Mapped[Moment]
    archived_at: Mapped[Moment | None]


class ProgramItemRow(Base):
    """One prescribed exercise of a version."""

    __tablename__ = "program_item"

    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("program_version.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[Id]
    position: Mapped[int]
    exercise_slug: Mapped[Word]
    side: Mapped[Side] = mapped_column(word_of(Side, "side"))
    dosage: Mapped[Table]
    schedule: Mapped[Table]
    note: Mapped[LongText]
    wording: Mapped[Table | None]
    has_own_wording: Mapped[bool]
    pose_key: Mapped[LongText]

    __table_args__ = (CheckConstraint("position >= 0", name="position"),)


class ProgramVersionRow(Revised, Base):
    """One state of a program; at most one a program has no number, and that is its draft."""

    __tablename__ = "program_version"

    id: Mapped[Id]
    program_id: Mapped[UUID] = mapped_column(ForeignKey("program.id"))
    number: Mapped[int | None]
    title: Mapped[LongText]
    why: Mapped[LongText]
    language: Mapped[Word]
    paper: Mapped[Word]
    education: Mapped[Tags]
    phase: Mapped[Table | None]
    review_date: Mapped[Day | None]
    template_slug: Mapped[Word]
    person: Mapped[Word]
    kept_advice: Mapped[Tables]
    choices: Mapped[Table | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    handed_out_at: Mapped[Moment | None]
    items: Mapped[list[ProgramItemRow]] = relationship(
        order_by=ProgramItemRow.position, cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__: Any = (
        CheckConstraint("number >= 1", name="number"),
        UniqueConstraint("program_id", "number"),
        Index("uq_program_version_draft", "program_id", unique=True, sqlite_where=text("number IS NULL")),
        Index(None, "program_id", "changed_at"),
        Index("ix_program_version_drafts", "changed_at", sqlite_where=text("number IS NULL")),
        Index("ix_program_version_begun", "handed_out_at", sqlite_where=text("number = 1")),
        Index("ix_program_version_review_date", "review_date", sqlite_where=text("number IS NOT NULL")),
    )


class HandoutRow(Stamped, Base):
    """What was given, when, by whom, how; its bytes lie in the archive under ``sha256``."""

    __tablename__ = "handout"

    id: Mapped[Id]
    program_id: Mapped[UUID] = mapped_column(ForeignKey("program.id"), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("program_version.id"), index=True)
    version_number: Mapped[int]
    handed_out_at: Mapped[Moment] = mapped_column(index=True)
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"), index=True)
    way: Mapped[HandoutWay] = mapped_column(word_of(HandoutWay, "way"))
    sha256: Mapped[Word]
    page_count: Mapped[int]
    paper: Mapped[Word]
    language: Mapped[Word]

    __table_args__ = (
        CheckConstraint("version_number >= 1", name="version_number"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )
