"""Which words of a row are found again: one text each, a line a field."""

from collections.abc import Iterable, Sequence
from typing import Any

from clinic_app.data.tables import AmendmentRow, EpisodeRow, PatientRow, ProgramVersionRow, VisitRow


def visit_body(row: VisitRow, amendments: Sequence[AmendmentRow]) -> str:
    """The note and what was added to it."""
    return _lines(
        row.subjective, row.objective, row.assessment, row.plan, *(each.text for each in amendments)
    )


def version_body(row: ProgramVersionRow) -> str:
    """Title, focus line, notes and own wording of a program's version."""
    items = (
        text for item in row.items for text in (item.note, *_wording(item.has_own_wording, item.wording))
    )
    return _lines(row.title, row.why, *items)


def episode_body(row: EpisodeRow) -> str:
    """Problem, diagnosis, goals, outcome."""
    return _lines(row.problem, row.diagnosis, row.goals, row.outcome)


def patient_body(row: PatientRow) -> str:
    """The notes; none of a record that became part of another."""
    return "" if row.merged_into else _lines(row.notes)


def _wording(is_own: bool, wording: dict[str, Any] | None) -> Iterable[str]:
    if not is_own or wording is None:
        return ()
    plain = [each for each in wording.values() if isinstance(each, str)]
    return [*plain, *wording.get("steps", ()), *wording.get("captions", {}).values()]


def _lines(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())
