"""Where muscles lie: on the skin in every pose, the same on both sides, and all that the library names."""

import tomllib

import numpy as np
import pytest

from clinic_app.domain.drawing import Drawing, Ink, Shape
from clinic_app.figures import engine
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import MeshBuilder
from clinic_app.figures.muscle_map import Muscle, groups, highlight_names, members, muscles
from clinic_app.figures.muscle_outlines import rounded_patch
from clinic_app.figures.muscles import PosedBody
from clinic_app.figures.pose import parse_pose
from clinic_app.figures.posture import SIDES, Arm, Bend, Leg, Posture, Side
from clinic_app.figures.scene import Look
from clinic_app.figures.stand import pose_skeleton
from clinic_resources import read_text

ON_SKIN = [muscle for muscle in muscles().values() if muscle.outlines]
KNEE_BENT = Leg(hip_flexion=15, knee_flexion=130)
SQUATTING = Leg(hip_flexion=118, hip_abduction=15, knee_flexion=135, dorsiflexion=25)
OVERHEAD = Arm(shoulder_flexion=170, elbow_flexion=20)
EXTREMES = {
    "squatting": Posture(leg_r=SQUATTING, leg_l=SQUATTING),
    "kneeling back": Posture(leg_r=KNEE_BENT, leg_l=KNEE_BENT, lumbar=Bend(flexion=-30)),
    "legs apart": Posture(leg_r=Leg(hip_abduction=42), leg_l=Leg(hip_abduction=42)),
    "legs turned out": Posture(leg_r=Leg(hip_external_rotation=45), leg_l=Leg(hip_external_rotation=45)),
    "on tiptoe": Posture(leg_r=Leg(dorsiflexion=-45), leg_l=Leg(dorsiflexion=-45)),
    "arms overhead": Posture(arm_r=OVERHEAD, arm_l=OVERHEAD),
    "arms out": Posture(arm_r=Arm(shoulder_abduction=90), arm_l=Arm(shoulder_abduction=90)),
    "arms bent": Posture(arm_r=Arm(elbow_flexion=140), arm_l=Arm(elbow_flexion=140, pronation=80)),
    "back rounded": Posture(lumbar=Bend(flexion=50), thorax=Bend(flexion=35), neck=Bend(flexion=40)),
    "back turned": Posture(lumbar=Bend(rotation=8), thorax=Bend(rotation=35), neck=Bend(rotation=70)),
}


def body(posture: Posture, look: Look) -> PosedBody:
    skeleton, builder = pose_skeleton(posture), MeshBuilder()
    add_body(builder, skeleton, posture, look)
    return PosedBody(skeleton, builder.mesh(), posture, look)


STANDING = body(Posture(arm_r=Arm(pronation=0.0), arm_l=Arm(pronation=0.0)), Look())


def points_on(muscle: Muscle, side: Side, posed: PosedBody = STANDING) -> np.ndarray:
    """Points (n, 3) of the muscle's skin on a body."""
    return np.concatenate([patch.samples(posed.mesh) for patch in posed.patches(muscle, side)])


def standing(muscle: str, side: str, yaw: int, quality: engine.Quality = engine.Quality.DRAG) -> Drawing:
    text = f'camera = {{ yaw = {yaw} }}\nhighlight = {{ "{muscle}" = "{side}" }}\n[frames.start]\n'
    return engine.draw(parse_pose("standing", text), "start", quality=quality)


def middle_x(shapes: list[Shape]) -> float:
    return float(np.mean([x for shape in shapes for x in shape.points[::2]]))


def test_every_muscle_and_nerve_of_the_library_can_be_shown() -> None:
    assert set(tomllib.loads(read_text("library/muscles.toml"))) <= set(highlight_names())


def test_a_name_is_a_muscle_or_a_group_and_never_both() -> None:
    assert not set(muscles()) & set(groups())
    assert [muscle.name for muscle in members("hamstrings")] == list(groups()["hamstrings"])


def test_no_muscle_is_called_reviewed_before_a_clinician_has_seen_it() -> None:
    assert not [muscle.name for muscle in muscles().values() if muscle.reviewed]


