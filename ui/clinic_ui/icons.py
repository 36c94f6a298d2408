"""The icons: SVG outlines in a theme's colours, sharp at every scale."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import clinic_resources
from clinic_ui.theme import Theme, Tone

_RATIOS = (1.0, 2.0)


class Icons:
    """The icons of one theme, each drawn once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._icons: dict[tuple[str, Tone, Tone | None, int], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, Tone, float], QPixmap] = {}

    def icon(
        self, name: str, tone: Tone = Tone.TEXT_2, *, checked: Tone | None = None, size: int = 20
    ) -> QIcon:
        """An icon for buttons and actions, ``size`` pixels at text scale 1; ``checked``: its on state's tone.

        Raises:
            UnknownResource: there is no such icon.
        """
        size = self.scaled(size)
        key = (name, tone, checked, size)
        if key not in self._icons:
            self._icons[key] = self._make(name, tone, checked, size)
        return self._icons[key]

    def scaled(self, size: int) -> int:
        """An icon's size beside text of this theme's scale."""
        return self._theme.px(size)

    def pixmap(self, name: str, size: int, tone: Tone = Tone.TEXT_2, ratio: float = 1.0) -> QPixmap:
        """One icon, ``size`` logical pixels wide, for painting."""
        key = (name, size, tone, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(_source(name), self._theme.colour(tone).name(), size, ratio)
        return self._pixmaps[key]

    def _make(self, name: str, tone: Tone, checked: Tone | None, size: int) -> QIcon:
        icon = QIcon()
        for ratio in _RATIOS:
            icon.addPixmap(self.pixmap(name, size, tone, ratio), QIcon.Mode.Normal, QIcon.State.Off)
            faint = self.pixmap(name, size, Tone.DISABLED, ratio)
            icon.addPixmap(faint, QIcon.Mode.Disabled, QIcon.State.Off)
            if checked is not None:
                on = self.pixmap(name, size, checked, ratio)
                icon.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
        return icon


def _source(name: str) -> str:
    return clinic_resources.read_text(f"icons/{name}.svg")


def _drawn(source: str, colour: str, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, pixels, pixels)
    )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
