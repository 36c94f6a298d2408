"""An exercise as the texts a form holds, and back: what cannot be used is said field by field."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Final

from clinic_app.domain.dosage import DOSAGES, Dosage, DosageKind, Schedule
from clinic_app.domain.equipment_words import equipment_name
from clinic_app.domain.errors import InputError, KnownError
from clinic_app.domain.exercise import Exercise, ExerciseKind, ExercisePhoto, PatientWording, Position
from clinic_app.domain.folding import folded
from clinic_app.domain.library import Library
from clinic_app.domain.showing import short
from clinic_ui.words import Words

LANGUAGES: Final = ("en", "es")
PARTS: Final = ("name", "steps", "felt_where", "common_mistake", "easier", "start_caption", "end_caption")
"""What a patient reads, in each language; the field of one is called ``en.steps``."""

DOSE_NUMBERS: Final = {
    DosageKind.HOLD: ("sets", "reps", "hold_s", "rest_s"),
    DosageKind.REPETITIONS: ("sets", "reps", "hold_s", "rest_between_sets_s"),
    DosageKind.CONTRACT_RELAX: ("sets", "reps", "push_s", "hold_s"),
    DosageKind.MINUTES: ("sets", "duration_s"),
    DosageKind.BREATHS: ("sets", "breaths"),
}
SCHEDULE_NUMBERS: Final = ("times_per_day", "days_per_week", "pain_limit")
KEYS: Final = ("joints", "conditions", "goals", "precaution_tags")
"""Fields that hold several keys each, which a draft keeps with spaces between."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the texts mean: the exercise, or what is wrong, by field in the form's order."""

    exercise: Exercise | None
    faults: Mapping[str, KnownError] = field(default_factory=dict)


def texts_of(exercise: Exercise, library: Library, words: Words) -> dict[str, str]:
    """What the form's fields hold for an exercise."""
    texts = {
        "kind": exercise.kind.value,
        "region": exercise.region,
        "position": exercise.position.value,
        "sides": "one" if exercise.unilateral else "both",
        "equipment": ", ".join(equipment_name(each, words) for each in exercise.equipment),
        "target_muscles": ", ".join(muscle_name(each, library) for each in exercise.target_muscles),
        "synergists": ", ".join(muscle_name(each, library) for each in exercise.synergists),
        "precaution": exercise.precaution,
        "difficulty": str(exercise.difficulty),
        **{name: " ".join(getattr(exercise, name)) for name in KEYS},
        "dose_kind": exercise.dosage.kind.value,
        "easier_slug": exercise.easier_slug,
        "harder_slug": exercise.harder_slug,
        "figure_slug": exercise.figure_slug,
        "photo": photo_text(exercise.photo),
        "photo_alternative": exercise.photo.alternative if exercise.photo else "",
    }
    for language in LANGUAGES:
        texts[f"name_{language}"] = exercise.names.get(language, "")
        texts[f"aliases_{language}"] = ", ".join(exercise.aliases.get(language, ()))
        wording = exercise.wording.get(language)
        for part in PARTS:
            found = getattr(wording, part) if wording else ""
            texts[f"{language}.{part}"] = "\n".join(found) if isinstance(found, tuple) else found
    for name in DOSE_NUMBERS[exercise.dosage.kind]:
        texts[name] = str(getattr(exercise.dosage, name))
    for name in SCHEDULE_NUMBERS:
        texts[name] = str(getattr(exercise.schedule, name))
    return texts


def understood(texts: Mapping[str, str], base: Exercise, library: Library, words: Words) -> Understood:
    """The exercise that the texts describe; what the form does not ask for is ``base``'s."""
    faults: dict[str, KnownError] = {}

    def read(name: str, reading: Callable[[], Any]) -> Any:
        try:
            return reading()
        except KnownError as fault:
            faults[name] = fault
            return None

    names = read("name_en", lambda: _names(texts))
    things_known = {each for known in library.exercises.values() for each in known.equipment}
    equipment = {each: each for each in things_known}
    equipment |= {equipment_name(each, words): each for each in things_known}
    things = read("equipment", lambda: _listed(texts["equipment"], equipment))
    targets = read("target_muscles", lambda: _listed(texts["target_muscles"], _muscles(library)))
    others = read("synergists", lambda: _listed(texts["synergists"], _muscles(library)))
    wording: dict[str, PatientWording] = {}
    for language in LANGUAGES:
        _read_wording(texts, language, base, wording, faults)
    if not wording and not any("." in name for name in faults):
        faults["en.steps"] = InputError("Write at least one step.")
    dosage, schedule = _dosage(texts, base), _schedule(texts, base.schedule)
    if faults:
        return Understood(None, faults)
    changed = replace(
        base,
        names=names,
        aliases=_aliases(texts),
        kind=ExerciseKind(texts["kind"]),
        region=texts["region"],
        position=Position(texts["position"]),
        unilateral=texts["sides"] == "one",
        equipment=things,
        target_muscles=targets,
        synergists=tuple(each for each in others if each not in targets),
        precaution=texts["precaution"].strip(),
        **_filed(texts, base),
        dosage=dosage,
        schedule=schedule,
        wording=wording,
        easier_slug=texts["easier_slug"],
        harder_slug=texts["harder_slug"],
        figure_slug=texts["figure_slug"],
        photo=photo_from(texts["photo"], texts["photo_alternative"]),
    )
    return Understood(changed)


