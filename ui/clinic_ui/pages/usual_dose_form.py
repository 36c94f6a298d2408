"""What the clinic usually gives, a line for each kind of exercise, typed as in the quick-add line."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clinic_app.domain.clinic import UsualDose
from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.side import Side
from clinic_app.domain.usual_doses import read_usual_dose, typical_exercises, usual_dose_text
from clinic_ui.builder.dose_numbers import said_of
from clinic_ui.context import Context
from clinic_ui.field_texts import Field
from clinic_ui.pages.clinic_fields import dose_name
from clinic_ui.pages.exercise_words import kind_name
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label

_WIDTH = 180


class UsualDoseForm(QWidget):
    """Says ``left`` when a line is; beside it stands how it is understood, or what is wrong."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.typical = typical_exercises(context.library.exercises)
        self.fields: dict[ExerciseKind, QLineEdit] = {}
        self.meanings: dict[ExerciseKind, Label] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, kind in enumerate(self.typical):
            self._add_row(grid, row, kind)

    def named(self) -> dict[str, tuple[str, Field]]:
        """The title and the field of each name among the clinic's texts."""
        return {dose_name(kind): (field.accessibleName(), field) for kind, field in self.fields.items()}

    def refused(self) -> list[str]:
        """Names of lines that cannot be read."""
        return [dose_name(kind) for kind in self.fields if not self._can_be_read(kind)]

    def meant(self) -> dict[str, str]:
        """What the lines that can be read say, in the usual words."""
        readable = (kind for kind in self.fields if self._can_be_read(kind))
        return {dose_name(kind): self._in_usual_words(kind) for kind in readable}

    def _add_row(self, grid: QGridLayout, row: int, kind: ExerciseKind) -> None:
        words, theme = self._context.words, self._context.theme
        name = kind_name(kind, words)
        field = line(placeholder=words.gettext("As in the library"))
        field.setFixedWidth(theme.px(_WIDTH))
        field.setAccessibleName(words.gettext("Usual dose: {kind}").format(kind=name))
        field.setToolTip(words.gettext("Type it as 3x30 2/d 5/wk"))
        meaning = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        grid.addWidget(Label(name, theme, Type.BODY), row, 0)
        grid.addWidget(field, row, 1)
        grid.addWidget(meaning, row, 2)
        self.fields[kind], self.meanings[kind] = field, meaning
        field.textChanged.connect(partial(self._show_meaning, kind))
        field.editingFinished.connect(self.left)

    def _read(self, kind: ExerciseKind) -> UsualDose | None:
        text = self.fields[kind].text().strip()
        return read_usual_dose(text, kind, self.typical[kind]) if text else None

    def _show_meaning(self, kind: ExerciseKind, *_: object) -> None:
        words, label = self._context.words, self.meanings[kind]
        try:
            dose = self._read(kind)
        except InputError as error:
            label.setText(said_of(error, words))
            label.set_tone(Tone.BAD)
            return
        cells = dose_cells(dose.dosage, dose.schedule, Side.BOTH_TOGETHER, "", words) if dose else ()
        label.setText(dose_sentence(cells, words) if dose else "")
        label.set_tone(Tone.TEXT_2)

    def _can_be_read(self, kind: ExerciseKind) -> bool:
        try:
            self._read(kind)
        except InputError:
            return False
        return True

    def _in_usual_words(self, kind: ExerciseKind) -> str:
        dose = self._read(kind)
        return usual_dose_text(dose, self.typical[kind]) if dose else ""
