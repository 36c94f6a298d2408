"""Text on paper: words, greedy lines, two weights, any direction. Left as it was typed where it was typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.emphasis import by_weight
from clinic_app.domain.handout import Glossed, Mixed, Printed, Typed
from clinic_app.pdf.bidi import Stretch, joined_letters, runs_both_ways, starts_right_to_left, visual_order
from clinic_app.pdf.breaking import Line, Word, broken, space, width_of
from clinic_app.pdf.fonts import faces, printable
from clinic_app.pdf.set_line import in_language, set_line

_BASELINE: Final = 0.235
"""How far the baseline lies below the middle of a line, as a share of the type size."""
_WITHIN_A_NUMBER: Final = re.compile(r"(?<=[\d)]) (?=\(\d|\d{2})")
"""A space within a telephone number: it never ends a line, and keeps the halves in order between Arabic."""
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*")
_JOINTS: Final = re.compile(r"(?<=[-\u2010\u2013/@_.])(?=.)")
"""Where a word too long for a line breaks first."""
_HYPHENLESS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one weight. Spans of one typed part share ``part``, a number above 0."""

    text: str
    bold: bool = False
    part: int = 0


@lru_cache(1024)
def spans(printed: Printed, *, bold: bool = False) -> tuple[Span, ...]:
    """Library text with its ``**bold**`` parts; typed text as it is. What stands below is not part of it."""
    words = printed.words if isinstance(printed, Glossed) else printed
    pieces = words.parts if isinstance(words, Mixed) else (words,)
    found: list[Span] = []
    for number, (piece, strong) in enumerate(by_weight(pieces), start=1):
        text = _as_typed(piece.text) if isinstance(piece, Typed) else printable(piece)
        if text:
            found.append(Span(text, bold or strong, number if isinstance(piece, Typed) else 0))
    return tuple(found)


