"""The sheet as it will be printed, drawn anew a moment after a change, also while typing goes on."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from clinic_app.services.handouts import HandoutService
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.printed_pages import OpenPages
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.work import Latest

_PAUSE_MS = 250
"""From the first change that is not drawn; typing on does not put it off."""

_MARGIN = 16
_SCROLL_BAR = 14


class Preview(QScrollArea):
    """Pages below each other, as wide as the place; a program's old ones stay until its new ones come."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self._latest = Latest(context.worker)
        self._shown_program: UUID | None = None
        self._is_drawing = self._is_stale = False
        self._inside = Pane("desk")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(12)
        self.hint = Label("", context.theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.hint)
        self._column.addStretch(1)
        self.pages: list[QLabel] = []
        self.setProperty("kind", "sheet")
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(context.words.gettext("Preview of the sheet"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._want_drawing)
        context.own.changed.connect(self._want_drawing)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw for the new width; overrides Qt."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._want_drawing()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what changed while nobody looked; overrides Qt."""
        super().showEvent(event)
        self._want_drawing()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Draw nothing for nobody; overrides Qt."""
        super().hideEvent(event)
        self._stop()

    def _on_opened(self) -> None:
        """Another patient's sheet must not stay in sight."""
        program = self._model.program
        shown = program.program.id if program is not None else None
        self._stop()
        if shown != self._shown_program:
            self._shown_program = shown
            self._show_images([])

    def _want_drawing(self, *_slugs: object) -> None:
        """Draw soon. While a sheet is being drawn the next one waits, so that typing never starves it."""
        self._say_what_comes()
        if not self.isVisible():
            return
        if self._is_drawing:
            self._is_stale = True
        elif not self._pause.isActive():
            self._pause.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._latest.cancel()
        self._is_drawing = self._is_stale = False

    def _on_pause(self) -> None:
        program, content = self._model.program, self._model.content
        if program is None or not content.items:
            self._show_images([])
            return
        now = replace(program, version=replace(program.version, content=content))
        width = round((self.width() - 2 * _MARGIN - _SCROLL_BAR) * self.devicePixelRatioF())
        job = partial(page_pictures, self._context.services.handouts, self._context.open_pages, now, width)
        self._is_drawing = True
        self._latest.run(job, self._on_drawn, self._on_failed)

    def _on_drawn(self, images: list[QImage]) -> None:
        self._is_drawing = False
        self._show_images(images)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._is_drawing = False
        self._context.problems.tell(error)
        self._show_images([])
        self.hint.setText(self._context.words.gettext("The sheet could not be drawn."))
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._want_drawing()

    def _show_images(self, images: list[QImage]) -> None:
        while len(self.pages) > len(images):
            gone = self.pages.pop()
            gone.hide()  # at once: it may be another patient's
            gone.deleteLater()
        while len(self.pages) < len(images):
            page = QLabel()
            self.pages.append(page)
            self._column.insertWidget(len(self.pages), page, 0, Qt.AlignmentFlag.AlignHCenter)
        for number, (page, image) in enumerate(zip(self.pages, images, strict=True), start=1):
            image.setDevicePixelRatio(self.devicePixelRatioF())
            page.setPixmap(QPixmap.fromImage(image))
            words = self._context.words.gettext("Page {page} of {pages}")
            page.setAccessibleName(words.format(page=number, pages=len(images)))
        self._say_what_comes()

    def _say_what_comes(self) -> None:
        text = self._context.words.gettext
        waiting = bool(self._model.content.items)
        hint = text("The sheet appears here as soon as there is an exercise on it.")
        self.hint.setText(text("The sheet is being drawn …") if waiting else hint)
        self.hint.setVisible(not self.pages)


def page_pictures(
    handouts: HandoutService, open_pages: OpenPages, program: OpenProgram, width: int
) -> list[QImage]:
    """The sheet's pages, ``width`` pixels wide; for a worker. A handed-out version shows the bytes given."""
    sheet = handouts.preview(program) if program.version.is_draft else handouts.prepare(program).pdf
    pages = open_pages(sheet.data)
    try:
        return [pages.image(number, width) for number in range(pages.count)]
    finally:
        pages.close()
