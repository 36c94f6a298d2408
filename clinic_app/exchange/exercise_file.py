"""Reads ``clinic-exercises/1``: exercises in an open JSON file, with everything the library holds of one."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from clinic_app.domain.dosage_fields import dosage_from, schedule_from
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise, ExerciseKind, PatientWording, Position, ReviewStatus
from clinic_app.domain.fields import Fields
from clinic_app.domain.library import Library
from clinic_app.domain.own_library import LONGEST_SLUG, OWN_PREFIX
from clinic_app.exchange.json_text import top_of

FORMAT: Final = "clinic-exercises/1"
LARGEST_BYTES: Final = 60_000_000
"""Of a whole file: photos are large."""

MOST_EXERCISES: Final = 1000
LONGEST_NAME: Final = 300
LONGEST_TEXT: Final = 2_000
MOST_STEPS: Final = 20
MOST_ALIASES: Final = 50
HARDEST: Final = 5
MEDIA_TYPES: Final = ("image/jpeg", "image/png")
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePhoto:
    """A picture as a file holds it: nothing is known of its bytes yet."""

    media_type: str
    data: bytes = field(repr=False)
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExercise:
    """One exercise of a file, and its picture if it has one."""

    exercise: Exercise
    photo: FilePhoto | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words an exercise may use: those of a library."""

    library: Library
    languages: tuple[str, ...]
    regions: frozenset[str]
    joints: frozenset[str]
    equipment: frozenset[str]
    goals: frozenset[str]


def vocabulary_of(library: Library, languages: tuple[str, ...]) -> Vocabulary:
    """What the exercises of that (shipped) library are described with."""
    known = library.exercises.values()
    return Vocabulary(
        library=library,
        languages=languages,
        regions=frozenset(each.region for each in known),
        joints=frozenset(joint for each in known for joint in each.joints),
        equipment=frozenset(thing for each in known for thing in each.equipment),
        goals=frozenset(goal for each in known for goal in each.goals),
    )


def read_exercises(data: bytes, known: Vocabulary, *, place: str) -> tuple[FileExercise, ...]:
    """Every exercise in ``data``, or none: one fault refuses the file; ``place`` names it in complaints.

    Raises:
        InputError: broken JSON, an unknown field, word or value; one sentence naming the place.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            "{file} is larger than {most} MB. Export fewer exercises at a time.",
            file=place,
            most=LARGEST_BYTES // 10**6,
        )
    top = top_of(data, place, FORMAT)
    rows = top.tables("exercises")
    top.finish()
    if not rows or len(rows) > MOST_EXERCISES:
        raise InputError(
            "{file}: exercises must list 1 to {most} exercises, not {count}.",
            file=place,
            most=MOST_EXERCISES,
            count=len(rows),
        )
    found = tuple(read_exercise_row(row, known) for row in rows)
    _refuse_twins(found, place)
    return found


def exercise_row(table: dict[str, object], place: str) -> Fields:
    """A single exercise's table, as the record keeps it, ready for :func:`read_exercise_row`."""
    return Fields(table, place, error=InputError, ignored_prefix="x-", refuses_null=True)


def read_exercise_row(row: Fields, known: Vocabulary) -> FileExercise:
    """One exercise.

    Raises:
        InputError: a field is missing, unknown or wrong; names it.
    """
    notes, review, library = row.table("notes"), row.table("review"), known.library
    exercise = Exercise(
        slug=_slug(row, library),
        names=_names(row, known),
        aliases=_aliases(row.table("aliases"), known),
        kind=ExerciseKind(row.choice("kind", ExerciseKind)),
        region=_word(row, "region", row.required_text("region"), known.regions, "region"),
        joints=_words(row, "joints", known.joints, "joint"),
        target_muscles=_words(row, "target_muscles", library.muscles, "muscle"),
        synergists=_words(row, "synergists", library.muscles, "muscle"),
        position=Position(row.choice("position", Position)),
        equipment=_words(row, "equipment", known.equipment, "piece of equipment"),
        unilateral=_unilateral(row),
        dosage=dosage_from(row.table("dose")),
        schedule=schedule_from(row.table("schedule")),
        key_cue=_text(notes, "key_cue"),
        felt_where=_text(notes, "felt_where"),
        common_mistake=_text(notes, "common_mistake"),
        precaution=_text(notes, "precaution"),
        easier_slug=_link(row, "easier"),
        harder_slug=_link(row, "harder"),
        conditions=_words(row, "conditions", library.conditions, "condition"),
        sources=_words(row, "sources", library.sources, "source"),
        difficulty=_difficulty(row),
        goals=_words(row, "goals", known.goals, "goal"),
        precaution_tags=_words(row, "precaution_tags", library.precautions, "precaution"),
        wording=_wordings(row, known),
        review_status=ReviewStatus(review.choice("status", ReviewStatus, ReviewStatus.DRAFT.value)),
        reviewer=review.text("reviewer", longest=LONGEST_NAME),
        figure_slug=_figure(row, library),
    )
    photo = _photo(row)
    for inner in (notes, review, row):
        inner.finish()
    return FileExercise(exercise=exercise, photo=photo)


