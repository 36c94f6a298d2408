"""The builder's facets: a small body map, and chips that open lists."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.facets import FAVOURITE, NO_FLOOR, Facet
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.body_choice import BodyChoice
from clinic_ui.pages.facet_list import FacetList
from clinic_ui.pages.facet_words import facet_name, value_name
from clinic_ui.theme import Tone
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Pane
from clinic_ui.widgets.scrolled import scrolled

_CHIPS: Final = (Facet.REGION, Facet.POSITION, Facet.EQUIPMENT, Facet.KIND)
_SWITCHES: Final = ((Facet.FLOOR, NO_FLOOR), (Facet.SHELF, FAVOURITE))
_MORE: Final = (
    Facet.SHELF,
    Facet.CONDITION,
    Facet.MUSCLE,
    Facet.JOINT,
    Facet.GOAL,
    Facet.DIFFICULTY,
    Facet.FLOOR,
)
_EVERY: Final = 99
_MAP = QSize(112, 128)
_POPUP, _POPUP_MAP = QSize(272, 560), 208


class FacetBar(QWidget):
    """What is pressed here narrows the search at once."""

    def __init__(self, context: Context, finder: ExerciseFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        text, theme = context.words.gettext, context.theme
        self.body = BodyChoice(context, finder)
        self.body.map.setFixedSize(theme.px(_MAP.width()), theme.px(_MAP.height()))
        self.menus = {
            facets: self._menu(facet_name(facets[0], context.words), facets)
            for facets in [(each,) for each in _CHIPS]
        }
        self.more = self._menu(text("More"), _MORE)
        self.switches = {(facet, value): self._switch(facet, value) for facet, value in _SWITCHES}
        flow = FlowLayout(6)
        for chip in (*self.menus.values(), *self.switches.values(), self.more):
            flow.addWidget(chip)
        chips = QVBoxLayout()
        chips.addLayout(flow)
        chips.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.body, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(chips, 1)
        finder.choice_changed.connect(self._show_chosen)

    def tab_stops(self) -> list[QWidget]:
        """Where the keyboard goes, in order."""
        areas = self.body.map.areas.values()
        return [*areas, *self.menus.values(), *self.switches.values(), self.more]

    def _menu(self, name: str, facets: Sequence[Facet]) -> QPushButton:
        icons = self._context.actions.icons
        chip = text_button(name, Kind.CHIP)
        chip.setIcon(icons.icon("down", size=14))
        chip.setIconSize(QSize(icons.scaled(14), icons.scaled(14)))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(self._context.words.gettext("Choose: {facet}").format(facet=name))
        chip.clicked.connect(partial(self._on_menu, chip, facets))
        return chip

    def _switch(self, facet: Facet, value: str) -> QPushButton:
        name = value_name(facet, value, self._context.library, self._context.words)
        chip = text_button("" if value == FAVOURITE else name, Kind.CHIP)
        chip.setAccessibleName(name)
        chip.setToolTip(name)
        chip.setCheckable(True)
        if value == FAVOURITE:
            icons = self._context.actions.icons
            chip.setIcon(icons.icon("star", checked=Tone.ACCENT, size=18))
            chip.setIconSize(QSize(icons.scaled(18), icons.scaled(18)))
        chip.clicked.connect(lambda checked: self._finder.choose(facet, value, checked))
        return chip

    def _on_menu(self, chip: QPushButton, facets: Sequence[Facet]) -> None:
        popup = FacetPopup(self._context, self._finder, facets, chip)
        popup.open_below(chip)

    def _show_chosen(self) -> None:
        for (facet, value), chip in self.switches.items():
            chip.setChecked(value in self._finder.chosen.get(facet, frozenset()))


class FacetPopup(QFrame):
    """Facets in a list that stays open while values are chosen; Escape or a click beside closes it."""

    def __init__(
        self, context: Context, finder: ExerciseFinder, facets: Sequence[Facet], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("pane", "popup")
        self._theme = context.theme
        self.list = FacetList(context, finder, facets, shown=_EVERY if len(facets) == 1 else 6)
        inside = Pane("stage")
        padding = QVBoxLayout(inside)
        padding.setContentsMargins(12, 12, 12, 4)
        if Facet.REGION in facets:  # a low window has no map of its own
            self.body = BodyChoice(context, finder)
            self.body.map.setFixedHeight(context.theme.px(_POPUP_MAP))
            padding.addWidget(self.body)
        padding.addWidget(self.list)
        self._area = scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._area)
        self._inside = inside

    def open_below(self, chip: QWidget) -> None:
        """Show it below what was pressed, inside the screen."""
        width = self._theme.px(_POPUP.width())
        high = min(self._inside.heightForWidth(width - 16) + 4, self._theme.px(_POPUP.height()))
        self.resize(width, high)
        at = chip.mapToGlobal(QPoint(0, chip.height() + 4))
        room = chip.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - width)))
        at.setY(max(room.top(), min(at.y(), room.bottom() - high)))
        self.move(at)
        self.show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard is on the first value; overrides Qt."""
        super().showEvent(event)
        boxes = self.list.boxes()
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes it; overrides Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
