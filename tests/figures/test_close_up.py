"""Close-ups: a box about one place, as fine as a whole body, cut cleanly."""

from functools import cache

import numpy as np
import pytest

from clinic_app.domain.drawing import Drawing, Ink, Shape, Weight
from clinic_app.domain.errors import ResourceError
from clinic_app.figures.clipping import clipped
from clinic_app.figures.engine import Quality, draw
from clinic_app.figures.pose import Pose, parse_pose

TEXT = """
figure = { feet = "bare" }
close_up = { at = "hand_r 0, -6, 0", width = 30, height = 24 }
props = [{ kind = "block", from_x = 10, to_x = 60, from_y = 100, to_y = 104, from_z = 0, to_z = 40 }]
[frames.start]
arm_r = { shoulder_flexion = 60, elbow_flexion = 30, pronation = 80, hand = "flat" }
[frames.end]
like = "start"
arm_r = { shoulder_flexion = 60, elbow_flexion = 30, pronation = 80, wrist_extension = 60, hand = "fist" }
[frames.face]
like = "start"
close_up = { at = "chin", radius = 12 }
"""
SQUARE = Shape("MLLLZ", (50, 50, 250, 50, 250, 150, 50, 150), Ink.SKIN, Ink.SKIN, Weight.SEAM)


@cache
def pose() -> Pose:
    return parse_pose("close", TEXT)


@cache
def picture(frame: str) -> Drawing:
    return draw(pose(), frame, quality=Quality.DRAG)


@pytest.mark.parametrize("frame", ["start", "end", "face"])
def test_nothing_is_drawn_outside_the_box(frame: str) -> None:
    drawing = picture(frame)
    for shape in drawing.shapes:
        points = np.array(shape.points).reshape(-1, 2)
        assert points.min() >= 0
        assert (points <= [drawing.width, drawing.height]).all()


@pytest.mark.parametrize("frame", ["start", "end", "face"])
def test_no_line_runs_along_the_cut(frame: str) -> None:
    drawing = picture(frame)
    for shape in drawing.shapes:
        if shape.stroke is not Ink.LINE:
            continue
        start = (0, 0)
        for verb, numbers in shape.commands():
            end = numbers[-2:] or start
            for axis, far in ((0, drawing.width), (1, drawing.height)):
                on_edge = min(start[axis], end[axis]) >= far - 13 or max(start[axis], end[axis]) <= 13
                moved = abs(end[1 - axis] - start[1 - axis])
                assert verb == "M" or not on_edge or moved < 40
            start = (end[0], end[1])


def test_a_close_up_has_as_many_units_as_a_whole_body() -> None:
    assert 2500 <= max(picture("start").width, picture("start").height) <= 4200


def test_close_ups_of_one_place_share_their_size() -> None:
    assert (picture("start").width, picture("start").height) == (picture("end").width, picture("end").height)


def test_another_place_has_a_box_of_its_own() -> None:
    assert abs(picture("face").width - picture("face").height) <= 1


def test_only_what_lies_in_the_box_is_marked() -> None:
    assert "wrist_r" in picture("start").marks
    assert "heel_r" not in picture("start").marks


def test_a_close_up_mirrored_twice_is_itself() -> None:
    assert picture("end").mirrored().mirrored() == picture("end")


def test_an_area_is_closed_along_the_cut_and_its_line_is_not() -> None:
    area, line = clipped([SQUARE], 200, 200)
    assert area.fill is Ink.SKIN
    assert area.stroke is None
    assert max(area.points[::2]) == 188
    assert area.verbs.endswith("Z")
    assert line.fill is None
    assert "Z" not in line.verbs
    ends = np.array(line.points).reshape(-1, 2)
    assert (np.abs(ends[:, 0] - 188) < 1).sum() == 2


def test_a_shape_inside_stays_as_it_is_and_one_outside_is_gone() -> None:
    assert list(clipped([SQUARE], 400, 400)) == [SQUARE]
    assert list(clipped([SQUARE], 60, 60)) == []


def test_a_line_that_leaves_and_comes_back_is_two_lines() -> None:
    line = Shape("MLLL", (50, 50, 300, 50, 300, 150, 50, 150), stroke=Ink.LINE, weight=Weight.INNER)
    (cut,) = clipped([line], 200, 200)
    assert cut.verbs == "MLML"
    assert cut.points == (50, 50, 188, 50, 188, 150, 50, 150)


@pytest.mark.parametrize(
    ("close_up", "field"),
    [("{ radius = 9 }", "close_up.at"), ("{ at = 'palm_r', radius = 0.5 }", "close_up.width")],
)
def test_a_close_up_of_nothing_is_refused(close_up: str, field: str) -> None:
    with pytest.raises(ResourceError, match=field):
        parse_pose("close", f"[frames.start]\nclose_up = {close_up}\n")


def test_a_finger_wants_three_numbers_and_a_thumb_five() -> None:
    with pytest.raises(ResourceError, match=r"fingers_bend\.thumb"):
        parse_pose("close", "[frames.start]\narm_r = { fingers_bend = { thumb = [1, 2, 3] } }\n")
