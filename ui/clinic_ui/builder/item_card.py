"""One exercise of the program: picture, side, dose and note, all changed in place."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.dosage import LIMITS, DosageKind
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.side import Side
from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.segments import Choice, Segments

ITEM_MIME: Final = "application/x-clinic-item"
_PICTURE: Final = 88
_DOSE_FIELDS: Final = {
    DosageKind.HOLD: ("sets", "reps", "hold_s"),
    DosageKind.REPETITIONS: ("sets", "reps", "hold_s"),
    DosageKind.CONTRACT_RELAX: ("reps", "push_s", "hold_s"),
    DosageKind.MINUTES: ("sets", "duration_s"),
    DosageKind.BREATHS: ("sets", "breaths"),
}
_SCHEDULE_FIELDS: Final = ("times_per_day", "days_per_week")
_UNITS: Final = {
    "sets": mark("sets"),
    "reps": mark("reps"),
    "hold_s": mark("s hold"),
    "push_s": mark("s push"),
    "duration_s": mark("s"),
    "breaths": mark("breaths"),
    "times_per_day": mark("a day"),
    "days_per_week": mark("days"),
}
_NAMES: Final = {
    "sets": mark("Sets"),
    "reps": mark("Repetitions"),
    "hold_s": mark("Seconds to hold"),
    "push_s": mark("Seconds to push"),
    "duration_s": mark("Seconds"),
    "breaths": mark("Breaths"),
    "times_per_day": mark("Times a day"),
    "days_per_week": mark("Days a week"),
}


class ItemCard(Pane):
    """Says what a person changed; the program answers by showing the item anew."""

    item_changed = Signal(object, str)
    """The changed item, and the name of the field that may go on being typed in."""

    remove_wanted = Signal(object)
    move_wanted = Signal(object, int)
    """The item's id, and -1 for up or 1 for down."""

    def __init__(self, context: Context, exercise: Exercise, item: ProgramItem, parent: QWidget) -> None:
        super().__init__("card", parent)
        self._context, self._exercise, self.item = context, exercise, item
        text, theme = context.words.gettext, context.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Label("", theme, Type.BODY_STRONG, Tone.TEXT_2)
        self.handle = _DragHandle(self, context)
        self.figure = FigureView(context.thumbnails, theme)
        self.figure.setFixedSize(_PICTURE, _PICTURE)
        self.name = Label(exercise.name(context.words.language), theme, Type.BODY_STRONG, wraps=True)
        self.sides = self._side_choice()
        self.fields = {name: self._number_field(name) for name in self._field_names()}
        self.note = line(placeholder=text("Note for the patient"), longest=20_000)
        self.note.setAccessibleName(text("Note for the patient"))
        self.remove = icon_button(context.actions.icons, "remove", text("Remove from program"))
        self._lay_out()
        self._connect()
        self.show_item(item, 1)

    def show_item(self, item: ProgramItem, number: int, person: str = "") -> None:
        """Show the item as it is now, at its place in the program, drawn as ``person``."""
        self.item = item
        name = self._exercise.name(self._context.words.language)
        self.number.setText(str(number))
        self.setAccessibleName(f"{number}. {name}")
        mirror = item.side is Side.LEFT
        self.figure.show_figure(item.exercise_slug, name=name, mirror=mirror, person=person)
        if self.sides is not None:
            self.sides.choose(item.side)
        for field_name, field in self.fields.items():
            field.show_value(self._value(field_name))
        if self.note.text() != item.note:
            self.note.setText(item.note)

    def set_read_only(self, read_only: bool) -> None:
        """A handed-out version can be looked at only."""
        for widget in (self.sides, self.note, self.remove, self.handle, *self.fields.values()):
            if widget is not None:
                widget.setEnabled(not read_only)

    def _field_names(self) -> tuple[str, ...]:
        return (*_DOSE_FIELDS[self.item.dosage.kind], *_SCHEDULE_FIELDS)

    def _value(self, name: str) -> int:
        owner = self.item.schedule if name in _SCHEDULE_FIELDS else self.item.dosage
        return int(getattr(owner, name))

    def _number_field(self, name: str) -> NumberField:
        limits = LIMITS[name]
        text = self._context.words.gettext
        field = NumberField(
            text(_NAMES[name]), self._value(name), limits.least, limits.most, self._context.theme
        )
        field.value_changed.connect(partial(self._on_number_changed, name))
        return field

    def _side_choice(self) -> Segments | None:
        if len(self._exercise.sides) < 2:
            return None
        text = self._context.words.gettext
        choices = (
            Choice(Side.LEFT, text("L"), text("Left")),
            Choice(Side.RIGHT, text("R"), text("Right")),
            Choice(Side.LEFT_AND_RIGHT, text("L+R"), text("One side at a time")),
        )
        return Segments(text("Side"), choices, self.item.side)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.number, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self.handle, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        if self.sides is not None:
            top.addWidget(self.sides)
        else:
            top.addWidget(Label(text("Both together"), theme, Type.SMALL, Tone.TEXT_2))
        top.addWidget(self.remove)
        dose, often = QHBoxLayout(), QHBoxLayout()
        for name, field in self.fields.items():
            place = often if name in _SCHEDULE_FIELDS else dose
            place.addWidget(_with_unit(field, text(_UNITS[name]), self._context))
        dose.addStretch(1)
        often.addWidget(self.note, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(top)
        for line_of_fields in (dose, often):
            line_of_fields.setSpacing(6)
            right.addLayout(line_of_fields)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(12)
        row.addLayout(left)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        text, make = self._context.words.gettext, self._context.actions.make
        if self.sides is not None:
            self.sides.choice_changed.connect(self._on_side_changed)
        self.note.textEdited.connect(self._on_note_edited)
        self.remove.clicked.connect(self._on_remove)
        make(self, text("Move up"), partial(self._move, -1), keys="Alt+Up")
        make(self, text("Move down"), partial(self._move, 1), keys="Alt+Down")
        make(self, text("Remove from program"), self._on_remove, keys="Ctrl+Delete")

    def _move(self, by: int) -> None:
        self.move_wanted.emit(self.item.id, by)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.item.id)

    def _on_side_changed(self, side: object) -> None:
        assert isinstance(side, Side)
        self.item_changed.emit(replace(self.item, side=side), "")

    def _on_note_edited(self, text: str) -> None:
        self.item_changed.emit(replace(self.item, note=text), "note")

    def _on_number_changed(self, name: str, value: int) -> None:
        change: dict[str, Any] = {name: value}
        if name in _SCHEDULE_FIELDS:
            times = () if name == "times_per_day" else self.item.schedule.times_of_day
            schedule = replace(self.item.schedule, **change | {"times_of_day": times})
            self.item_changed.emit(replace(self.item, schedule=schedule), name)
            return
        if name == "reps" and getattr(self.item.dosage, "reps_to", None) is not None:
            change["reps_to"] = None
        self.item_changed.emit(replace(self.item, dosage=replace(self.item.dosage, **change)), name)


class _DragHandle(QLabel):
    """Six dots: pulling them moves the card. The keys are Alt+↑ and Alt+↓."""

    def __init__(self, card: ItemCard, context: Context) -> None:
        super().__init__(card)
        self._card = card
        icons = context.actions.icons
        self.setPixmap(icons.pixmap("drag", icons.scaled(20), Tone.TEXT_3, self.devicePixelRatioF()))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        name = context.words.gettext("Drag to move (Alt+↑, Alt+↓)")
        self.setToolTip(name)
        self.setAccessibleName(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the card along; overrides Qt."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        data = QMimeData()
        data.setData(ITEM_MIME, QByteArray(str(self._card.item.id).encode()))
        drag = QDrag(self._card)
        drag.setMimeData(data)
        drag.setPixmap(self._card.grab())
        drag.exec(Qt.DropAction.MoveAction)


def _with_unit(field: NumberField, unit: str, context: Context) -> Pane:
    pane = Pane("sunk")
    row = QHBoxLayout(pane)
    row.setContentsMargins(2, 2, 6, 2)
    row.setSpacing(2)
    row.addWidget(field)
    row.addWidget(Label(unit, context.theme, Type.SMALL, Tone.TEXT_2))
    return pane
