"""What one frame of a pose says of the body: joint angles in degrees, or where hands and feet go."""

from dataclasses import dataclass, field
from typing import Final, Literal

from clinic_app.figures.sites import Place, Site, Vector
from clinic_app.figures.touching import ArmTouch, LegTouch, Rest

Side = Literal["r", "l"]
SIDES: Final[tuple[Side, Side]] = ("r", "l")

TRUNK: Final = ("lumbar", "thorax", "neck", "head")


@dataclass(frozen=True, slots=True)
class Pelvis:
    """How the pelvis stands in the room; lying on the back is ``forward_tilt = -90``."""

    forward_tilt: float = 0.0
    side_lean: float = 0.0
    turn: float = 0.0
    spin: float = 0.0


@dataclass(frozen=True, slots=True)
class Bend:
    """One region of the spine: flexion forwards, side-bend to the right, rotation to the left."""

    flexion: float = 0.0
    side_bend: float = 0.0
    rotation: float = 0.0


@dataclass(frozen=True, slots=True)
class RoomFoot:
    """A foot held against the room instead of the shank: toes up, toes out, sole turned out."""

    pitch: float = 0.0
    toes_out: float = 0.0
    roll: float = 0.0
    forward: Vector | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """Joint angles, or with ``ankle_at`` the place the ankle reaches for, or what ``touch`` says.

    ``big_toe_extension`` is that of the other toes where it is not given; ``arch_raise`` (cm) domes a bare
    foot.
    """

    hip_flexion: float = 0.0
    hip_abduction: float = 0.0
    hip_external_rotation: float = 0.0
    knee_flexion: float = 0.0
    dorsiflexion: float = 0.0
    eversion: float = 0.0
    toe_extension: float = 0.0
    big_toe_extension: float | None = None
    toe_curl: float = 0.0
    arch_raise: float = 0.0
    ankle_at: Place | None = None
    knee_towards: Vector | None = None
    foot: RoomFoot | None = None
    touch: LegTouch | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """Joint angles, or with ``wrist_at`` the place the wrist reaches for, or what ``touch`` says.

    ``palm`` and ``fingers`` are directions; ``axes_of`` names the part whose axes they are given in
    (else the room's). ``scapula_up`` and ``scapula_forward`` are centimetres. ``wrist_deviation`` goes to
    the thumb's side, with a minus to the little finger's. ``fingers_bend`` names fingers with their joints'
    degrees. ``holds`` is the radius of what the hand closes round.
    """

    shoulder_flexion: float = 0.0
    shoulder_abduction: float = 0.0
    shoulder_external_rotation: float = 0.0
    elbow_flexion: float = 0.0
    pronation: float = 20.0
    wrist_extension: float = 0.0
    wrist_deviation: float = 0.0
    scapula_up: float = 0.0
    scapula_forward: float = 0.0
    wrist_at: Place | None = None
    elbow_towards: Vector | None = None
    palm: Vector | None = None
    fingers: Vector | None = None
    axes_of: str | None = None
    hand: str = "relaxed"
    fingers_bend: tuple[tuple[str, tuple[float, ...]], ...] = ()
    holds: float | None = None
    touch: ArmTouch | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What fixes the body in the room.

    With ``rests`` the body is moved until those parts touch their surfaces; x and z are then the hips'.
    With a ``site`` that point is put at x, y, z (those given); else the lowest point of the ``lowest``
    parts (all, where none is named) rests at height ``y``, pressed in by ``sink`` centimetres.
    """

    site: Site | None = None
    x: float | None = None
    y: float | None = None
    z: float | None = None
    lowest: tuple[str, ...] = ()
    sink: float | None = None
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class Posture:
    """The whole body in one frame. ``head_on`` names what the head rests on."""

    anchor: Anchor = field(default_factory=Anchor)
    pelvis: Pelvis = field(default_factory=Pelvis)
    lumbar: Bend = field(default_factory=Bend)
    thorax: Bend = field(default_factory=Bend)
    neck: Bend = field(default_factory=Bend)
    head: Bend = field(default_factory=Bend)
    leg_r: Leg = field(default_factory=Leg)
    leg_l: Leg = field(default_factory=Leg)
    arm_r: Arm = field(default_factory=Arm)
    arm_l: Arm = field(default_factory=Arm)
    head_on: str | None = None

    def bend(self, region: str) -> Bend:
        """The bend of a region of :data:`TRUNK`."""
        return {"lumbar": self.lumbar, "thorax": self.thorax, "neck": self.neck, "head": self.head}[region]

    def leg(self, side: Side) -> Leg:
        """The leg of that side."""
        return self.leg_r if side == "r" else self.leg_l

    def arm(self, side: Side) -> Arm:
        """The arm of that side."""
        return self.arm_r if side == "r" else self.arm_l
