"""Short messages after success, with one thing to do: “Undo”, “Open”."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Toasts(QObject):
    """Anybody in the window says something here; the main window shows it."""

    said = Signal(str, str, object)
    """Sentence, name of the action (may be empty), what the action does (or None)."""

    cleared = Signal()
    """What was said speaks of what is gone from the screen."""

    def clear(self) -> None:
        """Take back what was said: another patient is on the screen."""
        self.cleared.emit()

    def say(self, sentence: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Show ``sentence`` for six seconds, with a button ``action`` that calls ``on_action``."""
        self.said.emit(sentence, action, on_action)
