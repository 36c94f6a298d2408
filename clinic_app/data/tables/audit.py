"""The audit log, and the keys under which it seals what patients' rows said before.

``audit_entry`` names rows by their ids without references, so that its lines outlive what they speak of.
Triggers of the migrations refuse every change of it.
"""

from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.data.column_types import LongText, Moment, Name, Word
from clinic_app.data.tables.base import Base


class AuditEntryRow(Base):
    """One entry; ``chain`` is a MAC of the one before and of this one (``data.audit_rows``)."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment] = mapped_column(index=True)
    actor: Mapped[Name]
    therapist_id: Mapped[UUID | None]
    action: Mapped[Word]
    subject: Mapped[Word]
    subject_id: Mapped[LongText]
    patient_id: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[Word]
    shape: Mapped[Word]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    chain: Mapped[bytes] = mapped_column(LargeBinary)


class AuditKeyRow(Base):
    """Seals what a patient's rows said before; it goes when the patient is erased."""

    __tablename__ = "audit_key"

    patient_id: Mapped[UUID] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
