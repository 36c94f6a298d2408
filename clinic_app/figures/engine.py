"""From a pose's frame to a drawing: body, camera, pixels, and the layers of the picture back to front."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Ink, Lens, Shape, Weight
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import Mesh, MeshBuilder, Part, part_of
from clinic_app.figures.body_areas import muscle_areas, region_areas
from clinic_app.figures.camera import Box, Camera, Window
from clinic_app.figures.clipping import clipped
from clinic_app.figures.close_details import skin_details
from clinic_app.figures.contours import Plotter, curve, joined, polygon
from clinic_app.figures.details import details_of, knuckles_of, seen_details
from clinic_app.figures.fold_lines import FOLD_WIDTH, folds_of
from clinic_app.figures.framing import Shot, shot_of
from clinic_app.figures.ground import ground_shadows
from clinic_app.figures.hair_lines import STRAND_WIDTH, strands_of, tapered
from clinic_app.figures.line_art import areas_of, figure_lines
from clinic_app.figures.muscle_art import muscle_shapes
from clinic_app.figures.muscles import PosedBody, ShownMuscle, shown_muscles
from clinic_app.figures.pixels import Pixels, look_at, look_at_mesh
from clinic_app.figures.pose import Frame, Pose
from clinic_app.figures.posture import SIDES, Posture
from clinic_app.figures.prop_art import glass, prop_edges, prop_faces
from clinic_app.figures.props.making import add_soft_props
from clinic_app.figures.shading import filled
from clinic_app.figures.sign_art import sign_shapes
from clinic_app.figures.sign_places import placed_signs
from clinic_app.figures.sites import site_from_text
from clinic_app.figures.skeleton import Skeleton
from clinic_app.figures.solids import Solid
from clinic_app.figures.solving.settle import settled
from clinic_app.figures.veils import Onlooker, sorted_solids

_FINE: Final = 0.3
_MEDIUM: Final = 0.35
_COARSE: Final = 0.6
"""How far (pixels) a line may stray from what was traced: less where a small bend is a finger or a nose."""

_STROKE_FACING: Final = 0.25
_END_RADIUS: Final = 13.0
"""No point of a hand or foot is further (cm) from its middle."""

_FACING: Final = 0.3
"""Creases and nails are not drawn where the skin turns away further than this cosine."""

_FACING_KNUCKLES: Final = 0.6
"""Nor the hollows between knuckles further than this: foreshortened they are dots."""

_MARKED_LIMB_SITES: Final = ("hip", "knee", "ankle", "heel", "forefoot", "toes", "shoulder", "elbow", "wrist")
_MARKED_SITES: Final = ("crown", "chin", "seat", "sternum")


class Quality(Enum):
    """How finely a figure is traced, in pixels per centimetre of the body."""

    PRINT = 3.0
    DRAG = 1.6


@dataclass(frozen=True, slots=True)
class _Scene:
    """A frame in the room."""

    skeleton: Skeleton
    posture: Posture
    mesh: Mesh
    muscles: tuple[ShownMuscle, ...]
    solids: tuple[Solid, ...] = ()
    see_through: tuple[Solid, ...] = ()


def draw(pose: Pose, frame: str, *, quality: Quality = Quality.PRINT) -> Drawing:
    """The picture of one frame of the pose.

    All frames of a pose share box, scale and baseline.

    Raises:
        InputError: the pose has no such frame.
    """
    picture = pose.picture(frame)
    shot = shot_of(pose, picture)
    camera, box, close = shot.camera, shot.box, picture.close_up is not None
    scene = _scene(pose, picture, shot, close=close)
    window = Window.over(box if close else Box.around(camera.see(scene.mesh.vertices)), quality.value)
    raster = look_at_mesh(scene.mesh, camera, window)
    onlooker = Onlooker(camera, window, raster, scene.mesh, scene.muscles, scene.skeleton)
    hard = sorted_solids(picture.props, onlooker)
    scene = replace(scene, solids=hard.solids, see_through=hard.see_through)
    pixels = look_at(scene.mesh, raster, hard.depth, camera, window)
    shapes = _shapes(pose, picture, scene, pixels, box, quality)
    return Drawing(
        width=box.width_units,
        height=box.height_units,
        shapes=tuple(clipped(shapes, box.width_units, box.height_units) if close else shapes),
        baseline=round((box.top - shot.baseline) * UNITS_PER_CM),
        lens=_lens(picture, scene.skeleton, camera, box),
        marks=_marks(scene.skeleton, camera, box, inside_only=close),
        areas=_areas(pose, scene, pixels, box) if pose.is_map else {},
    )


def _scene(pose: Pose, frame: Frame, shot: Shot, *, close: bool) -> _Scene:
    body = settled(frame, pose.look)
    skeleton = body.skeleton
    builder = MeshBuilder()
    fine = _near(skeleton, shot) if close else frozenset()
    add_body(builder, skeleton, body.posture, pose.look, fine=fine)
    add_soft_props(builder, frame.props, skeleton, shot.camera.axes[2])
    mesh = builder.mesh()
    muscles = shown_muscles(frame.highlights, PosedBody(skeleton, mesh, body.posture, pose.look, fine))
    if close:
        mesh = mesh.seen_in(shot.camera.see(mesh.vertices), shot.box)
    return _Scene(skeleton, body.posture, mesh, muscles)


def _near(skeleton: Skeleton, shot: Shot) -> frozenset[Part]:
    """The hands and feet the shot may show."""
    ends = [(part_of("hand", side), skeleton.arms[side].end.at(0.0, -9.0, 0.0)) for side in SIDES]
    ends += [(part_of("foot", side), skeleton.legs[side].end.at(6.0, -4.0, 0.0)) for side in SIDES]
    room = shot.box.widened(_END_RADIUS * shot.camera.zoom)
    return frozenset(part for part, middle in ends if room.holds(shot.camera.see(middle)))


def _shapes(
    pose: Pose, frame: Frame, scene: _Scene, pixels: Pixels, box: Box, quality: Quality
) -> Iterator[Shape]:
    camera, window = pixels.camera, pixels.window
    plotter = Plotter(window, box)
    yield from prop_faces(scene.solids, camera, box)
    skin = scene.mesh.vertices if frame.close_up is None else scene.mesh.surface_points()
    coarse = quality is Quality.DRAG
    yield from ground_shadows(skin, scene.solids, camera, box, coarse=coarse)
    areas = areas_of(pixels)
    yield from filled(pixels, areas.materials, plotter)
    yield from muscle_shapes(pixels, scene.mesh, scene.muscles, plotter, coarse=coarse)
    yield from prop_edges(scene.solids, pixels, box)
    yield from glass(scene.see_through, pixels, box)
    lines = figure_lines(pixels, scene.skeleton, areas)
    drawn_on = details_of(scene.skeleton, scene.posture, pose.look, camera.axes[2])
    details, spots = seen_details(drawn_on, pixels)
    close = () if frame.close_up is None else skin_details(scene.skeleton, scene.posture, pose.look)
    creases, _ = seen_details(iter(close), pixels, _FACING)
    knuckles, _ = seen_details(knuckles_of(scene.skeleton, scene.posture), pixels, _FACING_KNUCKLES)
    yield from _strands_and_folds(scene, pixels, pose, plotter)
    kinds = (
        (lines.fingers, Weight.HAND, _FINE),
        (lines.hairline, Weight.HAND, _MEDIUM),
        (lines.inner, Weight.INNER, _COARSE),
        (lines.props, Weight.INNER, _MEDIUM),
        (details, Weight.DETAIL, _FINE),
        (creases + knuckles, Weight.HAND, _FINE),
        (lines.outline, Weight.OUTLINE, _MEDIUM),
    )
    paths = plotter.paths((drawn, tolerance) for drawn, _, tolerance in kinds)
    for path, (_, weight, _) in zip(paths, kinds, strict=True):
        if path.verbs:
            yield Shape(path.verbs, path.points, stroke=Ink.LINE, weight=weight)
    dots = joined(polygon(plotter.units(spot)) for spot in spots)
    if dots.verbs:
        yield Shape(dots.verbs, dots.points, Ink.LINE)
    within = box if frame.close_up is not None else None
    for sign in placed_signs(pose, frame, camera.zoom, within):
        yield from sign_shapes(sign, box)


def _areas(pose: Pose, scene: _Scene, pixels: Pixels, box: Box) -> dict[str, Shape]:
    plotter = Plotter(pixels.window, box)
    body = PosedBody(scene.skeleton, scene.mesh, scene.posture, pose.look)
    return region_areas(pixels, scene.skeleton, plotter) | muscle_areas(pixels, body, plotter)


def _strands_and_folds(scene: _Scene, pixels: Pixels, pose: Pose, plotter: Plotter) -> Iterator[Shape]:
    """Tapered strokes on hair and clothes."""
    scale = pixels.window.pixels_per_cm * pixels.camera.zoom
    for details, width, ink in (
        (strands_of(scene.skeleton.head, pose.look), STRAND_WIDTH, Ink.HAIR_STRAND),
        (folds_of(scene.skeleton, pose.look), FOLD_WIDTH, Ink.LINE),
    ):
        lines, _ = seen_details(details, pixels, _STROKE_FACING)
        strokes = [tapered(line, width * scale) for line in lines]
        path = joined(curve(plotter.units(stroke), closed=True) for stroke in strokes)
        if path.verbs:
            yield Shape(path.verbs, path.points, ink)


def _lens(frame: Frame, skeleton: Skeleton, camera: Camera, box: Box) -> Lens | None:
    if frame.magnifier is None:
        return None
    x, y = box.units(camera.see(skeleton.locate(frame.magnifier.at)))
    return Lens(round(float(x)), round(float(y)), round(frame.magnifier.radius * camera.zoom * UNITS_PER_CM))


def _marks(skeleton: Skeleton, camera: Camera, box: Box, *, inside_only: bool) -> dict[str, tuple[int, int]]:
    names = [*_MARKED_SITES, *(f"{site}_{side}" for site in _MARKED_LIMB_SITES for side in SIDES)]
    marks = {}
    for name in names:
        site = site_from_text(name)
        if site is not None:
            x, y = box.units(camera.see(skeleton.locate(site)))
            if not inside_only or (0 <= x <= box.width_units and 0 <= y <= box.height_units):
                marks[name] = (round(float(x)), round(float(y)))
    return marks
