"""Takes pictures of widgets, once threads are done and what they found is painted."""

from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desks import Desk


class Photographer:
    """Shows, waits until nothing is under way, and grabs."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self._folder, self._size = folder, (width, height)

    def take(self, widget: QWidget, desk: Desk, name: str, *, resize: bool = True) -> None:
        """One picture."""
        if resize:
            widget.setWindowState(Qt.WindowState.WindowNoState)  # the offscreen screen is a small one
            widget.resize(*self._size)
        widget.show()
        settle(desk)
        widget.grab().save(str(self._folder / f"{name}.png"))


def settle(desk: Desk) -> None:
    """Let threads finish and their answers arrive, three times over."""
    for _ in range(4):
        desk.worker.wait(60_000)
        desk.drawing.wait(600_000)
        deadline = QDeadlineTimer(150)
        while not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
