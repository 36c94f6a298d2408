"""Colours and line weights by role: one cached drawing, many media."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from clinic_app.domain.drawing import Ink, Weight
from clinic_app.domain.people import Person


@dataclass(frozen=True, slots=True)
class Palette:
    """What each role looks like in one medium.

    ``colours`` are ``#rrggbb``; ``weights_mm`` are line widths in millimetres at print size (a screen
    painter multiplies them by its own scale). ``hatched`` says whether paper-only shapes are painted.
    """

    name: str
    colours: Mapping[Ink, str]
    weights_mm: Mapping[Weight, float]
    hatched: bool
    worn: frozenset[Ink] = frozenset()
    """The roles that people paint in their own colours; a photocopier makes them all one grey."""

    def __hash__(self) -> int:
        """Of the name: few palettes share one."""
        return hash(self.name)

    def worn_by(self, person: Person | None) -> "Palette":
        """The palette with that person's own colours."""
        if person is None or not self.worn:
            return self
        own = {ink: colour for ink, colour in person.colours.items() if ink in self.worn}
        return replace(self, colours=MappingProxyType({**self.colours, **own}))


WEIGHTS_MM: Final[Mapping[Weight, float]] = MappingProxyType(
    {
        Weight.OUTLINE: 0.36,
        Weight.INNER: 0.26,
        Weight.DETAIL: 0.20,
        Weight.HAND: 0.17,
        Weight.PROP: 0.22,
        Weight.PROP_DETAIL: 0.14,
        Weight.ARROW: 0.75,
        Weight.HALO: 1.35,
        Weight.HATCH: 0.22,
        Weight.GHOST: 0.22,
        Weight.SEAM: 0.12,
    }
)

_COLOUR: Final[Mapping[Ink, str]] = MappingProxyType(
    {
        Ink.LINE: "#2b2f36",
        Ink.SKIN: "#f6d9c2",
        Ink.SKIN_SHADE: "#e7bea1",
        Ink.SHIRT: "#ffffff",
        Ink.SHIRT_SHADE: "#dde4ea",
        Ink.SHORTS: "#5f7f99",
        Ink.SHORTS_SHADE: "#4b687f",
        Ink.HAIR: "#5a4334",
        Ink.HAIR_SHADE: "#463326",
        Ink.HAIR_STRAND: "#866a55",
        Ink.SHOE: "#ffffff",
        Ink.SHOE_SHADE: "#dfe4ea",
        Ink.SOLE: "#4b525c",
        Ink.SOLE_SHADE: "#3d434c",
        Ink.SOCK: "#ffffff",
        Ink.SOCK_SHADE: "#dfe4ea",
        Ink.EYE_WHITE: "#ffffff",
        Ink.LIP: "#c98b76",
        Ink.MUSCLE: "#e2483d",
        Ink.MUSCLE_CORE: "#c9231f",
        Ink.MUSCLE_HATCH: "#a51d17",
        Ink.PROP_TOP: "#f2f4f7",
        Ink.PROP_FRONT: "#e6e9ee",
        Ink.PROP_SIDE: "#d8dce3",
        Ink.GRIP_LINE: "#2b2f36",
        Ink.PROP_LINE: "#77808c",
        Ink.WOOD: "#f3e6d0",
        Ink.WOOD_SHADE: "#e0cba9",
        Ink.PAD: "#c9dde0",
        Ink.PAD_SHADE: "#a9c5ca",
        Ink.METAL: "#ccd3dc",
        Ink.METAL_SHADE: "#a7b1bd",
        Ink.RUBBER: "#737d89",
        Ink.RUBBER_SHADE: "#59626d",
        Ink.FOAM: "#b4c6e2",
        Ink.FOAM_SHADE: "#91a9cd",
        Ink.MIRROR: "#e6f2f9",
        Ink.TOWEL: "#dcebf5",
        Ink.TOWEL_SHADE: "#b7d0e3",
        Ink.BAND: "#4fa66f",
        Ink.BAND_SHADE: "#3a8757",
        Ink.BAG: "#a3ad7c",
        Ink.BAG_SHADE: "#858f60",
        Ink.CLOTH: "#eef1f5",
        Ink.CLOTH_SHADE: "#d9dfe7",
        Ink.STRAP: "#f0a43c",
        Ink.STRAP_SHADE: "#cf8424",
        Ink.BALL: "#7fb2a5",
        Ink.BALL_SHADE: "#5f9285",
        Ink.SHADOW: "#5d6b7d",
        Ink.CONTACT_SHADOW: "#4a5666",
        Ink.GHOST: "#f3f5f8",
        Ink.GHOST_LINE: "#9aa3af",
        Ink.ARROW: "#1f6fc4",
        Ink.HALO: "#ffffff",
    }
)

