"""Whose doings, which ones, about whom and when: what of the audit log is shown."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clinic_app.domain.audit import AuditAction, AuditFilter
from clinic_app.domain.audit_words import ACTIONS
from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.typed_date import read_date
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.work import Latest

EVERYBODY: Final = "*"
_DAY_WIDTH, _PATIENT_WIDTH, _CHOICE_WIDTH = 112, 152, 172


class LogFilters(QWidget):
    """Says ``changed`` with every choice that can be read; one that cannot says why at its field."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest(context.worker)
        self._patient_id: UUID | None = None
        text, theme, icons = context.words.gettext, context.theme, context.actions.icons
        self.person = ChoiceBox(icons, {EVERYBODY: text("Everybody")})
        actions = sorted(((text(name), action.value) for action, name in ACTIONS.items()))
        self.action = ChoiceBox(
            icons, {EVERYBODY: text("Everything")} | {value: name for name, value in actions}
        )
        self.patient = line(placeholder=text("Number or name"))
        self.first_day = line(placeholder="2026-11-01")
        self.last_day = line(placeholder="2026-11-30")
        self._fields: dict[QLineEdit, FormField] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name, field, width in (
            (text("Who"), self.person, _CHOICE_WIDTH),
            (text("What"), self.action, _CHOICE_WIDTH),
            (text("Patient"), self.patient, _PATIENT_WIDTH),
            (text("From"), self.first_day, _DAY_WIDTH),
            (text("Until"), self.last_day, _DAY_WIDTH),
        ):
            form = FormField(theme, name, field)
            field.setFixedWidth(theme.px(width))
            row.addWidget(form)
            if isinstance(field, QLineEdit):
                self._fields[field] = form
        row.addStretch(1)
        for box in (self.person, self.action):
            box.activated.connect(self.changed)
        for day in (self.first_day, self.last_day):
            day.editingFinished.connect(partial(self._on_day, day))
        self.patient.editingFinished.connect(self._on_patient)
        self._settled = dict.fromkeys(self._fields, "")

    @property
    def wanted(self) -> AuditFilter:
        """What is looked for now."""
        person, action = self.person.currentData(), self.action.currentData()
        last = self._day(self.last_day)
        return AuditFilter(
            actor=None if person == EVERYBODY else person,
            patient_id=self._patient_id,
            actions=frozenset() if action == EVERYBODY else frozenset({AuditAction(action)}),
            since=_begin(self._day(self.first_day)),
            until=_begin(last + timedelta(days=1) if last and last < date.max else None),
        )

    def offer(self, actors: Sequence[str]) -> None:
        """Who may be chosen; whoever is chosen stays so."""
        known = [self.person.itemData(at) for at in range(self.person.count())]
        for actor in actors:
            if actor not in known:
                self.person.addItem(actor or self._context.words.gettext("Nobody signed in"), actor)

    def _day(self, field: QLineEdit) -> date | None:
        try:
            return read_date(field.text())
        except InputError:
            return None

    def _on_day(self, field: QLineEdit) -> None:
        if field.text() == self._settled[field]:
            return
        self._settled[field] = field.text()
        try:
            read_date(field.text())
        except InputError as error:
            self._fields[field].refuse(self._context.words.problem(error))
            return
        self._fields[field].refuse("")
        self.changed.emit()

    def _on_patient(self) -> None:
        typed = self.patient.text().strip()
        if typed == self._settled[self.patient]:
            return
        self._settled[self.patient] = typed
        self._fields[self.patient].refuse("")
        if not typed:
            self._latest.cancel()
            self._patient_id = None
            self.changed.emit()
            return
        meant = partial(self._context.services.audit.patient_meant, typed, self._context.words)
        self._latest.run(meant, self._on_meant, self._on_nobody)

    def _on_meant(self, patient: Patient) -> None:
        self._patient_id = patient.id
        self._settled[self.patient] = patient.written_number
        self.patient.setText(patient.written_number)
        self.changed.emit()

    def _on_nobody(self, error: Exception) -> None:
        self._fields[self.patient].refuse(self._context.problems.sentence(error))


def _begin(day: date | None) -> datetime | None:
    """Midnight where this machine stands."""
    return None if day is None else datetime.combine(day, time()).astimezone()
