"""A score of a patient: which measure, when, every answer, and the number they make."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult:
    """One filled-in measure; never changed, only withdrawn when it was a mistake.

    ``measure`` is a key of the library's measures, ``part`` a key of one of its scales (empty: the whole).
    ``answers`` are as entered, None where nothing was answered; empty where only the score was entered.
    ``activities`` are the patient's own (PSFS), in the order of the answers.
    """

    id: UUID
    patient_id: UUID
    episode_id: UUID | None = None
    visit_id: UUID | None = None
    measure: str
    part: str = ""
    taken_on: date
    value: float
    answers: tuple[float | None, ...] = ()
    activities: tuple[str, ...] = ()
    note: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""
