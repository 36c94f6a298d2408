"""Writes ``clinic-program/1``: what :mod:`~clinic_app.exchange.program_file` reads."""

import json
from datetime import date

from clinic_app.domain.dosage_fields import dosage_fields, schedule_fields
from clinic_app.domain.exercise import PatientWording
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.sheet_choices import choices_fields
from clinic_app.exchange.program_file import FORMAT, ProgramFile


def program_text(content: ProgramContent) -> str:
    """The content as a program file (JSON, UTF-8, ends with a newline); for nobody in particular."""
    return json.dumps(program_table(content), ensure_ascii=False, indent=2) + "\n"


def whole_program_text(program: ProgramFile) -> str:
    """A program file with everything a sheet says: reading it makes the same sheet again."""
    content, clinic, therapist = program.content, program.clinic, program.therapist
    given, _, family = program.patient_name.rpartition(" ")
    table = program_table(content) | {
        "paper": content.paper or clinic.paper,
        "patient": _filled_in(given_name=given, family_name=family, birth_date=_day(program.birth_date)),
        "clinic": _filled_in(
            name=clinic.name,
            phone=clinic.phone,
            address=clinic.address,
            web=clinic.web,
            hours=clinic.hours,
            accent=clinic.accent,
            booking_url=clinic.booking_url,
            emergency_number=clinic.emergency_number,
        ),
        "therapist": _filled_in(
            name=therapist.name,
            credentials=therapist.credentials,
            signature_note=therapist.signature_note,
        )
        if therapist
        else {},
        "date": _day(program.day),
        "review_date": _day(content.review_date),
    }
    return json.dumps(table, indent=1) + "\n"


def _filled_in(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def program_table(content: ProgramContent) -> dict[str, object]:
    """What a program file says of the content."""
    table: dict[str, object] = {
        "format": FORMAT,
        "title": content.title,
        "why": content.why,
        "language": content.language,
        **({"person": content.person} if content.person else {}),
        "patient": {"given_name": "", "family_name": "", "birth_date": ""},
        "education": list(content.education),
        "items": [_item(item) for item in content.items],
    }
    if content.choices is not None:
        table["sheet"] = choices_fields(content.choices)
    if content.phase is not None:
        table["phase"] = {
            "name": content.phase.name,
            "entry_criterion": content.phase.entry_criterion,
            "from_date": _day(content.phase.from_date),
        }
    return table


def _item(item: ProgramItem) -> dict[str, object]:
    return {
        "exercise": item.exercise_slug,
        "side": item.side.value,
        **_given(dosage_fields(item.dosage)),
        **_given(schedule_fields(item.schedule)),
        "note": item.note,
        **({"wording": _wording(item.wording)} if item.has_own_wording and item.wording else {}),
    }


def _wording(wording: PatientWording) -> dict[str, object]:
    return {
        "name": wording.name,
        "steps": list(wording.steps),
        "felt_where": wording.felt_where,
        "common_mistake": wording.common_mistake,
        "easier": wording.easier,
    }


def _given(fields: dict[str, object]) -> dict[str, object]:
    """What somebody decided; the kind of dose is the exercise's own."""
    return {name: value for name, value in fields.items() if name != "kind" and value not in (None, "", [])}
