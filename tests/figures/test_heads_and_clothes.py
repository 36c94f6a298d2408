"""Hair, faces and clothes: what holds for every head however it is held."""

import numpy as np
import pytest

from clinic_app.figures.body import hair
from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.hair_locks import locks_of
from clinic_app.figures.body.head import add_head, skull_of
from clinic_app.figures.body.mesh import MeshBuilder
from clinic_app.figures.details import details_of
from clinic_app.figures.fold_lines import folds_of
from clinic_app.figures.geometry import Array, rotation_z, vector
from clinic_app.figures.hair_lines import strands_of, tapered
from clinic_app.figures.posture import Posture
from clinic_app.figures.scene import HAIR, Look
from clinic_app.figures.skeleton import Segment, Skeleton
from clinic_app.figures.stand import pose_skeleton

UPRIGHT = Segment(vector((0.0, 150.0, 0.0)), np.eye(3))
ON_THE_BACK = Segment(vector((0.0, 20.0, 0.0)), rotation_z(90.0))
FACE_DOWN = Segment(vector((0.0, 60.0, 0.0)), rotation_z(-90.0))


def standing() -> Skeleton:
    return pose_skeleton(Posture())


@pytest.mark.parametrize("style", HAIR)
def test_hair_grows_behind_and_the_face_is_bare(style: str) -> None:
    heights, angles = vector((4.0, 4.0)), vector((180.0, 0.0))
    behind, face = hair.growth(hair.STYLES[style], heights, angles)
    assert behind > 0 > face


@pytest.mark.parametrize("style", HAIR)
def test_strands_lie_close_to_the_head(style: str) -> None:
    surface = skull_of(style, beard=False, jowls=0.0, pressed=False).vertices + UPRIGHT.origin
    for strand in strands_of(UPRIGHT, Look(hair=style)):
        middle = strand.points[len(strand.points) // 2]
        assert np.sqrt(((surface - middle) ** 2).sum(axis=1)).min() < (20.0 if style == "pony" else 6.0)


@pytest.mark.parametrize("head", [UPRIGHT, FACE_DOWN])
def test_a_ponytail_falls(head: Segment) -> None:
    tail = in_room(head, locks_of(head, hair.STYLES["pony"])[0].centres)
    assert tail[-1, 1] < tail[0, 1]


def test_a_ponytail_lies_level_beyond_a_head_on_its_back() -> None:
    tail = in_room(ON_THE_BACK, locks_of(ON_THE_BACK, hair.STYLES["pony"])[0].centres)
    assert abs(tail[-1, 1] - tail[0, 1]) < 5.0
    assert tail[:, 1].min() > 20.0 - 11.5


@pytest.mark.parametrize("style", HAIR)
def test_a_head_has_the_same_corners_however_it_is_held(style: str) -> None:
    counts = set()
    for head in (UPRIGHT, ON_THE_BACK):
        for jowls in (0.0, 0.5):
            builder = MeshBuilder()
            add_head(builder, head, Look(hair=style), jowls)
            counts.add(builder.mesh().vertices.shape)
    assert len(counts) == 1


def test_hair_a_head_lies_on_is_as_flat_as_any_other() -> None:
    backs = [skull_of(style, beard=False, jowls=0.0, pressed=True).vertices[:, 0].min() for style in HAIR]
    assert max(backs) - min(backs) < 0.7


@pytest.mark.parametrize(("viewer", "open_eyes"), [((1, 0, 0), 2), ((0, 1, 0), 0), ((0, -1, 0), 0)])
def test_eyes_seen_from_far_above_or_below_are_closed(viewer: tuple[int, int, int], open_eyes: int) -> None:
    found = details_of(standing(), Posture(), Look(), vector(viewer))
    assert sum(detail.filled for detail in found) == open_eyes


@pytest.mark.parametrize("build", ["slim", "rounded", "stocky", "heavy", "full"])
def test_bust_and_belly_sink_on_a_trunk_that_faces_up(build: str) -> None:
    heights = np.arange(90.0, 140.0)
    upright = BUILDS[build].more_in_front(heights, faces_up=False)
    assert BUILDS[build].more_in_front(heights, faces_up=True).max() < upright.max()


def test_a_straight_hip_leaves_the_shorts_without_folds() -> None:
    assert len(list(folds_of(standing(), Look()))) == 4


def test_a_tapered_stroke_is_widest_in_its_middle_and_ends_in_points() -> None:
    line = vector([(float(x), 0.0) for x in range(11)])
    outline = tapered(line, 2.0)
    assert outline[:, 1].max() == pytest.approx(1.0)
    assert outline[0] == pytest.approx(line[0])
    assert outline[10] == pytest.approx(line[-1])


def in_room(head: Segment, points: Array) -> Array:
    return vector(points @ head.axes.T + head.origin)
