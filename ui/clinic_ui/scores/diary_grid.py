"""The rows and columns of a log sheet, keyed with the number pad: one key a day, then the week's pain."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic_app.domain.date_words import short_weekdays
from clinic_app.domain.diary_sheet import WEEK, DiarySheet
from clinic_app.domain.short_dates import short_date
from clinic_app.domain.visit import WORST_PAIN
from clinic_ui.context import Context
from clinic_ui.scores.digit_reading import DigitReading
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.spoken_widget import SpokenPart, SpokenWidget

_HEAD, _ROW = 28, 44
_WEEK_WIDE, _CELL_WIDE, _PAIN_WIDE = 96, 52, 96
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACK: Final = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
PAIN: Final = WEEK
"""The column of the week's pain, after its days."""


class DiaryGrid(SpokenWidget):
    """A digit goes on to the next day, Space and Enter leave it blank; pain of 1 waits for a 0 or Enter."""

    takes_input = True

    sheet_changed = Signal()
    """A person keyed something."""

    finished = Signal()
    """The last box was passed."""

    box_reached = Signal(QRect)
    """Where the keyboard is: what is around the grid should show that."""

    part_role = QAccessible.Role.ListItem

    def __init__(self, context: Context, sheet: DiarySheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.sheet = sheet
        self.week, self.column = 0, sheet.first
        self._pain = DigitReading(0, WORST_PAIN)
        words = context.words
        self._heads = (*short_weekdays(words), words.gettext("Pain 0–10"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_sheet(self, sheet: DiarySheet) -> None:
        """Show another; the keyboard goes to the first box that was not reached."""
        self.sheet = sheet
        self.updateGeometry()
        self.go_to_first()

    def go_to_first(self) -> None:
        """Stand at the first day that was not keyed."""
        at = max(self.sheet.reached, self.sheet.first)
        self.week, self.column = divmod(min(at, self.sheet.size - 1), WEEK)
        if not self.sheet.is_open(min(at, self.sheet.size - 1)):
            self.week, self.column = 0, self.sheet.first
        self._moved()

    def place_of(self, week: int, column: int) -> QRectF:
        """Where a box is."""
        px = self._context.theme.px
        cell = max(px(_CELL_WIDE), (self.width() - px(_WEEK_WIDE + _PAIN_WIDE)) // WEEK)
        left = px(_WEEK_WIDE) + column * cell + (px(12) if column == PAIN else 0)
        wide = px(_PAIN_WIDE - 24) if column == PAIN else cell
        return QRectF(left, px(_HEAD) + week * px(_ROW), wide, px(_ROW)).adjusted(3, 4, -3, -4)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All weeks; overrides Qt."""
        px = self._context.theme.px
        wide = px(_WEEK_WIDE) + WEEK * px(_CELL_WIDE) + px(_PAIN_WIDE)
        return QSize(wide, px(_HEAD) + self.sheet.weeks * px(_ROW) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No less; overrides Qt."""
        return self.sizeHint()

    def spoken_parts(self) -> Sequence[SpokenPart]:
        """Every open box: its day and what stands there; overrides ours."""
        here = (self.week, self.column)
        return [
            SpokenPart(
                said=self._said(*box),
                place=self.place_of(*box).toAlignedRect(),
                is_chosen=box == here,
                has_keyboard=box == here,
            )
            for box in self._boxes()
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits fill, arrows walk; overrides Qt."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.text().isdigit():
            self._type(int(event.text()))
        elif key is Qt.Key.Key_Space:
            self._blank()
        elif key in _ENTERS:
            self._enter()
        elif key in _BACK:
            self._take_back()
        elif not self._walk(key):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Stand at the box below the mouse; overrides Qt."""
        found = self._box_at(event.position().toPoint())
        if found is not None:
            self._stand(*found)

    def event(self, event: QEvent) -> bool:
        """A box's day is its tooltip; overrides Qt."""
        if isinstance(event, QHelpEvent) and (found := self._box_at(event.pos())) is not None:
            QToolTip.showText(event.globalPos(), self._name(*found), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The box is marked; overrides Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """And no more; overrides Qt."""
        super().focusOutEvent(event)
        self._pain.forget()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Heads, weeks, boxes; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, px = RowPainter(painter, self._context.theme), self._context.theme.px
        for column, head in enumerate(self._heads):
            box = self.place_of(0, column)
            wide = row.width(head, Type.SMALL_MEDIUM)
            left = box.x() + (box.width() - wide) / 2
            row.text(QRectF(left, 0, wide + 1, px(_HEAD)), head, Type.SMALL_MEDIUM, Tone.TEXT_2)
        for week in range(self.sheet.weeks):
            self._paint_week(row, week)
        painter.end()

    def _paint_week(self, row: RowPainter, week: int) -> None:
        px, words = self._context.theme.px, self._context.words
        top = px(_HEAD) + week * px(_ROW)
        if week % 2 == 0:
            row.fill(QRectF(0, top, self.width(), px(_ROW)), Tone.PANE, radius=8)
        name = words.gettext("Week {number}").format(number=week + 1)
        high = px(18)
        at = top + (px(_ROW) - 2 * high) / 2
        row.text(QRectF(px(8), at, px(_WEEK_WIDE - 12), high), name, Type.SMALL_STRONG)
        begins = short_date(self._monday(week), words)
        row.text(QRectF(px(8), at + high, px(_WEEK_WIDE - 12), high), begins, Type.CAPTION, Tone.TEXT_2)
        for column in range(WEEK + 1):
            self._paint_box(row, week, column)

    def _paint_box(self, row: RowPainter, week: int, column: int) -> None:
        if not self._is_open(week, column):
            return
        painter, theme, box = row.painter, self._context.theme, self.place_of(week, column)
        value, is_here = self._value(week, column), (week, column) == (self.week, self.column)
        asked = column != PAIN and week * WEEK + column < self.sheet.reached
        tone = Tone.ACCENT_TINT if value else Tone.STAGE
        row.fill(box, Tone.STAGE if column == PAIN else tone, radius=6)
        edge = Tone.ACCENT if is_here and self.hasFocus() else Tone.CONTROL if column == PAIN else Tone.LINE
        painter.setPen(QPen(theme.colour(edge), 2 if is_here and self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        shown = str(value) if value is not None else "–" if asked else ""
        wide = row.width(shown, Type.NUMBER)
        middle = box.x() + (box.width() - wide) / 2
        row.text(
            QRectF(middle, box.y(), wide + 1, box.height()),
            shown,
            Type.NUMBER,
            Tone.TEXT if value is not None else Tone.TEXT_3,
        )

    def _type(self, digit: int) -> None:
        if self.column != PAIN:
            self._set(self.sheet.with_done(self.week * WEEK + self.column, digit))
            self._next()
            return
        was_one = self._pain.awaits
        pain = self._pain.take(digit)
        if was_one and pain != WORST_PAIN:  # the 1 was all of it: this digit is of the next day
            self._next()
            self._type(digit)
            return
        self._set(self.sheet.with_pain(self.week, pain))
        if self._pain.awaits:
            self._moved(keeps_reading=True)
        else:
            self._next()

    def _blank(self) -> None:
        """Nothing stands on the paper there."""
        if self.column != PAIN:
            self._set(self.sheet.with_done(self.week * WEEK + self.column, None))
        elif not self._pain.awaits:
            self._set(self.sheet.with_pain(self.week, None))
        self._next()

    def _enter(self) -> None:
        """What stands there is right."""
        cell = self.week * WEEK + self.column
        if self.column != PAIN:
            self._set(self.sheet.with_done(cell, self.sheet.done(cell)))
        self._next()

    def _take_back(self) -> None:
        """Empty the box; an empty one sends the keyboard back to the one before."""
        if self._value(self.week, self.column) is None:
            self._previous()
        if self.column == PAIN:
            self._set(self.sheet.with_pain(self.week, None))
        else:
            self._set(self.sheet.without(self.week * WEEK + self.column))
        self._moved()

    def _walk(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Right:
                self._next(ends=False)
            case Qt.Key.Key_Left:
                self._previous()
            case Qt.Key.Key_Down:
                self._stand(self.week + 1, self.column)
            case Qt.Key.Key_Up:
                self._stand(self.week - 1, self.column)
            case _:
                return False
        return True

    def _next(self, *, ends: bool = True) -> None:
        boxes = self._boxes()
        at = boxes.index((self.week, self.column)) + 1
        if at < len(boxes):
            self.week, self.column = boxes[at]
        elif ends:
            self.finished.emit()
        self._moved()

    def _previous(self) -> None:
        boxes = self._boxes()
        at = boxes.index((self.week, self.column)) - 1
        if at >= 0:
            self.week, self.column = boxes[at]
        self._moved()

    def _stand(self, week: int, column: int) -> None:
        if self._is_open(week, column):
            self.week, self.column = week, column
            self._moved()

    def _boxes(self) -> list[tuple[int, int]]:
        """Every open box in the order of the paper."""
        return [
            (week, column)
            for week in range(self.sheet.weeks)
            for column in range(WEEK + 1)
            if self._is_open(week, column)
        ]

    def _is_open(self, week: int, column: int) -> bool:
        if not 0 <= week < self.sheet.weeks:
            return False
        if column == PAIN:
            return self.sheet.is_week_open(week)
        return self.sheet.is_open(week * WEEK + column)

    def _value(self, week: int, column: int) -> int | None:
        return self.sheet.pain(week) if column == PAIN else self.sheet.done(week * WEEK + column)

    def _box_at(self, point: QPoint) -> tuple[int, int] | None:
        return next((box for box in self._boxes() if self.place_of(*box).contains(point.toPointF())), None)

    def _monday(self, week: int) -> date:
        return self.sheet.day(max(week * WEEK, self.sheet.first))

    def _set(self, sheet: DiarySheet) -> None:
        self.sheet = sheet
        self.announce(self._said(self.week, self.column))
        self.sheet_changed.emit()

    def _moved(self, *, keeps_reading: bool = False) -> None:
        if not keeps_reading:
            self._pain.forget()
        self._tell()
        self.tell_keyboard()
        self.update()
        self.box_reached.emit(self.place_of(self.week, self.column).toAlignedRect())

    def _tell(self) -> None:
        """What a screen reader says: the box and what stands there."""
        self.setAccessibleName(self._said(self.week, self.column))

    def _said(self, week: int, column: int) -> str:
        value = self._value(week, column)
        said = self._context.words.gettext("nothing") if value is None else str(value)
        return f"{self._name(week, column)}: {said}"

    def _name(self, week: int, column: int) -> str:
        text = self._context.words.gettext
        if column == PAIN:
            return text("Week {number}, worst pain").format(number=week + 1)
        return self._context.words.day(self.sheet.day(week * WEEK + column))
