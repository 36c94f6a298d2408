"""Everything a machine can find wrong with a picture, as sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from clinic_app.domain.drawing import Drawing, Ink
from clinic_app.figures import engine
from clinic_app.figures.body.mesh import Mesh
from clinic_app.figures.checks.balance import centre_of_mass, overhang
from clinic_app.figures.checks.clashes import floor_clashes, limb_clashes, prop_clashes
from clinic_app.figures.checks.joints import joint_angles
from clinic_app.figures.contacts import touches
from clinic_app.figures.geometry import length
from clinic_app.figures.pose import Frame, Pose
from clinic_app.figures.posture import SIDES
from clinic_app.figures.prop_kinds import HELD
from clinic_app.figures.props.making import solids_of
from clinic_app.figures.scene import Prop
from clinic_app.figures.sites import Site
from clinic_app.figures.solids import Solid
from clinic_app.figures.solving.patches import Surface, patches_of, round_surface
from clinic_app.figures.solving.settle import settled, skin_of
from clinic_app.figures.solving.surfaces import CUSHIONS, STANDING_FACES, floor, soft_surface

_GAP: Final = 1.0
_SHORT: Final = 0.9
_SOFT_GAP: Final = 2.6
_OVERHANG: Final = 3.0
_SEEN: Final = 20 * 20 * 6
"""Square body units of muscle that must be seen."""

_STANDING_PARTS: Final = ("heel", "forefoot", "toes", "knee", "kneecap", "foot", "sole")
_UP: Final = 0.7


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one frame of a pose."""

    slug: str
    frame: str
    sentence: str

    def __str__(self) -> str:
        """The whole complaint."""
        return f"{self.slug}, {self.frame}: {self.sentence}"


def pose_faults(pose: Pose, *, drawn: bool = False) -> tuple[Fault, ...]:
    """All faults of all frames; with ``drawn`` the pictures are drawn to see whether the muscles show.

    Raises:
        ResourceError: the pose touches or names something its picture does not have.
    """
    return tuple(
        Fault(pose.slug, frame.name, sentence)
        for frame in pose.pictures
        for sentence in _sentences(pose, frame, drawn=drawn)
    )


def _sentences(pose: Pose, frame: Frame, *, drawn: bool) -> Iterator[str]:
    mesh = skin_of(frame, pose.look)
    if not np.isfinite(mesh.vertices).all():
        yield "the body has points that are no numbers"
        return
    yield from contact_faults(pose, frame)
    yield from joint_faults(pose, frame)
    if frame.close_up is not None:
        return
    yield from clash_faults(pose, frame, mesh)
    yield from balance_faults(pose, frame, mesh)
    if drawn and frame.highlights and not _muscle_shows(pose, frame):
        yield "the highlighted muscle cannot be seen"


def contact_faults(pose: Pose, frame: Frame) -> Iterator[str]:
    """Contacts that do not touch, or are pressed in."""
    short = dict(_short_of(pose, frame))
    yield from (f"{limb} is {gap:.0f} cm short of what it reaches for" for limb, gap in short.items())
    for touch in touches(pose, frame.name):
        contact, gap = touch.contact, touch.gap_cm
        if short and contact.site.rpartition("_")[2] in {limb[-1] for limb in short}:
            continue
        if gap > _GAP:
            far = "is not over" if gap > 90 else f"is {gap:.1f} cm off"
            yield f"{contact.site} {far} {contact.surface}"
        elif gap < -(_SOFT_GAP if touch.gives_way else _GAP):
            yield f"{contact.site} is {-gap:.1f} cm inside {contact.surface}"


def _short_of(pose: Pose, frame: Frame) -> Iterator[tuple[str, float]]:
    """Limbs that touch something by their lines and are too short or too folded to get there."""
    body = settled(frame, pose.look)
    for side in SIDES:
        leg, arm = body.posture.leg(side), body.posture.arm(side)
        for limb, touch, place, end in (
            (f"leg_{side}", leg.touch, leg.ankle_at, body.skeleton.legs[side].end),
            (f"arm_{side}", arm.touch, arm.wrist_at, body.skeleton.arms[side].end),
        ):
            if touch is not None and place is not None:
                gap = length(body.skeleton.locate(place) - end.origin)
                if gap > _SHORT:
                    yield limb, gap


