"""The sheet as it will be printed, drawn anew a moment after a change, also while typing goes on."""

from dataclasses import replace
from functools import partial
from time import monotonic
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_app.services.handouts import HandoutService
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.printed_pages import OpenPages
from clinic_ui.sheet_view import DrawnPage, Fit, SheetPages, SheetView
from clinic_ui.work import Latest

_PAUSE_MS = 15
"""From the first change that is not drawn: what one step of work changes is drawn once."""

_MOST_REST_MS = 500
"""While changes go on, drawing rests as long as it took, so that half the time is the keyboard's; at most this."""


class Preview(SheetView):
    """A program's old pages stay until its new ones come; the page in sight is drawn first."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self._context, self._model = context, model
        self._latest = Latest(context.worker)
        self._shown_program: UUID | None = None
        self._is_drawing = self._is_stale = False
        self._begun = 0.0
        self.setAccessibleName(context.words.gettext("Preview of the sheet"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._want_drawing)
        context.own.changed.connect(self._want_drawing)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what changed while nobody looked; overrides Qt."""
        super().showEvent(event)
        self._want_drawing()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Draw nothing for nobody; overrides Qt."""
        super().hideEvent(event)
        self._stop()

    def refresh(self) -> None:
        """Draw anew: something else than the program changed, as the clinic's usual sheet."""
        self._want_drawing()

    def _on_opened(self) -> None:
        """Another patient's sheet must not stay in sight."""
        program = self._model.program
        shown = program.program.id if program is not None else None
        self._stop()
        if shown != self._shown_program:
            self._shown_program = shown
            self._show(None)
            self.verticalScrollBar().setValue(0)

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
        self._pause.setInterval(_PAUSE_MS)
        program, content = self._model.program, self._model.content
        if program is None or not content.items:
            self._show(None)
            return
        now = replace(program, version=replace(program.version, content=content))
        handouts, open_pages = self._context.services.handouts, self._context.open_pages
        job = partial(sheet_pages, handouts, open_pages, now, self.current, self.fit)
        self._is_drawing, self._begun = True, monotonic()
        self._latest.run(job, self._on_sheet_drawn, self._on_sheet_failed)

    def _on_sheet_drawn(self, sheet: SheetPages) -> None:
        self._is_drawing = False
        self._show(sheet)
        self._go_on()

    def _on_sheet_failed(self, error: Exception) -> None:
        self._is_drawing = False
        self._context.problems.tell(error)
        self._show(None)
        self.hint.setText(self._context.words.gettext("The sheet could not be drawn."))
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stale:
            self._is_stale = False
            took_ms = round((monotonic() - self._begun) * 1000)
            self._pause.setInterval(min(max(took_ms, _PAUSE_MS), _MOST_REST_MS))
            self._want_drawing()

    def _show(self, sheet: SheetPages | None) -> None:
        self.show_sheet(sheet)
        self._say_what_comes()

    def _say_what_comes(self) -> None:
        text = self._context.words.gettext
        waiting = bool(self._model.content.items)
        hint = text("The sheet appears here as soon as there is an exercise on it.")
        self.hint.setText(text("The sheet is being drawn …") if waiting else hint)
        self.hint.setVisible(not self.pages)


def sheet_pages(
    handouts: HandoutService, open_pages: OpenPages, program: OpenProgram, page: int, fit: Fit
) -> SheetPages:
    """The sheet, ``page`` of it drawn; for a worker. A handed-out version shows the bytes given."""
    sheet = handouts.preview(program) if program.version.is_draft else handouts.prepare(program).pdf
    pages = open_pages(sheet.data)
    try:
        sizes = tuple(pages.size(number) for number in range(pages.count))
        page = min(page, len(sizes) - 1)
        width = fit.sharp_width(sizes[page])
        return SheetPages(sheet.data, sizes, {page: DrawnPage(pages.image(page, width), width)})
    finally:
        pages.close()