def _refuse_twins(found: tuple[FileExercise, ...], place: str) -> None:
    seen: set[str] = set()
    for each in found:
        if each.exercise.slug in seen:
            raise InputError("{file} holds {slug} twice.", file=place, slug=each.exercise.slug)
        seen.add(each.exercise.slug)


def _slug(row: Fields, library: Library) -> str:
    found = row.required_text("slug", longest=LONGEST_SLUG)
    is_shaped = _SLUG.fullmatch(found) is not None
    if not is_shaped or not (found in library.exercises or found.startswith(OWN_PREFIX)):
        wanted = f"a shipped exercise's name, or a new one like {OWN_PREFIX}wall-slide"
        raise row.wrong("slug", found, wanted)
    return found


def _names(row: Fields, known: Vocabulary) -> dict[str, str]:
    table = row.table("names")
    found = {
        language: table.required_text(language, longest=LONGEST_NAME) for language in _languages(table, known)
    }
    if not found:
        raise row.missing("names")
    return found


def _aliases(table: Fields, known: Vocabulary) -> dict[str, tuple[str, ...]]:
    return {
        language: table.texts(language, longest=LONGEST_NAME, most=MOST_ALIASES)
        for language in _languages(table, known)
    }


def _languages(table: Fields, known: Vocabulary) -> tuple[str, ...]:
    """The languages a table speaks; others are refused, as any unknown field is."""
    given = table.only(known.languages).names()
    table.finish()
    return given


def _unilateral(row: Fields) -> bool:
    if not row.has("unilateral"):
        raise row.missing("unilateral")
    return row.flag("unilateral", default=False)


def _difficulty(row: Fields) -> int:
    found = row.whole("difficulty", 1)
    if not 1 <= found <= HARDEST:
        raise row.wrong("difficulty", found, f"from 1 to {HARDEST}")
    return found


def _text(table: Fields, name: str) -> str:
    found = table.text(name, longest=LONGEST_TEXT)
    return found if found.strip() else ""


def _link(row: Fields, name: str) -> str:
    found = row.text(name, longest=LONGEST_SLUG)
    if found and not _SLUG.fullmatch(found):
        raise row.wrong(name, found, "an exercise's name, as mini-squat")
    return found


def _figure(row: Fields, library: Library) -> str:
    found = row.text("figure", longest=LONGEST_SLUG)
    return _word(row, "figure", found, library.exercises, "exercise with a figure") if found else ""


def _words(row: Fields, name: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    found = row.texts(name)
    for at, word in enumerate(found):
        _word(row, f"{name}[{at}]", word, known, what)
        if word in found[:at]:
            raise row.wrong(f"{name}[{at}]", word, "named once only")
    return found


def _word(row: Fields, name: str, word: str, known: Iterable[str], what: str) -> str:
    if word not in known:
        near = get_close_matches(word[:LONGEST_SLUG], sorted(known), n=1)
        raise row.wrong(name, word, f"a known {what} (as {near[0]})" if near else f"a known {what}")
    return word


def _wordings(row: Fields, known: Vocabulary) -> dict[str, PatientWording]:
    table = row.table("wording")
    if not table.names():
        raise row.missing("wording")
    return {language: _wording(table.table(language)) for language in _languages(table, known)}


def _wording(table: Fields) -> PatientWording:
    steps = table.texts("steps", longest=LONGEST_TEXT, most=MOST_STEPS)
    if not steps or not all(step.strip() for step in steps):
        raise table.missing("steps")
    captions = table.table("captions")
    wording = PatientWording(
        name=table.required_text("name", longest=LONGEST_NAME),
        steps=steps,
        felt_where=_text(table, "felt_where"),
        common_mistake=_text(table, "common_mistake"),
        easier=_text(table, "easier"),
        start_caption=table.text("start_caption", longest=LONGEST_NAME),
        end_caption=table.text("end_caption", longest=LONGEST_NAME),
        captions={frame: captions.text(frame, longest=LONGEST_NAME) for frame in captions.names()},
    )
    table.finish()
    return wording


def _photo(row: Fields) -> FilePhoto | None:
    if not row.has("photo"):
        return None
    table = row.table("photo")
    media_type = table.choice("media_type", MEDIA_TYPES)
    written = table.required_text("data")
    try:
        data = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError) as error:
        raise table.wrong("data", written, "base64 text") from error
    alternative = table.text("alternative", longest=LONGEST_NAME)
    table.finish()
    return FilePhoto(media_type=media_type, data=data, alternative=alternative)
