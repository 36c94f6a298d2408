"""The versions of the program on the builder's table, in a window of their own."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.history.history_panel import HistoryPanel
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.scrolled import scrolled

_SIZE = (620, 760)
_LEAST_WIDTH = 420
_FROM_EDGE = 60


class HistoryDialog(QDialog):
    """Open it with ``open()``; Escape closes it and changes nothing."""

    program_wanted = Signal(object)
    version_wanted = Signal(object)

    def __init__(self, context: Context, program_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Program versions"))
        self.setMinimumWidth(theme.px(_LEAST_WIDTH))
        highest = parent.window().height() - _FROM_EDGE
        self.resize(theme.px(_SIZE[0]), min(theme.px(_SIZE[1]), highest))
        self.panel = HistoryPanel(context)
        inside = Pane("stage")
        around = QVBoxLayout(inside)
        around.setContentsMargins(24, 8, 24, 20)
        around.addWidget(self.panel)
        around.addStretch(1)
        area = scrolled(inside)
        self.close_button = text_button(text("Close"), Kind.PLAIN)
        self.close_button.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 16, 8)
        head.addWidget(Label(text("Program versions"), theme, Type.TITLE), 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        self.panel.program_wanted.connect(self._on_program_wanted)
        self.panel.version_wanted.connect(self._on_version_wanted)
        self.panel.listed.connect(self._on_listed)
        self.panel.show_program(program_id)

    def _on_listed(self) -> None:
        """The arrow keys walk through the versions at once."""
        for row in self.panel.rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_program_wanted(self, program_id: UUID) -> None:
        self.accept()
        self.program_wanted.emit(program_id)

    def _on_version_wanted(self, version: object) -> None:
        self.accept()
        self.version_wanted.emit(version)
