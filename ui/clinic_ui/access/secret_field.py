"""A field for a passphrase: dots, an eye to read them, a word when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_LONGEST = 1_000


class _Line(QLineEdit):
    """Tells in which case letters come without Shift."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the case of what is typed; overrides Qt."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_seen.emit(False)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(text.isupper() != with_shift)
        super().keyPressEvent(event)


class SecretField(QWidget):
    """What is typed is shown only while the eye is pressed in."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, name: str) -> None:
        super().__init__()
        self._icons, self._words = icons, words
        self.line = _Line()
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.eye = QAction(self)
        self.eye.setCheckable(True)
        self.eye.setIcon(icons.icon("eye"))
        self.eye.setText(words.gettext("Show what is typed"))
        self.line.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        said = words.gettext("Caps Lock is on.")
        self.caps = Label(said, theme, Type.CAPTION, Tone.WARN)
        self.caps.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.caps)
        self.setFocusProxy(self.line)
        self.eye.toggled.connect(self._on_eye)
        self.line.caps_seen.connect(self.caps.setVisible)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what is typed, and cover what comes."""
        self.line.setText("")  # clear() could be undone
        self.eye.setChecked(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A field that is switched off hides what it holds; overrides Qt."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.eye.setChecked(False)

    def _on_eye(self, is_open: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_open else QLineEdit.EchoMode.Password)
