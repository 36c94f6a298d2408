"""What is new since the last sheet, beside a bar in the accent's colour."""

from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import News
from clinic_app.pdf.block import Easel, body_style
from clinic_app.pdf.marks import box
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph, Span, spans

_BAR: Final = 1.4 * mm
_INDENT: Final = 4.4 * mm
_ABOVE: Final = 2.4
"""Millimetres above the bar, where nothing presses."""
_MOST_LINES: Final = 2
_MOST_IN_ONE_COLUMN: Final = 3


class NewsBar:
    """As many of the sentences as stand in two lines (three in large print), whole."""

    def __init__(self, news: News, theme: Theme) -> None:
        self._theme = theme
        self._text = _fitted(news, theme)

    @property
    def height(self) -> float:
        """With the space above it."""
        return self._text.height + self._theme.space(_ABOVE)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw the bar at the reading edge, the text beside it."""
        theme = self._theme
        top -= theme.space(_ABOVE)
        tall = self._text.height
        box(easel.canvas, theme.left(0, _BAR), top - tall, _BAR, tall, fill=theme.colours.accent)
        with easel.tagged(Role.TEXT):
            self._text.draw(easel.canvas, theme.left(_INDENT, self._text.width), top)


def _fitted(news: News, theme: Theme) -> Paragraph:
    """All sentences; or the first that fit, and that there are more."""
    most = _MOST_IN_ONE_COLUMN if theme.one_column else _MOST_LINES
    width = min(theme.text_width, theme.longest_line) - _INDENT
    lead = (Span(f"{news.lead} ", bold=True),)
    shown = Paragraph(lead, body_style(theme), width)
    for count in range(len(news.sentences), -1, -1):
        said = list(news.sentences[:count])
        if count < len(news.sentences):
            said.append(news.rest)
        words = [span for sentence in said for span in (*spans(sentence), Span(" "))]
        shown = Paragraph((*lead, *words), body_style(theme), width)
        if len(shown.lines) <= most:
            break
    return shown
