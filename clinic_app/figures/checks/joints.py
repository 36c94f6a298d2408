"""Joint angles measured on the posed skeleton, however it came to stand, and those beyond their range."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.figures.checks.ranges import RANGES
from clinic_app.figures.geometry import Array
from clinic_app.figures.posture import SIDES, Bend, Posture, Side
from clinic_app.figures.skeleton import SHOULDER_HEIGHT, Skeleton
from clinic_app.figures.solving.elbows import twists, wrist_angles

_SIDE_WORDS: Final = {"r": "right", "l": "left"}
_TELLING: Final = 60.0
"""Beyond so much abduction (degrees) flexion and rotation of the hip no longer tell apart."""

_OVERHEAD: Final = 100.0
"""Raised beyond this (degrees) an arm's rotation has no neutral to be measured from."""


@dataclass(frozen=True, slots=True)
class JointAngle:
    """A movement of :data:`~clinic_app.figures.checks.ranges.RANGES` and how far it is carried (degrees)."""

    movement: str
    side: str
    degrees: float

    @property
    def excess(self) -> float:
        """Degrees beyond what a pose may show."""
        return RANGES[self.movement].excess(self.degrees)

    def sentence(self) -> str:
        """What is wrong, for people."""
        limits = RANGES[self.movement]
        where = f"{self.side} " if self.side else ""
        return (
            f"{where}{self.movement} is {self.degrees:.0f}°, {self.excess:.0f}° more than a pose may show"
            f" ({limits.least:.0f} to {limits.most:.0f}°, {limits.source})"
        )


def joint_angles(posture: Posture, skeleton: Skeleton) -> tuple[JointAngle, ...]:
    """Every movement the table of ranges knows."""
    found = [*_spine(posture)]
    for side in SIDES:
        found += _leg(skeleton, side)
        found += _arm(skeleton, side)
    return tuple(found)


def _spine(posture: Posture) -> Iterator[JointAngle]:
    neck = Bend(
        posture.neck.flexion + posture.head.flexion,
        posture.neck.side_bend + posture.head.side_bend,
        posture.neck.rotation + posture.head.rotation,
    )
    for region, bend in (("lumbar", posture.lumbar), ("thorax", posture.thorax), ("neck", neck)):
        for way in ("flexion", "side_bend", "rotation"):
            yield JointAngle(f"{region} {way}", "", float(getattr(bend, way)))


def _leg(skeleton: Skeleton, side: Side) -> Iterator[JointAngle]:
    leg, word = skeleton.legs[side], _SIDE_WORDS[side]
    flexion, abduction, rotation = _ball_joint(skeleton.pelvis.axes, leg.upper.axes, leg.outwards)
    yield JointAngle("hip flexion", word, flexion)
    yield JointAngle("hip abduction", word, abduction)
    if abs(abduction) < _TELLING:
        yield JointAngle("hip external rotation", word, rotation)
    knee = leg.upper.axes.T @ leg.lower.axes
    yield JointAngle("knee flexion", word, _degrees(knee[0, 1], knee[1, 1]))
    ankle = leg.lower.axes.T @ leg.end.axes
    yield JointAngle("ankle dorsiflexion", word, _degrees(ankle[1, 0], ankle[0, 0]))
    yield JointAngle("ankle eversion", word, -leg.outwards * _degrees(ankle[2, 1], ankle[2, 2]))


def _arm(skeleton: Skeleton, side: Side) -> Iterator[JointAngle]:
    arm, word = skeleton.arms[side], _SIDE_WORDS[side]
    chest = skeleton.spine.station(SHOULDER_HEIGHT)[1]
    turned = chest.T @ arm.upper.axes
    humerus = -turned[:, 1]
    behind = float(np.degrees(np.arcsin(np.clip(-humerus[0], -1.0, 1.0))))
    raised = float(np.degrees(np.arccos(np.clip(-humerus[1], -1.0, 1.0))))
    yield JointAngle("shoulder flexion", word, -behind if behind > 0 else raised)
    if raised < _OVERHEAD:
        rotation = _shoulder_rotation(turned, arm.outwards, raised)
        yield JointAngle("shoulder external rotation", word, rotation)
    elbow = arm.upper.axes.T @ arm.lower.axes
    yield JointAngle("elbow flexion", word, _degrees(-elbow[0, 1], elbow[1, 1]))
    turned = wrist_angles(arm.lower.axes[None], arm.end.axes[None], arm.outwards)[0]
    for movement, degrees in zip(
        ("forearm pronation", "wrist extension", "wrist radial deviation"), turned, strict=True
    ):
        yield JointAngle(movement, word, float(degrees))


def _shoulder_rotation(turned: Array, outwards: int, raised: float) -> float:
    """External rotation as it is measured in the clinic (degrees).

    Beside the body and in abduction the forearm points forward at 0°. In flexion it points across the body at
    0°: the twist that takes it there is made up for by the plane the arm is raised in.
    """
    twist = -outwards * float(np.degrees(twists(turned[None])[0]))
    plane = _degrees(-turned[0, 1], max(-outwards * turned[2, 1], 0.0))
    return twist + max(plane, 0.0) * float(np.sin(np.radians(raised))) ** 2


def _ball_joint(parent: Array, child: Array, outwards: int) -> tuple[float, float, float]:
    """Flexion, abduction and external rotation (degrees) of axes (3, 3) against their parent's."""
    turned = parent.T @ child
    flexion = _degrees(-turned[0, 1], turned[1, 1])
    abduction = -outwards * float(np.degrees(np.arcsin(np.clip(turned[2, 1], -1.0, 1.0))))
    return flexion, abduction, -outwards * _degrees(-turned[2, 0], turned[2, 2])


def _degrees(sine: float, cosine: float) -> float:
    return float(np.degrees(np.arctan2(sine, cosine)))
