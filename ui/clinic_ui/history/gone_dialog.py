"""The program on the table was erased in another window: what was typed is copied, or kept as new."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.dose_short import dose_short
from clinic_app.domain.errors import KnownError
from clinic_app.domain.program import ProgramContent
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import grow
from clinic_ui.widgets.labels import Label

_WIDTH = 520


class ProgramTexts:
    """A program as lines of text."""

    def __init__(self, context: Context, content: ProgramContent) -> None:
        self._context, self._content = context, content

    def typed(self) -> dict[str, str]:
        """The title, and each exercise with its dose and what was typed for the patient."""
        lines = {str(number): self._line(number - 1) for number in range(1, len(self._content.items) + 1)}
        return {"title": self._content.title, "why": self._content.why, **lines}

    def show(self, texts: Mapping[str, str]) -> None:
        """Nothing: it is only read."""

    def title(self, name: str) -> str:
        """What stands before the text."""
        text = self._context.words.gettext
        return {"title": text("Title"), "why": text("Why")}.get(name, name)

    def said(self, name: str, text: str) -> str:  # noqa: ARG002 - as every form's texts
        """As it is."""
        return text

    def _line(self, at: int) -> str:
        item, words = self._content.items[at], self._context.words
        try:
            name = self._context.library.exercise(item.exercise_slug).name(words.language)
        except KnownError:
            name = item.exercise_slug
        return ", ".join(part for part in (name, dose_short(item.dosage, words), item.note) if part)


class GoneDialog(QDialog):
    """Escape decides nothing: what is typed stays on the table, unsaved."""

    new_wanted = Signal()
    """It is to be kept as a program of nobody's."""

    def __init__(self, context: Context, content: ProgramContent, parent: QWidget) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("The program is gone"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.both = BothVersions(context, ProgramTexts(context, content))
        self.both.say_gone(self._on_new)
        nobody = text("As new it is a program without a patient, under Patients.")
        self.close_button = text_button(text("Close"), Kind.PLAIN)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(self.both)
        column.addWidget(Label(nobody, theme, Type.SMALL, wraps=True))
        column.addLayout(foot)
        self.close_button.clicked.connect(self.reject)
        grow(self)

    def _on_new(self) -> None:
        self.new_wanted.emit()
        self.accept()
