"""The columns of somebody's table, each with an example and what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.arrival import SEVERAL, Column, Table
from clinic_ui.context import Context
from clinic_ui.pages.column_words import column_names
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label

_LONGEST_EXAMPLE = 40


class ImportColumns(QWidget):
    """One choice a column; a kind that can stand once is taken from the column that had it."""

    columns_changed = Signal()

    def __init__(
        self, context: Context, table: Table, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.choices: list[ChoiceBox] = []
        names, text = column_names(context.words), context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(4)
        for at, title in enumerate(table.header):
            name = title or text("Column {number}").format(number=at + 1)
            example = next((cell for cell in table.column(at) if cell.strip()), "")
            short = " ".join(example.split())[:_LONGEST_EXAMPLE]
            label = Label(name[:_LONGEST_EXAMPLE], context.theme, Type.SMALL_MEDIUM, wraps=True)
            said = text("for example “{example}”").format(example=short) if short else text("empty")
            choice = ChoiceBox(context.actions.icons, names)
            choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setAccessibleName(text("What the column {title} holds").format(title=name))
            choice.setAccessibleDescription(said)
            choice.choose(columns[at].value if at < len(columns) else "")
            choice.setProperty("at", at)
            choice.activated.connect(self._on_chosen)
            self.choices.append(choice)
            column.addWidget(label)
            column.addWidget(Label(said, context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True))
            column.addWidget(choice)
            column.addSpacing(8)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds now."""
        return tuple(Column(str(choice.currentData())) for choice in self.choices)

    def _on_chosen(self, _index: int) -> None:
        chooser = self.sender()
        chosen = str(chooser.currentData()) if isinstance(chooser, ChoiceBox) else ""
        if chosen and Column(chosen) not in SEVERAL:
            for other in self.choices:
                if other is not chooser and str(other.currentData()) == chosen:
                    other.choose("")
        self.columns_changed.emit()