_GREY: Final[Mapping[Ink, str]] = MappingProxyType(
    {
        **_COLOUR,
        Ink.LINE: "#1a1d21",
        Ink.SKIN: "#ffffff",
        Ink.SKIN_SHADE: "#e4e4e4",
        Ink.SHIRT_SHADE: "#e4e4e4",
        Ink.SHORTS: "#cfcfcf",
        Ink.SHORTS_SHADE: "#b4b4b4",
        Ink.HAIR: "#5c5c5c",
        Ink.HAIR_SHADE: "#484848",
        Ink.HAIR_STRAND: "#8c8c8c",
        Ink.SHOE_SHADE: "#e0e0e0",
        Ink.SOLE: "#505050",
        Ink.SOLE_SHADE: "#404040",
        Ink.SOCK_SHADE: "#e0e0e0",
        Ink.LIP: "#8a8a8a",
        Ink.MUSCLE: "#bdbdbd",
        Ink.MUSCLE_CORE: "#9a9a9a",
        Ink.MUSCLE_HATCH: "#1a1d21",
        Ink.PROP_TOP: "#f7f7f7",
        Ink.PROP_FRONT: "#eeeeee",
        Ink.PROP_SIDE: "#e2e2e2",
        Ink.GRIP_LINE: "#1a1d21",
        Ink.PROP_LINE: "#707070",
        Ink.WOOD: "#f4f4f4",
        Ink.WOOD_SHADE: "#dedede",
        Ink.PAD: "#e6e6e6",
        Ink.PAD_SHADE: "#cccccc",
        Ink.METAL: "#d4d4d4",
        Ink.METAL_SHADE: "#ababab",
        Ink.RUBBER: "#8c8c8c",
        Ink.RUBBER_SHADE: "#6c6c6c",
        Ink.FOAM: "#dedede",
        Ink.FOAM_SHADE: "#c2c2c2",
        Ink.MIRROR: "#f6f6f6",
        Ink.TOWEL: "#ececec",
        Ink.TOWEL_SHADE: "#d2d2d2",
        Ink.BAND: "#909090",
        Ink.BAND_SHADE: "#747474",
        Ink.BAG: "#bcbcbc",
        Ink.BAG_SHADE: "#a0a0a0",
        Ink.CLOTH: "#f2f2f2",
        Ink.CLOTH_SHADE: "#dddddd",
        Ink.STRAP: "#a8a8a8",
        Ink.STRAP_SHADE: "#868686",
        Ink.BALL: "#c4c4c4",
        Ink.BALL_SHADE: "#a2a2a2",
        Ink.SHADOW: "#6a6a6a",
        Ink.CONTACT_SHADOW: "#555555",
        Ink.GHOST: "#f6f6f6",
        Ink.GHOST_LINE: "#9a9a9a",
        Ink.ARROW: "#1a1d21",
    }
)

