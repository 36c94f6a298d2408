"""A chip that is on or off: on, it shows a tick, so that colour never says it alone."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Tone
from clinic_ui.widgets.buttons import PushButton

_ICON = 16


class ToggleChip(PushButton):
    """Space, Enter or a click turn it."""

    def __init__(self, icons: Icons, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._icons = icons
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setIconSize(QSize(icons.scaled(_ICON), icons.scaled(_ICON)))
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, is_on: bool) -> None:
        self.setIcon(self._icons.icon("check", Tone.ACCENT, size=_ICON) if is_on else QIcon())
        self.updateGeometry()
