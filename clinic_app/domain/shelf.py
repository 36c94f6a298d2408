"""What a clinic adds to the shipped library: own exercises and templates, favourites, use of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class ShelfKind(StrEnum):
    """What stands on the shelf."""

    EXERCISE = "exercise"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfUse:
    """How an exercise or a template is used at this desk."""

    kind: ShelfKind
    slug: str
    is_favourite: bool = False
    uses: int = 0
    last_used_at: datetime | None = None

    def used(self, at: datetime) -> "ShelfUse":
        """Once more, now."""
        return replace(self, uses=self.uses + 1, last_used_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """An exercise or a template of the clinic's own, as the open file writes it.

    A shipped slug means that the shipped text is replaced; ``archived_at`` takes the entry out, so that the
    shipped one is back. ``photo_sha256`` names a picture in the archive.
    """

    kind: ShelfKind
    slug: str
    table: Mapping[str, Any] = field(hash=False)
    photo_sha256: str = ""
    archived_at: datetime | None = None
    revision: int = 1
