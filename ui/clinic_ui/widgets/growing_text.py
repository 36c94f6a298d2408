"""A field for one paragraph that grows with what is typed."""

from math import ceil

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from clinic_ui.theme import FIELD_PADDING, Theme
from clinic_ui.widgets.fields import typed_into

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GrowingText(QPlainTextEdit):
    """One to ``most_lines`` lines high, then it scrolls. Tab leaves it; lines are not broken by hand."""

    text_edited = Signal(str)
    """A person changed the text."""

    was_cut = Signal(int)
    """Somebody typed or pasted more than there is room for: this many letters."""

    def __init__(
        self, name: str, theme: Theme, *, longest: int, most_lines: int = 4, parent: QWidget | None = None
    ) -> None:
        """``longest`` is counted in characters."""
        super().__init__(parent)
        self._theme, self._longest, self._most_lines = theme, longest, most_lines
        self._is_shown_text = False
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the page takes back, one history for everything
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show another text from its beginning, without saying that a person typed it."""
        if text == self.toPlainText():
            return
        self._is_shown_text = True
        self.setPlainText(text)
        self._is_shown_text = False
        if self.hasFocus():
            self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter begins no paragraph, since none is printed; overrides Qt."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)

    def toPlainText(self) -> str:  # noqa: N802 - Qt's name
        """Blanks as they were typed; overrides Qt."""
        return typed_into(self)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """What is pasted becomes one paragraph, as it is printed, and no longer; overrides Qt."""
        words = source.text().split(maxsplit=self._longest)
        self.insertPlainText(self.fitting(" ".join(words)))

    def fitting(self, pasted: str) -> str:
        """As much as there is room for: Qt breaks a line of fifty million letters for minutes."""
        return pasted[: self._longest + 1]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths break into other lines; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the text; the document's own height is counted in lines."""
        lines = max(1, round(self.document().size().height()))
        shown = min(lines, self._most_lines)
        needs_bar = lines > self._most_lines
        as_needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if needs_bar else never)
        line = ceil(QFontMetricsF(self.font()).lineSpacing())
        height = max(shown * line, self._theme.px(22)) + 2 * (FIELD_PADDING + 1)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _on_text_changed(self) -> None:
        if self._is_shown_text:
            return
        text = self.toPlainText()
        if len(text) > self._longest:
            self.was_cut.emit(self._longest)
            text, at = text[: self._longest], min(self.textCursor().position(), self._longest)
            self.show_text(text)
            cursor = self.textCursor()
            cursor.setPosition(at)
            self.setTextCursor(cursor)
        self.text_edited.emit(text)
