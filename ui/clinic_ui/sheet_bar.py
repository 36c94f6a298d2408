"""Below or above pages: which page is in sight, and how large they are shown."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_ui.context import Context
from clinic_ui.sheet_pages import FIT_PAGE, FIT_WIDTH, ZOOMS
from clinic_ui.sheet_view import SheetView
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.labels import Label


class SheetBar(QWidget):
    """Turns pages and changes the zoom of one view; nothing but what can be done is enabled."""

    def __init__(
        self, context: Context, view: SheetView, *, usual: float = FIT_WIDTH, parent: QWidget | None = None
    ) -> None:
        """``usual`` is the zoom that the button in the middle goes back to."""
        super().__init__(parent)
        self._context, self._view, self._usual = context, view, usual
        text, icons = context.words.gettext, context.actions.icons
        self.before = icon_button(icons, "left", text("Page before"))
        self.after = icon_button(icons, "right", text("Next page"))
        self.place = Label("", context.theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self.smaller = icon_button(icons, "zoom_out", text("Smaller (−)"))
        self.larger = icon_button(icons, "zoom_in", text("Larger (+)"))
        self.zoom = text_button("", Kind.COMPACT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        for part in (self.before, self.place, self.after):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self.smaller, self.zoom, self.larger):
            row.addWidget(button)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.smaller.clicked.connect(view.zoom_out)
        self.larger.clicked.connect(view.zoom_in)
        self.zoom.clicked.connect(self._on_zoom)
        view.place_changed.connect(self._show_place)
        self._show_place()

    def buttons(self) -> list[QPushButton]:
        """In the order of the Tab key."""
        return [self.before, self.after, self.smaller, self.zoom, self.larger]

    def _on_before(self) -> None:
        self._view.go_to(self._view.current - 1)

    def _on_after(self) -> None:
        self._view.go_to(self._view.current + 1)

    def _on_zoom(self) -> None:
        """From any size to the usual one, and from that to as large as on paper."""
        self._view.set_zoom(1.0 if self._view.zoom == self._usual else self._usual)

    def _show_place(self) -> None:
        text, pages, current = self._context.words.gettext, len(self._view.pages), self._view.current
        said = text("Page {page} of {pages}").format(page=current + 1, pages=pages)
        self.place.setText(said if pages else "")
        self.before.setEnabled(self._view.can_go_back)
        self.after.setEnabled(self._view.can_go_on)
        fits = {FIT_WIDTH: text("Fit width"), FIT_PAGE: text("Whole page")}
        self.zoom.setText(fits.get(self._view.zoom) or f"{self._view.scale:.0%}")
        self.zoom.setAccessibleName(text("Size: {size}").format(size=self.zoom.text()))
        other = text("As large as on paper") if self._view.zoom == self._usual else fits[self._usual]
        self.zoom.setToolTip(other)
        self.smaller.setEnabled(bool(pages) and self._view.scale > ZOOMS[0] * 1.01)
        self.larger.setEnabled(bool(pages) and self._view.scale < ZOOMS[-1] * 0.99)
        self.zoom.setEnabled(bool(pages))
