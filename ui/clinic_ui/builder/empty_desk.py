"""What the builder shows while no program is on the table: how to start one, and the last ones."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_ui.builder.last_programs import LastPrograms
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.empty_state import EmptyState
from clinic_ui.widgets.labels import Pane

_FIGURE = "bird-dog"


class EmptyDesk(QScrollArea):
    """One above the other, in the middle; a small window scrolls."""

    start_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = context.words.gettext
        start = text_button(text("Start an empty program"), Kind.PRIMARY)
        start.clicked.connect(self.start_wanted)
        context.seat.hold(start)
        state = EmptyState(
            context.theme,
            text("No program on the table"),
            text("Choose a patient first, or a template; or start one for nobody in particular."),
            [start],
            thumbnails=context.thumbnails,
            figure=_FIGURE if _FIGURE in context.library.exercises else "",
        )
        self.last_programs = LastPrograms(context)
        inside = Pane("stage")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(state, 1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.last_programs, 100)
        across.addStretch(1)
        column.addLayout(across)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
