"""A short text of a dose in its cell: load and tempo."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from clinic_ui.actions import UndoOfPage
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.selecting_line import SelectingLine

_LONGEST = 20
_ASIDE, _LETTER, _LEAST = 16, 10, 2


class TextCell(Pane):
    """What is typed, with what it is; may be empty."""

    text_edited = Signal(str)
    """A person changed the text."""

    left = Signal(str)
    """The typing is over."""

    def __init__(self, context: Context, unit: str, help_text: str) -> None:
        super().__init__("sunk")
        self.field = SelectingLine()
        self.field.setProperty("kind", "number")
        self.field.setFont(context.theme.font(Type.NUMBER))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText("–")
        self.field.setAccessibleName(unit)
        self.field.setAccessibleDescription(help_text)
        self.field.setToolTip(help_text)
        self.field.installEventFilter(UndoOfPage(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 2, 6, 2)
        row.setSpacing(0)
        row.addWidget(self.field)
        row.addWidget(Label(unit, context.theme, Type.SMALL, Tone.TEXT_2))
        self._theme = context.theme
        self.field.textChanged.connect(self._on_text_changed)
        self._on_text_changed("")
        self.field.textEdited.connect(self.text_edited)
        self.field.editingFinished.connect(self._on_left)

    def show_text(self, text: str) -> None:
        """Show what holds; typing goes on undisturbed."""
        if not self.field.hasFocus() and self.field.text() != text:
            self.field.setText(text)

    def mark(self, *, invalid: bool) -> None:
        """Whether what stands here can be used."""
        if bool(self.field.property("invalid")) != invalid:
            self.field.setProperty("invalid", invalid)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _on_text_changed(self, text: str) -> None:
        """As wide as the text."""
        self.field.setFixedWidth(self._theme.px(_ASIDE + _LETTER * max(_LEAST, len(text))))

    def _on_left(self) -> None:
        self.left.emit(self.field.text())
