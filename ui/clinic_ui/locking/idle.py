"""Tells when nobody has touched keyboard, mouse or screen for a while, the time asleep included."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)
"""What a person does to a window; the program's own events are none of it."""

LOOKS_EVERY_MS: Final = 5_000


class IdleWatch(QObject):
    """Watches every window of the program by the wall clock, since the steady one sleeps with the machine.

    It filters what the system tells windows, not all that the program tells its widgets: a filter on the
    application would see thousands of events a key.
    """

    idle = Signal()

    def __init__(
        self, after_s: float, *, now: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        """``after_s`` are seconds without a touch; 0 never tells."""
        super().__init__(parent)
        self._after_s, self._now = after_s, now
        self._touched_at = now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._on_focus)
        self._watch_windows()
        self._timer.start()

    @property
    def after_s(self) -> float:
        """Seconds without a touch until it tells; 0 never."""
        return self._after_s

    @after_s.setter
    def after_s(self, seconds: float) -> None:
        self._after_s = seconds
        self._touched_at = self._now()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def look(self) -> None:
        """See whether it is time; a clock that was put back starts the wait anew, one put forward ends it."""
        self._watch_windows()
        now = self._now()
        self._touched_at = min(self._touched_at, now)
        if self._after_s and now - self._touched_at >= self._after_s:
            self._touched_at = now
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Notice a touch, and let it pass; overrides Qt.

        The first touch after a sleep is too late to count: it is looked at before it is noted.
        """
        if event.type() in _TOUCHES:
            self.look()
            self._touched_at = self._now()
        return False

    def _on_focus(self, window: QWindow | None) -> None:
        """A window came to the front: a touch in itself."""
        if window is not None:
            self.look()
            self._touched_at = self._now()

    def _watch_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # one that watches already is moved to the front, not added
