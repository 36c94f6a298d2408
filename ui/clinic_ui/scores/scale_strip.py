"""One answer on a scale: numbers side by side, or below each other with what they mean."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_ui.scores.digit_reading import DigitReading
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.spoken_widget import SpokenPart, SpokenWidget

_HIGH: Final = 32
_LOW_ROW: Final = 26
_WIDE: Final = 30
_ASIDE: Final = 12
_NUMBER: Final = 40
_GOES_ON: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_TAKES_BACK: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ScaleStrip(SpokenWidget):
    """A digit chooses and goes on, 1 then 0 is ten, Delete takes back; a click chooses, or clears."""

    takes_input = True

    value_changed = Signal(object)
    """A number, or None: a person said so."""

    passed = Signal()
    """The keyboard goes on to what comes next."""

    went_back = Signal()
    """The keyboard goes to what is above."""

    refused = Signal(int)
    """A number that is not on the scale."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        low: int,
        high: int,
        words: Mapping[int, str] | None = None,
        *,
        is_list: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``words`` stand for the numbers; in a list they stand beside them."""
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._numbers = range(low, high + 1)
        self._words = dict(words or {})
        self.is_list = is_list
        self._reading = DigitReading(low, high)
        self.value: int | None = None
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Expanding if is_list else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._tell()

    def show_value(self, value: int | None) -> None:
        """Show a number, or none, without saying that a person chose it."""
        self.value = value if value in self._numbers else None
        self._tell()
        self.update()

    def set_by_hand(self, value: int | None) -> None:
        """A person chose a number without typing it."""
        self._set(value)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for every number; overrides Qt."""
        px = self._theme.px
        if self.is_list:
            return QSize(px(280), px(_LOW_ROW) * len(self._numbers))
        return QSize(round(sum(self._widths())) + 4, px(_HIGH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No less; overrides Qt."""
        return self.sizeHint()

    def place_of(self, number: int) -> QRectF:
        """Where a number is."""
        at = number - self._numbers.start
        if self.is_list:
            high = self._theme.px(_LOW_ROW)
            return QRectF(0, at * high, self.width(), high)
        widths = self._widths()
        return QRectF(2 + sum(widths[:at]), 2, widths[at], self.height() - 4)

    def spoken_parts(self) -> Sequence[SpokenPart]:
        """Every number with its words; the keyboard is at the chosen one, else the first; overrides ours."""
        at_keyboard = self._numbers.start if self.value is None else self.value
        return [
            SpokenPart(
                said=self._said(number),
                place=self.place_of(number).toAlignedRect(),
                is_chosen=number == self.value,
                has_keyboard=number == at_keyboard,
            )
            for number in self._numbers
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Digits choose, arrows step and walk; overrides Qt."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.text().isdigit():
            self._type(int(event.text()))
        elif key is Qt.Key.Key_Minus and self._numbers.start < 0:
            self._turn()
        else:
            self._reading.forget()
            self._press(key, event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring is ours; overrides Qt."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """A number that was begun is over; overrides Qt."""
        super().focusOutEvent(event)
        self._reading.forget()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose, or take back what was chosen; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton and (number := self._at(event)) is not None:
            self._set(None if number == self.value else number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The number below the mouse is lit; overrides Qt."""
        self._hover(self._at(event))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The mouse is gone; overrides Qt."""
        super().leaveEvent(event)
        self._hover(None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """The numbers, the chosen one filled; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = RowPainter(painter, self._theme)
        if not self.is_list:
            row.fill(QRectF(self.rect()), Tone.SUNK, radius=8)
        for number in self._numbers:
            self._paint_number(row, number)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Tone.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def _paint_number(self, row: RowPainter, number: int) -> None:
        box, is_chosen = self.place_of(number), number == self.value
        if self.is_list:
            box = box.adjusted(3, 1, -3, -1)
        if is_chosen:
            row.fill(box, Tone.ACCENT, radius=6)
        elif number == self._hovered:
            row.fill(box, Tone.HOVER, radius=6)
        tone = Tone.ON_ACCENT if is_chosen else Tone.TEXT_2
        kind = Type.SMALL_MEDIUM
        if self.is_list:
            wide = self._theme.px(_NUMBER)
            shown = f"+{number}" if number > 0 > self._numbers.start else str(number).replace("-", "−")
            row.text(QRectF(box.x(), box.y(), wide - 14, box.height()), shown, kind, tone, right=True)
            words = box.adjusted(wide, 0, -8, 0)
            row.text(
                words, self._words.get(number, ""), Type.BODY, Tone.ON_ACCENT if is_chosen else Tone.TEXT
            )
            return
        shown = self._shown(number)
        middle = box.x() + (box.width() - row.width(shown, kind)) / 2
        row.text(QRectF(middle, box.y(), box.width(), box.height()), shown, kind, tone)

    def _shown(self, number: int) -> str:
        return self._words.get(number) or str(number)

    def _widths(self) -> list[float]:
        px = self._theme.px
        metrics = QFontMetricsF(self._theme.font(Type.SMALL_MEDIUM))
        return [
            max(px(_WIDE), metrics.horizontalAdvance(self._shown(number)) + px(_ASIDE))
            for number in self._numbers
        ]

    def _at(self, event: QMouseEvent) -> int | None:
        point = QPointF(event.position())
        return next((each for each in self._numbers if self.place_of(each).contains(point)), None)

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.setToolTip(self._words.get(number, "") if number is not None else "")
            self.update()

    def _type(self, digit: int) -> None:
        number = self._reading.take(digit)
        if not self._reading.fits(number):
            self._reading.forget()
            self.refused.emit(number)
            return
        self._set(number)
        if not self._reading.awaits:
            self.passed.emit()

    def _turn(self) -> None:
        """A minus: of the number that stands there, else of the one to come."""
        if self.value:
            self._set(-self.value)
        else:
            self._reading.is_negative = True

    def _press(self, key: Qt.Key, event: QKeyEvent) -> None:
        first, last = self._numbers.start, self._numbers.stop - 1
        forward, back = (
            (Qt.Key.Key_Down, Qt.Key.Key_Up) if self.is_list else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        )
        if key in _TAKES_BACK:
            self._set(None)
        elif key is forward:
            self._set(first if self.value is None else min(self.value + 1, last))
        elif key is back:
            self._set(last if self.value is None else max(self.value - 1, first))
        elif key is Qt.Key.Key_Space and len(self._numbers) == 2:
            self._set(last if self.value != last else first)
        elif key in _GOES_ON:
            self.passed.emit()
        elif key is Qt.Key.Key_Up:
            self.went_back.emit()
        else:
            super().keyPressEvent(event)

    def _set(self, number: int | None) -> None:
        if number != self.value:
            self.show_value(number)
            self.tell_value("" if number is None else self._said(number))
            self.tell_keyboard()
            self.value_changed.emit(number)

    def _tell(self) -> None:
        """What a screen reader says."""
        self.setAccessibleName(
            self._name if self.value is None else f"{self._name}: {self._said(self.value)}"
        )

    def _said(self, number: int) -> str:
        word = self._words.get(number, "")
        return f"{number}, {word}" if word else str(number)
