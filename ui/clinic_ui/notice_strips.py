"""Slim strips above every page: what is true of the whole record, as long as it is true."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_ICON = 16
_LEAST_HEIGHT = 36
_AROUND = 8
"""Pixels at text scale 1 above and below the words: two lines must not touch the edge."""


class NoticeStrip(Pane):
    """One sentence, and at most one thing to do about it; hidden while there is nothing to say.

    One that was closed stays away until something else is said, or until the next start.
    """

    wanted = Signal()
    """The thing to do was chosen."""

    def __init__(
        self, theme: Theme, icons: Icons, words: Words, *, icon: str = "warning", closable: bool = True
    ) -> None:
        super().__init__("warn")
        self._closed = ""
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.px(_ICON), Tone.WARN, self.devicePixelRatioF()))
        self.sentence = Label("", theme, Type.SMALL, Tone.WARN, wraps=True)
        self.sentence.setContentsMargins(0, theme.px(_AROUND), 0, theme.px(_AROUND))
        self.button = text_button("", Kind.LINK)
        self.close_button = icon_button(icons, "close", words.gettext("Close this message"))
        if not closable:
            self.close_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        self.button.clicked.connect(self.wanted)
        self.close_button.clicked.connect(self._on_closed)
        self.hide()

    def say(self, sentence: str, what_to_do: str = "") -> None:
        """Show one sentence; none hides the strip."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.button.setText(what_to_do)
        self.button.setAccessibleName(what_to_do)
        self.button.setVisible(bool(what_to_do))
        self.setVisible(bool(sentence) and sentence != self._closed)

    def _on_closed(self) -> None:
        self._closed = self.sentence.text()
        self.hide()


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
        if all(strip.sentence.text() != sentence for strip in self.strips):
            strip = NoticeStrip(self._theme, self._icons, self._words, closable=closable)
            self.strips.append(strip)
            self._column.addWidget(strip)
            strip.say(sentence)
