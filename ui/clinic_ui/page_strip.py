"""A sheet's pages as small pictures, to go to one of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_ui.context import Context
from clinic_ui.sheet_pages import SheetPages
from clinic_ui.sheet_view import SheetView

_WIDTH = 156


class PageStrip(SheetView):
    """Beside a larger view: marks the page that is seen there; a click, or Enter on it, goes to another."""

    def __init__(
        self, context: Context, view: SheetView, sheet: SheetPages, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent=parent)
        self._view = view
        self.hint.hide()
        self.setAccessibleName(context.words.gettext("Pages"))
        self.setFixedWidth(context.theme.px(_WIDTH))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_sheet(sheet)
        self.page_wanted.connect(view.go_to)
        view.place_changed.connect(self._mark)

    def _mark(self) -> None:
        """Mark the page, and bring it into sight."""
        for at, page in enumerate(self.pages):
            page.set_marked(at == self._view.current)
        if self.pages:
            self.ensureWidgetVisible(self.pages[self._view.current], 0, 40)
