"""The clinic's own exercises in the window: every change off its thread, then everybody is told."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.exercise import Exercise
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.own_exercises import Arrivals
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.work import Worker


class OwnLibrary(QObject):
    """Saves, takes out and brings in; ``changed`` follows once the library and its index are new."""

    changed = Signal(object)
    """The slugs (a tuple) that are new, changed or gone."""

    def __init__(
        self, services: ClinicServices, worker: Worker, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._own, self._worker, self._thumbnails = services.own, worker, thumbnails

    def save(
        self,
        exercise: Exercise,
        on_saved: Callable[[Exercise], None],
        on_refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Store an own exercise."""
        done = partial(self._on_saved, on_saved)
        self._worker.run(partial(self._own.save, exercise), done, on_refused)

    def archive(self, slug: str, on_done: Callable[[], None]) -> None:
        """Take an own exercise out; a shipped text is back."""
        self._worker.run(partial(self._own.archive, slug), partial(self._on_changed, (slug,), on_done))

    def restore(self, slug: str, on_done: Callable[[], None]) -> None:
        """Put one back that was taken out."""
        self._worker.run(partial(self._own.restore, slug), partial(self._on_changed, (slug,), on_done))

    def bring_in(self, arrivals: Arrivals, on_done: Callable[[], None]) -> None:
        """Store what a file holds."""
        slugs = tuple(each.exercise.slug for each in arrivals.exercises)
        self._worker.run(partial(self._own.bring_in, arrivals), partial(self._on_changed, slugs, on_done))

    def _on_saved(self, on_saved: Callable[[Exercise], None], exercise: Exercise) -> None:
        self._on_changed((exercise.slug,), partial(on_saved, exercise), None)

    def _on_changed(self, slugs: tuple[str, ...], on_done: Callable[[], None], _result: object) -> None:
        for slug in slugs:
            self._thumbnails.forget(slug)
        self.changed.emit(slugs)
        on_done()
