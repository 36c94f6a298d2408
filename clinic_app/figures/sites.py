"""Points of the body by name: where poses say ``forefoot_r``, or ``thigh_l 8, -37, 6`` in centimetres."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

Vector: TypeAlias = tuple[float, float, float]
"""Centimetres: forward, up, and to the right (in limbs: outwards)."""

LIMB_PARTS: Final = ("thigh", "shank", "foot", "upper_arm", "forearm", "hand")
"""Parts that come in pairs; their origin is the joint nearer the trunk."""

PARTS: Final = ("pelvis", "head", *(f"{part}_{side}" for part in LIMB_PARTS for side in "rl"))
"""All parts with axes of their own; beside them ``spine_<height>`` (78 to 158 cm) names a vertebra's."""


@dataclass(frozen=True, slots=True)
class Site:
    """A point fixed to a part of the body, in that part's own axes."""

    part: str
    offset: Vector


Place: TypeAlias = Vector | Site
"""A point of the room (cm from the floor below the start) or of the body."""

_LIMB_SITES: Final[dict[str, tuple[str, Vector]]] = {
    "hip": ("thigh", (0.0, 0.0, 0.0)),
    "knee": ("shank", (0.0, 0.0, 0.0)),
    "kneecap": ("shank", (5.6, 0.0, 0.0)),
    "ankle": ("foot", (0.0, 0.0, 0.0)),
    "heel": ("foot", (-4.0, -6.7, 0.0)),
    "forefoot": ("foot", (12.5, -6.7, 0.0)),
    "toes": ("foot", (19.5, -6.3, 0.0)),
    "sole": ("foot", (5.0, -6.6, 0.0)),
    "front_thigh": ("thigh", (8.6, -18.0, 0.0)),
    "front_thigh_distal": ("shank", (6.2, 6.0, 0.0)),
    "back_thigh": ("thigh", (-8.4, -20.0, 0.0)),
    "shin": ("shank", (4.4, -18.0, 0.0)),
    "calf": ("shank", (-7.0, -12.0, 0.0)),
    "shoulder": ("upper_arm", (0.0, 0.0, 0.0)),
    "elbow": ("forearm", (0.0, 0.0, 0.0)),
    "elbow_point": ("forearm", (-3.8, 0.0, 0.0)),
    "wrist": ("hand", (0.0, 0.0, 0.0)),
    "palm": ("hand", (0.0, -6.5, -1.6)),
    "grip": ("hand", (0.6, -8.2, -2.7)),
    "fingertips": ("hand", (0.0, -17.0, -0.6)),
}

_MIDLINE_SITES: Final[dict[str, tuple[str, Vector]]] = {
    "crown": ("head", (0.6, 15.9, 0.0)),
    "chin": ("head", (9.5, -6.8, 0.0)),
    "forehead": ("head", (10.2, 7.0, 0.0)),
    "back_of_head": ("head", (-10.0, 5.0, 0.0)),
    "sternum": ("spine_130", (11.6, 0.0, 0.0)),
    "upper_back": ("spine_136", (-10.9, 0.0, 0.0)),
    "low_back": ("spine_108", (-7.6, 0.0, 0.0)),
    "belly": ("spine_104", (11.2, 0.0, 0.0)),
    "seat": ("pelvis", (-2.0, -12.3, 0.0)),
    "buttocks": ("pelvis", (-12.6, 0.0, 0.0)),
}

_LOW_LEVEL: Final = re.compile(r"(?P<part>[a-z_]+?(?:_[rl]|_\d+(?:\.\d+)?)?)\s+(?P<offset>[-\d., ]+)")


def site_from_text(text: str) -> Site | None:
    """The site called ``heel_r``, ``crown`` …, or written out as part and three numbers; else ``None``."""
    name = text.strip()
    if name in _MIDLINE_SITES:
        return Site(*_MIDLINE_SITES[name])
    stem, side = name[:-2], name[-2:]
    if side in ("_r", "_l") and stem in _LIMB_SITES:
        part, offset = _LIMB_SITES[stem]
        return Site(part + side, offset)
    return _low_level_site(name)


def _low_level_site(name: str) -> Site | None:
    match = _LOW_LEVEL.fullmatch(name)
    if match is None:
        return None
    part = match["part"]
    try:
        numbers = [float(number) for number in match["offset"].split(",")]
    except ValueError:
        return None
    if len(numbers) != 3 or not _is_part(part):
        return None
    return Site(part, (numbers[0], numbers[1], numbers[2]))


def _is_part(part: str) -> bool:
    return part in PARTS or re.fullmatch(r"spine_\d+(\.\d+)?", part) is not None
