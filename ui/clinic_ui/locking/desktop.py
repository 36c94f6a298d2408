"""What the desktop says: the screen was locked, the machine goes to sleep. Linux only, by D-Bus.

Elsewhere, and where no bus answers, sleep is noticed by the clock (``locking.idle``) when the machine wakes.
"""

import contextlib
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import SLOT, QObject, Qt, Signal, SignalInstance, Slot

from clinic_ui.locking import bus_probe

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_SCREEN_SAVERS: Final = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
"""Path and interface of the desktops' signal ``ActiveChanged(bool)``."""


class DesktopWatch(QObject):
    """Says ``left`` when the person's screen locks or the machine goes to sleep."""

    left = Signal()

    _system_answered = Signal()
    _session_answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system_answered.connect(self._on_system, Qt.ConnectionType.QueuedConnection)
        self._session_answered.connect(self._on_session, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Listen on this machine's buses, as soon as they answer; one that hangs keeps nobody waiting."""
        if not sys.platform.startswith("linux"):
            return
        for address, answered in (
            (bus_probe.system_address(), self._system_answered),
            (bus_probe.session_address(), self._session_answered),
        ):
            Thread(target=_ask, args=(address, answered), daemon=True).start()

    def _on_system(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        self.listen_for_sleep(QDBusConnection.systemBus())

    def _on_session(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        self.listen_for_screen(QDBusConnection.sessionBus())

    def listen_for_sleep(self, bus: "QDBusConnection") -> bool:
        """Sleep, and a session locked by the system."""
        if not bus.isConnected():
            return False
        manager = "org.freedesktop.login1.Manager"
        slept = bus.connect(
            "", "/org/freedesktop/login1", manager, "PrepareForSleep", self, _slot("on_switched(bool)")
        )
        session = "org.freedesktop.login1.Session"
        return bus.connect("", "", session, "Lock", self, _slot("on_locked()")) or slept

    def listen_for_screen(self, bus: "QDBusConnection") -> bool:
        """The screen of this session."""
        if not bus.isConnected():
            return False
        heard = [
            bus.connect("", path, interface, "ActiveChanged", self, _slot("on_switched(bool)"))
            for path, interface in _SCREEN_SAVERS
        ]
        return any(heard)

    @Slot(bool)
    def on_switched(self, is_on: bool) -> None:
        """Going to sleep, or waking; locking, or unlocking."""
        if is_on:
            self.left.emit()

    @Slot()
    def on_locked(self) -> None:
        """The session was locked."""
        self.left.emit()


def _ask(address: str, answered: SignalInstance) -> None:
    """In a thread of its own, which the program does not wait for."""
    if bus_probe.answers(address):
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile
            answered.emit()


def _slot(signature: str) -> Any:
    """PySide takes the text alone, whatever its stubs say."""
    return SLOT(signature)
