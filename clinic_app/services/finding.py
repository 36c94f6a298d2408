"""Finding what was written: in notes of visits, in programs, problems and about patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic_app.domain.found_text import FoundText, asked_words
from clinic_app.domain.repositories import Record


@dataclass(frozen=True, slots=True)
class FindingService:
    """Works on one open record."""

    record: Record

    def texts(self, typed: str, *, patient_id: UUID | None = None, limit: int = 5) -> Sequence[FoundText]:
        """Texts that have every word of ``typed``, newest first; beside a patient only that patient's."""
        words = asked_words(typed)
        if not words:
            return ()
        with self.record.reading() as work:
            return work.texts.search(words, patient_id=patient_id, limit=limit)
