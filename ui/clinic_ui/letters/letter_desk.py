"""“Letter” on a patient's page: the form, what leaves, and what left before, again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from clinic_app.domain.audit import AuditAction, ByItsRow, Leaving, Noted
from clinic_app.domain.letter import Letter
from clinic_app.domain.patient import Episode, Patient
from clinic_app.services.letters import NAMES, PreparedLetter
from clinic_ui.context import Context
from clinic_ui.letters.letter_form import LetterForm
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.widgets.buttons import Kind, text_button


class LetterDesk(QObject):
    """Holds the button and the form that is open; ``shown`` says whose page it is, and which problem."""

    stored = Signal()
    """A letter left, and the record holds it."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        output: SheetOutput,
        shown: Callable[[], tuple[Patient | None, Episode | None]],
    ) -> None:
        super().__init__(page)
        self._context, self._page, self.output, self._shown = context, page, output, shown
        text, icons = context.words.gettext, context.actions.icons
        self.button: QPushButton = text_button(text("Letter"), Kind.OUTLINE, icons=icons, icon="document")
        context.seat.hold(self.button)
        self.button.clicked.connect(self._on_letter)
        self.form: LetterForm | None = None
        self.menu: QMenu | None = None
        self.allow()

    def allow(self) -> None:
        """A letter is about a problem: without one there is nothing to write."""
        patient, episode = self._shown()
        text = self._context.words.gettext
        self.button.setEnabled(patient is not None and episode is not None)
        self.button.setToolTip(
            text("Discharge summary or progress report")
            if episode is not None
            else text("Add the patient’s problem first: a letter is about one.")
        )

    def offer(self, episode: Episode) -> None:
        """A problem was closed: say so, with the letter one press away."""
        text = self._context.words.gettext
        said = text("Closed: {problem}").format(problem=episode.problem)
        self._context.toasts.say(said, text("Write the letter"), partial(self._open_about, episode))

    def print_again(self, letter: Letter) -> None:
        """The very bytes that left, to the printer."""
        again = self._context.services.letters.again
        self._context.worker.run(
            partial(again, letter), partial(self._print, self._say_printed, _again(letter))
        )

    def show_menu(self, letter: Letter, at: QPoint) -> None:
        """What left may be printed and saved again, as it was."""
        text = self._context.words.gettext
        self.menu = QMenu(self._page)
        self.menu.addAction(text("Print again"), partial(self.print_again, letter))
        self.menu.addAction(text("Save as PDF"), partial(self._save_again, letter))
        self.menu.popup(at)

    def _on_letter(self) -> None:
        _patient, episode = self._shown()
        if episode is not None:
            self._open_about(episode)

    def _open_about(self, episode: Episode) -> None:
        """Only while that patient is still on the page."""
        patient, _episode = self._shown()
        if patient is None or patient.id != episode.patient_id:
            return
        form = self.form = LetterForm(self._context, patient, episode, self._page)
        form.print_wanted.connect(partial(self._on_print_wanted, form))
        form.save_wanted.connect(partial(self._on_save_wanted, form))
        form.finished.connect(partial(self._on_finished, form))
        form.open()

    def _on_finished(self, form: LetterForm, _result: int) -> None:
        if self.form is form:
            self.form = None
        form.deleteLater()

    def _on_print_wanted(self, form: LetterForm, letter: PreparedLetter) -> None:
        self._print(partial(self._store, form, letter), ByItsRow.STORED, letter)

    def _on_save_wanted(self, form: LetterForm, letter: PreparedLetter) -> None:
        self._save(partial(self._store, form, letter), ByItsRow.STORED, letter)

    def _save_again(self, letter: Letter) -> None:
        again = self._context.services.letters.again
        self._context.worker.run(partial(again, letter), partial(self._save, self._say_saved, _again(letter)))

    def _print(self, on_left: Callable[[], object], leaving: Leaving, letter: PreparedLetter) -> None:
        self.output.print_pdf(
            letter.pdf.data,
            paper=letter.paper,
            leaving=leaving,
            on_sent=on_left,
            name=letter.file_name,
            on_saved=partial(_ignoring, on_left),
            title=self._context.words.gettext("Save the letter"),
            job=self._context.words.gettext(NAMES[letter.letter.kind]),
        )

    def _save(self, on_left: Callable[[], object], leaving: Leaving, letter: PreparedLetter) -> None:
        title = self._context.words.gettext("Save the letter")
        saved = partial(_ignoring, on_left)
        self.output.save_pdf(
            letter.pdf.data, name=letter.file_name, leaving=leaving, on_saved=saved, title=title
        )

    def _store(self, form: LetterForm, letter: PreparedLetter) -> None:
        """It left: the record keeps it."""
        store = partial(self._context.services.letters.store, letter)
        self._context.worker.run(store, partial(self._on_stored, form))

    def _on_stored(self, form: LetterForm, _letter: Letter) -> None:
        if self.form is form:  # it may have been closed meanwhile
            form.finish()
        self._context.toasts.say(self._context.words.gettext("The letter is kept in the timeline"))
        self.stored.emit()

    def _say_printed(self) -> None:
        self._context.toasts.say(self._context.words.gettext("Sent to the printer"))

    def _say_saved(self) -> None:
        self._context.toasts.say(self._context.words.gettext("Saved"))


def _again(letter: Letter) -> Noted:
    return Noted(AuditAction.REPRINTED, "letter", letter.id, letter.patient_id)


def _ignoring(call: Callable[[], object], _path: str) -> None:
    call()
