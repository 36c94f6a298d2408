"""What a pose names besides the body: the person's look, the view, props, muscles, arrows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from clinic_app.figures.posture import Side
from clinic_app.figures.sites import Place, Site, Vector

HAIR: Final = ("short", "cropped", "bun", "pony", "bob", "curls", "thinning")
FEET: Final = ("shoe", "bare")
BUILDS: Final = ("broad", "slim", "lean", "rounded", "stocky", "heavy", "full")


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
    """A thing in the room.

    ``see_through`` props are drawn as glass in front of the figure; with None those parts of it are that
    would hide what matters. ``across`` is how a strip's width lies, where that is not found.
    """

    kind: str
    name: str
    sizes: Mapping[str, float] = field(hash=False)
    at: Place | None = None
    through: tuple[Place, ...] = ()
    around: tuple[Site, ...] = ()
    posts: tuple[tuple[float, float], ...] = ()
    across: Vector | None = None
    see_through: bool | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A muscle of one side."""

    muscle: str
    side: Side


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
