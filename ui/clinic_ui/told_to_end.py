"""The system ends the program: at a log-out, a shutdown, a closed terminal. It comes as a signal of Qt's."""

import signal
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_NAMES: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class ToldToEnd(QObject):
    """Listens while it lives; for the main thread, and for one program a process.

    Python runs a handler only between its own instructions, and Qt's loop waits outside of them: so the
    number of the signal is written into a socket that the loop watches.
    """

    told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        self._wakeup_before = signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {each: signal.signal(each, _noted) for each in known}

    def close(self) -> None:
        """Listen no longer; signals do what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._notifier.setEnabled(False)
        self._heard.close()
        self._told.close()

    def _on_signal(self) -> None:
        self._heard.recv(64)
        self.told.emit()


def _noted(_number: int, _frame: object) -> None:
    """The socket knows."""
