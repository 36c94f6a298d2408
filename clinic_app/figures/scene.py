"""What a pose names besides the body: the person's look, the view, props, muscles, arrows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from clinic_app.figures.posture import Side
from clinic_app.figures.sites import Place

HAIR: Final = ("short", "cropped", "bun", "pony", "bob", "curls", "thinning")
FEET: Final = ("shoe", "bare")
BUILDS: Final = ("broad", "slim", "lean", "rounded", "stocky", "heavy", "full")

PROP_SIZES: Final[Mapping[str, Mapping[str, float]]] = {
    "stairs": {"x": 0, "steps": 1, "tread": 30, "rise": 18, "width": 70, "direction": 1},
    "wall": {"x": 40, "thickness": 6, "height": 205, "width": 60},
    "back_wall": {"z": -30, "from_x": -50, "to_x": 50, "height": 200},
    "door_post": {"x": 0, "z": 0, "height": 205},
    "plinth": {"from_x": -95, "to_x": 95, "height": 50, "width": 65},
    "mat": {"from_x": -95, "to_x": 95, "width": 66},
    "chair": {"x": 0, "height": 46, "backrest": 1},
    "handrail": {"from_x": -8, "to_x": 62, "height": 104, "slope": 17 / 30, "z": -29},
    "block": {"from_x": 0, "to_x": 0, "from_y": 0, "to_y": 0, "from_z": 0, "to_z": 0},
    "pillow": {"length": 34, "thickness": 11, "width": 44},
    "ball": {"radius": 10},
    "strap": {"half_width": 1.7, "half_thickness": 0.9},
    "stick": {"half_width": 1.4, "half_thickness": 1.4},
}
"""The kinds of props and their sizes in centimetres (``slope`` is a ratio, ``direction`` 1 or -1)."""

LYING_AT: Final = ("pillow", "ball")
"""Props that lie at a place (``at``)."""

RUNNING_THROUGH: Final = ("strap", "stick")
"""Props that run through places (``through``)."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who is drawn."""

    hair: str = "short"
    feet: str = "shoe"
    build: str = "broad"
    beard: bool = False
    glasses: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Where the picture is seen from, in degrees: yaw 0 shows the right side, 90 the front, -90 the back."""

    yaw: float = 0.0
    pitch: float = 9.0


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the room. ``see_through`` props are drawn as glass in front of the figure."""

    kind: str
    name: str
    sizes: Mapping[str, float] = field(hash=False)
    at: Place | None = None
    through: tuple[Place, ...] = ()
    posts: tuple[tuple[float, float], ...] = ()
    see_through: bool = False


@dataclass(frozen=True, slots=True)
class Highlight:
    """A muscle of one side."""

    muscle: str
    side: Side


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way something moves: a smooth line through places, pointed at its end, or at both."""

    path: tuple[Place, ...]
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Magnifier:
    """A circle of ``radius`` cm about a place, worth enlarging."""

    at: Place
    radius: float


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A picture of one place alone: a box about it, ``width`` by ``height`` cm as the camera sees it."""

    at: Place
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of the body that touches a surface of a prop or the floor."""

    site: str
    surface: str
