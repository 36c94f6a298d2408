"""The details of a dose and the note below it on one line, where room is short and both are."""

from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Glossed, SheetExercise
from clinic_app.pdf.block import Easel, style
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.tail import NOTE_BAR, NOTE_INDENT, draw_note_bar
from clinic_app.pdf.text import Paragraph

_BETWEEN: Final = 4 * mm


class OneLine:
    """Two texts, one after the other on one line, each read by itself."""

    def __init__(self, first: Paragraph, second: Paragraph, theme: Theme) -> None:
        self._texts = (first, second)
        self._theme = theme

    @property
    def height(self) -> float:
        """With a little space above it."""
        return max(text.height for text in self._texts) + self._space

    @property
    def _space(self) -> float:
        return self._theme.space(1.2)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        at = 0.0
        first, second = self._texts
        for text in (first, second):
            with easel.tagged(Role.TEXT):
                text.draw(easel.canvas, self._theme.left(at, text.width), top - self._space)
            at = first.widest + _BETWEEN + NOTE_INDENT
        bar = self._theme.left(first.widest + _BETWEEN, NOTE_BAR)
        draw_note_bar(easel, bar, top - self._space, second.height)


def details_and_note(exercise: SheetExercise, theme: Theme) -> OneLine | None:
    """Both on one line; None where nothing presses or they do not fit."""
    if not theme.is_snug or isinstance(exercise.details, Glossed):
        return None
    set_in = style(theme, theme.label, leading=theme.line_factor)
    first, second = (
        Paragraph(words, set_in, theme.text_width) for words in (exercise.details, exercise.note)
    )
    if len(first.lines) != 1 or len(second.lines) != 1:
        return None
    fits = first.widest + _BETWEEN + NOTE_INDENT + second.widest <= theme.text_width
    return OneLine(first, second, theme) if fits else None
