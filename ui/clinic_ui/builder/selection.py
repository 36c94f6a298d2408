"""Which exercises of the program are chosen together."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Ids in the program's order; the anchor is where a range begins."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._order: tuple[UUID, ...] = ()
        self._chosen: frozenset[UUID] = frozenset()
        self._anchor: UUID | None = None

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The chosen ones, from top to bottom."""
        return tuple(each for each in self._order if each in self._chosen)

    @property
    def is_several(self) -> bool:
        """Whether more than one is chosen."""
        return len(self.ids) > 1

    def follow(self, order: Sequence[UUID]) -> None:
        """Know the program's order; what is gone is chosen no more."""
        before = self.ids
        self._order = tuple(order)
        self._chosen &= frozenset(order)
        if self.ids != before:
            self.changed.emit()

    def with_it(self, item_id: UUID) -> tuple[UUID, ...]:
        """What an errand on one exercise is about: all that are chosen with it, else it alone."""
        return self.ids if item_id in self._chosen else (item_id,)

    def only(self, item_id: UUID) -> None:
        """Choose one alone; ranges begin there."""
        self._anchor = item_id
        self._choose({item_id})

    def toggle(self, item_id: UUID) -> None:
        """Choose one besides, or no more."""
        self._anchor = item_id
        self._choose(self._chosen ^ {item_id})

    def extend_to(self, item_id: UUID) -> None:
        """Choose all from where the range begins to here."""
        if self._anchor is None or self._anchor not in self._order:
            self._anchor = item_id
        first, last = sorted((self._order.index(self._anchor), self._order.index(item_id)))
        self._choose(self._order[first : last + 1])

    def all(self) -> None:
        """Choose every exercise."""
        self._choose(self._order)

    def these(self, ids: Sequence[UUID]) -> None:
        """Choose these; ranges begin at the first."""
        self._anchor = ids[0] if ids else None
        self._choose(ids)

    def clear(self) -> None:
        """Choose none."""
        self._choose(())

    def _choose(self, ids: Sequence[UUID] | set[UUID] | frozenset[UUID]) -> None:
        chosen = frozenset(ids)
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()