def joint_faults(pose: Pose, frame: Frame) -> Iterator[str]:
    """Joints beyond their range; what a mistake shows may be."""
    body = settled(frame, pose.look)
    for angle in joint_angles(body.posture, body.skeleton):
        if angle.excess > 0.5 and frame.name != "mistake":
            yield angle.sentence()


def clash_faults(pose: Pose, frame: Frame, mesh: Mesh) -> Iterator[str]:
    """Limbs in each other, in the trunk, in props or the floor."""
    body = settled(frame, pose.look)
    for clash in (*limb_clashes(body.posture, body.skeleton), *prop_clashes(mesh, _solids(pose, frame))):
        yield clash.sentence()
    yield from (clash.sentence() for clash in floor_clashes(mesh))


def balance_faults(pose: Pose, frame: Frame, mesh: Mesh) -> Iterator[str]:
    """A body that would fall over, where nothing but what is below carries it."""
    if _held_by_hands(pose, frame) or frame.name == "mistake":
        return
    centre = centre_of_mass(settled(frame, pose.look).skeleton)
    outside = overhang(centre, mesh.vertices, _carriers(pose, frame))
    if outside > _OVERHANG:
        far = "carried by nothing" if outside > 900 else f"{outside:.0f} cm outside what carries it"
        yield f"the body's centre of mass is {far}"


def _solids(pose: Pose, frame: Frame) -> tuple[tuple[str, Solid], ...]:
    """The hard pieces of props the body does not itself hold, wear or lie on a towel with."""
    skeleton = settled(frame, pose.look).skeleton
    return tuple(
        (prop.name, solid)
        for prop in frame.props
        if not _goes_with_the_body(prop)
        for solid in solids_of(prop, skeleton)
    )


def _goes_with_the_body(prop: Prop) -> bool:
    on_body = isinstance(prop.at, Site) or any(isinstance(place, Site) for place in prop.through)
    return on_body or prop.kind in HELD


def _carriers(pose: Pose, frame: Frame) -> list[Surface]:
    """Every surface something can stand or lie on."""
    skeleton = settled(frame, pose.look).skeleton
    surfaces = [floor()]
    for prop in frame.props:
        if prop.kind in CUSHIONS:
            surfaces.append(soft_surface(prop.name, prop, skeleton))
        elif prop.kind not in STANDING_FACES:
            surfaces += [_top_of(prop.name, solid) for solid in solids_of(prop, skeleton)]
    return [surface for surface in surfaces if surface.patches or surface.points is not None]


def _top_of(name: str, solid: Solid) -> Surface:
    if solid.soft:
        return round_surface(name, [solid])
    return Surface(name, tuple(patch for patch in patches_of(solid) if patch.normal[1] > _UP))


def _held_by_hands(pose: Pose, frame: Frame) -> bool:
    """Whether hands, or a wall behind the back, carry the body too."""
    if any(settled(frame, pose.look).posture.arm(side).touch for side in SIDES):
        return True
    standing = {
        name for prop in frame.props if prop.kind in STANDING_FACES for name in (prop.name, prop.kind)
    }
    touched = [rest.surface for rest in frame.posture.anchor.rests]
    touched += [contact.surface for contact in frame.contacts]
    if any(surface.partition(".")[0] in standing for surface in touched):
        return True
    return any(
        contact.site.rpartition("_")[0] not in _STANDING_PARTS
        for contact in frame.contacts
        if "_" in contact.site
    )


def _muscle_shows(pose: Pose, frame: Frame) -> bool:
    drawing = engine.draw(pose, frame.name, quality=engine.Quality.DRAG)
    return _area(drawing) > _SEEN


def _area(drawing: Drawing) -> float:
    """Square body units of muscle."""
    total = 0.0
    for shape in drawing.shapes:
        if shape.fill is Ink.MUSCLE:
            points = np.array(shape.points, dtype=np.float64).reshape(-1, 2)
            x, y = points[:, 0], points[:, 1]
            total += abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    return total
