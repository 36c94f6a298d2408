"""What can be undone in programs that are off the table, while the app runs."""

from dataclasses import dataclass
from uuid import UUID

from clinic_app.domain.program import ProgramContent, ProgramVersion

_PROGRAMS = 20
_STEPS = 100
"""More than anybody goes back; the contents of the steps share their parts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: the contents before and after it, and what the menu calls it."""

    before: ProgramContent
    after: ProgramContent
    name: str


@dataclass(frozen=True, slots=True)
class UndoHistory:
    """Steps, oldest first; the first ``at`` of them are done, the others were undone."""

    steps: tuple[Step, ...]
    at: int
    content: ProgramContent
    """What the draft said when it was left: said it something else since, the steps do not fit it."""


class UndoHistories:
    """By draft; of the programs used longest ago nothing is kept."""

    def __init__(self) -> None:
        self._kept: dict[UUID, UndoHistory] = {}

    def keep(self, version_id: UUID, history: UndoHistory) -> None:
        """Remember a draft's steps, the newest of many."""
        self._kept.pop(version_id, None)
        too_many = max(0, len(history.steps) - _STEPS)
        dropped = min(too_many, history.at)
        if history.steps:
            steps = history.steps[dropped : dropped + _STEPS]
            self._kept[version_id] = UndoHistory(steps, history.at - dropped, history.content)
        for oldest in list(self._kept)[:-_PROGRAMS]:
            del self._kept[oldest]

    def of(self, version: ProgramVersion) -> UndoHistory | None:
        """What can be undone in a version that comes back as it was left."""
        history = self._kept.get(version.id)
        fits = history is not None and version.is_draft and history.content == version.content
        return history if fits else None
