"""Type-ahead for what was measured."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from clinic_ui.theme import Theme, Type
from clinic_ui.widgets.elided_line import ElidedLine

_TAKING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_LONGEST: Final = 120


class FindingNameLine(ElidedLine):
    """Offers names that hold what is typed; Enter and Tab take the first of them and go on."""

    name_settled = Signal()
    """The name is typed: what is known of it may be shown."""
    went_on = Signal()
    """Enter: the keyboard is wanted in the first number."""

    def __init__(
        self, placeholder: str, names: Sequence[str], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder, _LONGEST, parent)
        self._completer = QCompleter(list(names), self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(8)
        self.setCompleter(self._completer)
        popup = self._completer.popup()
        if popup is not None:
            popup.setProperty("kind", "offered")
            popup.setFont(theme.font(Type.BODY))
        self._completer.activated.connect(self._on_chosen)
        self.editingFinished.connect(self.name_settled)

    def event(self, event: QEvent) -> bool:
        """The keys that take the first name; overrides Qt."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            popup = self._completer.popup()
            if event.key() == Qt.Key.Key_Escape and popup is not None and popup.isVisible():
                event.accept()  # it takes the offered names away, and does not leave the visit
                return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TAKING:
            self._take_first()
            if event.key() != Qt.Key.Key_Tab:
                event.accept()
                self.name_settled.emit()
                self.went_on.emit()
                return True
        return super().event(event)

    def _take_first(self) -> None:
        popup = self._completer.popup()
        if popup is None or not popup.isVisible():
            return
        chosen = popup.currentIndex()
        name = chosen.data() if chosen.isValid() else self._completer.currentCompletion()
        popup.hide()
        if (name and len(self.text().strip()) > 1) or chosen.isValid():
            self.setText(str(name))
            self.textEdited.emit(str(name))

    def _on_chosen(self, name: str) -> None:
        self.setText(name)
        self.textEdited.emit(name)
        self.name_settled.emit()
