"""Settings of backups: folders, a backup now, the list of what there is, and one of them put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.backup import Backup, BackupState, OpenedBackup, Place, Reminder, reminder
from clinic_app.domain.old_copies import OldCopy
from clinic_app.services.backups import BackupService, Made
from clinic_ui.backups.backup_words import about, kept, lacking, made, place_name
from clinic_ui.backups.copy_list import CopyList
from clinic_ui.backups.place_row import PlaceRow
from clinic_ui.backups.restore_form import RestoreForm
from clinic_ui.context import Context
from clinic_ui.long_work import LongWork, Progress
from clinic_ui.seat import grey
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What there is."""

    places: Sequence[Place]
    lacking: Reminder | None
    copies: Sequence[OldCopy] = ()


class BackupForm(QWidget):
    """Looks at every folder when it comes into view."""

    restore_wanted = Signal(object)
    """An OpenedBackup is to take the place of the record."""

    search_wanted = Signal()
    """A backup somewhere else is to be found."""

    changed = Signal()
    """A backup was made, or the folders are others."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, icons = context.words.gettext, context.actions.icons
        self.work = LongWork(context, self)
        self.dialog: QFileDialog | None = None
        self.form: RestoreForm | None = None
        self.rows: list[PlaceRow] = []
        self.restore_buttons: list[QWidget] = []
        self._shows_all = False
        self.copies = CopyList(context)
        self.copies.changed.connect(self.refresh)
        self._known: Known | None = None
        self.now_button = text_button(text("Back up now"), Kind.OUTLINE, icons=icons, icon="archive")
        self.add_button = text_button(text("Add a folder or stick …"), Kind.OUTLINE, icons=icons, icon="add")
        self.search_button = text_button(text("Restore from another folder …"), Kind.LINK)
        self.more_button = text_button(text("Show all"), Kind.LINK)
        self._places, self._backups, self._advice = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.now_button.clicked.connect(self._on_now)
        self.add_button.clicked.connect(self._on_add)
        self.search_button.clicked.connect(self.search_wanted)
        self.more_button.clicked.connect(self._on_more)

    def refresh(self) -> None:
        """Look at every folder."""
        self._context.worker.run(partial(_look, self._context.services.backups), self._on_known)

    def add_folder(self, folder: str) -> None:
        """Backups go there too from now on; the first one at once."""
        backups = self._context.services.backups
        self._context.worker.run(partial(backups.add_place, folder), self._on_added)

    def _lay_out(self) -> None:
        theme, words = self._context.theme, self._context.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._advice, self._places, self._backups):
            part.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.now_button)
        buttons.addWidget(self.add_button)
        buttons.addStretch(1)
        by_itself = words.gettext("One is made every day by itself, into each folder that is there.")
        column.addLayout(self._advice)
        column.addLayout(self._places)
        column.addLayout(buttons)
        column.addWidget(Label(by_itself, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addSpacing(4)
        column.addLayout(self._backups)
        foot = QHBoxLayout()
        foot.setSpacing(24)
        foot.addWidget(self.more_button)
        foot.addWidget(self.search_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(Label(kept(words), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addSpacing(8)
        column.addWidget(self.copies)

    def _on_known(self, known: Known) -> None:
        self._known = known
        why = self._context.seat.not_owner
        for button in (self.now_button, self.add_button, self.search_button):
            grey(button, why)
        self._show_advice(known)
        _empty(self._places)
        self.rows = [PlaceRow(self._context, place) for place in known.places]
        for row in self.rows:
            grey(row.drop_button, why)
            row.dropped.connect(self._on_drop)
            self._places.addWidget(row)
        self._show_backups(known, why)
        self.copies.show_copies(known.copies, why)

    def _show_advice(self, known: Known) -> None:
        words, theme, icons = self._context.words, self._context.theme, self._context.actions.icons
        _empty(self._advice)
        said = [lacking(known.lacking, words)] if known.lacking else []
        if not self._context.services.access.is_protected() and len(known.places) > 1:
            said.append(
                words.gettext(
                    "The record has no passphrase: whoever finds a stick with a backup can read it."
                )
            )
        for each in said:
            self._advice.addWidget(IconLine(theme, icons, "warning", each, Tone.WARN))

    def _show_backups(self, known: Known, why: str) -> None:
        _empty(self._backups)
        self.restore_buttons = []
        found = [(place, backup) for place in known.places for backup in place.backups]
        found.sort(key=lambda each: each[1].made_at, reverse=True)
        for place, backup in found if self._shows_all else found[:_SHOWN]:
            self._backups.addWidget(self._backup_row(place, backup, why))
        self.more_button.setVisible(len(found) > _SHOWN and not self._shows_all)

    def _backup_row(self, place: Place, backup: Backup, why: str) -> QWidget:
        """``why`` it may not be restored; empty: it may be."""
        theme, words = self._context.theme, self._context.words
        is_damaged = backup.state is BackupState.DAMAGED
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(made(backup, words), theme, Type.BODY_MEDIUM))
        said = f"{about(backup, words)}  ·  {place_name(place, words)}"
        lines.addWidget(Label(said, theme, Type.SMALL, Tone.BAD if is_damaged else Tone.TEXT_2, wraps=True))
        row.addLayout(lines, 1)
        button = text_button(words.gettext("Restore …"), Kind.LINK)
        named = words.gettext("Restore the backup of {moment}").format(moment=words.moment(backup.made_at))
        button.setAccessibleName(named)
        grey(button, why)
        button.setEnabled(not why and not is_damaged)
        button.clicked.connect(partial(self._on_restore, backup))
        self.restore_buttons.append(button)
        row.addWidget(button)
        return around

    def _on_more(self) -> None:
        self._shows_all = True
        if self._known is not None:
            self._on_known(self._known)

    def _on_now(self) -> None:
        self.now_button.setEnabled(False)
        title = self._context.words.gettext("Making a backup …")
        job = partial(_back_up, self._context.services.backups)
        self.work.run(title, job, self._on_made, self.refresh, self._on_failed)

    def _on_made(self, outcome: Made) -> None:
        words = self._context.words
        for failure in outcome.failures:
            self._context.problems.tell(failure)
        if outcome.backups:
            count = len(outcome.backups)
            said = words.ngettext(
                "Backed up and checked, in {count} place", "Backed up and checked, in {count} places", count
            )
            self._context.toasts.say(said.format(count=count))
        self._on_changed()

    def _on_failed(self, error: Exception) -> None:
        self._context.problems.tell(error)
        self.refresh()

    def _on_add(self) -> None:
        dialog = QFileDialog(self, self._context.words.gettext("A folder or stick for backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog

    def _on_added(self, _nothing: object) -> None:
        self._on_now()

    def _on_drop(self, folder: str) -> None:
        drop = partial(self._context.services.backups.drop_place, folder)
        self._context.worker.run(drop, self._on_changed)

    def _on_changed(self, _nothing: object = None) -> None:
        self.refresh()
        self.changed.emit()

    def _on_restore(self, backup: Backup) -> None:
        self._context.worker.run(partial(_open, self._context.services.backups, backup), self._on_opened)

    def _on_opened(self, found: tuple[OpenedBackup, Mapping[str, int]]) -> None:
        opened, now = found
        context = self._context
        self.form = RestoreForm(context.theme, context.actions.icons, context.words, opened, now, self)
        self.form.confirmed.connect(self.restore_wanted)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()


def _look(service: BackupService) -> Known:
    places = service.places()
    return Known(places, reminder(places, service.record.clock()), service.copies())


def _back_up(service: BackupService, progress: Progress) -> Made:
    return service.back_up(progress.step)


def _open(service: BackupService, backup: Backup) -> tuple[OpenedBackup, Mapping[str, int]]:
    return service.open(backup), service.counts()


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
