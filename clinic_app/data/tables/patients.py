"""Patients, the words they are found by, and their episodes of care."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from clinic_app.data.column_types import Day, Id, LongText, Moment, Name, Table, Tags, Word, word_of
from clinic_app.data.tables.base import Base, Revised
from clinic_app.domain.patient import Hand, Sex
from clinic_app.domain.side import EpisodeSide


class PatientWordRow(Base):
    """One folded word a patient is found by: of a name, of the birth date, or the record number.

    How the words of the name sound stands here too, behind a sign that nobody types (``name_sounds``).
    """

    __tablename__ = "patient_word"

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[Name] = mapped_column(primary_key=True)

    __table_args__ = (Index(None, "word", "patient_id"),)


class PatientRow(Revised, Base):
    """A patient; ``sort_name`` is the folded name the lists are ordered by.

    ``merge`` says of a merged patient what the merge did.
    """

    __tablename__ = "patient"

    id: Mapped[Id]
    record_number: Mapped[int] = mapped_column(unique=True)
    family_name: Mapped[Name]
    given_name: Mapped[Name]
    preferred_name: Mapped[Name]
    birth_date: Mapped[Day | None]
    sex: Mapped[Sex] = mapped_column(word_of(Sex, "sex"))
    gender: Mapped[LongText]
    phone: Mapped[LongText]
    email: Mapped[LongText]
    address: Mapped[LongText]
    language: Mapped[Word]
    notes: Mapped[LongText]
    precaution_tags: Mapped[Tags]
    no_floor: Mapped[bool]
    no_prone: Mapped[bool]
    equipment: Mapped[Tags | None]
    minutes_willing: Mapped[int | None]
    needs_interpreter: Mapped[bool]
    emergency_contact: Mapped[LongText]
    occupation: Mapped[LongText]
    sport: Mapped[LongText]
    dominant_hand: Mapped[Hand] = mapped_column(word_of(Hand, "dominant_hand", is_guarded=False))
    referrer: Mapped[LongText]
    insurer: Mapped[LongText]
    claim_number: Mapped[LongText]
    consent_on: Mapped[Day | None]
    consent_note: Mapped[LongText]
    photo_sha256: Mapped[Word]
    merged_into: Mapped[UUID | None]
    archived_at: Mapped[Moment | None]
    merge: Mapped[Table | None]
    sort_name: Mapped[LongText]
    words: Mapped[set[PatientWordRow]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        CheckConstraint("record_number >= 1", name="record_number"),
        Index(None, "sort_name"),
    )


class EpisodeRow(Revised, Base):
    """One problem of one patient."""

    __tablename__ = "episode"

    id: Mapped[Id]
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), index=True)
    problem: Mapped[LongText]
    region: Mapped[Word]
    side: Mapped[EpisodeSide] = mapped_column(word_of(EpisodeSide, "side"))
    onset: Mapped[Day | None]
    mechanism: Mapped[LongText]
    diagnosis: Mapped[LongText]
    diagnosis_code: Mapped[Word]
    goals: Mapped[LongText]
    activities: Mapped[Tags]
    planned_visits: Mapped[int | None]
    referrer: Mapped[LongText]
    precaution_tags: Mapped[Tags]
    opened_on: Mapped[Day]
    closed_on: Mapped[Day | None]
    outcome: Mapped[LongText]


class CounterRow(Base):
    """The last number given out under a name; a number is never given out twice."""

    __tablename__ = "counter"

    name: Mapped[Word] = mapped_column(primary_key=True)
    last: Mapped[int]
