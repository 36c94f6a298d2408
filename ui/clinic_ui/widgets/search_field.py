"""A field that is searched from while it is typed in."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from clinic_ui.icons import Icons
from clinic_ui.widgets.selecting_line import SelectingLine

_PAUSE_MS = 60
"""Fast typing becomes one query."""


class SearchField(SelectingLine):
    """Says what is asked for, at once or a moment after the last key.

    Escape empties it, Down goes to the results.
    """

    query_changed = Signal(str)
    results_wanted = Signal()
    """Down was pressed: the keyboard goes on in the list of results."""

    def __init__(
        self, icons: Icons, placeholder: str, parent: QWidget | None = None, *, pause_ms: int = _PAUSE_MS
    ) -> None:
        """``pause_ms`` 0: every key asks at once, where that is fast enough."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self._on_pause)
        self.textChanged.connect(self._on_text_changed)

    @property
    def query(self) -> str:
        """What is asked for, without blanks around it."""
        return self.text().strip()

    def empty(self) -> None:
        """Show no query, without saying that it changed."""
        self._pause.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape and Down have a meaning of their own; overrides Qt."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.results_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self) -> None:
        if self._pause.interval():
            self._pause.start()
        else:
            self.query_changed.emit(self.query)

    def _on_pause(self) -> None:
        self.query_changed.emit(self.query)
