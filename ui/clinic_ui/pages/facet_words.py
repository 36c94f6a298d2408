"""Names of facets and of their values, and why an exercise does not suit a patient."""

from collections.abc import Mapping
from typing import Final

from clinic_app.domain.equipment_words import EQUIPMENT_NAMES, equipment_name
from clinic_app.domain.exercise import ExerciseKind, Position
from clinic_app.domain.facets import FAVOURITE, NEEDS_FLOOR, NO_FLOOR, RECENTLY_USED, Facet
from clinic_app.domain.library import Library
from clinic_app.domain.limits import Obstacle
from clinic_app.domain.words import mark
from clinic_ui.pages.exercise_words import kind_name, position_name, region_name
from clinic_ui.words import Words

_FACETS: Final[Mapping[Facet, str]] = {
    Facet.SHELF: mark("At this desk"),
    Facet.REGION: mark("Region"),
    Facet.KIND: mark("Kind"),
    Facet.POSITION: mark("Position"),
    Facet.EQUIPMENT: mark("Equipment"),
    Facet.FLOOR: mark("Floor"),
    Facet.GOAL: mark("Goal"),
    Facet.CONDITION: mark("Problem"),
    Facet.MUSCLE: mark("Muscle"),
    Facet.JOINT: mark("Joint"),
    Facet.DIFFICULTY: mark("Difficulty"),
}

_JOINTS: Final = {
    "temporomandibular": mark("Jaw joint"),
    "atlanto_occipital": mark("Skull on the neck"),
    "atlantoaxial": mark("Upper neck joint"),
    "cervical_spine": mark("Neck joints"),
    "thoracic_spine": mark("Upper back joints"),
    "costovertebral": mark("Rib joints"),
    "lumbar_spine": mark("Lower back joints"),
    "sacroiliac": mark("Sacroiliac joint"),
    "scapulothoracic": mark("Shoulder blade"),
    "glenohumeral": mark("Shoulder joint"),
    "elbow": mark("Elbow"),
    "radioulnar": mark("Forearm rotation"),
    "radiocarpal": mark("Wrist"),
    "carpometacarpal_thumb": mark("Base of the thumb"),
    "metacarpophalangeal": mark("Knuckles"),
    "interphalangeal_hand": mark("Finger joints"),
    "hip": mark("Hip joint"),
    "knee": mark("Knee joint"),
    "patellofemoral": mark("Kneecap"),
    "talocrural": mark("Ankle"),
    "subtalar": mark("Joint below the ankle"),
    "metatarsophalangeal": mark("Ball of the foot"),
    "interphalangeal_foot": mark("Toe joints"),
}

_GOALS: Final = {
    "flexibility": mark("Flexibility"),
    "joint_range": mark("Joint range"),
    "pain_relief": mark("Pain relief"),
    "nerve_mobility": mark("Nerve mobility"),
    "motor_control": mark("Motor control"),
    "strength": mark("Strength"),
    "endurance": mark("Endurance"),
    "load_tolerance": mark("Load tolerance"),
    "balance": mark("Balance"),
    "relaxation": mark("Relaxation"),
    "circulation": mark("Circulation"),
    "function": mark("Daily function"),
}

_DIFFICULTIES: Final = {
    "1": mark("1, easiest"),
    "2": mark("2, easy"),
    "3": mark("3, medium"),
    "4": mark("4, hard"),
    "5": mark("5, hardest"),
}

_OTHERS: Final = {
    NEEDS_FLOOR: mark("On the floor or a bed"),
    NO_FLOOR: mark("No floor"),
    FAVOURITE: mark("Favourites"),
    RECENTLY_USED: mark("Recently used"),
}


def facet_name(facet: Facet, words: Words) -> str:
    """What a facet is called."""
    return words.gettext(_FACETS[facet])


def value_name(facet: Facet, value: str, library: Library, words: Words) -> str:
    """What a facet's value is called; a key without a name of its own, made readable."""
    match facet:
        case Facet.REGION:
            return region_name(value, words)
        case Facet.KIND:
            return kind_name(ExerciseKind(value), words)
        case Facet.POSITION:
            return position_name(Position(value), words)
        case Facet.CONDITION if value in library.conditions:
            return _in_language(library.conditions[value].plain, words)
        case Facet.MUSCLE if value in library.muscles:
            return library.muscles[value].name(words.language)
    own = _NAMED.get(facet, _OTHERS)
    return words.gettext(own[value]) if value in own else value.replace("_", " ").capitalize()


def obstacle_words(obstacle: Obstacle, words: Words) -> str:
    """Why an exercise does not suit the patient, in a few words."""
    if obstacle.precaution is not None:
        names = obstacle.precaution.names or obstacle.precaution.message
        return names.get(words.language) or names.get("en", obstacle.precaution.tag)
    if obstacle.missing:
        missing = ", ".join(equipment_name(each, words) for each in obstacle.missing)
        return words.gettext("Not at home: {equipment}").format(equipment=missing)
    if obstacle.is_prone_only:
        return words.gettext("Cannot lie face down")
    return words.gettext("Cannot get down to the floor")


_NAMED: Final[Mapping[Facet, Mapping[str, str]]] = {
    Facet.JOINT: _JOINTS,
    Facet.EQUIPMENT: EQUIPMENT_NAMES,
    Facet.GOAL: _GOALS,
    Facet.DIFFICULTY: _DIFFICULTIES,
}


def _in_language(texts: Mapping[str, str], words: Words) -> str:
    return texts.get(words.language) or texts.get("en", "")
