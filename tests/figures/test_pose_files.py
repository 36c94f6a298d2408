"""Every shipped pose: it can be read, its body is whole, and it touches what it says it touches."""

import math

import numpy as np
import pytest

from clinic_app.figures.contacts import touches
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.skeleton import FOREARM, SHANK, THIGH, UPPER_ARM, Limb, Skeleton
from clinic_app.figures.solving.settle import settled
from clinic_resources import names, read_text

SLUGS = names("poses", ".toml")
STAIRS = (
    "gastrocnemius-stretch-on-stairs",
    "soleus-stretch-on-step",
    "both-calves-stretch-on-stairs",
)
GRIPPING = ("grip", "hold", "cup", "fist")
"""Hands that close around what they hold: the preset fingers may then run through it."""


def shipped(slug: str) -> Pose:
    return parse_pose(slug, read_text(f"poses/{slug}.toml"))


def skeletons(pose: Pose) -> list[Skeleton]:
    return [settled(frame, pose.look).skeleton for frame in pose.pictures]


def knee_bend(leg: Limb) -> float:
    thigh = leg.lower.origin - leg.upper.origin
    shank = leg.end.origin - leg.lower.origin
    return math.degrees(
        math.acos(float(thigh @ shank) / float(np.linalg.norm(thigh) * np.linalg.norm(shank)))
    )


def test_the_poses_of_the_first_program_are_there() -> None:
    assert len(SLUGS) >= 21
    assert set(STAIRS) <= set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_pose_can_be_read_and_has_a_title(slug: str) -> None:
    pose = shipped(slug)
    assert pose.title
    assert pose.frames


@pytest.mark.parametrize("slug", SLUGS)
def test_a_posed_body_keeps_the_lengths_of_its_bones(slug: str) -> None:
    for skeleton in skeletons(shipped(slug)):
        for limbs, upper, lower in ((skeleton.legs, THIGH, SHANK), (skeleton.arms, UPPER_ARM, FOREARM)):
            for limb in limbs.values():
                assert limb.upper_length == pytest.approx(upper, abs=1e-6)
                assert limb.lower_length == pytest.approx(lower, abs=1e-6)


@pytest.mark.parametrize("slug", SLUGS)
def test_knees_and_elbows_do_not_bend_backwards(slug: str) -> None:
    for skeleton in skeletons(shipped(slug)):
        for leg in skeleton.legs.values():
            shank = leg.end.origin - leg.lower.origin
            assert float(shank @ leg.upper.axes[:, 0]) < 2.0
        for arm in skeleton.arms.values():
            forearm = arm.end.origin - arm.lower.origin
            assert float(forearm @ arm.upper.axes[:, 0]) > -2.0


@pytest.mark.parametrize("slug", SLUGS)
def test_a_pose_touches_what_it_says_within_a_centimetre(slug: str) -> None:
    pose = shipped(slug)
    for frame in pose.frames:
        posture = pose.picture(frame).posture
        for touch in touches(pose, frame):
            site, _, side = touch.contact.site.rpartition("_")
            gripped = site == "palm" and posture.arm("r" if side == "r" else "l").hand in GRIPPING
            deepest = -2.6 if gripped or touch.gives_way else -1.0
            assert deepest <= touch.gap_cm <= 1.0, f"{frame}: {touch}"


@pytest.mark.parametrize("slug", STAIRS)
def test_on_stairs_the_ball_of_the_foot_is_on_the_edge_and_the_heel_sinks_below_it(slug: str) -> None:
    pose = shipped(slug)
    start, end = (settled(pose.picture(name), pose.look).skeleton for name in ("start", "end"))
    tread = next(prop for prop in pose.picture("end").props if prop.kind == "stairs").sizes["rise"]
    for skeleton, lowest, highest in ((start, -2.0, 2.0), (end, -14.0, -3.0)):
        foot = skeleton.legs["r"].end
        ball, heel = foot.at(12.5, -6.7, 0.0), foot.at(-4.0, -6.7, 0.0)
        assert ball[1] == pytest.approx(tread, abs=1.0)
        assert lowest <= heel[1] - tread <= highest
    assert any(touch.contact.surface == "handrail" for touch in touches(pose, "end"))


@pytest.mark.parametrize(
    ("slug", "least", "most"),
    [
        ("gastrocnemius-stretch-on-stairs", 0, 3),
        ("both-calves-stretch-on-stairs", 0, 3),
        ("soleus-stretch-on-step", 30, 60),
    ],
)
def test_the_gastrocnemius_is_stretched_with_a_straight_knee_and_the_soleus_with_a_bent_one(
    slug: str, least: float, most: float
) -> None:
    pose = shipped(slug)
    skeleton = settled(pose.picture("end"), pose.look).skeleton
    assert least <= knee_bend(skeleton.legs["r"]) <= most
