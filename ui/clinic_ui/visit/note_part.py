"""One part of the note with its letter and name; what was written last time is one click away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.visit import NotePart
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.note_text import NoteText
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane

_HEAD = 34
"""As high as a button, so that all parts stand alike."""


class NotePartBox(QWidget):
    """The field, and above it “last time”, which shows the part of the visit before and offers to copy it."""

    text_edited = Signal(str)

    def __init__(
        self,
        context: Context,
        part: NotePart,
        name: str,
        hint: str,
        phrases: Callable[[], Sequence[Phrase]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self.part, self._last = context, part, ""
        self._is_read_only = False
        theme, text = context.theme, context.words.gettext
        self.field = NoteText(name, theme, phrases)
        self.field.setPlaceholderText(hint)
        self._hint = hint
        self.last_button = text_button(
            text("Last time"), Kind.LINK, icons=context.actions.icons, icon="history"
        )
        self.last_button.setCheckable(True)
        self.last_button.setAccessibleName(text("{part}: show last time’s").format(part=name))
        self.copy_button = text_button(
            text("Copy from last"), Kind.LINK, icons=context.actions.icons, icon="copy"
        )
        self.copy_button.setAccessibleName(text("{part}: copy from last time").format(part=name))
        for button in (self.last_button, self.copy_button):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes from part to part
        self.last = Label("", theme, Type.SMALL, Tone.TEXT_3, wraps=True)
        self.last.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.letter = Label(name, theme, Type.BODY_STRONG)
        self.letter.setBuddy(self.field)
        self._lay_out()
        self.last_button.toggled.connect(self._show_last)
        self.copy_button.clicked.connect(self._on_copy)
        self.field.text_edited.connect(self.text_edited)
        self._show_last()

    def offer_last(self, last: str) -> None:
        """Let this be what was written last time."""
        self._last = last.strip()
        self.last.setText(self._last)
        self._show_last()

    def set_read_only(self, is_read_only: bool) -> None:
        """Signed: the text is read, not changed."""
        if is_read_only == self._is_read_only:
            return
        self._is_read_only = is_read_only
        self.field.setReadOnly(is_read_only)
        nothing = self._context.words.gettext("Nothing noted")
        self.field.setPlaceholderText(nothing if is_read_only else self._hint)
        self.field.refit()
        self._show_last()

    def show_last(self) -> None:
        """Open or close what was written last time."""
        self.last_button.toggle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.letter.setMinimumHeight(self._context.theme.px(_HEAD))
        head.addWidget(self.letter)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        head.addWidget(self.last_button)
        self._tile = Pane("tile")
        tile = QVBoxLayout(self._tile)
        tile.setContentsMargins(12, 8, 12, 8)
        tile.addWidget(self.last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._tile)
        column.addWidget(self.field)

    def _show_last(self, _is_on: bool = False) -> None:
        has_last = bool(self._last)
        is_open = has_last and self.last_button.isChecked()
        self.last_button.setVisible(has_last)
        self._tile.setVisible(is_open)
        self.copy_button.setVisible(is_open and not self.field.isReadOnly())

    def _on_copy(self) -> None:
        """Below what stands there already, as one step."""
        known = self.field.toPlainText()
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.put_in(self._last if not known or known.endswith("\n") else f"\n{self._last}")
        self.last_button.setChecked(False)