def photo_text(photo: ExercisePhoto | None) -> str:
    """Where a photo's bytes lie and its size, as a draft keeps it."""
    return json.dumps([photo.sha256, photo.width, photo.height]) if photo else ""


def photo_from(text: str, alternative: str) -> ExercisePhoto | None:
    """The photo of such a text."""
    if not text:
        return None
    sha256, width, height = json.loads(text)
    return ExercisePhoto(sha256=sha256, width=width, height=height, alternative=alternative.strip())


def muscle_name(key: str, library: Library) -> str:
    """What a therapist calls the muscle."""
    return library.muscles[key].english if key in library.muscles else key


def steps_of(text: str) -> tuple[str, ...]:
    """One step a line; empty lines are none."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def listed(text: str) -> tuple[str, ...]:
    """What commas part."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _filed(texts: Mapping[str, str], base: Exercise) -> dict[str, Any]:
    """What the library files it under; a draft of an older form says nothing of it."""
    found: dict[str, Any] = {name: tuple(texts[name].split()) for name in KEYS if name in texts}
    return found | {"difficulty": int(texts.get("difficulty") or base.difficulty)}


def _names(texts: Mapping[str, str]) -> dict[str, str]:
    names = {language: texts[f"name_{language}"].strip() for language in LANGUAGES}
    found = {language: name for language, name in names.items() if name}
    if not found:
        raise InputError("Give the exercise a name.")
    return found


def _aliases(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    aliases = {language: listed(texts[f"aliases_{language}"]) for language in LANGUAGES}
    return {language: names for language, names in aliases.items() if names}


def _muscles(library: Library) -> dict[str, str]:
    known = {key: key for key in library.muscles}
    for key, muscle in library.muscles.items():
        known |= dict.fromkeys((muscle.latin, muscle.english, *muscle.plain.values()), key)
    return known


def _listed(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the names in a text."""
    by_name = {folded(name): key for name, key in known.items()}
    found: list[str] = []
    for name in listed(text):
        key = by_name.get(folded(name))
        if key is None:
            nearest = _nearest(name, known)
            raise InputError("“{name}” is not known here. {nearest}", name=name, nearest=nearest)
        found.append(key)
    return tuple(dict.fromkeys(found))


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(short(name).casefold(), list(known), n=2, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known are {', '.join(sorted(known)[:4])} …"


def _read_wording(
    texts: Mapping[str, str],
    language: str,
    base: Exercise,
    wording: dict[str, PatientWording],
    faults: dict[str, KnownError],
) -> None:
    said = {part: texts[f"{language}.{part}"].strip() for part in PARTS}
    if not any(said.values()):
        return
    steps = steps_of(said.pop("steps"))
    said["name"] = said["name"] or texts[f"name_{language}"].strip()
    if not said["name"]:
        faults[f"{language}.name"] = InputError("Give the exercise a name the patient can read.")
    if not steps:
        faults[f"{language}.steps"] = InputError("Write at least one step.")
    before = base.wording.get(language)
    wording[language] = PatientWording(steps=steps, captions=before.captions if before else {}, **said)


def _dosage(texts: Mapping[str, str], base: Exercise) -> Dosage:
    kind = DosageKind(texts["dose_kind"])
    before = base.dosage if base.dosage.kind == kind else DOSAGES[kind]()
    numbers: dict[str, Any] = {name: int(texts[name]) for name in DOSE_NUMBERS[kind] if texts.get(name)}
    reps_to = getattr(before, "reps_to", None)
    if reps_to is not None and reps_to < numbers.get("reps", 0):
        numbers["reps_to"] = None
    return replace(before, **numbers)


def _schedule(texts: Mapping[str, str], before: Schedule) -> Schedule:
    numbers: dict[str, Any] = {name: int(texts[name]) for name in SCHEDULE_NUMBERS if texts.get(name)}
    if numbers.get("times_per_day", before.times_per_day) != before.times_per_day:
        numbers["times_of_day"] = ()
    return replace(before, **numbers)
