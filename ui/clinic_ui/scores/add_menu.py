"""“Add” on a patient's page: a score, a diary sheet, a red-flag screen; and their rows opened again."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from shiboken6 import isValid

from clinic_app.domain.diary import Diary
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.story import ScoreEntry
from clinic_ui.context import Context
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.scores.score_taker import ScoreTaker
from clinic_ui.shortcuts import Shortcut
from clinic_ui.story.patient_view import PatientView
from clinic_ui.widgets.buttons import Kind, text_button

if TYPE_CHECKING:
    from clinic_ui.pages.screen_form import ScreenForm
    from clinic_ui.scores.diary_form import DiaryForm
    from clinic_ui.scores.score_form import ScoreForm

Current = tuple[PatientView | None, Episode | None]


class AddMenu(QObject):
    """Holds the button with its menu, and the form that is open."""

    stored = Signal()
    """The record holds something new, or no longer counts something."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        current: Callable[[], tuple[PatientView | None, Episode | None]],
    ) -> None:
        """``current`` says whose page it is, and which problem what is added belongs to."""
        super().__init__(page)
        self._context, self._page, self._current = context, page, current
        text, actions = context.words.gettext, context.actions
        self.score = actions.make(page, Shortcut.ADD_SCORE, self._on_score, everywhere=True)
        self.diary = actions.make(page, Shortcut.ADD_DIARY, self._on_diary, everywhere=True)
        self.screen = QAction(text("Red-flag screen …"), page)
        self.screen.triggered.connect(self._on_screen)
        self.menu = QMenu(page)
        self.menu.addActions([self.score, self.diary, self.screen])
        self.button: QPushButton = text_button(text("Add"), Kind.OUTLINE, icons=actions.icons, icon="add")
        self.button.setMenu(self.menu)
        context.seat.hold(self.screen, self.button)
        self.scores = ScoreTaker(context, page)
        self.scores.stored.connect(self.stored)
        self.diary_form: DiaryForm | None = None
        self.screen_form: ScreenForm | None = None
        self.allow()

    @property
    def score_form(self) -> "ScoreForm | None":
        """The form for a score that was opened last."""
        return self.scores.form

    def allow(self) -> None:
        """Offer what can be added to what is shown now."""
        view, _episode = self._current()
        is_here = view is not None and view.patient.archived_at is None
        library = self._context.library
        self.score.setEnabled(is_here and bool(library.measures))
        self.diary.setEnabled(is_here and view is not None and bool(_given(view)))
        self.screen.setEnabled(is_here and bool(library.screens))

    def flush(self) -> None:
        """Keep what is typed in a form that is open."""
        self.scores.flush()
        for form in (self.diary_form, self.screen_form):
            if form is not None and isValid(form):
                form.draft.flush()

    def open_score(self, entry: ScoreEntry) -> None:
        """A score as it was answered, to be read, corrected or withdrawn."""
        if entry.results[0].measure in self._context.library.measures:
            self._open_score_form(entry.results)

    def open_diary(self, diary: Diary) -> None:
        """A log sheet as it was keyed in, to be changed."""
        self._open_diary_form(diary)

    def _on_score(self) -> None:
        self._open_score_form(())

    def _open_score_form(self, replaced: tuple[MeasureResult, ...]) -> None:
        view, episode = self._current()
        if view is None:
            return
        subject = ScoreSubject(
            patient=view.patient, episode=episode, results=view.story.standing_results, replaced=replaced
        )
        self.scores.take(subject)

    def _on_diary(self) -> None:
        self._open_diary_form(None)

    def _open_diary_form(self, diary: Diary | None) -> None:
        from clinic_ui.scores.diary_form import DiaryForm  # no form is in the first paint

        view, episode = self._current()
        versions = _given(view, episode) if view is not None else []
        if view is None or (diary is not None and diary.version_id not in view.story.versions):
            return
        if diary is not None:
            versions = [view.story.versions[diary.version_id]]
        form = self.diary_form = DiaryForm(
            self._context, view.patient, versions, view.story.diaries, diary=diary, parent=self._page
        )
        form.diary_stored.connect(partial(self._on_diary_stored, is_new=diary is None))
        form.diary_removed.connect(self._on_diary_removed)
        form.finished.connect(form.deleteLater)
        form.open()

    def _on_diary_stored(self, diary: Diary, *, is_new: bool) -> None:
        text = self._context.words.gettext
        if is_new:
            remove = partial(self._context.services.diaries.remove, diary)
            undo = partial(self._run, remove)
            self._context.toasts.say(text("Diary sheet recorded"), text("Undo"), undo)
        self.stored.emit()

    def _on_diary_removed(self, diary: Diary) -> None:
        text = self._context.words.gettext
        undo = partial(self._run, partial(self._context.services.diaries.put_back, diary))
        self._context.toasts.say(text("Diary sheet removed"), text("Undo"), undo)
        self.stored.emit()

    def _run(self, job: Callable[[], object]) -> None:
        """Do it, then look at the record again."""
        self._context.worker.run(job, self._on_run)

    def _on_run(self, _result: object) -> None:
        self.stored.emit()

    def _on_screen(self) -> None:
        """The screen of the open problem’s region, else the first."""
        from clinic_ui.pages.screen_form import ScreenForm  # as above

        view, episode = self._current()
        screens = self._context.library.screens
        if view is None:
            return
        fitting = [key for key, each in screens.items() if episode and episode.region in each.regions]
        form = self.screen_form = ScreenForm(
            self._context,
            view.patient.id,
            next(iter([*fitting, *screens])),
            episode_id=episode.id if episode else None,
            parent=self._page,
        )
        form.screen_stored.connect(self.stored)
        form.finished.connect(form.deleteLater)
        form.open()


def _given(view: PatientView, episode: Episode | None = None) -> list[ProgramVersion]:
    """Versions that were handed out, newest first: those of the problem where there are any, else all."""
    story = view.story
    own = [each for each in story.versions_of(episode) if each.handed_out_at is not None]
    found = own or [each for each in story.versions.values() if each.handed_out_at is not None]
    return sorted(found, key=lambda each: (each.handed_out_at, each.number), reverse=True)
