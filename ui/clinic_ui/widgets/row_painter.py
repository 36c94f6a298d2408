"""Paints the rows of lists: text on its baseline, in the theme's kinds and tones."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from clinic_ui.theme import Theme, Tone, Type

Key = TypeVar("Key")
Value = TypeVar("Value")

_SEEN: Final = (
    QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
)
"""In which a row has a background."""

_DOUBT: Final = 1.0
"""Kerning beside a space moves a word by less than so many pixels."""

_KEPT: Final = 4_096
"""So many texts' widths and lines are kept: rows are painted at every key."""


class _Face:
    """A font, and what was measured with it: looked up by text alone, since that is done for every text."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.cap_height = self.metrics.capHeight()
        self._widths: dict[str, float] = {}
        self._bounds: dict[str, tuple[float, float]] = {}
        self._short: dict[tuple[str, float, Qt.TextElideMode], str] = {}

    def width(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            width = self.metrics.horizontalAdvance(text)
            _keep(self._widths, text, width)
        return width

    def is_wider(self, text: str, width: float) -> bool:
        """Whether a text is wider than that; measured whole only where its words leave a doubt."""
        known = self._widths.get(text)
        if known is not None:
            return known > width
        bounds = self._bounds.get(text)
        if bounds is None:
            words = text.split(" ")
            about = sum(map(self.width, words)) + (len(words) - 1) * self.width(" ")
            bounds = about - _DOUBT * len(words), about + _DOUBT * len(words)
            _keep(self._bounds, text, bounds)
        least, most = bounds
        return least > width or (most >= width and self.width(text) > width)

    def shortened(self, text: str, width: float, where: Qt.TextElideMode) -> str:
        key = text, width, where
        short = self._short.get(key)
        if short is None:
            short = self.metrics.elidedText(text, where, width)
            _keep(self._short, key, short)
        return short


class _Looks:
    """The faces and colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._faces: dict[Type, _Face] = {}
        self._pens: dict[Tone, QPen] = {}

    def face(self, kind: Type) -> _Face:
        face = self._faces.get(kind)
        if face is None:
            face = self._faces[kind] = _Face(self._theme.font(kind))
        return face

    def pen(self, tone: Tone) -> QPen:
        pen = self._pens.get(tone)
        if pen is None:
            pen = self._pens[tone] = QPen(self._theme.colour(tone))
        return pen


class RowPainter:
    """A painter that knows the theme."""

    __slots__ = ("_looks", "painter", "theme")

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme
        self._looks = _looks_of(theme)

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
        return self._looks.face(kind).width(text)

    def is_wider(self, text: str, kind: Type, width: float) -> bool:
        """Whether a text has no room in ``width``."""
        return self._looks.face(kind).is_wider(text, width)

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
        face, painter = self._looks.face(kind), self.painter
        room = box.width()
        if face.is_wider(text, room):
            where = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
            text = face.shortened(text, room, where)
        x = box.right() - face.width(text) if right else box.x()
        baseline = round(box.y() + (box.height() + face.cap_height) / 2)
        painter.setFont(face.font)
        painter.setPen(self._looks.pen(tone))
        painter.drawText(QPointF(x, baseline), text)

    def paragraph(self, box: QRectF, text: str, kind: Type, tone: Tone, *, lines: int = 2) -> float:
        """A text broken into at most ``lines`` lines; returns the height it took."""
        height = round(self._looks.face(kind).metrics.lineSpacing())
        broken = self.lines(text, kind, box.width(), lines)
        for number, line in enumerate(broken):
            self.text(QRectF(box.x(), box.y() + number * height, box.width(), height), line, kind, tone)
        return len(broken) * height


@lru_cache(maxsize=8)
def _looks_of(theme: Theme) -> _Looks:
    return _Looks(theme)


def _keep(known: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember a text's measure; once there are very many, begin anew."""
    if len(known) >= _KEPT:
        known.clear()
    known[key] = value


@lru_cache(maxsize=_KEPT)
def _lines(text: str, kind: Type, theme: Theme, width: float, most: int) -> tuple[str, ...]:
    face = _looks_of(theme).face(kind)
    return tuple(_that_fit(text, lambda line: not face.is_wider(line, width), most))


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
