"""The body chart's unit, sides as the patient has them, areas with names, whole areas marked."""

import pytest

from clinic_app.domain.body_chart import AreaSide, areas_of, frame_of, mark_of_area, side_at
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.visit import BodyView, ChartMark, Sensation
from fake_pictures import FakePictures

FRONT, BACK = BodyView.FRONT, BodyView.BACK
LEFT, RIGHT, NONE = EpisodeSide.LEFT, EpisodeSide.RIGHT, EpisodeSide.NONE
MAP = FakePictures().drawing("body-map-front", "start")
AREAS = tuple(MAP.areas)


def test_a_place_goes_to_the_chart_and_back() -> None:
    frame = frame_of(MAP)
    assert (frame.middle, frame.top, frame.unit) == (400, 400, 13)
    assert frame.on_chart(*frame.on_drawing(-7.5, 50)) == pytest.approx((-7.5, 50))


def test_sides_are_the_patients_own() -> None:
    assert side_at(5, FRONT) is LEFT
    assert side_at(5, BACK) is RIGHT
    assert side_at(-5, FRONT) is RIGHT
    assert side_at(0.5, FRONT) is NONE


def test_a_mark_is_named_by_where_most_of_it_lies() -> None:
    points = ((4.0, 5.0), (4.0, 12.0), (5.0, 20.0), (4.0, 26.0))
    mark = ChartMark(sensation=Sensation.ACHE, view=FRONT, points=points)
    assert areas_of(mark, MAP, AREAS) == (AreaSide("lower_back", LEFT), AreaSide("pelvis_hip", LEFT))
    beside = ChartMark(sensation=Sensation.ACHE, view=FRONT, points=((40.0, 5.0),))
    assert areas_of(beside, MAP, AREAS) == ()


@pytest.mark.parametrize("view", list(BodyView))
@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_an_area_marked_by_name_is_read_back_by_that_name(view: BodyView, side: EpisodeSide) -> None:
    (mark,) = mark_of_area("thigh", side, view, Sensation.NUMBNESS, MAP)
    assert areas_of(mark, MAP, AREAS) == (AreaSide("thigh", side),)
    (whole,) = mark_of_area("thigh", NONE, view, Sensation.NUMBNESS, MAP)
    assert {at.area for at in areas_of(whole, MAP, AREAS)} == {"thigh"}
    assert mark_of_area("nothing_such", side, view, Sensation.PAIN, MAP) == ()
