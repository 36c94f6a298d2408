"""Text on paper: words, greedy lines, two weights, any direction. Left as it was typed where it was typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.handout import Typed, Words
from clinic_app.pdf.fonts import faces, printable

_RESHAPER: Final = ArabicReshaper({"delete_harakat": True, "support_ligatures": True})
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BASELINE: Final = 0.235
"""How far the baseline lies below the middle of a line, as a share of the type size."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


def spans(words: Words, *, bold: bool = False) -> tuple[Span, ...]:
    """Library text with its ``**bold**`` parts; typed text as it is."""
    if isinstance(words, Typed):
        return (Span(printable(words.text), bold),)
    parts = printable(words).split("**")
    return tuple(Span(part, bold or at % 2 == 1) for at, part in enumerate(parts) if part)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    bold: bool
    glued: bool
    width: float


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set: points and a colour."""

    size: float
    leading: float
    colour: str
    right_to_left: bool = False


class Paragraph:
    """Text broken into lines of a given width."""

    def __init__(
        self,
        content: Words | Sequence[Span],
        style: TextStyle,
        width: float,
        *,
        bold: bool = False,
        most_lines: int | None = None,
    ) -> None:
        parts = spans(content, bold=bold) if isinstance(content, str | Typed) else tuple(content)
        self.style = style
        self.width = width
        self.lines = _lines(_words(parts, style.size, width), width, style.size)
        if most_lines is not None and len(self.lines) > most_lines:
            self.lines = (*self.lines[: most_lines - 1], _shortened(self.lines[most_lines - 1], style, width))

    @property
    def height(self) -> float:
        """All lines together, in points."""
        return len(self.lines) * self.style.leading

    @property
    def widest(self) -> float:
        """The longest line, in points."""
        return max((_line_width(line, self.style.size) for line in self.lines), default=0.0)

    def split(self, height: float) -> tuple["Paragraph", "Paragraph"]:
        """As many lines as ``height`` holds (at least one), and the rest."""
        count = max(1, int(height / self.style.leading))
        first, rest = Paragraph("", self.style, self.width), Paragraph("", self.style, self.width)
        first.lines, rest.lines = self.lines[:count], self.lines[count:]
        return first, rest

    def draw(self, canvas: Canvas, x: float, top: float, align: str = "start") -> None:
        """Draw with the box's left edge at ``x`` and its upper edge at ``top``.

        ``align`` is ``start``, ``end`` or ``centre``.
        """
        y = top - self.style.leading * 0.5 - self.style.size * _BASELINE
        for line in self.lines:
            self._draw_line(canvas, line, x, y, align)
            y -= self.style.leading

    def _draw_line(self, canvas: Canvas, line: tuple[_Word, ...], x: float, y: float, align: str) -> None:
        style = self.style
        pieces = _pieces(line, style.right_to_left)
        width = sum(faces().width(text, bold, style.size) for text, bold in pieces)
        at_right = (align == "end") is not style.right_to_left
        if align == "centre":
            x += (self.width - width) / 2
        elif at_right:
            x += self.width - width
        for text, bold in pieces:
            x += draw_visual(canvas, text, x, y, style.size, style.colour, bold=bold)


def draw_visual(
    canvas: Canvas, text: str, x: float, y: float, size: float, colour: str, *, bold: bool = False
) -> float:
    """Draw characters in the order they stand, from ``x`` on; returns their width in points."""
    canvas.setFillColor(HexColor(colour))
    start = x
    for run in faces().runs(text, bold):
        canvas.setFont(run.font, size)
        canvas.drawString(x, y, run.text, shaping=run.shaped)
        x += run.width(size)
    return x - start


def draw_line(
    canvas: Canvas,
    words: Words,
    x: float,
    y: float,
    style: TextStyle,
    *,
    bold: bool = False,
    align: str = "start",
) -> None:
    """Draw one line at baseline ``y``; ``x`` is its start, its end or its middle, as ``align`` says."""
    text = visual("".join(span.text for span in spans(words)), style.right_to_left)
    width = faces().width(text, bold, style.size)
    at_right = (align == "end") is not style.right_to_left
    if align == "centre":
        x -= width / 2
    elif at_right:
        x -= width
    draw_visual(canvas, text, x, y, style.size, style.colour, bold=bold)


def line_width(words: Words, size: float, *, bold: bool = False) -> float:
    """How wide one line is, in points."""
    text = "".join(span.text for span in spans(words))
    return faces().width(visual(text, right_to_left=False), bold, size)


@lru_cache(4096)
def visual(text: str, right_to_left: bool) -> str:
    """The characters in the order they stand on paper, joined where Arabic joins them."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    if right_to_left:  # a no-break space keeps the two halves of a telephone number in their order
        text = re.sub(r"(?<=\d) (?=\d{3,})", "\u00a0", text)
    shown = get_display(_RESHAPER.reshape(text), base_dir="R" if right_to_left else "L")
    return str(shown)


