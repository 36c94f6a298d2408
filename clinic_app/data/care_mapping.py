"""Between the rows of care and the domain's frozen objects."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from clinic_app.data.column_types import moment_of
from clinic_app.data.mapping import named, values_of
from clinic_app.data.tables import AmendmentRow, DiaryRow, LetterRow, MeasureResultRow, VisitRow
from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.visit import Amendment, BodyView, ChartMark, Finding, FindingKind, Sensation, Visit

Made = TypeVar("Made")


def visit_of(row: VisitRow) -> Visit:
    """The visit a row holds."""
    return Visit(
        **named(row, Visit, "body_chart", "findings"),
        body_chart=tuple(map(_mark_of, row.body_chart)),
        findings=tuple(map(_finding_of, row.findings)),
    )


VISIT_COLUMNS: Final = tuple(each.name for each in fields(Visit))
"""As ``VisitReader`` wants them."""


class VisitReader:
    """Makes visits of plain values: a patient's page reads a thousand at once.

    Rows of the ORM take three times as long: most of what they convert is the same in every visit, or empty.
    """

    def __init__(self) -> None:
        self._ids: dict[str | None, UUID | None] = {None: None}

    def visit(self, values: Sequence[Any]) -> Visit:
        """The visit of one row's ``VISIT_COLUMNS``."""
        known: dict[str, Any] = dict(zip(VISIT_COLUMNS, values, strict=True))
        for name in ("patient_id", "episode_id", "therapist_id"):
            known[name] = self._id(known[name])
        known["id"] = UUID(known["id"])
        known["visited_on"] = date.fromisoformat(known["visited_on"])
        known["body_chart"] = _of_tables(known["body_chart"], _mark_of)
        known["findings"] = _of_tables(known["findings"], _finding_of)
        if known["signed_at"] is not None:
            known["signed_at"] = moment_of(known["signed_at"])
        return Visit(**known)

    def _id(self, text: str | None) -> UUID | None:
        if text not in self._ids:
            self._ids[text] = UUID(text)
        return self._ids[text]


def _of_tables(text: str, make: Callable[[dict[str, Any]], Made]) -> tuple[Made, ...]:
    return () if text == "[]" else tuple(map(make, json.loads(text)))


def visit_values(visit: Visit) -> dict[str, Any]:
    """The columns of a visit's row."""
    return {
        **values_of(visit),
        "body_chart": [values_of(mark) for mark in visit.body_chart],
        "findings": [values_of(finding) for finding in visit.findings],
    }


def amendment_of(row: AmendmentRow) -> Amendment:
    """The amendment a row holds."""
    return Amendment(**named(row, Amendment))


def result_of(row: MeasureResultRow) -> MeasureResult:
    """The score a row holds."""
    return MeasureResult(**named(row, MeasureResult))


def diary_of(row: DiaryRow) -> Diary:
    """The diary a row holds."""
    return Diary(**named(row, Diary, "days"), days=tuple(DiaryDay(**day) for day in row.days))


def diary_values(diary: Diary) -> dict[str, Any]:
    """The columns of a diary's row."""
    return {**values_of(diary), "days": [values_of(day) for day in diary.days]}


def letter_of(row: LetterRow) -> Letter:
    """The letter a row holds."""
    return Letter(**named(row, Letter))


def _mark_of(table: dict[str, Any]) -> ChartMark:
    return ChartMark(
        sensation=Sensation(table["sensation"]),
        view=BodyView(table["view"]),
        points=tuple((x, y) for x, y in table["points"]),
        width=table["width"],
    )


def _finding_of(table: dict[str, Any]) -> Finding:
    return Finding(**{**table, "kind": FindingKind(table["kind"])})
