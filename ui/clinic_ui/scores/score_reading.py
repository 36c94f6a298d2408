"""Reads a score: what each part says by itself, and beside the patient's earlier ones."""

from collections.abc import Sequence

from clinic_app.domain.measure_readings import readings
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measures import Measure
from clinic_app.domain.patient import Patient
from clinic_app.domain.score_history import compared
from clinic_ui.scores.score_pane import PartScore


def part_scores(
    measure: Measure, results: Sequence[MeasureResult], patient: Patient, others: Sequence[MeasureResult]
) -> list[PartScore]:
    """One for each part that has a score; ``others`` are the patient's, newest first."""
    return [
        PartScore(
            result=each,
            readings=readings(measure, each.value, age=patient.age_on(each.taken_on), sex=patient.sex),
            compared=compared(measure, each, others),
        )
        for each in results
    ]
