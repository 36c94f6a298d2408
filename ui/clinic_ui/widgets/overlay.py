"""A panel over the dimmed window: it has the keyboard until Escape, or a click beside it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_ui.theme import Theme, Tone
from clinic_ui.widgets.labels import Pane

_DIMMED = 0.38
_SHADOW_STEPS, _SHADOW_BY = 8, 3
_EDGE = 24
_LOW = 760
"""In a window lower than this the panel stands near its top."""


class Overlay(QWidget):
    """Fill ``panel`` with a layout. Keys of the window below rest while it is open."""

    def __init__(self, theme: Theme, window: QWidget, name: str, *, width: int, top: int) -> None:
        """``width`` and ``top`` in pixels at text scale 1, as far as the window has room."""
        super().__init__(window)
        self._theme, self._window = theme, window
        self._width, self._top = width, top
        self._had_keyboard: QWidget | None = None
        self.panel = Pane("panel", self)
        self.panel.setAccessibleName(name)
        self.setAccessibleName(name)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it; the widget that has the keyboard gets it back afterwards."""
        if not self.isHidden():
            return
        self._had_keyboard = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()

    def give_way(self) -> None:
        """Close it, and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        before, self._had_keyboard = self._had_keyboard, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def room(self) -> int:
        """How high the panel may be."""
        return self._window.height() - self._above() - _EDGE

    def place(self) -> None:
        """Cover the window, the panel in its middle."""
        self.setGeometry(self._window.rect())
        width = min(self._theme.px(self._width), self.width() - 2 * _EDGE)
        height = min(self.panel_height(width), self.room())
        self.panel.setGeometry((self.width() - width) // 2, self._above(), width, height)

    def panel_height(self, width: int) -> int:
        """How high the panel wants to be."""
        layout = self.panel.layout()
        asks = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else -1
        return asks if asks > 0 else self.panel.sizeHint().height()

    def event(self, event: QEvent) -> bool:
        """No key reaches the window's shortcuts; overrides Qt."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Cover the window when it changes size; overrides Qt."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's signature
        """Tab stays inside; overrides Qt."""
        stops = [
            each
            for each in self.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not stops:
            return True
        at = next((place for place, each in enumerate(stops) if each.hasFocus()), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes; no other key goes further; overrides Qt."""
        event.accept()
        if event.key() == Qt.Key.Key_Escape:
            self.give_way()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click beside the panel closes; overrides Qt."""
        event.accept()
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.give_way()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """The window dimmed, and the panel's soft shadow; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = self._theme.colour(Tone.SHADOW)
        shade.setAlphaF(_DIMMED)
        painter.fillRect(self.rect(), shade)
        shade.setAlphaF(0.025)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        box = QRectF(self.panel.geometry()).translated(0, 10)
        for step in range(_SHADOW_STEPS):
            by = step * _SHADOW_BY
            painter.drawRoundedRect(box.adjusted(-by, -by, by, by), 14 + by, 14 + by)
        painter.end()

    def _above(self) -> int:
        is_low = self._window.height() < self._theme.px(_LOW)
        return _EDGE if is_low else self._theme.px(self._top)
