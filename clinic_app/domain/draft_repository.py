"""What is being typed, and where it waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Draft:
    """Something being typed: a key that says where (``patient:new``), its text as JSON, and when."""

    key: str
    payload: str
    saved_at: datetime


class DraftRepository(Protocol):
    """What is being typed, on disk within a second, before it becomes part of the record."""

    def keep(self, draft: Draft) -> None:
        """Store or replace the draft of that key."""
        ...

    def find(self, key: str) -> Draft | None:
        """The draft of that key."""
        ...

    def all(self, prefix: str = "") -> Sequence[Draft]:
        """Drafts whose key starts with ``prefix``, newest first."""
        ...

    def drop(self, key: str) -> None:
        """Forget it, if it is there."""
        ...
