"""The panel that shows what not to do."""

from reportlab.lib.units import mm

from clinic_app.domain.drawing import Drawing, Lens
from clinic_app.domain.handout import Picture, SheetExercise
from clinic_app.pdf.block import Easel, style
from clinic_app.pdf.dose_band import USUAL_NUMBER
from clinic_app.pdf.inks import ink
from clinic_app.pdf.marks import box, cross, disc, polyline
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import Role
from clinic_app.pdf.text import Paragraph

_WIDTHS = tuple(width * mm for width in (46, 50, 54, 58, 62))
_USUAL_HEIGHT = 21 * mm
_SNUG_HEIGHT = 18.4 * mm
_PICTURE = 16.4 * mm
_DISC = 3 * mm
_ABOUT = 1.8
"""Half of what is shown about a detail, in its radii."""


def _shown_part(drawing: Drawing) -> Lens:
    """The detail with so much about it that a reader sees where on the body it is; within the drawing."""
    whole = max(drawing.width, drawing.height) // 2
    detail = drawing.lens
    if detail is None:
        return Lens(drawing.width // 2, drawing.height // 2, whole)
    half = min(int(detail.radius * _ABOUT), whole)
    return Lens(_inside(detail.x, half, drawing.width), _inside(detail.y, half, drawing.height), half)


def _inside(middle: int, half: int, length: int) -> int:
    """The middle of a stretch of two halves that stays within the length; centred where it cannot."""
    return max(half, min(middle, length - half)) if 2 * half <= length else length // 2


class MistakePanel:
    """A cropped picture struck through, and one sentence; without a picture, the cross and the sentence."""

    def __init__(
        self, exercise: SheetExercise, theme: Theme, width: float = 0.0, *, spare: float = 0.0
    ) -> None:
        """With ``width`` 0 the panel is as wide as its sentence needs beside a dose band.

        It may be wider, up to ``spare``, where its sentence stands in fewer lines then.
        """
        self._theme = theme
        self._picture = picture = exercise.mistake_picture
        self._lead = exercise.mistake_lead
        self._language = exercise.language
        taken = (_PICTURE if picture else 2 * _DISC) + 6 * mm
        set_in = style(theme, theme.label, leading=1.2)
        for tried in (width,) if width else _WIDTHS:
            self.width = tried
            self._text = Paragraph(exercise.mistake, set_in, tried - taken, bold=True)
            if self.height <= self._usual_height:
                break
        for wider in () if width else (each for each in _WIDTHS if self.width < each <= spare):
            text = Paragraph(exercise.mistake, set_in, wider - taken, bold=True)
            if len(text.lines) < len(self._text.lines):
                self.width, self._text = wider, text

    @property
    def height(self) -> float:
        """As tall as its sentence needs."""
        margin = 1.6 * mm if self._theme.is_snug else 3 * mm
        return max(self._text.height + margin, self._usual_height)

    @property
    def _usual_height(self) -> float:
        if self._picture is None and self._theme.one_column:
            return 2 * _DISC + 3 * mm
        usual = _SNUG_HEIGHT if self._theme.is_snug else _USUAL_HEIGHT
        return usual * min(1.0, self._theme.dose_number / USUAL_NUMBER)

    def draw(self, easel: Easel, x: float, bottom: float, height: float) -> None:
        """Draw with the lower left corner at ``x``, ``bottom``."""
        theme, canvas = self._theme, easel.canvas
        box(canvas, x, bottom, self.width, height, line=theme.colours.red, line_mm=0.4, radius_mm=2)
        sign = _PICTURE if self._picture else 2 * _DISC
        sign_x = x + self.width - sign - 1.5 * mm if theme.right_to_left else x + 1.5 * mm
        text_x = x + 1.5 * mm if theme.right_to_left else sign_x + sign + 2.5 * mm
        with easel.figure(self._lead, sign_x, bottom, sign, height, language=self._language):
            if self._picture:
                self._draw_picture(easel, self._picture, sign_x, bottom, height)
            else:
                self._draw_cross(easel, sign_x + _DISC, bottom + height / 2)
        with easel.tagged(Role.TEXT, language=self._language):
            self._text.draw(canvas, text_x, bottom + (height + self._text.height) / 2)

    def _draw_picture(self, easel: Easel, picture: Picture, x: float, bottom: float, height: float) -> None:
        canvas, drawing = easel.canvas, easel.drawing(picture)
        lens = _shown_part(drawing)
        tall = min(height - 2.4 * mm, 24 * mm)
        y = bottom + (height - tall) / 2
        scale = min(_PICTURE, tall) / (2 * lens.radius)
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(x, y, _PICTURE, tall, 1 * mm)
        canvas.clipPath(path, stroke=0, fill=0)
        easel.figures.show(
            drawing,
            x + _PICTURE / 2 - lens.x * scale,
            y + tall / 2 - (drawing.height - lens.y) * scale,
            scale,
            window=lens,
        )
        canvas.restoreState()
        red, white = self._theme.colours.red, self._theme.colours.white
        ends = ((x + 1 * mm, y + 1 * mm), (x + _PICTURE - 1 * mm, y + tall - 1 * mm))
        polyline(canvas, ends, white, 1.3)
        polyline(canvas, ends, red, 0.6)
        self._draw_cross(easel, x + _PICTURE - _DISC * 0.9, y + tall - _DISC * 0.9)

    def _draw_cross(self, easel: Easel, x: float, y: float) -> None:
        easel.canvas.setStrokeColor(ink(self._theme.colours.white))
        disc(easel.canvas, x, y, _DISC, self._theme.colours.red)
        cross(easel.canvas, x, y, _DISC * 0.45, self._theme.colours.white)
