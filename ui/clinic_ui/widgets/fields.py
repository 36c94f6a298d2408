"""A form's rows: a name above its field, and a sentence below when the value cannot be used."""

from typing import Final

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_LINE_ENDS: Final = "\u2028\u2029\ufdd0\ufdd1"
"""What stands for a line's end in Qt's documents."""

_LOOK_AGAIN_MS: Final = 30
"""While a mouse button is held: what it was pressed on must stay where it is until it is let go."""


class FormField(QWidget):
    """One input with its name above it."""

    def __init__(
        self, theme: Theme, name: str, field: QWidget, *, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._help = help_text
        self._refused = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LOOK_AGAIN_MS)
        self._later.timeout.connect(self._show_note)
        self.name = Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self.name.setBuddy(field)
        self.note = Label(help_text, theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        if not help_text:
            self.note.hide()  # shown by its place: before it has one it would be a window of its own
        field.setAccessibleName(name)
        field.setAccessibleDescription(help_text)
        if isinstance(field, Paragraph):
            field.was_cut.connect(self.refuse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(field)
        column.addWidget(self.note)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence means nothing is."""
        self.field.setProperty("invalid", bool(sentence))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.field.setAccessibleDescription(sentence or self._help)
        self._refused = sentence
        self._show_note()

    def take_back(self, sentence: str) -> None:
        """Say no longer what was said; anything else stays."""
        if self._refused == sentence:
            self.refuse("")

    def _show_note(self) -> None:
        """Not under a pressed mouse button: the row below would move away, and the click be lost."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._later.start()
            return
        self.note.setText(self._refused or self._help)
        self.note.set_tone(Tone.BAD if self._refused else Tone.TEXT_3)
        self.note.setVisible(bool(self._refused or self._help))
        self._hold_note()

    def _hold_note(self) -> None:
        """Room for every line: a layout aligned to the top gives wrapped words no more than it hints at."""
        self.note.setMinimumHeight(self.note.heightForWidth(self.width()) if self.note.text() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrower note has more lines; overrides Qt."""
        super().resizeEvent(event)
        self._hold_note()


class Line(QLineEdit):
    """A field for one line. What the record holds already is shown whole, however long it is."""

    def __init__(self, text: str, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self.setText(text)

    def setText(self, text: str | None) -> None:  # noqa: N802 - Qt's name
        """Qt would leave the end out, and the next save lose it; overrides Qt."""
        text = text or ""
        self.setMaxLength(max(self._longest, len(text.encode("utf-16-le", "surrogatepass")) // 2))
        super().setText(text)


def line(text: str = "", *, placeholder: str = "", longest: int = 200) -> QLineEdit:
    """A field for one line, of at most ``longest`` letters typed."""
    field = Line(text, longest)
    field.setPlaceholderText(placeholder)
    return field


def typed_into(field: QPlainTextEdit) -> str:
    """All of its text; Qt's own ``toPlainText`` makes blanks that break of those that do not."""
    text = field.document().toRawText()
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


class Paragraph(QPlainTextEdit):
    """A field for a few lines; Tab leaves it. What is pasted is no longer than a text may be.

    Qt breaks a line of fifty million letters for minutes, and the window stands still.
    """

    was_cut = Signal(str)
    """More was pasted than there is room for: a sentence that says so."""

    def __init__(self, words: Words, text: str, longest: int) -> None:
        super().__init__(text)
        self._words, self._longest = words, longest
        self.setTabChangesFocus(True)

    def toPlainText(self) -> str:  # noqa: N802 - Qt's name
        """Blanks as they were typed; overrides Qt."""
        return typed_into(self)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Plain text, as much of it as there is room for; overrides Qt."""
        pasted = source.text()
        room = max(0, self._longest - self.document().characterCount() + 1)
        self.insertPlainText(pasted[:room])
        if len(pasted) > room:
            said = self._words.gettext("The end was left out: a part has room for {most} letters.")
            self.was_cut.emit(said.format(most=self._longest))


def paragraph(words: Words, text: str = "", *, height: int = 72, longest: int = 20_000) -> Paragraph:
    """A field for a few lines, of at most ``longest`` letters pasted."""
    field = Paragraph(words, text, longest)
    field.setFixedHeight(height)
    return field


def grow(dialog: QDialog) -> None:
    """Make a dialog as high as what it holds now: a sentence below a field must not squeeze the others."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    by_width = layout.hasHeightForWidth()
    needed = layout.totalHeightForWidth(dialog.width()) if by_width else layout.totalSizeHint().height()
    if dialog.height() < needed:
        dialog.resize(dialog.width(), needed)
