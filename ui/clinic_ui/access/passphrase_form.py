"""Two fields for a new passphrase: typed twice, at least ten letters."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.access import SHORTEST_PASSPHRASE, checked_passphrase
from clinic_app.domain.errors import InputError
from clinic_ui.access.secret_field import SecretField
from clinic_ui.icons import Icons
from clinic_ui.theme import Theme
from clinic_ui.widgets.fields import FormField
from clinic_ui.words import Words


class PassphraseForm(QWidget):
    """``checked()`` gives what was typed, or says below a field what is wrong with it."""

    done = Signal()
    """Enter was pressed in the second field."""

    def __init__(self, theme: Theme, icons: Icons, words: Words) -> None:
        super().__init__()
        self._words = words
        text = words.gettext
        self.first = SecretField(theme, icons, words, text("New passphrase"))
        self.again = SecretField(theme, icons, words, text("Once more"))
        advice = text("At least {least} letters. Four words that do not belong together are good.")
        self.first_row = FormField(
            theme, text("New passphrase"), self.first, help_text=advice.format(least=SHORTEST_PASSPHRASE)
        )
        self.again_row = FormField(theme, text("Once more"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.first_row)
        column.addWidget(self.again_row)
        self.setFocusProxy(self.first)
        self.first.line.returnPressed.connect(self.again.setFocus)
        self.again.line.returnPressed.connect(self.done)

    def checked(self) -> str:
        """The passphrase; empty where it cannot be taken, and a field says why."""
        self.first_row.refuse("")
        self.again_row.refuse("")
        try:
            checked_passphrase(self.first.text())
        except InputError as error:
            self.first_row.refuse(self._words.problem(error))
            self.first.setFocus()
            return ""
        if self.first.text() != self.again.text():
            self.again_row.refuse(self._words.gettext("The two are not the same. Type it once more."))
            self.again.clear()
            self.again.setFocus()
            return ""
        return self.first.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self.first.clear()
        self.again.clear()
