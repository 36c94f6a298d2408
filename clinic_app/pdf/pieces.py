"""What a sheet is divided into: pieces that stand on one page each, in the forms they may take."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Protocol

from reportlab.lib.units import mm

from clinic_app.domain.handout import SheetExercise
from clinic_app.pdf.block import Block, Group, TextBlock, Unheard, running_text
from clinic_app.pdf.exercise import ExerciseBlock, ExerciseParts
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role

_LINES_TOGETHER: Final = 3
_SMALLER: Final = (1.0, 0.8, 0.65, 0.5)
"""Shares of the least picture that are tried lest an exercise is divided."""


class Piece(Protocol):
    """Something that stands on one page. ``is_joined``: it follows the piece before it without a gap."""

    @property
    def is_joined(self) -> bool:
        """Whether there is no gap above it."""
        ...

    def least(self, *, at_top: bool) -> float:
        """The least height it can have, in points; some need more at the top of a page."""
        ...

    def most(self) -> float:
        """The height it would take if there were room."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """A block with one form; ``continued`` is that form where a page starts with it.

    ``is_tied``: it belongs below the piece before it, on the same page if that can be.
    """

    block: Block
    is_joined: bool = False
    continued: Block | None = None
    is_head: bool = False
    is_tied: bool = False

    def least(self, *, at_top: bool) -> float:
        """Its height."""
        return self.shown(at_top=at_top).height

    def most(self) -> float:
        """Its height."""
        return self.block.height

    def shown(self, *, at_top: bool) -> Block:
        """The block, as it stands where a page starts with it or elsewhere."""
        return self.continued if at_top and self.continued is not None else self.block


@dataclass(frozen=True, slots=True)
class Log:
    """The log: the most generous of its forms that there is room for.

    ``roomy`` are forms for a page without exercises, the roomiest first.
    """

    forms: tuple[Block, ...]
    is_joined: bool = False
    roomy: Callable[[], Iterable[Block]] = tuple

    def least(self, *, at_top: bool) -> float:  # noqa: ARG002 - the same wherever it stands
        """The shortest form's."""
        return self.forms[-1].height

    def most(self) -> float:
        """The longest form's."""
        return self.forms[0].height

    def fitting(self, room: float, *, is_roomy: bool) -> Block:
        """The first form that fits, else the last."""
        forms = chain(self.roomy(), self.forms) if is_roomy else self.forms
        return next((form for form in forms if form.height <= room), self.forms[-1])


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise, with pictures of any size between the theme's."""

    parts: ExerciseParts
    with_note: bool = True
    is_joined: bool = False

    def least(self, *, at_top: bool) -> float:  # noqa: ARG002 - the same wherever it stands
        """With the smallest pictures, beside each other where that is shorter."""
        return self.smallest().height

    def most(self) -> float:
        """With the largest pictures."""
        return self.sized(self.parts.theme.most_picture).height

    def sized(self, picture_height: float) -> ExerciseBlock:
        """With a standing person ``picture_height`` tall."""
        return self.parts.block(picture_height, with_note=self.with_note)

    def smallest(self) -> ExerciseBlock:
        """As short as it can be."""
        least = self.parts.theme.least_picture
        compact = self.parts.block(least, compact=True, with_note=self.with_note)
        usual = self.sized(least)
        return compact if compact.height < usual.height else usual


def exercise_pieces(parts: ExerciseParts, room: float, *, may_shrink: bool = True) -> list[Piece]:
    """The exercise whole, with smaller pictures if need be; without its note; else in parts."""
    theme, heading = parts.theme, parts.exercise.note_heading
    for share in _SMALLER if may_shrink else _SMALLER[:1]:
        smaller = replace(theme, least_picture=theme.least_picture * share)
        tried = parts if share == 1.0 else ExerciseParts(parts.exercise, smaller, parts.draw_figure)
        whole = Exercise(tried)
        if whole.least(at_top=True) <= room:
            return [whole]
    note = _continued_text(parts.note, heading, theme)
    alone = Exercise(parts, with_note=False)
    if alone.least(at_top=True) <= room:
        return [alone, *note]
    return [*text_pieces(parts.pieces(theme.least_picture), theme), *note]


def note_pieces(exercise: SheetExercise, theme: Theme) -> list[Piece]:
    """A note by itself, under a heading that says to which exercise it belongs."""
    return _continued_text(running_text(theme, exercise.note), exercise.note_heading, theme)


def _continued_text(text: TextBlock, title: str, theme: Theme) -> list[Piece]:
    """A note by its lines, under a heading that is said again on every page it goes on to."""
    found: list[Piece] = []
    for at, lines in enumerate(text.in_lines(_LINES_TOGETHER)):
        titled = Group(note_title(theme, title) if at == 0 else Unheard(note_title(theme, title)), lines)
        found.append(Fixed(titled if at == 0 else lines, is_joined=at > 0, continued=titled))
    return found


def note_title(theme: Theme, title: str) -> TextBlock:
    """A small heading in bold."""
    return running_text(theme, title, bold=True, after=0.5 * mm, role=Role.SUBHEADING)


def text_pieces(
    blocks: Sequence[Block], theme: Theme, *, is_head: bool = False, is_tied: bool = False
) -> list[Piece]:
    """Blocks one by one without gaps, running text by its lines where it is long."""
    found: list[Piece] = []
    for block in blocks:
        if isinstance(block, TextBlock) and block.height > theme.leading * _LINES_TOGETHER * 2:
            lines = block.in_lines(_LINES_TOGETHER)
            found += [Fixed(each, True, is_head=is_head, is_tied=is_tied) for each in lines]
        elif block.height:
            found.append(Fixed(block, True, is_head=is_head, is_tied=is_tied))
    return found
