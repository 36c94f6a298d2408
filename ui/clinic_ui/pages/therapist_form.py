"""Who works at this desk: the name and credentials that stand below what they sign."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from clinic_ui.context import Context
from clinic_ui.field_texts import Field
from clinic_ui.widgets.fields import FormField, line


class TherapistForm(QWidget):
    """A name that was given can be changed, and not taken away."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = context.words
        self._stored = ""
        text, theme = context.words.gettext, context.theme
        self.name, self.credentials = line(), line()
        note = text("As printed after the name, for example PT or MSc")
        self.name_row = FormField(theme, text("Your name"), self.name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.name_row, 0, 0)
        grid.addWidget(FormField(theme, text("Credentials"), self.credentials, help_text=note), 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def named(self) -> dict[str, tuple[str, Field]]:
        """The title and the field of each name among the clinic's texts."""
        text = self._words.gettext
        return {
            "therapist": (text("Your name"), self.name),
            "credentials": (text("Credentials"), self.credentials),
        }

    def fields(self) -> list[QLineEdit]:
        """Both."""
        return [self.name, self.credentials]

    def show_stored(self, name: str) -> None:
        """The name that the record has."""
        self._stored = name
        self.refuse()

    def refused(self) -> list[str]:
        """Names of fields whose text cannot be stored."""
        return ["therapist"] if self._stored and not self.name.text().strip() else []

    def refuse(self) -> None:
        """Say below the name that it stays, where nothing stands in its place."""
        said = self._words.gettext("What you sign needs a name: {name} stays until you type another.")
        self.name_row.refuse(said.format(name=self._stored) if self.refused() else "")
