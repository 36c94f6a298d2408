"""What pose files say of touching comes true: feet, hands, grips, trunk and head, in rooms made up here."""

import numpy as np
import pytest

from clinic_app.domain.errors import ResourceError
from clinic_app.domain.people import PEOPLE
from clinic_app.figures.body.mesh import Mesh, Part, part_of
from clinic_app.figures.checks.joints import joint_angles
from clinic_app.figures.contacts import touches
from clinic_app.figures.geometry import length, unit
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.posture import SIDES
from clinic_app.figures.solving.settle import Settled, settled, skin_of

WALL = 'props = [{ kind = "wall", x = 45, height = 172 }]\n'
CHAIR = 'props = [{ kind = "chair", x = 0 }]\n'
MAT = 'props = [{ kind = "mat" }]\n'
STAND = 'anchor = { rest = "feet on floor" }\nlegs = { foot_on = "floor", forward = 0, out = 9 }\n'


def posed(text: str, room: str = "") -> Pose:
    return parse_pose("trial", f"{room}[frames.start]\n{text}")


def body(pose: Pose, frame: str = "start") -> Settled:
    return settled(pose.picture(frame), pose.look)


def mesh(pose: Pose) -> Mesh:
    return skin_of(pose.picture("start"), pose.look)


def skin(pose: Pose, *stems: str) -> np.ndarray:
    whole = mesh(pose)
    return whole.vertices[whole.vertices_of(tuple(part_of(stem[:-2], stem[-1]) for stem in stems))]


def angle(pose: Pose, movement: str, side: str = "right") -> float:
    found = body(pose)
    angles = joint_angles(found.posture, found.skeleton)
    return next(one.degrees for one in angles if (one.movement, one.side) == (movement, side))


def gaps(pose: Pose) -> dict[str, float]:
    return {touch.contact.site: touch.gap_cm for touch in touches(pose, "start")}


@pytest.mark.parametrize(
    ("room", "surface", "height"),
    [
        ("", "floor", 0.0),
        ('props = [{ kind = "stairs", steps = 2, rise = 17, x = -5 }]\n', "stairs.step1", 17.0),
        (
            'props = [{ kind = "block", from_x = -20, to_x = 40, to_y = 9, from_z = -30, to_z = 30 }]\n',
            "block",
            9.0,
        ),
    ],
)
def test_a_flat_foot_takes_the_height_of_what_it_stands_on(room: str, surface: str, height: float) -> None:
    pose = posed(
        f'anchor = {{ rest = "foot_r on {surface}" }}\n'
        f'leg_r = {{ foot_on = "{surface}", forward = 6, out = 9 }}',
        room,
    )
    lowest = skin(pose, "foot_r")[:, 1].min()
    assert lowest == pytest.approx(height - 0.1, abs=0.05)
    assert body(pose).skeleton.legs["r"].end.axes[1, 1] == pytest.approx(1.0, abs=1e-6)


def test_ankle_and_knee_have_the_angles_the_line_asks_for_and_the_hips_follow() -> None:
    pose = posed(
        'anchor = { rest = "foot_r on floor", z = 0 }\n'
        'leg_r = { foot_on = "floor", forward = -30, out = 9, dorsiflexion = 22, knee_flexion = 14 }'
    )
    assert angle(pose, "ankle dorsiflexion") == pytest.approx(22, abs=1.0)
    assert angle(pose, "knee flexion") == pytest.approx(14, abs=1.0)
    assert body(pose).skeleton.pelvis.origin[0] > -30


def test_a_heel_may_hang_below_the_ball_of_the_foot_on_an_edge() -> None:
    stairs = 'props = [{ kind = "stairs", x = 0, rise = 17 }]\n'
    leg = '{ forefoot_on = "stairs.edge", out = 9, heel = -7 }'
    pose = posed(f'anchor = {{ rest = "forefoot_r on stairs.edge" }}\nleg_r = {leg}', stairs)
    foot = body(pose).skeleton.legs["r"].end
    assert foot.at(12.5, -6.7, 0)[1] - foot.at(-4, -6.7, 0)[1] == pytest.approx(7.0, abs=0.1)
    assert gaps(pose)["forefoot_r"] == pytest.approx(0, abs=0.3)


