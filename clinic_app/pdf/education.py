"""A short explanation: heading, lead, a chain of pictures, what to do if it is not enough."""

from reportlab.lib.units import mm

from clinic_app.domain.handout import EducationBlock, Panel
from clinic_app.pdf.block import Block, Easel, Group, InLanguage, heading, running_text, style
from clinic_app.pdf.marks import box, chevron, disc
from clinic_app.pdf.panel import part_to_show
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import DOTTED, Role
from clinic_app.pdf.text import Paragraph, Span, draw_line, spans

_GAP = 7 * mm
_PANEL, _SNUG_PANEL = 31 * mm, 22.5 * mm
"""The height of a panel at the most."""
_RING = 0.6 * mm
"""White about a number, which parts it from what it lies on."""
_MANY, _FEW_TALLER = 4, 1.3
"""Fewer panels are wider, and so much taller."""
_INDENT = 5.5 * mm
_BETWEEN = 1.2 * mm


def education_blocks(education: EducationBlock, theme: Theme) -> tuple[Block, ...]:
    """The explanation, kept together; then, if there is one, what to do when it is not enough."""
    parts: list[Block] = [
        heading(theme, education.heading, after=1 * mm),
        running_text(theme, education.lead, after=theme.space(2)),
    ]
    if education.panels:
        parts.append(Chain(education.panels, theme))
    if education.points:
        parts.append(Points(education.points, theme))
    blocks: list[Block] = [Group(*parts)]
    for title, text in (
        (education.what_to_do_heading, education.what_to_do),
        (education.not_enough_heading, education.not_enough),
    ):
        if text and theme.is_snug:
            lead = (Span(f"{title}. ", bold=True), *spans(text))
            blocks.append(running_text(theme, lead, after=theme.space(1)))
        elif text:
            title_block = heading(theme, title, after=1 * mm, role=Role.SUBHEADING)
            blocks.append(Group(title_block, running_text(theme, text, after=2 * mm)))
    return tuple(InLanguage(block, education.language) for block in blocks)


class Points:
    """A few sentences, each behind a dot."""

    def __init__(self, points: tuple[str, ...], theme: Theme) -> None:
        self._theme = theme
        self._set_in = style(theme, theme.body, leading=theme.line_factor)
        width = min(theme.text_width, theme.longest_line) - _INDENT
        self._points = tuple(Paragraph(point, self._set_in, width) for point in points)

    @property
    def height(self) -> float:
        """All of them, with the space between and below."""
        return sum(point.height + _BETWEEN for point in self._points)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw dot and sentence, one below the other."""
        theme, y = self._theme, top
        with easel.tagged(Role.LIST, attributes=DOTTED):
            for point in self._points:
                middle = y - self._set_in.leading / 2
                disc(easel.canvas, theme.left(1 * mm, 2 * mm) + 1 * mm, middle, 1 * mm, theme.colours.accent)
                with easel.tagged(Role.ITEM), easel.tagged(Role.ITEM_BODY):
                    point.draw(easel.canvas, theme.left(_INDENT, point.width), y)
                y -= point.height + _BETWEEN


class Chain:
    """Numbered panels in a row, each pointing to the next."""

    def __init__(self, panels: tuple[Panel, ...], theme: Theme) -> None:
        self._panels = panels
        self._theme = theme
        self._per_row = 2 if theme.one_column and len(panels) > 2 else len(panels)
        self._width = (theme.text_width - (self._per_row - 1) * _GAP) / self._per_row
        few = _FEW_TALLER if len(panels) < _MANY else 1.0
        self._tall = min((_SNUG_PANEL if theme.is_snug else _PANEL) * few, self._width * 0.85) * (
            1.5 if theme.one_column else 1
        )
        set_in = style(theme, theme.label * 1.04, leading=1.24)
        self._captions = tuple(Paragraph(panel.caption, set_in, self._width) for panel in panels)

    @property
    def height(self) -> float:
        """Panels and captions, with the space below them."""
        return self._row_height * -(-len(self._panels) // self._per_row)

    @property
    def _badge_radius(self) -> float:
        return 3.7 * mm * (1.25 if self._theme.one_column else 1)

    @property
    def _badge_reach(self) -> float:
        """How far the number's disc reaches into the panel's upper corner."""
        return 5.5 * mm + self._badge_radius

    @property
    def _row_height(self) -> float:
        return self._tall + 2 * mm + max(each.height for each in self._captions) + 1 * mm

    def draw(self, easel: Easel, top: float) -> None:
        """Draw every panel."""
        for index, (panel, caption) in enumerate(zip(self._panels, self._captions, strict=True)):
            row, column = divmod(index, self._per_row)
            x = self._theme.left(column * (self._width + _GAP), self._width)
            y = top - row * self._row_height - self._tall
            foot = y - 1.5 * mm - caption.height
            with easel.figure(panel.picture.alternative, x, foot, self._width, y + self._tall - foot):
                self._draw_panel(easel, panel, index + 1, x, y)
                with easel.tagged(Role.CAPTION):
                    caption.draw(easel.canvas, x, y - 1.5 * mm)
            if column < self._per_row - 1 and index < len(self._panels) - 1:
                backwards = self._theme.right_to_left
                at = x - _GAP / 2 if backwards else x + self._width + _GAP / 2
                size = -1.7 * mm if backwards else 1.7 * mm
                chevron(easel.canvas, at, y + self._tall / 2, size, self._theme.colours.accent)

    def _draw_panel(self, easel: Easel, panel: Panel, number: int, x: float, y: float) -> None:
        theme, canvas = self._theme, easel.canvas
        box(canvas, x, y, self._width, self._tall, fill=theme.colours.tint, radius_mm=2)
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(x, y, self._width, self._tall, 2 * mm)
        canvas.clipPath(path, stroke=0, fill=0)
        part = part_to_show(easel.drawing(panel.picture), self._width, self._tall, self._badge_reach)
        easel.figures.show(
            part.drawing,
            x + part.left,
            y + self._tall - part.top - part.height,
            part.scale,
            window=part.window,
        )
        canvas.restoreState()
        radius = self._badge_radius
        middle = x + self._width - 5 * mm if theme.right_to_left else x + 5 * mm
        disc(canvas, middle, y + self._tall - 5 * mm, radius + _RING, theme.colours.white)
        disc(canvas, middle, y + self._tall - 5 * mm, radius, theme.colours.accent)
        digits = style(theme, 13.5 * (1.25 if theme.one_column else 1), colour=theme.colours.white)
        baseline = y + self._tall - 5 * mm - digits.size * 0.34
        draw_line(canvas, str(number), middle, baseline, digits, bold=True, align="centre")
