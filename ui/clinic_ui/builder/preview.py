"""The sheet as it will be printed, drawn anew a moment after a change, also while typing goes on."""

from dataclasses import replace
from functools import partial
from time import monotonic
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from clinic_app.services.handouts import HandoutService
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.printed_pages import OpenPages
from clinic_ui.sheet_pages import Fit, SheetPages, page_image
from clinic_ui.sheet_view import SheetView
from clinic_ui.work import Latest

_PAUSE_MS = 15
"""From the first change that is not drawn: what one step of work changes is drawn once."""

_MOST_REST_MS = 500
"""While changes go on, drawing rests as long as it took: half the time is the keyboard's; at most this."""


class Preview(SheetView):
    """A program's old pages stay until its new ones come; the page in sight is drawn first."""

    whole_drawn = Signal()
    """All pages are there, as the program says now."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self._context, self._model = context, model
        self._latest = Latest(context.worker)
        self._shown_program: UUID | None = None
        self._is_drawing = self._is_stale = False
        self._begun = 0.0
        self._whole: SheetPages | None = None
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

    @property
    def whole(self) -> SheetPages | None:
        """The whole sheet as it was drawn last."""
        return self._whole

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
        self._latest.run(job, partial(self._on_sheet_drawn, now), self._on_sheet_failed)

    def _on_sheet_drawn(self, program: OpenProgram, sheet: SheetPages) -> None:
        """The page in sight first; the rest only once nothing else was changed meanwhile."""
        self._show(sheet)
        if sheet.is_whole or self._is_stale:
            self._is_drawing = False
            if sheet.is_whole:
                self._whole = sheet
                self.whole_drawn.emit()
            self._go_on()
        else:
            handouts, open_pages = self._context.services.handouts, self._context.open_pages
            job = partial(whole_sheet, handouts, open_pages, program, sheet)
            self._latest.run(job, partial(self._on_sheet_drawn, program), self._on_sheet_failed)

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
        if sheet is None:
            self._whole = None
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
    """A draft's ``page`` alone, written and drawn; of a handed-out version the bytes given. For a worker."""
    is_draft = program.version.is_draft
    pdf = handouts.preview(program, only_page=page) if is_draft else handouts.prepare(program).pdf
    sheet = _opened(open_pages, pdf.data)
    page = min(page, len(sheet.sizes) - 1)
    drawn = page_image(open_pages, pdf.data, page, fit.sharp_width(sheet.sizes[page]))
    return replace(sheet, drawn={page: drawn}, is_whole=not is_draft or len(sheet.sizes) == 1)


def whole_sheet(
    handouts: HandoutService, open_pages: OpenPages, program: OpenProgram, begun: SheetPages
) -> SheetPages:
    """All pages of the draft of which one is drawn already; for a worker."""
    return replace(_opened(open_pages, handouts.preview(program).data), drawn=begun.drawn)


def _opened(open_pages: OpenPages, data: bytes) -> SheetPages:
    pages = open_pages(data)
    try:
        return SheetPages(data, tuple(pages.size(number) for number in range(pages.count)))
    finally:
        pages.close()
