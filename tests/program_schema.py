"""The JSON Schema of program files, made from what the reader knows; run to write it anew.

``python tests/program_schema.py`` writes ``resources/clinic_resources/schemas/clinic-program-1.schema.json``;
a test compares the file with what is made here.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import json
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

from clinic_app.cli.handout import LANGUAGES
from clinic_app.data.library_files import load_whole_library
from clinic_app.domain.clinic import LONGEST_WEB_ADDRESS
from clinic_app.domain.dosage import DOSAGES, LIMITS, LoadUnit, Schedule, TimeOfDay
from clinic_app.domain.dosage_reader import LONGEST_TEMPO, dosage_names
from clinic_app.domain.handout import Paper
from clinic_app.domain.library import Library
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.program_limits import LONGEST_TEXT
from clinic_app.domain.sheet_choices import Identity, Ink, SheetLayout
from clinic_app.domain.side import Side
from clinic_app.exchange.program_file import FORMAT, LONGEST_NAME, MOST_ITEMS, MOST_STEPS

if TYPE_CHECKING:
    from clinic_app.domain.exercise import Exercise

Schema = dict[str, object]

FILE = CHECKOUT / "resources" / "clinic_resources" / "schemas" / "clinic-program-1.schema.json"
THE_END = "(?![\\s\\S])"
NAME: Schema = {"type": "string", "maxLength": LONGEST_NAME}
TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
DAY: Schema = {
    "description": "A date like 2026-11-24, or empty.",
    "anyOf": [
        {"const": ""},
        {"type": "string", "format": "date", "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{THE_END}"},
    ],
}
FLAG: Schema = {"type": "boolean"}
COLOUR: Schema = {
    "type": "string",
    "pattern": f"^(#[0-9a-fA-F]{{6}})?{THE_END}",
    "description": "A colour like #0b4f5c; made darker where it could not be read.",
}
WEB_ADDRESS: Schema = {
    "type": "string",
    "maxLength": LONGEST_WEB_ADDRESS,
    "pattern": f"^([hH][tT][tT][pP][sS]?://[!-~]+)?{THE_END}",
    "description": "Printed as a code to scan; starts with https:// or http://, or is empty.",
}
DESCRIPTIONS = {
    "reps_to": "Upper end of a range of repetitions; not below reps.",
    "hold_s": "Seconds held still.",
    "move_s": "Seconds to get in and out, once.",
    "rest_s": "Seconds between repetitions.",
    "push_s": "Contract-relax: seconds of pushing.",
    "duration_s": "Seconds of going on: walking, massage, rest.",
    "pain_limit": "Pain, 0 to 10, above which to do less.",
}


def program_schema() -> Schema:
    """The whole schema."""
    library = load_whole_library()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:clinic-companion:clinic-program:1",
        "title": FORMAT,
        "description": "A home-exercise program with everything a printed sheet needs. "
        "Names starting with x- are kept and ignored. Nothing is null: leave it out instead.",
        **table(
            {
                "format": {"const": FORMAT},
                "title": described(NAME, "The sheet's heading."),
                "why": described(TEXT, "One sentence below the heading: what the exercises are for."),
                "language": described(
                    words(LANGUAGES), "Of the sheet; the patient's language where it is left out."
                ),
                "paper": words(Paper),
                "person": described(
                    words(PEOPLE), "Who the figures show; each figure's own where it is left out."
                ),
                "date": DAY,
                "review_date": DAY,
                "clinic": table(
                    dict.fromkeys(("name", "phone", "address", "web", "hours"), NAME)
                    | {"booking_url": WEB_ADDRESS, "emergency_number": NAME, "accent": COLOUR}
                ),
                "therapist": table(dict.fromkeys(("name", "credentials", "signature_note"), NAME)),
                "patient": table(
                    {
                        "family_name": NAME,
                        "given_name": NAME,
                        "birth_date": DAY,
                        "language": words(LANGUAGES),
                    }
                ),
                "phase": table(
                    {"name": NAME | {"pattern": "\\S"}, "entry_criterion": TEXT, "from_date": DAY},
                    required=["name"],
                ),
                "sheet": described(
                    table(
                        {"layout": words(SheetLayout), "ink": words(Ink), "identity": words(Identity)}
                        | dict.fromkeys(("large_print", "has_booking_code", "has_program_code"), FLAG)
                        | {"language_below": words(("", *LANGUAGES))}
                    ),
                    "How the sheet is printed.",
                ),
                "education": {
                    "type": "array",
                    "items": words(library.education),
                    "uniqueItems": True,
                    "description": "Ids of education topics printed with the sheet.",
                },
                "items": {"type": "array", "minItems": 1, "maxItems": MOST_ITEMS, "items": item(library)},
            },
            required=["format", "items"],
        ),
    }


def item(library: Library) -> Schema:
    """One exercise of a program: what its kind of dose has no place for is refused."""
    dose = {name: dose_field(name) for kind in DOSAGES for name in dosage_names(kind)}
    schedule = {each.name: dose_field(each.name) for each in fields(Schedule)}
    own_words = table(
        {
            "name": NAME,
            "steps": {"type": "array", "items": TEXT, "maxItems": MOST_STEPS},
            "felt_where": TEXT,
            "common_mistake": TEXT,
            "easier": TEXT,
        }
    )
    exercise = {"type": "string", "pattern": "\\S"}
    side_words = (
        "One-sided exercises take left, right or left_and_right; the others both_together. "
        "The exercise's own where it is left out."
    )
    return {
        **table(
            {
                "exercise": described(exercise, "A slug of the library (clinic_app library lists them)."),
                "side": described(words(Side), side_words),
                **dose,
                **schedule,
                "note": described(TEXT, "Printed with the exercise, exactly as typed."),
                "wording": described(
                    own_words, "Own words in place of the library's; **words** are printed bold."
                ),
            },
            required=["exercise"],
        ),
        "allOf": rules(library, tuple(dose)),
    }


def rules(library: Library, dose_names: tuple[str, ...]) -> list[Schema]:
    """For every kind of dose, with sides and without: which exercises have it, and what they cannot have."""
    alike: dict[tuple[str, bool], list[Exercise]] = {}
    for exercise in library.exercises.values():
        alike.setdefault((exercise.dosage.kind, exercise.unilateral), []).append(exercise)
    found: list[Schema] = []
    for exercises in alike.values():
        first, slugs = exercises[0], sorted(exercise.slug for exercise in exercises)
        foreign = [name for name in dose_names if name not in dosage_names(first.dosage.kind)]
        then = {"side": words(first.sides), **dict.fromkeys(foreign, False)}
        found.append(
            {
                "if": {"properties": {"exercise": {"enum": slugs}}},
                "then": {"properties": then},
            }
        )
    return sorted(found, key=str)


def dose_field(name: str) -> Schema:
    """One number, text or word of a dose or a schedule."""
    if name == "tempo":
        return {"type": "string", "maxLength": LONGEST_TEMPO}
    if name == "load_unit":
        return words(LoadUnit)
    if name == "times_of_day":
        return {"type": "array", "items": words(TimeOfDay), "uniqueItems": True}
    limits = LIMITS[name]
    number: Schema = {
        "type": "number" if name == "load" else "integer",
        "minimum": limits.least,
        "maximum": limits.most,
    }
    return described(number, DESCRIPTIONS[name]) if name in DESCRIPTIONS else number


def table(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """An object with these fields, x- names, and no others."""
    found: Schema = {
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
    }
    return found | ({"required": list(required)} if required else {})


def words(choices: Iterable[str]) -> Schema:
    """One of these words."""
    return {"enum": [str(choice) for choice in choices]}


def described(schema: Schema, description: str) -> Schema:
    """The same with a description."""
    return schema | {"description": description}


def schema_text() -> str:
    """The file's text."""
    return json.dumps(program_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
