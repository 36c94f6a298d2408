"""What this desk uses: favourites and what was prescribed last, read off the window's thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.facets import FAVOURITE, RECENTLY_USED
from clinic_app.domain.shelf import ShelfKind, ShelfUse
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.shelf import ShelfService, favourites, habits, recently_used
from clinic_ui.work import Latest, Worker


@dataclass(frozen=True, slots=True)
class _Read:
    """How exercises are used, and what that adds to a search's score."""

    uses: Mapping[str, ShelfUse]
    habits: Mapping[str, float]


class ExerciseShelf(QObject):
    """Knows the uses of exercises, marks them in the index, and has first letters looked up ahead of time."""

    changed = Signal()
    """Something is a favourite, or one no more, or was used; searches should be asked anew."""

    def __init__(
        self,
        service: ShelfService,
        in_use: LibraryInUse,
        worker: Worker,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service, self._in_use, self._language = service, in_use, language
        self._worker = worker
        self._reading = Latest(worker)
        self._known = _Read({}, {})
        self._was_asked = False

    @property
    def habits(self) -> Mapping[str, float]:
        """What each use adds to the score of a search."""
        return self._known.habits

    def is_favourite(self, slug: str) -> bool:
        """Whether the exercise is a favourite."""
        use = self._known.uses.get(slug)
        return use is not None and use.is_favourite

    def ensure_read(self) -> None:
        """Read the uses, if nobody asked for them yet."""
        if not self._was_asked:
            self.read()

    def read(self) -> None:
        """Read the uses anew; ``changed`` follows."""
        self._was_asked = True
        self._reading.run(self._read, self._on_read)

    def set_favourite(self, slug: str, *, is_on: bool) -> None:
        """Make it a favourite, or one no more: at once here, and soon in the record."""
        use = self._known.uses.get(slug, ShelfUse(kind=ShelfKind.EXERCISE, slug=slug))
        self._on_read(self._marked({**self._known.uses, slug: replace(use, is_favourite=is_on)}))
        store = partial(self._service.set_favourite, slug, is_on=is_on)
        self._worker.run(store, lambda _use: self.read())

    def note_used(self, slugs: Iterable[str]) -> None:
        """They were handed out just now; of what somebody hands out who may only look, nothing is noted."""
        if not self._service.record.actor.may_write:
            return
        self._worker.run(partial(self._service.note_used, tuple(slugs)), lambda _none: self.read())

    def _read(self) -> _Read:
        """Off the window's thread."""
        return self._marked(self._service.uses())

    def _marked(self, uses: Mapping[str, ShelfUse]) -> _Read:
        index = self._in_use.index
        index.masks.mark(FAVOURITE, favourites(uses))
        index.masks.mark(RECENTLY_USED, recently_used(uses))
        return _Read(uses, habits(uses))

    def _on_read(self, known: _Read) -> None:
        self._known = known
        self.changed.emit()
        self._worker.run(partial(self._in_use.index.warm, self._language, known.habits), lambda _none: None)
