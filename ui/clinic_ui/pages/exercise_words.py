"""Short words about exercises, for lists: dose, position, kind, region."""

from collections.abc import Iterable

from clinic_app.domain.dose_short import dose_short as dose_short
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
from clinic_app.domain.words import mark
from clinic_ui.words import Words

_POSITIONS = {
    Position.STANDING: mark("Standing"),
    Position.SITTING: mark("Sitting"),
    Position.LONG_SITTING: mark("Long sitting"),
    Position.FLOOR_SITTING: mark("Sitting on the floor"),
    Position.SUPINE: mark("Lying on the back"),
    Position.PRONE: mark("Lying face down"),
    Position.SIDE_LYING: mark("Lying on the side"),
    Position.QUADRUPED: mark("Hands and knees"),
    Position.HALF_KNEELING: mark("Half kneeling"),
    Position.KNEELING: mark("Kneeling"),
}

_KINDS = {
    ExerciseKind.STATIC_STRETCH: mark("Static stretch"),
    ExerciseKind.DYNAMIC_STRETCH: mark("Moving stretch"),
    ExerciseKind.PNF_CONTRACT_RELAX: mark("Contract and relax"),
    ExerciseKind.NEURAL_MOBILISATION: mark("Nerve glide"),
    ExerciseKind.JOINT_MOBILITY: mark("Joint mobility"),
    ExerciseKind.ISOMETRIC: mark("Isometric"),
    ExerciseKind.STRENGTHENING: mark("Strengthening"),
    ExerciseKind.MOTOR_CONTROL: mark("Motor control"),
    ExerciseKind.BALANCE: mark("Balance"),
    ExerciseKind.BREATHING_RELAXATION: mark("Breathing and relaxation"),
    ExerciseKind.SELF_MASSAGE: mark("Self massage"),
    ExerciseKind.AEROBIC: mark("Aerobic"),
}

_REGIONS = {
    "head_jaw": mark("Head and jaw"),
    "neck": mark("Neck"),
    "shoulder": mark("Shoulder"),
    "elbow_forearm": mark("Elbow and forearm"),
    "wrist_hand": mark("Wrist and hand"),
    "upper_back_chest": mark("Upper back and chest"),
    "lower_back": mark("Lower back"),
    "pelvis_hip": mark("Hip and pelvis"),
    "thigh": mark("Thigh"),
    "knee": mark("Knee"),
    "lower_leg": mark("Lower leg"),
    "ankle_foot": mark("Ankle and foot"),
    "whole_body": mark("Whole body"),
}


def position_name(position: Position, words: Words) -> str:
    """How the patient is placed."""
    return words.gettext(_POSITIONS[position])


def place_words(exercise: Exercise, words: Words) -> str:
    """How the patient is placed; before it, where the clinic wrote the exercise itself, that it did."""
    position = position_name(exercise.position, words)
    own = words.gettext("Own")
    return f"{own}  ·  {position}" if exercise.is_own else position


def kind_name(kind: ExerciseKind, words: Words) -> str:
    """What sort of exercise it is."""
    return words.gettext(_KINDS[kind])


def region_name(region: str, words: Words) -> str:
    """The region of the body; a key without a name of its own, made readable."""
    return words.gettext(_REGIONS[region]) if region in _REGIONS else region.replace("_", " ").capitalize()


def in_regions(exercises: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    """The exercises by region, from head to foot."""
    found: dict[str, list[Exercise]] = {region: [] for region in _REGIONS}
    for exercise in exercises:
        found.setdefault(exercise.region, []).append(exercise)
    return {region: members for region, members in found.items() if members}
