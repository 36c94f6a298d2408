"""Below a text that is typed: what makes it hard to read, and the plain word to take instead."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_app.domain.plain_language import Jargon, PlainCheck, plain_check, replaced
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label

_MOST_WORDS = 3
_TARGET = 24


class PlainLine(QWidget):
    """Quiet: hidden where the text is plain, and never in the way of typing."""

    text_wanted = Signal(str)
    """The whole text with the plain word in it."""

    stops_changed = Signal()
    """There are other buttons to reach."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._text, self._shown = "", PlainCheck()
        self.grade = Label("", context.theme, Type.CAPTION, Tone.TEXT_2)
        self.said = Label("", context.theme, Type.CAPTION, Tone.TEXT_2)
        self.buttons: list[QPushButton] = []
        self._flow = FlowLayout(6, self)
        self._flow.addWidget(self.grade)  # apart: both on one line are wider than a narrow column
        self._flow.addWidget(self.said)
        self.hide()

    def look_at(self, text: str, language: str, *, may_change: bool = True) -> None:
        """Say what is worth saying of a text; a text that cannot change is left in peace."""
        known = self._context.library.plain_words.get(language, {})
        found = plain_check(text, language, known) if may_change else PlainCheck()
        self._text = text
        if found != self._shown:
            self._shown = found
            self._show(found)

    def _show(self, found: PlainCheck) -> None:
        for label, sentence in ((self.grade, self._of_grade(found)), (self.said, self._of_length(found))):
            label.setText(sentence)
            label.setVisible(bool(sentence))
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(jargon) for jargon in found.jargon[:_MOST_WORDS]]
        for button in self.buttons:
            self._flow.addWidget(button)
        self.setHidden(found.is_plain)
        self.stops_changed.emit()

    def _of_grade(self, found: PlainCheck) -> str:
        if found.grade is None:
            return ""
        words = self._context.words.gettext("Reading grade {grade}: aim for 6")
        return words.format(grade=round(found.grade))

    def _of_length(self, found: PlainCheck) -> str:
        if not found.longest_sentence:
            return ""
        words = self._context.words.gettext("A sentence of {count} words: make two of it")
        return words.format(count=found.longest_sentence)

    def _button(self, jargon: Jargon) -> QPushButton:
        button = text_button(f"{jargon.word} → {jargon.plain}", Kind.LINK, parent=self)
        words = self._context.words.gettext("Say “{plain}” instead of “{word}”")
        name = words.format(plain=jargon.plain, word=jargon.word)
        button.setFont(self._context.theme.font(Type.CAPTION_MEDIUM))
        button.setFixedHeight(self._context.theme.px(_TARGET))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(partial(self._on_clicked, jargon))
        return button

    def _on_clicked(self, jargon: Jargon, *_: object) -> None:
        self.text_wanted.emit(replaced(self._text, jargon))
