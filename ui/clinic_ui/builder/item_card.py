"""One exercise of the program: a row with picture, side and dose; open, everything else of it too."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.side import Side
from clinic_ui.actions import UndoOfPage
from clinic_ui.builder.advice_box import AdviceBox
from clinic_ui.builder.dose_editor import DoseEditor
from clinic_ui.builder.dose_numbers import field_names
from clinic_ui.builder.drag_handle import DragHandle
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.open_part import OpenPart
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.segments import Choice, Segments

_PICTURE: Final = (80, 74)
_NARROW: Final = 440
"""In a narrower card the side stands below the name, not beside it."""
_LINE: Final = 32
_INDENT: Final = 30
"""Number and handle keep their column beside what opens below the row."""
_NOTE_IN_ROW: Final = 140
"""Characters of a note that a closed card shows."""
_LONGEST_NOTE: Final = 20_000
_KEYS: Final = {
    Errand.UP: Shortcut.MOVE_UP,
    Errand.DOWN: Shortcut.MOVE_DOWN,
    Errand.EASIER: Shortcut.EASIER,
    Errand.HARDER: Shortcut.HARDER,
    Errand.REMOVE: Shortcut.REMOVE,
    Errand.DUPLICATE: Shortcut.DUPLICATE,
    Errand.PASTE_DOSE: Shortcut.PASTE_DOSE,
}


class ItemCard(Pane):
    """Says what a person changed; the program answers by showing the item anew."""

    item_changed = Signal(object, str)
    """The changed item, and the name of the field that may go on being typed in."""

    asked = Signal(object, object)
    """The item's id, and the errand."""

    pressed = Signal(object, object)
    """The item's id, and the keys that were held when the card itself was clicked."""

    grown = Signal()
    """There is more that the Tab key should reach."""

    walked = Signal(object, int, bool)
    """The item's id, -1 for up or 1 for down, and whether the choice goes along."""

    def __init__(self, context: Context, exercise: Exercise, item: ProgramItem, parent: QWidget) -> None:
        super().__init__("card", parent)
        self._context, self.exercise, self.item = context, exercise, item
        self.is_read_only = False
        self._language = "en"
        self.is_open = False
        self.advice: AdviceBox | None = None
        text, theme = context.words.gettext, context.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Label("", theme, Type.BODY_STRONG, Tone.TEXT_2)
        self.handle = DragHandle(self, context)
        self.figure = FigureView(context.thumbnails, theme)
        self.figure.setFixedSize(*_PICTURE)
        self.name = Label(exercise.name(context.words.language), theme, Type.BODY_STRONG, wraps=True)
        self.sides = self._side_choice()
        self._side = self.sides or _line_of_words(text("Both together"), theme)
        self.doses = DoseEditor(context, field_names(item), [item])
        self.limits = self.doses.limits
        self.note_line = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.note = GrowingText(text("Note for the patient"), theme, longest=_LONGEST_NOTE)
        self.note.setParent(self)  # until the open part takes it
        self.note.hide()
        self.note.installEventFilter(UndoOfPage(self))
        self.remove = icon_button(context.actions.icons, "remove", text("Remove from program"))
        self.more: OpenPart | None = None
        self._lay_out()
        self._connect()
        self._look(chosen=False)
        self.show_item(item, 1)

    @property
    def fields(self) -> dict[str, NumberField]:
        """The numbers that are changed in place."""
        return self.doses.fields

    def show_item(self, item: ProgramItem, number: int, person: str = "", language: str = "en") -> None:
        """Show the item as it is now, at its place in the program, drawn as ``person``."""
        self.item, self._language = item, language
        name = self.exercise.name(self._context.words.language)
        self.number.setText(str(number))
        self.setAccessibleName(f"{number}. {name}")
        mirror = item.side is Side.LEFT
        self.figure.show_figure(item.exercise_slug, name=name, mirror=mirror, person=person)
        if self.sides is not None:
            self.sides.choose(item.side)
        self.doses.show_items([item])
        self.note.show_text(item.note)
        is_long = len(item.note) > _NOTE_IN_ROW
        self.note_line.setText(f"{item.note[:_NOTE_IN_ROW]}…" if is_long else item.note)
        if self.more is not None:
            self.more.show_item(item, language)
        self._show_parts()

    def set_open(self, is_open: bool, *, chosen: bool) -> None:
        """Show everything of the exercise, or the row alone; ``chosen`` with others for one edit."""
        self.is_open = is_open
        if is_open and self.more is None:
            self.more = OpenPart(self._context, self.exercise, self.doses, self.note, self)
            self.more.item_changed.connect(self.item_changed)
            self.more.asked.connect(self._ask)
            self.more.grown.connect(self.grown)
            self.more.show_item(self.item, self._language)
            self.more.set_read_only(self.is_read_only)
            self._below.insertWidget(0, self.more)
        self._look(chosen=chosen)
        self._show_parts()

    def set_read_only(self, read_only: bool) -> None:
        """A handed-out version can be looked at only."""
        self.is_read_only = read_only
        self.note.setReadOnly(read_only)
        self.doses.set_read_only(read_only)
        if self.sides is not None:
            self.sides.setEnabled(not read_only)
        if self.more is not None:
            self.more.set_read_only(read_only)
        self.remove.setVisible(not read_only)
        self.handle.setVisible(not read_only)
        self._show_parts()

    def set_advice(self, box: AdviceBox | None) -> None:
        """Show what is said of the exercise, below its dose; None takes it away."""
        if self.advice is not None:
            self._advice.removeWidget(self.advice)
            self.advice.hide()
            self.advice.deleteLater()
        self.advice = box
        if box is not None:
            self._advice.addWidget(box)

    def settle(self) -> None:
        """The typing is over: every number shows what holds."""
        self.doses.settle()

    def focus_dose(self, name: str = "") -> None:
        """Give the keyboard to the number of that name, else to the first."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focused_number(self) -> str:
        """The name of the number that has the keyboard; empty where none has."""
        return next((name for name, field in self.fields.items() if field.hasFocus()), "")

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        sides = self.sides.buttons() if self.sides is not None else []
        main = [self.fields[name] for name in field_names(self.item)]
        more = self.more.tab_stops() if self.more is not None else []
        advice = self.advice.tab_stops() if self.advice is not None else []
        return [self, *sides, *main, *advice, *more, self.remove]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys of the card that has the keyboard itself; overrides Qt."""
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self.hasFocus():
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Delete:
                self._ask(Errand.REMOVE)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.walked.emit(self.item.id, 1 if event.key() == Qt.Key.Key_Down else -1, is_shifted)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.focus_dose()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click beside the fields chooses the card; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self.item.id, event.modifiers())
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The side stands where there is room for it; overrides Qt."""
        super().resizeEvent(event)
        is_beside = self._top.indexOf(self._side) >= 0
        has_room = self.width() >= self._context.theme.px(_NARROW)
        if is_beside and not has_room:
            self._top.removeWidget(self._side)
            self._flow.put_first(self._side)
        elif has_room and not is_beside:
            self._flow.removeWidget(self._side)
            self._top.insertWidget(1, self._side, 0, Qt.AlignmentFlag.AlignTop)

    def _side_choice(self) -> Segments | None:
        if len(self.exercise.sides) < 2:
            return None
        text = self._context.words.gettext
        return Segments(text("Side"), side_choices(self._context), self.item.side)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.number, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self.handle, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(6)
        self._top.addWidget(self.name, 1)
        self._top.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = FlowLayout(5)
        for cell in self.doses.cells.values():
            self._flow.addWidget(cell)
        self._advice = QVBoxLayout()
        self._right = QVBoxLayout()
        self._right.setSpacing(5)
        self._right.addLayout(self._top)
        self._right.addLayout(self._flow)
        self._right.addWidget(self.limits)
        self._right.addLayout(self._advice)
        self._right.addWidget(self.note_line)
        self._right.addStretch(1)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(self._context.theme.px(_INDENT), 0, 0, 0)
        self._below.setSpacing(5)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 6)
        column.setSpacing(5)
        row = QHBoxLayout()
        row.setSpacing(10)
        column.addLayout(row)
        column.addLayout(self._below)
        row.addLayout(left)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right, 1)

    def _connect(self) -> None:
        make = self._context.actions.make
        if self.sides is not None:
            self.sides.choice_changed.connect(self._on_side_changed)
        self.doses.items_changed.connect(self._on_numbers_changed)
        self.doses.left_at_end.connect(self._on_left_at_end)
        self.note.text_edited.connect(self._on_note_edited)
        self.remove.clicked.connect(partial(self._ask, Errand.REMOVE))
        for errand, shortcut in _KEYS.items():
            make(self, shortcut, partial(self._ask, errand))

    def _on_left_at_end(self) -> None:
        """A method of Qt's own, connected, would keep this card, and with it an open record, for ever."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _look(self, *, chosen: bool) -> None:
        look = "chosen" if chosen else "open" if self.is_open else "closed"
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().unpolish(self)
            self.style().polish(self)

    def _show_parts(self) -> None:
        """What of the card is seen, as it is open or closed, changeable or not."""
        if self.more is not None:
            self.more.setVisible(self.is_open)
        self.note.setVisible(self.is_open and (not self.is_read_only or bool(self.item.note)))
        self.note_line.setVisible(not self.is_open and bool(self.item.note))

    def _ask(self, errand: Errand, *_: object) -> None:
        self.asked.emit(self.item.id, errand)

    def _on_side_changed(self, side: object) -> None:
        assert isinstance(side, Side)
        self.item_changed.emit(replace(self.item, side=side), "")

    def _on_note_edited(self, text: str) -> None:
        self.item_changed.emit(replace(self.item, note=text), "note")

    def _on_numbers_changed(self, items: Sequence[ProgramItem], name: str) -> None:
        self.item_changed.emit(items[0], name)


def side_choices(context: Context) -> tuple[Choice, ...]:
    """Left, right, one at a time."""
    text = context.words.gettext
    return (
        Choice(Side.LEFT, text("L"), text("Left")),
        Choice(Side.RIGHT, text("R"), text("Right")),
        Choice(Side.LEFT_AND_RIGHT, text("L+R"), text("One side at a time")),
    )


def _line_of_words(text: str, theme: Theme) -> Label:
    label = Label(text, theme, Type.SMALL, Tone.TEXT_2)
    label.setMinimumHeight(theme.px(_LINE))
    return label
