"""What the window shows when the record cannot be opened: what is wrong, and every way out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.record_fault import WayOut
from clinic_app.domain.words import mark
from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_WIDTH = 480
_WORDS: Final[dict[WayOut, str]] = {
    WayOut.TRY_AGAIN: mark("Try again"),
    WayOut.READ_ONLY: mark("Open for reading only"),
    WayOut.RESTORE: mark("Restore from a backup"),
    WayOut.GO_ON: mark("Go on with this record"),
    WayOut.SHOW_FILES: mark("Show where the files are"),
    WayOut.BEGIN_ANEW: mark("Begin a new clinic …"),
    WayOut.QUIT: mark("Quit"),
}

_QUIET: Final = (WayOut.BEGIN_ANEW, WayOut.QUIT)
"""What nobody should choose first."""


class Refusal(QWidget):
    """One sentence and the ways out, the best one first; beginning anew has to be typed."""

    chosen = Signal(WayOut)
    """Try again, open for reading only, go on, or begin anew: what the program does."""
    restore_wanted = Signal()
    """A backup is to take the record's place."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        words: Words,
        sentence: str,
        ways: Sequence[WayOut],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._words, self._folder = theme, icons, words, folder
        self.setAccessibleName(sentence)
        self.buttons: dict[WayOut, QPushButton] = {}
        self.typed = line()
        self.move_aside = text_button(words.gettext("Move the files aside and begin anew"), Kind.DANGER)
        self.aside = self._aside_form()
        inside = QWidget()
        inside.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 24, 0, 24)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(Label(sentence, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addSpacing(8)
        for number, way in enumerate(ways):
            kind = Kind.PRIMARY if number == 0 else Kind.LINK if way in _QUIET else Kind.OUTLINE
            column.addWidget(self._button(way, kind))
            if way is WayOut.BEGIN_ANEW:
                column.addWidget(self.aside)
        show_centred(self, inside)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(self._icons.pixmap("warning", self._theme.px(28), Tone.WARN, ratio))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(picture)
        title = self._words.gettext("The record was not opened")
        row.addWidget(Label(title, self._theme, Type.BIG, wraps=True), 1)
        return row

    def _button(self, way: WayOut, kind: Kind) -> QPushButton:
        button = text_button(self._words.gettext(_WORDS[way]), kind)
        button.clicked.connect(partial(self._on_chosen, way))
        self.buttons[way] = button
        return button

    def _aside_form(self) -> QWidget:
        text = self._words.gettext
        self._password = text("begin anew")
        lead = text(
            "A new, empty clinic takes the place of this record. The files stay in a folder beside it, "
            "named after today; nothing is deleted."
        )
        self.move_aside.setEnabled(False)
        self.move_aside.clicked.connect(partial(self.chosen.emit, WayOut.BEGIN_ANEW))
        self.typed.textChanged.connect(self._on_typed)
        form = Pane("card")
        column = QVBoxLayout(form)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(Label(lead, self._theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        asked = text("Type “{words}” to confirm").format(words=self._password)
        column.addWidget(FormField(self._theme, asked, self.typed))
        column.addWidget(self.move_aside)
        form.hide()
        return form

    def _on_typed(self, typed: str) -> None:
        self.move_aside.setEnabled(" ".join(typed.split()).casefold() == self._password.casefold())

    def _on_chosen(self, way: WayOut) -> None:
        match way:
            case WayOut.QUIT:
                self.window().close()
            case WayOut.SHOW_FILES:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(_nearest(self._folder))))
            case WayOut.BEGIN_ANEW:
                self.aside.setVisible(self.aside.isHidden())
                if self.aside.isVisible():
                    self.typed.setFocus()
            case WayOut.RESTORE:
                self.restore_wanted.emit()
            case _:
                self.chosen.emit(way)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if _may_be_seen(each))


def _may_be_seen(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:  # one above it is another account's
        return False