def test_a_palm_lies_flat_on_a_wall_at_the_height_it_is_given() -> None:
    pose = posed(STAND + 'arms = { palm_on = "wall", height = "chest", out = 20 }', WALL)
    for side in SIDES:
        hand = body(pose).skeleton.arms[side].end
        assert hand.at(0, -6.5, 0)[1] == pytest.approx(128, abs=0.2)
        assert abs(hand.axes[0, 2]) == pytest.approx(1.0, abs=1e-6)
        assert skin(pose, f"hand_{side}", f"middle_{side}")[:, 0].max() == pytest.approx(45.15, abs=0.05)


def test_heights_of_a_sitting_person_are_those_of_the_body_that_sits() -> None:
    low = posed(
        'anchor = { rest = "seat on chair" }\narm_r = { palm_on = "wall", height = "shoulder" }',
        'props = [{ kind = "wall", x = 45 }, { kind = "chair", x = 0 }]\n',
    )
    assert body(low).skeleton.arms["r"].end.at(0, -6.5, 0)[1] == pytest.approx(140 - 33, abs=1)


def test_a_seat_gives_way_a_little_under_the_body_and_feet_find_the_floor() -> None:
    pose = posed(
        'anchor = { rest = "seat on chair" }\nlegs = { foot_on = "floor", forward = 40, out = 10 }', CHAIR
    )
    found = gaps(pose)
    assert -1.0 <= found["seat"] <= 0
    assert abs(found["heel_r"]) < 0.3
    assert abs(found["forefoot_l"]) < 0.3


@pytest.mark.parametrize(("part", "tilt"), [("back", -90), ("belly", 90)])
def test_a_lying_body_comes_down_on_the_mat(part: str, tilt: float) -> None:
    pose = posed(f'anchor = {{ rest = "{part} on mat" }}\npelvis = {{ forward_tilt = {tilt} }}', MAT)
    assert gaps(pose)[part] == pytest.approx(-0.5, abs=0.1)


def test_a_back_leans_on_a_wall_while_the_feet_stand_on_the_floor() -> None:
    pose = posed(
        'anchor = { rest = ["back on wall", "feet on floor"] }\n'
        'legs = { foot_on = "floor", forward = 40, out = 11, knee_flexion = 80 }',
        'props = [{ kind = "wall", x = -20, thickness = 4 }]\n',
    )
    assert gaps(pose)["back"] == pytest.approx(-0.5, abs=0.2)
    assert angle(pose, "knee flexion") == pytest.approx(80, abs=1)


def test_knees_and_insteps_lie_on_what_one_kneels_on() -> None:
    pose = posed('anchor = { rest = "knees on mat" }\nlegs = { knee_on = "mat", forward = 0, out = 10 }', MAT)
    for side in SIDES:
        assert skin(pose, f"shank_{side}", f"thigh_{side}")[:, 1].min() == pytest.approx(-0.3, abs=0.4)
        assert skin(pose, f"foot_{side}")[:, 1].min() == pytest.approx(-0.3, abs=0.4)


def test_the_head_is_laid_down_by_bending_the_neck() -> None:
    room = 'props = [{ kind = "mat" }, { kind = "pillow", at = [-69, 3, 0], thickness = 6 }]\n'
    lying = 'anchor = { rest = "back on mat" }\npelvis = { forward_tilt = -90 }\nhead_on = '
    flat, raised = (body(posed(lying + f'"{what}"', room)).posture for what in ("mat", "pillow"))
    assert raised.neck.flexion > flat.neck.flexion + 5


def test_a_head_of_thick_hair_is_laid_down_by_its_hair() -> None:
    lying = 'anchor = { rest = "back on mat" }\npelvis = { forward_tilt = -90 }\nhead_on = "mat"'
    whole = mesh(posed(lying, MAT).drawn_as(PEOPLE["heavier-woman"]))
    assert whole.vertices[whole.vertices_of((Part.HEAD,)), 1].min() == pytest.approx(-0.6, abs=0.3)


