"""One measure on the desk: its sheet on the left, what the answers make on the right."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.measures import Measure
from clinic_ui.context import Context
from clinic_ui.scores.activity_sheet import ActivitySheet
from clinic_ui.scores.answer_sheet import AnswerSheet, TotalSheet
from clinic_ui.scores.given import Given
from clinic_ui.scores.score_pane import ScorePane
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled

Sheet = AnswerSheet | TotalSheet | ActivitySheet
_PANE_WIDTH: Final = 320


class ScoreDesk(QWidget):
    """Keeps what was given of every measure that was shown, whole or as totals."""

    changed = Signal()
    finished = Signal()
    refused = Signal(str)

    def __init__(
        self, context: Context, offered: Callable[[str], tuple[str, ...]], parent: QWidget | None = None
    ) -> None:
        """``offered`` are the activities to rate with a measure."""
        super().__init__(parent)
        self._context, self._offered = context, offered
        self._kept: dict[tuple[str, bool], Given] = {}
        self._shown: tuple[Measure, str, bool] | None = None
        self.sheet: Sheet | None = None
        self.pane = ScorePane(context)
        self._note = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self._inside = Pane("stage")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 20, 12)
        self._column.addWidget(self._note)
        self._column.addStretch(1)
        self.area = scrolled(self._inside)
        right = Pane("stage")
        beside = QVBoxLayout(right)
        beside.setContentsMargins(20, 0, 8, 12)
        beside.addWidget(self.pane)
        self._right = scrolled(right, takes_keys=True)
        self._right.setFixedWidth(context.theme.px(_PANE_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self._right)

    def given(self) -> Given:
        """What stands on the sheet; where that cannot be read, what stood there last."""
        if self._shown is None or self.sheet is None:
            return Given()
        measure, _language, is_total = self._shown
        with suppress(InputError):
            self._kept[measure.key, is_total] = self.sheet.given()
        return self._kept.get((measure.key, is_total), Given())

    def say_elsewhere(self, sentence: str) -> None:
        """Say where the wording is to be had that is not shown."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def put(self, measure: Measure, language: str, *, is_total: bool, given: Given | None = None) -> None:
        """Lay out another sheet; what was given on it before stands there again."""
        self.given()
        if given is not None:
            self._kept[measure.key, is_total] = given
        self._shown = (measure, language, is_total)
        if self.sheet is not None:
            self.sheet.hide()
            self.sheet.deleteLater()
        self.sheet = self._new_sheet(measure, language, is_total=is_total)
        known = self._kept.get((measure.key, is_total))
        if known is not None:
            self.sheet.show_given(known)
        self._column.insertWidget(1, self.sheet)
        self.pane.begin(measure, language)
        self.sheet.changed.connect(self.changed)
        self.sheet.finished.connect(self.finished)
        self.sheet.refused.connect(self.refused)
        for field in self.sheet.findChildren(QWidget):
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus:
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What has the keyboard is kept in sight; overrides Qt."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.area.ensureWidgetVisible(watched, 0, self._context.theme.px(64))
        return super().eventFilter(watched, event)

    def _new_sheet(self, measure: Measure, language: str, *, is_total: bool) -> Sheet:
        if is_total:
            return TotalSheet(self._context, measure, language)
        if measure.names_activities:
            return ActivitySheet(self._context, measure, language, self._offered(measure.key))
        return AnswerSheet(self._context, measure, language)
