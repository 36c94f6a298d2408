"""The parts a sheet is made of: each knows its height before it is drawn, and is drawn whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.handout import Picture, Printed
from clinic_app.pdf.paint import FigurePainter
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.text import Paragraph, Span, TextStyle

DrawFigure = Callable[[str, str, bool], Drawing]
"""Slug, frame and whether mirrored, to the drawing."""


@dataclass(frozen=True, slots=True)
class Easel:
    """What a block draws on: the canvas, its figures and the sheet's theme. x grows from the left margin."""

    canvas: Canvas
    figures: FigurePainter
    theme: Theme
    draw_figure: DrawFigure

    def drawing(self, picture: Picture) -> Drawing:
        """The drawing of a picture."""
        return self.draw_figure(picture.slug, picture.frame, picture.mirror)


class Block(Protocol):
    """Something as wide as the text that stands on one page."""

    @property
    def height(self) -> float:
        """In points."""
        ...

    def draw(self, easel: Easel, top: float) -> None:
        """Draw below ``top``, from the left margin at x = 0."""
        ...


class TextBlock:
    """Running text: the only block that may be divided between pages. Without text it takes no room."""

    def __init__(
        self, paragraph: Paragraph, theme: Theme, *, before: float = 0.0, after: float = 0.0
    ) -> None:
        self._paragraph = paragraph
        self._theme = theme
        self._before = before
        self._after = after

    @property
    def height(self) -> float:
        """In points, with the space above and below it."""
        return self._before + self._paragraph.height + self._after if self._paragraph.height else 0.0

    def draw(self, easel: Easel, top: float) -> None:
        """Draw the lines from the reading edge."""
        x = self._theme.left(0, self._paragraph.width)
        self._paragraph.draw(easel.canvas, x, top - self._before)

    def in_lines(self, count: int) -> "tuple[TextBlock, ...]":
        """The same text in blocks of ``count`` lines, each below the other without a gap."""
        return tuple(TextBlock(each, self._theme) for each in self._paragraph.in_lines(count))


class Group:
    """Blocks that stay together, one below the other."""

    def __init__(self, *blocks: Block) -> None:
        self._blocks = tuple(block for block in blocks if block.height)

    @property
    def height(self) -> float:
        """All of them."""
        return sum(block.height for block in self._blocks)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, top to bottom."""
        return self._blocks

    def draw(self, easel: Easel, top: float) -> None:
        """Draw one below the other."""
        for block in self._blocks:
            block.draw(easel, top)
            top -= block.height


def body_style(theme: Theme, *, colour: str = "") -> TextStyle:
    """Running text."""
    return style(theme, theme.body, colour=colour, leading=theme.line_factor)


def style(theme: Theme, size: float, *, colour: str = "", leading: float = 1.3) -> TextStyle:
    """Text of a size; ``leading`` is a factor on it."""
    ink = colour or theme.colours.ink
    return TextStyle(size, size * leading, ink, theme.right_to_left, theme.small, theme.colours.second_ink)


def running_text(
    theme: Theme,
    content: Printed | tuple[Span, ...],
    *,
    size: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
    bold: bool = False,
) -> TextBlock:
    """Running text no wider than reads well."""
    width = min(theme.text_width, theme.longest_line)
    set_in = style(theme, size or theme.body, leading=theme.line_factor)
    paragraph = Paragraph(content, set_in, width, bold=bold)
    return TextBlock(paragraph, theme, before=before, after=after)


def heading(theme: Theme, words: Printed, *, size: float = 0.0, after: float = 0.0) -> TextBlock:
    """A heading as wide as the text."""
    set_in = style(theme, size or theme.heading, leading=1.16)
    return TextBlock(Paragraph(words, set_in, theme.text_width, bold=True), theme, after=after)
