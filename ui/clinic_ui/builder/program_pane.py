"""The builder's middle: the program's head, its cards, and the line that adds to them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramItem
from clinic_ui.builder.program_head import ProgramHead
from clinic_ui.builder.program_list import ProgramList
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.quick_add import QuickAdd
from clinic_ui.context import Context
from clinic_ui.widgets.labels import hairline


class ProgramPane(QWidget):
    """Everything that is done to the program on the table."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.head = ProgramHead(context, model)
        self.items = ProgramList(context, model)
        self.quick = QuickAdd(context)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for part in (self.head, hairline(), self.items, hairline(), self.quick):
            self.column.addWidget(part, 1 if part is self.items else 0)
        self.quick.item_typed.connect(self._on_item_typed)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._on_content_changed)

    def type(self) -> None:
        """Give the keyboard to the quick-add line."""
        self.quick.line.setFocus()

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches below the cards, in order."""
        return [self.quick.line, self.quick.help_button]

    def _on_item_typed(self, item: ProgramItem) -> None:
        self._model.add_item(item)

    def _on_opened(self) -> None:
        self.quick.setHidden(self._model.is_read_only)
        if self._model.program is not None:
            self.quick.line.clear()
            self.quick.refresh()

    def _on_content_changed(self) -> None:
        self.quick.person = self._model.content.person
