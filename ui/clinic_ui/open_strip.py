"""The slim strip above the pages while nobody has to say who they are."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words


class OpenStrip(Pane):
    """Stays as long as the record has no passphrase; it cannot be closed."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        text = words.gettext
        said = text("This record has no passphrase: who can use this computer can read it.")
        picture = QLabel()
        picture.setPixmap(icons.pixmap("lock", theme.px(16), Tone.WARN, self.devicePixelRatioF()))
        self.sentence = Label(said, theme, Type.SMALL, Tone.WARN, wraps=True)
        self.set_one = text_button(text("Set one"), Kind.LINK)
        self.set_one.setAccessibleName(text("Set a passphrase"))
        self.setAccessibleName(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 2, 16, 2)
        row.setSpacing(8)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.set_one)
        self.hide()
