"""Points that paper cannot show are left out, and nothing else."""

from math import cos, hypot, pi, sin

import pytest

from clinic_app.domain.drawing import Ink, Shape
from clinic_app.pdf.thinning import thinned

RADIUS = 1000
CURVES = 96


def round_shape() -> Shape:
    """A circle of many short curves."""
    step = 2 * pi / CURVES
    points = [RADIUS, 0]
    for at in range(1, CURVES + 1):
        middle, reach = (at - 0.5) * step, RADIUS / cos(step / 2)
        points += [round(reach * cos(middle)), round(reach * sin(middle))]
        points += [round(RADIUS * cos(at * step)), round(RADIUS * sin(at * step))]
    return Shape("M" + "Q" * CURVES + "Z", tuple(points), fill=Ink.SKIN)


def test_a_round_line_of_many_curves_becomes_one_of_few_and_stays_round() -> None:
    shape = round_shape()
    verbs, points = thinned(shape.verbs, shape.points, 4.0)
    assert len(verbs) < CURVES / 2
    assert verbs == "M" + "Q" * (len(verbs) - 2) + "Z"
    ends = [points[at : at + 2] for at in range(4, len(points), 4)]
    assert all(abs(hypot(*end) - RADIUS) < 2 for end in ends)
    assert points[-2:] == shape.points[-2:]


def test_a_straight_line_in_pieces_becomes_one() -> None:
    points = tuple(value for at in range(9) for value in (at * 50, at * 20))
    assert thinned("MLLLLLLLL", points, 4.0) == ("ML", (0, 0, 400, 160))


@pytest.mark.parametrize("verbs", ["MLLZ", "MLL"])
def test_a_corner_stays(verbs: str) -> None:
    corner = (0, 0, 300, 0, 300, 300)
    assert thinned(verbs, corner, 4.0) == (verbs, corner)


def test_a_line_that_turns_back_stays() -> None:
    there_and_back = (0, 0, 300, 0, 200, 0)
    assert thinned("MLL", there_and_back, 4.0) == ("MLL", there_and_back)


def test_an_empty_path_stays_empty() -> None:
    assert thinned("", (), 4.0) == ("", ())
