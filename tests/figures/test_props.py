"""Props: every kind can be named, stands where it says, and hides or shows the figure as it should."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Ink, Shape
from clinic_app.domain.errors import ResourceError
from clinic_app.figures import engine
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import FIRST_PROP_PART, Dress, Material, MeshBuilder, Part
from clinic_app.figures.body.tube import loft
from clinic_app.figures.camera import Camera, Window
from clinic_app.figures.contacts import touches
from clinic_app.figures.geometry import vector
from clinic_app.figures.placement import place_body
from clinic_app.figures.pose import Pose, parse_pose
from clinic_app.figures.prop_kinds import AROUND, LYING_AT, PROP_SIZES, RUNNING_THROUGH
from clinic_app.figures.props.bike import pedal
from clinic_app.figures.props.making import add_soft_props, is_soft, solids_of
from clinic_app.figures.rasterise import FAR
from clinic_app.figures.scene import Prop, View
from clinic_app.figures.shapes import circle, rod, slab
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import painted_order
from clinic_resources import read_text

KINDS = tuple(PROP_SIZES)
SIDE = Camera.of(View(yaw=0, pitch=0))


def written(kind: str, **sizes: float) -> str:
    """A prop of that kind as a pose file would write it."""
    fields = [f'kind = "{kind}"', *(f"{name} = {value}" for name, value in sizes.items())]
    if kind in LYING_AT:
        fields.append("at = [40, 20, 0]")
    if kind in RUNNING_THROUGH:
        fields.append('through = ["grip_r", "grip_l"]')
    if kind in AROUND:
        fields.append('around = ["shank_r 0, -30, 0"]')
    return "{ " + ", ".join(fields) + " }"


def pose_with(prop: str, camera: str = "yaw = 20", frame: str = "") -> Pose:
    return parse_pose("thing", f"camera = {{ {camera} }}\nprops = [{prop}]\n[frames.start]\n{frame}\n")


def prop_and_skeleton(text: str) -> tuple[Prop, Skeleton]:
    pose = pose_with(text)
    return pose.pictures[0].props[0], place_body(pose.pictures[0].posture, pose.look)


def quickly_drawn(pose: Pose) -> Drawing:
    return engine.draw(pose, "start", quality=engine.Quality.DRAG)


def glass_of(drawing: Drawing, ink: Ink) -> list[Shape]:
    return [shape for shape in drawing.shapes if shape.fill is ink and shape.opacity < 1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_prop_is_made_of_something(kind: str) -> None:
    prop, skeleton = prop_and_skeleton(written(kind))
    if is_soft(prop):
        builder = with_a_leg(skeleton)
        add_soft_props(builder, (prop,), skeleton)
        assert (builder.mesh().parts >= FIRST_PROP_PART).any()
    else:
        assert solids_of(prop, skeleton)


def with_a_leg(skeleton: Skeleton) -> MeshBuilder:
    """A mesh that holds no more than the right shank."""
    builder, leg = MeshBuilder(), skeleton.legs["r"]
    centres = np.linspace(leg.lower.origin, leg.end.origin, 40)
    tube = loft(centres, np.broadcast_to(leg.lower.axes, (40, 3, 3)), np.full((40, 4), 4.0))
    builder.add(tube.vertices, tube.faces, Part.SHANK_R, Dress.plain(Material.SKIN))
    return builder


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_prop_is_in_the_table_of_the_page_for_people_who_draw(kind: str) -> None:
    assert f"`{kind}`" in read_text("poses/PROPS.md")


@pytest.mark.parametrize("kind", KINDS)
def test_no_solid_lies_below_the_floor_but_the_mat(kind: str) -> None:
    prop, skeleton = prop_and_skeleton(written(kind))
    lowest = [solid.corners()[:, 1].min() for solid in solids_of(prop, skeleton)]
    assert min(lowest, default=0.0) > (-1.7 if kind == "mat" else -0.6)


def test_a_prop_round_a_limb_needs_the_limb() -> None:
    with pytest.raises(ResourceError, match="around"):
        pose_with('{ kind = "loop_band" }')
    with pytest.raises(ResourceError, match="places of the body"):
        pose_with('{ kind = "loop_band", around = [[0, 0, 0]] }')


def test_a_rods_front_is_as_near_as_its_round_side() -> None:
    window = Window(-10.0, 10.0, 2.0, 40, 40)
    depth = rod((0, -8, 0), (0, 8, 0), 4.0).depth(SIDE, window)
    assert depth[20, 20] == pytest.approx(4.0, abs=0.15)
    assert depth[20, 13] < depth[20, 20]
    assert depth[20, 10] == np.float32(FAR)


def test_the_gap_to_a_rod_is_measured_from_its_round_side() -> None:
    bar = rod((0, 0, -20), (0, 0, 20), 5.0)
    points = vector([[0, 8, 0], [6, 6, 0], [0, 0, 0], [0, 0, 24]])
    assert bar.gaps(points) == pytest.approx([3.0, np.hypot(6, 6) - 5.0, -5.0, 4.0], abs=0.25)


def test_the_rounded_edge_of_a_slab_takes_its_corner_away() -> None:
    board = slab((0, 0, 0), (20, 4, 20), 5.0)
    gaps = board.gaps(vector([[0.3, 2, 0.3], [10, 2, 0.5], [10, 5, 10]]))
    assert gaps[0] > 1.0
    assert gaps[1] < 0
    assert gaps[2] == pytest.approx(1.0)


def test_a_solid_turned_and_moved_keeps_its_size_and_its_level_top() -> None:
    prop, _ = prop_and_skeleton(written("table", x=80, z=-20, turn=35))
    (top,) = (solid for solid in solids_of(prop) if solid.name == "top")
    assert top.level_top() == pytest.approx(73.0)
    assert top.corners().mean(axis=0) == pytest.approx([80, 71.25, -20])


def test_the_box_about_a_solid_holds_it() -> None:
    bar = rod((0, 5, -20), (0, 5, 20), 5.0)
    lengths = np.sqrt((bar.edges**2).sum(axis=1))
    assert sorted(lengths) == pytest.approx([10.0, 10.0, 40.0], abs=0.2)


def test_circles_have_as_many_corners_as_they_need() -> None:
    small, large = (circle(vector((0, 0, 0)), vector((0, 1, 0)), radius) for radius in (1.0, 20.0))
    assert 10 <= len(small) < len(large)
    assert np.hypot(large[:, 0], large[:, 2]) == pytest.approx(20.0)


def test_pieces_of_a_chair_are_painted_back_to_front() -> None:
    prop, _ = prop_and_skeleton(written("chair"))
    order = painted_order(solids_of(prop), SIDE, Window(-60.0, 120.0, 0.6, 80, 90))
    legs = [solid.bottom.mean(axis=0) for solid in order if solid.name == "leg"]
    rear = [float(leg[2]) for leg in legs if leg[0] < 0]
    assert rear == sorted(rear)


def test_the_pedals_turn_about_the_cranks() -> None:
    sizes = {**PROP_SIZES["bike"], "crank_angle": 90}
    right, left = pedal(sizes, 1), pedal(sizes, -1)
    assert right[1] - left[1] == pytest.approx(2 * sizes["crank"])
    assert right[2] == -left[2] > 0


def test_a_band_is_narrower_the_longer_it_is_stretched() -> None:
    widths = []
    for far in (60, 160):
        text = f'{{ kind = "band", knot = 0, through = [[0, 100, 0], [{far}, 100, 0]] }}'
        prop, skeleton = prop_and_skeleton(text)
        builder = MeshBuilder()
        add_soft_props(builder, (prop,), skeleton)
        widths.append(np.ptp(builder.mesh().vertices[:, 1]))
    assert widths[1] < widths[0] * 0.85


def test_a_loop_lies_on_the_skin_of_both_legs() -> None:
    text = '{ kind = "loop_band", around = ["shank_r 0, -30, 0", "shank_l 0, -30, 0"] }'
    pose = pose_with(text, "yaw = 90")
    drawing = quickly_drawn(pose)
    (band,) = (shape for shape in drawing.shapes if shape.fill is Ink.BAND)
    right, left = drawing.marks["ankle_r"][0], drawing.marks["ankle_l"][0]
    assert min(band.points[::2]) < min(right, left)
    assert max(band.points[::2]) > max(right, left)


def test_a_loop_pulled_wide_still_goes_round_the_outside_of_both_legs() -> None:
    text = '{ kind = "loop_band", around = ["shank_r 0, -30, 0", "shank_l 0, -30, 0"] }'
    picture = (pose := pose_with(text, frame="legs = { hip_abduction = 38 }")).pictures[0]
    skeleton = place_body(picture.posture, pose.look)
    builder = MeshBuilder()
    add_body(builder, skeleton, picture.posture, pose.look)
    skin = builder.mesh().vertices
    add_soft_props(builder, picture.props, skeleton)
    band = builder.mesh().vertices[len(skin) :]
    level = np.abs(skin[:, 1] - band[:, 1].mean()) < 1.0
    assert np.ptp(band[:, 2]) >= np.ptp(skin[level, 2])


def test_a_post_in_front_of_the_elbow_is_glass_and_one_beside_it_is_not() -> None:
    arm = "arm_r = { shoulder_abduction = 60 }"
    before, beside = (
        quickly_drawn(pose_with(written("door_post", x=x, z=62), "yaw = 0, pitch = 0", arm)) for x in (0, 45)
    )
    assert glass_of(before, Ink.PROP_SIDE)
    assert not glass_of(beside, Ink.PROP_SIDE)


def test_a_pose_may_forbid_the_glass() -> None:
    wall = '{ kind = "back_wall", z = 60, see_through = false }'
    assert not glass_of(quickly_drawn(pose_with(wall)), Ink.PROP_SIDE)


def test_a_stick_in_the_hands_never_turns_to_glass() -> None:
    drawing = quickly_drawn(pose_with(written("stick"), "yaw = 60"))
    assert not glass_of(drawing, Ink.WOOD_SHADE)
    assert any(shape.fill is Ink.WOOD for shape in drawing.shapes)


def test_a_chair_throws_its_shadow_on_the_floor_below_it() -> None:
    drawing = quickly_drawn(pose_with(written("chair", x=60), "yaw = 0, pitch = 12"))
    shadows = [shape for shape in drawing.shapes if shape.fill is Ink.SHADOW]
    reach = max(max(shape.points[::2]) for shape in shadows)
    assert reach > drawing.marks["toes_r"][0] + 20 * 25


def test_what_is_held_is_drawn_as_dark_as_the_figure() -> None:
    prop, skeleton = prop_and_skeleton(written("dumbbell"))
    assert all(solid.bold for solid in solids_of(prop, skeleton))
    chair, _ = prop_and_skeleton(written("chair"))
    assert not any(solid.bold for solid in solids_of(chair))


def test_a_solid_says_what_it_is_called() -> None:
    named: set[str] = set()
    for kind in ("chair", "plinth", "bike", "doorway"):
        prop, _ = prop_and_skeleton(written(kind))
        named |= {solid.name for solid in solids_of(prop)}
    assert {"seat", "backrest", "top", "saddle", "pedal_r", "post_l", "lintel"} <= named


def test_a_contact_may_name_one_piece_of_a_prop() -> None:
    seated = 'anchor = { site = "seat", x = 0, y = 46 }\nlegs = { hip_flexion = 88, knee_flexion = 88 }\n'
    pose = pose_with('{ kind = "chair" }', frame=f'{seated}contacts = ["seat on chair.seat"]')
    (touch,) = touches(pose, "start")
    assert abs(touch.gap_cm) < 1.5
    wrong = pose_with('{ kind = "chair" }', frame=f'{seated}contacts = ["seat on chair.lid"]')
    with pytest.raises(ResourceError, match="does not have"):
        touches(wrong, "start")


@pytest.mark.parametrize("yaw", [0, 30, 90])
def test_a_strap_turns_its_width_to_the_viewer(yaw: float) -> None:
    pose = pose_with(
        '{ kind = "strap", tail = 0, through = [[90, 60, 90], [90, 120, 90]] }', f"yaw = {yaw}, pitch = 0"
    )
    (strap,) = (shape for shape in quickly_drawn(pose).shapes if shape.fill is Ink.STRAP)
    width = np.ptp(strap.points[::2]) / UNITS_PER_CM
    assert width == pytest.approx(2 * 2.2, abs=0.7)


def test_a_strap_round_the_sole_lies_outside_the_skin_on_the_far_side() -> None:
    pose = pose_with('{ kind = "strap", tail = 0, through = [[30, 100, 9], "forefoot_r", [30, 100, 8]] }')
    skeleton = place_body(pose.pictures[0].posture, pose.look)
    builder = MeshBuilder()
    add_body(builder, skeleton, pose.pictures[0].posture, pose.look)
    add_soft_props(builder, pose.pictures[0].props, skeleton)
    mesh = builder.mesh()
    strap = mesh.vertices[np.unique(mesh.faces[mesh.parts >= FIRST_PROP_PART])]
    foot = mesh.vertices[mesh.vertices_of((Part.FOOT_R,))]
    assert foot[:, 1].min() - 2.0 < strap[:, 1].min() < foot[:, 1].min()


def test_the_straps_of_a_backpack_lie_on_the_shirt() -> None:
    pose = pose_with('{ kind = "backpack" }')
    posture = pose.pictures[0].posture
    skeleton = place_body(posture, pose.look)
    builder = MeshBuilder()
    add_body(builder, skeleton, posture, pose.look)
    add_soft_props(builder, pose.pictures[0].props, skeleton)
    mesh = builder.mesh()
    straps = mesh.vertices[np.unique(mesh.faces[mesh.parts >= FIRST_PROP_PART + 2])]
    chest = straps[straps[:, 0] > skeleton.head.origin[0]]
    shirt = cKDTree(mesh.vertices[mesh.vertices_of((Part.TORSO, Part.UPPER_ARM_R, Part.UPPER_ARM_L))])
    assert len(chest) > 40
    assert shirt.query(chest)[0].max() < 3.5


def test_the_ridges_of_a_twist_bar_wind_about_it() -> None:
    edges = []
    for twist in (0, 180):
        prop, skeleton = prop_and_skeleton(written("twist_bar", twist=twist))
        builder = MeshBuilder()
        add_soft_props(builder, (prop,), skeleton)
        bar = builder.mesh()
        edges.append(bar.vertices[: len(bar.vertices) - 2].reshape(-1, 48, 3)[-1, 0])
    assert np.linalg.norm(edges[0] - edges[1]) > 3.0
