"""Sizes, colours and paper of a sheet; the only place where paper has colours."""

from dataclasses import dataclass, replace
from typing import Final

from reportlab.lib.units import mm

from clinic_app.domain.contrast import tint_of
from clinic_app.domain.handout import Paper, Sheet
from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, Palette
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.sheet_choices import Ink, SheetChoices

PAPER_SIZES: Final = {Paper.A4: (210 * mm, 297 * mm), Paper.LETTER: (215.9 * mm, 279.4 * mm)}
"""Width and height in points."""

_BODY_STEP: Final = 0.25
_SNUG_HEAD: Final = 0.93
SMALLEST_PICTURE: Final = 50 * mm
"""How tall a standing person is at the least where two exercises share a page."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by what they stand for; contrasts are those of the design page."""

    ink: str = "#1a2026"
    second_ink: str = "#474f56"
    accent: str = "#0b4f5c"
    tint: str = "#e7f0f2"
    hairline: str = "#9aa5ad"
    red: str = "#a3161a"
    green: str = "#1d5c2b"
    green_tint: str = "#dff0e1"
    amber: str = "#6b4200"
    amber_tint: str = "#ffe2ad"
    muscle: str = "#ee9a94"
    muscle_line: str = "#8c120f"
    white: str = "#ffffff"


GREY: Final = Colours(
    accent="#1a2026",
    tint="#f0f0f0",
    red="#1a2026",
    green="#1a2026",
    green_tint="#ffffff",
    amber="#1a2026",
    amber_tint="#e2e2e2",
    muscle="#d2d2d2",
    muscle_line="#1a2026",
)


SAVING: Final = replace(GREY, tint="#ffffff", amber_tint="#ffffff", muscle="#ffffff")
"""Nothing filled but what carries a word: signs differ by shape and pattern."""

_COLOURS: Final = {Ink.COLOUR: Colours(), Ink.GREY: GREY, Ink.SAVING: SAVING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One sheet's measures, all in points. Pictures give way first, then ``body`` down to 14."""

    width: float
    height: float
    colours: Colours
    palette: Palette
    right_to_left: bool = False
    body: float = 15
    title: float = 26
    name: float = 19
    heading: float = 18
    label: float = 13.2
    small: float = 12.6
    dose_number: float = 30
    most_picture: float = 74 * mm
    least_picture: float = 52 * mm
    margin: float = 18 * mm
    top: float = 11 * mm
    bottom: float = 16 * mm
    one_column: bool = False
    least_body: float = 14
    is_snug: bool = False
    """Whether lines and blocks stand closer, because that saves a page."""

    snug_lines: float = 1.21
    """Leading where it is snug, as a factor on the size."""

    snug_spaces: float = 0.55
    """What is left of a small space then."""

    @property
    def line_factor(self) -> float:
        """Leading of running text, as a factor on its size."""
        return self.snug_lines if self.is_snug else 1.3

    @property
    def leading(self) -> float:
        """Body line to body line."""
        return self.body * self.line_factor

    @property
    def gap(self) -> float:
        """The least space between two blocks of a page."""
        return (2.6 if self.is_snug else 4) * mm

    def space(self, loose_mm: float) -> float:
        """A small space within a block, in points, from millimetres where nothing presses."""
        return loose_mm * mm * (self.snug_spaces if self.is_snug else 1.0)

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.margin

    @property
    def text_height(self) -> float:
        """Between head and foot of the page."""
        return self.height - self.top - self.bottom

    @property
    def longest_line(self) -> float:
        """Running text is set no wider than about seventy characters; eighty, where that saves a page."""
        return (35 if self.is_snug else 31) * self.body

    def tightenings(self) -> tuple["Theme", ...]:
        """The theme and ever tighter ones: spaces give way first, then the type, last the pictures."""
        found = [
            self,
            replace(
                self,
                is_snug=True,
                title=self.title * _SNUG_HEAD,
                name=self.name * _SNUG_HEAD,
                heading=self.heading * _SNUG_HEAD,
            ),
        ]
        while found[-1].body - _BODY_STEP >= self.least_body:
            found.append(replace(found[-1], body=found[-1].body - _BODY_STEP))
        if self.least_picture > SMALLEST_PICTURE:
            found.append(replace(found[-1], least_picture=SMALLEST_PICTURE))
        return tuple(found)

    def left(self, x: float, width: float) -> float:
        """Where a thing ``width`` wide starts that stands ``x`` from the reading edge."""
        return self.text_width - x - width if self.right_to_left else x


def small(theme: Theme) -> Theme:
    """The theme where much has to stand on a page; large print stays as it is."""
    if theme.one_column:
        return theme
    return replace(
        theme,
        body=13.75,
        least_body=13,
        title=24,
        name=17,
        label=12.4,
        small=12.3,
        dose_number=25,
        least_picture=30 * mm,
        most_picture=46 * mm,
    )


def colours_of(accent: str, ink: Ink) -> Colours:
    """The ink's, with the clinic's own accent where there is one, and colour."""
    usual = _COLOURS[ink]
    if ink is not Ink.COLOUR or not accent:
        return usual
    return replace(usual, accent=accent, tint=tint_of(accent))


def theme_of(sheet: Sheet, choices: SheetChoices) -> Theme:
    """The theme a sheet is set in."""
    width, height = PAPER_SIZES[sheet.paper]
    palette = PAPER_COLOUR if choices.ink is Ink.COLOUR else PAPER_GREY
    theme = Theme(
        width=width,
        height=height,
        colours=colours_of(sheet.accent, choices.ink),
        palette=palette.worn_by(PEOPLE.get(sheet.person)),
        right_to_left=sheet.right_to_left,
        body=14.25 if sheet.paper is Paper.LETTER else 15,
    )
    if not choices.large_print:
        return theme
    return replace(
        theme,
        body=19.5,
        title=30,
        name=27,
        heading=27,
        label=18,
        small=18,
        dose_number=38,
        one_column=True,
        least_body=18,
    )
