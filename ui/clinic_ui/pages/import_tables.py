"""What an import would do, as three tables: new patients, those to look at one by one, refused rows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clinic_app.services.patient_import import Decision, Planned, Refused
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_name
from clinic_ui.pages.likeness_words import likeness_words
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label

MOST_SHOWN: Final = 300
"""Rows beyond stay out of sight; what a person has to look at comes first."""

_CHOICE_WIDTH, _THREE_LINES = 236, 68
_UNDECIDED: Final = ""


class PlainTable(QTableWidget):
    """Rows of text that are only read; cells show what was typed, never markup."""

    def __init__(self, context: Context, name: str, titles: Sequence[str], stretched: int) -> None:
        super().__init__(0, len(titles))
        self._context = context
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(context.theme.px(36))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFont(context.theme.font(Type.SMALL))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = self.horizontalHeader()
        head.setFont(context.theme.font(Type.SMALL_MEDIUM))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead."""
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                said = "\n".join(" ".join(line.split()) for line in cell.splitlines())
                item = QTableWidgetItem(said)
                item.setToolTip(said)
                self.setItem(at, column, item)


class NewTable(PlainTable):
    """Who would be added."""

    def __init__(self, context: Context) -> None:
        text = context.words.gettext
        titles = (text("Row"), text("Name"), text("Born"), text("Phone"), text("Language"))
        super().__init__(context, text("New patients"), titles, len(titles) - 1)  # names stay whole

    def show_planned(self, new: Sequence[Planned]) -> None:
        """The first of them, those without a birth date before the others."""
        words = self._context.words
        self.fill(
            [
                (
                    str(each.line),
                    each.patient.banner_name,
                    words.day(each.patient.birth_date) if each.patient.birth_date else "–",
                    each.patient.phone,
                    language_name(each.patient.language),
                )
                for each in sorted(new, key=_is_born)[:MOST_SHOWN]
            ]
        )


def _is_born(planned: Planned) -> bool:
    return planned.patient.birth_date is not None


class RefusedTable(PlainTable):
    """Which rows stay out, and why."""

    def __init__(self, context: Context) -> None:
        text = context.words.gettext
        super().__init__(context, text("Refused rows"), (text("Row"), text("In the file"), text("Why")), 2)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(1, context.theme.px(180))

    def show_refused(self, refused: Sequence[Refused]) -> None:
        """The first of them."""
        words = self._context.words
        rows = [(str(each.line), each.shown, words.problem(each.reason)) for each in refused[:MOST_SHOWN]]
        self.fill(rows)


class AlikeTable(QWidget):
    """Whoever may be there already: what is done is chosen row by row, or for all that are left."""

    decided = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        titles = (text("Row"), text("In the file, and who it may be"), text("What to do"))
        self.table = PlainTable(context, text("Patients to look at"), titles, 1)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(2, context.theme.px(_CHOICE_WIDTH))
        self.table.verticalHeader().setDefaultSectionSize(context.theme.px(_THREE_LINES))
        self.decisions: dict[int, Decision] = {}
        self._alike: Sequence[Planned] = ()
        self._names = {
            _UNDECIDED: text("Decide …"),
            Decision.LEAVE_OUT.value: text("Same person: leave out"),
            Decision.FILL_IN.value: text("Same person: fill in what is missing"),
            Decision.ADD.value: text("Another person: add"),
        }
        self.rest_out = text_button(text("Leave the rest out"), Kind.OUTLINE)
        self.rest_in = text_button(text("Add the rest"), Kind.OUTLINE)
        line = QHBoxLayout()
        line.setSpacing(8)
        about = text("Each of these is like somebody in the record, or in an earlier row.")
        line.addWidget(Label(about, context.theme, Type.SMALL, Tone.TEXT_2, wraps=True), 1)
        line.addWidget(self.rest_out)
        line.addWidget(self.rest_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.rest_out.clicked.connect(self._on_rest_out)
        self.rest_in.clicked.connect(self._on_rest_in)

    @property
    def undecided(self) -> int:
        """How many rows wait for a decision."""
        return sum(each.line not in self.decisions for each in self._alike)

    def show_planned(self, alike: Sequence[Planned]) -> None:
        """Show these, those to decide about before the others; what is decided already stays."""
        self._alike = alike
        lines = {each.line for each in alike}
        self.decisions = {line: chosen for line, chosen in self.decisions.items() if line in lines}
        for each in alike:
            if each.usual is not None:
                self.decisions.setdefault(each.line, each.usual)
        shown = sorted(alike, key=lambda each: each.line in self.decisions)[:MOST_SHOWN]
        self.table.fill([(str(each.line), f"{self._whose(each)}\n{self._other(each)}", "") for each in shown])
        for at, each in enumerate(shown):
            self.table.setCellWidget(at, 2, self._cell(self._choice(each)))

    def _choice(self, planned: Planned) -> ChoiceBox:
        offered = dict(self._names)
        if planned.like_line:
            del offered[Decision.FILL_IN.value]
        choice = ChoiceBox(self._context.actions.icons, offered)
        choice.setAccessibleName(self._context.words.gettext("Row {line}").format(line=planned.line))
        choice.choose(str(self.decisions.get(planned.line, _UNDECIDED)))
        choice.setProperty("line", planned.line)
        choice.activated.connect(self._on_chosen)
        return choice

    def _cell(self, choice: ChoiceBox) -> QWidget:
        """The choice in the middle of its row."""
        cell = QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(choice)
        return cell

    def _on_chosen(self, _index: int) -> None:
        choice = self.sender()
        if not isinstance(choice, ChoiceBox):
            return
        line, chosen = int(choice.property("line")), str(choice.currentData())
        if chosen:
            self.decisions[line] = Decision(chosen)
        else:
            self.decisions.pop(line, None)
        self.decided.emit()

    def _on_rest_out(self) -> None:
        self._decide_rest(Decision.LEAVE_OUT)

    def _on_rest_in(self) -> None:
        self._decide_rest(Decision.ADD)

    def _decide_rest(self, decision: Decision) -> None:
        for each in self._alike:
            self.decisions.setdefault(each.line, decision)
        self.show_planned(self._alike)
        self.decided.emit()

    def _whose(self, planned: Planned) -> str:
        words, patient = self._context.words, planned.patient
        born = words.day(patient.birth_date) if patient.birth_date else "–"
        return f"{patient.banner_name}, {born}"

    def _other(self, planned: Planned) -> str:
        assert planned.like is not None
        words, other = self._context.words, planned.like.patient
        born = words.day(other.birth_date) if other.birth_date else "–"
        where = (
            words.gettext("row {line}").format(line=planned.like_line)
            if planned.like_line
            else record_number(other)
        )
        why = likeness_words(planned.like.likeness, words)
        like = words.gettext("like {name}, {born}, {where}")
        return f"{like.format(name=other.banner_name, born=born, where=where)}\n{why}"
