"""Opens the form for a score, and says what became of it; what was just recorded can be taken back."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clinic_app.domain.measure_result import MeasureResult
from clinic_ui.context import Context
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.story.entry_words import part_words

if TYPE_CHECKING:
    from clinic_ui.scores.score_form import ScoreForm


class ScoreTaker(QObject):
    """Stands behind every button that takes a score."""

    stored = Signal()
    """The record holds another score, or no longer counts one."""

    def __init__(self, context: Context, page: QWidget) -> None:
        """The form opens over ``page``."""
        super().__init__(page)
        self._context, self._page = context, page
        self.form: ScoreForm | None = None

    def take(self, subject: ScoreSubject) -> None:
        """Open the form."""
        from clinic_ui.scores.score_form import ScoreForm  # no form is in the first paint

        form = self.form = ScoreForm(self._context, subject, self._page)
        form.score_stored.connect(self._on_stored)
        form.score_withdrawn.connect(self._on_withdrawn)
        form.finished.connect(form.deleteLater)
        form.open()

    def flush(self) -> None:
        """Keep what is typed in a form that is open."""
        if self.form is not None and isValid(self.form):
            self.form.draft.flush()

    def _on_stored(self, results: Sequence[MeasureResult]) -> None:
        """It is said, and may be taken back."""
        words, first = self._context.words, results[0]
        measure = self._context.library.measure(first.measure)
        value, _change = part_words(measure, first, None, words)
        said = words.gettext("{score} recorded").format(score=f"{measure.short} {value}")
        self._context.toasts.say(said, words.gettext("Undo"), partial(self._take_back, results))
        self.stored.emit()

    def _take_back(self, results: Sequence[MeasureResult]) -> None:
        because = self._context.words.gettext("Undone right after it was recorded")
        withdraw = partial(self._context.services.scores.withdraw, results, because)
        self._context.worker.run(withdraw, self._on_withdrawn)

    def _on_withdrawn(self, _results: object) -> None:
        self._context.toasts.say(self._context.words.gettext("The score was withdrawn"))
        self.stored.emit()
