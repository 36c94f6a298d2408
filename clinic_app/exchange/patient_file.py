"""Writes ``clinic-patient/1``: everything of one patient as an open JSON file, beside its documents."""

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from clinic_app.domain.dossier import Dossier
from clinic_app.domain.program import Program
from clinic_app.domain.visit import Visit
from clinic_app.exchange.plain_values import moment, plain, table_of

FORMAT: Final = "clinic-patient/1"
CLINIC_NAMES: Final = ("name", "phone", "address", "web")
NOT_OURS_TO_TELL: Final = ("revision",)
"""Numbers that guard against overwriting, which mean nothing outside the record."""


def patient_text(dossier: Dossier, files: Mapping[str, str]) -> str:
    """The file's text (UTF-8, ends with a newline). ``files`` names the file of each hash that goes along."""
    return json.dumps(patient_table(dossier, files), ensure_ascii=False, indent=1) + "\n"


def patient_table(dossier: Dossier, files: Mapping[str, str]) -> dict[str, object]:
    """What the file says; ``file`` is empty where the archive does not have a document any more."""
    story, patient = dossier.story, dossier.patient
    return {
        "format": FORMAT,
        "exported_at": moment(dossier.exported_at),
        "clinic": {name: getattr(dossier.clinic, name) for name in CLINIC_NAMES},
        "therapists": [table_of(each, *NOT_OURS_TO_TELL) for each in dossier.therapists],
        "patient": table_of(patient, *NOT_OURS_TO_TELL) | {"photo_file": files.get(patient.photo_sha256, "")},
        "merged_records": [table_of(each, *NOT_OURS_TO_TELL) for each in dossier.merged],
        "episodes": [table_of(each, *NOT_OURS_TO_TELL) for each in story.episodes],
        "programs": [_program(each, dossier, files) for each in dossier.programs],
        "visits": [_visit(each, dossier) for each in story.visits],
        "scores": [table_of(each) for each in story.results],
        "diaries": [table_of(each, *NOT_OURS_TO_TELL) for each in story.diaries],
        "screens": [table_of(each) for each in story.screens],
        "letters": [table_of(each) | {"file": files.get(each.sha256, "")} for each in story.letters],
        "being_typed": [table_of(each) for each in dossier.drafts],
    }


def _program(program: Program, dossier: Dossier, files: Mapping[str, str]) -> dict[str, object]:
    story, left_out = dossier.story, ("program_id", "content", *NOT_OURS_TO_TELL)
    versions = [each for each in story.versions.values() if each.program_id == program.id]
    given = [each for each in story.handouts if each.program_id == program.id]
    return {
        **table_of(program, "patient_id"),
        "versions": [table_of(each, *left_out) | table_of(each.content) for each in versions],
        "handouts": [table_of(each, "program_id") | {"file": files.get(each.sha256, "")} for each in given],
    }


def _visit(visit: Visit, dossier: Dossier) -> dict[str, object]:
    added = _amendments(visit.id, dossier)
    return table_of(visit, *NOT_OURS_TO_TELL) | {"amendments": added}


def _amendments(visit_id: UUID, dossier: Dossier) -> list[object]:
    return [plain(each, "visit_id") for each in dossier.story.amendments if each.visit_id == visit_id]
