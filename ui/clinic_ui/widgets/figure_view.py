"""One exercise's picture, as large as its place."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.people import PEOPLE
from clinic_ui.painting import PaintableDrawing
from clinic_ui.theme import Theme, Tone
from clinic_ui.thumbnails import Thumbnails

_LEAST = 96
_VEIL = 0.5


class FigureView(QWidget):
    """Shows a frame of an exercise; empty until it is drawn."""

    def __init__(
        self, thumbnails: Thumbnails, theme: Theme, parent: QWidget | None = None, *, highest: int = 0
    ) -> None:
        """``highest``: be as high as the picture needs in its width, up to so many pixels (0: any height)."""
        super().__init__(parent)
        self._highest = highest
        self._thumbnails = thumbnails
        self._theme = theme
        self._slug = ""
        self._frame = ""
        self._mirror = False
        self._person = ""
        self._is_pale = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(bool(highest))
        self.setSizePolicy(policy)
        thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)

    def show_figure(
        self, slug: str, *, name: str, frame: str = "", mirror: bool = False, person: str = ""
    ) -> None:
        """Show that exercise; ``name`` is what a screen reader says of the picture."""
        self._slug, self._frame, self._mirror, self._person = slug, frame, mirror, person
        self.setAccessibleName(name)
        self.update()

    def pale(self) -> None:
        """Paint it paler from now on, on the stage's white: what was taken out, what is past."""
        self._is_pale = True
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as a tile; overrides Qt."""
        return QSize(self._theme.px(180), self._theme.px(180))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the picture needs; overrides Qt."""
        return QSize(0, self.heightForWidth(self.width()) if self._highest else 0)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """What the picture needs in that width; overrides Qt."""
        if not self._highest:
            return -1
        drawing = self._drawing()
        if drawing is None:
            return self._highest
        needed = width * drawing.drawing.height / drawing.drawing.width
        return round(min(max(needed, _LEAST), self._highest))

    def _drawing(self) -> PaintableDrawing | None:
        if not self._slug:
            return None
        return self._thumbnails.drawing(
            self._slug, frame=self._frame, mirror=self._mirror, person=self._person
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Paint the drawing if it is there; overrides Qt."""
        drawing = self._drawing()
        if drawing is not None:
            painter = QPainter(self)
            palette = self._theme.figure_palette.worn_by(PEOPLE.get(self._person))
            drawing.paint(painter, QRectF(self.rect()), palette)
            if self._is_pale:
                veil = self._theme.colour(Tone.STAGE)
                veil.setAlphaF(_VEIL)
                painter.fillRect(self.rect(), veil)
            painter.end()

    def _on_thumbnail_ready(self, slug: str) -> None:
        if slug in (self._slug, ""):
            if self._highest:
                self.updateGeometry()
            self.update()
