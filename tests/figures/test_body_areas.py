"""What can be pointed at on the maps of the body."""

import tomllib
from functools import cache

import pytest

from clinic_app.domain.drawing import Drawing, Shape
from clinic_app.figures.cache import packed, unpacked
from clinic_app.figures.engine import draw
from clinic_app.figures.pose import parse_pose
from clinic_resources import read_text

VOCABULARY = tomllib.loads(read_text("library/vocabulary.toml"))
MUSCLES = tomllib.loads(read_text("library/muscles.toml"))


@cache
def body_map(side: str) -> Drawing:
    slug = f"body-map-{side}"
    return draw(parse_pose(slug, read_text(f"poses/{slug}.toml")), "start")


def _middle(shape: Shape) -> tuple[float, float]:
    xs, ys = shape.points[::2], shape.points[1::2]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


@pytest.mark.parametrize("side", ["front", "back"])
def test_every_region_of_the_library_but_the_whole_body_is_on_both_maps(side: str) -> None:
    assert set(VOCABULARY["regions"]) - {"whole_body"} <= body_map(side).areas.keys()


def test_regions_follow_each_other_from_head_to_foot() -> None:
    areas = body_map("front").areas
    down = ("head_jaw", "neck", "upper_back_chest", "lower_back", "pelvis_hip", "thigh", "knee", "lower_leg")
    heights = [_middle(areas[name])[1] for name in (*down, "ankle_foot")]
    assert heights == sorted(heights)


def test_both_sides_of_the_body_are_one_area() -> None:
    drawing = body_map("front")
    for name in ("thigh", "shoulder", "ankle_foot"):
        assert _middle(drawing.areas[name])[0] == pytest.approx(drawing.width / 2, rel=0.03)


def test_muscles_are_where_the_body_shows_them() -> None:
    front, back = body_map("front").areas, body_map("back").areas
    assert {"quadriceps femoris", "pectoralis major", "tibialis anterior"} <= front.keys() & MUSCLES.keys()
    assert {"gastrocnemius", "gluteus maximus", "trapezius"} <= back.keys() & MUSCLES.keys()
    assert "gluteus maximus" not in front
    assert "piriformis" not in back  # it lies deep


def test_a_map_is_kept_with_its_areas_and_mirrored_with_them() -> None:
    drawing = body_map("back")
    assert unpacked(packed(drawing)).areas == drawing.areas
    assert drawing.mirrored().areas.keys() == drawing.areas.keys()


def test_other_figures_have_none() -> None:
    slug = "glute-bridge"
    pose = parse_pose(slug, read_text(f"poses/{slug}.toml"))
    assert draw(pose, "start").areas == {}
