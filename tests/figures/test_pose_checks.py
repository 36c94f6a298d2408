"""The machine finds what is wrong with a pose, and nothing wrong with the shipped ones."""

import os
import re

import numpy as np
import pytest

from clinic_app.figures.checks.balance import centre_of_mass
from clinic_app.figures.checks.faults import pose_faults
from clinic_app.figures.checks.joints import joint_angles
from clinic_app.figures.checks.ranges import RANGES
from clinic_app.figures.pose import parse_pose
from clinic_app.figures.solving.settle import settled
from clinic_app.figures.stand import pose_skeleton
from clinic_resources import names, read_text

SAMPLE = ("gastrocnemius-stretch-at-wall", "bird-dog", "levator-scapulae-stretch-sitting", "glute-bridge")
STAND = 'anchor = { rest = "feet on floor" }\nlegs = { foot_on = "floor", forward = 0, out = 9 }\n'


def checked() -> tuple[str, ...]:
    return names("poses", ".toml") if os.environ.get("CLINIC_APP_ALL_FIGURES") == "1" else SAMPLE


def faults(text: str, room: str = "") -> str:
    return "\n".join(
        str(fault) for fault in pose_faults(parse_pose("trial", f"{room}[frames.start]\n{text}"))
    )


@pytest.mark.parametrize("slug", checked())
def test_the_machine_finds_nothing_wrong_with_a_shipped_pose(slug: str) -> None:
    pose = parse_pose(slug, read_text(f"poses/{slug}.toml"))
    assert [str(fault) for fault in pose_faults(pose)] == []


def test_the_example_of_the_page_for_those_who_draw_has_no_fault() -> None:
    (text,) = re.findall(r"```toml\n(title.*?)```", read_text("poses/README.md"), flags=re.DOTALL)
    assert pose_faults(parse_pose("calf-stretch", text)) == ()


def test_a_person_who_stands_has_no_fault() -> None:
    assert faults(STAND) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("leg_r = { knee_flexion = 175 }", "right knee flexion is 175°, 15° more"),
        ("leg_l = { hip_flexion = 20, knee_flexion = -15 }", "left knee flexion is -15°"),
        ("lumbar = { flexion = 90 }", "lumbar flexion is 90°"),
        ("arm_r = { wrist_extension = -110 }", "right wrist extension is -110°"),
        ("anchor = { site = 'heel_r', y = -6 }", "right foot runs 6"),
        ("anchor = { site = 'heel_r', y = 40 }", "carried by nothing"),
        (STAND.replace("out = 9", "out = 9, dorsiflexion = 30"), "outside what carries it"),
        ("arm_r = { wrist_at = 'spine_110 0, 0, 0' }", "right forearm runs"),
        ("arm_r = { palm_on = 'foot_r' }\n" + STAND, "arm_r is"),
        ("contacts = ['palm_r on floor']", "palm_r is"),
    ],
)
def test_what_is_wrong_is_said_with_pose_frame_part_and_number(text: str, sentence: str) -> None:
    found = faults(text)
    assert sentence in found
    assert all(line.startswith("trial, start: ") for line in found.splitlines())


def test_a_leg_in_a_wall_is_a_clash() -> None:
    room = 'props = [{ kind = "wall", x = 20 }]\n'
    assert "cm into wall" in faults("leg_r = { hip_flexion = 60 }", room)


def test_a_hand_on_the_wall_makes_leaning_safe() -> None:
    room = 'props = [{ kind = "wall", x = 55 }]\n'
    lean = STAND.replace("out = 9", "out = 9, dorsiflexion = 24")
    assert "outside what carries it" in faults(lean)
    assert "outside" not in faults(lean + 'arms = { palm_on = "wall", height = "shoulder", out = 18 }', room)


def test_a_mistake_may_go_beyond_a_joints_range() -> None:
    pose = parse_pose("trial", f"[frames.mistake]\n{STAND}lumbar = {{ flexion = -60 }}")
    assert "lumbar" not in " ".join(str(fault) for fault in pose_faults(pose))


@pytest.mark.parametrize("degrees", [-35, 0, 60, 110])
def test_measured_angles_are_those_the_pose_gives(degrees: float) -> None:
    pose = parse_pose("trial", f"[frames.start]\nleg_r = {{ hip_flexion = {degrees}, knee_flexion = 40 }}")
    body = settled(pose.picture("start"), pose.look)
    found = {(one.movement, one.side): one.degrees for one in joint_angles(body.posture, body.skeleton)}
    assert found["hip flexion", "right"] == pytest.approx(degrees)
    assert found["knee flexion", "right"] == pytest.approx(40)


def test_a_standing_persons_centre_of_mass_is_before_the_second_sacral_vertebra() -> None:
    """At 55 to 57 % of the body's height (Winter 2009)."""
    centre = centre_of_mass(pose_skeleton(parse_pose("trial", "[frames.start]\n").picture("start").posture))
    assert 0.54 < centre[1] / 172 < 0.585
    assert np.abs(centre[[0, 2]]).max() < 3


def test_every_range_names_its_source() -> None:
    assert all(limits.source and limits.least < limits.most for limits in RANGES.values())
