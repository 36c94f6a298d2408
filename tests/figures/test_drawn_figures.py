"""Facts every drawn figure must keep; all of them are drawn with CLINIC_APP_ALL_FIGURES=1."""

import os
from functools import cache

import pytest

from clinic_app.domain.drawing import Drawing, Ink, Shape, Weight
from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.figures import engine
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.svg import svg_text
from clinic_resources import names, read_text

SAMPLE = (
    ("gastrocnemius-stretch-on-stairs", "end"),
    ("hamstring-stretch-supine-strap", "end"),
    ("grip-squeeze", "end"),
)
LARGEST_SVG = 40_000


@cache
def pose_of(slug: str) -> Pose:
    return parse_pose(slug, read_text(f"poses/{slug}.toml"))


@cache
def drawn(slug: str, frame: str) -> Drawing:
    return engine.draw(pose_of(slug), frame)


def pictures() -> tuple[tuple[str, str], ...]:
    if os.environ.get("CLINIC_APP_ALL_FIGURES") != "1":
        return SAMPLE
    return tuple((slug, frame) for slug in names("poses", ".toml") for frame in pose_of(slug).frames)


every_picture = pytest.mark.parametrize(("slug", "frame"), pictures())


def area(shape: Shape) -> float:
    """The area inside a shape's points, in square body units."""
    total, start, last = 0.0, (0, 0), (0, 0)
    for verb, numbers in shape.commands():
        point = (numbers[-2], numbers[-1]) if numbers else start
        start = point if verb == "M" else start
        if verb != "M":
            total += last[0] * point[1] - last[1] * point[0]
        last = point
    return abs(total) / 2


@every_picture
def test_nothing_is_drawn_outside_the_box(slug: str, frame: str) -> None:
    drawing = drawn(slug, frame)
    for shape in drawing.shapes:
        assert min(shape.points[::2]) >= 0
        assert max(shape.points[::2]) <= drawing.width
        assert min(shape.points[1::2]) >= 0
        assert max(shape.points[1::2]) <= drawing.height


@every_picture
def test_every_filled_path_is_closed_and_every_number_whole(slug: str, frame: str) -> None:
    for shape in drawn(slug, frame).shapes:
        assert all(type(number) is int for number in shape.points)
        if shape.fill:
            assert shape.verbs.count("M") == shape.verbs.count("Z")


@every_picture
def test_a_figure_is_small_enough_for_a_sheet_of_twelve(slug: str, frame: str) -> None:
    assert len(svg_text(drawn(slug, frame), PAPER_COLOUR, height_mm=60).encode()) < LARGEST_SVG


@every_picture
def test_a_named_muscle_is_seen_with_a_hatch_for_paper(slug: str, frame: str) -> None:
    tinted = [shape for shape in drawn(slug, frame).shapes if shape.fill is Ink.MUSCLE]
    hatched = [shape for shape in drawn(slug, frame).shapes if shape.paper_only]
    if pose_of(slug).picture(frame).highlights:
        assert sum(map(area, tinted)) > 20 * 20 * 6
        assert hatched
    else:
        assert not tinted
        assert not hatched


@every_picture
def test_a_mirror_image_of_the_mirror_image_is_the_drawing(slug: str, frame: str) -> None:
    drawing = drawn(slug, frame)
    assert drawing.mirrored() != drawing
    assert drawing.mirrored().mirrored() == drawing


@every_picture
def test_the_figure_has_an_outline_of_its_own_weight(slug: str, frame: str) -> None:
    weights = {shape.weight for shape in drawn(slug, frame).shapes}
    assert {Weight.OUTLINE, Weight.INNER} <= weights


def test_all_frames_of_a_pose_share_box_and_baseline() -> None:
    pose = pose_of("gastrocnemius-stretch-on-stairs")
    drawings = [engine.draw(pose, frame, quality=engine.Quality.DRAG) for frame in pose.frames]
    assert len({(drawing.width, drawing.height, drawing.baseline) for drawing in drawings}) == 1


def test_the_heel_that_sinks_is_lower_on_the_picture_than_in_the_start() -> None:
    start, end = (
        engine.draw(pose_of("gastrocnemius-stretch-on-stairs"), frame, quality=engine.Quality.DRAG)
        for frame in ("start", "end")
    )
    assert end.marks["heel_r"][1] > start.marks["heel_r"][1] + 3 * 20


def test_the_same_pose_is_drawn_the_same_each_time() -> None:
    pose = pose_of("cat-cow")
    first, second = (engine.draw(pose, "end", quality=engine.Quality.DRAG) for _ in range(2))
    assert first == second


def test_a_wall_in_front_of_the_figure_is_drawn_as_glass() -> None:
    wall = 'kind = "back_wall", from_x = -40, to_x = 40'
    before, behind = (
        engine.draw(
            parse_pose("standing", f"props = [{{ {wall}, z = {z} }}]\n[frames.start]\n"),
            "start",
            quality=engine.Quality.DRAG,
        )
        for z in (60, -60)
    )
    glass = [shape for shape in before.shapes if shape.fill is Ink.PROP_SIDE and shape.opacity < 1]
    assert glass
    assert all(shape.opacity == 1 for shape in behind.shapes if shape.fill is Ink.PROP_SIDE)
    assert Weight.OUTLINE in {shape.weight for shape in before.shapes}


def test_a_shadow_falls_on_the_seat_and_not_through_it() -> None:
    seated = (
        "camera = { yaw = 30, pitch = 12 }\n"
        'props = [{ kind = "plinth", height = 46, from_x = -60, to_x = 60 }]\n'
        '[frames.start]\nanchor = { site = "seat", x = 0, y = 46 }\nlegs = { hip_flexion = 90 }\n'
    )
    drawing = engine.draw(parse_pose("long-sitting", seated), "start", quality=engine.Quality.DRAG)
    (touching,) = (shape for shape in drawing.shapes if shape.fill is Ink.CONTACT_SHADOW)
    on_seat = [y for y in touching.points[1::2] if y < drawing.baseline - 20 * 35]
    assert len(on_seat) > 10


def test_a_muscle_that_is_turned_away_is_shown_through_the_body_with_a_dashed_edge() -> None:
    text = 'camera = { yaw = 90 }\nhighlight = { gastrocnemius = "right" }\n[frames.start]\n'
    drawing = engine.draw(parse_pose("standing", text), "start", quality=engine.Quality.DRAG)
    assert [shape for shape in drawing.shapes if shape.fill is Ink.MUSCLE]
    assert [shape for shape in drawing.shapes if shape.stroke is Ink.MUSCLE_HATCH and shape.dash]
