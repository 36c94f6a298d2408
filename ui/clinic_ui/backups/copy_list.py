"""Copies that updates and restores left beside the record: their size, and a way to delete one now."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.old_copies import OldCopy
from clinic_ui.backups.backup_words import copies_kept, copy_about, copy_name
from clinic_ui.context import Context
from clinic_ui.seat import grey
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_SHOWN: Final = 8


class CopyList(QWidget):
    """Hidden while there is none."""

    changed = Signal()
    """One was deleted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[CopyRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        theme, words = context.theme, context.words
        title = words.gettext("Older copies beside the record")
        column.addWidget(Label(title, theme, Type.HEAD))
        column.addWidget(Label(copies_kept(words), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        self.hide()

    def show_copies(self, copies: Sequence[OldCopy], why: str) -> None:
        """Show these in place of those before; ``why`` none may be deleted, empty: they may."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [CopyRow(self._context, each, why) for each in copies[:_SHOWN]]
        for row in self.rows:
            row.deleted.connect(self._on_deleted)
            self._column.addWidget(row)
        self.setVisible(bool(copies))

    def _on_deleted(self, copy: OldCopy) -> None:
        remove = partial(self._context.services.backups.remove_copy, copy)
        self._context.worker.run(remove, self._on_removed, self._on_failed)

    def _on_removed(self, _nothing: object) -> None:
        self._context.toasts.say(self._context.words.gettext("The copy is deleted"))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._context.problems.tell(error)
        self.changed.emit()


class CopyRow(QWidget):
    """One copy; nobody can bring it back, so deleting it takes two presses."""

    deleted = Signal(object)
    """The OldCopy, wanted away."""

    def __init__(self, context: Context, copy: OldCopy, why: str) -> None:
        super().__init__()
        self.copy, self._context = copy, context
        theme, words = context.theme, context.words
        name = copy_name(copy, words)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        title = Label(name, theme, Type.BODY_MEDIUM, wraps=True)
        title.setToolTip(copy.path)
        lines.addWidget(title)
        lines.addWidget(Label(copy_about(copy, words), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        self.delete_button = text_button(words.gettext("Delete now"), Kind.LINK)
        self.delete_button.setAccessibleName(words.gettext("Delete the copy: {name}").format(name=name))
        self.sure_button = text_button(words.gettext("Delete for good"), Kind.DANGER)
        self.keep_button = text_button(words.gettext("Keep"), Kind.LINK)
        for button in (self.sure_button, self.keep_button):
            button.setAccessibleDescription(name)
            button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(lines, 1)
        for button in (self.delete_button, self.keep_button, self.sure_button):
            grey(button, why)
            row.addWidget(button)
        self.delete_button.clicked.connect(partial(self._ask, is_asking=True))
        self.keep_button.clicked.connect(partial(self._ask, is_asking=False))
        self.sure_button.clicked.connect(self._on_sure)
        self.setAccessibleName(name)

    def _ask(self, *_clicked: bool, is_asking: bool) -> None:
        self.sure_button.setVisible(is_asking)
        self.keep_button.setVisible(is_asking)
        self.delete_button.setVisible(not is_asking)
        (self.keep_button if is_asking else self.delete_button).setFocus()

    def _on_sure(self) -> None:
        self.sure_button.setEnabled(False)
        self.deleted.emit(self.copy)
