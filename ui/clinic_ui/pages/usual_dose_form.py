"""What the clinic usually gives, a line for each kind of exercise, typed as in the quick-add line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clinic_app.domain.clinic import ClinicProfile, UsualDose
from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.side import Side
from clinic_app.domain.usual_doses import read_usual_dose, typical_exercises, usual_dose_text
from clinic_app.services.unkept import keep_or_hold
from clinic_ui.builder.dose_numbers import said_of
from clinic_ui.context import Context
from clinic_ui.pages.exercise_words import kind_name
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label

_WIDTH = 180


class UsualDoseForm(QWidget):
    """Each line is stored when it is left; beside it stands how it is understood, or what is wrong."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._typical = typical_exercises(context.library.exercises)
        self._stored: dict[ExerciseKind, UsualDose] = {}
        self.fields: dict[ExerciseKind, QLineEdit] = {}
        self.meanings: dict[ExerciseKind, Label] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, kind in enumerate(self._typical):
            self._add_row(grid, row, kind)

    def show_doses(self, doses: Sequence[UsualDose]) -> None:
        """Show what is stored."""
        self._stored = {dose.kind: dose for dose in doses}
        for kind, field in self.fields.items():
            dose = self._stored.get(kind)
            if not field.hasFocus():
                field.setText(usual_dose_text(dose, self._typical[kind]) if dose else "")
            self._show_meaning(kind)

    def flush(self) -> None:
        """Store now, on this thread."""
        if (changed := self._changed()) is not None:
            keep_or_hold(
                self._context.services,
                "usual doses",
                lambda services: services.profile.save_usual_doses(changed),
            )

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
        field.textEdited.connect(partial(self._show_meaning, kind))
        field.editingFinished.connect(self._on_left)

    def _read(self, kind: ExerciseKind) -> UsualDose | None:
        text = self.fields[kind].text().strip()
        return read_usual_dose(text, kind, self._typical[kind]) if text else None

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

    def _changed(self) -> list[UsualDose] | None:
        """What is to be stored now; a line that cannot be used leaves what was stored."""
        if self._context.seat.owner_refusal:
            return None
        doses = dict(self._stored)
        for kind in self.fields:
            try:
                dose = self._read(kind)
            except InputError:
                continue
            if dose is None:
                doses.pop(kind, None)
            else:
                doses[kind] = dose
        return list(doses.values()) if doses != self._stored else None

    def _on_left(self) -> None:
        changed = self._changed()
        if changed is not None:
            self._stored = {dose.kind: dose for dose in changed}
            store = partial(self._context.services.profile.save_usual_doses, changed)
            self._context.worker.run(store, self._on_stored)

    def _on_stored(self, profile: ClinicProfile) -> None:
        self.show_doses(profile.usual_doses)
