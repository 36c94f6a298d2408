"""How a sheet's choices are called, for who chooses them."""

from collections.abc import Mapping
from typing import Final

from clinic_app.domain.sheet_choices import Identity, Ink, SheetChoices, SheetLayout
from clinic_app.domain.words import Catalogue, mark

LAYOUT_NAMES: Final[Mapping[SheetLayout, str]] = {
    SheetLayout.STANDARD: mark("Standard"),
    SheetLayout.TWO_A_PAGE: mark("Two a page"),
    SheetLayout.POSTER: mark("One a page"),
    SheetLayout.THREE_WITH_LOG: mark("Three and a log"),
    SheetLayout.GRID: mark("Six a page"),
    SheetLayout.WALL_CHART: mark("Wall chart"),
    SheetLayout.POCKET: mark("Pocket cards"),
    SheetLayout.LOG: mark("Log alone"),
}
"""In the order in which they are offered."""

INK_NAMES: Final[Mapping[Ink, str]] = {
    Ink.COLOUR: mark("Colour"),
    Ink.GREY: mark("Grey"),
    Ink.SAVING: mark("Save ink"),
}

IDENTITY_NAMES: Final[Mapping[Identity, str]] = {
    Identity.FULL: mark("Name and birth date"),
    Identity.NAME: mark("Name"),
    Identity.INITIALS: mark("Initials"),
    Identity.NONE: mark("Nothing"),
}

PAPER_NAMES: Final[Mapping[str, str]] = {"a4": mark("A4"), "letter": mark("Letter")}


def choices_line(choices: SheetChoices, words: Catalogue, paper: str = "") -> str:
    """In one line, what is not as usual last: ``Two a page · large print``; the paper where it is told."""
    text = words.gettext
    parts = [text(LAYOUT_NAMES[choices.layout])]
    if choices.large_print:
        parts.append(text("large print"))
    if choices.ink is not Ink.COLOUR:
        parts.append({Ink.GREY: text("grey"), Ink.SAVING: text("saves ink")}[choices.ink])
    if paper:
        parts.append(text(PAPER_NAMES[paper]))
    if choices.identity is not Identity.FULL:
        short = {
            Identity.NAME: text("no birth date"),
            Identity.INITIALS: text("initials"),
            Identity.NONE: text("no name"),
        }
        parts.append(short[choices.identity])
    return " · ".join(parts)
