"""Where each muscle lies under the skin: a path of points fixed to the bones, with radii.

Placed after the general descriptions of anatomy texts and **not yet reviewed by a clinician**: every entry
is to be signed off on a front, back and side plate before the word "unreviewed" may go.
"""

from dataclasses import dataclass
from typing import Final

from clinic_app.figures.sites import Vector


@dataclass(frozen=True, slots=True)
class MusclePoint:
    """A point of a muscle's path.

    ``part`` is a part's stem (``thigh``), ``scapula``, or ``spine_<height>``; ``offset`` is forward, up,
    outwards in centimetres; the patch covers the skin within ``radius`` of the path.
    """

    part: str
    offset: Vector
    radius: float


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle of one side: the stems of the skin it may show on, and its path."""

    skin: tuple[str, ...]
    path: tuple[MusclePoint, ...]


def _muscle(skin: str, *path: tuple[str, float, float, float, float]) -> Muscle:
    points = tuple(MusclePoint(part, (forward, up, out), radius) for part, forward, up, out, radius in path)
    return Muscle(tuple(skin.split()), points)


MUSCLES: Final[dict[str, Muscle]] = {
    "gastrocnemius": _muscle(
        "shank thigh",
        ("shank", -5.4, -1.5, 0, 3.6),
        ("shank", -7.0, -9, 0, 6.0),
        ("shank", -6.6, -16, 0, 5.4),
        ("shank", -4.6, -24, 0, 2.4),
    ),
    "soleus": _muscle(
        "shank",
        ("shank", -5.2, -17, 0, 4.6),
        ("shank", -4.6, -25, 0, 4.2),
        ("shank", -3.7, -33, 0, 2.2),
        ("shank", -3.7, -40, 0, 1.3),
    ),
    "hamstrings": _muscle(
        "thigh shank",
        ("thigh", -9, -5, 0, 4.2),
        ("thigh", -8.6, -15, 0, 6.6),
        ("thigh", -6.9, -27, 0, 5.8),
        ("thigh", -5.5, -38, 0, 3.6),
    ),
    "quadriceps": _muscle(
        "thigh",
        ("thigh", 8.2, -4, 1.6, 4.0),
        ("thigh", 8.4, -16, 2, 8.4),
        ("thigh", 7, -28, 1.2, 7.2),
        ("thigh", 6.2, -37, 0, 3.2),
    ),
    "hip_flexors": _muscle(
        "thigh torso",
        ("pelvis", 8.5, 9, 8, 3.0),
        ("pelvis", 10.3, 1, 9, 4.2),
        ("thigh", 9.6, -9, -0.5, 3.8),
        ("thigh", 9, -17, -1, 2.0),
    ),
    "gluteals": _muscle(
        "torso thigh",
        ("pelvis", -8.5, 9, 8.5, 5.0),
        ("pelvis", -11, 1, 9.5, 8.5),
        ("pelvis", -6.5, -9, 9.5, 8.0),
        ("thigh", -8.5, -5, 6, 6.0),
    ),
    "gluteus_medius": _muscle(
        "torso thigh",
        ("pelvis", -5, 9.5, 12.5, 4.2),
        ("pelvis", -2.5, 4, 15.5, 5.4),
        ("pelvis", -1, -2, 17, 4.4),
    ),
    "rhomboids": _muscle(
        "torso",
        ("spine_142", -9.8, 0, 2, 2.4),
        ("spine_138", -10.8, 0, 5, 3.4),
        ("spine_132", -10.5, 0, 8, 3.4),
    ),
    "piriformis": _muscle(
        "torso thigh",
        ("pelvis", -12.5, 4, 3, 3.0),
        ("pelvis", -12.5, 1, 9, 4.2),
        ("pelvis", -6, -1, 14.5, 3.2),
    ),
    "adductors": _muscle(
        "thigh torso",
        ("thigh", 6, -3, -5, 3.6),
        ("thigh", 4.5, -12, -6.6, 5.0),
        ("thigh", 3, -24, -6, 4.2),
        ("thigh", 1, -36, -5.2, 2.4),
    ),
    "lumbar": _muscle(
        "torso",
        ("spine_97", -11, 0, 4.6, 3.6),
        ("spine_106", -8, 0, 5.2, 5.0),
        ("spine_114", -7.7, 0, 5.4, 5.0),
        ("spine_122", -9, 0, 5.2, 3.4),
    ),
    "thoracic": _muscle(
        "torso",
        ("spine_116", -8, 0, 3.4, 3.2),
        ("spine_126", -10.5, 0, 3.8, 4.0),
        ("spine_136", -11, 0, 3.8, 3.6),
        ("spine_142", -9.8, 0, 3.2, 2.6),
    ),
    "pectorals": _muscle(
        "torso upper_arm",
        ("spine_129", 11.5, 0, 4.5, 4.6),
        ("spine_132", 11, 0, 9, 5.4),
        ("spine_135", 8, 0, 14, 4.4),
        ("upper_arm", 4.6, -5, -1.5, 2.8),
    ),
    "trapezius": _muscle(
        "torso upper_arm",
        ("spine_154", -5, 0, 3.4, 2.2),
        ("spine_147", -6.4, 0, 5.4, 3.4),
        ("scapula", -4.5, 3.5, -9, 4.6),
        ("scapula", -1.5, 5.0, -2.5, 2.8),
    ),
    "upper_trapezius": _muscle(
        "torso upper_arm",
        ("spine_153", -1.5, 0, 4.6, 1.8),
        ("spine_148", -1, 0, 6.4, 3.0),
        ("scapula", 0, 4.2, -9, 3.6),
        ("scapula", 0.5, 5, -3.5, 2.8),
    ),
    "levator": _muscle(
        "torso",
        ("spine_156", -1.5, 0, 5, 1.7),
        ("spine_151", -3.2, 0, 5.6, 2.0),
        ("spine_146", -6.5, 0, 7, 2.4),
        ("spine_141", -9.6, 0, 8.5, 2.2),
    ),
    "posterior_cuff": _muscle(
        "torso upper_arm",
        ("scapula", -8, -5, -6, 3.2),
        ("scapula", -6.5, -3, -2, 3.4),
        ("upper_arm", -4.6, -3, 2, 3.8),
    ),
    "lats": _muscle(
        "torso upper_arm",
        ("spine_112", -5, 0, 11.5, 3.8),
        ("spine_122", -4.5, 0, 14.5, 5.2),
        ("spine_131", -5, 0, 16, 4.5),
        ("upper_arm", -4.5, -6, -1, 2.6),
    ),
    "obliques": _muscle(
        "torso",
        ("spine_98", 3, 0, 16, 3.8),
        ("spine_108", 2, 0, 14.5, 5.0),
        ("spine_118", 2, 0, 14.5, 5.0),
        ("spine_126", 1, 0, 16, 3.4),
    ),
    "abdominals": _muscle(
        "torso",
        ("spine_95", 10.5, 0, 3, 3.0),
        ("spine_105", 10.5, 0, 3.6, 4.0),
        ("spine_117", 10.8, 0, 3.6, 4.0),
        ("spine_124", 11.5, 0, 3.4, 3.0),
    ),
    "neck_ext": _muscle(
        "torso head",
        ("spine_157", -5.5, 0, 2.4, 2.4),
        ("spine_151", -6.2, 0, 2.6, 2.6),
        ("spine_144", -8.6, 0, 2.8, 2.4),
    ),
    "neck_flexors": _muscle(
        "torso",
        ("spine_156", 4, 0, 4, 1.7),
        ("spine_151", 4.4, 0, 3.2, 2.0),
        ("spine_147", 5, 0, 2.2, 1.8),
    ),
    "biceps": _muscle(
        "upper_arm",
        ("upper_arm", 5, -7, 0, 2.6),
        ("upper_arm", 5, -15, 0, 3.6),
        ("upper_arm", 4.2, -24, 0, 2.4),
    ),
    "triceps": _muscle(
        "upper_arm",
        ("upper_arm", -5, -6, 0, 2.6),
        ("upper_arm", -4.9, -15, 0, 3.6),
        ("upper_arm", -4, -25, 0, 2.4),
    ),
    "wrist_flexors": _muscle(
        "forearm",
        ("forearm", 1, -2, -4, 2.2),
        ("forearm", 1, -8, -4, 2.9),
        ("forearm", 0.5, -17, -3, 1.9),
    ),
    "wrist_extensors": _muscle(
        "forearm",
        ("forearm", 1, -1, 4, 2.2),
        ("forearm", 1, -7, 4.2, 2.8),
        ("forearm", 0.5, -16, 3, 1.8),
    ),
    "tibialis": _muscle(
        "shank",
        ("shank", 4.6, -6, 2.5, 2.4),
        ("shank", 4.2, -15, 2.2, 2.9),
        ("shank", 3.5, -27, 1, 1.8),
    ),
}
