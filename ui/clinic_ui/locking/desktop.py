"""What the desktop says: the screen was locked, the machine goes to sleep. Linux only, by D-Bus.

Elsewhere, and where no bus answers, sleep is noticed by the clock (``locking.idle``) when the machine wakes.
"""

import sys
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

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

    def listen(self) -> bool:
        """Listen on this machine's buses; False where there is none to listen on."""
        if not sys.platform.startswith("linux"):
            return False
        from PySide6.QtDBus import QDBusConnection

        heard = self.listen_for_sleep(QDBusConnection.systemBus())
        return self.listen_for_screen(QDBusConnection.sessionBus()) or heard

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


def _slot(signature: str) -> Any:
    """PySide takes the text alone, whatever its stubs say."""
    return SLOT(signature)
