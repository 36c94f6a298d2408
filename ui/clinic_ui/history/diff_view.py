"""What changed from one version to another: a sentence, the program's own changes, one row an exercise."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.diff_summary import summary_line
from clinic_app.domain.diff_words import DiffWords
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_diff import ChangeKind, ItemChange, ProgramDiff, program_diff
from clinic_ui.context import Context
from clinic_ui.history.diff_row import ChangeLine, DiffRow
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, hairline


class DiffView(QWidget):
    """Shows one comparison at a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.words = DiffWords(context.library, context.words, context.words.language)
        self.summary = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.rows: list[DiffRow] = []
        self.program_lines: list[ChangeLine] = []
        self.unchanged = text_button(context.words.gettext("Unchanged exercises"), Kind.LINK)
        self.unchanged.setCheckable(True)
        self._same: list[ItemChange] = []
        self._persons = ("", "")
        self._rows = _column()
        self._same_rows = _column()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addLayout(self._rows)
        column.addWidget(hairline())
        column.addWidget(self.unchanged, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._same_rows)
        self.unchanged.toggled.connect(self._show_unchanged)

    def compare(self, before: ProgramContent | None, after: ProgramContent) -> None:
        """Show what changed from ``before`` (None: there is nothing to compare with) to ``after``."""
        for column in (self._rows, self._same_rows):
            _empty(column)
        self.rows, self.program_lines, self._same = [], [], []
        if before is None:
            self._show_first(after)
        else:
            self._show_diff(before, after, program_diff(before, after))
        words, count = self._context.words, len(self._same)
        self.unchanged.setText(
            words.ngettext("{count} unchanged", "{count} unchanged", count).format(count=count)
        )
        self.unchanged.setAccessibleName(self.unchanged.text())
        self.unchanged.setVisible(bool(self._same))
        self._show_unchanged()

    def _show_first(self, content: ProgramContent) -> None:
        """The first version: all of it, nothing changed."""
        words = self._context.words
        count = len(content.items)
        said = words.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
        minutes = words.gettext("{minutes} min a session").format(minutes=content.session_minutes)
        self.summary.setText(f"{minutes} · {said}" if content.items else said)
        self._persons = (content.person, content.person)
        for item in content.items:
            self._add_row(self._rows, ItemChange(kind=ChangeKind.SAME, before=item, after=item))

    def _show_diff(self, before: ProgramContent, after: ProgramContent, diff: ProgramDiff) -> None:
        self.summary.setText(summary_line(before, after, diff, self.words))
        self._persons = (before.person, after.person)
        self._show_program(diff)
        for change in diff.items:
            if change.kind is ChangeKind.SAME:
                self._same.append(change)
            else:
                self._add_row(self._rows, change)

    def _show_program(self, diff: ProgramDiff) -> None:
        lines = self.words.of_program(diff)
        if not lines:
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(6)
        self.program_lines = [ChangeLine(self._context.theme, each) for each in lines]
        for line in self.program_lines:
            column.addWidget(line)
        self._rows.addWidget(hairline())
        self._rows.addWidget(inside)

    def _add_row(self, column: QVBoxLayout, change: ItemChange) -> None:
        row = DiffRow(self._context, self.words, change, self._persons)
        self.rows.append(row)
        column.addWidget(hairline())
        column.addWidget(row)

    def _show_unchanged(self) -> None:
        """They are made when somebody wants to see them."""
        icons = self._context.actions.icons
        is_open = self.unchanged.isChecked()
        self.unchanged.setIcon(icons.icon("up" if is_open else "down", Tone.ACCENT, size=18))
        _empty(self._same_rows)
        self.rows = [row for row in self.rows if row.change not in self._same]
        for change in self._same if is_open else ():
            self._add_row(self._same_rows, change)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
