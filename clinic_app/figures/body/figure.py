"""The whole body over a posed skeleton."""

from clinic_app.figures.body.builds import BUILDS
from clinic_app.figures.body.feet import add_foot
from clinic_app.figures.body.hands import add_hand
from clinic_app.figures.body.head import add_head
from clinic_app.figures.body.limbs import add_arm, add_leg
from clinic_app.figures.body.mesh import MeshBuilder
from clinic_app.figures.body.trunk import add_buttock, add_shoulder, add_torso
from clinic_app.figures.posture import SIDES, Posture
from clinic_app.figures.scene import Look
from clinic_app.figures.skeleton import Skeleton


def add_body(builder: MeshBuilder, skeleton: Skeleton, posture: Posture, look: Look) -> None:
    """Add every part of the body, dressed as ``look`` says."""
    build = BUILDS[look.build]
    bare = look.feet == "bare"
    add_torso(builder, skeleton, look.build)
    add_head(builder, skeleton.head, look.hair)
    for side in SIDES:
        leg, arm = skeleton.legs[side], skeleton.arms[side]
        add_leg(builder, leg, build, socks=not bare)
        add_foot(builder, leg, posture.leg(side).toe_extension, bare=bare)
        add_buttock(builder, skeleton, leg)
        add_arm(builder, skeleton, arm, build)
        add_hand(builder, arm, posture.arm(side).hand)
        add_shoulder(builder, skeleton, arm, build)
