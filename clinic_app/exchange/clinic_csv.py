"""The tables of everything a clinic holds, as CSV: which files, which columns, what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from clinic_app.domain.diary import Diary
from clinic_app.domain.dosage_fields import dosage_fields, schedule_fields
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, Program, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment, Visit
from clinic_app.exchange.csv_out import Column, CsvTable, fields_of, itself

LEAD: Final = """Everything this clinic holds, a file a table. UTF-8 with a byte order mark, commas, dates as
2026-11-24, times in UTC. Rows belong together by their ids. Text that starts with = + - or @ has an
apostrophe before it, so that no spreadsheet takes it for a formula. Several values in a cell stand apart
by "; ". Nothing here is encrypted.
"""
_PATIENT: Final = "the patient (patients.csv)"
_EPISODE: Final = "the problem (episodes.csv); empty: none"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an entity that has a line of its own."""

    whole: Any
    part: Any
    number: int
    on: date | None = None


def _of_whole(name: str, meaning: str, attribute: str) -> Column:
    return Column(name, meaning, lambda row: getattr(row.whole, attribute))


def _of_part(name: str, meaning: str) -> Column:
    return Column(name, meaning, lambda row: getattr(row.part, name))


def _items(version: ProgramVersion) -> Iterator[_Part]:
    for number, item in enumerate(version.content.items, 1):
        yield _Part(version, item, number)


def _days(diary: Diary) -> Iterator[_Part]:
    for number, (on, one) in enumerate(diary.dated(), 1):
        yield _Part(diary, one, number, on)


def _findings(visit: Visit) -> Iterator[_Part]:
    for number, finding in enumerate(visit.findings, 1):
        yield _Part(visit, finding, number)


_DOSES: Final = {
    "sets": "rounds",
    "reps": "repetitions",
    "reps_to": "upper end of a range of repetitions",
    "hold_s": "seconds held",
    "push_s": "seconds pushed (contract-relax)",
    "duration_s": "seconds of going on",
    "breaths": "breaths",
    "load": "weight or resistance",
    "load_unit": "unit of the load",
}


def _dose(name: str) -> Column:
    return Column(name, _DOSES[name], lambda row: dosage_fields(row.part.dosage).get(name))


def _when(name: str, meaning: str) -> Column:
    return Column(name, meaning, lambda row: schedule_fields(row.part.schedule).get(name))


def _content(name: str, meaning: str) -> Column:
    return Column(name, meaning, lambda version: getattr(version.content, name))


