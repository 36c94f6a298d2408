"""Whose score it is, and what is known before it is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.services.scores import activities_offered


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSubject:
    """``results`` are the patient's standing scores, newest first; ``replaced`` is what is corrected."""

    patient: Patient
    episode: Episode | None = None
    results: Sequence[MeasureResult] = ()
    replaced: tuple[MeasureResult, ...] = ()
    visit_id: UUID | None = None
    day: date | None = None
    """Of the visit it is taken in; None: today."""

    @property
    def episode_id(self) -> UUID | None:
        """The problem it is of: that of the corrected score, else the one in view."""
        if self.replaced:
            return self.replaced[0].episode_id
        return self.episode.id if self.episode else None

    @property
    def of_visit(self) -> UUID | None:
        """The visit at which it is taken, or was."""
        return self.replaced[0].visit_id if self.replaced else self.visit_id

    @property
    def draft_key(self) -> str:
        """Where what is typed waits: for the same problem and visit only."""
        if self.replaced:
            return f"score:{self.replaced[0].id}"
        within = f":{self.visit_id}" if self.visit_id else ""
        return f"score:{self.patient.id}:{self.episode_id or ''}{within}"

    @property
    def others(self) -> list[MeasureResult]:
        """The scores it is compared with."""
        replaced = {each.id for each in self.replaced}
        return [each for each in self.results if each.id not in replaced]

    def activities(self, measure: str) -> tuple[str, ...]:
        """What is offered to rate again."""
        named = self.episode.activities if self.episode and self.episode.id == self.episode_id else ()
        return activities_offered(self.others, named, measure, self.episode_id)
