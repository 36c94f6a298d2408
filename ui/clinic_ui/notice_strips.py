"""Slim strips above every page: what is true of the whole record, as long as it is true."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Pane
from clinic_ui.words import Words


class NoticeStrip(Pane):
    """One sentence; one that may be closed comes again at the next start."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, sentence: str, *, closable: bool) -> None:
        super().__init__("warn")
        self.sentence = sentence
        self.setAccessibleName(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        said = IconLine(theme, icons, "warning", sentence, Tone.WARN)
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            self.close_button = icon_button(icons, "close", words.gettext("Close this message"))
            self.close_button.clicked.connect(self.hide)
            row.addWidget(self.close_button)


class NoticeStrips(QWidget):
    """The strips of one window, each sentence once."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._words = theme, icons, words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.strips: list[NoticeStrip] = []

    def show_sentence(self, sentence: str, *, closable: bool = False) -> None:
        """Show it, unless it is shown already."""
        if all(strip.sentence != sentence for strip in self.strips):
            strip = NoticeStrip(self._theme, self._icons, self._words, sentence, closable=closable)
            self.strips.append(strip)
            self._column.addWidget(strip)