def _as_typed(text: str) -> str:
    kept = _BLANK_LINES.sub("\n\n", printable(text, keep_lines=True))
    return _WITHIN_A_NUMBER.sub("\u00a0", kept)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set: points and a colour."""

    size: float
    leading: float
    colour: str
    right_to_left: bool = False
    below_size: float = 12.2
    below_colour: str = "#474f56"
    """Of a line in a second language; at 7:1 on white and on the tint."""


class Paragraph:
    """Text broken into lines of a given width."""

    def __init__(
        self,
        content: Printed | Sequence[Span],
        style: TextStyle,
        width: float,
        *,
        bold: bool = False,
        most_lines: int | None = None,
    ) -> None:
        if isinstance(content, str | Typed | Mixed | Glossed):
            parts = spans(content, bold=bold)
        else:
            parts = tuple(content)
        self.below = _below(content, style, width) if isinstance(content, Glossed) else None
        self._language_below = content.language if isinstance(content, Glossed) else ""
        self.style = style
        self.width = width
        self._right_to_left = _base_direction(parts, style.right_to_left)
        self._directions = _directions(parts)
        self._goes_on = self.below is not None
        self.lines = _lines(parts, style.size, width)
        self.is_cut = most_lines is not None and len(self.lines) > most_lines
        if most_lines is not None and self.is_cut:
            self.lines = (*self.lines[: most_lines - 1], _shortened(self.lines[most_lines - 1], style, width))

    @cached_property
    def height(self) -> float:
        """All lines together, in points."""
        return len(self.lines) * self.style.leading + (self.below.height if self.below else 0.0)

    @property
    def widest(self) -> float:
        """The longest line, in points."""
        return max((width_of(line, self.style.size) for line in self.lines), default=0.0)

    def shown(self) -> list[list[tuple[str, bool]]]:
        """Each line as it stands, left to right, in pieces of one weight."""
        return [_pieces(line, self._right_to_left, self._directions) for line in self.lines]

    @property
    def text(self) -> str:
        """The lines as they are read aloud."""
        return "".join(self._said())

    def _said(self) -> list[str]:
        """Each line as it is read, in the order it is read, with the space after it."""
        found: list[str] = []
        follows = self._goes_on
        for line in reversed(self.lines):
            found.insert(0, _said(line) + (" " if line and follows else ""))
            follows = line[0].spaced if line else follows
        return found

    @property
    def first_line(self) -> tuple[Span, ...]:
        """What stands on the first line."""
        found: list[Span] = []
        for word in self.lines[0] if self.lines else ():
            space = " " if found and word.spaced else ""
            found.append(Span(space + word.text, word.bold, word.part))
        return tuple(found)

    def in_lines(self, count: int) -> tuple["Paragraph", ...]:
        """The same lines in paragraphs of ``count`` lines."""
        found = []
        for at in range(0, len(self.lines), count):
            part = Paragraph("", self.style, self.width)
            part.lines, part._directions = self.lines[at : at + count], self._directions
            part._right_to_left = self._right_to_left
            part.below = self.below if at + count >= len(self.lines) else None
            part._language_below = self._language_below
            rest = [line for line in self.lines[at + count :] if line]
            part._goes_on = rest[0][0].spaced if rest else self._goes_on
            found.append(part)
        return tuple(found)

    def draw(self, canvas: Canvas, x: float, top: float, align: str = "start") -> None:
        """Draw with the box's left edge at ``x`` and its upper edge at ``top``.

        ``align`` is ``start``, ``end`` or ``centre``.
        """
        y = top - self.style.leading * 0.5 - self.style.size * _BASELINE
        for pieces, said in zip(self.shown(), self._said(), strict=True):
            self._draw_line(canvas, pieces, said, x, y, align)
            y -= self.style.leading
        if self.below:
            with in_language(canvas, self._language_below):
                self.below.draw(canvas, x, top - len(self.lines) * self.style.leading, align)

    def _draw_line(
        self, canvas: Canvas, pieces: list[tuple[str, bool]], said: str, x: float, y: float, align: str
    ) -> None:
        style = self.style
        width = sum(faces().width(text, bold, style.size) for text, bold in pieces)
        at_right = (align == "end") is not style.right_to_left
        if align == "centre":
            x += (self.width - width) / 2
        elif at_right:
            x += self.width - width
        has_room = width + space(style.size) <= self.width or not said.endswith(" ")
        set_line(canvas, pieces, said, x, y, style.size, style.colour, has_room=has_room)


def draw_line(
    canvas: Canvas,
    words: Printed,
    x: float,
    y: float,
    style: TextStyle,
    *,
    bold: bool = False,
    align: str = "start",
) -> None:
    """Draw one line at baseline ``y``; ``x`` is its start, its end or its middle, as ``align`` says."""
    pieces = _one_line(words, bold, style.right_to_left)
    width = sum(faces().width(text, strong, style.size) for text, strong in pieces)
    at_right = (align == "end") is not style.right_to_left
    if align == "centre":
        x -= width / 2
    elif at_right:
        x -= width
    said = "".join(span.text.replace("\n", " ") for span in spans(words))
    set_line(canvas, pieces, said, x, y, style.size, style.colour)


def line_width(words: Printed, size: float, *, bold: bool = False) -> float:
    """How wide one line is, in points."""
    return sum(faces().width(text, strong, size) for text, strong in _one_line(words, bold, False))


@lru_cache(4096)
def _one_line(words: Printed, bold: bool, right_to_left: bool) -> tuple[tuple[str, bool], ...]:
    parts = [Span(span.text.replace("\n", " "), bold, span.part) for span in spans(words)]
    right_to_left = _base_direction(parts, right_to_left)
    line = tuple(Word(span.text, bold, True, 0.0, part=span.part) for span in parts)
    return tuple(_pieces(line, right_to_left, _directions(parts)))


def _below(words: Glossed, style: TextStyle, width: float) -> Paragraph:
    """The second language, in one weight."""
    size = min(style.below_size, style.size)
    set_in = replace(style, size=size, leading=size * 1.2, colour=style.below_colour)
    return Paragraph(tuple(Span(span.text, False, span.part) for span in spans(words.below)), set_in, width)


def _base_direction(parts: Sequence[Span], right_to_left: bool) -> bool:
    """The direction a text is read in: as its first letter that nobody typed, else as the page."""
    return starts_right_to_left("".join(span.text for span in parts if not span.part), right_to_left)


def _directions(parts: Sequence[Span]) -> dict[int, bool]:
    """Whether each typed part runs from the right: as its first letter does; a number never does."""
    texts: dict[int, str] = {}
    for span in parts:
        if span.part:
            texts[span.part] = texts.get(span.part, "") + span.text
    return {part: starts_right_to_left(text, False) for part, text in texts.items()}


@lru_cache(4096)
def _lines(parts: tuple[Span, ...], size: float, width: float) -> tuple[Line, ...]:
    lines: list[list[Word]] = []
    for typed_line in _typed_lines(parts):
        words = list(_words(typed_line, size, width))
        lines += broken(words, width, size) if words else [[]]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(tuple(line) for line in lines)


def _typed_lines(parts: Sequence[Span]) -> list[list[Span]]:
    """The spans of each line as typed."""
    lines: list[list[Span]] = [[]]
    for span in parts:
        first, *rest = span.text.split("\n")
        lines[-1].append(Span(first, span.bold, span.part))
        lines += [[Span(text, span.bold, span.part)] for text in rest]
    return lines


def _words(parts: Sequence[Span], size: float, width: float) -> Iterator[Word]:
    spaced = True
    for part in parts:
        for at, text in enumerate(part.text.split(" ")):
            if text:
                yield from _measured(text, part, at == 0 and not spaced, size, width)
        spaced = part.text.endswith(" ") if part.text else spaced


def _measured(text: str, span: Span, glued: bool, size: float, width: float) -> Iterator[Word]:
    """The word, cut where it is wider than a line: at its hyphens first, then anywhere."""
    whole = faces().width(joined_letters(text), span.bold, size)
    if whole <= width or len(text) == 1:
        yield Word(text, span.bold, glued, whole, part=span.part)
        return
    joint = False
    for piece in _JOINTS.split(text):
        for cut, torn in _cut(piece, span.bold, size, width):
            wide = faces().width(joined_letters(cut), span.bold, size)
            yield Word(cut, span.bold, glued and not joint, wide, joint=joint, part=span.part, torn=torn)
            joint = True


def _cut(text: str, bold: bool, size: float, width: float) -> Iterator[tuple[str, bool]]:
    """Pieces that fit, and whether they end with a hyphen because letters are torn apart."""
    hyphen = "-" if _HYPHENLESS.fullmatch(text) and not runs_both_ways(text) else ""
    while faces().width(joined_letters(text), bold, size) > width and len(text) > 1:
        room = width - (faces().width(hyphen, bold, size) if hyphen else 0.0)
        count = _whole_letters(text, max(1, _fitting(text, bold, size, room)))
        while count > 1 and faces().width(joined_letters(text[:count]), bold, size) > room:
            count -= 1
        yield text[:count] + hyphen, bool(hyphen)
        text = text[count:]
    yield text, False


def _whole_letters(text: str, count: int) -> int:
    """So many characters that no mark is torn from its letter, if there are as many letters."""
    fewer = count
    while 0 < fewer < len(text) and unicodedata.combining(text[fewer]):
        fewer -= 1
    return fewer or count


def _fitting(text: str, bold: bool, size: float, width: float) -> int:
    used = 0.0
    for count, character in enumerate(text):
        used += faces().width(character, bold, size)
        if used > width:
            return count
    return len(text)


def _pieces(line: Line, right_to_left: bool, directions: dict[int, bool]) -> list[tuple[str, bool]]:
    """The line as it stands, cut where the weight changes."""
    stretches = [_stretch(word, directions) for word in line]
    for at in range(len(line) - 1, 0, -1):
        if line[at].spaced:
            within = line[at].part if line[at].part == line[at - 1].part else 0
            stretches.insert(
                at, Stretch(" ", line[at].bold and line[at - 1].bold, within, directions.get(within, False))
            )
    if right_to_left or any(runs_both_ways(stretch.text) for stretch in stretches):
        shown = visual_order(stretches, right_to_left)
    else:
        shown = [(stretch.text, stretch.bold) for stretch in stretches]
    pieces: list[tuple[str, bool]] = []
    for text, bold in shown:
        if pieces and pieces[-1][1] is bold:
            pieces[-1] = (pieces[-1][0] + text, bold)
        else:
            pieces.append((text, bold))
    return pieces


def _said(line: Line) -> str:
    """The line in the order it is read."""
    return "".join(f" {word.said}" if at and word.spaced else word.said for at, word in enumerate(line))


def _stretch(word: Word, directions: dict[int, bool]) -> Stretch:
    return Stretch(joined_letters(word.text), word.bold, word.part, directions.get(word.part, False))


def _shortened(line: Line, style: TextStyle, width: float) -> Line:
    """The line with an ellipsis that fits."""
    ellipsis = faces().width("…", True, style.size)
    kept: list[Word] = []
    for word in line:
        if width_of((*kept, word), style.size) + ellipsis > width:
            break
        kept.append(word)
    if not kept and line:
        text = line[0].text[: _fitting(line[0].text, line[0].bold, style.size, width - ellipsis)]
        wide = faces().width(text, line[0].bold, style.size)
        kept = [Word(text, line[0].bold, False, wide, part=line[0].part)]
    last = kept[-1] if kept else Word("", False, False, 0.0)
    return (*kept, Word("…", last.bold, True, ellipsis, part=last.part))
