"""The scores taken in a visit: a line for each, opened by a click, and the button that takes one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.story import ScoreEntry
from clinic_app.domain.visit import Visit
from clinic_app.services.visits import OpenVisit
from clinic_ui.context import Context
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.scores.score_taker import ScoreTaker
from clinic_ui.story.entry_words import SayEntry
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, action_button, text_button
from clinic_ui.widgets.labels import Label


class VisitScores(QWidget):
    """Lists what was scored; a score taken here belongs to the visit and its day."""

    stored = Signal()
    """The record holds another score of this visit, or no longer counts one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._around: OpenVisit | None = None
        self._visit: Visit | None = None
        self._say = SayEntry(context.library, context.words)
        self.taker = ScoreTaker(context, self)
        self.taker.stored.connect(self.stored)
        self.nothing = Label(
            context.words.gettext("No score was taken in this visit."),
            context.theme,
            Type.CAPTION,
            Tone.TEXT_3,
        )
        self.rows: list[QWidget] = []
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.nothing)
        self._foot.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._lines)
        column.addLayout(self._foot)

    def listen_to(self, action: QAction) -> None:
        """Know the action whose keys and button take a score."""
        self.action = action
        action.setEnabled(False)
        self.button = action_button(action, Kind.LINK, icons=self._context.actions.icons, icon="add")
        self._foot.addWidget(self.button)

    def show_around(self, around: OpenVisit | None) -> None:
        """Show the scores of another visit; None: none is open."""
        self._around = around
        self._visit = around.visit if around else None
        while self.rows:
            row = self.rows.pop()
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        scores = around.scores if around else ()
        for each in scores:
            self._add(each)
        self.nothing.setVisible(not scores)
        self.action.setEnabled(around is not None and bool(self._context.library.measures))

    def show_visit(self, visit: Visit) -> None:
        """Know the visit’s day and problem as they stand."""
        self._visit = visit

    def take(self) -> None:
        """Open the form for a new score."""
        self._open(())

    def _open(self, replaced: tuple[MeasureResult, ...]) -> None:
        around, visit = self._around, self._visit
        if around is None or visit is None:
            return
        subject = ScoreSubject(
            patient=around.patient,
            episode=next((each for each in around.episodes if each.id == visit.episode_id), None),
            results=around.results,
            replaced=replaced,
            visit_id=visit.id,
            day=visit.visited_on,
        )
        self.taker.take(subject)

    def _add(self, entry: ScoreEntry) -> None:
        """The score as a link, and below it what changed."""
        lines, theme = self._say(entry), self._context.theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = text_button(lines.title, Kind.LINK)
        link.setAccessibleDescription(lines.line)
        link.setEnabled(entry.results[0].measure in self._context.library.measures)
        link.clicked.connect(partial(self._open_again, entry))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if lines.line:
            column.addWidget(Label(lines.line, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        self._lines.addWidget(box)
        self.rows.append(box)

    def _open_again(self, entry: ScoreEntry, _checked: bool = False) -> None:
        self._open(entry.results)
