"""The clinic, its therapists, and what is being typed."""

from typing import Final

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.data.column_types import Id, LongText, Moment, Table, Tables, Word
from clinic_app.data.tables.base import Base, Revised

ONLY_CLINIC: Final = 1
"""The id of the one row of ``clinic``."""


class ClinicRow(Revised, Base):
    """The clinic's own profile, in one row."""

    __tablename__ = "clinic"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[LongText]
    phone: Mapped[LongText]
    address: Mapped[LongText]
    web: Mapped[LongText]
    booking_url: Mapped[LongText]
    emergency_number: Mapped[LongText]
    paper: Mapped[Word]
    language: Mapped[Word]
    country: Mapped[Word]
    usual_doses: Mapped[Tables]
    choices: Mapped[Table]
    accent: Mapped[Word]
    hours: Mapped[LongText]
    logo_sha256: Mapped[Word]
    phrases: Mapped[Tables]
    retention_years: Mapped[int]
    retention_birthday: Mapped[int]

    __table_args__ = (CheckConstraint(f"id = {ONLY_CLINIC}", name="only_one"),)


class TherapistRow(Revised, Base):
    """Somebody who prescribes."""

    __tablename__ = "therapist"

    id: Mapped[Id]
    name: Mapped[LongText]
    credentials: Mapped[LongText]
    signature_note: Mapped[LongText]


class DraftRow(Base):
    """Half-typed text, kept within a second; no part of the record, so nobody signs it."""

    __tablename__ = "draft"

    key: Mapped[LongText] = mapped_column(primary_key=True)
    payload: Mapped[LongText]
    saved_at: Mapped[Moment]
