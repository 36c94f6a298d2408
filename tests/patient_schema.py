"""The JSON Schema of patient files, made from the domain's own classes; run to write it anew.

``python tests/patient_schema.py`` writes ``resources/clinic_resources/schemas/clinic-patient-1.schema.json``;
a test compares the file with what is made here.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import json
import sys
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

from clinic_app.domain.clinic import Therapist
from clinic_app.domain.diary import Diary
from clinic_app.domain.dosage import DOSAGES
from clinic_app.domain.dosage_reader import dosage_names
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, Program, ProgramContent, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Draft
from clinic_app.domain.visit import Amendment, Visit
from clinic_app.exchange.patient_file import CLINIC_NAMES, FORMAT

Schema = dict[str, Any]

FILE = CHECKOUT / "resources" / "clinic_resources" / "schemas" / "clinic-patient-1.schema.json"
TEXT: Schema = {"type": "string"}
ENTITIES = (
    Therapist, Patient, Episode, Program, ProgramVersion, ProgramContent, Handout, Visit, Amendment,
    MeasureResult, Diary, RedFlagScreen, Letter, Draft,
)  # fmt: skip


def patient_schema() -> Schema:
    """The whole schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:clinic-companion:clinic-patient:1",
        "title": FORMAT,
        "description": "Everything a clinic holds of one patient. Days are ISO 8601, moments are in UTC; "
        "null is what nobody said. Lists are newest first, the versions of a program oldest first.",
        **closed(
            {
                "format": {"const": FORMAT},
                "exported_at": of(datetime),
                "clinic": closed(dict.fromkeys(CLINIC_NAMES, TEXT)),
                "therapists": rows(entity(Therapist, "revision")),
                "patient": entity(
                    Patient, "revision", photo_file=said("The file beside this one; empty: none.")
                ),
                "merged_records": rows(entity(Patient, "revision")),
                "episodes": rows(entity(Episode, "revision")),
                "programs": rows(program()),
                "visits": rows(entity(Visit, "revision", amendments=rows(entity(Amendment, "visit_id")))),
                "scores": rows(entity(MeasureResult)),
                "diaries": rows(entity(Diary, "revision")),
                "screens": rows(entity(RedFlagScreen)),
                "letters": rows(entity(Letter, file=file_name())),
                "being_typed": {
                    **rows(entity(Draft)),
                    "description": "Half-typed text, no part of the record yet; payload is JSON in a text.",
                },
            }
        ),
    }


def program() -> Schema:
    content = entity(ProgramContent)["properties"]
    version = entity(ProgramVersion, "program_id", "content", "revision", **content)
    given = entity(Handout, "program_id", file=file_name())
    return entity(Program, "patient_id", versions=rows(version), handouts=rows(given))


def file_name() -> Schema:
    return said("The PDF beside this file; empty where the archive does not have it any more.")


def said(description: str) -> Schema:
    return TEXT | {"description": description}


def entity(kind: type, *left_out: str, **more: Schema) -> Schema:
    """A frozen class of the domain: every field there, no other."""
    hints = get_type_hints(kind)
    return closed(
        {each.name: of(hints[each.name]) for each in fields(kind) if each.name not in left_out} | more
    )


def of(hint: Any) -> Schema:
    """What a value of that type is in JSON."""
    simple: dict[Any, Schema] = {
        str: TEXT,
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": "number"},
        UUID: TEXT | {"format": "uuid"},
        date: TEXT | {"format": "date"},
        datetime: TEXT | {"format": "date-time"},
        type(None): {"type": "null"},
    }
    if hint in simple:
        return simple[hint]
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return _union(get_args(hint))
    if get_origin(hint) is dict:
        return {"type": "object", "additionalProperties": of(get_args(hint)[1])}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    if is_dataclass(hint):
        return entity(hint)
    raise TypeError(hint)


def _tuple(parts: tuple[Any, ...]) -> Schema:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return rows(of(parts[0]))
    return {"type": "array", "prefixItems": [of(each) for each in parts], "items": False}


def _union(kinds: tuple[Any, ...]) -> Schema:
    dosages = {kind for kind in kinds if kind in set(DOSAGES.values())}
    found = [of(kind) for kind in kinds if kind not in dosages]
    found += [_dosage(name, kind) for name, kind in DOSAGES.items() if kind in dosages]
    return {"anyOf": found}


def _dosage(name: Any, kind: type) -> Schema:
    hints = get_type_hints(kind)
    return closed({"kind": {"const": name.value}} | {each: of(hints[each]) for each in dosage_names(name)})


def rows(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def schema_text() -> str:
    return json.dumps(patient_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
