"""How the pictures of an exercise share their place."""

from dataclasses import replace
from itertools import pairwise

import pytest
from reportlab.lib.units import mm

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.handout import Paper, Picture
from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.pictures import PictureGroup
from clinic_app.pdf.styles import PAPER_SIZES, Colours, Theme

PEOPLE = {"person": (1_200, 4_140), "lying": (3_800, 1_300), "hand": (500, 600)}


@pytest.fixture(scope="module")
def theme() -> Theme:
    faces()
    width, height = PAPER_SIZES[Paper.A4]
    return Theme(width=width, height=height, colours=Colours(), palette=PAPER_COLOUR)


def _group(
    theme: Theme, shape: str, count: int, *, compact: bool = False, caption: str = "Two words"
) -> PictureGroup:
    width, height = PEOPLE[shape]
    pictures = tuple(Picture(slug=shape, frame=str(at), caption=caption) for at in range(count))
    drawings = {str(at): Drawing(width, height, ()) for at in range(count)}
    return PictureGroup(
        pictures, lambda _, frame, __: drawings[frame], theme, 78 * mm, 60 * mm, compact=compact
    )


def test_a_hand_fills_its_place_instead_of_being_drawn_as_small_as_on_a_person(theme: Theme) -> None:
    assert _group(theme, "hand", 2).height > 40 * mm


@pytest.mark.parametrize("count", [3, 4, 5])
def test_several_pictures_stand_in_two_rows_at_most(theme: Theme, count: int) -> None:
    placed = _group(theme, "hand", count).places

    assert len({round(top) for _, top, _ in placed}) <= 2
    assert len(placed) == count


@pytest.mark.parametrize("count", [2, 3, 5])
def test_captions_are_three_millimetres_apart(theme: Theme, count: int) -> None:
    placed = _group(theme, "person", count).places
    for (left, top, width), (next_left, next_top, _) in pairwise(placed):
        if top == next_top:
            assert next_left - (left + width) >= 3 * mm - 0.01
        assert width >= 24 * mm - 0.01


def test_wide_poses_stand_one_above_the_other_unless_that_is_too_tall(theme: Theme) -> None:
    assert _group(theme, "lying", 2, compact=True).height < 0.6 * _group(theme, "lying", 2).height


@pytest.mark.parametrize("width", [96 * mm, 120 * mm])
def test_long_captions_ask_for_no_more_than_there_is(theme: Theme, width: float) -> None:
    card = replace(theme, width=width, margin=8 * mm, body=18, least_body=18, one_column=True)
    placed = _group(card, "person", 2, compact=True, caption="Unmistakably long words " * 6).places

    assert placed[-1][0] + placed[-1][2] <= card.text_width + 0.01
