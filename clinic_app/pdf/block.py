"""The parts a sheet is made of: each knows its height before it is drawn, and is drawn whole."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.handout import Picture, Printed
from clinic_app.pdf.fonts import printable
from clinic_app.pdf.paint import FigurePainter
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import HEADINGS, Element, Role, Tags
from clinic_app.pdf.text import Paragraph, Span, TextStyle

DrawFigure = Callable[[str, str, bool], Drawing]
"""Slug, frame and whether mirrored, to the drawing."""


@dataclass(frozen=True, slots=True)
class Easel:
    """What a block draws on: the canvas, its figures and the sheet's theme. x grows from the left margin.

    A block says what it draws: text and figures within ``tagged``, everything else is decoration.
    """

    canvas: Canvas
    figures: FigurePainter
    theme: Theme
    draw_figure: DrawFigure
    tags: Tags

    def drawing(self, picture: Picture) -> Drawing:
        """The drawing of a picture."""
        return self.draw_figure(picture.slug, picture.frame, picture.mirror)

    def tagged(
        self,
        role: Role,
        *,
        spoken: str = "",
        language: str = "",
        attributes: str = "",
        of: object = None,
    ) -> AbstractContextManager[None]:
        """What is drawn within is one element; ``spoken`` is read instead of it.

        Draw with the same ``of`` again to go on with the element begun before, on whatever page.
        """
        element = Element(role, spoken=spoken, language=language, attributes=attributes)
        return self.tags.element(element, of=of)

    def heading(
        self,
        role: Role,
        top: float,
        bookmark: str,
        *,
        spoken: str = "",
        language: str = "",
        of: object = None,
    ) -> AbstractContextManager[None]:
        """A heading that starts at ``top``, named in the outline."""
        height = self.canvas.absolutePosition(0, top)[1]
        title = " ".join(bookmark.split())
        element = Element(role, spoken=spoken, language=language, bookmark=title, top=height)
        return self.tags.element(element, of=of)

    def figure(
        self,
        alternative: str,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        language: str = "",
        of: object = None,
    ) -> AbstractContextManager[None]:
        """A figure within a box, from its lower left corner; a caption is drawn within it."""
        left, bottom = self.canvas.absolutePosition(x, y)
        corners = (left, bottom, left + width, bottom + height)
        box = f"/O/Layout/BBox[{' '.join(str(round(each)) for each in corners)}]"
        element = Element(Role.FIGURE, alternative=printable(alternative), language=language, attributes=box)
        return self.tags.element(element, of=of)

    def decoration(self, properties: str = "") -> AbstractContextManager[None]:
        """What is drawn within is not read aloud, whatever it is tagged as: what repeats other parts."""
        return self.tags.decoration(properties)


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
        self,
        paragraph: Paragraph,
        theme: Theme,
        *,
        before: float = 0.0,
        after: float = 0.0,
        role: Role = Role.TEXT,
        whole: Paragraph | None = None,
    ) -> None:
        """``whole`` is the paragraph this one is a part of."""
        self._paragraph = paragraph
        self._theme = theme
        self._before = before
        self._after = after
        self._role = role
        self._whole = whole

    @cached_property
    def height(self) -> float:
        """In points, with the space above and below it."""
        return self._before + self._paragraph.height + self._after if self._paragraph.height else 0.0

    def draw(self, easel: Easel, top: float) -> None:
        """Draw the lines from the reading edge."""
        x = self._theme.left(0, self._paragraph.width)
        if self._role in HEADINGS:
            tag = easel.heading(self._role, top, self._paragraph.text, of=self._whole)
        else:
            tag = easel.tagged(self._role, of=self._whole)
        with tag:
            self._paragraph.draw(easel.canvas, x, top - self._before)

    def in_lines(self, count: int) -> "tuple[TextBlock, ...]":
        """The same text in blocks of ``count`` lines, each below the other without a gap."""
        whole = self._whole or self._paragraph
        parts = self._paragraph.in_lines(count)
        return tuple(TextBlock(each, self._theme, role=self._role, whole=whole) for each in parts)


class Group:
    """Blocks that stay together, one below the other."""

    def __init__(self, *blocks: Block) -> None:
        self._blocks = tuple(block for block in blocks if block.height)

    @cached_property
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


class InLanguage:
    """A block in a language of its own."""

    def __init__(self, block: Block, language: str) -> None:
        self._block = block
        self._language = language

    @property
    def height(self) -> float:
        """The block's."""
        return self._block.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw, and say the language."""
        with easel.tags.speaking(self._language):
            self._block.draw(easel, top)


class Unheard:
    """A block that says again what was said before: seen, but not read aloud."""

    def __init__(self, block: Block) -> None:
        self._block = block

    @property
    def height(self) -> float:
        """The block's."""
        return self._block.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw as decoration."""
        with easel.decoration():
            self._block.draw(easel, top)


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
    role: Role = Role.TEXT,
) -> TextBlock:
    """Running text no wider than reads well."""
    width = min(theme.text_width, theme.longest_line)
    set_in = style(theme, size or theme.body, leading=theme.line_factor)
    paragraph = Paragraph(content, set_in, width, bold=bold)
    return TextBlock(paragraph, theme, before=before, after=after, role=role)


def heading(
    theme: Theme, words: Printed, *, size: float = 0.0, after: float = 0.0, role: Role = Role.HEADING
) -> TextBlock:
    """A heading as wide as the text."""
    set_in = style(theme, size or theme.heading, leading=1.16)
    paragraph = Paragraph(words, set_in, theme.text_width, bold=True)
    return TextBlock(paragraph, theme, after=after, role=role)
