"""Who the page is about: last name first, always in the same corner."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import HEIGHT

_LONGEST_NAME = 380


class PatientBanner(Pane):
    """Name, born, age, record number; back, change, archive."""

    back_wanted = Signal()
    edit_wanted = Signal()
    archive_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context = context
        theme, icons, text = context.theme, context.actions.icons, context.words.gettext
        self.setFixedHeight(max(HEIGHT, theme.px(HEIGHT)))
        self.name = Label("", theme, Type.TITLE)
        self.born, self.age, self.record = (Label("", theme, Type.BODY_MEDIUM) for _ in range(3))
        self.state = Label("", theme, Type.SMALL_MEDIUM, Tone.WARN)
        self.back = icon_button(icons, "left", text("Back to all patients"))
        self.edit = text_button(text("Change"), Kind.PLAIN, icons=icons, icon="edit")
        self.archive = text_button(text("Archive"), Kind.PLAIN, icons=icons, icon="archive")
        self.back.clicked.connect(self.back_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.archive.clicked.connect(self.archive_wanted)
        self._lay_out()

    def clear(self) -> None:
        """Nobody is shown."""
        for label in (self.name, self.born, self.age, self.record, self.state):
            label.setText("")

    def show_patient(self, patient: Patient, today: date) -> None:
        """Show who it is."""
        words = self._context.words
        longest = self._context.theme.px(_LONGEST_NAME)
        metrics = self.name.fontMetrics()
        elided = metrics.elidedText(patient.banner_name, Qt.TextElideMode.ElideRight, longest)
        self.name.setText(elided)
        self.name.setToolTip(patient.banner_name if elided != patient.banner_name else "")
        self.setAccessibleName(patient.banner_name)
        age = patient.age_on(today)
        self.born.setText(words.day(patient.birth_date) if patient.birth_date else "–")
        self.age.setText(words.gettext("{years} y").format(years=age) if age is not None else "–")
        self.record.setText(record_number(patient))
        archived = patient.archived_at is not None
        self.state.setText(words.gettext("Archived") if archived else "")
        name = words.gettext("Restore") if archived else words.gettext("Archive")
        self.archive.setText(name)
        self.archive.setAccessibleName(name)

    def _lay_out(self) -> None:
        text = self._context.words.gettext
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.name)
        row.addSpacing(16)
        for name, value in (
            (text("Born"), self.born),
            (text("Age"), self.age),
            (text("Record"), self.record),
        ):
            row.addLayout(self._fact(name, value))
            row.addSpacing(16)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.archive)
        row.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(hairline())

    def _fact(self, name: str, value: Label) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Label(name, self._context.theme, Type.CAPTION, Tone.TEXT_3))
        column.addWidget(value)
        column.addStretch(1)
        return column
