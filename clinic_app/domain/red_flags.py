"""Red-flag screens: asked before a program, and recorded with what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagScreen:
    """One screen of one patient. ``screen`` is a key of the library's screens.

    ``findings`` are the ids of the questions answered with yes; with any, ``action`` says what was done.
    """

    id: UUID
    patient_id: UUID
    episode_id: UUID | None = None
    screen: str
    screened_on: date
    therapist_id: UUID | None = None
    findings: tuple[str, ...] = ()
    action: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def newest_of_each(screens: Sequence[RedFlagScreen]) -> tuple[RedFlagScreen, ...]:
    """The newest result of each screen, from results that come newest first."""
    newest: dict[str, RedFlagScreen] = {}
    for each in screens:
        newest.setdefault(each.screen, each)
    return tuple(newest.values())
