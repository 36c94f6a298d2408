"""Patients from another system: what the file holds, what an import would do, and then the import itself."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import clinic_resources
from clinic_app.domain.arrival import Column, Reading
from clinic_app.domain.date_order import DateOrder, OrderFound
from clinic_app.services.patient_import import Decision, Incoming, PatientImport, Plan, Stored
from clinic_ui.context import Context
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.pages.import_columns import ImportColumns
from clinic_ui.pages.import_tables import MOST_SHOWN, AlikeTable, NewTable, RefusedTable
from clinic_ui.pages.languages import language_names
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments

_SIZE: Final = (1060, 700)
_AROUND: Final = 48
_COLUMNS_WIDTH: Final = 280
_NEW, _ALIKE, _REFUSED = range(3)


class PatientImportForm(QDialog):
    """Open it with ``open()``; nothing is stored until the person says so, and then all of it or nothing."""

    imported = Signal(object)
    """What was stored (``Stored``)."""

    def __init__(self, context: Context, incoming: Incoming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._incoming = context, incoming
        self._work = LongWork(context, self)
        self._asked = 0
        self._order_said: DateOrder | None = None
        self.plan: Plan | None = None
        text = context.words.gettext
        self.setWindowTitle(text("Import patients"))
        room = self.screen().availableGeometry()
        width, height = (context.theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
        self.columns = ImportColumns(context, incoming.table, incoming.columns)
        orders = (
            Choice(DateOrder.DAY, text("Day first")),
            Choice(DateOrder.MONTH, text("Month first")),
            Choice(DateOrder.YEAR, text("Year first")),
        )
        self.left_out = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.order = Segments(text("Birth dates"), orders, None)
        self.reason = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.language = ChoiceBox(context.actions.icons, language_names(clinic_resources.paper_languages()))
        self.language.choose(context.words.language)
        self.language.setAccessibleName(text("Language of handouts, where the file says none"))
        self.views = Segments(
            text("What the import would do"), [Choice(each, "") for each in (_NEW, _ALIKE, _REFUSED)], _NEW
        )
        self.new, self.alike, self.refused = NewTable(context), AlikeTable(context), RefusedTable(context)
        self.shown = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.status = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.import_button = text_button(text("Import"), Kind.PRIMARY)
        context.seat.hold(self.import_button)
        self.import_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self._lay_out()
        self.columns.columns_changed.connect(self._on_columns_changed)
        self.language.activated.connect(self._on_language_said)
        self.order.choice_changed.connect(self._on_order_said)
        self.views.choice_changed.connect(self._on_view)
        self.alike.decided.connect(self._say)
        self.import_button.clicked.connect(self._on_import)
        self.cancel_button.clicked.connect(self.reject)
        self._on_columns_changed()

    @property
    def _service(self) -> PatientImport:
        return self._context.services.patient_import

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = text("Import patients from {file}").format(file=self._incoming.name)
        column.addWidget(Label(title, theme, Type.TITLE, wraps=True))
        column.addWidget(Label(self._read_as(), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addLayout(self._left())
        sides.addWidget(hairline(vertical=True))
        sides.addLayout(self._right(), 1)
        column.addLayout(sides, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        column.addLayout(foot)

    def _left(self) -> QVBoxLayout:
        theme, text = self._context.theme, self._context.words.gettext
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(Label(text("What the columns hold"), theme, Type.HEAD))
        self.left_out.setFixedWidth(theme.px(_COLUMNS_WIDTH) - 12)
        left.addWidget(self.left_out)
        area = scrolled(self.columns)
        area.setFixedWidth(theme.px(_COLUMNS_WIDTH))
        left.addWidget(area, 1)
        return left

    def _right(self) -> QVBoxLayout:
        theme, text = self._context.theme, self._context.words.gettext
        right = QVBoxLayout()
        right.setSpacing(8)
        self._dates = QWidget()
        dates = QVBoxLayout(self._dates)
        dates.setContentsMargins(0, 0, 0, 4)
        dates.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Label(text("Birth dates"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        line.addWidget(self.order)
        line.addStretch(1)
        dates.addLayout(line)
        dates.addWidget(self.reason)
        spoken = QHBoxLayout()
        spoken.setSpacing(12)
        said = self.language.accessibleName()
        spoken.addWidget(Label(said, theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        spoken.addWidget(self.language)
        spoken.addStretch(1)
        right.addLayout(spoken)
        right.addWidget(self._dates)
        views = QHBoxLayout()
        views.addWidget(self.views)
        views.addStretch(1)
        right.addLayout(views)
        self._stack = QStackedWidget()
        for table in (self.new, self.alike, self.refused):
            self._stack.addWidget(table)
        right.addWidget(self._stack, 1)
        right.addWidget(self.shown)
        return right

    def _read_as(self) -> str:
        """How the file was understood, so that a wrong guess is seen."""
        words, table = self._context.words, self._incoming.table
        rows = words.ngettext("{count} row", "{count} rows", len(table.rows)).format(count=len(table.rows))
        named = {"\t": words.gettext("tabs"), "": ""}
        sign = named.get(table.delimiter, f"“{table.delimiter}”")
        split = words.gettext("separated by {sign}").format(sign=sign) if sign else ""
        head = "" if self._incoming.has_header else words.gettext("without a row of titles")
        return "  ·  ".join(part for part in (rows, table.encoding, split, head) if part)

    def _on_columns_changed(self) -> None:
        columns = self.columns.columns
        found = self._service.order_of(self._incoming, columns, Column.BIRTH_DATE)
        self._dates.setVisible(Column.BIRTH_DATE in columns)
        self._say_what_is_left_out(columns)
        self._show_order(found)
        self._look()

    def _say_what_is_left_out(self, columns: Sequence[Column]) -> None:
        """Titles of the columns that hold something and go nowhere: nothing is lost in silence."""
        words, table = self._context.words, self._incoming.table
        titles = [
            title or words.gettext("Column {number}").format(number=at + 1)
            for at, title in enumerate(table.header)
            if columns[at] is Column.NOTHING and any(cell.strip() for cell in table.column(at))
        ]
        said = words.ngettext(
            "{count} column with text is left out: {titles}.",
            "{count} columns with text are left out: {titles}.",
            len(titles),
        )
        self.left_out.setText(said.format(count=len(titles), titles=", ".join(titles)) if titles else "")
        self.left_out.setVisible(bool(titles))

    def _show_order(self, found: OrderFound) -> None:
        self.order.choose(self._order_said or found.order)
        said = self._context.words.gettext(found.reason)
        self.reason.setText(said.format(example=found.example, other=found.other))
        is_open = found.is_asked and self._order_said is None
        self.reason.set_tone(Tone.WARN if is_open else Tone.TEXT_2)

    def _on_order_said(self, order: object) -> None:
        self._order_said = DateOrder(str(order))
        self._on_columns_changed()

    def _on_language_said(self, _index: int) -> None:
        self._look()

    def _look(self) -> None:
        """Try the import out; only the newest answer counts."""
        self._asked += 1
        self.plan = None
        columns, order = self.columns.columns, self.order.chosen
        text = self._context.words.gettext
        self.import_button.setEnabled(False)
        if not {Column.FAMILY_NAME, Column.FULL_NAME} & set(columns):
            self._show_nothing(text("Say which column holds the family name, or the whole name."))
            return
        if Column.BIRTH_DATE in columns and order is None:
            self._show_nothing(text("Say how the birth dates are written."))
            return
        reading = self._service.reading(
            self._incoming,
            columns,
            DateOrder(str(order)) if order is not None else None,
            language=str(self.language.currentData()),
            languages=tuple(clinic_resources.paper_languages()),
        )
        self.status.setText(text("Looking at the rows …"))

        job = partial(_planned, self._service, self._incoming, reading)
        self._work.run(
            text("Looking at the rows …"), job, partial(self._on_planned, self._asked), self._on_given_up
        )

    def _show_nothing(self, said: str) -> None:
        self._show_plan(Plan((), (), ()))
        self.plan = None
        self.import_button.setEnabled(False)
        self.status.setText(said)
        self.status.set_tone(Tone.WARN)

    def _on_given_up(self) -> None:
        self.status.setText(self._context.words.gettext("Not looked at. Change a column to look again."))

    def _on_planned(self, asked: int, plan: Plan) -> None:
        if asked != self._asked:
            return
        self._show_plan(plan)
        if self.alike.undecided:
            self.views.choose(_ALIKE)
        elif plan.refused:
            self.views.choose(_REFUSED)
        self._on_view(self.views.chosen)
        self._say()

    def _show_plan(self, plan: Plan) -> None:
        self.plan = plan
        text = self._context.words.gettext
        counted = (
            (text("New: {count}"), len(plan.new)),
            (text("To look at: {count}"), len(plan.alike)),
            (text("Refused: {count}"), len(plan.refused)),
        )
        for button, (said, count) in zip(self.views.buttons(), counted, strict=True):
            button.setText(said.format(count=count))
            button.setAccessibleName(button.text())
        self.new.show_planned(plan.new)
        self.alike.show_planned(plan.alike)
        self.refused.show_refused(plan.refused)

    def _on_view(self, view: object) -> None:
        at = view if isinstance(view, int) else _NEW
        self._stack.setCurrentIndex(at)
        plan, text = self.plan or Plan((), (), ()), self._context.words.gettext
        count = len((plan.new, plan.alike, plan.refused)[at])
        said = {
            _NEW: text(
                "The first {shown} of {count} rows are shown, those without a birth date before others."
            ),
            _ALIKE: text("The first {shown} of {count} rows are shown, those to decide about before others."),
            _REFUSED: text("The first {shown} of {count} rows are shown."),
        }
        self.shown.setText(said[at].format(shown=MOST_SHOWN, count=count))
        self.shown.setVisible(count > MOST_SHOWN)

    def _say(self) -> None:
        """What the button would do, and what it waits for."""
        if self.plan is None:
            return
        words, waiting = self._context.words, self.alike.undecided
        added = len(self.plan.new) + sum(each == "add" for each in self.alike.decisions.values())
        filled = sum(each == "fill_in" for each in self.alike.decisions.values())
        said = words.ngettext("Import {count} patient", "Import {count} patients", added)
        self.import_button.setText(said.format(count=added))
        self.import_button.setAccessibleName(self.import_button.text())
        self.import_button.setEnabled(not waiting and bool(added or filled))
        self.status.set_tone(Tone.WARN if waiting else Tone.TEXT_2)
        if waiting:
            asks = words.ngettext(
                "{count} row may be somebody who is there: decide about it first.",
                "{count} rows may be somebody who is there: decide about them first.",
                waiting,
            )
            self.status.setText(asks.format(count=waiting))
            return
        self.status.setText(words.gettext("Nothing is stored yet. It will be all of it or nothing."))

    def _on_import(self) -> None:
        plan, decisions = self.plan, dict(self.alike.decisions)
        if plan is None:
            return
        self.import_button.setEnabled(False)
        text = self._context.words.gettext

        job = partial(_stored, self._service, plan, decisions)
        self._work.run(text("Storing the patients …"), job, self._on_stored, self._on_not_stored)

    def _on_not_stored(self) -> None:
        self.import_button.setEnabled(True)
        self.status.setText(self._context.words.gettext("Given up: nothing was stored."))

    def _on_stored(self, stored: Stored) -> None:
        self.accept()
        self.imported.emit(stored)


def _planned(service: PatientImport, incoming: Incoming, reading: Reading, progress: Progress) -> Plan:
    return service.plan(incoming, reading, progress.step)


def _stored(
    service: PatientImport, plan: Plan, decisions: Mapping[int, Decision], progress: Progress
) -> Stored:
    return service.store(plan, decisions, progress.step)
