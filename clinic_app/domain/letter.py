"""A letter about a patient that left the clinic; its bytes lie in the archive."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class LetterKind(StrEnum):
    """What a letter says."""

    DISCHARGE = "discharge"
    PROGRESS = "progress"


class Reader(StrEnum):
    """For whom a letter is written."""

    PATIENT = "patient"
    REFERRER = "referrer"
    INSURER = "insurer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, as it was written; never changed, never deleted while the patient is kept."""

    id: UUID
    patient_id: UUID
    episode_id: UUID | None = None
    kind: LetterKind
    reader: Reader
    addressee: str = ""
    written_at: datetime
    therapist_id: UUID | None = None
    sha256: str
    page_count: int
