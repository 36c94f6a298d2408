"""The strip above a page that says something a person should know, with one thing to do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words


class NoticeStrip(Pane):
    """Hidden until there is something to say; closed it stays away until something else is said."""

    wanted = Signal()
    """The thing to do was chosen."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._closed = ""
        self.sentence = Label("", theme, Type.BODY_MEDIUM, Tone.WARN, wraps=True)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("info", theme.px(20), Tone.WARN, self.devicePixelRatioF()))
        self.button = text_button("", Kind.OUTLINE)
        self.close_button = icon_button(icons, "close", words.gettext("Close this message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
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
