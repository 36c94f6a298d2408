"""A field for one part of a note: plain text, many lines, phrases by ``/name`` and Tab."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.phrases import phrase_typed
from clinic_app.domain.visit import LONGEST_PART
from clinic_ui.theme import FIELD_PADDING, Theme
from clinic_ui.widgets.fields import typed_into

_LEAST_LINES = 4


class NoteText(QPlainTextEdit):
    """Grows with what is typed, never scrolls inside. Tab goes on, or puts in the phrase just named."""

    text_edited = Signal(str)
    """A person changed the text."""

    was_cut = Signal()
    """More was pasted than a part has room for."""

    cursor_moved = Signal()
    """Where the keyboard writes is another place: keep it in sight."""

    def __init__(
        self,
        name: str,
        theme: Theme,
        phrases: Callable[[], Sequence[Phrase]],
        *,
        least_lines: int = _LEAST_LINES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._phrases, self._least_lines = theme, phrases, least_lines
        self._is_shown_text = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the page takes back, one history for everything
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show another text, without saying that a person typed it; the cursor goes where it differs."""
        shown = self.toPlainText()
        if text == shown:
            return
        start = _common(shown, text)
        end = _common(shown[start:][::-1], text[start:][::-1])
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(len(shown) - end, QTextCursor.MoveMode.KeepAnchor)
        self._is_shown_text = True
        cursor.insertText(text[start : len(text) - end])
        self._is_shown_text = False
        if self.toPlainText() != text:  # letters of two code units were cut
            self._is_shown_text = True
            self.setPlainText(text)
            self._is_shown_text = False
        elif self.hasFocus():
            self.setTextCursor(cursor)

    def put_in(self, text: str) -> None:
        """Put a text where the keyboard writes, as one step; a blank before it where words meet."""
        cursor = self.textCursor()
        before = self._before(cursor)
        if before and not before[-1].isspace() and not text[:1].isspace() and not cursor.hasSelection():
            text = f" {text}"
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Tab is asked for a phrase before it goes on; undo and redo are the page's; overrides Qt."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
            and self._take_phrase()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape, undo and redo are the page's; overrides Qt."""
        keys = QKeySequence.StandardKey
        if event.key() == Qt.Key.Key_Escape or event.matches(keys.Undo) or event.matches(keys.Redo):
            event.ignore()
            return
        super().keyPressEvent(event)

    def toPlainText(self) -> str:  # noqa: N802 - Qt's name
        """Blanks as they were typed; overrides Qt."""
        return typed_into(self)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """What is pasted is plain text, no longer than a note may be; overrides Qt."""
        room = max(0, LONGEST_PART - len(self.toPlainText()))
        self.insertPlainText(source.text()[:room])
        if len(source.text()) > room:
            self.was_cut.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths break into other lines; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def refit(self) -> None:
        """It became read-only or not: as high as it must be."""
        self._fit()

    def _before(self, cursor: QTextCursor) -> str:
        """What stands before the cursor, or before what is chosen."""
        first = QTextCursor(self.document())
        first.setPosition(0)
        first.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        return first.selectedText().replace("\u2029", "\n")

    def _take_phrase(self) -> bool:
        cursor = self.textCursor()
        if self.isReadOnly() or cursor.hasSelection():
            return False
        called = phrase_typed(self._before(cursor), self._phrases())
        if called is None:
            return False
        typed = len(self._before(cursor)) - called.start
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, typed)
        cursor.insertText(called.phrase.text)
        self.setTextCursor(cursor)
        return True

    def _fit(self) -> None:
        """As high as the text; the document's own height is counted in lines."""
        least = 1 if self.isReadOnly() else self._least_lines
        lines = max(least, round(self.document().size().height()))
        height = ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + 2 * (FIELD_PADDING + 2)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _on_text_changed(self) -> None:
        if not self._is_shown_text:
            self.text_edited.emit(self.toPlainText())

    def _on_cursor(self) -> None:
        if self.hasFocus():
            self.cursor_moved.emit()


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    most = min(len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most)