TABLES: Final[tuple[CsvTable, ...]] = (
    CsvTable(
        "patients",
        "one line a patient",
        Patient,
        fields_of(
            {
                "id": "never changes",
                "record_number": "never given twice",
                "family_name": "",
                "given_name": "",
                "preferred_name": "what the patient wants to be called",
                "birth_date": "",
                "sex": "female, male, other, unknown",
                "gender": "in the patient's words",
                "phone": "",
                "email": "",
                "address": "",
                "language": "of the patient's sheets",
                "needs_interpreter": "yes or no",
                "emergency_contact": "",
                "occupation": "",
                "sport": "",
                "dominant_hand": "right, left, both, unknown",
                "referrer": "",
                "insurer": "",
                "claim_number": "",
                "consent_on": "day of consent",
                "consent_note": "",
                "precaution_tags": "keys of precautions",
                "no_floor": "cannot get to the floor",
                "no_prone": "cannot lie face down",
                "equipment": "at home; empty: not asked, or none",
                "minutes_willing": "minutes a day",
                "notes": "",
                "merged_into": "the patient this record became",
                "archived_at": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "episodes",
        "one line a problem of a patient",
        Episode,
        fields_of(
            {
                "id": "",
                "patient_id": _PATIENT,
                "problem": "",
                "region": "of the body",
                "side": "",
                "onset": "",
                "mechanism": "how it came",
                "diagnosis": "",
                "diagnosis_code": "ICD-10-CM",
                "goals": "in the patient's words",
                "activities": "that are hard to do",
                "planned_visits": "",
                "referrer": "",
                "precaution_tags": "keys of precautions",
                "opened_on": "",
                "closed_on": "day of discharge",
                "outcome": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "visits",
        "one line a visit",
        Visit,
        fields_of(
            {
                "id": "",
                "patient_id": _PATIENT,
                "episode_id": _EPISODE,
                "visited_on": "",
                "therapist_id": "",
                "subjective": "",
                "objective": "",
                "assessment": "",
                "plan": "",
                "pain_now": "0 to 10",
                "pain_best": "0 to 10, since the last visit",
                "pain_worst": "0 to 10, since the last visit",
                "signed_at": "empty: not signed",
                "signed_by": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "findings",
        "one line a measurement of a visit",
        Visit,
        [
            _of_whole("visit_id", "the visit (visits.csv)", "id"),
            _of_whole("patient_id", _PATIENT, "patient_id"),
            _of_whole("visited_on", "", "visited_on"),
            Column("number", "in the visit", lambda row: row.number),
            *(
                _of_part(name, meaning)
                for name, meaning in {
                    "kind": "range, strength, timed, other",
                    "name": "",
                    "left": "",
                    "right": "",
                    "value": "where there are no sides",
                    "unit": "",
                    "note": "",
                }.items()
            ),
        ],
        _findings,
    ),
    CsvTable(
        "amendments",
        "what was added to signed visits",
        Amendment,
        fields_of({"id": "", "visit_id": "", "text": "", "amended_at": "", "amended_by": ""}),
        itself,
    ),
    CsvTable(
        "scores",
        "one line a score",
        MeasureResult,
        fields_of(
            {
                "id": "",
                "patient_id": _PATIENT,
                "episode_id": _EPISODE,
                "visit_id": "the visit it was taken at; empty: none",
                "measure": "key of the measure",
                "part": "of the measure; empty: the whole",
                "taken_on": "",
                "value": "the score",
                "answers": "in order; empty between two marks: not answered",
                "activities": "the patient's own (PSFS)",
                "note": "",
                "withdrawn_at": "it was a mistake",
                "withdrawn_because": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "diary_days",
        "one line a day of a keyed-in log sheet",
        Diary,
        [
            _of_whole("diary_id", "", "id"),
            _of_whole("patient_id", _PATIENT, "patient_id"),
            _of_whole("version_id", "the version (versions.csv)", "version_id"),
            Column("day", "", lambda row: row.on),
            _of_whole("planned", "sessions asked for", "planned_per_day"),
            _of_part("done", "sessions done; empty: nothing written"),
            _of_part("pain", "0 to 10"),
        ],
        _days,
    ),
    CsvTable(
        "programs",
        "one line a program",
        Program,
        fields_of(
            {
                "id": "",
                "patient_id": f"{_PATIENT}; empty: nobody",
                "episode_id": _EPISODE,
                "created_at": "",
                "archived_at": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "versions",
        "one line a version of a program",
        ProgramVersion,
        [
            *fields_of({"id": "", "program_id": "", "number": "empty: a draft"}),
            _content("title", ""),
            _content("why", "the sheet's reason"),
            _content("language", "of the sheet"),
            _content("review_date", "next visit"),
            *fields_of({"created_at": "", "changed_at": "", "handed_out_at": "first time"}),
        ],
        itself,
    ),
    CsvTable(
        "items",
        "one line an exercise of a version",
        ProgramVersion,
        [
            _of_whole("version_id", "the version (versions.csv)", "id"),
            _of_whole("program_id", "the program (programs.csv)", "program_id"),
            _of_part("id", "the same in every version"),
            Column("number", "on the sheet", lambda row: row.number),
            _of_part("exercise_slug", "key of the exercise"),
            _of_part("side", ""),
            Column("dose_kind", "", lambda row: row.part.dosage.kind),
            *(_dose(name) for name in _DOSES),
            _when("times_per_day", ""),
            _when("times_of_day", ""),
            _when("days_per_week", ""),
            _when("weeks", "empty: open"),
            _when("pain_limit", "0 to 10"),
            _of_part("note", ""),
        ],
        _items,
    ),
    CsvTable(
        "handouts",
        "what was handed out",
        Handout,
        fields_of(
            {
                "id": "",
                "program_id": "",
                "version_id": "",
                "version_number": "",
                "handed_out_at": "",
                "therapist_id": "",
                "way": "printed, saved, emailed",
                "sha256": "of the PDF",
                "page_count": "",
                "paper": "",
                "language": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "letters",
        "letters that were written",
        Letter,
        fields_of(
            {
                "id": "",
                "patient_id": _PATIENT,
                "episode_id": _EPISODE,
                "kind": "",
                "reader": "",
                "addressee": "",
                "written_at": "",
                "therapist_id": "",
                "sha256": "of the PDF",
                "page_count": "",
            }
        ),
        itself,
    ),
    CsvTable(
        "screens",
        "red-flag screens",
        RedFlagScreen,
        fields_of(
            {
                "id": "",
                "patient_id": _PATIENT,
                "episode_id": _EPISODE,
                "screen": "key of the screen",
                "screened_on": "",
                "therapist_id": "",
                "findings": "keys of the signs that were there",
                "action": "what was done",
            }
        ),
        itself,
    ),
)
