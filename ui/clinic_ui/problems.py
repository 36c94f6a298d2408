"""Failures reach the person here: a known one as its sentence, a bug as a plain message and a log line."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.errors import KnownError
from clinic_ui.words import Words


class Problems(QObject):
    """Told of failures from anywhere in the window; the main window shows what it says."""

    problem_met = Signal(str)
    """One sentence for the person."""

    solved = Signal()
    """What failed has been done since: the sentence is no longer true."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words

    def tell(self, error: BaseException) -> None:
        """Show a known failure's sentence; log anything else and say that something went wrong."""
        self.problem_met.emit(self.sentence(error))
        if not isinstance(error, KnownError):
            log_bug(error)

    def sentence(self, error: BaseException) -> str:
        """What the person reads."""
        if isinstance(error, KnownError):
            return self.words.problem(error)
        if isinstance(error, MemoryError):
            return self.words.gettext(
                "There is not enough free memory for this. What you typed is kept. "
                "Close other programs and try again."
            )
        return self.words.gettext(
            "Something went wrong, and it is our fault. What you typed is kept. Try it once more."
        )

    def catch_everything(self) -> None:
        """Whatever nobody caught ends here, and the program goes on: in slots, in threads, in what is let go.

        Python's own hooks would print what the failure says, a patient's name perhaps, to where the desktop
        keeps what programs print.
        """
        sys.excepthook = self.excepthook
        threading.excepthook = self._on_thread_failed
        sys.unraisablehook = self._on_let_go

    def excepthook(
        self,
        kind: type[BaseException],  # noqa: ARG002 - Python's signature
        error: BaseException,
        trace: TracebackType | None,  # noqa: ARG002 - Python's signature
    ) -> None:
        """For ``sys.excepthook``: failures in slots end here, and the program goes on."""
        self.tell(error)

    def _on_thread_failed(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None and failed.exc_type is not SystemExit:
            self.tell(failed.exc_value)

    def _on_let_go(self, failed: "sys.UnraisableHookArgs") -> None:
        if failed.exc_value is not None:
            log_bug(failed.exc_value)  # nobody waits for what it was: a sentence would only puzzle


def log_bug(error: BaseException) -> None:
    """One line of what happened where, without what it says."""
    import logging  # only now: a start that goes well need not wait for it

    logging.getLogger("clinic_ui").error("%s", without_values(error))


def without_values(error: BaseException) -> str:
    """The failure's type and where it happened; never its message, which may hold a patient's name."""
    import traceback  # only now, as above

    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno} in {frame.filename}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'an unknown place'}"
