"""The whole body over a posed skeleton."""

from collections.abc import Set as AbstractSet

from clinic_app.figures.body.bare_feet import add_bare_foot
from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.feet import add_shoe
from clinic_app.figures.body.hands import add_hand, bends_of
from clinic_app.figures.body.head import add_head
from clinic_app.figures.body.limbs import add_arm, add_leg
from clinic_app.figures.body.mesh import MeshBuilder, Part, part_of
from clinic_app.figures.body.toe_bones import ToeBends
from clinic_app.figures.body.trunk import add_buttock, add_shoulder, add_torso
from clinic_app.figures.posture import SIDES, Leg, Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Limb, Skeleton


def add_body(
    builder: MeshBuilder,
    skeleton: Skeleton,
    posture: Posture,
    look: Look,
    only: AbstractSet[Part] | None = None,
    *,
    fine: AbstractSet[Part] = frozenset(),
) -> None:
    """Add the body, dressed as ``look`` says; with ``only`` no more than the pieces those parts are of.

    Hands and feet that are ``fine`` can be looked at close up.
    """
    build = BUILDS[look.build]
    bare = look.feet == "bare"
    wanted = frozenset(Part) if only is None else only
    if Part.TORSO in wanted:
        add_torso(builder, skeleton, look.build)
    if Part.HEAD in wanted:
        add_head(builder, skeleton.head, look, build.jowls)
    for side in SIDES:
        leg, arm = skeleton.legs[side], skeleton.arms[side]
        if wanted & {part_of("thigh", side), part_of("shank", side)}:
            add_leg(builder, leg, build, socks=not bare)
        if part_of("foot", side) in wanted:
            _add_foot(builder, leg, posture.leg(side), bare=bare, fine=part_of("foot", side) in fine)
        if Part.TORSO in wanted:
            add_buttock(builder, skeleton, leg, build)
            add_shoulder(builder, skeleton, arm, build)
        if wanted & {part_of("upper_arm", side), part_of("forearm", side)}:
            add_arm(builder, skeleton, arm, build)
        if part_of("hand", side) in wanted:
            add_hand(builder, arm, bends_of(posture.arm(side)), fine=part_of("hand", side) in fine)


def toe_bends(leg: Leg) -> ToeBends:
    """How a bare foot's toes and arch are bent."""
    big_toe = leg.toe_extension if leg.big_toe_extension is None else leg.big_toe_extension
    return ToeBends(leg.toe_extension, big_toe, leg.toe_curl, leg.arch_raise)


def _add_foot(builder: MeshBuilder, limb: Limb, leg: Leg, *, bare: bool, fine: bool) -> None:
    if bare:
        add_bare_foot(builder, limb, toe_bends(leg), fine=fine)
    else:
        add_shoe(builder, limb, leg.toe_extension)
