"""Puts a sheet on pages: as few as can be, with pictures and type as large as those pages allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet
from clinic_app.pdf.block import Block, DrawFigure, Group
from clinic_app.pdf.education import education_blocks
from clinic_app.pdf.head import head_blocks
from clinic_app.pdf.kept_parts import exercise_parts
from clinic_app.pdf.log import LogForms
from clinic_app.pdf.paging import Paging, divided, page_height
from clinic_app.pdf.pieces import Exercise, Fixed, Log, Piece, exercise_pieces, text_pieces
from clinic_app.pdf.program_code import ProgramCode
from clinic_app.pdf.stop import reminders_below_exercises, stop_blocks, stop_parts
from clinic_app.pdf.styles import Theme

_MOST_GAP: Final = 9 * mm
_PICTURE_STEP: Final = 1 * mm
_REMINDERS_EARLY: Final = 2
"""What it costs to print the reminders below the exercises."""
_SMALLER_STEPS: Final = (3, 6)
"""So many steps smaller are pictures for the sake of the lines beside them."""
_OTHER_ORDER: Final = 3
"""What it costs to print the log before the explanations."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and the height of its upper edge above the bottom of the text."""

    block: Block
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a sheet, and the theme they fit in."""

    theme: Theme
    pages: tuple[tuple[PlacedBlock, ...], ...]
    has_footer: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What a layout asks of its pages: exercises a page at the most, and whether the log follows them."""

    most_exercises: int | None = None
    has_log_first: bool = False


def lay_out(sheet: Sheet, theme: Theme, draw_figure: DrawFigure, plan: Plan = Plan()) -> Layout:
    """The sheet on the fewest pages, with the least tightening that allows them."""
    themes = theme.tightenings()
    loosest, tightest = (_best(sheet, each, draw_figure, plan) for each in (themes[0], themes[-1]))
    chosen, paging = themes[0], loosest
    if tightest.cost < loosest.cost:
        chosen, paging = themes[-1], tightest
        for each in themes[1:-1]:
            tried = _best(sheet, each, draw_figure, plan)
            if tried.cost <= tightest.cost:
                chosen, paging = each, tried
                break
    pages = tuple(placed(_filled(page, chosen), page, chosen) for page in paging.pages)
    return Layout(chosen, pages)


def closing_pages(
    sheet: Sheet, theme: Theme, *, before: Sequence[Piece] = ()
) -> tuple[tuple[PlacedBlock, ...], ...]:
    """Stop rules, explanations and log on pages of their own, for layouts with pages for the exercises."""
    return filled_pages([*before, *_closing_pieces(sheet, theme)], theme, Plan())


def filled_pages(pieces: Sequence[Piece], theme: Theme, plan: Plan) -> tuple[tuple[PlacedBlock, ...], ...]:
    """Pieces in this order on as few pages as can be, in the largest forms that fit."""
    paging = divided(pieces, theme.text_height, theme.gap, most_exercises=plan.most_exercises)
    return tuple(placed(_filled(page, theme), page, theme) for page in paging.pages)


def _best(sheet: Sheet, theme: Theme, draw_figure: DrawFigure, plan: Plan) -> Paging:
    """The best of the orders in which the parts may follow each other."""
    room = theme.text_height
    head = _head_pieces(sheet, theme)
    exercises = [
        piece
        for exercise in sheet.exercises
        for piece in exercise_pieces(exercise_parts(exercise, theme, draw_figure), room)
    ]
    with_first = page_height([*head, *exercises[:1]], theme.gap) <= room
    found = []
    for at_foot, cost in ((False, 0), (True, _REMINDERS_EARLY)) if theme.is_snug else ((False, 0),):
        closing = _closing_pieces(sheet, theme, with_reminders=not at_foot)
        if plan.has_log_first:
            closing.sort(key=lambda piece: not isinstance(piece, Log))
        early = [Fixed(reminders_below_exercises(sheet.stop, theme))] if at_foot else []
        found += [
            divided(order, room, theme.gap, faults=faults + cost, most_exercises=plan.most_exercises)
            for order, faults in _orders(head, [*exercises, *early], closing, head_can_lead=with_first)
        ]
    return min(found, key=_cost)


def _cost(paging: Paging) -> tuple[int, int]:
    return paging.cost.pages, paging.cost.faults


def _orders(
    head: list[Piece], exercises: list[Piece], closing: list[Piece], *, head_can_lead: bool
) -> Iterator[tuple[list[Piece], int]]:
    """Orders and what they cost: the log last, or before an explanation.

    Something else follows the head only where no exercise fits below it.
    """
    closings = [(closing, 0)]
    log = next((piece for piece in closing if isinstance(piece, Log)), None)
    if log is not None:
        rest = [piece for piece in closing if piece is not log]
        closings += [
            ([*rest[:at], log, *rest[at:]], _OTHER_ORDER * (len(rest) - at))
            for at in range(1, len(rest))
            if not _is_tied(rest[at])
        ]
    for order, faults in closings:
        yield [*head, *exercises, *order], faults
        if not head_can_lead:
            for at, early in enumerate(order):
                if _is_tied(early):
                    continue
                yield [*head, early, *exercises, *order[:at], *order[at + 1 :]], faults + at + 1


