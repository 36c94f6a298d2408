"""The paper's fonts: which face has a character, and how wide a run of text is."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import clinic_resources
from clinic_app.domain.errors import ResourceError

FIRST: Final[Any] = "SourceSans3-Regular"
"""The font a page starts with, lest ReportLab names one that is not embedded (stubs take it for a size)."""
_FAMILIES: Final = ("SourceSans3", "DejaVuSans", "NotoSansArabic", "NotoSansDevanagari")
_ARABIC: Final = "NotoSansArabic"
_ARABIC_BLOCKS: Final = ((0x0600, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
_DEVANAGARI: Final = "NotoSansDevanagari"
_TALL_BLOCKS: Final = (*_ARABIC_BLOCKS, (0x0900, 0x097F))
_SHAPED_AT: Final = 10
_JOINERS: Final = "\u200c\u200d"
UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff").union(map(chr, range(0xFE00, 0xFE10)))
"""Soft hyphens, joiners, choices between forms: without a shape of their own; heard and copied as typed."""
_LINE_ENDS: Final = frozenset("\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
_BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one font. ``shaped`` runs are set glyph by glyph, as HarfBuzz places them."""

    font: str
    text: str
    shaped: bool = False

    def width(self, size: float) -> float:
        """In points, at ``size`` points."""
        if self.shaped:
            return (
                sum(float(glyph.x_advance) for glyph in _shaped(self.text, self.font).__shapeData__)
                * size
                / 1000
            )
        return float(pdfmetrics.stringWidth(self.text, self.font, size))

    @property
    def glyphs(self) -> str:
        """One character for each glyph, in the order they are set."""
        return str(_shaped(self.text, self.font)) if self.shaped else self.text

    def draw(self, canvas: Canvas, x: float, y: float, size: float) -> None:
        """Set at baseline ``y`` from ``x`` on."""
        canvas.setFont(self.font, size)
        canvas.drawString(x, y, _shaped(self.text, self.font) if self.shaped else self.text)


@lru_cache(4096)
def _shaped(text: str, font: str) -> Any:
    """ReportLab's string of glyphs with their places, in thousandths of the type size."""
    return ttfonts.shapeStr(text, font, _SHAPED_AT, force=True)


def _name_every_glyph(font: Any) -> None:
    """Give each glyph without a character one of the private ones.

    ReportLab would do so at first use: then a document's bytes would depend on the documents before it.
    """
    shaper = font.hbFont(_SHAPED_AT)
    for glyph in range(font.hbFace.glyph_count):
        if glyph not in font.face.glyphToChar:
            advance = font.pdfScale(shaper.get_glyph_h_advance(glyph))
            font.hbAddPrivate(shaper.glyph_to_string(glyph), glyph, advance)


class Faces:
    """The registered faces. One for the whole process, for ReportLab's own registry is one."""

    def __init__(self) -> None:
        rl_config.useA85 = 0  # text-safe encoding only makes the file a quarter larger
        self._characters: dict[str, frozenset[int]] = {}
        self._shapers: set[str] = set()
        for family in _FAMILIES:
            for weight in ("Regular", "Bold"):
                name = f"{family}-{weight}"
                font = _font(name)
                pdfmetrics.registerFont(font)
                self._characters[name] = frozenset(font.face.charToGlyph)

    @lru_cache(8192)  # noqa: B019 - there is one Faces for the whole process
    def runs(self, text: str, bold: bool) -> tuple[Run, ...]:
        """The text in the fonts that have its characters; what none has is written ``[U+1F600]``."""
        if text.isascii():
            return (Run(f"{_FAMILIES[0]}-{_weight(bold)}", text),) if text else ()
        pieces: list[Run] = []
        for found in (run for letter in _letters(text) for run in self._letter_runs(letter, bold)):
            if found.shaped and not found.font.startswith(_DEVANAGARI):
                pieces.append(found)
            elif pieces and (pieces[-1].font, pieces[-1].shaped) == (found.font, found.shaped):
                pieces[-1] = Run(found.font, pieces[-1].text + found.text, found.shaped)
            else:
                pieces.append(found)
        for run in pieces:
            if run.shaped and run.font not in self._shapers:
                _name_every_glyph(pdfmetrics.getFont(run.font))
                self._shapers.add(run.font)
        return tuple(pieces)

    @lru_cache(32768)  # noqa: B019 - there is one Faces for the whole process
    def width(self, text: str, bold: bool, size: float) -> float:
        """In points, at ``size`` points."""
        return sum(run.width(size) for run in self.runs(text, bold))

    def _letter_runs(self, letter: str, bold: bool) -> Iterator[Run]:
        """The letter with its marks; one by one where no font has all of them."""
        font = self._font(letter, bold)
        if font is not None:
            yield Run(font, letter, font.startswith(_DEVANAGARI) or _has_marks(letter))
        elif len(letter) > 1:
            for character in letter.translate(dict.fromkeys(map(ord, UNSEEN))):
                yield from self._letter_runs(character, bold)
        else:
            yield Run(f"{_FAMILIES[0]}-{_weight(bold)}", _code(letter))

    def _font(self, letter: str, bold: bool) -> str | None:
        """The first font that has the letter with all its marks."""
        codes = {ord(character) for character in letter}
        families: tuple[str, ...] = _FAMILIES
        if any(first <= ord(letter[0]) <= last for first, last in _ARABIC_BLOCKS):
            families = (_ARABIC, *_FAMILIES)
        for family in families:
            if codes <= self._characters[f"{family}-{_weight(bold)}"]:
                return f"{family}-{_weight(bold)}"
        return None


def is_tall(text: str) -> bool:
    """Whether the text has letters of a script with marks above and below them: Arabic, Devanagari."""
    return not text.isascii() and any(
        first <= ord(character) <= last for character in text for first, last in _TALL_BLOCKS
    )


def _weight(bold: bool) -> str:
    return "Bold" if bold else "Regular"


def _letters(text: str) -> list[str]:
    """Each letter with the marks that follow it; of what is unseen, joiners where Devanagari needs them."""
    letters: list[str] = []
    for character in text:
        if character in UNSEEN:
            if character in _JOINERS and letters and "\u0900" <= letters[-1][0] <= "\u097f":
                letters[-1] += character
        elif letters and unicodedata.combining(character):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _has_marks(letter: str) -> bool:
    return len(letter) > 1 and any(unicodedata.combining(character) for character in letter[1:])


def _code(character: str) -> str:
    """Its code in brackets."""
    return f"[U+{ord(character):04X}]"


@cache
def faces() -> Faces:
    """The faces, registered on first use.

    Raises:
        ResourceError: a font is missing or damaged: better no paper than empty places on it.
    """
    return Faces()


def _font(name: str) -> TTFont:
    try:
        return TTFont(name, str(clinic_resources.file_path(f"fonts/{name}.ttf")))
    except Exception as error:  # whatever a damaged file makes its reader say
        raise ResourceError(
            "The font {name} is missing or damaged, and paper cannot do without it. Install the program "
            "again.",
            name=name,
        ) from error


def printable(text: str, *, keep_lines: bool = False) -> str:
    """The text without what cannot stand on paper: control characters and switches of direction.

    Accents join their letters where there is a letter with that accent. Line ends are spaces, or
    line feeds with ``keep_lines``.
    """
    if text.isascii() and text.isprintable():
        return text
    ends = "\n" if keep_lines else " "
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(
        ends if character in _LINE_ENDS else " " if character == "\t" else character
        for character in text
        if character in _LINE_ENDS
        or character == "\t"
        or not (character in _BIDI_CONTROLS or unicodedata.category(character) == "Cc")
    )
