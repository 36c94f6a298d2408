"""The short message at the window's foot, with one thing to do."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.free_place import free_place
from clinic_ui.widgets.labels import Label, Pane

_STAYS_MS = 6000
_FROM_BOTTOM = 72
"""Pixels at text scale 1: above the buttons at a pane's foot."""
_FROM_SIDES = 24


class Toast(Pane):
    """Stays six seconds, and as long as its button has the keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("toast", parent)
        self._window, self._theme = parent, theme
        self._call: Callable[[], object] | None = None
        self.sentence = Label("", theme, Type.BODY_MEDIUM, Tone.ON_INVERSE)
        self.button = text_button("", Kind.INVERSE)
        self.button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self.sentence)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self._on_time)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show ``sentence``; a new one takes the place of the one before."""
        self._call = on_action
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def turn_page(self) -> None:
        """Another page comes: what was only said goes with the one before, an Undo stays for its time."""
        if self.button.isHidden():
            self.leave()

    def settle(self) -> None:
        """The page in view has its size: cover nothing of it."""
        if self.isVisible():
            self._place()

    def leave(self) -> None:
        """Go before the time is over."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in place when the window changes size; overrides Qt."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        around = self._window.rect()
        self.setMaximumWidth(around.width() - 2 * _FROM_SIDES)
        top = around.height() - self.height() - self._theme.px(_FROM_BOTTOM)
        right = around.width() - self.width() - _FROM_SIDES
        starts = [QRect(QPoint(left, top), self.size()) for left in (right // 2 + _FROM_SIDES // 2, right)]
        self.move(free_place(self._window, self, starts))

    def _on_time(self) -> None:
        if not self.button.hasFocus():
            self.leave()

    def _on_clicked(self) -> None:
        self.leave()
        if self._call is not None:
            self._call()
