"""Arrows by meaning: beside the figure, in the right sense, each kind with its own look."""

import numpy as np
import pytest

from clinic_app.domain.drawing import Ink
from clinic_app.domain.errors import ResourceError
from clinic_app.figures import engine
from clinic_app.figures.camera import Box, Camera
from clinic_app.figures.placement import place_body
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.sign_art import sign_shapes
from clinic_app.figures.sign_places import PlacedSign, placed_signs
from clinic_app.figures.signs import Hold, Move, Press, Turn
from clinic_app.figures.solving.settle import settled, skin_of


def pose_with(arrows: str, view: str = "right side", more: str = "") -> Pose:
    return parse_pose("trial", f'view = "{view}"\n[frames.start]\narrows = [{arrows}]\n{more}')


def placed(pose: Pose, frame: str = "start") -> PlacedSign:
    return placed_signs(pose, pose.picture(frame))[0]


def clearance(pose: Pose, points: np.ndarray) -> float:
    seen = Camera.of(pose.view).see(skin_of(pose.picture("start"), pose.look).vertices)[:, :2]
    return float(min(np.hypot(*(seen - point).T).min() for point in points))


def test_a_pose_file_says_what_moves_turns_presses_or_stays() -> None:
    pose = pose_with(
        "{ move = 'heel_r', by = 'down 20' }, { turn = 'head', towards = 'left' },"
        "{ press = 'palm_r', towards = 'forward' }, { hold = 'knee_r' }"
    )
    kinds = [type(sign) for sign in pose.picture("start").arrows]
    assert kinds == [Move, Turn, Press, Hold]
    assert pose.picture("start").arrows[0].by == (0, -20, 0)  # type: ignore[union-attr]


@pytest.mark.parametrize("site", ["heel_r", "buttocks", "wrist_r", "chin", "knee_l"])
def test_an_arrow_lies_beside_the_figure_and_near_its_part(site: str) -> None:
    pose = pose_with(f"{{ move = '{site}', by = [0, -20, 0] }}")
    sign = placed(pose)
    assert clearance(pose, sign.points) > 3
    part = Camera.of(pose.view).see(
        settled(pose.picture("start"), pose.look).skeleton.locate(pose.picture("start").arrows[0].site)
    )  # type: ignore[union-attr]
    assert np.hypot(*(sign.points.mean(axis=0) - part[:2])) < 30


def test_an_arrow_points_the_way_the_part_moves_as_the_camera_sees_it() -> None:
    start, end = placed(pose_with("{ move = 'hip_r', by = 'forward 20' }", "left side")).points[[0, -1]]
    assert end[0] < start[0] - 8


def test_without_a_distance_the_arrow_shows_the_way_from_the_other_frame() -> None:
    pose = pose_with("", more="[frames.end]\nleg_r = { hip_flexion = 60 }\narrows = [{ move = 'heel_r' }]")
    path = placed(pose, "end").points
    assert path[-1][0] > path[0][0]
    chord = path[-1] - path[0]
    aside = np.array([-chord[1], chord[0]]) / np.hypot(*chord)
    assert np.abs((path - path[0]) @ aside).max() > 2


@pytest.mark.parametrize(("towards", "sense"), [("right", 1), ("left", -1)])
def test_a_turn_of_the_head_seen_from_behind_goes_to_the_side_it_names(towards: str, sense: int) -> None:
    arc = placed(pose_with(f"{{ turn = 'head', towards = '{towards}' }}", "back")).points
    # The viewer stands behind: the arc's near side moves against the nose.
    assert sense * (arc[-1][0] - arc[0][0]) < -8


@pytest.mark.parametrize(("towards", "sense"), [("right", -1), ("left", 1)])
def test_a_turn_of_the_head_seen_from_the_front_goes_to_the_persons_side(towards: str, sense: int) -> None:
    arc = placed(pose_with(f"{{ turn = 'head', towards = '{towards}' }}", "front")).points
    assert sense * (arc[-1][0] - arc[0][0]) > 8


def test_a_nod_goes_over_the_head_forwards() -> None:
    arc = placed(pose_with("{ turn = 'head', towards = 'forward' }")).points
    assert arc[-1][0] > arc[0][0] + 8
    assert arc[len(arc) // 2][1] > max(arc[0][1], arc[-1][1])


def test_pushing_and_holding_look_unlike_moving() -> None:
    box = Box(-100, 100, -20, 200)
    drawn = {}
    for name, text in (
        ("move", "{ move = 'palm_r', by = 'forward 12' }"),
        ("press", "{ press = 'palm_r', towards = 'forward' }"),
        ("hold", "{ hold = 'palm_r' }"),
    ):
        drawn[name] = [
            (shape.verbs, shape.fill, shape.stroke) for shape in sign_shapes(placed(pose_with(text)), box)
        ]
    assert drawn["move"] != drawn["press"] != drawn["hold"]
    assert len({tuple(shapes) for shapes in drawn.values()}) == 3


def test_signs_stay_inside_the_picture() -> None:
    pose = pose_with(
        "{ move = 'crown', by = 'up 24' }, { turn = 'trunk', towards = 'right' }, { hold = 'knee_r' }"
    )
    drawing = engine.draw(pose, "start", quality=engine.Quality.DRAG)
    for shape in drawing.shapes:
        if Ink.ARROW in (shape.fill, shape.stroke):
            assert min(shape.points) >= 0
            assert max(shape.points[::2]) <= drawing.width
            assert max(shape.points[1::2]) <= drawing.height


@pytest.mark.parametrize(
    "arrow",
    [
        "{ move = 'heel_r', by = 'downwards 3' }",
        "{ move = 'heel_r', turn = 'head' }",
        "{ turn = 'nose' }",
        "{ turn = 'head', towards = 'up' }",
        "{ press = 'palm_r' }",
        "{ both_ways = true }",
    ],
)
def test_an_arrow_nobody_can_draw_is_refused(arrow: str) -> None:
    with pytest.raises(ResourceError, match=r"frames\.start\.arrows\[0\]"):
        pose_with(arrow)


def test_circles_about_both_shoulders_mirror_each_other_from_behind() -> None:
    pose = parse_pose(
        "rolls",
        'view = "back"\n[frames.start]\nanchor = { lowest = ["foot_r", "foot_l"], y = 0 }\n'
        'arrows = [{ circle = "shoulder_r" }, { circle = "shoulder_l" }]\n',
    )
    right, left = (sign.points for sign in placed_signs(pose, pose.pictures[0]))
    assert np.allclose(right[:, 0], -left[:, 0], atol=3.0)
    assert np.allclose(right[:, 1], left[:, 1], atol=3.0)


def test_the_lowest_part_comes_down_where_its_anchor_says() -> None:
    text = '[frames.start]\nanchor = { lowest = ["foot_r", "foot_l"], y = 0, x = 5, z = 12 }\n'
    pose = parse_pose("aside", text)
    skeleton = place_body(pose.pictures[0].posture, pose.look)
    middle = (skeleton.legs["r"].end.origin + skeleton.legs["l"].end.origin) / 2
    assert middle[2] == pytest.approx(12, abs=0.1)
