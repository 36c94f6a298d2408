"""The stage of a longer program: its name and the day it starts, as the sheet prints them."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.program import Phase
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.typed_date import read_coming_day, read_date
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label

_DAY_WIDTH = 132


class PhaseRow(QWidget):
    """Shown for programs that have a stage."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self._context, self._model = context, model
        self.name = line(placeholder=text("Stage"), longest=300)
        self.name.setAccessibleName(text("Stage"))
        self.begins = line(placeholder=text("Starts on"), longest=20)
        self.begins.setAccessibleName(text("The stage starts on"))
        self.begins.setToolTip(text("Type the date, or 2w for two weeks from today"))
        self.begins.setFixedWidth(theme.px(_DAY_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(text("Stage"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        row.addWidget(self.name, 1)
        row.addWidget(self.begins)
        self.name.textEdited.connect(self._on_named)
        self.begins.editingFinished.connect(self._on_day_left)
        model.opened.connect(self._show)
        model.content_changed.connect(self._show)
        self._show()

    def fields(self) -> list[QLineEdit]:
        """What is typed in, in order."""
        return [self.name, self.begins]

    def _on_named(self, text: str) -> None:
        phase = self._model.content.phase or Phase(name="")
        self._change(replace(phase, name=text), "phase")

    def _on_day_left(self) -> None:
        """What cannot be read stays to be mended, and is said."""
        phase, typed = self._model.content.phase, self.begins.text()
        if phase is None or typed.strip() == _shown(phase):
            return
        try:
            day = self._read(typed)
        except InputError as error:
            self._context.toasts.say(error.in_words(self._context.words))
            self._mark(is_refused=True)
            return
        self._mark(is_refused=False)
        self._change(replace(phase, from_date=day), "")

    def _read(self, typed: str) -> date | None:
        today = self._context.services.record.clock().astimezone().date()
        try:
            return read_date(typed)
        except InputError:
            return read_coming_day(typed, today)

    def _change(self, phase: Phase, merge: str) -> None:
        name = self._context.words.gettext("Change the stage")
        self._model.change(replace(self._model.content, phase=phase), name, merge)

    def _mark(self, *, is_refused: bool) -> None:
        self.begins.setProperty("invalid", is_refused)
        self.begins.style().unpolish(self.begins)
        self.begins.style().polish(self.begins)

    def _show(self) -> None:
        phase, is_locked = self._model.content.phase, self._model.is_read_only
        self.setVisible(phase is not None)
        if phase is None:
            return
        for field in self.fields():
            field.setReadOnly(is_locked)
        if self.name.text() != phase.name:
            self.name.setText(phase.name)
            self.name.setCursorPosition(0)
        if not self.begins.hasFocus() and not self.begins.property("invalid"):
            self.begins.setText(_shown(phase))


def _shown(phase: Phase) -> str:
    return phase.from_date.isoformat() if phase.from_date else ""
