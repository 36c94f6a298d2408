"""The pages of a PDF below each other, at any size; only those in sight are drawn."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.page_label import PageLabel
from clinic_ui.sheet_pages import (
    FIT_PAGE,
    FIT_WIDTH,
    LEAST_WIDTH,
    ZOOMS,
    DrawnPage,
    Fit,
    SheetPages,
    page_image,
)
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.work import Latest

_MARGIN, _GAP, _SCROLL_BAR = 16, 12, 14
_POINTS_PER_INCH = 72
_ANY_WIDTH = 1_000_000


class SheetView(QScrollArea):
    """Scrolls and zooms. Keys: Page Up and Down, Home, End, plus, minus, 0 (width), 1 (as on paper)."""

    place_changed = Signal()
    """Another page is in sight, there are more or fewer, or the zoom is another."""

    page_wanted = Signal(int)
    """A page (from 0) is to be shown large."""

    def __init__(self, context: Context, *, zoom: float = FIT_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._zoom = zoom
        self._sheet: SheetPages | None = None
        self._drawing = Latest(context.worker)
        self._is_drawing_page = False
        self._inside = Pane("desk")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_GAP)
        self.hint = Label("", context.theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.hint)
        self._column.addStretch(1)
        self.pages: list[PageLabel] = []
        self.setProperty("kind", "sheet")
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self._choose_scroll_bar()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    @property
    def zoom(self) -> float:
        """``FIT_WIDTH``, ``FIT_PAGE``, or 1 for as large as on paper."""
        return self._zoom

    @property
    def scale(self) -> float:
        """How large the page in sight is; 1 is as on paper."""
        if self._sheet is None:
            return 1.0
        return self.fit.scale(self._sheet.sizes[self.current])

    @property
    def fit(self) -> Fit:
        """How large pages are shown now."""
        return Fit(
            self._zoom,
            across=max(LEAST_WIDTH, self.width() - 2 * _MARGIN - _SCROLL_BAR),
            high=max(LEAST_WIDTH, self.height() - 2 * _MARGIN),
            pixels_a_point=self.logicalDpiX() / _POINTS_PER_INCH,
            density=self.devicePixelRatioF(),
        )

    @property
    def current(self) -> int:
        """The page (from 0) that takes most of the place."""
        window = QRect(QPoint(0, self.verticalScrollBar().value()), self.viewport().size())
        if self.pages and self.can_go_back and not self.can_go_on:
            return len(self.pages) - 1
        window.setWidth(_ANY_WIDTH)
        shown = [window.intersected(page.geometry()).height() for page in self.pages]
        return shown.index(max(shown)) if shown else 0

    @property
    def sheet(self) -> SheetPages | None:
        """What is shown."""
        return self._sheet

    @property
    def can_go_back(self) -> bool:
        """Whether there is something above."""
        return self.verticalScrollBar().value() > 0

    @property
    def can_go_on(self) -> bool:
        """Whether there is something below."""
        return self.verticalScrollBar().value() < self.verticalScrollBar().maximum()

    def show_sheet(self, sheet: SheetPages | None) -> None:
        """Show these pages; the place in them stays. Old pages in sight stay until the new ones are drawn."""
        self._sheet = sheet
        sizes = sheet.sizes if sheet is not None else ()
        while len(self.pages) > len(sizes):
            gone = self.pages.pop()
            gone.hide()  # at once: it may be another patient's
            gone.deleteLater()
        while len(self.pages) < len(sizes):
            self._add_page()
        self._say_numbers()
        self._fit_pages()
        if sheet is not None:
            for at, drawn in sheet.drawn.items():
                self.pages[at].show_drawn(drawn, sheet.data)
            self._blank_what_is_far()
        self._drawing.cancel()
        self._is_drawing_page = False
        self._draw_next()
        self.place_changed.emit()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages larger or smaller; what was in the middle stays there."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + bar.pageStep() / 2) / max(1, self._inside.height())
        self._zoom = zoom
        self._choose_scroll_bar()
        self._fit_pages()
        self._inside.adjustSize()
        bar.setValue(round(middle * self._inside.height() - bar.pageStep() / 2))
        self._draw_next()
        self.place_changed.emit()

    def zoom_in(self) -> None:
        """The next larger size."""
        self.set_zoom(next((each for each in ZOOMS if each > self.scale * 1.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        self.set_zoom(next((each for each in reversed(ZOOMS) if each < self.scale * 0.99), ZOOMS[0]))

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) to the top."""
        if self.pages:
            at = max(0, min(page, len(self.pages) - 1))
            self.verticalScrollBar().setValue(self.pages[at].y() - _MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pages and sizes by key; overrides Qt."""
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self.current + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.current - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(len(self.pages) - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.set_zoom(FIT_WIDTH)
            case Qt.Key.Key_1:
                self.set_zoom(1.0)
            case Qt.Key.Key_2:
                self.set_zoom(2.0)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter if self.pages:
                self.page_wanted.emit(self.current)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl it zooms; overrides Qt."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Pages that fit, fit the new place; overrides Qt."""
        super().resizeEvent(event)
        if event.oldSize() != event.size():
            self._fit_pages()
            self._draw_next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """On a screen of other density pages are drawn anew; overrides Qt."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._draw_next()

    def _choose_scroll_bar(self) -> None:
        policies = Qt.ScrollBarPolicy
        fits = self._zoom in (FIT_WIDTH, FIT_PAGE)
        self.setHorizontalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)

    def _add_page(self) -> None:
        page = PageLabel(self._context.theme.colour(Tone.ACCENT))
        page.show_blank()
        page.clicked.connect(partial(self._on_clicked, page))
        self.pages.append(page)
        self._column.insertWidget(len(self.pages), page, 0, Qt.AlignmentFlag.AlignHCenter)

    def _say_numbers(self) -> None:
        words = self._context.words.gettext("Page {page} of {pages}")
        for number, page in enumerate(self.pages, start=1):
            page.setAccessibleName(words.format(page=number, pages=len(self.pages)))

    def _on_clicked(self, page: PageLabel) -> None:
        self.page_wanted.emit(self.pages.index(page))

    def _fit_pages(self) -> None:
        if self._sheet is None:
            return
        fit = self.fit
        for page, size in zip(self.pages, self._sheet.sizes, strict=True):
            width = fit.width(size)
            page.setFixedSize(width, round(width * size.height() / size.width()))
        self._column.activate()

    def _near(self) -> list[int]:
        """The pages in sight, then those a little farther on."""
        window = QRect(QPoint(0, self.verticalScrollBar().value()), self.viewport().size())
        wider = window.adjusted(0, -window.height() // 2, 0, window.height() // 2)
        window.setWidth(_ANY_WIDTH)
        wider.setWidth(_ANY_WIDTH)
        seen = [at for at, page in enumerate(self.pages) if window.intersects(page.geometry())]
        near = [at for at, page in enumerate(self.pages) if wider.intersects(page.geometry())]
        return [*seen, *(at for at in near if at not in seen)]

    def _blank_what_is_far(self) -> None:
        """Only what is near is kept in memory, and no page far off still shows an old sheet."""
        near = set(self._near())
        for at, page in enumerate(self.pages):
            if at not in near and page.drawn_of is not None:
                page.show_blank()

    def _on_scrolled(self) -> None:
        self._blank_what_is_far()
        self._draw_next()
        self.place_changed.emit()

    def _on_range_changed(self, _least: int, _most: int) -> None:
        self.place_changed.emit()

    def _draw_next(self) -> None:
        """One page after the other, those in sight first."""
        sheet = self._sheet
        if sheet is None or not sheet.is_whole or self._is_drawing_page or not self.isVisible():
            return
        fit = self.fit
        for at in self._near():
            width = fit.sharp_width(sheet.sizes[at])
            if not self.pages[at].is_sharp(sheet.data, width):
                self._is_drawing_page = True
                job = partial(page_image, self._context.open_pages, sheet.data, at, width)
                self._drawing.run(job, partial(self._on_drawn, sheet, at), self._on_failed)
                return

    def _on_drawn(self, sheet: SheetPages, page: int, drawn: DrawnPage) -> None:
        self._is_drawing_page = False
        if sheet is self._sheet:
            self.pages[page].show_drawn(drawn, sheet.data)
        self._draw_next()

    def _on_failed(self, error: Exception) -> None:
        self._is_drawing_page = False
        self._context.problems.tell(error)
