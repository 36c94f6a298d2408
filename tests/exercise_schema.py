"""The JSON Schema of exercise files, made from what the reader knows; run to write it anew.

``python tests/exercise_schema.py`` writes ``clinic-exercises-1.schema.json`` beside the schema of programs; a
test compares the file with what is made here.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import json
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources", "tests")]

from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import DOSAGES, DosageKind, Schedule
from clinic_app.domain.dosage_reader import dosage_names
from clinic_app.domain.exercise import ExerciseKind, Position, ReviewStatus
from clinic_app.domain.own_library import LONGEST_SLUG, OWN_PREFIX
from clinic_app.exchange.exercise_file import (
    FORMAT,
    HARDEST,
    LONGEST_NAME,
    LONGEST_TEXT,
    MEDIA_TYPES,
    MOST_ALIASES,
    MOST_EXERCISES,
    MOST_STEPS,
    Vocabulary,
    vocabulary_of,
)
from clinic_app.services.own_exercises import LANGUAGES
from program_schema import THE_END, described, dose_field, table, words

Schema = dict[str, object]

FILE = CHECKOUT / "resources" / "clinic_resources" / "schemas" / "clinic-exercises-1.schema.json"
NAME: Schema = {"type": "string", "maxLength": LONGEST_NAME}
FILLED_NAME: Schema = {**NAME, "pattern": "\\S"}
TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
SLUG = f"^[a-z0-9]+(-[a-z0-9]+)*{THE_END}"
LINK: Schema = {"type": "string", "maxLength": LONGEST_SLUG, "pattern": f"{SLUG}|^{THE_END}"}


def exercise_schema() -> Schema:
    """The whole schema."""
    known = vocabulary_of(load_library(), LANGUAGES)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:clinic-companion:clinic-exercises:1",
        "title": FORMAT,
        "description": "Exercises with everything the library holds of one. "
        "Names starting with x- are kept and ignored. Nothing is null: leave it out instead.",
        **table(
            {
                "format": {"const": FORMAT},
                "exercises": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": MOST_EXERCISES,
                    "items": exercise(known),
                },
            },
            required=["format", "exercises"],
        ),
    }


def exercise(known: Vocabulary) -> Schema:
    """One exercise."""
    library = known.library
    own_slug = {"type": "string", "maxLength": LONGEST_SLUG, "pattern": f"^{OWN_PREFIX}[a-z0-9]"}
    slug: Schema = {"allOf": [{"pattern": SLUG}, {"anyOf": [words(sorted(library.exercises)), own_slug]}]}
    names = by_language(FILLED_NAME) | {"anyOf": [{"required": [each]} for each in LANGUAGES]}
    steps = {
        "type": "array",
        "items": {**TEXT, "pattern": "\\S"},
        "minItems": 1,
        "maxItems": MOST_STEPS,
    }
    captions = {"type": "object", "additionalProperties": NAME}
    wording = table(
        {
            "name": FILLED_NAME,
            "steps": described(steps, "The starting position first; **words** are printed bold."),
            **dict.fromkeys(("felt_where", "common_mistake", "easier"), TEXT),
            **dict.fromkeys(("start_caption", "end_caption"), NAME),
            "captions": described(captions, "What stands below other pictures, by frame."),
        },
        required=["name", "steps"],
    )
    return table(
        {
            "slug": described(slug, "A shipped exercise, whose text is replaced, or a new one: own-…"),
            "names": described(names, "The therapist's name, by language."),
            "aliases": by_language({"type": "array", "items": NAME, "maxItems": MOST_ALIASES}),
            "kind": words(ExerciseKind),
            "region": words(sorted(known.regions)),
            "joints": listed(known.joints),
            "target_muscles": listed(library.muscles),
            "synergists": listed(library.muscles),
            "position": words(Position),
            "equipment": listed(known.equipment),
            "unilateral": described({"type": "boolean"}, "Whether each side is done for itself."),
            "difficulty": {"type": "integer", "minimum": 1, "maximum": HARDEST},
            "goals": listed(known.goals),
            "dose": {"anyOf": [dose(kind) for kind in DOSAGES]},
            "schedule": table({each.name: dose_field(each.name) for each in fields(Schedule)}),
            "notes": table(dict.fromkeys(("key_cue", "felt_where", "common_mistake", "precaution"), TEXT)),
            "easier": LINK,
            "harder": LINK,
            "conditions": listed(library.conditions),
            "sources": listed(library.sources),
            "precaution_tags": listed(library.precautions),
            "wording": by_language(wording) | {"anyOf": [{"required": [each]} for each in LANGUAGES]},
            "review": table({"status": words(ReviewStatus), "reviewer": NAME}),
            "figure": described(
                {"enum": ["", *sorted(library.exercises)]}, "A shipped exercise whose figure shows this one."
            ),
            "photo": described(photo(), "Shown in place of a figure."),
        },
        required=["slug", "names", "kind", "region", "position", "unilateral", "dose", "wording"],
    )


def photo() -> Schema:
    """A picture inside the file."""
    data = {"type": "string", "contentEncoding": "base64", "pattern": f"^[A-Za-z0-9+/]+={{0,2}}{THE_END}"}
    alternative = described(NAME, "What the photo shows, for who cannot see it.")
    return table(
        {"media_type": words(MEDIA_TYPES), "data": data, "alternative": alternative},
        required=["media_type", "data"],
    )


def dose(kind: DosageKind) -> Schema:
    """A dose of one kind: what the kind has no place for is refused."""
    return table(
        {"kind": {"const": kind.value}} | {name: dose_field(name) for name in dosage_names(kind)},
        required=["kind"],
    )


def by_language(schema: Schema) -> Schema:
    """A table of them by language."""
    return table(dict.fromkeys(LANGUAGES, schema))


def listed(known: Iterable[str]) -> Schema:
    """A list of known words, each once."""
    return {"type": "array", "items": words(sorted(known)), "uniqueItems": True}


def schema_text() -> str:
    """The file's text."""
    return json.dumps(exercise_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
