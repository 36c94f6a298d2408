"""A drawing: an immutable display list that Qt, ReportLab and SVG painters can all paint.

Coordinates are in *body units*: 1 unit = 0.5 mm on the drawn person's body (a 172 cm body standing is
3,440 units tall), x to the right, y **down**, origin at the top left of the drawing's own box. Colours and
line weights are named by role, so that one cached drawing serves paper, screen, dark theme and photocopier;
a :class:`~clinic_app.domain.palette.Palette` turns roles into colours and millimetres at painting time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

UNITS_PER_CM: Final = 20
"""Body units in one centimetre of the drawn person."""


class Ink(StrEnum):
    """What a colour stands for; palettes say which colour that is."""

    LINE = "line"
    SKIN = "skin"
    SKIN_SHADE = "skin_shade"
    SHIRT = "shirt"
    SHIRT_SHADE = "shirt_shade"
    SHORTS = "shorts"
    SHORTS_SHADE = "shorts_shade"
    HAIR = "hair"
    HAIR_SHADE = "hair_shade"
    HAIR_STRAND = "hair_strand"
    SHOE = "shoe"
    SHOE_SHADE = "shoe_shade"
    SOLE = "sole"
    SOLE_SHADE = "sole_shade"
    SOCK = "sock"
    SOCK_SHADE = "sock_shade"
    EYE_WHITE = "eye_white"
    LIP = "lip"
    MUSCLE = "muscle"
    MUSCLE_CORE = "muscle_core"
    MUSCLE_HATCH = "muscle_hatch"
    PROP_TOP = "prop_top"
    PROP_FRONT = "prop_front"
    PROP_SIDE = "prop_side"
    PROP_LINE = "prop_line"
    GRIP_LINE = "grip_line"
    WOOD = "wood"
    WOOD_SHADE = "wood_shade"
    PAD = "pad"
    PAD_SHADE = "pad_shade"
    METAL = "metal"
    METAL_SHADE = "metal_shade"
    RUBBER = "rubber"
    RUBBER_SHADE = "rubber_shade"
    FOAM = "foam"
    FOAM_SHADE = "foam_shade"
    MIRROR = "mirror"
    TOWEL = "towel"
    TOWEL_SHADE = "towel_shade"
    BAND = "band"
    BAND_SHADE = "band_shade"
    BAG = "bag"
    BAG_SHADE = "bag_shade"
    CLOTH = "cloth"
    CLOTH_SHADE = "cloth_shade"
    STRAP = "strap"
    STRAP_SHADE = "strap_shade"
    BALL = "ball"
    BALL_SHADE = "ball_shade"
    SHADOW = "shadow"
    CONTACT_SHADOW = "contact_shadow"
    GHOST = "ghost"
    GHOST_LINE = "ghost_line"
    ARROW = "arrow"
    HALO = "halo"


class Weight(StrEnum):
    """What a line is; palettes say how many millimetres that is at print size."""

    OUTLINE = "outline"
    INNER = "inner"
    DETAIL = "detail"
    HAND = "hand"
    PROP = "prop"
    PROP_DETAIL = "prop_detail"
    ARROW = "arrow"
    HALO = "halo"
    HATCH = "hatch"
    GHOST = "ghost"
    SEAM = "seam"


@dataclass(frozen=True, slots=True)
class Shape:
    """One path, filled, stroked or both.

    ``verbs`` holds one letter a command: ``M`` move (1 point), ``L`` line (1), ``Q`` quadratic (2: control,
    end), ``Z`` close (0). ``points`` holds x, y alternating, in body units, whole numbers.
    ``dash`` is on, off, ... in multiples of the line's width. ``paper_only`` shapes (the muscle's hatch) are
    left out where colour tells the muscle.
    """

    verbs: str
    points: tuple[int, ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    weight: Weight | None = None
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    paper_only: bool = False

    def commands(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Each command with its own coordinates."""
        at = 0
        for verb in self.verbs:
            size = COORDINATES[verb]
            yield verb, self.points[at : at + size]
            at += size


COORDINATES: Final = {"M": 2, "L": 2, "Q": 4, "Z": 0}
"""How many numbers follow each verb."""


@dataclass(frozen=True, slots=True)
class Lens:
    """A circle worth magnifying: where the decisive detail is (body units)."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A clean picture's bytes: JPEG or PNG without anything but its pixels."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its box in body units and its shapes, back to front; or a photo that fills the box.

    ``baseline`` is the floor's distance from the top of the box, for standing figures side by side.
    ``lens`` is the detail that decides, where a pose names one.
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]
    baseline: int = 0
    lens: Lens | None = None
    marks: dict[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    """Named points of the body on the picture (``knee_r``, ``heel_r``), for labels and for tests."""

    areas: dict[str, Shape] = field(default_factory=dict, hash=False)
    """On a map of the body: what can be pointed at, by the library's key of a region or muscle."""

    photo: Photo | None = None

    def __hash__(self) -> int:
        """Of the box alone: thousands of points cost more to hash than the rare likes to tell apart."""
        return hash((self.width, self.height, len(self.shapes)))

    def mirrored(self) -> "Drawing":
        """The true mirror image: the other side, facing the other way. A photo stays as it was taken."""
        if self.photo is not None:
            return self
        return Drawing(
            width=self.width,
            height=self.height,
            shapes=tuple(_mirrored_shape(shape, self.width) for shape in self.shapes),
            baseline=self.baseline,
            lens=Lens(self.width - self.lens.x, self.lens.y, self.lens.radius) if self.lens else None,
            marks={_other_side(name): (self.width - x, y) for name, (x, y) in self.marks.items()},
            areas={name: _mirrored_shape(shape, self.width) for name, shape in self.areas.items()},
        )


def _mirrored_shape(shape: Shape, width: int) -> Shape:
    points = tuple(width - value if index % 2 == 0 else value for index, value in enumerate(shape.points))
    return Shape(
        verbs=shape.verbs,
        points=points,
        fill=shape.fill,
        stroke=shape.stroke,
        weight=shape.weight,
        opacity=shape.opacity,
        dash=shape.dash,
        even_odd=shape.even_odd,
        paper_only=shape.paper_only,
    )


def _other_side(name: str) -> str:
    swap = {"_r": "_l", "_l": "_r"}
    return name[:-2] + swap[name[-2:]] if name[-2:] in swap else name
