"""In the form of a stored patient: the records it took in, and the way to take in another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fold import Fold
from clinic_ui.widgets.labels import Label


class PatientMerges(QWidget):
    """Folded away: it is needed rarely."""

    merge_wanted = Signal(object)
    """With whom is to be asked: None."""

    patient_wanted = Signal(object)
    """The id (UUID) of a record that was taken apart again."""

    def __init__(self, context: Context, patient: Patient, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, theme = context.words.gettext, context.theme
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.merge_button = text_button(text("Merge with another record …"), Kind.OUTLINE)
        context.seat.hold(self.merge_button)
        inside = QVBoxLayout()
        inside.setSpacing(8)
        about = text("For when one person has two records: everything moves into this one.")
        inside.addWidget(Label(about, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        inside.addLayout(self._rows)
        line = QHBoxLayout()
        line.addWidget(self.merge_button)
        line.addStretch(1)
        inside.addLayout(line)
        self.fold = Fold(theme, context.actions.icons, text("Two records of one person"), inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        self.merge_button.clicked.connect(self._on_merge)
        context.worker.run(partial(context.services.merging.merged_into, patient.id), self._on_read)

    def _on_read(self, merged: Sequence[Patient]) -> None:
        text = self._context.words.gettext
        numbers = ", ".join(map(record_number, merged))
        self.fold.say(text("Merged into this one: {numbers}").format(numbers=numbers) if merged else "")
        for each in merged:
            said = text("{name}, record {number}, was merged into this one.")
            said = said.format(name=each.banner_name, number=record_number(each))
            apart = text_button(text("Take apart"), Kind.LINK)
            self._context.seat.hold(apart)
            apart.setAccessibleName(text("Take apart: record {number}").format(number=record_number(each)))
            apart.clicked.connect(partial(self._on_apart, each))
            line = QHBoxLayout()
            line.addWidget(Label(said, self._context.theme, Type.SMALL, wraps=True), 1)
            line.addWidget(apart)
            self._rows.addLayout(line)

    def _on_merge(self) -> None:
        self.merge_wanted.emit(None)

    def _on_apart(self, merged: Patient, _checked: bool = False) -> None:
        job = partial(self._context.services.merging.take_apart, merged.id)
        self._context.worker.run(job, self._on_taken_apart)

    def _on_taken_apart(self, patient: Patient) -> None:
        said = self._context.words.gettext(
            "Two records again. What was written since the merge stayed with the other one."
        )
        self._context.toasts.say(said)
        self.patient_wanted.emit(patient.id)
