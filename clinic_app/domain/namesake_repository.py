"""What the services ask of the record about many patients at once, and about those who are alike."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from clinic_app.domain.namesakes import NameKeys
from clinic_app.domain.patient import Patient


class NamesakeRepository(Protocol):
    """A part of the patients' repository."""

    def similar(self, names: Sequence[NameKeys], born: Sequence[date], *, limit: int) -> Sequence[Patient]:
        """Who has something of each of ``names``, or of one of them and such a birth date; archived or not.

        Those that were merged into another are left out.
        """
        ...

    def candidates(self, arriving: Sequence[Patient]) -> Sequence[Patient]:
        """Who may be one of many: called so, or born on such a day with a part of the name.

        Those that were merged into another are left out.
        """
        ...

    def add_many(self, patients: Sequence[Patient]) -> None:
        """Add new patients, faster than one by one."""
        ...
