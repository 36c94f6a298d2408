"""The meter's bar: one segment an exercise, and a tick where the patient's time is used up."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter

_WIDTH, _HEIGHT, _BAR, _GAP = 200, 40, 10, 3
_LEAST = 2
_ROOM = 1.15
"""How much longer the bar is than what stands in it, so that one more exercise has a place."""
_FAINT = 0.7


class MeterBar(QWidget):
    """Shows seconds by exercise; the exercise that is open is full, the others fainter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._seconds: Sequence[int] = ()
        self._open = -1
        self._limit_min: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def show_seconds(self, seconds: Sequence[int], limit_min: int | None, open_at: int = -1) -> None:
        """Show what each exercise takes, the open one, and the patient's limit (None: nobody asked)."""
        self._seconds, self._limit_min, self._open = tuple(seconds), limit_min, open_at
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text; overrides Qt."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def segments(self) -> list[QRectF]:
        """Where each exercise stands."""
        per_s = self.width() / self._whole_s()
        top, height = (self.height() - self._theme.px(_BAR)) / 2, self._theme.px(_BAR)
        boxes, left = [], 0.0
        for seconds in self._seconds:
            boxes.append(QRectF(left, top, max(_LEAST, seconds * per_s - _GAP), height))
            left += seconds * per_s
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Ground, segments, tick; overrides Qt."""
        painter = QPainter(self)
        row = RowPainter(painter, self._theme)
        thick = self._theme.px(_BAR)
        row.fill(QRectF(0, (self.height() - thick) / 2, self.width(), thick), Tone.SUNK, radius=3)
        for at, box in enumerate(self.segments()):
            painter.setOpacity(1.0 if at == self._open or self._open < 0 else _FAINT)
            row.fill(box, Tone.ACCENT, radius=2)
        painter.setOpacity(1.0)
        if self._limit_min is not None:
            self._paint_limit(row, self._limit_min)
        painter.end()

    def _paint_limit(self, row: RowPainter, limit_min: int) -> None:
        is_over = sum(self._seconds) > limit_min * 60
        tone = Tone.WARN if is_over else Tone.TEXT_2
        x = round(limit_min * 60 * self.width() / self._whole_s())
        tick = self._theme.px(20)
        row.painter.fillRect(QRectF(x, (self.height() - tick) / 2, 2, tick), self._theme.colour(tone))
        said = str(limit_min)
        width = row.width(said, Type.CAPTION_MEDIUM)
        left = x + 5 if x + 5 + width <= self.width() else x - 4 - width
        row.text(QRectF(left, 0, width + 1, self._theme.px(14)), said, Type.CAPTION_MEDIUM, tone)

    def _whole_s(self) -> float:
        limit_s = (self._limit_min or 0) * 60
        return max(sum(self._seconds), limit_s, 60) * _ROOM
