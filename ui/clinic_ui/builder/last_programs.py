"""The programs worked on last, offered while none is on the table."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramSummary
from clinic_ui.context import Context
from clinic_ui.pages.program_rows import ProgramRow
from clinic_ui.theme import Type
from clinic_ui.widgets.labels import Label
from clinic_ui.work import Latest

_MOST = 3
_WIDTH = 720


class LastPrograms(QWidget):
    """Newest first, each with whom it is for; hidden while there are none."""

    program_wanted = Signal(object)
    revise_wanted = Signal(object)
    """The ids (UUID) of a program to open, and of one to open as a draft."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest(context.worker)
        self.rows: list[ProgramRow] = []
        self.setMaximumWidth(context.theme.px(_WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 0, 24, 24)
        self._column.setSpacing(8)
        self._column.addWidget(Label(context.words.gettext("Last programs"), context.theme, Type.HEAD))
        self.hide()

    def refresh(self) -> None:
        """Look at the record again."""
        summaries = self._context.services.programs.summaries
        self._latest.run(partial(summaries, limit=_MOST), self._on_found)

    def _on_found(self, summaries: Sequence[ProgramSummary]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [ProgramRow(self._context, summary, whom=self._whom(summary)) for summary in summaries]
        for row in self.rows:
            row.open_wanted.connect(self.program_wanted)
            row.revise_wanted.connect(self.revise_wanted)
            self._column.addWidget(row)
        self.setVisible(bool(summaries))

    def _whom(self, summary: ProgramSummary) -> str:
        return summary.patient_name or self._context.words.gettext("For nobody in particular")
