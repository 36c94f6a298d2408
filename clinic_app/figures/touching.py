"""What a pose says of touching, in words: limbs on surfaces, hands round things, the trunk at rest."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from clinic_app.figures.sites import Vector

LEG_CONTACTS: Final = ("foot", "forefoot", "heel", "toes", "knee")
ARM_CONTACTS: Final = ("palm", "back_of_hand", "fist", "fingertips", "forearm", "elbow")

BODY_PLACES: Final = (
    *("thigh", "knee", "shin", "calf", "ankle", "foot", "sole"),
    *("upper_arm", "elbow", "forearm", "wrist", "hand", "shoulder"),
    *("hip", "waist", "rib", "buttock", "chest", "breastbone", "belly", "lower_belly", "low_back"),
    *("upper_back", "crown", "head", "temple", "cheek", "forehead", "chin", "back_of_head", "neck"),
)
"""Places on the own body a hand may be laid on, or round; with ``_r`` or ``_l`` of the other side, too."""

HEIGHTS: Final = {
    "eye": 161.0,
    "head": 165.0,
    "chin": 150.0,
    "shoulder": 140.0,
    "chest": 128.0,
    "elbow": 109.0,
    "waist": 108.0,
    "hip": 91.0,
    "thigh": 70.0,
    "knee": 50.0,
    "shin": 30.0,
    "ankle": 7.0,
}
"""Heights of a standing person (cm of the 172 cm body)."""

DIRECTION_WORDS: Final = ("up", "down", "forward", "back", "in", "out", "headwards", "footwards")
"""``in`` and ``out`` are towards and away from the body's middle; the last two follow the trunk."""

TRUNK_REST_PARTS: Final = (
    "seat",
    "buttocks",
    "back",
    "upper_back",
    "low_back",
    "belly",
    "chest",
    "side",
    "body",
)
"""What rests with its own skin, measured on the body that is drawn."""

REST_PARTS: Final = (
    *TRUNK_REST_PARTS,
    "thighs",
    "feet",
    "forefeet",
    "heels",
    "toes",
    "knees",
    *(f"{part}_{side}" for part in ("foot", "forefoot", "heel", "toes", "knee", "thigh") for side in "rl"),
)
"""What the body may rest on, in ``anchor = { rest = "seat on chair" }``."""

Direction: TypeAlias = Vector | tuple[str, ...]
"""Three numbers, or words of :data:`DIRECTION_WORDS` that are added up."""

Height: TypeAlias = float | str


@dataclass(frozen=True, slots=True)
class Rest:
    """A part of the body that rests on a surface and so fixes the body in the room."""

    part: str
    surface: str


@dataclass(frozen=True, slots=True)
class LegTouch:
    """A foot or knee on a surface.

    ``forward`` and ``out`` (cm) say where: from the room's zero, out from the middle; missing ones are left
    where the joint angles put the limb. ``heel`` is the heel's height over the ball of the foot.
    ``knee`` is where the knee points besides over the toes.
    """

    part: str
    surface: str
    forward: float | None = None
    out: float | None = None
    height: Height | None = None
    toes_out: float = 0.0
    heel: float | None = None
    toes_up: float | None = None
    knee: Direction | None = None
    tucked: bool = False


@dataclass(frozen=True, slots=True)
class ArmTouch:
    """A hand, forearm or elbow on a surface, or with ``part`` ``grip`` a hand round a thing.

    ``along`` is the share of the thing's (or limb's) length from its beginning; ``around`` turns the place
    about a limb: 0 in front, 90 on the outside.
    """

    part: str
    surface: str
    forward: float | None = None
    out: float | None = None
    height: Height | None = None
    along: float | None = None
    around: float | None = None
    fingers: Direction | None = None
    palm: Direction | None = None
    elbow: Direction | None = None
    thumb: Direction | None = None


def is_on_body(name: str) -> bool:
    """Whether a surface's name is a place on the own body."""
    stem = name.partition(".")[0]
    return stem in BODY_PLACES or (stem.endswith(("_r", "_l")) and stem[:-2] in BODY_PLACES)
