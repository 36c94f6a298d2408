"""Paints the rows of lists: text on its baseline, in the theme's kinds and tones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from clinic_ui.theme import Theme, Tone, Type

_SEEN: Final = (
    QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
)
"""In which a row has a background."""

_DOUBT: Final = 1.0
"""Kerning beside a space moves a word by less than so many pixels."""

_KEPT: Final = 4_096
"""So many texts' widths and lines are kept: rows are painted at every key."""


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    """A font, and what is measured with it."""

    font: QFont
    metrics: QFontMetricsF
    cap_height: float


@dataclass(frozen=True, slots=True)
class RowPainter:
    """A painter that knows the theme."""

    painter: QPainter
    theme: Theme

    def background(self, option: QStyleOptionViewItem, *, radius: float = 8) -> None:
        """What a row looks like at rest, below the mouse, chosen, and with the keyboard."""
        state: QStyle.StateFlag = option.state
        if not state & _SEEN:
            return
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

    def strike(self, box: QRectF, text: str, kind: Type, tone: Tone) -> None:
        """A line through a text that stands in the middle of ``box``."""
        wide = min(box.width(), self.width(text, kind))
        self.painter.fillRect(QRectF(box.x(), round(box.center().y()), wide, 1), self.theme.colour(tone))

    def width(self, text: str, kind: Type) -> float:
        """How wide a text is."""
        return _width(text, kind, self.theme)

    def is_wider(self, text: str, kind: Type, width: float) -> bool:
        """Whether a text has no room in ``width``."""
        return _is_wider(text, width, kind, self.theme)

    def lines(self, text: str, kind: Type, width: float, most: int) -> Sequence[str]:
        """A text in lines no wider than ``width``; the last of ``most`` holds all the rest."""
        return _lines(text, kind, self.theme, width, most)

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
        face, shown = _face(kind, self.theme), text
        if _is_wider(text, box.width(), kind, self.theme):
            where = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
            shown = face.metrics.elidedText(text, where, box.width())
        x = box.right() - self.width(shown, kind) if right else box.x()
        baseline = round(box.y() + (box.height() + face.cap_height) / 2)
        self.painter.setFont(face.font)
        self.painter.setPen(self.theme.colour(tone))
        self.painter.drawText(QPointF(x, baseline), shown)

    def paragraph(self, box: QRectF, text: str, kind: Type, tone: Tone, *, lines: int = 2) -> float:
        """A text broken into at most ``lines`` lines; returns the height it took."""
        height = round(_face(kind, self.theme).metrics.lineSpacing())
        broken = self.lines(text, kind, box.width(), lines)
        for number, line in enumerate(broken):
            self.text(QRectF(box.x(), box.y() + number * height, box.width(), height), line, kind, tone)
        return len(broken) * height


@lru_cache(maxsize=64)
def _face(kind: Type, theme: Theme) -> _Face:
    font = theme.font(kind)
    metrics = QFontMetricsF(font)
    return _Face(font, metrics, metrics.capHeight())


@lru_cache(maxsize=_KEPT)
def _width(text: str, kind: Type, theme: Theme) -> float:
    return _face(kind, theme).metrics.horizontalAdvance(text)


@lru_cache(maxsize=_KEPT)
def _lines(text: str, kind: Type, theme: Theme, width: float, most: int) -> tuple[str, ...]:
    return tuple(_that_fit(text, lambda line: not _is_wider(line, width, kind, theme), most))


def _is_wider(text: str, width: float, kind: Type, theme: Theme) -> bool:
    """Whether a text is wider than that; measured whole only where its words leave a doubt."""
    words = text.split(" ")
    about = sum(_width(word, kind, theme) for word in words) + (len(words) - 1) * _width(" ", kind, theme)
    if abs(about - width) > _DOUBT * len(words):
        return about > width
    return _width(text, kind, theme) > width


def broken_lines(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """Words in lines no wider than ``width``; the last of ``most`` holds all the rest."""
    return _that_fit(text, lambda line: metrics.horizontalAdvance(line) <= width, most)


def _that_fit(text: str, fits: Callable[[str], bool], most: int) -> list[str]:
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and fits(" ".join(rest[: taken + 1])):
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return [*lines, " ".join(rest)] if rest else lines
