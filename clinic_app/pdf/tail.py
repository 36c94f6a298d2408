"""Details of the prescription and the therapist's note, below the steps where that saves a line."""

from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.handout import Glossed, SheetExercise
from clinic_app.pdf.block import Easel, body_style, style
from clinic_app.pdf.marks import box
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

NOTE_BAR: Final = 1.4 * mm
NOTE_INDENT: Final = 4 * mm
_ABOVE: Final = 0.5 * mm


def draw_note_bar(easel: Easel, x: float, top: float, height: float) -> None:
    """The bar that says: this is for you."""
    box(easel.canvas, x, top - height, NOTE_BAR, height, fill=easel.theme.colours.accent)


class NoteBlock:
    """The therapist's note as wide as reads well, beside its bar. Without one it takes no room."""

    def __init__(self, exercise: SheetExercise, theme: Theme) -> None:
        self._theme = theme
        width = min(theme.text_width, theme.longest_line) - NOTE_INDENT
        self._text = Paragraph(exercise.note, body_style(theme), width)

    @property
    def height(self) -> float:
        """All lines."""
        return self._text.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw from the reading edge."""
        draw_note_bar(easel, self._theme.left(0, NOTE_BAR), top, self.height)
        with easel.tagged(Role.TEXT):
            self._text.draw(easel.canvas, self._theme.left(NOTE_INDENT, self._text.width), top)


class Tail:
    """Details and note below the steps, in the column beside the pictures, where that saves a line."""

    def __init__(self, exercise: SheetExercise, theme: Theme, width: float, *, with_note: bool) -> None:
        self._theme = theme
        set_in = style(theme, theme.label, leading=1.2)
        self._details = Paragraph(exercise.details, set_in, width)
        self._note = Paragraph(exercise.note if with_note else "", set_in, width - NOTE_INDENT)
        self._width = width

    @property
    def height(self) -> float:
        """Both, with a little space above each."""
        return sum(each.height + _ABOVE for each in (self._details, self._note) if each.height)

    def draw(self, easel: Easel, x: float, top: float) -> None:
        """Draw from the column's left edge."""
        for text, indent in ((self._details, 0.0), (self._note, NOTE_INDENT)):
            if not text.height:
                continue
            top -= _ABOVE
            right = self._theme.right_to_left
            if indent:
                draw_note_bar(easel, x + self._width - NOTE_BAR if right else x, top, text.height)
            with easel.tagged(Role.TEXT):
                text.draw(easel.canvas, x if right else x + indent, top)
            top -= text.height


def tail_of(exercise: SheetExercise, theme: Theme, width: float, *, with_note: bool) -> Tail | None:
    """Details and note for a column; None where nothing presses, or a second language stands below."""
    if not theme.is_snug or theme.one_column or isinstance(exercise.details, Glossed):
        return None
    tail = Tail(exercise, theme, width, with_note=with_note)
    return tail if tail.height else None
