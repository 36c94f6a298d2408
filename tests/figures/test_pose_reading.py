"""What is wrong with a pose file is said with the file and the field."""

import pytest

from clinic_app.domain.errors import InputError, ResourceError
from clinic_app.figures.pose import parse_pose
from clinic_app.figures.scene import Highlight
from clinic_app.figures.sites import Site

START = "[frames.start]\n"


def complaint(text: str) -> str:
    with pytest.raises(ResourceError) as caught:
        parse_pose("bridge", text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (START + "pelvis = { tilt = 3 }", "frames.start.pelvis.tilt"),
        (START + "leg_r = { knee_flexion = 'much' }", "frames.start.leg_r.knee_flexion"),
        (START + "leg_r = { ankle_at = 'nose_r' }", "frames.start.leg_r.ankle_at"),
        (START + "leg_r = { ankle_at = [1, 2] }", "frames.start.leg_r.ankle_at"),
        (START + "arm_l = { hand = 'claw' }", "frames.start.arm_l.hand"),
        (START + "arrows = [{ path = [[1, 2, 3]] }]", "frames.start.arrows[0].path"),
        (START + "contacts = ['heel_r near floor']", "frames.start.contacts"),
        (START + "props = [{ kind = 'sofa' }]", "frames.start.props[0].kind"),
        (START + "props = [{ kind = 'pillow' }]", "frames.start.props[0].at"),
        (START + "highlight = { biceps = 'top' }", "frames.start.highlight.biceps"),
        (START + "like = 'end'", "frames.start.like"),
        ("camera = { zoom = 2 }\n" + START, "camera.zoom"),
        ("title = 'nothing to draw'", "frames"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(text: str, field: str) -> None:
    assert complaint(text).startswith(f"poses/bridge.toml: {field} ")


def test_text_that_is_no_toml_is_refused_with_the_reason() -> None:
    assert "line 2" in complaint("title = 'a'\n= 3")


def test_a_frame_like_another_takes_over_what_it_does_not_say() -> None:
    pose = parse_pose(
        "bridge",
        "highlight = { gluteals = 'both' }\n[frames.start]\nhighlight = {}\npelvis = { forward_tilt = -90 }\n"
        "leg_r = { knee_flexion = 80 }\n[frames.end]\nlike = 'start'\nleg_r = { knee_flexion = 90 }\n",
    )
    end = pose.picture("end")
    assert end.posture.pelvis.forward_tilt == -90
    assert end.posture.leg_r.knee_flexion == 90
    assert end.highlights == ()


def test_what_the_file_says_for_all_frames_a_frame_may_say_anew() -> None:
    pose = parse_pose(
        "bridge", "highlight = { gluteals = 'left' }\n[frames.start]\nhighlight = {}\n[frames.end]\n"
    )
    assert pose.picture("start").highlights == ()
    assert pose.picture("end").highlights == (Highlight("gluteals", "l"),)


def test_both_legs_may_be_given_at_once() -> None:
    posture = parse_pose("squat", START + "legs = { knee_flexion = 30 }").picture("start").posture
    assert posture.leg_r == posture.leg_l
    assert posture.leg_r.knee_flexion == 30


def test_a_place_may_be_a_named_site_or_a_part_with_numbers() -> None:
    posture = (
        parse_pose(
            "reach", START + "arm_r = { wrist_at = 'kneecap_l' }\narm_l = { wrist_at = 'thigh_r 8, -37, 6' }"
        )
        .picture("start")
        .posture
    )
    assert posture.arm_r.wrist_at == Site("shank_l", (5.6, 0.0, 0.0))
    assert posture.arm_l.wrist_at == Site("thigh_r", (8.0, -37.0, 6.0))


def test_a_frame_nobody_drew_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"has no frame end\. It has start\."):
        parse_pose("bridge", START).picture("end")
