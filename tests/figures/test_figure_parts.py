"""The engine's parts, each by itself: reach, solids, pixels, curves, SVG text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.drawing import Drawing, Ink, Shape, Weight
from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, SCREEN_LIGHT
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.contours import Plotter, curve, runs, trace
from clinic_app.figures.geometry import length, rotation_vector, rotation_x, turn, vector
from clinic_app.figures.rasterise import FAR, rasterise
from clinic_app.figures.reach import reach
from clinic_app.figures.scene import View
from clinic_app.figures.smoothing import smoothed, thinned
from clinic_app.figures.solids import Solid, painted_order
from clinic_app.figures.svg import svg_text

FRONT = Camera.of(View(yaw=0, pitch=0))
"""Looks at the right side: x to the right, y up, z nearer."""

SQUARE = Box(0.0, 10.0, 0.0, 10.0)
somewhere = st.tuples(*[st.floats(-150, 150)] * 3)


@given(target=somewhere)
def test_a_limb_keeps_its_lengths_wherever_it_reaches(target: tuple[float, float, float]) -> None:
    middle, end = reach(vector((0, 0, 0)), vector(target), 42.0, 40.0, vector((1.0, 0.3, 0.2)))
    assert length(middle) == pytest.approx(42.0, abs=1e-6)
    assert length(end - middle) == pytest.approx(40.0, abs=1e-6)


@given(degrees=st.floats(-179, 179))
def test_a_rotations_vector_turns_into_the_rotation(degrees: float) -> None:
    rotation = rotation_x(degrees)
    assert turn(rotation_vector(rotation)[None])[0] == pytest.approx(rotation, abs=1e-6)


def test_the_nearer_triangle_hides_the_farther_one() -> None:
    corners = vector([[1, 1], [1, 9], [9, 1], [0, 0], [0, 10], [10, 0]])
    depth = vector([5, 5, 5, 1, 1, 1])
    raster = rasterise(corners, depth, np.array([[0, 1, 2], [3, 4, 5]]), (10, 10))
    assert raster.faces[2, 2] == 0
    assert raster.faces[0, 0] == 1
    assert raster.faces[9, 9] == -1
    assert raster.depth[2, 2] == 5
    assert raster.depth[9, 9] == np.float32(FAR)


def test_triangles_side_by_side_leave_no_gap_between_them() -> None:
    rng = np.random.default_rng(7)
    grid = np.stack(np.meshgrid(np.linspace(0, 40, 14), np.linspace(0, 40, 14), indexing="ij"), axis=-1)
    grid[1:-1, 1:-1] += rng.uniform(-1, 1, (12, 12, 2))
    first = np.arange(14 * 14).reshape(14, 14)
    a, b, c, d = (part.ravel() for part in (first[:-1, :-1], first[:-1, 1:], first[1:, 1:], first[1:, :-1]))
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    raster = rasterise(grid.reshape(-1, 2), np.zeros(14 * 14), faces, (40, 40))
    assert (raster.faces >= 0).all()


def test_a_solid_hides_what_is_behind_it_and_not_what_is_before_or_beside_it() -> None:
    solid = Solid.between((0, 0, 0), (10, 10, 10))
    points = vector([[5, 5, -5], [5, 5, 15], [20, 5, -5]])
    assert solid.hides(FRONT, points).tolist() == [True, False, False]


def test_a_solids_gap_is_negative_inside() -> None:
    solid = Solid.between((0, 0, 0), (10, 10, 10))
    assert solid.gaps(vector([[5, 12, 5], [5, 9, 5], [13, 14, 5]])) == pytest.approx([2.0, -1.0, 5.0])


def test_a_solids_front_is_as_near_as_its_nearest_side() -> None:
    window = Window.over(SQUARE, 1.0, border=2)
    depth = Solid.between((2, 2, 0), (8, 8, 6)).depth(FRONT, window)
    assert depth[7, 7] == pytest.approx(6.0)
    assert depth[0, 0] == np.float32(FAR)


def test_solids_are_painted_back_to_front() -> None:
    near, far = Solid.between((0, 0, 5), (10, 10, 9)), Solid.between((0, 0, -9), (10, 10, 0))
    window = Window.over(SQUARE, 1.0)
    assert painted_order([near, far], FRONT, window) == [far, near]


def test_a_disc_of_pixels_is_traced_as_a_circle() -> None:
    y, x = np.mgrid[0:60, 0:60] + 0.5
    field = np.clip(20.5 - np.hypot(x - 30, y - 30), 0, 1).astype(np.float32)
    (line,) = trace(field)
    path = Plotter(Window(0.0, 60.0, 1.0, 60, 60), Box(0.0, 60.0, 0.0, 60.0)).areas([line])
    points = np.array(path.points).reshape(-1, 2) / 20
    assert np.hypot(*(points - 30).T) == pytest.approx(20.0, abs=1.0)
    assert len(points) < 80


def test_a_straight_line_needs_few_points_and_keeps_its_ends() -> None:
    line = np.stack([np.linspace(0, 100, 101), np.zeros(101)], axis=1)
    bent = np.stack([np.linspace(0, 9, 40), np.linspace(0, 3, 40) ** 2], axis=1)
    short = line[:3]
    kept, curved, untouched = thinned([line, bent, short], 0.2)
    assert len(kept) < 8
    assert untouched is short
    assert curved[[0, -1]].tolist() == bent[[0, -1]].tolist()
    assert np.array_equal(curved, thinned([bent], 0.2)[0])  # its neighbours change nothing
    assert kept[[0, -1]].tolist() == [[0, 0], [100, 0]]


def test_lines_are_smoothed_each_for_itself_and_keep_their_ends() -> None:
    stairs = np.repeat(np.arange(60.0), 2)
    line = np.stack([stairs[1:], stairs[:-1]], axis=1)
    turn_round = np.linspace(0, 2 * np.pi, 90)
    ring = np.stack([np.cos(turn_round), np.sin(turn_round)], axis=1) * 20
    ring[-1] = ring[0]
    straight, circle = smoothed([line, ring], 3.0)
    assert straight[[0, -1]] == pytest.approx(line[[0, -1]])
    assert np.abs(straight[:, 0] - straight[:, 1] - 0.0).max() < 1.0
    assert np.diff(np.abs(straight[:, 0] - straight[:, 1])).max() < 0.2
    assert circle[0].tolist() == circle[-1].tolist()
    assert np.hypot(*circle.T) == pytest.approx(20, abs=0.8)
    assert np.array_equal(circle, smoothed([ring], 3.0)[0])


def test_a_closed_curve_keeps_sharp_corners() -> None:
    square = vector([[0, 0], [50, 0], [100, 0], [100, 100], [0, 100], [0, 0]])
    path = curve(square, closed=True)
    assert path.verbs.endswith("Z")
    numbers = list(zip(path.points[::2], path.points[1::2], strict=True))
    assert {(100, 0), (100, 100), (0, 100), (0, 0)} <= set(numbers)


def test_runs_cross_short_gaps_and_leave_out_short_pieces() -> None:
    mask = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0], dtype=bool)
    assert [run.tolist() for run in runs(mask, closed=False, shortest=3, bridged=1)] == [[0, 1, 2, 3, 4, 5]]


def test_a_run_on_a_closed_line_may_pass_its_beginning() -> None:
    mask = np.array([1, 1, 0, 0, 0, 0, 1, 1], dtype=bool)
    assert [run.tolist() for run in runs(mask, closed=True, shortest=3, bridged=0)] == [[6, 7, 0, 1]]


def test_svg_text_keeps_line_weights_in_millimetres_at_any_size() -> None:
    drawing = Drawing(100, 200, (Shape("ML", (0, 0, 10, 10), stroke=Ink.LINE, weight=Weight.OUTLINE),))
    small, large = (svg_text(drawing, PAPER_COLOUR, height_mm=height) for height in (20, 200))
    assert 'stroke-width="3.6"' in small
    assert 'stroke-width="0.4"' in large
    assert 'd="M0 0l10 10"' in small


def test_the_hatch_is_left_out_where_colour_tells_the_muscle() -> None:
    hatch = Shape("ML", (0, 0, 9, 9), stroke=Ink.MUSCLE_HATCH, weight=Weight.HATCH, paper_only=True)
    drawing = Drawing(10, 10, (hatch,))
    assert "<path" in svg_text(drawing, PAPER_GREY, height_mm=10)
    assert "<path" not in svg_text(drawing, PAPER_COLOUR, height_mm=10)
    assert "<path" not in svg_text(drawing, SCREEN_LIGHT, height_mm=10)
