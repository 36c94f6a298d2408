"""A sheet's pages in a window of their own, large enough to read."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.page_strip import PageStrip
from clinic_ui.sheet_bar import SheetBar
from clinic_ui.sheet_pages import FIT_PAGE, SheetPages
from clinic_ui.sheet_view import SheetView
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Pane, hairline

_OF_WINDOW = 0.94
"""Share of the window below that it takes."""

_CLOSING_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class PageViewer(QDialog):
    """Opens on one page; Escape, Space, Enter or a click on the page close it."""

    def __init__(self, context: Context, sheet: SheetPages, page: int, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.words.gettext
        self._first = page
        self.setWindowTitle(text("Sheet"))
        self.view = SheetView(context, zoom=FIT_PAGE)
        self.view.hint.hide()
        self.view.setAccessibleName(text("Preview of the sheet"))
        self.bar = SheetBar(context, self.view, usual=FIT_PAGE)
        self.strip = PageStrip(context, self.view, sheet)
        self.strip.setVisible(len(sheet.sizes) > 1)
        self.close_button = text_button(text("Close"), Kind.OUTLINE)
        self.close_button.clicked.connect(self.close)
        self.view.page_wanted.connect(self._on_page_wanted)
        top = Pane("stage")
        row = QHBoxLayout(top)
        row.setContentsMargins(4, 8, 16, 8)
        row.addWidget(self.bar, 1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(hairline())
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.strip)
        pages.addWidget(self.view, 1)
        column.addLayout(pages, 1)
        self.view.show_sheet(sheet)
        self.resize(parent.window().size() * _OF_WINDOW)
        stops: Sequence[QWidget] = [self.view, *self.bar.buttons(), self.close_button, self.strip]
        for before, after in itertools.pairwise(stops):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The page that was pressed, and the keyboard on it; overrides Qt."""
        super().showEvent(event)
        self.strip.show_sheet(self.strip.sheet)
        self.view.set_zoom(self.view.zoom)  # the place is known only now
        self.view.go_to(self._first)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What opened it closes it; overrides Qt."""
        if event.key() in _CLOSING_KEYS:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_page_wanted(self, _page: int) -> None:
        self.close()
