"""A field for steps: Enter begins the next one."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clinic_ui.theme import Theme
from clinic_ui.widgets.growing_text import GrowingText

_MOST_LINES = 12


class StepText(GrowingText):
    """One step a line; empty lines are none."""

    def __init__(self, name: str, theme: Theme, *, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, longest=longest, most_lines=_MOST_LINES, parent=parent)

    def steps(self) -> tuple[str, ...]:
        """What is typed, step by step."""
        lines = (" ".join(line.split()) for line in self.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter begins a step; overrides our base."""
        QPlainTextEdit.keyPressEvent(self, event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Lines that are pasted stay lines; overrides our base."""
        self.insertPlainText(self.fitting(source.text()))
