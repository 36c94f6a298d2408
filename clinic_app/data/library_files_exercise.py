"""Reads one exercise: therapist's data, dose, and the patient's wording by language."""

from typing import Final

from clinic_app.data.library_files_shelf import EXERCISES, Shelf, known_key, known_keys, texts_by_language
from clinic_app.data.library_files_tables import Tables
from clinic_app.domain.dosage import DOSAGES, Dosage, DosageKind, HoldDosage, Schedule
from clinic_app.domain.dosage_reader import read_dosage, read_schedule
from clinic_app.domain.exercise import Exercise, ExerciseKind, PatientWording, Position, ReviewStatus
from clinic_app.domain.fields import Fields

_SHORTEST_STATIC_STRETCH_S: Final = 10


def read_exercise(shelf: Shelf, slug: str, tables: Tables) -> Exercise:
    """The exercise in the file called ``slug``.

    Raises:
        ResourceError: the file is missing or wrong; names the file and the field.
    """
    table = shelf.table(EXERCISES, slug)
    notes, review = table.table("notes"), table.table("review")
    exercise = Exercise(
        slug=slug,
        names=texts_by_language(table, "names"),
        aliases=_aliases(table.table("aliases")),
        kind=ExerciseKind(table.choice("kind", ExerciseKind)),
        region=known_key(table, "region", tables.regions, "region"),
        joints=known_keys(table, "joints", tables.joints, "joint"),
        target_muscles=known_keys(table, "target_muscles", tables.muscles, "muscle"),
        synergists=known_keys(table, "synergists", tables.muscles, "muscle"),
        position=Position(table.choice("position", Position)),
        equipment=known_keys(table, "equipment", tables.equipment, "piece of equipment"),
        unilateral=_required_flag(table, "unilateral"),
        dosage=_dosage(table.table("dose")),
        schedule=_schedule(table.table("schedule")),
        key_cue=notes.required_text("key_cue"),
        felt_where=notes.required_text("felt_where"),
        common_mistake=notes.required_text("common_mistake"),
        precaution=notes.required_text("precaution"),
        easier_slug=table.text("easier"),
        harder_slug=table.text("harder"),
        conditions=known_keys(table, "conditions", tables.conditions, "condition"),
        sources=known_keys(table, "sources", tables.sources, "source"),
        difficulty=_difficulty(table),
        goals=known_keys(table, "goals", tables.goals, "goal"),
        precaution_tags=known_keys(table, "precaution_tags", tables.precautions, "precaution"),
        wording=_wordings(table.table("wording")),
        review_status=ReviewStatus(review.choice("status", ReviewStatus)),
        reviewer=review.text("reviewer"),
    )
    for inner in (notes, review, table):
        inner.finish()
    _check(table, exercise)
    return exercise


def _check(table: Fields, exercise: Exercise) -> None:
    if exercise.review_status is ReviewStatus.REVIEWED and not exercise.reviewer:
        raise table.missing("review.reviewer")
    for name, found in (("sources", exercise.sources), ("target_muscles", exercise.target_muscles)):
        if not found and not _works_on_no_muscle(exercise, name):
            raise table.missing(name)
    both = set(exercise.target_muscles) & set(exercise.synergists)
    if both:
        raise table.wrong("synergists", min(both), "a muscle that is not a target too")
    if exercise.kind is ExerciseKind.STATIC_STRETCH:
        _check_hold(table, exercise.dosage)


def _check_hold(table: Fields, dosage: Dosage) -> None:
    if not isinstance(dosage, HoldDosage):
        raise table.wrong("dose.kind", dosage.kind.value, "hold in a static stretch")
    if dosage.hold_s < _SHORTEST_STATIC_STRETCH_S:
        raise table.wrong("dose.hold_s", dosage.hold_s, f"{_SHORTEST_STATIC_STRETCH_S} or more in a stretch")


def _works_on_no_muscle(exercise: Exercise, name: str) -> bool:
    """Walking and resting are for the whole body."""
    return name == "target_muscles" and exercise.kind in (
        ExerciseKind.AEROBIC,
        ExerciseKind.BREATHING_RELAXATION,
    )


def _required_flag(table: Fields, name: str) -> bool:
    if not table.has(name):
        raise table.missing(name)
    return table.flag(name, default=False)


def _difficulty(table: Fields) -> int:
    found = table.whole_or_none("difficulty")
    if found is None:
        raise table.missing("difficulty")
    if not 1 <= found <= 5:
        raise table.wrong("difficulty", found, "from 1 to 5")
    return found


def _aliases(table: Fields) -> dict[str, tuple[str, ...]]:
    return {language: table.texts(language) for language in table.names()}


def _dosage(table: Fields) -> Dosage:
    kind = DosageKind(table.choice("kind", DosageKind))
    dosage = read_dosage(table, DOSAGES[kind]())
    table.finish()
    return dosage


def _schedule(table: Fields) -> Schedule:
    schedule = read_schedule(table, Schedule())
    table.finish()
    return schedule


def _wordings(table: Fields) -> dict[str, PatientWording]:
    return {language: _wording(table.table(language)) for language in table.names()}


def _wording(table: Fields) -> PatientWording:
    steps = table.texts("steps")
    if not steps or not all(step.strip() for step in steps):
        raise table.missing("steps")
    wording = PatientWording(
        name=table.required_text("name"),
        steps=steps,
        felt_where=table.required_text("felt_where"),
        common_mistake=table.required_text("common_mistake"),
        easier=table.text("easier"),
        start_caption=table.text("start_caption"),
        end_caption=table.text("end_caption"),
        captions=_captions(table.table("captions")),
    )
    table.finish()
    return wording


def _captions(table: Fields) -> dict[str, str]:
    """Captions by the frame's name."""
    return {frame: table.required_text(frame) for frame in table.names()}
