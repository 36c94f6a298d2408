"""Arrows by meaning: what moves, turns, presses or is held still. Where they are drawn is found later."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from clinic_app.figures.sites import Place, Vector
from clinic_app.figures.touching import Direction

TURNING: Final = (
    "head",
    "neck",
    "trunk",
    "pelvis",
    *(
        f"{part}_{side}"
        for part in ("thigh", "shank", "foot", "upper_arm", "forearm", "hand")
        for side in "rl"
    ),
)
"""What a ``turn`` may name."""

TURNS: Final = ("right", "left", "forward", "back", "right side", "left side", "in", "out")
"""Ways to turn: about the part's length, its nod, its side-bend; of limbs inwards and outwards."""

CIRCLES: Final = ("in", "out")
"""Where the top of a circle goes."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way something moves: a smooth line through places, pointed at its end, or at both.

    One that ``presses`` is short and thick, and ends at a bar.
    """

    path: tuple[Place, ...]
    both_ways: bool = False
    presses: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A part moves ``by`` centimetres of the room.

    Without ``by`` it moves from where it is in the frame ``since`` (empty: the pose's first other frame).
    """

    site: Place
    by: Vector | None = None
    since: str = ""
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A part turns by so many degrees one of :data:`TURNS`."""

    part: str
    towards: str
    degrees: float = 90.0
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """A part pushes without moving: towards a surface or limb by name, or in a direction."""

    site: Place
    surface: str = ""
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A part stays where it is."""

    site: Place


@dataclass(frozen=True, slots=True)
class Circle:
    """A part goes round in circles of that ``radius`` (cm), over the top ``inwards`` or outwards."""

    site: Place
    radius: float = 8.0
    inwards: bool = True


Sign: TypeAlias = Arrow | Move | Turn | Press | Hold | Circle
