"""How a sheet is printed: its layout, its type, its ink, and how much it says about who it is for."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from clinic_app.domain.fields import Fields


class SheetLayout(StrEnum):
    """How a program is arranged on paper."""

    STANDARD = "standard"
    """As few pages as can be: exercises, stop rules, explanations, log."""

    POSTER = "poster"
    """One exercise a page, to be read from across a room."""

    TWO_A_PAGE = "two"
    THREE_WITH_LOG = "three-with-log"
    GRID = "grid"
    """Six a page: picture, name, dose."""

    WALL_CHART = "wall-chart"
    """The whole program on one page across."""

    POCKET = "pocket"
    """Cards of A6, four to a sheet, with marks to cut by."""

    LOG = "log"
    """The log alone."""


class Ink(StrEnum):
    """What a sheet is printed with."""

    COLOUR = "colour"
    GREY = "grey"
    """For printers without colour."""

    SAVING = "saving"
    """Grey, without any filled area."""


class Identity(StrEnum):
    """How much the sheet says about who it is for."""

    FULL = "full"
    """Name and birth date."""

    NAME = "name"
    INITIALS = "initials"
    NONE = "none"
    """A line to fill in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoices:
    """What somebody chose for a sheet; the clinic's own choices hold where a program has none.

    ``has_booking_code`` prints the code of the clinic's booking page, where it has one; ``has_program_code``
    prints the program itself as a code that a telephone shows as text, without any network.
    ``language_below`` is the language of a small second line below names, steps and doses; empty for none.
    """

    layout: SheetLayout = SheetLayout.STANDARD
    large_print: bool = False
    ink: Ink = Ink.COLOUR
    identity: Identity = Identity.FULL
    has_booking_code: bool = True
    has_program_code: bool = False
    language_below: str = ""


def choices_fields(choices: SheetChoices) -> dict[str, object]:
    """The choices as plain values, as a file and the record keep them."""
    return {
        name: value.value if isinstance(value, StrEnum) else value for name, value in asdict(choices).items()
    }


def choices_from(table: Fields, languages: Iterable[str] = ()) -> SheetChoices:
    """The choices of a table; what it leaves out is as usual.

    ``languages`` are those that can stand below; none given, any can.

    Raises:
        InputError: an unknown name or value; one sentence naming the place.
    """
    usual = SheetChoices()
    choices = SheetChoices(
        layout=SheetLayout(table.choice("layout", SheetLayout, usual.layout)),
        large_print=table.flag("large_print", default=usual.large_print),
        ink=Ink(table.choice("ink", Ink, usual.ink)),
        identity=Identity(table.choice("identity", Identity, usual.identity)),
        has_booking_code=table.flag("has_booking_code", default=usual.has_booking_code),
        has_program_code=table.flag("has_program_code", default=usual.has_program_code),
        language_below=_language_below(table, tuple(languages)),
    )
    table.finish()
    return choices


def _language_below(table: Fields, languages: tuple[str, ...]) -> str:
    if not languages:
        return table.text("language_below")
    return table.choice("language_below", ("", *languages), "")
