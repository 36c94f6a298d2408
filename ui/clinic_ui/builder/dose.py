"""One number of a dose in its cell, with its unit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout

from clinic_app.domain.dosage import LIMITS
from clinic_ui.builder.dose_numbers import is_time, may_be_empty, name_of, number_text, unit_of
from clinic_ui.builder.usual_values import UsualValues
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.time_field import TimeField


class DoseCell(Pane):
    """One number with its unit; a click anywhere in it is a click into the number."""

    def __init__(self, context: Context, name: str, value: int | None) -> None:
        super().__init__("sunk")
        text, limits = context.words.gettext, LIMITS[name]
        title = name_of(name, context.words)
        said = text("{field}: {least} to {most}")
        least, most = (number_text(name, each, context.words) for each in limits)
        self.limits = said.format(field=title, least=least, most=most)
        self.field = _field(context, name, title, value)
        self.field.setToolTip(self.limits)
        self.field.setAccessibleDescription(self.limits)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 2, 6, 2)
        row.setSpacing(0)
        row.addWidget(self.field)
        self._name, self._words = name, context.words
        self.unit = Label("", context.theme, Type.SMALL, Tone.TEXT_2)
        row.addWidget(self.unit)
        self.unit.setText(unit_of(name, 2 if value is None else value, context.words))
        self._on_text_changed(self.field.text())
        self.field.textChanged.connect(self._on_text_changed)
        self.field.clicked_into.connect(self._offer_values)
        self.values: UsualValues | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The unit belongs to the number; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._offer_values()

    def _on_text_changed(self, text: str) -> None:
        """The unit agrees with the number: one set, two sets; what is typed with its unit has it already."""
        if isinstance(self.field, TimeField):
            unit = self.field.unit_of(text)
            self.unit.setText(self._words.gettext(unit) if unit else "")
        elif text.isdecimal():
            self.unit.setText(unit_of(self._name, int(text), self._words))

    def _offer_values(self) -> None:
        if self.field.isReadOnly():
            return
        if self.values is None:
            self.values = UsualValues(self._name, self.field, self._words)
            self.values.value_chosen.connect(self.field.set_by_hand)
        self.values.show_below(self)


def _field(context: Context, name: str, title: str, value: int | None) -> NumberField:
    """The field for a number of that name."""
    limits = LIMITS[name]
    if is_time(name):
        return TimeField(title, value, *limits, context.theme)
    return NumberField(title, value, *limits, context.theme, may_be_empty=may_be_empty(name))