def _is_tied(piece: Piece) -> bool:
    return isinstance(piece, Fixed) and piece.is_tied


def _head_pieces(sheet: Sheet, theme: Theme) -> list[Piece]:
    """The head in one piece; endless titles and reasons run on to other pages."""
    blocks = head_blocks(sheet, theme)
    whole = Group(*blocks)
    if whole.height <= theme.text_height * 0.6:
        return [Fixed(whole, is_head=True)]
    return text_pieces(blocks, theme, is_head=True)


def _closing_pieces(sheet: Sheet, theme: Theme, *, with_reminders: bool = True) -> list[Piece]:
    """Stop rules (endless ones in parts), explanations, log; the disclaimer below the log."""
    stop = stop_blocks(sheet.stop, theme, with_reminders=with_reminders)
    pieces: list[Piece] = [Fixed(stop)]
    if stop.height > theme.text_height:
        parts = stop_parts(sheet.stop, theme, theme.text_height, with_reminders=with_reminders)
        pieces = [Fixed(part) for part in parts]
    pieces += [
        Fixed(block, is_tied=at > 0)
        for topic in sheet.education
        for at, block in enumerate(education_blocks(topic, theme))
    ]
    forms = LogForms(sheet, theme)
    if forms.fits(theme.text_height):
        pieces.append(Log(forms.usual(), roomy=forms.roomy))
    else:
        log, texts = forms.apart()
        pieces += [Log((log,)), *text_pieces(texts, theme, is_tied=True)]
    code = ProgramCode(sheet, theme)
    return [*pieces, Fixed(code)] if code.height else pieces


def _filled(page: Sequence[Piece], theme: Theme) -> list[Block]:
    """The pieces in the largest forms that fit together: first the log's, then the pictures."""
    spare = theme.text_height - page_height(page, theme.gap)
    is_roomy = not any(isinstance(piece, Exercise) for piece in page)
    blocks: list[Block] = []
    for at, piece in enumerate(page):
        if isinstance(piece, Exercise):
            blocks.append(piece.smallest())
        elif isinstance(piece, Log):
            blocks.append(piece.fitting(piece.least(at_top=at == 0) + spare, is_roomy=is_roomy))
            spare -= blocks[-1].height - piece.least(at_top=at == 0)
        else:
            assert isinstance(piece, Fixed)
            blocks.append(piece.shown(at_top=at == 0))
    return _with_larger_pictures(page, blocks, spare, theme)


def _with_larger_pictures(
    page: Sequence[Piece], blocks: list[Block], spare: float, theme: Theme
) -> list[Block]:
    """One size of picture for the page: the largest that the spare room allows."""
    exercises = {at: piece for at, piece in enumerate(page) if isinstance(piece, Exercise)}
    smallest = sum(blocks[at].height for at in exercises)
    steps = int((theme.most_picture - theme.least_picture) / _PICTURE_STEP)
    low, high = -1, steps
    while low < high:
        middle = (low + high + 1) // 2
        size = theme.least_picture + middle * _PICTURE_STEP
        if sum(piece.sized(size).height for piece in exercises.values()) - smallest <= spare:
            low = middle
        else:
            high = middle - 1
    if low < 0:
        return _with_some_larger(exercises, blocks, spare, theme)
    size = _with_least_wrapping(exercises, low, theme)
    return [exercises[at].sized(size) if at in exercises else block for at, block in enumerate(blocks)]


def _with_least_wrapping(exercises: dict[int, Exercise], largest: int, theme: Theme) -> float:
    """The largest picture, or one a little smaller where the steps beside it wrap less; in points."""
    steps = sorted({largest, *(max(0, largest - fewer) for fewer in _SMALLER_STEPS)}, reverse=True)
    sizes = [theme.least_picture + step * _PICTURE_STEP for step in steps]
    return min(sizes, key=lambda size: sum(piece.sized(size).text_height for piece in exercises.values()))


def _with_some_larger(
    exercises: dict[int, Exercise], blocks: list[Block], spare: float, theme: Theme
) -> list[Block]:
    """Where not all exercises can have their usual arrangement, the first that can have it do."""
    found = list(blocks)
    for at, piece in exercises.items():
        usual = piece.sized(theme.least_picture)
        if usual.height - found[at].height <= spare:
            spare -= usual.height - found[at].height
            found[at] = usual
    return found


def placed(blocks: list[Block], page: Sequence[Piece], theme: Theme) -> tuple[PlacedBlock, ...]:
    """Blocks top to bottom, the space that is left shared out between them."""
    gaps = sum(1 for piece in page[1:] if not piece.is_joined)
    spare = theme.text_height - sum(block.height for block in blocks)
    gap = min(_MOST_GAP, max(0.0, spare / gaps)) if gaps else 0.0
    found: list[PlacedBlock] = []
    top = theme.text_height
    for at, (block, piece) in enumerate(zip(blocks, page, strict=True)):
        top -= gap if at and not piece.is_joined else 0.0
        found.append(PlacedBlock(block, top))
        top -= block.height
    return tuple(found)
