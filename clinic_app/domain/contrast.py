"""Contrast of colours (WCAG 2.2), and a clinic's own colour made dark enough to be read."""

import re
from typing import Final

LEAST: Final = 7.0
"""Contrast of everything that is read on paper, on white and on the tint."""

USUAL_ACCENT: Final = "#0b4f5c"
_COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
_TINT_SHARE: Final = 0.1
_STEP: Final = 0.95
_WHITE: Final = (255.0, 255.0, 255.0)

Rgb = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Whether the text is a colour like ``#0b4f5c``."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Between 1 and 21."""
    darker, lighter = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


def tint_of(accent: str) -> str:
    """The same colour as a ground to write on."""
    return _text(_mixed(_rgb(accent), _WHITE, _TINT_SHARE))


def readable_accent(colour: str) -> str:
    """The colour, darkened until it can be read on white and on its own tint."""
    while min(contrast(colour, "#ffffff"), contrast(colour, tint_of(colour))) < LEAST:
        red, green, blue = _rgb(colour)
        colour = _text((red * _STEP, green * _STEP, blue * _STEP))
    return colour


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _text(rgb: Rgb) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in rgb)


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
