"""The clinic's own exercises in the window: every change off its thread, then everybody is told."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.shelf import OwnEntry
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.own_exercises import Arrivals, OwnExerciseService
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.work import Worker

Before = Mapping[str, OwnEntry | None]
Undo = Callable[[], None]


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
        on_saved: Callable[[Exercise, Undo], None],
        on_refused: Callable[[Exception], None] | None = None,
        *,
        before: Exercise | None = None,
    ) -> None:
        """Store an own exercise; what calls it back is handed a way to undo it.

        ``before`` is what was edited: nothing is stored over what somebody else made of it.
        """
        save = partial(_saved, self._own, exercise, before)
        self._worker.run(save, partial(self._on_saved, on_saved), on_refused)

    def look_again(self, slug: str, on_read: Callable[[Exercise], None]) -> None:
        """Read what another window made of it."""
        self._worker.run(partial(self._own.as_it_is_now, slug), partial(self._on_read_again, on_read))

    def _on_read_again(self, on_read: Callable[[Exercise], None], exercise: Exercise) -> None:
        self._on_changed((exercise.slug,), partial(on_read, exercise), None)

    def archive(self, slug: str, on_done: Callable[[], None]) -> None:
        """Take an own exercise out; a shipped text is back."""
        self._worker.run(partial(self._own.archive, slug), partial(self._on_changed, (slug,), on_done))

    def restore(self, slug: str) -> None:
        """Put one back that was taken out."""
        self._worker.run(partial(self._own.restore, slug), partial(self._on_changed, (slug,), _nothing))

    def bring_in(self, arrivals: Arrivals, on_done: Callable[[Undo], None]) -> None:
        """Store what a file holds."""
        self._worker.run(partial(_brought_in, self._own, arrivals), partial(self._on_brought_in, on_done))

    def _put_back(self, before: Before) -> None:
        done = partial(self._on_changed, tuple(before), _nothing)
        self._worker.run(partial(self._own.put_back, before), done)

    def _on_saved(self, on_saved: Callable[[Exercise, Undo], None], done: tuple[Exercise, Before]) -> None:
        exercise, before = done
        tell = partial(on_saved, exercise, partial(self._put_back, before))
        self._on_changed((exercise.slug,), tell, None)

    def _on_brought_in(self, on_done: Callable[[Undo], None], before: Before) -> None:
        self._on_changed(tuple(before), partial(on_done, partial(self._put_back, before)), None)

    def _on_changed(self, slugs: tuple[str, ...], on_done: Callable[[], None], _result: object) -> None:
        for slug in slugs:
            self._thumbnails.forget(slug)
        self.changed.emit(slugs)
        on_done()


def _saved(own: OwnExerciseService, exercise: Exercise, edited: Exercise | None) -> tuple[Exercise, Before]:
    before = own.as_stored((exercise.slug,))
    saved = own.save(exercise, edited)
    return saved, before if saved.slug == exercise.slug else {saved.slug: None}


def _brought_in(own: OwnExerciseService, arrivals: Arrivals) -> Before:
    before = own.as_stored(each.exercise.slug for each in arrivals.exercises)
    own.bring_in(arrivals)
    return before


def _nothing() -> None:
    """Nothing to say when an exercise is back: it is in sight."""
