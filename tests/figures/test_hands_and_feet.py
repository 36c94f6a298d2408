"""Hands and bare feet: every shape is whole, bones keep their lengths, and the left is the right's mirror."""

import numpy as np
import pytest

from clinic_app.figures.body.bare_feet import add_bare_foot
from clinic_app.figures.body.hand_bones import Digit, digits
from clinic_app.figures.body.hands import add_hand, hand_pieces
from clinic_app.figures.body.mesh import Mesh, MeshBuilder
from clinic_app.figures.body.toe_bones import ToeBends, toes
from clinic_app.figures.body.wrist import bent_wrist
from clinic_app.figures.geometry import Array
from clinic_app.figures.hand_shapes import HAND_SHAPES
from clinic_app.figures.posture import Arm, Posture
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solving.grips import closed_fingers, grip_site
from clinic_app.figures.stand import pose_skeleton

FLAT = HAND_SHAPES["flat"]
MIRRORED = np.array([1.0, 1.0, -1.0])

every_shape = pytest.mark.parametrize("shape", HAND_SHAPES)


def hand_mesh(skeleton: Skeleton, side: str, shape: str) -> Mesh:
    builder = MeshBuilder()
    add_hand(builder, skeleton.arms["r" if side == "r" else "l"], HAND_SHAPES[shape])
    return builder.mesh()


def foot_mesh(bends: ToeBends, side: str = "r") -> Mesh:
    builder = MeshBuilder()
    add_bare_foot(builder, pose_skeleton(Posture()).legs["r" if side == "r" else "l"], bends)
    return builder.mesh()


def lengths(bones: tuple[Digit, ...]) -> Array:
    return np.concatenate([digit.lengths for digit in bones])


@every_shape
def test_every_point_of_a_hand_is_a_number(shape: str) -> None:
    for piece in hand_pieces(HAND_SHAPES[shape], fine=False):
        assert np.isfinite(piece.vertices).all()


@every_shape
def test_no_finger_grows_or_shrinks_with_the_hands_shape(shape: str) -> None:
    assert lengths(digits(HAND_SHAPES[shape])) == pytest.approx(lengths(digits(FLAT)))


@every_shape
def test_a_hand_stays_within_its_reach(shape: str) -> None:
    for piece in hand_pieces(HAND_SHAPES[shape], fine=False):
        assert np.sqrt((piece.vertices**2).sum(axis=1)).max() < 19.5


@every_shape
def test_the_left_hand_is_the_right_ones_mirror_image(shape: str) -> None:
    skeleton = pose_skeleton(Posture())
    right, left = hand_mesh(skeleton, "r", shape), hand_mesh(skeleton, "l", shape)
    assert left.vertices * MIRRORED == pytest.approx(right.vertices, abs=1e-6)
    assert left.normals() * MIRRORED == pytest.approx(right.normals(), abs=1e-6)


def test_a_hands_skin_looks_outwards() -> None:
    for piece in hand_pieces(FLAT, fine=False):
        corners = piece.vertices[piece.faces]
        volume = np.einsum("ni,ni->n", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6
        assert volume > 0


def test_fingers_a_pose_bends_itself_leave_the_others_alone() -> None:
    pointing = HAND_SHAPES["fist"].bent((("index", (0.0, 0.0, 0.0)), ("thumb", (30.0, 0.0, 0.0, 0.0, 0.0))))
    assert pointing.fingers[0] == (0.0, 0.0, 0.0)
    assert pointing.fingers[1:] == HAND_SHAPES["fist"].fingers[1:]
    assert pointing.thumb.radial_abduction == 30.0


def test_in_a_pinch_the_thumb_meets_the_index_finger() -> None:
    pieces = {piece.stem: piece.vertices for piece in hand_pieces(HAND_SHAPES["pinch"], fine=False)}
    apart = np.sqrt(((pieces["thumb"][:, None] - pieces["index"][None]) ** 2).sum(axis=2))
    assert apart.min() < 0.6


@pytest.mark.parametrize("extension", [-80, 0, 75])
def test_the_forearm_turns_with_the_hand_however_the_wrist_is_bent(extension: float) -> None:
    posture = Posture(arm_r=Arm(pronation=60.0, wrist_extension=extension))
    assert np.degrees(bent_wrist(pose_skeleton(posture).arms["r"]).twist) == pytest.approx(60.0, abs=0.1)


def test_the_wrist_deviates_towards_the_thumb_and_with_a_minus_away_from_it() -> None:
    for side in ("r", "l"):
        for degrees in (20.0, -30.0):
            arm = Arm(pronation=0.0, wrist_deviation=degrees)
            limb = pose_skeleton(Posture(arm_r=arm, arm_l=arm)).arms["r" if side == "r" else "l"]
            aside = -(limb.lower.axes[:, 0] @ limb.end.axes[:, 1])
            assert np.degrees(np.arcsin(aside)) == pytest.approx(degrees)


@pytest.mark.parametrize("bends", [ToeBends(45.0, 45.0), ToeBends(curl=70.0), ToeBends(0.0, 50.0)])
def test_no_toe_grows_or_shrinks_when_it_bends(bends: ToeBends) -> None:
    assert lengths(toes(bends)) == pytest.approx(lengths(toes(ToeBends())))


def test_the_left_foot_is_the_right_ones_mirror_image() -> None:
    right, left = foot_mesh(ToeBends(20.0, 40.0)), foot_mesh(ToeBends(20.0, 40.0), "l")
    assert left.vertices * MIRRORED == pytest.approx(right.vertices, abs=1e-6)


def test_a_raised_arch_shortens_the_foot_and_leaves_heel_and_ball_on_the_ground() -> None:
    flat, raised = foot_mesh(ToeBends()).vertices, foot_mesh(ToeBends(arch_raise=1.5)).vertices
    assert flat[:, 0].max() - raised[:, 0].max() > 0.5
    for part in (slice(-7.0, 0.0), slice(9.0, 14.0)):
        lowest = [
            each[(each[:, 0] > part.start) & (each[:, 0] < part.stop)][:, 1].min() for each in (flat, raised)
        ]
        assert lowest[0] == pytest.approx(lowest[1], abs=0.3)


@pytest.mark.parametrize("radius", [0.8, 1.6, 3.0])
def test_the_thumb_of_a_grip_lies_outside_what_is_held(radius: float) -> None:
    thumb = digits(HAND_SHAPES["grip"].bent(closed_fingers(radius)))[4]
    _, up, out = grip_site(radius, 1.0)
    apart = np.hypot(thumb.joints[1:, 1] - up, thumb.joints[1:, 2] - out)
    assert apart.min() > radius + 0.2


@pytest.mark.parametrize("shape", ["fist", "full_fist"])
def test_the_thumb_of_a_fist_lies_across_its_fingers(shape: str) -> None:
    bones = digits(HAND_SHAPES[shape])
    tip, middle = bones[4].joints[3], bones[1].joints
    assert np.sqrt(((middle - tip) ** 2).sum(axis=1)).min() < 2.6
