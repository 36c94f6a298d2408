"""Colours, type and the one style sheet: everything the window's look is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import clinic_resources
from clinic_ui.style_sheet import STYLE_SHEET

if TYPE_CHECKING:
    from clinic_app.domain.palette import Palette

FAMILY: Final = "Inter"
FONT_FILES: Final = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
_SCRIPT_FONTS: Final = {
    "Noto Sans Arabic": "NotoSansArabic-Regular.ttf",
    "Noto Sans Devanagari": "NotoSansDevanagari-Regular.ttf",
}


class Tone(StrEnum):
    """What a colour is for."""

    RAIL = "rail"
    PANE = "pane"
    STAGE = "stage"
    SUNK = "sunk"
    DESK = "desk"
    HOVER = "hover"
    TEXT = "text"
    TEXT_2 = "text_2"
    TEXT_3 = "text_3"
    DISABLED = "disabled"
    LINE = "line"
    CONTROL = "control"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_TINT = "accent_tint"
    ON_ACCENT = "on_accent"
    WARN = "warn"
    WARN_TINT = "warn_tint"
    WARN_DOT = "warn_dot"
    BAD = "bad"
    BAD_TINT = "bad_tint"
    OK = "ok"
    OK_TINT = "ok_tint"
    INVERSE = "inverse"
    ON_INVERSE = "on_inverse"
    INVERSE_ACCENT = "inverse_accent"
    PAPER = "paper"
    SHADOW = "shadow"


LIGHT_TONES: Final = {
    Tone.RAIL: "#E9EDF2",
    Tone.PANE: "#F5F7F9",
    Tone.STAGE: "#FFFFFF",
    Tone.SUNK: "#EEF1F5",
    Tone.DESK: "#E3E7ED",
    Tone.HOVER: "#EDF1F6",
    Tone.TEXT: "#161B22",
    Tone.TEXT_2: "#4A5462",
    Tone.TEXT_3: "#5F6B7A",
    Tone.DISABLED: "#8A94A2",
    Tone.LINE: "#DCE1E8",
    Tone.CONTROL: "#7E8998",
    Tone.ACCENT: "#1B5FB8",
    Tone.ACCENT_HOVER: "#154C96",
    Tone.ACCENT_TINT: "#E3EDFB",
    Tone.ON_ACCENT: "#FFFFFF",
    Tone.WARN: "#7A5200",
    Tone.WARN_TINT: "#FDF3DC",
    Tone.WARN_DOT: "#B87E00",
    Tone.BAD: "#B3261E",
    Tone.BAD_TINT: "#FCE9E7",
    Tone.OK: "#1B6B3A",
    Tone.OK_TINT: "#E4F3EA",
    Tone.INVERSE: "#1D2229",
    Tone.ON_INVERSE: "#F2F4F7",
    Tone.INVERSE_ACCENT: "#8FBEFF",
    Tone.PAPER: "#FFFFFF",
    Tone.SHADOW: "#161B22",
}

DARK_TONES: Final = {
    Tone.RAIL: "#12151A",
    Tone.PANE: "#171B21",
    Tone.STAGE: "#1D2229",
    Tone.SUNK: "#262C35",
    Tone.DESK: "#0E1115",
    Tone.HOVER: "#242A33",
    Tone.TEXT: "#E9EDF2",
    Tone.TEXT_2: "#B4BDC9",
    Tone.TEXT_3: "#97A2B0",
    Tone.DISABLED: "#6F7B8B",
    Tone.LINE: "#2E3641",
    Tone.CONTROL: "#6F7B8B",
    Tone.ACCENT: "#7DB4FF",
    Tone.ACCENT_HOVER: "#9CC6FF",
    Tone.ACCENT_TINT: "#1C3350",
    Tone.ON_ACCENT: "#0B1A2E",
    Tone.WARN: "#F2C25B",
    Tone.WARN_TINT: "#3A2E14",
    Tone.WARN_DOT: "#D9A02B",
    Tone.BAD: "#FF9A92",
    Tone.BAD_TINT: "#43211F",
    Tone.OK: "#7FD6A0",
    Tone.OK_TINT: "#1B3727",
    Tone.INVERSE: "#E9EDF2",
    Tone.ON_INVERSE: "#161B22",
    Tone.INVERSE_ACCENT: "#1B5FB8",
    Tone.PAPER: "#F6F6F3",
    Tone.SHADOW: "#000000",
}


ON_FIGURE: Final = {
    "pain": "#C0271D",
    "ache": "#7A2E9E",
    "burning": "#B35A00",
    "pins_and_needles": "#0B6FB8",
    "numbness": "#2E3641",
    "stiffness": "#14703C",
}
"""Marks of a body chart by what is felt: the figure is as bright in the dark theme as in the light one."""


class Type(StrEnum):
    """The sizes and weights text comes in."""

    DISPLAY = "display"
    BIG = "big"
    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    BODY_MEDIUM = "body_medium"
    BODY_STRONG = "body_strong"
    SMALL = "small"
    SMALL_MEDIUM = "small_medium"
    SMALL_STRONG = "small_strong"
    CAPTION = "caption"
    CAPTION_MEDIUM = "caption_medium"
    CAPTION_STRONG = "caption_strong"
    NUMBER = "number"


SIZES: Final = {
    Type.DISPLAY: (28, 600),
    Type.BIG: (24, 600),
    Type.TITLE: (20, 600),
    Type.HEAD: (16, 600),
    Type.BODY: (14, 400),
    Type.BODY_MEDIUM: (14, 500),
    Type.BODY_STRONG: (14, 600),
    Type.SMALL: (13, 400),
    Type.SMALL_MEDIUM: (13, 500),
    Type.SMALL_STRONG: (13, 600),
    Type.CAPTION: (12, 400),
    Type.CAPTION_MEDIUM: (12, 500),
    Type.CAPTION_STRONG: (12, 600),
    Type.NUMBER: (15, 600),
}
"""Pixels at text scale 1 and weight."""

FIELD_PADDING: Final = 5
"""Pixels between a field's text and its outline, above and below."""

