"""The dose at a glance, and the mistake beside or below it."""

from reportlab.lib.units import mm

from clinic_app.domain.handout import SheetExercise
from clinic_app.pdf.block import Easel
from clinic_app.pdf.dose_band import DoseBand, band_width
from clinic_app.pdf.mistake import MistakePanel
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.text import spans


class Foot:
    """The dose band, and the mistake beside or below it."""

    def __init__(self, exercise: SheetExercise, theme: Theme) -> None:
        self._theme = theme
        self._mistake: MistakePanel | None = None
        width = theme.text_width
        self._beside = not theme.one_column
        if spans(exercise.mistake):
            panel_width = theme.text_width if theme.one_column else 0.0
            spare = width - 3 * mm - band_width(exercise.dose, theme)
            self._mistake = MistakePanel(exercise, theme, panel_width, spare=spare)
            if self._beside:
                width -= self._mistake.width + 3 * mm
        self._band_width = width
        self._band = DoseBand(exercise.dose, theme, width, spoken=exercise.dose_sentence)

    @property
    def height(self) -> float:
        """Both, beside or below each other."""
        if self._mistake is None:
            return self._band.height
        if self._beside:
            return max(self._band.height, self._mistake.height)
        return self._band.height + self._theme.space(2) + self._mistake.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw band and panel."""
        theme, bottom = self._theme, top - self.height
        if self._mistake is None:
            self._band.draw(easel, 0, bottom)
        elif self._beside:
            width, panel = self._band_width, self._mistake
            self._band.draw(easel, theme.left(0, width), bottom, self.height)
            panel.draw(easel, theme.left(width + 3 * mm, panel.width), bottom, self.height)
        else:
            self._band.draw(easel, 0, top - self._band.height)
            self._mistake.draw(easel, 0, bottom, self._mistake.height)
