"""One exercise of the program: picture, side, dose and note, all changed in place."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.side import Side
from clinic_ui.actions import UndoOfPage
from clinic_ui.builder.advice_box import AdviceBox
from clinic_ui.builder.dose import DoseCell, field_names, number_of, with_number
from clinic_ui.context import Context
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.hover import forget_hover
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.segments import Choice, Segments

ITEM_MIME: Final = "application/x-clinic-item"
_PICTURE: Final = 88
_NARROW: Final = 440
"""In a narrower card the side stands below the name, not beside it."""
_NOTE_WIDTH: Final = 180
_LINE: Final = 34
_LONGEST_NOTE: Final = 20_000


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
        self._typed_from: ProgramItem | None = None
        self._sent: ProgramItem | None = None
        self.advice: AdviceBox | None = None
        text, theme = context.words.gettext, context.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Label("", theme, Type.BODY_STRONG, Tone.TEXT_2)
        self.handle = _DragHandle(self, context)
        self.figure = FigureView(context.thumbnails, theme)
        self.figure.setFixedSize(_PICTURE, _PICTURE)
        self.name = Label(exercise.name(context.words.language), theme, Type.BODY_STRONG, wraps=True)
        self.sides = self._side_choice()
        self._side = self.sides or _line_of_words(text("Both together"), theme)
        self._cells = {name: DoseCell(context, name, number_of(item, name)) for name in field_names(item)}
        self.fields = {name: cell.field for name, cell in self._cells.items()}
        self.limits = Label("", theme, Type.CAPTION_MEDIUM, Tone.BAD, wraps=True)
        self.limits.hide()
        self.note = GrowingText(text("Note for the patient"), theme, longest=_LONGEST_NOTE)
        self.note.setMinimumWidth(theme.px(_NOTE_WIDTH))
        self.note.installEventFilter(UndoOfPage(self))
        self.remove = icon_button(context.actions.icons, "remove", text("Remove from program"))
        self._lay_out()
        self._connect()
        self.show_item(item, 1)

    def show_item(self, item: ProgramItem, number: int, person: str = "") -> None:
        """Show the item as it is now, at its place in the program, drawn as ``person``."""
        if item != self._sent:
            self._typed_from = None
        self.item = item
        name = self._exercise.name(self._context.words.language)
        self.number.setText(str(number))
        self.setAccessibleName(f"{number}. {name}")
        mirror = item.side is Side.LEFT
        self.figure.show_figure(item.exercise_slug, name=name, mirror=mirror, person=person)
        if self.sides is not None:
            self.sides.choose(item.side)
        for field_name, field in self.fields.items():
            field.show_value(number_of(item, field_name))
        self.note.show_text(item.note)

    def set_advice(self, box: AdviceBox) -> None:
        """Show what is said of the exercise, below its dose."""
        self.advice = box
        self._right.insertWidget(self._right.count() - 1, box)

    def set_read_only(self, read_only: bool) -> None:
        """A handed-out version can be looked at only."""
        self.note.setReadOnly(read_only)
        for field in self.fields.values():
            field.setReadOnly(read_only)
        if self.sides is not None:
            self.sides.setEnabled(not read_only)
        self.note.setVisible(not read_only or bool(self.item.note))
        self.remove.setVisible(not read_only)
        self.handle.setVisible(not read_only)

    def settle(self) -> None:
        """The typing is over: every number shows what holds."""
        for field in self.fields.values():
            field.settle()

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        sides = self.sides.buttons() if self.sides is not None else []
        advice = self.advice.tab_stops() if self.advice is not None else []
        return [self, *sides, *self.fields.values(), self.note, *advice, self.remove]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete removes the card that has the keyboard itself; overrides Qt."""
        if event.key() == Qt.Key.Key_Delete and self.hasFocus():
            self._on_remove()
        else:
            super().keyPressEvent(event)

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
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.number, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addWidget(self.handle, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.name, 1)
        self._top.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = FlowLayout(6)
        for cell in self._cells.values():
            self._flow.addWidget(cell)
        self._flow.addWidget(self.note)
        self._right = QVBoxLayout()
        self._right.setSpacing(6)
        self._right.addLayout(self._top)
        self._right.addLayout(self._flow)
        self._right.addWidget(self.limits)
        self._right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(12)
        row.addLayout(left)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right, 1)

    def _connect(self) -> None:
        text, make = self._context.words.gettext, self._context.actions.make
        if self.sides is not None:
            self.sides.choice_changed.connect(self._on_side_changed)
        for name, field in self.fields.items():
            field.value_changed.connect(partial(self._on_number_changed, name))
            field.settled.connect(self._on_settled)
            field.validity_changed.connect(partial(self._on_validity_changed, name))
            field.refused.connect(partial(self._on_refused, name))
        self.note.text_edited.connect(self._on_note_edited)
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
        """Every number on the way starts from the item before the typing, so that it can come back whole."""
        if self._typed_from is None:
            self._typed_from = self.item
        self._sent = with_number(self._typed_from, name, value)
        self.item_changed.emit(self._sent, name)

    def _on_settled(self) -> None:
        self._typed_from = None

    def _on_validity_changed(self, name: str, is_valid: bool) -> None:
        self.limits.setText(self._cells[name].limits)
        self.limits.setVisible(not is_valid)

    def _on_refused(self, name: str, _typed: str) -> None:
        said = self._context.words.gettext("{limits}. The number before is back.")
        self._context.toasts.say(said.format(limits=self._cells[name].limits))


def _line_of_words(text: str, theme: Theme) -> Label:
    label = Label(text, theme, Type.SMALL, Tone.TEXT_2)
    label.setMinimumHeight(theme.px(_LINE))
    return label


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
        forget_hover(self.window())
