"""Rows at rest, painted once and kept as pictures: a key in the search field paints a screen of them anew."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from clinic_ui.theme import Theme, Tone

_KEPT_BYTES: Final = 32_000_000
"""About 160 tiles of the library, or 230 rows of the builder."""

_NOTED: Final = 1_000
"""So many rows are known to have come once."""

_ANY_LIVE: Final = (
    QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
).value


class RowPictures:
    """Keeps the newest rows; ``ground`` is the colour they stand on."""

    def __init__(self, theme: Theme, ground: Tone, *, kept_bytes: int = _KEPT_BYTES) -> None:
        self._ground: QColor = theme.colour(ground)
        self._kept_bytes = kept_bytes
        self._bytes = 0
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._came: dict[Hashable, None] = {}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        shows: Hashable,
        paint: Callable[[QPainter, QStyleOptionViewItem], None],
    ) -> None:
        """Paint a row with ``paint``, or as it looked when it last showed the same.

        A picture is made when the same row comes a second time: most rows come and go while somebody types.
        A row that is pointed at, chosen or has the keyboard is always painted; so is every row where a
        logical pixel is no whole number of dots, since a picture would blur between them.
        """
        ratio = painter.device().devicePixelRatio()
        if option.state.value & _ANY_LIVE or ratio != int(ratio):
            paint(painter, option)
            return
        place: QRect = option.rect
        key = (shows, place.width(), place.height(), ratio)
        picture = self._pictures.get(key)
        if picture is None and key not in self._came:
            self._came[key] = None
            if len(self._came) > _NOTED:
                del self._came[next(iter(self._came))]
            paint(painter, option)
            return
        if picture is None:
            picture = self._painted(place.size(), ratio, option, paint)
            self._keep(key, picture)
        else:
            self._pictures.move_to_end(key)
        painter.drawPixmap(place.topLeft(), picture)

    def forget(self, *_what: object) -> None:
        """Rows show something else from now on."""
        self._pictures.clear()
        self._came.clear()
        self._bytes = 0

    def _painted(
        self,
        size: QSize,
        ratio: float,
        option: QStyleOptionViewItem,
        paint: Callable[[QPainter, QStyleOptionViewItem], None],
    ) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ground)
        at_origin = QStyleOptionViewItem(option)
        at_origin.rect = QRect(QPoint(0, 0), size)
        painter = QPainter(picture)
        painter.setLayoutDirection(option.direction)
        paint(painter, at_origin)
        painter.end()
        return picture

    def _keep(self, key: Hashable, picture: QPixmap) -> None:
        self._pictures[key] = picture
        self._bytes += _bytes_of(picture)
        while self._bytes > self._kept_bytes and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= _bytes_of(oldest)


def _bytes_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