def _words(parts: Sequence[Span], size: float, width: float) -> list[_Word]:
    words: list[_Word] = []
    spaced = True
    for part in parts:
        for at, text in enumerate(part.text.split(" ")):
            if not text:
                continue
            glued = at == 0 and not spaced and bool(words)
            words.extend(_measured(text, part.bold, glued, size, width))
        spaced = part.text.endswith(" ")
    return words


def _measured(text: str, bold: bool, glued: bool, size: float, width: float) -> list[_Word]:
    """The word, cut where it is wider than a line."""
    whole = faces().width(visual(text, right_to_left=False), bold, size)
    if whole <= width or len(text) == 1:
        return [_Word(text, bold, glued, whole)]
    found, rest = [], text
    while rest:
        count = max(1, _fitting(rest, bold, size, width))
        piece, rest = rest[:count], rest[count:]
        found.append(_Word(piece, bold, glued, faces().width(piece, bold, size)))
        glued = False
    return found


def _fitting(text: str, bold: bool, size: float, width: float) -> int:
    used = 0.0
    for count, character in enumerate(text):
        used += faces().width(character, bold, size)
        if used > width:
            return count
    return len(text)


def _lines(words: list[_Word], width: float, size: float) -> tuple[tuple[_Word, ...], ...]:
    lines: list[list[_Word]] = []
    used = 0.0
    for word in words:
        gap = 0.0 if word.glued else _space(size)
        if lines and lines[-1] and (used + gap + word.width <= width or word.glued):
            lines[-1].append(word)
            used += gap + word.width
        else:
            kept = _lead_in(lines)
            lines.append([*kept, word])
            used = _line_width(tuple(lines[-1]), size)
    return tuple(tuple(line) for line in lines)


def _lead_in(lines: list[list[_Word]]) -> list[_Word]:
    """A bold lead-in ("Why:") never ends a line: take it over to the next one."""
    if lines and len(lines[-1]) > 1 and lines[-1][-1].bold and lines[-1][-1].text.endswith(":"):
        return [lines[-1].pop()]
    return []


def _space(size: float) -> float:
    return faces().width(" ", False, size)


def _line_width(line: tuple[_Word, ...], size: float) -> float:
    gaps = sum(1 for word in line[1:] if not word.glued)
    return sum(word.width for word in line) + gaps * _space(size)


def _pieces(line: tuple[_Word, ...], right_to_left: bool) -> list[tuple[str, bool]]:
    """The line as it stands, cut where the weight changes; a line that runs both ways has one weight."""
    joined = [
        (word.text if at == 0 or word.glued else f" {word.text}", word.bold) for at, word in enumerate(line)
    ]
    whole = "".join(text for text, _ in joined)
    if _RIGHT_TO_LEFT.search(whole):
        return [(visual(whole, right_to_left), all(bold for _, bold in joined))]
    pieces: list[tuple[str, bool]] = []
    for text, bold in joined:
        if pieces and pieces[-1][1] is bold:
            pieces[-1] = (pieces[-1][0] + text, bold)
        else:
            pieces.append((text, bold))
    return pieces


def _shortened(line: tuple[_Word, ...], style: TextStyle, width: float) -> tuple[_Word, ...]:
    """The line with an ellipsis that fits."""
    ellipsis = faces().width("…", True, style.size)
    kept: list[_Word] = []
    for word in line:
        if _line_width((*kept, word), style.size) + ellipsis > width:
            break
        kept.append(word)
    if not kept:
        text = line[0].text[: _fitting(line[0].text, line[0].bold, style.size, width - ellipsis)]
        kept = [_Word(text, line[0].bold, False, faces().width(text, line[0].bold, style.size))]
    return (*kept, _Word("…", kept[-1].bold, True, ellipsis))
