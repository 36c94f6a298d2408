"""The pictures of one exercise: side by side or one above the other, with captions and a lens."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Lens
from clinic_app.domain.handout import Picture
from clinic_app.pdf.block import DrawFigure, Easel, style
from clinic_app.pdf.marks import rule
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.text import Paragraph

_STANDING = 207 * UNITS_PER_CM
"""Height of a standing person's box; all figures of a sheet are drawn at one scale where they fit."""

_GAP = 3 * mm
_ENLARGED = 1.9
_LENS_SHARE = 0.2
"""The lens's radius, as a share of a standing person."""
_WIDE = 1.15
"""Pictures wider than this share of their height stand one above the other."""


@dataclass(frozen=True, slots=True)
class _Placed:
    picture: Picture
    drawing: Drawing
    scale: float
    caption: Paragraph

    @property
    def width(self) -> float:
        return self.drawing.width * self.scale

    @property
    def height(self) -> float:
        return self.drawing.height * self.scale


class PictureGroup:
    """Measured for a width, with a standing person ``picture_height`` tall."""

    def __init__(
        self,
        pictures: tuple[Picture, ...],
        draw_figure: DrawFigure,
        theme: Theme,
        width: float,
        picture_height: float,
    ) -> None:
        self._theme = theme
        self._width = width
        self._edge = width
        self._lens_radius = _LENS_SHARE * picture_height
        drawings = [draw_figure(each.slug, each.frame, each.mirror) for each in pictures]
        self._stacked = len(drawings) > 1 and any(each.width > _WIDE * each.height for each in drawings)
        scale = _common_scale(drawings, width, picture_height, stacked=self._stacked)
        self._lens = None if self._stacked else drawings[-1].lens if drawings else None
        if self._lens is not None and not self._has_room_for_lens(drawings, scale):
            self._lens = None
        caption_width = width if self._stacked else _narrowest(drawings, scale, width)
        self._placed = tuple(
            _Placed(picture, drawing, scale, _caption(picture, theme, caption_width, at == len(drawings) - 1))
            for at, (picture, drawing) in enumerate(zip(pictures, drawings, strict=True))
        )

    @property
    def height(self) -> float:
        """Pictures and captions."""
        if self._stacked:
            return sum(each.height + each.caption.height + 1 * mm for each in self._placed)
        captions = max((each.caption.height for each in self._placed), default=0.0)
        return max((each.height for each in self._placed), default=0.0) + captions + 1.5 * mm

    def draw(self, easel: Easel, x: float, top: float) -> None:
        """Draw with the upper left corner at ``x``, ``top``."""
        self._edge = x + self._width
        if self._stacked:
            self._draw_stacked(easel, x, top)
        else:
            self._draw_side_by_side(easel, x, top)

    def _draw_stacked(self, easel: Easel, x: float, top: float) -> None:
        for each in self._placed:
            left = x + (self._width - each.width) / 2
            easel.figures.show(each.drawing, left, top - each.height, each.scale)
            top -= each.height
            each.caption.draw(easel.canvas, x, top, "centre")
            top -= each.caption.height + 1 * mm

    def _draw_side_by_side(self, easel: Easel, x: float, top: float) -> None:
        tallest = max(each.height for each in self._placed)
        spare = self._width - sum(each.width for each in self._placed)
        if self._lens is not None:
            spare -= 0.9 * self._lens_radius
        gap = min(_GAP, max(0.0, spare / max(1, len(self._placed) - 1)))
        left = x if len(self._placed) > 1 else x + max(0.0, spare) / 2
        order = tuple(reversed(self._placed)) if self._theme.right_to_left else self._placed
        for each in order:
            bottom = top - tallest
            easel.figures.show(each.drawing, left, bottom, each.scale)
            caption_left = max(x, left + each.width / 2 - each.caption.width / 2)
            each.caption.draw(easel.canvas, caption_left, bottom - 1 * mm, "centre")
            if self._lens is not None and each is self._placed[-1]:
                self._draw_lens(easel, each, self._lens, left, bottom)
            left += each.width + gap

    def _has_room_for_lens(self, drawings: list[Drawing], scale: float) -> bool:
        used = sum(each.width * scale for each in drawings)
        return self._width - used > self._lens_radius * 0.9

    def _draw_lens(self, easel: Easel, each: _Placed, lens: Lens, left: float, bottom: float) -> None:
        """The decisive detail, enlarged in a circle beside the picture."""
        radius = self._lens_radius
        at_x = left + lens.x * each.scale
        at_y = bottom + each.height - lens.y * each.scale
        centre_x = min(left + each.width + radius * 0.62, self._edge - radius)
        centre_y = max(at_y + radius * 0.9, bottom + each.height * 0.42)
        small = radius / _ENLARGED
        canvas, accent = easel.canvas, self._theme.colours.accent
        canvas.setStrokeColor(HexColor(accent))
        canvas.setLineWidth(0.25 * mm)
        canvas.circle(at_x, at_y, small, stroke=1, fill=0)
        rule(
            canvas,
            at_x + small * 0.7,
            at_y + small * 0.7,
            centre_x - radius * 0.7,
            centre_y - radius * 0.7,
            accent,
        )
        scale = each.scale * _ENLARGED
        canvas.saveState()
        canvas.setFillColor(HexColor(self._theme.colours.white))
        canvas.circle(centre_x, centre_y, radius, stroke=0, fill=1)
        path = canvas.beginPath()
        path.circle(centre_x, centre_y, radius)
        canvas.clipPath(path, stroke=0, fill=0)
        shown_left = centre_x - lens.x * scale
        shown_bottom = centre_y - (each.drawing.height - lens.y) * scale
        easel.figures.show(each.drawing, shown_left, shown_bottom, scale, printed_at=each.scale)
        canvas.restoreState()
        canvas.setStrokeColor(HexColor(accent))
        canvas.setLineWidth(0.5 * mm)
        canvas.circle(centre_x, centre_y, radius, stroke=1, fill=0)


def _common_scale(drawings: list[Drawing], width: float, picture_height: float, *, stacked: bool) -> float:
    """Points a body unit: a standing person as tall as asked for, less where the pictures would not fit."""
    scale = picture_height / _STANDING
    if not drawings:
        return scale
    if stacked:
        widest = max(each.width for each in drawings)
        total = sum(each.height for each in drawings)
        return min(scale * 1.25, width / widest, (picture_height + 6 * mm) / total)
    room = width - _GAP * (len(drawings) - 1)
    tallest = max(each.height for each in drawings)
    return min(scale * 1.25, room / sum(each.width for each in drawings), picture_height / tallest)


def _narrowest(drawings: list[Drawing], scale: float, width: float) -> float:
    """How wide a caption may be without meeting its neighbour's."""
    if len(drawings) == 1:
        return width
    return min(each.width for each in drawings) * scale + _GAP - 1 * mm


def _caption(picture: Picture, theme: Theme, width: float, last: bool) -> Paragraph:
    return Paragraph(picture.caption, style(theme, theme.label, leading=1.2), width, bold=last, most_lines=3)
