"""The pictures of one exercise: in a row, in two, or one above the other, with captions and a lens."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing
from clinic_app.domain.handout import Picture
from clinic_app.pdf.block import DrawFigure, Easel, style
from clinic_app.pdf.lens import ShownFigure, draw_lens, free_place
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

_STANDING: Final = 207 * UNITS_PER_CM
"""Height of a standing person's box; all figures of a sheet are drawn at one scale where they fit."""
_CLOSE_UP: Final = 70 * UNITS_PER_CM
"""A drawing no longer than this shows a hand or a foot, and is as large as its place allows."""
_CLOSE_UP_SHARE: Final = 0.8
"""How much of a standing person's height a close-up takes at most."""
_MUCH_SMALLER: Final = 0.85
"""A person drawn smaller than this share of the standing one lacks width."""
_LARGEST: Final = 1.25
"""A person is drawn larger than the standing one by no more than this."""
_GAP: Final = 3 * mm
_LEAST_CELL: Final = 24 * mm
"""A caption's width at the least."""
_CELLS: Final = tuple(width * mm for width in range(24, 37))
_WIDE_CELLS: Final = tuple(width * mm for width in range(40, 61, 4))
"""The same where the pictures have the whole width."""
_FEW_LINES: Final = 2
_PAIR: Final = 2
_ROW_GAP: Final = 1 * mm
_CAPTION_GAP: Final = 1 * mm
_WIDE: Final = 1.15
"""Pictures wider than this share of their height stand one above the other."""
_ONE_ROW: Final = 3
"""More pictures than these stand in two rows."""
_SEVERAL_ROWS_EXTRA: Final = 6 * mm
_LEAST_WITH_LENS: Final = 42 * mm
"""Beside a smaller person an enlargement would be no larger than the figure."""
_LENS_ROOM: Final = 0.36
"""Room beside two pictures for the lens, as a share of a standing person's height."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure and its caption; lengths in points from the group's upper left corner, downwards."""

    shown: ShownFigure
    picture: Picture
    caption: Paragraph
    caption_left: float
    caption_top: float


