"""A folder for backups: its name, how it stands, a way to take it off the list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.backup import Place
from clinic_ui.backups.backup_words import place_name, place_state
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

_ICON = 20


class PlaceRow(QWidget):
    """One folder."""

    dropped = Signal(str)
    """The folder is to be taken off the list."""

    def __init__(self, context: Context, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        theme, words = context.theme, context.words
        name, state = place_name(place, words), place_state(place, words)
        picture = QLabel()
        icon = context.actions.icons.pixmap("folder", theme.px(_ICON), Tone.TEXT_2, self.devicePixelRatioF())
        picture.setPixmap(icon)
        self.state = Label(state, theme, Type.SMALL, Tone.TEXT_2 if place.is_there else Tone.WARN)
        title = Label(name, theme, Type.BODY_MEDIUM)
        title.setToolTip(place.folder)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(title)
        lines.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(picture)
        row.addLayout(lines, 1)
        self.drop_button = text_button(words.gettext("Remove"), Kind.LINK)
        self.drop_button.setAccessibleName(words.gettext("Remove {name} from the list").format(name=name))
        self.drop_button.setVisible(not place.is_usual)
        self.drop_button.clicked.connect(self._on_drop)
        row.addWidget(self.drop_button)
        self.setAccessibleName(f"{name}. {state}")

    def _on_drop(self) -> None:
        self.dropped.emit(self.place.folder)
