"""Follows the keyboard: the card it is in is the open one."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinic_ui.builder.item_card import ItemCard


class CardOpener(QObject):
    """Says which card is to open. While a mouse button is down nothing may move below the mouse."""

    card_wanted = Signal(object)

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self._waiting: ItemCard | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The button is up: open after what the click does; overrides Qt."""
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_released)
        return super().eventFilter(watched, event)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        card = self._card_of(now)
        if card is None:
            return
        if QApplication.mouseButtons():
            self._waiting = card
            self._app.installEventFilter(self)
        else:
            self.card_wanted.emit(card)

    def _on_released(self) -> None:
        card, self._waiting = self._waiting, None
        if card is not None and self._card_of(QApplication.focusWidget()) is card:
            self.card_wanted.emit(card)

    def _card_of(self, widget: QWidget | None) -> ItemCard | None:
        if widget is None or not self._around.isAncestorOf(widget):
            return None
        while widget is not None and not isinstance(widget, ItemCard):
            widget = widget.parentWidget()
        return widget
