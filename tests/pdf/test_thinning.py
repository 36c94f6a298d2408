"""Points that paper cannot show are left out, and nothing else."""

from math import cos, hypot, pi, sin

import pytest

from clinic_app.domain.drawing import Drawing, Ink, Shape
from clinic_app.pdf.thinning import thinned

RADIUS = 1000
CURVES = 96


def round_shape() -> Shape:
    """A circle of many short curves."""
    step = 2 * pi / CURVES
    points = [round(RADIUS), 0]
    for at in range(1, CURVES + 1):
        middle, reach = (at - 0.5) * step, RADIUS / cos(step / 2)
        points += [round(reach * cos(middle)), round(reach * sin(middle))]
        points += [round(RADIUS * cos(at * step)), round(RADIUS * sin(at * step))]
    return Shape("M" + "Q" * CURVES + "Z", tuple(points), fill=Ink.SKIN)


def drawn(*shapes: Shape) -> Drawing:
    return Drawing(2000, 2000, shapes)


def test_a_round_line_of_many_curves_becomes_one_of_few_and_stays_round() -> None:
    (shape,) = thinned(drawn(round_shape()), 4.0).shapes
    assert len(shape.verbs) < CURVES / 2
    ends = [numbers[-2:] for verb, numbers in shape.commands() if verb == "Q"]
    assert all(abs(hypot(*end) - RADIUS) < 2 for end in ends)
    assert shape.verbs[0] == "M"
    assert shape.verbs[-1] == "Z"


def test_a_straight_line_in_pieces_becomes_one() -> None:
    line = Shape("MLLLLLLL", tuple(value for at in range(8) for value in (at * 50, at * 20)), stroke=Ink.LINE)
    (shape,) = thinned(drawn(line), 4.0).shapes
    assert shape.points[:2] == (0, 0)
    assert shape.points[-2:] == (350, 140)
    assert len(shape.verbs) == 2


@pytest.mark.parametrize("verbs", ["MLLZ", "MLL"])
def test_a_corner_stays(verbs: str) -> None:
    corner = Shape(verbs, (0, 0, 300, 0, 300, 300), stroke=Ink.LINE)
    assert thinned(drawn(corner), 4.0).shapes == (corner,)


def test_shapes_keep_their_own_points_and_inks() -> None:
    dot = Shape("MLZ", (5, 5, 90, 9), fill=Ink.SHOE, opacity=0.5)
    shapes = thinned(drawn(dot, round_shape(), dot), 4.0).shapes
    assert shapes[0] == shapes[2] == dot
    assert shapes[1].fill is Ink.SKIN


def test_a_drawing_without_shapes_stays_empty() -> None:
    assert thinned(drawn(), 4.0).shapes == ()
