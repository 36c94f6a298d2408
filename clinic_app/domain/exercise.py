"""An exercise of the library: what it is, whom it is for, how it is taught, how it is dosed."""

from dataclasses import dataclass, field
from enum import StrEnum

from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.side import ONE_SIDED, TWO_SIDED, Side


class ExerciseKind(StrEnum):
    """What sort of exercise it is; decides the dose's fields and its stop rules."""

    STATIC_STRETCH = "static_stretch"
    DYNAMIC_STRETCH = "dynamic_stretch"
    PNF_CONTRACT_RELAX = "pnf_contract_relax"
    NEURAL_MOBILISATION = "neural_mobilisation"
    JOINT_MOBILITY = "joint_mobility"
    ISOMETRIC = "isometric"
    STRENGTHENING = "strengthening"
    MOTOR_CONTROL = "motor_control"
    BALANCE = "balance"
    BREATHING_RELAXATION = "breathing_relaxation"
    SELF_MASSAGE = "self_massage"
    AEROBIC = "aerobic"

    @property
    def is_stretch(self) -> bool:
        """Whether its holds count as time under stretch."""
        return self in (ExerciseKind.STATIC_STRETCH, ExerciseKind.PNF_CONTRACT_RELAX)


class Position(StrEnum):
    """How the patient is placed."""

    STANDING = "standing"
    SITTING = "sitting"
    LONG_SITTING = "long_sitting"
    FLOOR_SITTING = "floor_sitting"
    SUPINE = "supine"
    PRONE = "prone"
    SIDE_LYING = "side_lying"
    QUADRUPED = "quadruped"
    HALF_KNEELING = "half_kneeling"
    KNEELING = "kneeling"

    @property
    def needs_floor(self) -> bool:
        """Whether the patient must get down to the floor (or onto a bed)."""
        return self not in (Position.STANDING, Position.SITTING)


class ReviewStatus(StrEnum):
    """Whether a named clinician has signed the row off."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientWording:
    """What a patient reads, in one language; ``**words**`` are printed bold.

    ``name`` is the heading on the sheet, ``steps`` start with the starting position. ``felt_where``,
    ``common_mistake`` and ``easier`` are whole sentences without a lead-in. ``start_caption`` and
    ``end_caption`` stand below the first and the decisive picture, ``captions`` below others, by frame.
    """

    name: str
    steps: tuple[str, ...]
    felt_where: str
    common_mistake: str
    easier: str = ""
    start_caption: str = ""
    end_caption: str = ""
    captions: dict[str, str] = field(default_factory=dict, hash=False)

    def caption(self, frame: str) -> str:
        """What stands below that frame's picture, if anything does."""
        own = {"start": self.start_caption, "end": self.end_caption}
        return own.get(frame) or self.captions.get(frame, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePhoto:
    """A clinic's own picture of an exercise: where its bytes lie, its size in pixels, what it shows."""

    sha256: str
    width: int
    height: int
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One row of the library. Keys (muscles, conditions, precautions, sources) resolve in the library.

    ``names`` is the therapist's name by language; ``wording`` the patient's text by language. ``key_cue``,
    ``felt_where``, ``common_mistake`` and ``precaution`` are notes for the therapist, in English.
    ``figure_slug`` names another exercise whose figure shows this one; a ``photo`` goes before a figure.
    """

    slug: str
    names: dict[str, str]
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kind: ExerciseKind
    region: str
    joints: tuple[str, ...] = ()
    target_muscles: tuple[str, ...] = ()
    synergists: tuple[str, ...] = ()
    position: Position
    equipment: tuple[str, ...] = ()
    unilateral: bool
    dosage: Dosage
    schedule: Schedule
    key_cue: str = ""
    felt_where: str = ""
    common_mistake: str = ""
    precaution: str = ""
    easier_slug: str = ""
    harder_slug: str = ""
    conditions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    difficulty: int = 1
    goals: tuple[str, ...] = ()
    precaution_tags: tuple[str, ...] = ()
    wording: dict[str, PatientWording] = field(default_factory=dict)
    review_status: ReviewStatus = ReviewStatus.DRAFT
    reviewer: str = ""
    is_own: bool = False
    """Written or changed in this clinic."""

    figure_slug: str = ""
    photo: ExercisePhoto | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides it may be prescribed for."""
        return ONE_SIDED if self.unilateral else TWO_SIDED

    @property
    def default_side(self) -> Side:
        """One at a time where it has sides, else both together."""
        return Side.LEFT_AND_RIGHT if self.unilateral else Side.BOTH_TOGETHER

    def name(self, language: str) -> str:
        """The therapist's name in ``language``, else in English, else in the language it has."""
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()))

    def wording_in(self, language: str, otherwise: str = "en") -> PatientWording:
        """The patient's text in ``language``, else ``otherwise``, else in English, else in one it has."""
        return self.wording[self.wording_language(language, otherwise)]

    def wording_language(self, language: str, otherwise: str = "en") -> str:
        """The language that ``wording_in`` finds."""
        wanted = (language, otherwise, "en", *self.wording)
        return next(each for each in wanted if each in self.wording)