_TIGHT_FROM_PX: Final = 20
_TIGHT_PERCENT: Final = 98.6


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: light or dark, at one text scale."""

    is_dark: bool = False
    text_scale: float = 1.0

    @property
    def figure_palette(self) -> "Palette":
        """What figures are coloured with on this screen."""
        from clinic_app.domain.palette import SCREEN_DARK, SCREEN_LIGHT  # no figure is in the first paint

        return SCREEN_DARK if self.is_dark else SCREEN_LIGHT

    def colour(self, tone: Tone) -> QColor:
        """The colour of that role."""
        return QColor((DARK_TONES if self.is_dark else LIGHT_TONES)[tone])

    def px(self, pixels: float) -> int:
        """A length that must grow with the text, in logical pixels."""
        return round(pixels * self.text_scale)

    def font(self, kind: Type) -> QFont:
        """A font for painting or for a label."""
        pixels, weight = SIZES[kind]
        font = QFont([FAMILY, *_SCRIPT_FONTS])
        font.setPixelSize(self.px(pixels))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if kind is Type.NUMBER:
            font.setFeature(QFont.Tag("tnum"), 1)
        if pixels >= _TIGHT_FROM_PX:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHT_PERCENT)
        return font


def load_fonts() -> None:
    """Make the bundled window font known to Qt; once in a process."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFontFromData(clinic_resources.read_bytes(f"fonts/{name}"))


def load_script_fonts() -> None:
    """Make the letters of Arabic and Hindi known to Qt too, where something is written in them."""
    for family, name in _SCRIPT_FONTS.items():
        if not QFontDatabase.hasFamily(family):
            QFontDatabase.addApplicationFontFromData(clinic_resources.read_bytes(f"fonts/{name}"))


def system_is_dark(app: QApplication) -> bool:
    """Whether the desktop asks for dark windows."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


_STYLED: Final = "clinic_styled"


def apply(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look; windows made before should be made anew.

    Where it has it already nothing is touched: ``setStyle`` keeps Python's lock while it waits for Qt's, and
    a worker that tells its end just then waits the other way round, both for ever (seen once, at locking).
    """
    sheet = style_sheet(theme)
    is_same = app.styleSheet() == sheet and app.palette() == palette(theme)
    if app.property(_STYLED) and is_same and app.font() == theme.font(Type.BODY):
        return
    if not app.property(_STYLED):
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setPalette(palette(theme))
    app.setFont(theme.font(Type.BODY))
    app.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    """Qt's own roles in our colours."""
    roles = QPalette.ColorRole
    chosen = {
        roles.Window: Tone.STAGE,
        roles.Base: Tone.STAGE,
        roles.AlternateBase: Tone.PANE,
        roles.Button: Tone.STAGE,
        roles.WindowText: Tone.TEXT,
        roles.Text: Tone.TEXT,
        roles.ButtonText: Tone.TEXT,
        roles.BrightText: Tone.ON_ACCENT,
        roles.PlaceholderText: Tone.TEXT_3,
        roles.Highlight: Tone.ACCENT,
        roles.HighlightedText: Tone.ON_ACCENT,
        roles.Accent: Tone.ACCENT,
        roles.Link: Tone.ACCENT,
        roles.LinkVisited: Tone.ACCENT,
        roles.ToolTipBase: Tone.INVERSE,
        roles.ToolTipText: Tone.ON_INVERSE,
        roles.Light: Tone.STAGE,
        roles.Midlight: Tone.SUNK,
        roles.Mid: Tone.LINE,
        roles.Dark: Tone.CONTROL,
        roles.Shadow: Tone.SHADOW,
    }
    made = QPalette()
    for role, tone in chosen.items():
        made.setColor(role, theme.colour(tone))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.colour(Tone.DISABLED))
    return made


def style_sheet(theme: Theme) -> str:
    """The one style sheet; widgets choose by the properties ``kind`` and ``pane``."""
    tones = DARK_TONES if theme.is_dark else LIGHT_TONES
    tick = "tick_on_dark" if theme.is_dark else "tick_on_light"
    sizes = {
        "field": theme.px(22),
        "pad_y": FIELD_PADDING,
        "pad_x": 9,
        "focus_y": FIELD_PADDING - 1,
        "focus_x": 8,
        "button": theme.px(32),
        "button_x": 14,
        "segment": theme.px(26),
        "small": theme.px(13),
        "narrow": theme.px(24),
        "chip": theme.px(28),
        "chip_radius": theme.px(28) // 2,
        "tick": theme.px(16),
        "tick_in": theme.px(16) - 2,
        "tick_picture": clinic_resources.file_path(f"pictures/{tick}.svg").as_posix(),
    }
    return STYLE_SHEET.substitute({tone.value: colour for tone, colour in tones.items()}, **sizes)
