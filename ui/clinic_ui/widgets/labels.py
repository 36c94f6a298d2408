"""Text on a page: plain, in one of the theme's kinds and tones."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from clinic_ui.theme import Theme, Tone, Type


class Label(QLabel):
    """One text. It is shown as typed: never read as markup."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        kind: Type = Type.BODY,
        tone: Tone = Tone.TEXT,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painted_in: Tone | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(kind))
        self.setWordWrap(wraps)
        self.set_tone(tone)
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Change the text's colour."""
        if tone is self._painted_in:
            return
        self._painted_in = tone
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(tone))
        self.setPalette(palette)


class Pane(QFrame):
    """An area with a background of the theme: ``stage``, ``pane``, ``rail``, ``card``, ``tile``, ``warn``."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", kind)


def hairline(*, vertical: bool = False, parent: QWidget | None = None) -> Pane:
    """A line of one pixel between two areas."""
    line = Pane("hairline", parent)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
