"""Small pictures of exercises: drawn off the window's thread, kept for as long as the theme lives."""

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.palette import Palette
from clinic_app.domain.people import PEOPLE
from clinic_ui.painting import PaintableDrawing, drawn_image
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.services.printing import Pictures

_HOLD_MS = 120


class ThumbnailKey(NamedTuple):
    """Names one small picture."""

    slug: str
    frame: str
    mirror: bool
    width: int
    height: int
    ratio: float
    person: str


class Thumbnails(QObject):
    """Asks once for each picture; a view repaints when ``thumbnail_ready`` says so."""

    thumbnail_ready = Signal(str)
    """The slug of the exercise whose picture arrived; empty: pictures may be asked for again."""

    def __init__(
        self, pictures: "Pictures", palette: Palette, worker: Worker, parent: QObject | None = None
    ) -> None:
        """``worker`` should have one thread of its own: figures take long to draw the first time."""
        super().__init__(parent)
        self._pictures = pictures
        self._palette = palette
        self._worker = worker
        self._pixmaps: dict[ThumbnailKey, QPixmap] = {}
        self._drawings: dict[tuple[str, str, bool, str], PaintableDrawing] = {}
        self._asked: set[tuple[Any, ...]] = set()
        self._is_missed = False
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HOLD_MS)
        self._hold.timeout.connect(self._on_held)

    def hold(self) -> None:
        """Somebody types: have nothing drawn for a moment, so that no thread holds the window up."""
        self._hold.start()

    def pixmap(
        self,
        slug: str,
        size: QSize,
        ratio: float,
        *,
        frame: str = "",
        mirror: bool = False,
        person: str = "",
    ) -> QPixmap | None:
        """The picture if it is there (``size`` in logical pixels); else None, and it will come.

        ``frame`` empty means the one that shows the exercise best, ``person`` empty the figure's own.
        """
        key = ThumbnailKey(slug, frame, mirror, size.width(), size.height(), ratio, person)
        if key not in self._pixmaps and self._hold.isActive():
            self._is_missed = True
        elif key not in self._pixmaps and key not in self._asked:
            self._asked.add(key)
            self._worker.run(
                partial(_image, self._pictures, self._palette, key),
                partial(self._on_drawn, key),
                partial(self._on_failed, key),
            )
        return self._pixmaps.get(key)

    def drawing(
        self, slug: str, *, frame: str = "", mirror: bool = False, person: str = ""
    ) -> PaintableDrawing | None:
        """The picture for painting at any size; else None, and it will come."""
        key = (slug, frame, mirror, person)
        if key not in self._drawings and key not in self._asked:
            self._asked.add(key)
            self._worker.run(
                partial(_paintable, self._pictures, *key),
                partial(self._on_paintable, key),
                partial(self._on_failed, key),
            )
        return self._drawings.get(key)

    def forget(self, slug: str) -> None:
        """An exercise shows something else from now on; what is being drawn of it is not wanted any more."""
        self._pixmaps = {key: each for key, each in self._pixmaps.items() if key.slug != slug}
        self._drawings = {key: each for key, each in self._drawings.items() if key[0] != slug}
        self._asked = {key for key in self._asked if key[0] != slug}
        self.thumbnail_ready.emit(slug)

    def _on_held(self) -> None:
        if self._is_missed:
            self._is_missed = False
            self.thumbnail_ready.emit("")

    def _on_drawn(self, key: ThumbnailKey, image: QImage) -> None:
        if key not in self._asked:
            return
        self._asked.discard(key)
        self._pixmaps[key] = QPixmap.fromImage(image)
        self.thumbnail_ready.emit(key.slug)

    def _on_paintable(self, key: tuple[str, str, bool, str], paintable: PaintableDrawing) -> None:
        if key not in self._asked:
            return
        self._asked.discard(key)
        self._drawings[key] = paintable
        self.thumbnail_ready.emit(key[0])

    def _on_failed(self, key: object, error: Exception) -> None:
        """Leave the place empty and the key asked for: asking again at every paint would not end."""


def best_frame(frames: tuple[str, ...]) -> str:
    """The frame that shows an exercise best: where it ends."""
    return "end" if "end" in frames else frames[0]


def _drawing(pictures: "Pictures", slug: str, frame: str, mirror: bool, person: str) -> Drawing:
    chosen = frame or best_frame(pictures.frames(slug))
    return pictures.drawing(slug, chosen, mirror=mirror, person=person)


def _image(pictures: "Pictures", palette: Palette, key: ThumbnailKey) -> QImage:
    drawing = _drawing(pictures, key.slug, key.frame, key.mirror, key.person)
    own = palette.worn_by(PEOPLE.get(key.person))
    return drawn_image(drawing, key.width, key.height, key.ratio, own)


def _paintable(pictures: "Pictures", slug: str, frame: str, mirror: bool, person: str) -> PaintableDrawing:
    return PaintableDrawing(_drawing(pictures, slug, frame, mirror, person))
