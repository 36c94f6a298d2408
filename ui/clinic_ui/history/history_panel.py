"""A program's versions as a list, and below what changed in the chosen one, to be taken up again."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.diff_summary import changes_line
from clinic_app.domain.program import ProgramContent, ProgramSummary, ProgramVersion
from clinic_app.domain.program_diff import program_diff
from clinic_app.services.history import ProgramHistory, VersionEntry
from clinic_ui.context import Context
from clinic_ui.history.copy_form import CopyForm
from clinic_ui.history.diff_view import DiffView
from clinic_ui.history.version_row import VersionRow, version_lines
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label, hairline
from clinic_ui.work import Latest

_FIRST_ROWS = 5
"""More versions are listed when somebody wants them: a row takes some milliseconds to make."""


class HistoryPanel(QWidget):
    """Newest version first; of several programs one is chosen above the list."""

    program_wanted = Signal(object)
    """The id (UUID) of a program to open: a draft to go on with, or a copy for another patient."""

    version_wanted = Signal(object)
    """The ProgramVersion to take up again as a draft."""

    listed = Signal()
    """The versions are there, one of them chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest(context.worker)
        self.output = SheetOutput(context, self)
        self.copy_form: CopyForm | None = None
        self.history: ProgramHistory | None = None
        self._wanted: UUID | None = None
        self._marked: UUID | None = None
        text, icons, theme = context.words.gettext, context.actions.icons, context.theme
        self.programs = ChoiceBox(icons, {})
        self.programs.setAccessibleName(text("Program"))
        self.programs.activated.connect(self._on_program_chosen)
        self.rows: list[VersionRow] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_row_toggled)
        self.older_button = text_button(text("Older versions"), Kind.LINK, icons=icons, icon="down")
        self.older_button.clicked.connect(self._on_older)
        self.hint = Label("", theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.heading = Label("", theme, Type.HEAD, wraps=True)
        self.against = ChoiceBox(icons, {})
        self.against.setAccessibleName(text("Compare with"))
        self.against.activated.connect(self._compare)
        self.diff = DiffView(context)
        go_on = text("Continue the draft") if context.seat.may_change else text("Show the draft")
        self.continue_button = text_button(go_on, Kind.OUTLINE, icons=icons, icon="edit")
        self.restore_button = text_button(
            text("Use as a new draft"), Kind.OUTLINE, icons=icons, icon="history"
        )
        self.copy_button = text_button(text("Copy to a patient"), Kind.OUTLINE, icons=icons, icon="copy")
        context.seat.hold(self.restore_button, self.copy_button)
        self.continue_button.clicked.connect(self._on_continue)
        self.restore_button.clicked.connect(self._on_restore)
        self.copy_button.clicked.connect(self._on_copy)
        self._lay_out()
        self.clear()

    def offer(self, summaries: Sequence[ProgramSummary]) -> None:
        """A patient's programs, newest first; the one that was looked at stays chosen."""
        text = self._context.words.gettext
        self.programs.clear()
        for summary in summaries:
            self.programs.addItem(summary.title or text("Program without a title"), summary.program_id)
        ids = [summary.program_id for summary in summaries]
        self.programs.setVisible(len(ids) > 1)
        if not ids:
            self.clear()
            return
        chosen = self._wanted if self._wanted in ids else ids[0]
        self.programs.setCurrentIndex(ids.index(chosen))
        self.show_program(chosen)

    def show_program(self, program_id: UUID) -> None:
        """Read a program's versions and show them."""
        if program_id != self._wanted:
            self._show_list(None)
        self._wanted = program_id
        read = partial(self._context.services.history.of_program, program_id)
        self._latest.run(read, self._show_list)

    def show_version(self, version: ProgramVersion) -> None:
        """Mark a version, reading its program first where another one is shown."""
        self._marked = version.id
        if version.program_id == self._wanted and self.history is not None:
            self._show_list(self.history)
            return
        self.programs.setCurrentIndex(self.programs.findData(version.program_id))
        self.show_program(version.program_id)

    def clear(self) -> None:
        """Nobody's: what was shown is gone at once."""
        self._latest.cancel()
        self._wanted = None
        self.programs.clear()
        self.programs.hide()
        self._show_list(None)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not focus.isVisible():
            focus.clearFocus()  # where nothing else is in sight, Qt leaves the keyboard with what was hidden

    @property
    def chosen(self) -> VersionEntry | None:
        """The version of the marked row."""
        row = self._group.checkedButton()
        return row.entry if isinstance(row, VersionRow) else None

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        stops: list[QWidget] = [
            self.programs,
            *self.rows,
            self.older_button,
            self.against,
            self.continue_button,
        ]
        return [*stops, self.restore_button, self.copy_button, self.diff.unchanged]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.programs)
        column.addWidget(self.hint)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._list.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addWidget(self.older_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._details = QWidget()
        column.addWidget(self._details)
        below = QVBoxLayout(self._details)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        buttons = FlowLayout(8)
        for button in (self.continue_button, self.restore_button, self.copy_button):
            buttons.addWidget(button)
        below.addLayout(buttons)
        below.addSpacing(4)
        below.addWidget(hairline())
        below.addSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.against)
        below.addLayout(head)
        below.addWidget(self.diff)

    def _show_list(self, history: ProgramHistory | None) -> None:
        chosen = self._marked or self._looked_at()
        self.history = history
        for row in self.rows:
            self._group.removeButton(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._details.hide()
        self.older_button.hide()
        nothing = self._context.words.gettext("What you hand out is kept here as a version of its own.")
        self.hint.setText(nothing)
        self.hint.setVisible(history is None and self._wanted is None)
        if history is None:
            return
        ids = [entry.version.id for entry in reversed(history.entries)]
        first = max(_FIRST_ROWS, ids.index(self._marked) + 1 if self._marked in ids else 0)
        self._marked = None
        for entry in history.entries[: -first - 1 : -1]:
            self._add_row(history, entry)
        self.older_button.setVisible(len(self.rows) < len(history.entries))
        kept = [row for row in self.rows if row.entry.version.id == chosen]
        (kept or self.rows)[0].setChecked(True)
        self._order_tab_stops()
        self.listed.emit()

    def _looked_at(self) -> UUID | None:
        """The version that was chosen; None for the newest, so that one that comes takes its place."""
        if self.history is None or self.chosen is None or self.chosen is self.history.entries[-1]:
            return None
        return self.chosen.version.id

    def _on_older(self) -> None:
        """List the rest, and go to the first of it."""
        if (history := self.history) is not None:
            shown = len(self.rows)
            for entry in history.entries[: -shown or None][::-1]:
                self._add_row(history, entry)
            self._order_tab_stops()
            self.rows[shown].setFocus(Qt.FocusReason.TabFocusReason)
            self.older_button.hide()

    def _order_tab_stops(self) -> None:
        for before, after in pairwise(self.tab_stops()):
            QWidget.setTabOrder(before, after)

    def _add_row(self, history: ProgramHistory, entry: VersionEntry) -> None:
        words = self._context.words
        before = history.before(entry.version.id)
        changes = ""
        if before is not None:
            changes = changes_line(program_diff(before.content, entry.content), self.diff.words)
        lines = version_lines(entry, changes, words)
        row = VersionRow(self._context, entry, number_of(history, entry), lines)
        row.print_wanted.connect(self.output.print_handout)
        self.rows.append(row)
        self._group.addButton(row)
        self._list.addWidget(row)
        row.show()  # now, so that it can take the keyboard

    def _on_program_chosen(self, index: int) -> None:
        self.show_program(self.programs.itemData(index))

    def _on_row_toggled(self, row: VersionRow, is_on: bool) -> None:
        if not is_on or self.history is None:
            return
        history, entry = self.history, row.entry
        words = self._context.words
        is_draft = entry.version.is_draft
        self.continue_button.setVisible(is_draft)
        self.restore_button.setVisible(not is_draft)
        self.against.clear()
        before = history.before(entry.version.id)
        for each in reversed(history.entries):
            if each is not entry:
                self.against.addItem(self._against(each), each.version.id)
        self.against.setVisible(self.against.count() > 0)
        if before is not None:
            self.against.setCurrentIndex(self.against.findData(before.version.id))
        elif self.against.count():
            self.against.insertItem(0, words.gettext("On its own"), None)
            self.against.setCurrentIndex(0)
        self._details.show()
        self._compare()

    def _compare(self) -> None:
        entry, history = self.chosen, self.history
        if entry is None or history is None:
            return
        other = self.against.currentData()
        against = history.entry(other) if isinstance(other, UUID) else None
        text = self._context.words.gettext
        number = text("Version {number}").format(number=entry.version.number)
        self.heading.setText(text("The draft") if entry.version.is_draft else number)
        before: ProgramContent | None = against.content if against else None
        self.diff.compare(before, entry.content)

    def _against(self, entry: VersionEntry) -> str:
        text = self._context.words.gettext
        if entry.version.is_draft:
            return text("Against the draft")
        return text("Against version {number}").format(number=entry.version.number)

    def _on_continue(self) -> None:
        if (entry := self.chosen) is not None:
            self.program_wanted.emit(entry.version.program_id)

    def _on_restore(self) -> None:
        if (entry := self.chosen) is not None:
            version: ProgramVersion = entry.version
            self.version_wanted.emit(version)

    def _on_copy(self) -> None:
        if (entry := self.chosen) is None:
            return
        self.copy_form = CopyForm(self._context, entry.content, self)
        self.copy_form.copied.connect(self.program_wanted)
        self.copy_form.finished.connect(self.copy_form.deleteLater)
        self.copy_form.open()


def number_of(history: ProgramHistory, entry: VersionEntry) -> int:
    """The version's number, or the one its draft will get."""
    return entry.version.number or history.entries.index(entry) + 1
