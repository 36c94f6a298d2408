"""What the clinic adds to the library, how it uses it, and the red-flag screens it recorded."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.data.column_types import Day, Id, LongText, Moment, Table, Tags, Word, word_of
from clinic_app.data.tables.base import Base, Revised, Stamped
from clinic_app.domain.shelf import ShelfKind


class ShelfUseRow(Base):
    """A favourite, or something used before; no part of anybody's record, so nobody signs it."""

    __tablename__ = "shelf_use"

    kind: Mapped[ShelfKind] = mapped_column(word_of(ShelfKind, "kind"), primary_key=True)
    slug: Mapped[Word] = mapped_column(primary_key=True)
    is_favourite: Mapped[bool]
    uses: Mapped[int]
    last_used_at: Mapped[Moment | None]

    __table_args__ = (CheckConstraint("uses >= 0", name="uses"),)


class OwnEntryRow(Revised, Base):
    """An exercise or a template of the clinic's own, as its open file writes it."""

    __tablename__ = "own_entry"

    kind: Mapped[ShelfKind] = mapped_column(word_of(ShelfKind, "kind"), primary_key=True)
    slug: Mapped[Word] = mapped_column(primary_key=True)
    table: Mapped[Table]
    photo_sha256: Mapped[Word]
    archived_at: Mapped[Moment | None]


class RedFlagScreenRow(Stamped, Base):
    """A screen: asked when, by whom, what was found, what was done."""

    __tablename__ = "red_flag_screen"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("episode.id"), index=True)
    screen: Mapped[Word]
    screened_on: Mapped[Day]
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("therapist.id"), index=True)
    findings: Mapped[Tags]
    action: Mapped[LongText]
