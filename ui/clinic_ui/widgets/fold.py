"""A part of a form under a head that opens and closes; closed, the head says what is in it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, hairline

_ICON = 16


class Fold(QWidget):
    """Space, Enter or a click on the head turn it; nothing in it is lost while it is closed."""

    opened = Signal(bool)

    def __init__(
        self, theme: Theme, icons: Icons, title: str, inside: QLayout, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons, self._title = icons, title
        self.head: QPushButton = text_button(title, Kind.COMPACT)
        self.head.setCheckable(True)
        self.head.setProperty("looks", True)
        self.head.setIconSize(QSize(icons.scaled(_ICON), icons.scaled(_ICON)))
        self.said = _OneLine(theme)
        self._body = QWidget()
        self._body.setLayout(inside)
        inside.setContentsMargins(0, 4, 0, 8)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(hairline())
        column.addLayout(row)
        column.addWidget(self._body)
        self.head.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    @property
    def is_open(self) -> bool:
        """Whether its fields are in sight."""
        return self.head.isChecked()

    def open(self) -> None:
        """Show the fields."""
        self.head.setChecked(True)

    def say(self, summary: str) -> None:
        """What the head says is in it, while it is closed."""
        self.said.say(summary)
        self.head.setAccessibleDescription(summary)

    def _on_toggled(self, is_on: bool) -> None:
        self._body.setVisible(is_on)
        self.said.setVisible(not is_on)
        self.head.setIcon(self._icons.icon("down" if is_on else "right", Tone.TEXT_2, size=_ICON))
        self.opened.emit(is_on)


class _OneLine(Label):
    """Takes what room there is, and ends in “…” where that is too little."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("", theme, Type.SMALL, Tone.TEXT_3)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths hold other texts; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
