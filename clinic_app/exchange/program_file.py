"""Reads ``clinic-program/1``: a program in an open JSON file, with everything a sheet needs."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import uuid4

from clinic_app.domain.clinic import LONGEST_WEB_ADDRESS, ClinicProfile, Therapist, is_web_address
from clinic_app.domain.contrast import is_colour
from clinic_app.domain.dosage_reader import SCHEDULE_NAMES, dosage_names, read_dosage, read_schedule
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import PatientWording
from clinic_app.domain.fields import Fields
from clinic_app.domain.handout import Paper
from clinic_app.domain.library import Library
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.program import Phase, ProgramContent, ProgramItem
from clinic_app.domain.program_limits import LONGEST_TEXT, MOST_CHARACTERS
from clinic_app.domain.sheet_choices import choices_from
from clinic_app.domain.side import Side
from clinic_app.exchange.json_text import top_of

FORMAT: Final = "clinic-program/1"
LARGEST_BYTES: Final = 5_000_000
MOST_ITEMS: Final = 100
LONGEST_NAME: Final = 300
"""Characters of a title, a name, a telephone number: what stands on a line."""

MOST_STEPS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFile:
    """What a program file says. What it leaves out is empty, and printed as a line to fill in by hand."""

    content: ProgramContent
    clinic: ClinicProfile
    therapist: Therapist | None
    patient_name: str
    birth_date: date | None
    day: date | None


def read_program(
    data: bytes, library: Library, *, place: str, languages: tuple[str, ...], language: str = ""
) -> ProgramFile:
    """The program in ``data``, whose exercises resolve in ``library``; ``place`` names it in complaints.

    ``language``, one of ``languages``, goes before what the file says.

    Raises:
        InputError: broken JSON, an unknown field, exercise or value; one sentence naming the place.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            "{file} is larger than {most} MB; a program file is small.",
            file=place,
            most=LARGEST_BYTES // 10**6,
        )
    top = top_of(data, place, FORMAT)
    patient = top.table("patient")
    content = _content(top, _language(top, patient, languages, language), library, languages)
    program = ProgramFile(
        content=content,
        clinic=_clinic(top.table("clinic"), content.paper),
        therapist=_therapist(top.table("therapist")),
        patient_name=f"{_name(patient, 'given_name')} {_name(patient, 'family_name')}".strip(),
        birth_date=patient.day("birth_date"),
        day=top.day("date"),
    )
    patient.finish()
    top.finish()
    _check_length(content, place)
    return program


def _check_length(content: ProgramContent, place: str) -> None:
    count = len(content.why)
    for item in content.items:
        own = item.wording
        count += len(item.note)
        count += sum(map(len, (*own.steps, own.felt_where, own.common_mistake, own.easier))) if own else 0
    if count > MOST_CHARACTERS:
        raise InputError(
            "{file} has {count} characters of notes and own words; a sheet takes at most {most}.",
            file=place,
            count=count,
            most=MOST_CHARACTERS,
        )


def _language(top: Fields, patient: Fields, languages: tuple[str, ...], chosen: str) -> str:
    """The sheet's language: chosen outside the file, or the program's, or the patient's."""
    patient_language = patient.choice("language", languages, "en")
    said = top.choice("language", languages, patient_language)
    return chosen or said


def _name(table: Fields, name: str) -> str:
    """A text that stands on a line; nothing but blanks counts as none."""
    found = table.text(name, longest=LONGEST_NAME)
    return found if found.strip() else ""


def _content(top: Fields, language: str, library: Library, languages: tuple[str, ...]) -> ProgramContent:
    rows = top.tables("items")
    if not rows:
        raise InputError("{file}: items must list at least one exercise.", file=top.place)
    if len(rows) > MOST_ITEMS:
        raise InputError(
            "{file}: items may list at most {most} exercises, not {count}.",
            file=top.place,
            most=MOST_ITEMS,
            count=len(rows),
        )
    return ProgramContent(
        title=_name(top, "title"),
        why=_text(top, "why"),
        language=language,
        paper=top.choice("paper", Paper, ""),
        items=tuple(_item(row, language, library) for row in rows),
        education=top.choices("education", library.education),
        phase=_phase(top),
        review_date=top.day("review_date"),
        person=top.choice("person", PEOPLE, ""),
        choices=choices_from(top.table("sheet"), languages) if top.has("sheet") else None,
    )


def _text(table: Fields, name: str, default: str = "") -> str:
    found = table.text(name, default, longest=LONGEST_TEXT)
    return found if found.strip() else ""


def _item(row: Fields, language: str, library: Library) -> ProgramItem:
    slug = row.required_text("exercise")
    try:
        exercise = library.exercise(slug)
    except InputError as complaint:
        raise row.refused(complaint) from complaint
    item = ProgramItem(
        exercise_slug=slug,
        side=Side(row.choice("side", [side.value for side in exercise.sides], exercise.default_side.value)),
        dosage=read_dosage(row.only(dosage_names(exercise.dosage.kind)), exercise.dosage),
        schedule=read_schedule(row.only(SCHEDULE_NAMES), exercise.schedule),
        note=_text(row, "note"),
        wording=_wording(row, exercise.wording_in(language)),
        has_own_wording=row.has("wording"),
    )
    row.finish()
    return item


def _wording(row: Fields, base: PatientWording) -> PatientWording | None:
    """The row's own words, over the library's in the sheet's language."""
    if not row.has("wording"):
        return None
    own = row.table("wording")
    wording = PatientWording(
        name=_name(own, "name") or base.name,
        steps=own.texts("steps", longest=LONGEST_TEXT, most=MOST_STEPS) or base.steps,
        felt_where=_text(own, "felt_where", base.felt_where),
        common_mistake=_text(own, "common_mistake", base.common_mistake),
        easier=_text(own, "easier", base.easier),
        start_caption=base.start_caption,
        end_caption=base.end_caption,
        captions=base.captions,
    )
    own.finish()
    return wording


def _phase(top: Fields) -> Phase | None:
    if not top.has("phase"):
        return None
    table = top.table("phase")
    phase = Phase(
        name=table.required_text("name", longest=LONGEST_NAME),
        entry_criterion=_text(table, "entry_criterion"),
        from_date=table.day("from_date"),
    )
    table.finish()
    return phase


def _clinic(table: Fields, paper: str) -> ClinicProfile:
    clinic = ClinicProfile(
        name=_name(table, "name"),
        phone=_name(table, "phone"),
        address=_name(table, "address"),
        web=_name(table, "web"),
        hours=_name(table, "hours"),
        accent=_colour(table, "accent"),
        booking_url=_web_address(table, "booking_url"),
        emergency_number=_name(table, "emergency_number") or ClinicProfile().emergency_number,
        paper=paper or ClinicProfile().paper,
    )
    table.finish()
    return clinic


def _colour(table: Fields, name: str) -> str:
    found = table.text(name, longest=LONGEST_NAME)
    if found and not is_colour(found):
        raise table.wrong(name, found, "a colour like #0b4f5c")
    return found


def _web_address(table: Fields, name: str) -> str:
    found = table.text(name, longest=LONGEST_WEB_ADDRESS)
    if found and not is_web_address(found):
        raise table.wrong(name, found, "a web address that starts with https:// or http://")
    return found


def _therapist(table: Fields) -> Therapist | None:
    name, credentials, note = (_name(table, each) for each in ("name", "credentials", "signature_note"))
    table.finish()
    if not (name or credentials or note):
        return None
    return Therapist(id=uuid4(), name=name, credentials=credentials, signature_note=note)
