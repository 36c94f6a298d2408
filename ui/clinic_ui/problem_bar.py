"""The strip above a page that says what went wrong."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words


class ProblemBar(Pane):
    """Hidden until something goes wrong; stays until it is closed or the next problem comes."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent)
        self.sentence = Label("", theme, Type.BODY_MEDIUM, Tone.BAD, wraps=True)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("warning", theme.px(20), Tone.BAD, self.devicePixelRatioF()))
        self.close_button = icon_button(icons, "close", words.gettext("Close this message"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(picture)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show one sentence."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