class PictureGroup:
    """Measured for a standing person ``picture_height`` tall and no wider than ``most_width``.

    ``compact`` puts wide pictures beside each other, smaller, and leaves no room for the lens; ``narrow``
    breaks captions into more lines.
    """

    def __init__(
        self,
        pictures: tuple[Picture, ...],
        draw_figure: DrawFigure,
        theme: Theme,
        most_width: float,
        picture_height: float,
        *,
        compact: bool = False,
        narrow: bool = False,
        language: str = "",
    ) -> None:
        self._theme = theme
        self._language = language
        drawings = [draw_figure(each.slug, each.frame, each.mirror) for each in pictures]
        rows = _rows(drawings, theme, compact)
        decisive = _decisive(pictures, drawings)
        self._least_cells = {
            id(drawing): _LEAST_CELL
            if narrow
            else _least_cell(picture, theme, len(rows[0]), bold=drawing is decisive)
            for picture, drawing in zip(pictures, drawings, strict=True)
        }
        most_width = max(most_width, *(self._least_width(row) for row in rows)) if rows else most_width
        self._scale = self._common_scale(rows, most_width, picture_height)
        self.is_narrowed = bool(rows) and self._scale < picture_height / _STANDING * _MUCH_SMALLER
        self._has_lens = (
            decisive is not None
            and not compact
            and decisive.lens is not None
            and picture_height >= _LEAST_WITH_LENS
        )
        self._lens_radius = _LENS_ROOM * picture_height / 2
        self.width = min(most_width, self._wanted_width(rows, picture_height))
        if theme.one_column and not self._has_lens:
            self.width = most_width
        self._placed: list[_Placed] = []
        self.height = 0.0
        waiting = iter(pictures)
        for row in rows:
            self._place_row(row, [next(waiting) for _ in row], decisive)

    @property
    def scale(self) -> float:
        """Points a body unit."""
        return self._scale

    @property
    def places(self) -> tuple[tuple[float, float, float], ...]:
        """Left edge, top and width of each caption, in points from the upper left corner."""
        return tuple((each.caption_left, each.caption_top, each.caption.width) for each in self._placed)

    def draw(self, easel: Easel, x: float, top: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""
        for each in self._in_reading_order:
            shown = each.shown
            wide, foot = each.caption.width, each.caption_top + each.caption.height
            with easel.figure(
                each.picture.alternative,
                x + min(shown.left, each.caption_left),
                top - foot,
                max(shown.drawing.width * shown.scale, wide),
                foot - shown.top,
                language=self._language,
                of=each.picture,
            ):
                easel.figures.show(shown.drawing, x + shown.left, top - shown.bottom, shown.scale)
                with easel.tagged(Role.CAPTION):
                    each.caption.draw(easel.canvas, x + each.caption_left, top - each.caption_top, "centre")
        if self._has_lens:
            self._draw_lens(easel, x, top)

    @property
    def _in_reading_order(self) -> list[_Placed]:
        """The rows from above, in each the first picture first."""
        sign = -1 if self._theme.right_to_left else 1
        return sorted(self._placed, key=lambda each: (each.shown.bottom, sign * each.shown.left))

    def _draw_lens(self, easel: Easel, x: float, top: float) -> None:
        """The lens, where there is a place for it; it shows again what a figure shows."""
        figures = tuple(each.shown for each in self._placed)
        texts = tuple(
            (each.caption_left, each.caption_top, each.caption.width, each.caption.height)
            for each in self._placed
        )
        magnified = next(shown for shown in figures if shown.decisive)
        place = free_place(magnified, figures, texts, (self.width, self.height), self._lens_radius)
        if place is not None:
            draw_lens(easel, magnified, place, x, top)

    def _wanted_width(self, rows: list[list[Drawing]], picture_height: float) -> float:
        """The widest row's, with room for a lens beside it."""
        widths = [sum(self._cells(row)) + _GAP * (len(row) - 1) for row in rows]
        widest = max(widths, default=0.0)
        return widest + _LENS_ROOM * picture_height if self._has_lens else widest + _GAP

    def _cells(self, row: list[Drawing]) -> list[float]:
        return [max(each.width * self._scale, self._least_cells[id(each)]) for each in row]

    def _least_width(self, row: list[Drawing]) -> float:
        return sum(self._least_cells[id(each)] for each in row) + _GAP * (len(row) - 1)

    def _common_scale(self, rows: list[list[Drawing]], width: float, picture_height: float) -> float:
        """Points a body unit: a standing person as tall as asked for, less where the pictures do not fit."""
        standing = picture_height / _STANDING
        drawings = [each for row in rows for each in row]
        if not drawings:
            return standing
        close_up = all(max(each.width, each.height) <= _CLOSE_UP for each in drawings)
        total = sum(max(each.height for each in row) for row in rows)
        room = picture_height + (_SEVERAL_ROWS_EXTRA if len(rows) > 1 else 0.0)
        tallest = room * (_CLOSE_UP_SHARE if close_up and len(rows) == 1 else 1.0) / total
        fitting = min(tallest, *(self._row_scale(row, width) for row in rows))
        return fitting if close_up else min(fitting, standing * _LARGEST)

    def _row_scale(self, row: list[Drawing], width: float) -> float:
        """The largest scale at which the row's cells fit: some are wider than their pictures."""
        room = width - _GAP * (len(row) - 1)
        scale = room / sum(each.width for each in row)
        for _ in row:
            narrow = [each for each in row if each.width * scale <= self._least_cells[id(each)]]
            wide = [each for each in row if each not in narrow]
            if not wide:
                break
            taken = sum(self._least_cells[id(each)] for each in narrow)
            scale = (room - taken) / sum(each.width for each in wide)
        return scale

    def _place_row(self, row: list[Drawing], pictures: list[Picture], decisive: Drawing | None) -> None:
        """Cells as wide as their pictures or the least caption; what is left is shared out or the lens's."""
        cells = self._cells(row)
        spare = max(0.0, self.width - sum(cells) - _GAP * (len(row) - 1))
        if not self._has_lens:
            cells = [cell + spare / len(row) for cell in cells]
        tall = max(each.height for each in row) * self._scale
        captions = [
            _caption(picture, self._theme, cell, drawing is decisive)
            for picture, cell, drawing in zip(pictures, cells, row, strict=True)
        ]
        bottom = self.height + tall
        left = 0.0
        places = list(zip(row, pictures, cells, captions, strict=True))
        if self._theme.right_to_left:
            places.reverse()
            left = spare if self._has_lens else 0.0
        for drawing, picture, cell, caption in places:
            figure_left = left + (cell - drawing.width * self._scale) / 2
            shown = ShownFigure(drawing, self._scale, figure_left, bottom, drawing is decisive)
            self._placed.append(_Placed(shown, picture, caption, left, bottom + _CAPTION_GAP))
            left += cell + _GAP
        self.height = bottom + _CAPTION_GAP + max(each.height for each in captions) + _ROW_GAP


def _decisive(pictures: tuple[Picture, ...], drawings: list[Drawing]) -> Drawing | None:
    """The picture of the end position, else the last."""
    for picture, drawing in zip(pictures, drawings, strict=True):
        if picture.frame == "end":
            return drawing
    return drawings[-1] if drawings else None


def _rows(drawings: list[Drawing], theme: Theme, compact: bool) -> list[list[Drawing]]:
    """Which pictures stand beside each other."""
    count = len(drawings)
    wide = any(each.width > _WIDE * each.height for each in drawings)
    if count > _ONE_ROW:
        per_row = min(_ONE_ROW, -(-count // 2))
    elif wide and not compact and not theme.one_column:
        per_row = max(1, count - 1) if count == _ONE_ROW else 1
    else:
        per_row = max(1, count)
    return [drawings[at : at + per_row] for at in range(0, count, per_row)]


def _least_cell(picture: Picture, theme: Theme, in_row: int, *, bold: bool) -> float:
    """A caption's least width: what two lines need, where there is not much else in the row."""
    if in_row > _PAIR:
        return _LEAST_CELL
    most = (theme.text_width - _GAP * (in_row - 1)) / in_row
    widths = [width for width in ((*_CELLS, *_WIDE_CELLS) if theme.one_column else _CELLS) if width <= most]
    for width in widths:
        if len(_caption(picture, theme, width, bold).lines) <= _FEW_LINES:
            return width
    return widths[-1] if widths else most


def _caption(picture: Picture, theme: Theme, width: float, bold: bool) -> Paragraph:
    """The caption; in the smallest type where only that keeps it to two lines."""
    usual = Paragraph(picture.caption, style(theme, theme.label, leading=1.2), width, bold=bold)
    if len(usual.lines) <= _FEW_LINES:
        return usual
    smaller = Paragraph(picture.caption, style(theme, theme.small, leading=1.2), width, bold=bold)
    return smaller if len(smaller.lines) < len(usual.lines) else usual
