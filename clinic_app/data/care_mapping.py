"""Between the rows of care and the domain's frozen objects."""

from typing import Any

from clinic_app.data.mapping import named, values_of
from clinic_app.data.tables import AmendmentRow, DiaryRow, LetterRow, MeasureResultRow, VisitRow
from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.visit import Amendment, BodyView, ChartMark, Finding, FindingKind, Sensation, Visit


def visit_of(row: VisitRow) -> Visit:
    """The visit a row holds."""
    return Visit(
        **named(row, Visit, "body_chart", "findings"),
        body_chart=tuple(map(_mark_of, row.body_chart)),
        findings=tuple(map(_finding_of, row.findings)),
    )


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
