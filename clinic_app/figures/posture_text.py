"""A frame's table of a pose file, read as a posture."""

from clinic_app.figures.hand_shapes import FINGERS, HAND_SHAPES
from clinic_app.figures.posture import (
    TRUNK,
    Anchor,
    Arm,
    Bend,
    Leg,
    Pelvis,
    Posture,
    RoomFoot,
    Side,
)
from clinic_app.figures.toml_fields import Fields
from clinic_app.figures.touching import ArmTouch, is_on_body
from clinic_app.figures.touching_text import read_arm_touch, read_leg_touch, read_rests


def read_posture(fields: Fields) -> Posture:
    """The posture a frame's table describes; ``legs`` and ``arms`` stand for both sides at once."""
    bends = {region: _read_bend(fields.table(region)) for region in TRUNK}
    return Posture(
        anchor=_read_anchor(fields.table("anchor")),
        pelvis=_read_pelvis(fields.table("pelvis")),
        lumbar=bends["lumbar"],
        thorax=bends["thorax"],
        neck=bends["neck"],
        head=bends["head"],
        leg_r=_read_leg(_limb(fields, "leg", "r")),
        leg_l=_read_leg(_limb(fields, "leg", "l")),
        arm_r=_read_arm(_limb(fields, "arm", "r")),
        arm_l=_read_arm(_limb(fields, "arm", "l")),
        head_on=fields.text("head_on") or None,
    )


def _limb(fields: Fields, limb: str, side: Side) -> Fields:
    both = fields.table(f"{limb}s")
    own = fields.table(f"{limb}_{side}")
    return own if fields.has(f"{limb}_{side}") else both


def _read_anchor(fields: Fields) -> Anchor:
    anchor = Anchor(
        site=fields.site("site"),
        x=fields.number_or_none("x"),
        y=fields.number_or_none("y"),
        z=fields.number_or_none("z"),
        lowest=fields.texts("lowest"),
        sink=fields.number_or_none("sink"),
        rests=read_rests(fields),
    )
    fields.finish()
    return anchor


def _read_pelvis(fields: Fields) -> Pelvis:
    pelvis = Pelvis(
        forward_tilt=fields.number("forward_tilt"),
        side_lean=fields.number("side_lean"),
        turn=fields.number("turn"),
        spin=fields.number("spin"),
    )
    fields.finish()
    return pelvis


def _read_bend(fields: Fields) -> Bend:
    bend = Bend(
        flexion=fields.number("flexion"),
        side_bend=fields.number("side_bend"),
        rotation=fields.number("rotation"),
    )
    fields.finish()
    return bend


def _read_leg(fields: Fields) -> Leg:
    leg = Leg(
        hip_flexion=fields.number("hip_flexion"),
        hip_abduction=fields.number("hip_abduction"),
        hip_external_rotation=fields.number("hip_external_rotation"),
        knee_flexion=fields.number("knee_flexion"),
        dorsiflexion=fields.number("dorsiflexion"),
        eversion=fields.number("eversion"),
        toe_extension=fields.number("toe_extension"),
        big_toe_extension=fields.number_or_none("big_toe_extension"),
        toe_curl=fields.number("toe_curl"),
        arch_raise=fields.number("arch_raise"),
        ankle_at=fields.place_at("ankle_at"),
        knee_towards=fields.vector("knee_towards"),
        foot=_read_foot(fields.table("foot")) if fields.has("foot") else None,
        touch=read_leg_touch(fields),
    )
    fields.finish()
    return leg


def _read_foot(fields: Fields) -> RoomFoot:
    foot = RoomFoot(
        pitch=fields.number("pitch"),
        toes_out=fields.number("toes_out"),
        roll=fields.number("roll"),
        forward=fields.vector("forward"),
    )
    fields.finish()
    return foot


def _usual_hand(touch: ArmTouch | None) -> str:
    if touch is None or touch.part == "elbow":
        return "relaxed"
    if touch.part == "palm" and is_on_body(touch.surface):
        return "relaxed"
    return {
        "palm": "flat",
        "forearm": "flat",
        "back_of_hand": "flat",
        "fist": "fist",
        "fingertips": "cup",
    }.get(touch.part, "grip")


def _read_arm(fields: Fields) -> Arm:
    touch = read_arm_touch(fields)
    arm = Arm(
        shoulder_flexion=fields.number("shoulder_flexion"),
        shoulder_abduction=fields.number("shoulder_abduction"),
        shoulder_external_rotation=fields.number("shoulder_external_rotation"),
        elbow_flexion=fields.number("elbow_flexion"),
        pronation=fields.number("pronation", 20.0),
        wrist_extension=fields.number("wrist_extension"),
        wrist_deviation=fields.number("wrist_deviation"),
        scapula_up=fields.number("scapula_up"),
        scapula_forward=fields.number("scapula_forward"),
        wrist_at=fields.place_at("wrist_at"),
        elbow_towards=fields.vector("elbow_towards"),
        palm=None if touch else fields.vector("palm"),
        fingers=None if touch else fields.vector("fingers"),
        axes_of=fields.part("axes_of"),
        hand=fields.choice("hand", HAND_SHAPES, _usual_hand(touch)),
        fingers_bend=_read_fingers(fields.table("fingers_bend")),
        touch=touch,
    )
    fields.finish()
    return arm


def _read_fingers(fields: Fields) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Fingers with MCP, PIP and DIP; the thumb with its two abductions, opposition, MCP and IP."""
    counts = {**dict.fromkeys(FINGERS, 3), "thumb": 5}
    named = tuple((name, fields.numbers(name, count)) for name, count in counts.items() if fields.has(name))
    fields.finish()
    return named
