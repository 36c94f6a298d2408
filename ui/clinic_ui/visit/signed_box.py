"""What stands below a signed note: what was added since, and room to add more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.visit import Amendment
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.note_text import NoteText
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline


class SignedBox(QWidget):
    """Amendments, oldest first, each with its name and time."""

    amend_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, theme = context.words.gettext, context.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(8)
        self.field = NoteText(text("Amendment"), theme, tuple, least_lines=2)
        self.field.setPlaceholderText(
            text("What has to be added or put right? The note above stays as it was.")
        )
        self.problem = Label("", theme, Type.CAPTION, Tone.BAD, wraps=True)
        self.problem.hide()
        self.amend_button = text_button(text("Add amendment"), Kind.PRIMARY)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.amend_button, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addWidget(hairline())
        self._column.addLayout(self._shown)
        name = Label(text("Amendment"), theme, Type.BODY_STRONG)
        name.setBuddy(self.field)
        self._column.addWidget(name)
        self._column.addWidget(self.field)
        self._column.addLayout(foot)
        context.seat.hold(self.amend_button)
        context.seat.open_for_reading(self)
        self.amend_button.clicked.connect(self._on_amend)

    def show_amendments(self, amendments: Sequence[Amendment]) -> None:
        """Show what was added to a signed visit."""
        while (item := self._shown.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for each in amendments:
            self._shown.addWidget(self._amendment(each))
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say why it was not added; nothing: it was."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _amendment(self, amendment: Amendment) -> QWidget:
        words, theme = self._context.words, self._context.theme
        tile = Pane("tile")
        said = words.gettext("Added by {name}, {moment}").format(
            name=amendment.amended_by, moment=words.moment(amendment.amended_at)
        )
        column = QVBoxLayout(tile)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        column.addWidget(Label(said, theme, Type.CAPTION, Tone.TEXT_2, wraps=True))
        body = Label(amendment.text, theme, Type.BODY, wraps=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(body)
        return tile

    def _on_amend(self) -> None:
        self.amend_wanted.emit(self.field.toPlainText())
