"""Shows what a backup holds beside the record as it is now, and asks for a word before it takes its place."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.backup import OpenedBackup
from clinic_ui.backups.backup_words import made
from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, grow, line
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_WIDTH: Final = 520


class RestoreForm(QDialog):
    """Open it with ``open()``; it says ``confirmed`` when the word was typed."""

    confirmed = Signal(object)
    """The OpenedBackup."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        words: Words,
        opened: OpenedBackup,
        now: Mapping[str, int] | None,
        parent: QWidget | None = None,
    ) -> None:
        """``now`` are the rows of the record by table; None where it cannot be read."""
        super().__init__(parent)
        self._theme, self._icons, self._words = theme, icons, words
        self.opened = opened
        text = words.gettext
        self._word = text("restore")
        self.setWindowTitle(
            text("Restore the backup of {moment}").format(moment=words.moment(opened.backup.made_at))
        )
        self.setMinimumWidth(theme.px(_WIDTH))
        self.word = line(longest=40)
        asked = text("Type “{word}” to confirm").format(word=self._word)
        self.word_row = FormField(theme, asked, self.word)
        self.restore_button = text_button(text("Restore the backup"), Kind.DANGER)
        self.restore_button.setEnabled(False)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.cancel_button.setDefault(True)
        self._lay_out(now)
        self.word.textChanged.connect(self._on_typed)
        self.word.returnPressed.connect(self.restore_button.click)
        self.restore_button.clicked.connect(self._on_restore)
        self.cancel_button.clicked.connect(self.reject)
        self.word.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its sentences need; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def _lay_out(self, now: Mapping[str, int] | None) -> None:
        theme, text = self._theme, self._words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE, wraps=True))
        said = text("Made {when}").format(when=made(self.opened.backup, self._words))
        column.addWidget(Label(said, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addLayout(self._comparison(now))
        if self.opened.lost:
            lost = self._words.ngettext(
                "{count} sheet is missing or damaged in this backup.",
                "{count} sheets are missing or damaged in this backup.",
                self.opened.lost,
            ).format(count=self.opened.lost)
            column.addWidget(IconLine(theme, self._icons, "warning", lost, Tone.WARN))
        gone = text("What was entered since is not in it. Patients erased since come back.")
        column.addWidget(IconLine(theme, self._icons, "warning", gone, Tone.WARN))
        aside = text("The record as it is now is moved aside and kept.")
        column.addWidget(IconLine(theme, self._icons, "info", aside, Tone.TEXT_2))
        column.addWidget(self.word_row)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.restore_button)
        column.addSpacing(4)
        column.addLayout(foot)

    def _comparison(self, now: Mapping[str, int] | None) -> QGridLayout:
        theme, text = self._theme, self._words.gettext
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        heads = [text("In the backup"), *([text("Now")] if now is not None else [])]
        for column, head in enumerate(heads, start=1):
            grid.addWidget(Label(head, theme, Type.SMALL_MEDIUM, Tone.TEXT_2), 0, column)
        names = {
            "patient": text("Patients"),
            "visit": text("Visits"),
            "program": text("Programs"),
            "handout": text("Sheets handed out"),
        }
        for row, (table, name) in enumerate(names.items(), start=1):
            there = self.opened.backup.counts.get(table, 0)
            grid.addWidget(Label(name, theme), row, 0)
            grid.addWidget(self._number(there, there), row, 1)
            if now is not None:
                grid.addWidget(self._number(now.get(table, 0), there), row, 2)
        return grid

    def _number(self, count: int, beside: int) -> Label:
        label = Label(str(count), self._theme, Type.BODY if count == beside else Type.BODY_STRONG)
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        return label

    def _on_typed(self, typed: str) -> None:
        self.restore_button.setEnabled(typed.strip().casefold() == self._word.casefold())

    def _on_restore(self) -> None:
        self.accept()
        self.confirmed.emit(self.opened)
