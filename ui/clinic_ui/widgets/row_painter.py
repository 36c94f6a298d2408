"""Paints the rows of lists: text on its baseline, in the theme's kinds and tones."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from clinic_ui.theme import Theme, Tone, Type


@dataclass(frozen=True, slots=True)
class RowPainter:
    """A painter that knows the theme."""

    painter: QPainter
    theme: Theme

    def background(self, option: QStyleOptionViewItem, *, radius: float = 8) -> None:
        """What a row looks like at rest, below the mouse, chosen, and with the keyboard."""
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            self.painter.setBrush(self.theme.colour(Tone.ACCENT_TINT))
        elif state & QStyle.StateFlag.State_MouseOver:
            self.painter.setBrush(self.theme.colour(Tone.HOVER))
        else:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_HasFocus:
            self.painter.setPen(QPen(self.theme.colour(Tone.ACCENT), 2))
        self.painter.drawRoundedRect(box, radius, radius)

    def fill(self, box: QRectF, tone: Tone, *, radius: float = 8) -> None:
        """A filled, rounded rectangle."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.colour(tone))
        self.painter.drawRoundedRect(box, radius, radius)

    def hairline(self, x: float, y: float, width: float) -> None:
        """A line of one pixel."""
        self.painter.fillRect(QRectF(x, round(y), width, 1), self.theme.colour(Tone.LINE))

    def width(self, text: str, kind: Type) -> float:
        """How wide a text is."""
        return QFontMetricsF(self.theme.font(kind)).horizontalAdvance(text)

    def text(
        self,
        box: QRectF,
        text: str,
        kind: Type = Type.BODY,
        tone: Tone = Tone.TEXT,
        *,
        right: bool = False,
        keeps_end: bool = False,
    ) -> None:
        """One line in the middle of ``box``, shortened with “…” where it does not fit.

        ``keeps_end`` shortens the middle: of a long name, the beginning and the given name stay.
        """
        font = self.theme.font(kind)
        metrics = QFontMetricsF(font)
        where = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(text, where, box.width())
        x = box.right() - metrics.horizontalAdvance(shown) if right else box.x()
        baseline = round(box.y() + (box.height() + metrics.capHeight()) / 2)
        self.painter.setFont(font)
        self.painter.setPen(self.theme.colour(tone))
        self.painter.drawText(QPointF(x, baseline), shown)

    def paragraph(self, box: QRectF, text: str, kind: Type, tone: Tone, *, lines: int = 2) -> float:
        """A text broken into at most ``lines`` lines; returns the height it took."""
        metrics = QFontMetricsF(self.theme.font(kind))
        height = round(metrics.lineSpacing())
        broken = broken_lines(text, metrics, box.width(), lines)
        for number, line in enumerate(broken):
            self.text(QRectF(box.x(), box.y() + number * height, box.width(), height), line, kind, tone)
        return len(broken) * height


def broken_lines(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """Words in lines no wider than ``width``; the last of ``most`` holds all the rest."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return [*lines, " ".join(rest)] if rest else lines
