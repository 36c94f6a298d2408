"""The paper's fonts: which face has a character, and how wide a run of text is."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import clinic_resources

FIRST: Final[Any] = "SourceSans3-Regular"
"""The font a page starts with, lest ReportLab names one that is not embedded (stubs take it for a size)."""
_FAMILIES: Final = ("SourceSans3", "DejaVuSans", "NotoSansArabic", "NotoSansDevanagari")
_ARABIC: Final = "NotoSansArabic"
_ARABIC_BLOCKS: Final = ((0x0600, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
_SHAPED: Final = frozenset({"NotoSansDevanagari-Regular", "NotoSansDevanagari-Bold"})
_BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one font. ``shaped`` runs need the shaper to join their letters."""

    font: str
    text: str
    shaped: bool = False

    def width(self, size: float) -> float:
        """In points, at ``size`` points."""
        if self.shaped:
            return float(shaped_width(self.text, self.font, size))
        return float(pdfmetrics.stringWidth(self.text, self.font, size))


def shaped_width(text: str, font: str, size: float) -> float:
    """The width of joined letters, in points."""
    from reportlab.pdfbase.ttfonts import shapeStr

    shaped = shapeStr(text, font, size)
    return float(pdfmetrics.stringWidth(shaped, font, size))


class Faces:
    """The registered faces. One for the whole process, for ReportLab's own registry is one."""

    def __init__(self) -> None:
        rl_config.useA85 = 0  # text-safe encoding only makes the file a quarter larger
        self._characters: dict[str, frozenset[int]] = {}
        for family in _FAMILIES:
            for weight in ("Regular", "Bold"):
                name = f"{family}-{weight}"
                font = TTFont(name, str(clinic_resources.file_path(f"fonts/{name}.ttf")))
                pdfmetrics.registerFont(font)
                self._characters[name] = frozenset(font.face.charToGlyph)

    @cache  # noqa: B019 - there is one Faces for the whole process
    def runs(self, text: str, bold: bool) -> tuple[Run, ...]:
        """The text in the fonts that have its characters; what none has is written ``[U+1F600]``."""
        pieces: list[tuple[str, str]] = []
        for character in text:
            font = self._font(character, bold, pieces[-1][0] if pieces else None)
            shown = character
            if font is None:
                font = f"{_FAMILIES[0]}-{'Bold' if bold else 'Regular'}"
                shown = f"[U+{ord(character):04X}]"
            if pieces and pieces[-1][0] == font:
                pieces[-1] = (font, pieces[-1][1] + shown)
            else:
                pieces.append((font, shown))
        return tuple(Run(font, words, font in _SHAPED) for font, words in pieces)

    def width(self, text: str, bold: bool, size: float) -> float:
        """In points, at ``size`` points."""
        return sum(run.width(size) for run in self.runs(text, bold))

    def _font(self, character: str, bold: bool, before: str | None) -> str | None:
        code = ord(character)
        if before is not None and unicodedata.combining(character) and code in self._characters[before]:
            return before
        weight = "Bold" if bold else "Regular"
        families: tuple[str, ...] = _FAMILIES
        if any(first <= code <= last for first, last in _ARABIC_BLOCKS):
            families = (_ARABIC, *_FAMILIES)
        for family in families:
            if code in self._characters[f"{family}-{weight}"]:
                return f"{family}-{weight}"
        return None


@cache
def faces() -> Faces:
    """The faces, registered on first use."""
    return Faces()


def printable(text: str) -> str:
    """The text without what cannot stand on paper: control characters and switches of direction."""
    return "".join(
        " " if character in "\n\r\t\u2028\u2029" else character
        for character in text
        if character in "\n\r\t"
        or not (character in _BIDI_CONTROLS or unicodedata.category(character) == "Cc")
    )