@pytest.mark.parametrize("look", [Look("bun", "bare", "heavy"), Look("pony", "shoe", "slim"), Look()])
@pytest.mark.parametrize("hand", ["flat", "fist"])
def test_every_body_has_all_muscles_in_any_posture(look: Look, hand: str) -> None:
    leg = Leg(hip_flexion=60, knee_flexion=90, toe_extension=30)
    posed = body(Posture(leg_r=leg, arm_r=Arm(elbow_flexion=90, hand=hand)), look)
    for muscle in ON_SKIN:
        assert len(points_on(muscle, "r", posed)) > 30, muscle.name


@pytest.mark.parametrize("muscle", ON_SKIN, ids=lambda muscle: muscle.name)
def test_a_muscles_patch_is_made_of_points_of_the_skin(muscle: Muscle) -> None:
    for side in SIDES:
        for patch in STANDING.patches(muscle, side):
            weights = patch.patch.samples.weights
            assert weights.min(initial=0.0) >= 0.0
            assert weights.sum(axis=1) == pytest.approx(1.0)
        assert len(points_on(muscle, side)) > 30


@pytest.mark.parametrize("posture", EXTREMES.values(), ids=EXTREMES)
def test_a_patch_goes_with_its_bones_and_neither_tears_nor_shrinks_away(posture: Posture) -> None:
    posed = body(posture, Look())
    for muscle in ON_SKIN:
        at_rest, moved = (
            float(np.sqrt(((at - at.mean(axis=0)) ** 2).sum(axis=1).mean()))
            for at in (points_on(muscle, "r"), points_on(muscle, "r", posed))
        )
        assert 0.5 < moved / at_rest < 2.5, muscle.name


@pytest.mark.parametrize("muscle", ON_SKIN, ids=lambda muscle: muscle.name)
def test_the_left_muscle_is_the_mirror_image_of_the_right_one(muscle: Muscle) -> None:
    right, left = (points_on(muscle, side) for side in SIDES)
    assert len(left) == pytest.approx(len(right), rel=0.1)
    assert left.mean(axis=0) == pytest.approx(right.mean(axis=0) * [1, 1, -1], abs=0.4)


@pytest.mark.parametrize("muscle", muscles().values(), ids=lambda muscle: muscle.name)
def test_a_muscle_of_the_right_side_stays_on_the_right(muscle: Muscle) -> None:
    if muscle.outlines:
        assert points_on(muscle, "r")[:, 2].min() > -0.5
    assert all(
        point.offset[2] >= 0.0 for strand in muscle.strands for point in strand if point.part[:5] == "spine"
    )


@pytest.mark.parametrize("yaw", [0, 90, 180, -90])
def test_a_deep_muscle_is_shown_from_everywhere_with_a_dashed_edge(yaw: int) -> None:
    shapes = standing("piriformis", "right", yaw).shapes
    assert [shape for shape in shapes if shape.fill is Ink.MUSCLE and shape.opacity < 0.4]
    assert [shape for shape in shapes if shape.dash]


def test_from_behind_the_right_piriformis_is_right_of_the_left_one() -> None:
    right, left = (
        middle_x([shape for shape in standing("piriformis", side, -90).shapes if shape.fill is Ink.MUSCLE])
        for side in ("right", "left")
    )
    assert right > left + 20 * 8


def test_a_nerve_is_a_line_in_a_soft_band() -> None:
    shapes = standing("nervus medianus", "right", 90).shapes
    assert [shape for shape in shapes if shape.stroke is Ink.MUSCLE_CORE and not shape.dash]
    assert [shape for shape in shapes if shape.fill is Ink.MUSCLE]


def test_of_a_group_what_is_seen_is_enough() -> None:
    assert not [shape for shape in standing("hamstrings", "right", 0).shapes if shape.dash]
    assert [shape for shape in standing("semitendinosus", "right", 0).shapes if shape.dash]


def test_every_piece_of_the_body_faces_outwards() -> None:
    mesh = STANDING.mesh
    for part in np.unique(mesh.parts):
        faces = mesh.faces[mesh.parts == part]
        used = np.unique(faces)
        piece = mesh.vertices - mesh.vertices[used].mean(axis=0)
        first, second, third = (piece[faces[:, corner]] for corner in range(3))
        assert np.einsum("ij,ij->i", first, np.cross(second, third)).sum() > 0


