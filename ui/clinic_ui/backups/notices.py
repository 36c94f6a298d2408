"""What the strip above the pages says of backups: what is lacking, what a restore left behind."""

from PySide6.QtCore import QObject

from clinic_app.domain.backup import Reminder, Restored
from clinic_ui.backups.backup_words import is_pressing, lacking, restored_line
from clinic_ui.context import Context
from clinic_ui.main_window import MainWindow


class Notices(QObject):
    """One a window; what a restore left behind goes before a reminder."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._words, self._window = context.words, window
        self._told = ""
        window.notice.wanted.connect(window.show_backups)

    def remind(self, reminder: Reminder | None) -> None:
        """Say what is lacking, where it is old; the rest is said on Today and in Settings."""
        if self._told:
            return
        if reminder is None or not is_pressing(reminder):
            self._window.notice.say("")
        else:
            self._window.notice.say(lacking(reminder, self._words), self._words.gettext("Open backups"))

    def tell_restore(self, restored: Restored | None) -> None:
        """Say what the last restore left behind."""
        if restored is not None:
            self._told = restored_line(restored, self._words)
            self._window.notice.say(self._told)
