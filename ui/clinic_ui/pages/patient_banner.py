"""Who the page is about: last name first, always in the same corner."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_ui.context import Context
from clinic_ui.pages.alert_chips import AlertChips
from clinic_ui.pages.face import Face
from clinic_ui.pages.limit_words import alerts
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.long_name import LongName
from clinic_ui.widgets.page_header import HEIGHT

_ONE_ROW = 940
"""Below this width, at text scale 1, the facts stand in a row of their own."""

_SECOND_ROW = 44


class PatientBanner(Pane):
    """Name, born, age, record number; back, change, archive, more."""

    back_wanted = Signal()
    edit_wanted = Signal()
    archive_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context = context
        theme, icons, text = context.theme, context.actions.icons, context.words.gettext
        self.face = Face(context)
        self.name = LongName("", theme)
        self.born, self.age, self.record = (Label("", theme, Type.BODY_MEDIUM) for _ in range(3))
        self.state = Label("", theme, Type.SMALL_MEDIUM, Tone.WARN)
        self.alerts = AlertChips(context)
        self.back = icon_button(icons, "left", text("Back to all patients"))
        edit = text("Edit details") if context.seat.may_change else text("Show details")
        self.edit = text_button(edit, Kind.PLAIN, icons=icons, icon="edit")
        self.archive = text_button(text("Archive"), Kind.PLAIN, icons=icons, icon="archive")
        self.more = icon_button(icons, "more", text("More: export, copy, erase"))
        context.seat.hold(self.archive)
        self.back.clicked.connect(self.back_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.archive.clicked.connect(self.archive_wanted)
        self._lay_out()

    def back_leads(self, name: str) -> None:
        """Say where the arrow leads."""
        self.back.setAccessibleName(name)
        self.back.setToolTip(name)

    def clear(self) -> None:
        """Nobody is shown."""
        for label in (self.name, self.born, self.age, self.record, self.state):
            label.setText("")
        self.face.show_picture("")
        self.alerts.show_alerts(())

    def show_patient(
        self,
        patient: Patient,
        today: date,
        episodes: Sequence[Episode] = (),
        screens: Sequence[RedFlagScreen] = (),
    ) -> None:
        """Show who it is, and what limits them now."""
        words = self._context.words
        self.face.show_picture(patient.photo_sha256)
        self.name.setText(patient.banner_name)
        self.setAccessibleName(patient.banner_name)
        age = patient.age_on(today)
        self.born.setText(words.day(patient.birth_date) if patient.birth_date else "–")
        self.age.setText(words.gettext("{years} y").format(years=age) if age is not None else "–")
        self.record.setText(record_number(patient))
        self.alerts.show_alerts(alerts(patient, episodes, self._context.library, words, screens))
        archived = patient.archived_at is not None
        self.state.setText(words.gettext("Archived") if archived else "")
        self.state.setVisible(archived)  # empty, it would take room from the limits
        name = words.gettext("Restore") if archived else words.gettext("Archive")
        self.archive.setText(name)
        self.archive.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the name keeps its room: the facts go below it; overrides Qt."""
        super().resizeEvent(event)
        self._place_facts()

    def _lay_out(self) -> None:
        text = self._context.words.gettext
        self._facts = QWidget()
        self._facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(16, 0, 4, 0)
        facts.setSpacing(20)
        for name, value in (
            (text("Born"), self.born),
            (text("Age"), self.age),
            (text("Record"), self.record),
        ):
            facts.addLayout(self._fact(name, value))
        facts.addWidget(self.state)
        facts.addWidget(self.alerts, 1)
        facts.addStretch(0)  # without limits the facts stand together
        middle = Qt.AlignmentFlag.AlignVCenter
        self._first = QHBoxLayout()
        self._first.setContentsMargins(12, 0, 24, 0)
        self._first.setSpacing(8)
        self._first.addWidget(self.back, 0, middle)
        self._first.addWidget(self.face, 0, middle)
        self._first.addWidget(self.name, 0, middle)
        self._first.addStretch(0)
        self._first.addWidget(self.archive, 0, middle)
        self._first.addWidget(self.edit, 0, middle)
        self._first.addWidget(self.more, 0, middle)
        self._second = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._first, 1)
        column.addLayout(self._second)
        column.addWidget(hairline())
        self._place_facts()
        for before, after in pairwise((self.back, self.alerts.more, self.archive, self.edit, self.more)):
            QWidget.setTabOrder(before, after)

    def _place_facts(self) -> None:
        theme = self._context.theme
        two_rows = self.width() < theme.px(_ONE_ROW)
        height = max(HEIGHT, theme.px(HEIGHT)) + (theme.px(_SECOND_ROW) if two_rows else 0)
        if self.height() == height and self.maximumHeight() == height:
            return
        self.setFixedHeight(height)
        self._second.setContentsMargins(8, 0, 8, 6 if two_rows else 0)
        self._first.removeWidget(self._facts)
        self._second.removeWidget(self._facts)
        if two_rows:
            self._second.addWidget(self._facts)
        else:
            self._first.insertWidget(3, self._facts, 1, Qt.AlignmentFlag.AlignVCenter)

    def _fact(self, name: str, value: Label) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Label(name, self._context.theme, Type.CAPTION, Tone.TEXT_3))
        column.addWidget(value)
        column.addStretch(1)
        return column
