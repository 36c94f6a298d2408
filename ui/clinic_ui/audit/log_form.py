"""Who did what: the audit log, read, checked and taken out as a table."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.audit import AuditFilter, AuditReport
from clinic_app.domain.audit_words import report_words
from clinic_app.services.audit import AuditLine, AuditView
from clinic_app.services.clinic import ClinicServices
from clinic_ui.audit.log_filters import LogFilters
from clinic_ui.audit.log_table import LogTable
from clinic_ui.context import Context
from clinic_ui.file_output import FileKind, ask_where
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.pages.field_words import FIELD_NAMES
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, hairline
from clinic_ui.work import Latest

_SIZE: Final = (1080, 680)
_AROUND: Final = 40
"""Pixels of the screen left beside it."""

_NEVER_SAID: Final = frozenset({"revision", "saved_at", "saved_by", "sort_name"})
_LONGEST_SAID: Final = 400


class LogForm(QDialog):
    """Open it with ``open()``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest, self._before = Latest(context.worker), Latest(context.worker)
        self._count = 0
        self._is_reading = False
        self.dialog: QFileDialog | None = None
        self.work = LongWork(context, self)
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Who did what"))
        room = self.screen().availableSize()
        width, height = (theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
        self.filters = LogFilters(context)
        self.table = LogTable(context)
        self.count = Label("", theme, Type.SMALL, Tone.TEXT_2)
        self.before = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.found = Label("", theme, Type.BODY_MEDIUM, wraps=True)
        self.save_button = text_button(text("Save as CSV …"), Kind.OUTLINE)
        self.close_button = text_button(text("Close"), Kind.OUTLINE)
        self.check_button = text_button(text("Check the log"), Kind.PRIMARY)
        self._lay_out()
        self.filters.changed.connect(self.refresh)
        self.table.more_wanted.connect(self._read_more)
        self.table.line_reached.connect(self._on_line)
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.accept)
        self.check_button.clicked.connect(self._on_check)
        self.refresh()

    def refresh(self) -> None:
        """Read what is looked for, from the newest on."""
        view = partial(self._context.services.audit.view, self.filters.wanted)
        self._is_reading = True
        self._latest.run(view, self._on_read, self._on_failed)

    def _lay_out(self) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        about = text(
            "Every change of the record, and what was opened, printed and taken out of it. "
            "The check finds a line or a row that was changed past this app by anybody without the key."
        )
        column.addWidget(Label(about, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addWidget(self.filters)
        column.addWidget(hairline())
        column.addWidget(self.table, 1)
        column.addWidget(self.before)
        column.addWidget(hairline())
        column.addWidget(self.found)
        self.before.hide()
        self.found.hide()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.count)
        foot.addStretch(1)
        for button in (self.close_button, self.save_button, self.check_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(foot)
        self.setFocusProxy(self.table)

    def _on_read(self, view: AuditView) -> None:
        self._is_reading = False
        self._count = view.count
        self.filters.offer(view.actors)
        self.table.lines.show_lines(view.lines)
        self.before.hide()
        words = self._context.words
        said = words.ngettext("{count} entry", "{count} entries", view.count)
        nothing = words.gettext("Nothing like that was done.")
        self.count.setText(said.format(count=view.count) if view.count else nothing)
        if view.lines:
            self.table.setCurrentIndex(self.table.lines.index(0, 0))

    def _read_more(self) -> None:
        lines = self.table.lines.lines
        if self._is_reading or len(lines) >= self._count:
            return
        self._is_reading = True
        last = lines[-1].entry.number
        view = partial(self._context.services.audit.view, self.filters.wanted, before=last)
        self._latest.run(view, self._on_more, self._on_failed)

    def _on_more(self, view: AuditView) -> None:
        self._is_reading = False
        self.table.lines.add_lines(view.lines)

    def _on_failed(self, error: Exception) -> None:
        self._is_reading = False
        self._say(self._context.problems.sentence(error), Tone.BAD)

    def _on_line(self, line: AuditLine) -> None:
        self._before.cancel()
        self.before.hide()
        if line.entry.has_before:
            ask = partial(self._context.services.audit.said_before, line.entry.number)
            self._before.run(ask, self._on_before)

    def _on_before(self, values: Mapping[str, Any] | None) -> None:
        text = self._context.words.gettext
        if values is None:
            said = text("What it said before went with the patient’s record.")
        else:
            parts = [_said(text(FIELD_NAMES.get(name, name)), value) for name, value in _told(values).items()]
            said = text("Before: {values}").format(values=" · ".join(parts)) if parts else ""
        self.before.setText(said)
        self.before.setVisible(bool(said))

    def _on_check(self) -> None:
        self.check_button.setEnabled(False)
        title = self._context.words.gettext("Checking every entry and every row …")
        job = partial(_verify, self._context.services)
        self.work.run(title, job, self._on_checked, self._on_ended, self._on_check_failed)

    def _on_checked(self, report: AuditReport) -> None:
        self._on_ended()
        self._say(report_words(report, self._context.words), Tone.OK if report.is_whole else Tone.BAD)

    def _on_check_failed(self, error: Exception) -> None:
        self._on_ended()
        self._on_failed(error)

    def _on_ended(self) -> None:
        self.check_button.setEnabled(True)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.found.set_tone(tone)
        self.found.setText(sentence)
        self.found.show()

    def _on_save(self) -> None:
        text = self._context.words.gettext
        kind = FileKind(text("Save the log as CSV"), text("CSV files (*.csv)"), "csv")
        name = f"log {self._context.services.patients.today().isoformat()}.csv"
        self.dialog = ask_where(self._context, self, kind, name=name, on_named=self.write)

    def write(self, path: str) -> None:
        """Write what is looked for there."""
        self._context.settings.save_folder = Path(path).parent
        job = partial(_export, self._context, self.filters.wanted, Path(path))
        title = self._context.words.gettext("Saving the log …")
        self.work.run(title, job, self._on_written, None, self._on_failed)

    def _on_written(self, count: int) -> None:
        words = self._context.words
        said = words.ngettext("Saved: {count} entry", "Saved: {count} entries", count)
        self._say(said.format(count=count), Tone.OK)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _NEVER_SAID}


def _said(name: str, value: Any) -> str:
    shown = "–" if value in (None, "", "[]") else " ".join(str(value).split())
    return f"{name}: {shown[:_LONGEST_SAID]}"


def _verify(services: ClinicServices, progress: Progress) -> AuditReport:
    return services.audit.verify(progress.step)


def _export(context: Context, wanted: AuditFilter, path: Path, progress: Progress) -> int:
    return context.services.audit.export(wanted, path, context.words, progress.step)
