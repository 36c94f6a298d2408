"""Which muscles can be shown and where they lie: the tables of ``clinic_resources/muscles``, read once.

Placed from memory of the anatomy texts named in the README beside the tables, and not yet reviewed by a
clinician: every muscle says so itself.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Final

from clinic_app.figures.sites import LIMB_PARTS, Vector
from clinic_app.figures.toml_fields import Fields
from clinic_resources import names, read_text

_FOLDER: Final = "muscles"
_GROUPS: Final = "groups"
_POINT: Final = 5
_FEWEST_CORNERS: Final = 3
_FEWEST_POINTS: Final = 2

CHARTS: Final = (
    "leg",
    "arm",
    "trunk",
    "back",
    "front",
    "head",
    "sole",
    "foot_top",
    "foot_inner",
    "palm",
    "hand_back",
)
"""The maps of the skin that outlines are drawn on; :mod:`clinic_app.figures.muscle_charts` unrolls them."""

KINDS: Final = ("surface", "deep", "nerve")


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed line on a chart of the skin: corners of along and across, rounded when drawn.

    ``skin`` names the parts it may show on, all parts of the chart where it is empty; ``within`` keeps it to
    skin no further (cm) from the chart's axis, and marks it as a fold: skin that only a bent joint turns out.
    """

    chart: str
    corners: tuple[tuple[float, float], ...]
    skin: tuple[str, ...] = ()
    within: float = inf

    @property
    def is_fold(self) -> bool:
        """Whether it is shown only where it is seen, and not counted as part of the muscle's size."""
        return self.within < inf


@dataclass(frozen=True, slots=True)
class StrandPoint:
    """A point inside the body, and the strand's half thickness there, in centimetres.

    ``part`` is a part's stem (``thigh``), ``pelvis``, ``scapula``, ``head`` or ``spine_<height>``; ``offset``
    is forward, up and outwards in its axes.
    """

    part: str
    offset: Vector
    radius: float


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle or nerve of one side.

    ``surface`` muscles lie under the skin, ``deep`` ones are always shown through the body, and so is the
    course of a ``nerve``.
    """

    name: str
    kind: str
    outlines: tuple[Outline, ...]
    strands: tuple[tuple[StrandPoint, ...], ...]
    reviewed: bool


@cache
def muscles() -> dict[str, Muscle]:
    """All muscles by name: the library's keys, and parts of them that groups use."""
    return {muscle.name: muscle for file in names(_FOLDER, ".toml") for muscle in _read_file(file)}


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Names that stand for several muscles, each with its members."""
    fields = _fields(_GROUPS)
    found = {name: fields.choices(name, muscles()) for name in fields.names()}
    fields.finish()
    return found


@cache
def highlight_names() -> tuple[str, ...]:
    """Every name a pose may highlight."""
    return (*muscles(), *groups())


def members(name: str) -> tuple[Muscle, ...]:
    """The muscles a name of :func:`highlight_names` stands for."""
    return tuple(muscles()[member] for member in groups().get(name, (name,)))


def _fields(file: str) -> Fields:
    return Fields(tomllib.loads(read_text(f"{_FOLDER}/{file}.toml")), f"{_FOLDER}/{file}.toml")


def _read_file(file: str) -> Iterator[Muscle]:
    if file == _GROUPS:
        return
    fields = _fields(file)
    for name in fields.names():
        yield _read_muscle(name, fields.table(name))
    fields.finish()


def _read_muscle(name: str, fields: Fields) -> Muscle:
    muscle = Muscle(
        name=name,
        kind=fields.choice("kind", KINDS, "surface"),
        outlines=tuple(_read_outline(outline) for outline in fields.tables("outlines")),
        strands=tuple(_read_strand(fields, strand) for strand in _list(fields, "strands")),
        reviewed=fields.flag("reviewed", default=False),
    )
    fields.finish()
    if not muscle.outlines and not muscle.strands:
        raise fields.missing("outlines")
    return muscle


def _read_outline(fields: Fields) -> Outline:
    outline = Outline(
        chart=fields.choice("chart", CHARTS),
        corners=fields.pairs("corners"),
        skin=fields.choices("skin", (*LIMB_PARTS, "thumb", "torso", "head")),
        within=fields.number("within", inf),
    )
    if len(outline.corners) < _FEWEST_CORNERS:
        raise fields.wrong("corners", "fewer", "a list of three pairs or more")
    fields.finish()
    return outline


def _read_strand(fields: Fields, found: object) -> tuple[StrandPoint, ...]:
    if not isinstance(found, list) or len(found) < _FEWEST_POINTS:
        raise fields.wrong("strands", repr(found), "lists of two points or more")
    return tuple(_read_point(fields, point) for point in found)


def _read_point(fields: Fields, point: object) -> StrandPoint:
    if not isinstance(point, list) or len(point) != _POINT or not isinstance(point[0], str):
        raise fields.wrong("strands", repr(point), "points of a part, forward, up, outwards and a radius")
    part, *numbers = point
    forward, up, out, radius = (fields.as_number(number, "strands") for number in numbers)
    return StrandPoint(part, (forward, up, out), radius)


def _list(fields: Fields, name: str) -> list[object]:
    found = fields.take(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise fields.wrong(name, found, "a list")
    return found
