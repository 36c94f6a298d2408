"""A small form: which letter, for whom, to whom it goes, and what is to be said beside."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.patient import Episode, Patient
from clinic_app.services.letter_care import LetterWish
from clinic_app.services.letters import PreparedLetter, addressee
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, paragraph
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

_WIDTH: Final = 480


class LetterForm(QDialog):
    """Open it with ``open()``; what is asked for is prepared, and the form stays until it left."""

    print_wanted = Signal(object)
    """A PreparedLetter to be printed."""
    save_wanted = Signal(object)
    """A PreparedLetter to be saved as PDF."""

    def __init__(
        self, context: Context, patient: Patient, episode: Episode, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._patient, self._episode = context, patient, episode
        text = context.words.gettext
        self.setWindowTitle(text("Letter"))
        self.setMinimumWidth(context.theme.px(_WIDTH))
        usual = LetterKind.DISCHARGE if episode.closed_on is not None else LetterKind.PROGRESS
        kinds = (
            Choice(LetterKind.DISCHARGE, text("Discharge summary")),
            Choice(LetterKind.PROGRESS, text("Progress report")),
        )
        self.kind = Segments(text("Kind"), kinds, usual)
        readers = (
            Choice(Reader.REFERRER, text("Referrer")),
            Choice(Reader.PATIENT, text("Patient")),
            Choice(Reader.INSURER, text("Insurer")),
        )
        self.reader = Segments(text("Written for"), readers, Reader.REFERRER)
        self.addressee = paragraph(
            context.words, addressee(Reader.REFERRER, patient, episode), height=context.theme.px(72)
        )
        self.remark = paragraph(context.words, height=context.theme.px(72))
        self.about = Label("", context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self.problem = Label("", context.theme, Type.SMALL_MEDIUM, Tone.BAD, wraps=True)
        self.problem.hide()
        icons = context.actions.icons
        self.print_button = text_button(text("Print"), Kind.PRIMARY, icons=icons, icon="print")
        self.save_button = text_button(text("Save as PDF"), Kind.OUTLINE, icons=icons, icon="pdf")
        context.seat.hold(self.print_button, self.save_button)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self._lay_out()
        self._say_reader()
        self.draft = DraftKeeper(
            context.services.drafts, context.worker, f"letter:{episode.id}", self.typed, self
        )
        self.draft.find(self._on_draft_found)
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as it needs; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits for the form to be opened; overrides Qt."""
        self.draft.flush()
        super().reject()

    def typed(self) -> dict[str, str]:
        """The fields as they stand."""
        return {
            "kind": str(self.kind.chosen),
            "reader": str(self.reader.chosen),
            "addressee": self.addressee.toPlainText(),
            "remark": self.remark.toPlainText(),
        }

    @property
    def wish(self) -> LetterWish:
        """The letter that is asked for."""
        typed = self.typed()
        return LetterWish(
            kind=LetterKind(typed["kind"]),
            reader=Reader(typed["reader"]),
            addressee=typed["addressee"].strip(),
            remark=typed["remark"].strip(),
        )

    def finish(self) -> None:
        """The letter left: the form goes."""
        self.draft.drop()
        self.accept()

    def _connect(self) -> None:
        self.reader.choice_changed.connect(self._on_reader)
        for signal in (
            self.kind.choice_changed,
            self.reader.choice_changed,
            self.addressee.textChanged,
            self.remark.textChanged,
        ):
            signal.connect(self.draft.note_change)
        self.print_button.clicked.connect(partial(self._prepare, self.print_wanted.emit))
        self.save_button.clicked.connect(partial(self._prepare, self.save_wanted.emit))
        self.cancel_button.clicked.connect(self._on_cancel)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(Label(self._episode.problem, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        for name, choice in ((text("Kind"), self.kind), (text("Written for"), self.reader)):
            within = QVBoxLayout()
            within.setSpacing(4)
            within.addWidget(Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
            row = QHBoxLayout()
            row.addWidget(choice)
            row.addStretch(1)
            within.addLayout(row)
            column.addLayout(within)
        column.addWidget(self.about)
        column.addWidget(FormField(theme, text("To"), self.addressee))
        column.addWidget(FormField(theme, text("Remarks"), self.remark))
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        for button in (self.cancel_button, self.save_button, self.print_button):
            foot.addWidget(button)
        column.addSpacing(4)
        column.addLayout(foot)
        self.print_button.setDefault(True)

    def _on_reader(self, _reader: object) -> None:
        """Another reader is another addressee, unless somebody typed one."""
        known = {addressee(each, self._patient, self._episode) for each in Reader}
        if self.addressee.toPlainText().strip() in {"", *known}:
            self.addressee.setPlainText(addressee(self.wish.reader, self._patient, self._episode))
        self._say_reader()
        grow(self)

    def _say_reader(self) -> None:
        text = self._context.words.gettext
        said = {
            Reader.REFERRER: text("Diagnosis with code, doses, scores with sources, the last signed note."),
            Reader.PATIENT: text("Plain words in the patient’s language, no codes; advice and stop signs."),
            Reader.INSURER: text("Diagnosis with code, visits, scores, claim number; no notes, no advice."),
        }
        self.about.setText(said[self.wish.reader])

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        if typed.get("kind") in set(LetterKind):
            self.kind.choose(LetterKind(typed["kind"]))
        if typed.get("reader") in set(Reader):
            self.reader.choose(Reader(typed["reader"]))
        self.addressee.setPlainText(typed.get("addressee", ""))
        self.remark.setPlainText(typed.get("remark", ""))
        self._say_reader()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _prepare(self, on_ready: Callable[[PreparedLetter], object], _checked: bool = False) -> None:
        self._allow(is_ready=False)
        prepare = partial(self._context.services.letters.prepare, self._episode.id, self.wish)
        self._context.worker.run(prepare, partial(self._on_ready, on_ready), self._on_refused)

    def _on_ready(self, on_ready: Callable[[PreparedLetter], object], letter: PreparedLetter) -> None:
        self._allow(is_ready=True)
        self.problem.hide()
        on_ready(letter)

    def _on_refused(self, error: Exception) -> None:
        self._allow(is_ready=True)
        self.problem.setText(self._context.problems.sentence(error))
        self.problem.show()
        grow(self)

    def _allow(self, *, is_ready: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(is_ready)
