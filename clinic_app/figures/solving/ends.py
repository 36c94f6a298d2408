"""The skin of hands and feet in their own axes: the same wherever the limb is, so made once and kept."""

from dataclasses import replace
from functools import lru_cache

from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.figure import add_body
from clinic_app.figures.body.mesh import MeshBuilder, Part, part_of
from clinic_app.figures.geometry import Array, vector
from clinic_app.figures.posture import Arm, Leg, Posture, Side
from clinic_app.figures.scene import Look
from clinic_app.figures.stand import pose_skeleton


def foot_skin(leg: Leg, side: Side, look: Look) -> Array:
    """The foot's skin (n, 3) with toes and arch bent as the leg says; not to be written to."""
    toes = Leg(
        toe_extension=leg.toe_extension,
        big_toe_extension=leg.big_toe_extension,
        toe_curl=leg.toe_curl,
        arch_raise=leg.arch_raise,
    )
    return _skin(replace(Posture(), leg_r=toes, leg_l=toes), part_of("foot", side), (), look)


def hand_skin(arm: Arm, side: Side, look: Look) -> Array:
    """The skin (n, 3) of palm and fingers, without the thumb, which lies beside; not to be written to."""
    hand = Arm(hand=arm.hand, fingers_bend=arm.fingers_bend)
    fingers = tuple(part_of(stem, side) for stem in ("index", "middle", "ring", "little"))
    return _skin(replace(Posture(), arm_r=hand, arm_l=hand), part_of("hand", side), fingers, look)


@lru_cache(maxsize=128)
def _skin(posture: Posture, part: Part, more: tuple[Part, ...], look: Look) -> Array:
    skeleton = pose_skeleton(posture, shoulder_width=BUILDS[look.build].shoulders)
    builder = MeshBuilder()
    add_body(builder, skeleton, posture, look, frozenset((part,)))
    mesh = builder.mesh()
    end = skeleton.segment(part.name.lower())
    found = vector((mesh.vertices[mesh.vertices_of((part, *more))] - end.origin) @ end.axes)
    found.flags.writeable = False
    return found