def test_fingers_close_round_a_rail_on_all_sides() -> None:
    room = 'props = [{ kind = "handrail", z = 24, from_x = 0, to_x = 60, height = 96, slope = 0 }]\n'
    pose = posed(STAND + 'arm_r = { grip = "handrail", forward = 25 }', room)
    fingers = skin(pose, "index_r", "middle_r", "ring_r", "hand_r")
    across = fingers[:, 1:] - [98.0, 24.0]
    around = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    assert np.histogram(around, bins=12, range=(-180, 180))[0].astype(bool).sum() >= 9
    assert 1.0 < np.hypot(*across.T).min() < 2.2


def test_a_hand_reaches_the_own_ankle_and_holds_it() -> None:
    pose = posed(
        'anchor = { rest = "foot_l on floor", x = 3 }\nleg_l = { foot_on = "floor", forward = 0, out = 9 }\n'
        'leg_r = { hip_flexion = -8, knee_flexion = 144, dorsiflexion = -30 }\narm_r = { grip = "ankle_r" }'
    )
    assert gaps(pose)["grip_r"] < 1.0


@pytest.mark.parametrize(
    "place", ["thigh_r", "hip_r", "belly", "chest_l", "shoulder_l", "back_of_head", "low_back"]
)
def test_a_hand_laid_on_the_own_body_touches_its_skin(place: str) -> None:
    pose = posed(
        f'anchor = {{ rest = "seat on chair" }}\nlegs = {{ foot_on = "floor", forward = 40, out = 10 }}\n'
        f'arm_r = {{ palm_on = "{place}" }}',
        CHAIR,
    )
    assert -1.5 < gaps(pose)["palm_r"] < 1.0


def test_one_hand_may_lie_on_the_other() -> None:
    pose = posed(STAND + 'arm_r = { palm_on = "hand_l" }\narm_l = { palm_on = "breastbone" }')
    right, left = (body(pose).skeleton.arms[side].end.at(0, -6, 0) for side in SIDES)
    assert length(right - left) < 8


def test_the_same_line_touches_on_a_body_with_other_curves() -> None:
    for build in ("broad", "slim"):
        pose = parse_pose(
            "trial",
            f'figure = {{ build = "{build}" }}\n[frames.start]\n{STAND}arms = {{ palm_on = "belly" }}',
        )
        assert -1.5 < gaps(pose)["palm_r"] < 1.0


def test_an_elbow_keeps_out_of_the_trunk_and_above_the_mat() -> None:
    pose = posed(
        'anchor = { rest = "back on mat" }\npelvis = { forward_tilt = -90 }\n'
        'arms = { palm_on = "mat", forward = 8, out = 27, fingers = "forward" }',
        MAT,
    )
    for side in SIDES:
        elbow = body(pose).skeleton.arms[side].lower.origin
        assert elbow[1] > 2.5
        assert abs(elbow[2]) > 18


def test_a_foot_stays_where_it_is_while_the_body_moves_over_it() -> None:
    text = (
        STAND + '[frames.end]\nlike = "start"\n'
        'legs = { foot_on = "floor", forward = 0, out = 9, knee_flexion = 60 }'
    )
    pose = posed(text)
    first, second = (body(pose, frame).skeleton.legs["r"].end.origin for frame in ("start", "end"))
    assert first == pytest.approx(second, abs=0.05)


def test_what_is_not_in_the_picture_cannot_be_touched() -> None:
    with pytest.raises(
        ResourceError, match=r"There is no sofa to touch in the picture\. There are floor, wall\."
    ):
        body(posed('arm_r = { palm_on = "sofa" }', WALL))


def test_a_frame_that_says_arms_for_both_sides_overrules_one_sided_ones_it_takes_over() -> None:
    pose = posed(
        "arm_r = { elbow_flexion = 90 }\n[frames.end]\nlike = 'start'\narms = { elbow_flexion = 10 }"
    )
    assert pose.picture("end").posture.arm_r.elbow_flexion == 10


def test_a_turned_body_finds_forward_where_it_looks() -> None:
    pose = posed("pelvis = { turn = 180 }\n" + STAND.replace("forward = 0", "forward = 20"))
    ankle = body(pose).skeleton.legs["r"].end.origin
    assert ankle[0] == pytest.approx(-20, abs=0.2)
    assert ankle[2] == pytest.approx(-9, abs=0.2)
    assert unit(body(pose).skeleton.legs["r"].end.axes[:, 0])[0] == pytest.approx(-1, abs=0.01)