def test_no_muscle_of_the_trunk_is_painted_over_an_arm_before_it() -> None:
    pose = parse_pose("drawing-in-supine", read_text("poses/drawing-in-supine.toml"))
    drawing = engine.draw(pose, "end")
    tints = [shape for shape in drawing.shapes if shape.fill is Ink.MUSCLE]
    wrist, elbow = drawing.marks["wrist_r"], drawing.marks["elbow_r"]
    middle = ((wrist[0] + elbow[0]) / 2, (wrist[1] + elbow[1]) / 2)
    assert tints
    assert not any(_surrounds(shape, middle) for shape in tints)


def _surrounds(shape: Shape, place: tuple[float, float]) -> bool:
    """Whether a closed path goes round a place (even-odd, on its points)."""
    inside, start = False, (0, 0)
    last = (0, 0)
    for verb, numbers in shape.commands():
        point = (numbers[-2], numbers[-1]) if numbers else start
        start = point if verb == "M" else start
        if verb != "M" and (last[1] > place[1]) != (point[1] > place[1]):
            across = last[0] + (place[1] - last[1]) * (point[0] - last[0]) / (point[1] - last[1])
            inside ^= across > place[0]
        last = point
    return inside


def tinted(drawing: Drawing) -> list[Shape]:
    return [shape for shape in drawing.shapes if shape.fill is Ink.MUSCLE]


@pytest.mark.parametrize("muscle", ["hamstrings", "gluteus maximus", "gastrocnemius", "trapezius"])
def test_a_group_seen_from_behind_is_one_closed_shape(muscle: str) -> None:
    (patch,) = tinted(standing(muscle, "right", -90))
    assert patch.verbs.count("M") == patch.verbs.count("Z") == 1


def test_calf_muscles_called_by_their_own_names_are_one_shape_with_a_seam() -> None:
    text = (
        'camera = { yaw = -90 }\nhighlight = { gastrocnemius = "right", soleus = "right" }\n[frames.start]\n'
    )
    drawing = engine.draw(parse_pose("standing", text), "start")
    (patch,) = tinted(drawing)
    edges = next(
        shape for shape in drawing.shapes if shape.stroke is Ink.MUSCLE_HATCH and not shape.paper_only
    )
    assert patch.verbs.count("M") == 1
    assert edges.verbs.count("M") > 1


def test_colour_shows_fibres_and_a_photocopier_a_hatch() -> None:
    drawing = standing("quadriceps", "right", 90, engine.Quality.PRINT)
    lines = [shape for shape in drawing.shapes if shape.stroke]
    assert [shape for shape in lines if shape.stroke is Ink.MUSCLE_CORE and not shape.paper_only]
    assert [shape for shape in lines if shape.stroke is Ink.MUSCLE_HATCH and shape.paper_only]


def test_a_muscle_has_no_fibres_while_the_figure_is_dragged() -> None:
    shapes = standing("quadriceps", "right", 90).shapes
    assert [shape for shape in shapes if shape.fill is Ink.MUSCLE]
    assert not [shape for shape in shapes if shape.stroke is Ink.MUSCLE_CORE and not shape.paper_only]


ROOM = np.zeros((80, 60), dtype=bool)
ROOM[:, 10:] = True


def test_a_sliver_at_the_bodys_edge_is_widened_inwards() -> None:
    sliver = np.zeros_like(ROOM)
    sliver[10:70, 10:12] = True
    drawn = rounded_patch(sliver, ROOM, scale=3.0) > 0
    assert not drawn[:, :10].any()
    assert drawn[40].sum() >= 1.6 * 3.0


def test_an_island_beside_a_muscle_is_left_out() -> None:
    belly = np.zeros_like(ROOM)
    belly[10:40, 20:40] = True
    with_island = belly.copy()
    with_island[66:72, 20:26] = True
    assert (rounded_patch(with_island, ROOM, 3.0) == rounded_patch(belly, ROOM, 3.0))[:60].all()
    assert not (rounded_patch(with_island, ROOM, 3.0)[60:] > 0).any()


def test_a_notch_is_filled_and_a_spike_is_cut() -> None:
    belly = np.zeros_like(ROOM)
    belly[10:60, 20:50] = True
    notched = belly.copy()
    notched[30:34, 20:30] = False
    notched[35, 50:58] = True
    drawn = rounded_patch(notched, ROOM, 3.0) > 0
    assert drawn[31, 24]
    assert not drawn[35, 54]
