"""Restore from a backup where no record is open: on a new machine, or beside a damaged record."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.access import Way, WayKind
from clinic_app.domain.backup import Backup, BackupFinder, BackupState, OpenedBackup
from clinic_app.domain.door import DoorState, Doorway
from clinic_ui.access.doorman import Stage
from clinic_ui.access.secret_field import SecretField
from clinic_ui.backups.backup_words import about, made, passed_over
from clinic_ui.backups.restore_form import RestoreForm
from clinic_ui.problems import Problems
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.labels import Label
from clinic_ui.work import Latest, Worker

_WIDTH = 440
_MOST = 60
_LONGEST_CODE = 60


class FinderScreen(QWidget):
    """Says ``chosen`` with the backup in hand, or ``given_up``."""

    chosen = Signal(object)
    """The OpenedBackup that is to become the record."""

    given_up = Signal()

    def __init__(
        self, stage: Stage, worker: Worker, problems: Problems, finder: BackupFinder, *, has_record: bool
    ) -> None:
        super().__init__()
        self._stage, self._worker, self._problems = stage, worker, problems
        self._finder, self._has_record = finder, has_record
        self._found: Sequence[Backup] = ()
        self._doorway: Doorway | None = None
        """Of the chosen backup; None until it is known."""
        self._looking = Latest(worker)
        self._is_busy = False
        self.dialog: QFileDialog | None = None
        self.form: RestoreForm | None = None
        theme, icons, text = stage.theme, stage.icons, stage.words.gettext
        self.folder_button = text_button(
            text("Choose the folder or stick …"), Kind.OUTLINE, icons=icons, icon="folder"
        )
        self.folder = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.backup, self.person = ChoiceBox(icons, {}), ChoiceBox(icons, {})
        self.secret = SecretField(theme, icons, stage.words, text("Passphrase"))
        self.code = line(placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", longest=_LONGEST_CODE)
        self.backup_row = FormField(theme, text("Backup"), self.backup)
        self.person_row = FormField(theme, text("Who is working"), self.person)
        asked = text("The one that was in use when this backup was made")
        self.secret_row = FormField(theme, text("Passphrase"), self.secret, help_text=asked)
        self.code_row = FormField(theme, text("Recovery code"), self.code)
        self.way_button = text_button(text("Use the recovery code"), Kind.LINK)
        self.said = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.restore_button = text_button(text("Restore the backup"), Kind.PRIMARY)
        self.back_button = text_button(text("Go back"), Kind.LINK)
        self._is_by_code = False
        self._lay_out()
        self._show_steps()
        self._connect()

    def look_into(self, folder: str) -> None:
        """Look for backups there."""
        self.folder.setText(folder)
        self._found, self._doorway = (), None
        self._say("")
        self._looking.run(partial(self._finder.found, folder), self._on_found, self._on_failed)

    def refuse(self, sentence: str) -> None:
        """It could not be restored: say why, here, where another can be chosen."""
        self._be_busy(False)
        self._say(sentence)

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self._on_folder)
        self.backup.activated.connect(self._on_backup)
        self.way_button.clicked.connect(self._on_way)
        self.restore_button.clicked.connect(self._on_restore)
        self.secret.line.returnPressed.connect(self.restore_button.click)
        self.code.returnPressed.connect(self.restore_button.click)
        self.back_button.clicked.connect(self.given_up)

    def _lay_out(self) -> None:
        theme, text = self._stage.theme, self._stage.words.gettext
        inside = QWidget()
        inside.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setSpacing(12)
        column.addWidget(Label(text("Restore from a backup"), theme, Type.BIG, wraps=True))
        lead = text("Plug in the stick, or choose the folder of the backups.")
        column.addWidget(Label(lead, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addSpacing(8)
        for widget in (
            self.folder_button,
            self.folder,
            self.backup_row,
            self.person_row,
            self.secret_row,
            self.code_row,
            self.said,
            self.restore_button,
        ):
            column.addWidget(widget)
        links = QHBoxLayout()
        links.addWidget(self.way_button)
        links.addStretch(1)
        links.addWidget(self.back_button)
        column.addLayout(links)
        show_centred(self, inside)

    def _show_steps(self) -> None:
        """Only what can be answered now."""
        doorway = self._doorway or Doorway(DoorState.OPEN)
        is_locked = doorway.state is DoorState.LOCKED
        people = doorway.of_kind(WayKind.PASSPHRASE)
        has_code = is_locked and bool(doorway.of_kind(WayKind.RECOVERY))
        by_code = has_code and self._is_by_code
        self.folder.setVisible(bool(self.folder.text()))
        self.backup_row.setVisible(bool(self._found))
        self.person_row.setVisible(is_locked and len(people) > 1 and not by_code)
        self.secret_row.setVisible(is_locked and not by_code)
        self.code_row.setVisible(by_code)
        self.way_button.setVisible(has_code)
        self.restore_button.setVisible(bool(self._found))
        self.restore_button.setEnabled(self._doorway is not None and not self._is_busy)
        self.said.setVisible(bool(self.said.text()))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self._show_steps()

    def _on_folder(self) -> None:
        dialog = QFileDialog(self, self._stage.words.gettext("Restore from a backup"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.look_into)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog

    def _on_found(self, found: Sequence[Backup]) -> None:
        words = self._stage.words
        self._found = found[:_MOST]
        self.backup.clear()
        for each in self._found:
            self.backup.addItem(made(each, words), each.path)
        self.backup.setCurrentIndex(self._newest_whole())
        self._on_backup()

    def _on_backup(self, _at: int = 0) -> None:
        """What the chosen one says of itself, and who may open it."""
        self._doorway = None
        self._say("")
        said = [about(self._chosen_backup(), self._stage.words)]
        newest = self._newest_whole()
        if newest and self.backup.currentIndex() == newest:
            said.append(passed_over(newest, self._stage.words))
        self.backup_row.note.setText("\n".join(said))
        self.backup_row.note.show()
        look = partial(self._finder.look, self._chosen_backup())
        self._looking.run(look, self._on_doorway, self._on_failed)

    def _on_doorway(self, doorway: Doorway) -> None:
        self._doorway = doorway
        self.person.clear()
        for way in doorway.of_kind(WayKind.PASSPHRASE):
            self.person.addItem(way.holder.name, str(way.id))
        self._show_steps()
        field = self.secret if doorway.state is DoorState.LOCKED else self.restore_button
        field.setFocus()

    def _on_way(self) -> None:
        text = self._stage.words.gettext
        self._is_by_code = not self._is_by_code
        back, forth = text("Use the passphrase"), text("Use the recovery code")
        self.way_button.setText(back if self._is_by_code else forth)
        self._say("")
        (self.code if self._is_by_code else self.secret).setFocus()

    def _on_restore(self) -> None:
        if self._doorway is None or self._is_busy:
            return
        backup, typed = self._chosen_backup(), self.secret.text()
        if self._doorway.state is not DoorState.LOCKED:
            ways: Sequence[Way] = self._doorway.of_kind(WayKind.OPEN)
            job = partial(self._finder.unlock, backup, ways[0].id, "")
        elif self._is_by_code:
            job = partial(self._finder.recover, backup, self.code.text())
        else:
            job = partial(self._finder.unlock, backup, UUID(str(self.person.currentData())), typed)
        self._be_busy(True)
        self._worker.run(job, self._on_opened, self._on_failed)

    def _on_opened(self, opened: OpenedBackup) -> None:
        self._be_busy(False)
        self.secret.clear()
        self.code.setText("")  # clear() could be undone
        if not self._has_record:
            self._go_on(opened)
            return
        stage = self._stage
        self.form = RestoreForm(stage.theme, stage.icons, stage.words, opened, None, self)
        self.form.confirmed.connect(self._go_on)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _go_on(self, opened: OpenedBackup) -> None:
        self._be_busy(True)
        self.chosen.emit(opened)

    def _on_failed(self, error: Exception) -> None:
        self.refuse(self._problems.sentence(error))

    def _be_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for widget in (self.folder_button, self.backup, self.person, self.secret, self.code):
            widget.setEnabled(not is_busy)
        for button in (self.way_button, self.back_button):
            button.setEnabled(not is_busy)
        self._show_steps()

    def _newest_whole(self) -> int:
        """Where the newest stands of which nothing is known to be damaged; 0 if there is none."""
        whole = (at for at, each in enumerate(self._found) if each.state is not BackupState.DAMAGED)
        return next(whole, 0)

    def _chosen_backup(self) -> Backup:
        return self._found[max(self.backup.currentIndex(), 0)]
