"""The right of a visit: pain, scores, the body chart, what was measured."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.visit import Visit
from clinic_app.services.visits import OpenVisit
from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.visit.chart_box import ChartBox
from clinic_ui.visit.findings_table import FindingsTable
from clinic_ui.visit.pain_box import PainBox
from clinic_ui.visit.visit_scores import VisitScores
from clinic_ui.widgets.labels import Label, Pane, hairline


class MeasuresColumn(Pane):
    """Shows the numbers and marks of a visit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        text, theme = context.words.gettext, context.theme
        self._seat = context.seat
        self.pain = PainBox(context)
        self.chart = ChartBox(context)
        self.findings = FindingsTable(context)
        self.scores = VisitScores(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(10)
        for number, (name, part) in enumerate(
            (
                (text("Pain, 0–10"), self.pain),
                (text("Scores"), self.scores),
                (text("Body chart"), self.chart),
                (text("Measured"), self.findings),
            )
        ):
            if number:
                column.addWidget(hairline())
            column.addWidget(Label(name, theme, Type.HEAD))
            column.addWidget(part)
        column.addStretch(1)

    def show_visit(self, visit: Visit, around: OpenVisit) -> None:
        """Show the visit as it stands."""
        is_read_only = visit.is_signed or not self._seat.may_change
        self.pain.show_visit(visit, around.before)
        self.chart.show_marks(visit.body_chart, is_read_only=is_read_only)
        self.chart.offer_last(around.charted.body_chart if around.charted else ())
        self.scores.show_visit(visit)
        self.findings.show_findings(visit.findings, is_read_only=is_read_only)

    def show_before(self, around: OpenVisit) -> None:
        """Know what was measured before, be it some visits ago."""
        self.findings.show_before(around.measured.findings if around.measured else ())

    def clear(self) -> None:
        """Another visit comes: nothing typed for the one before is left."""
        self.findings.clear()
        self.scores.show_around(None)
        self.chart.show_marks((), is_read_only=False)
        self.chart.offer_last(())
        self.pain.clear()
