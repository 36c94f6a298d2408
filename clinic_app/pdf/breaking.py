"""Breaks words into lines: greedily, then so that no word is left alone on the last one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clinic_app.pdf.fonts import faces

_SHORT: Final = 0.24
"""A last line shorter than this share of the width looks left over."""
_MOST_LINES: Final = 8
"""In longer texts the last line is not noticed."""
_NARROWER: Final = 0.03
"""The step, as a share of the width, by which narrower lines are tried."""
_NARROWEST: Final = 0.45
_LEFT_OVER, _WITHIN_A_SENTENCE, _AT_A_COMMA = 1.0, 0.2, 0.08
"""What a last word alone and a break at no sentence's end cost; an empty line's end costs 1."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is set. ``glued``: no space before it, and not first in a line if that can be.

    ``joint``: no space, but it may be first. ``torn``: it ends with a hyphen that is not in the text.
    """

    text: str
    bold: bool
    glued: bool
    width: float
    joint: bool = False
    part: int = 0
    torn: bool = False

    @property
    def spaced(self) -> bool:
        """Whether a space stands before it."""
        return not (self.glued or self.joint)

    @property
    def said(self) -> str:
        """As it is read aloud."""
        return self.text[:-1] if self.torn else self.text


Line = tuple[Word, ...]


def broken(words: list[Word], width: float, size: float) -> list[list[Word]]:
    """The words in as few lines as can be; of those lines the ones that read best, if a word is left over."""
    lines = _greedy(words, width, size)
    if not 1 < len(lines) <= _MOST_LINES or not _is_left_over(lines[-1], width, size):
        return lines
    return min((lines, *_narrower(lines, words, width, size)), key=lambda each: _cost(each, width, size))


def _narrower(
    lines: list[list[Word]], words: list[Word], width: float, size: float
) -> Iterator[list[list[Word]]]:
    """The same words in the same number of shorter lines."""
    for step in range(1, int((1 - _NARROWEST) / _NARROWER) + 1):
        tried = _greedy(words, width * (1 - step * _NARROWER), size)
        if len(tried) > len(lines):
            return
        yield tried


def _is_left_over(line: Sequence[Word], width: float, size: float) -> bool:
    return not any(word.spaced for word in line[1:]) or width_of(line, size) < _SHORT * width


def _cost(lines: list[list[Word]], width: float, size: float) -> float:
    """How badly lines are broken: ragged, within a sentence, a word left over."""
    cost = _LEFT_OVER if _is_left_over(lines[-1], width, size) else 0.0
    for line in lines[:-1]:
        ending = line[-1].text[-1:]
        cost += (1 - width_of(line, size) / width) ** 2
        cost += 0.0 if ending in ".?!:" else _AT_A_COMMA if ending in ",;" else _WITHIN_A_SENTENCE
    return cost


def _greedy(words: list[Word], width: float, size: float) -> list[list[Word]]:
    lines: list[list[Word]] = []
    used = 0.0
    for word in words:
        gap = space(size) if word.spaced else 0.0
        if lines and lines[-1] and used + gap + word.width <= width:
            lines[-1].append(word)
            used += gap + word.width
        else:
            room = width - word.width - gap
            kept = _begun(lines, room, size) if word.glued else _lead_in(lines, room)
            lines.append([*kept, word])
            used = width_of(lines[-1], size)
    return lines


def _lead_in(lines: list[list[Word]], room: float) -> list[Word]:
    """A bold lead-in ("Why:") never ends a line: take it over to the next one, if there is room."""
    if not lines or len(lines[-1]) < 2:
        return []
    last = lines[-1][-1]
    if last.bold and last.text.endswith(":") and last.width <= room:
        return [lines[-1].pop()]
    return []


def _begun(lines: list[list[Word]], room: float, size: float) -> list[Word]:
    """What a glued word goes on with, taken over to the next line, if both have room there."""
    start = len(lines[-1]) - 1 if lines else 0
    while start > 0 and not lines[-1][start].spaced:
        start -= 1
    if start == 0 or width_of(lines[-1][start:], size) > room:
        return []
    kept, lines[-1] = lines[-1][start:], lines[-1][:start]
    return kept


def space(size: float) -> float:
    """How wide the space between two words is, in points."""
    return faces().width(" ", False, size)


def width_of(line: Sequence[Word], size: float) -> float:
    """How wide a line is, in points."""
    gaps = sum(1 for word in line[1:] if word.spaced)
    return sum(word.width for word in line) + gaps * space(size)
