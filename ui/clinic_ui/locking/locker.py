"""Says when the record is to be locked: nobody there, screen locked, machine asleep, or somebody said so."""

from PySide6.QtCore import QObject, Signal

from clinic_ui.locking.clipboard import ClipboardGuard
from clinic_ui.locking.desktop import DesktopWatch
from clinic_ui.locking.idle import IdleWatch
from clinic_ui.settings import WindowSettings


class Locker(QObject):
    """Lives as long as the program; ``watch`` while a record is open that asks for a passphrase."""

    lock_wanted = Signal()

    def __init__(self, settings: WindowSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._idle = IdleWatch(0, parent=self)
        self._desktop = DesktopWatch(self)
        self.clipboard = ClipboardGuard(self)
        self._is_watching = False
        self._idle.idle.connect(self._on_reason)
        self._desktop.left.connect(self._on_reason)
        self._desktop.listen()

    def watch(self, is_open: bool) -> None:
        """A record is open that can be locked; or it is not, any more."""
        self._is_watching = is_open
        self._idle.after_s = self._settings.lock_after_minutes * 60 if is_open else 0

    def close(self) -> None:
        """Watch no longer."""
        self._idle.stop()

    def _on_reason(self) -> None:
        if self._is_watching:
            self.lock_wanted.emit()
