"""Settings of the record itself: how long it is kept, everything as CSV, and what was erased."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.erasure import Erasure, RetentionRule
from clinic_app.domain.errors import ConflictError
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.unkept import keep_or_hold
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.field_texts import FieldTexts
from clinic_ui.file_output import FileKind, ask_where
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.number_field import NumberField

_MOST_YEARS = 100
_NAME_WIDTH, _NUMBER_WIDTH = 200, 56
_MOST_LINES = 20
_NAMES = ("years", "birthday")


class RecordForm(QWidget):
    """Each number is stored when it is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, theme = context.words.gettext, context.theme
        self.dialog: QFileDialog | None = None
        self.work = LongWork(context, self)
        self.shown = RetentionRule(0, 0)
        """What the record was last known to hold."""
        self._before = self.shown
        self.years = NumberField(text("Years a record is kept"), 10, 0, _MOST_YEARS, theme)
        self.birthday = NumberField(
            text("Birthday until which a young patient’s record is kept"), 25, 0, _MOST_YEARS, theme
        )
        for field in (self.years, self.birthday):
            field.setFixedWidth(theme.px(_NUMBER_WIDTH))
        rows = (text("Years a record is kept"), self.years), (text("Until the birthday at"), self.birthday)
        self.both = BothVersions(context, FieldTexts(dict(zip(_NAMES, rows, strict=True))), stores=True)
        self.export_button = text_button(
            text("Save everything as CSV …"), Kind.OUTLINE, icons=context.actions.icons, icon="document"
        )
        self.erased = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self._lay_out()
        for field in (self.years, self.birthday):
            field.settled.connect(self.store)
        self.both.settled.connect(self._on_settled)
        self.export_button.clicked.connect(self._on_export)

    def show_rule(self, rule: RetentionRule) -> None:
        """Show what is stored, unless somebody types."""
        if self.both.isHidden() and not self.years.hasFocus() and not self.birthday.hasFocus():
            self.shown = rule
            self.years.show_value(rule.years)
            self.birthday.show_value(rule.birthday)
        self._context.worker.run(partial(_past, self._context.services), self._on_past)

    def store(self) -> None:
        """Store the numbers, if one is another."""
        if self._is_other and self.both.isHidden():
            self._before, self.shown = self.shown, self._typed
            keep = partial(self._context.services.erasure.keep_for, self.shown, self._before)
            self._context.worker.run(keep, self._on_kept, self._on_refused)

    def flush(self) -> None:
        """Store now, on this thread."""
        if self._is_other and self.both.isHidden():
            before, self.shown = self.shown, self._typed
            rule = self.shown
            keep_or_hold(
                self._context.services, "retention", lambda services: services.erasure.keep_for(rule, before)
            )

    def _on_kept(self, profile: ClinicProfile) -> None:
        self.both.settle()
        self.shown = RetentionRule(profile.retention_years, profile.retention_birthday)
        self.years.show_value(profile.retention_years)
        self.birthday.show_value(profile.retention_birthday)

    def _on_refused(self, error: Exception) -> None:
        self.shown = self._before
        if isinstance(error, ConflictError):
            self._context.worker.run(self._context.services.profile.profile, self._on_theirs)
        else:
            self._context.problems.tell(error)

    def _on_theirs(self, profile: ClinicProfile) -> None:
        """Another window set the same number: both are shown."""
        theirs = RetentionRule(profile.retention_years, profile.retention_birthday)
        self.both.ask(_texts_of(self.shown), _texts_of(theirs))
        self._before = theirs

    def _on_settled(self) -> None:
        """What was chosen goes over theirs."""
        self.both.settle()
        self.shown = self._before
        self.store()

    @property
    def _typed(self) -> RetentionRule:
        return RetentionRule(self.years.value, self.birthday.value)

    @property
    def _is_other(self) -> bool:
        numbers = (self.years.value, self.birthday.value)
        return self._typed != self.shown and all(0 <= each <= _MOST_YEARS for each in numbers)

    def _lay_out(self) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        after = text("years after the last entry. Erasing a patient before asks for a reason.")
        until = text("A young patient’s at least until this birthday, if that is later. 0: no such rule.")
        column.addWidget(self.both)
        for name, field, note in (
            (text("Records are kept"), self.years, after),
            (text("Until the birthday at"), self.birthday, until),
            (text("Everything"), self.export_button, text("One table a file, for any spreadsheet.")),
        ):
            row = QHBoxLayout()
            label = Label(name, theme, Type.BODY)
            label.setFixedWidth(theme.px(_NAME_WIDTH))
            row.addWidget(label)
            row.addWidget(field)
            row.addWidget(Label(note, theme, Type.SMALL, Tone.TEXT_2, wraps=True), 1)
            column.addLayout(row)
        column.addWidget(self.erased)

    def _on_past(self, past: Sequence[Erasure]) -> None:
        text = self._context.words.gettext
        lines = [self._line(each) for each in past[:_MOST_LINES]]
        self.erased.setText("\n".join([text("Erased:"), *lines]) if lines else "")
        self.erased.setVisible(bool(lines))

    def _line(self, erasure: Erasure) -> str:
        words = self._context.words
        said = words.gettext("Record {number} on {date}").format(
            number=f"{erasure.record_number:06d}", date=words.day(erasure.erased_at.astimezone().date())
        )
        return " · ".join(part for part in (said, erasure.erased_by, erasure.reason) if part)

    def _on_export(self) -> None:
        text = self._context.words.gettext
        today = self._context.services.patients.today()
        kind = FileKind(text("Save everything as CSV"), text("Zip files (*.zip)"), "zip")
        name = f"clinic {today.isoformat()}.zip"
        self.dialog = ask_where(self._context, self, kind, name=name, on_named=self.write)

    def write(self, path: str) -> None:
        """Write everything there."""
        self._context.settings.save_folder = Path(path).parent
        self.export_button.setEnabled(False)
        job = partial(_export, self._context.services, Path(path))
        title = self._context.words.gettext("Saving everything …")
        self.work.run(title, job, self._on_written, self._on_ended, self._on_failed)

    def _on_written(self, count: int) -> None:
        self._on_ended()
        words = self._context.words
        said = words.ngettext("Saved: {count} entry", "Saved: {count} entries", count)
        self._context.toasts.say(said.format(count=count))

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        self._context.problems.tell(error)

    def _on_ended(self) -> None:
        self.export_button.setEnabled(True)


def _past(services: ClinicServices) -> Sequence[Erasure]:
    return services.erasure.past()


def _export(services: ClinicServices, path: Path, progress: Progress) -> int:
    return services.clinic_export.everything(path, step=progress.step)


def _texts_of(rule: RetentionRule) -> dict[str, str]:
    return dict(zip(_NAMES, (str(rule.years), str(rule.birthday)), strict=True))
