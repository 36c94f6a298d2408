"""What stays of an erased patient: no name, no date of birth, nothing of the person."""

from sqlalchemy.orm import Mapped

from clinic_app.data.column_types import Day, Id, LongText, Moment, Name, Tags
from clinic_app.data.tables.base import Base


class ErasureRow(Base):
    """A record number that was erased: when, by whom, why. ``pending`` are files still to be removed."""

    __tablename__ = "erasure"

    id: Mapped[Id]
    record_number: Mapped[int]
    erased_at: Mapped[Moment]
    erased_by: Mapped[Name]
    reason: Mapped[LongText]
    kept_until: Mapped[Day]
    pending: Mapped[Tags]