_DARK: Final[Mapping[Ink, str]] = MappingProxyType(
    {
        **_COLOUR,
        Ink.LINE: "#0f1216",
        Ink.SHIRT: "#e4e9ef",
        Ink.SHIRT_SHADE: "#bcc6d1",
        Ink.SHORTS: "#6c93b3",
        Ink.SHORTS_SHADE: "#557996",
        Ink.HAIR: "#86654e",
        Ink.HAIR_SHADE: "#6b4f3c",
        Ink.HAIR_STRAND: "#ad8a70",
        Ink.SHOE: "#e4e9ef",
        Ink.SHOE_SHADE: "#bcc6d1",
        Ink.SOLE: "#7c8694",
        Ink.SOLE_SHADE: "#69727e",
        Ink.SOCK: "#e4e9ef",
        Ink.SOCK_SHADE: "#bcc6d1",
        Ink.PROP_TOP: "#3a434f",
        Ink.PROP_FRONT: "#323a45",
        Ink.PROP_SIDE: "#2a313b",
        Ink.GRIP_LINE: "#aab4c1",
        Ink.PROP_LINE: "#7d8897",
        Ink.WOOD: "#5e5142",
        Ink.WOOD_SHADE: "#4a3f33",
        Ink.PAD: "#42595e",
        Ink.PAD_SHADE: "#34484d",
        Ink.METAL: "#6b7583",
        Ink.METAL_SHADE: "#535c68",
        Ink.RUBBER: "#454d57",
        Ink.RUBBER_SHADE: "#363d46",
        Ink.FOAM: "#4a608a",
        Ink.FOAM_SHADE: "#3b4f75",
        Ink.MIRROR: "#3d4f5c",
        Ink.TOWEL: "#5d768c",
        Ink.TOWEL_SHADE: "#4a6075",
        Ink.BAG: "#6f7952",
        Ink.BAG_SHADE: "#59623f",
        Ink.CLOTH: "#4a5461",
        Ink.CLOTH_SHADE: "#3b444f",
        Ink.SHADOW: "#07090c",
        Ink.CONTACT_SHADOW: "#000000",
        Ink.GHOST: "#262c35",
        Ink.GHOST_LINE: "#6f7b8b",
        Ink.ARROW: "#7db4ff",
        Ink.HALO: "#1d2229",
    }
)

_LINE: Final[Mapping[Ink, str]] = MappingProxyType(
    {
        **dict.fromkeys(Ink, "#ffffff"),
        Ink.LINE: "#14171a",
        Ink.HAIR_STRAND: "#14171a",
        Ink.SOLE: "#14171a",
        Ink.SOLE_SHADE: "#14171a",
        Ink.LIP: "#5c5c5c",
        Ink.MUSCLE_HATCH: "#14171a",
        Ink.PROP_LINE: "#5c6470",
        Ink.GRIP_LINE: "#14171a",
        Ink.GHOST_LINE: "#8a8a8a",
        Ink.ARROW: "#14171a",
    }
)

_BODY: Final = frozenset({Ink.SKIN, Ink.SKIN_SHADE, Ink.LIP})
_CLOTHES: Final = frozenset(
    {
        Ink.HAIR,
        Ink.HAIR_SHADE,
        Ink.HAIR_STRAND,
        Ink.SHIRT,
        Ink.SHIRT_SHADE,
        Ink.SHORTS,
        Ink.SHORTS_SHADE,
    }
)
"""Hair goes with the clothes: both are made lighter on a dark window."""

PAPER_COLOUR: Final = Palette("paper_colour", _COLOUR, WEIGHTS_MM, hatched=False, worn=_BODY | _CLOTHES)
PAPER_GREY: Final = Palette("paper_grey", _GREY, WEIGHTS_MM, hatched=True)
PAPER_LINE: Final = Palette("paper_line", _LINE, WEIGHTS_MM, hatched=True)
SCREEN_LIGHT: Final = Palette("screen_light", _COLOUR, WEIGHTS_MM, hatched=False, worn=_BODY | _CLOTHES)
SCREEN_DARK: Final = Palette("screen_dark", _DARK, WEIGHTS_MM, hatched=False, worn=_BODY)
