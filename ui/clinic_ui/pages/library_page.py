"""The library: search, tiles, and one exercise in full."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.facets import Facet
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.body_choice import BodyChoice
from clinic_ui.pages.booklet_maker import BookletMaker
from clinic_ui.pages.chosen_facets import ChosenFacets, NothingFound
from clinic_ui.pages.exercise_detail import ExerciseDetail
from clinic_ui.pages.exercise_editor import ExerciseEditor
from clinic_ui.pages.exercise_grid import EXERCISE_ROLE, TILE_WIDTH, ExerciseDelegate, ExerciseModel
from clinic_ui.pages.exercise_stars import listen_for_f
from clinic_ui.pages.facet_list import FacetList
from clinic_ui.pages.own_bar import OwnTools
from clinic_ui.pages.page import Page
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.search_field import SearchField

_FACETS: Final = (
    Facet.SHELF,
    Facet.REGION,
    Facet.KIND,
    Facet.POSITION,
    Facet.FLOOR,
    Facet.EQUIPMENT,
    Facet.CONDITION,
    Facet.GOAL,
    Facet.MUSCLE,
    Facet.JOINT,
    Facet.DIFFICULTY,
)
_FACET_WIDTH = 224
_MAP_HEIGHT = 236
_DETAIL_WIDTH = 432
_NARROW_DETAIL_WIDTH = 384
_NARROW = 1400
_MOST_OF_PAGE = 0.5
"""What the exercise may take of the page, however large its text."""

_DETAIL_AFTER_MS, _DETAIL_AFTER_TYPING_MS = 40, 250
"""An exercise is shown in full this long after it was marked: neither arrow keys nor typing wait for it."""

_SCROLL_BAR = 16
"""Kept free beside the tiles, so that a scroll bar that comes does not change their columns."""


class LibraryPage(Page):
    """Everything that can be prescribed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        text = context.words.gettext
        placeholder = text("Search by name, muscle, problem or lay word")
        self.search = SearchField(context.actions.icons, placeholder, pause_ms=0)
        self.finder = ExerciseFinder(context, self)
        self.facets = FacetList(context, self.finder, _FACETS)
        self.body = BodyChoice(context, self.finder, with_muscles=True)
        self.chosen = ChosenFacets(context, self.finder)
        self.facet_button = text_button(text("Filter"), Kind.CHIP)
        self.facet_button.setCheckable(True)
        self.count = Label("", context.theme, Type.BODY_STRONG)
        self.model = ExerciseModel(context.words, self)
        self.view = self._grid_view()
        self.detail = ExerciseDetail(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self.nothing_found = NothingFound(context, self.finder)
        self._stack.addWidget(self.nothing_found)
        self._lay_out()
        self._detail_later = QTimer(self)
        self._detail_later.setSingleShot(True)
        self._detail_later.timeout.connect(self._show_current)
        self._connect()
        self._show_found()
        self._show_current()

    def _connect(self) -> None:
        context = self.context
        context.actions.make(self, Shortcut.FIND, self._on_find)
        listen_for_f(context, self.view, EXERCISE_ROLE)
        self.search.query_changed.connect(self._on_query)
        self.nothing_found.show_all.clicked.connect(self.search.clear)
        self.finder.found_changed.connect(self._show_found)
        self.facet_button.toggled.connect(self._choose_panes)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.detail.exercise_wanted.connect(self.show_exercise)
        context.thumbnails.thumbnail_ready.connect(self._repaint)
        context.shelf.changed.connect(self._repaint)
        context.own.changed.connect(self._on_library_changed)

    def refresh(self) -> None:
        """The keyboard is ready to search; overrides Page."""
        self.search.setFocus()

    def flush(self) -> None:
        """Keep what is being typed of an exercise; overrides Page."""
        for editor in self.window().findChildren(ExerciseEditor):
            editor.draft.flush()

    def standing(self) -> object:
        """The exercise shown; overrides Page."""
        return self.detail.exercise.slug if self.detail.exercise is not None else None

    def stand(self, standing: object) -> None:
        """Show that exercise; overrides Page."""
        if isinstance(standing, str) and standing in self.context.library.exercises:
            self.show_exercise(standing)

    def show_exercise(self, slug: str) -> None:
        """Show one exercise and mark its tile; a search that does not hold it is given up."""
        if self.model.row_of(slug) < 0:
            self.search.empty()
            self.finder.start_over()
        index = self.model.index(self.model.row_of(slug))
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._show_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Share the width among whole tiles; overrides Qt."""
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self._fit_tiles()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Narrow windows give the exercise less room; overrides Qt."""
        narrow = self.width() < self.context.theme.px(_NARROW)
        wanted = self.context.theme.px(_NARROW_DETAIL_WIDTH if narrow else _DETAIL_WIDTH)
        self.detail.setFixedWidth(min(wanted, round(self.width() * _MOST_OF_PAGE)))
        self._choose_panes()

    def _lay_out(self) -> None:
        theme, text = self.context.theme, self.context.words.gettext
        tools = QHBoxLayout()
        tools.setContentsMargins(24, 16, 24, 12)
        tools.setSpacing(16)
        tools.addWidget(self.search, 1)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance(self._counted(9999)))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tools.addWidget(self.count)
        tools.addWidget(self.facet_button)
        chosen = QVBoxLayout()
        chosen.setContentsMargins(24, 0, 24, 8)
        chosen.addWidget(self.chosen)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(tools)
        left.addLayout(chosen)
        left.addWidget(self._stack, 1)
        self._detail_pane = Pane("pane")
        right = QVBoxLayout(self._detail_pane)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.detail)
        self._facet_pane = self._facet_column()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._facet_pane)
        row.addWidget(hairline(vertical=True))
        row.addLayout(left, 1)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self._detail_pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = PageHeader(theme, text("Library"), text("Everything is on this computer"))
        self.booklet = BookletMaker(self.context, self)
        header.add(self.booklet.button)
        self.own_tools = OwnTools(self.context)
        header.add(self.own_tools)
        column.addWidget(header)
        column.addLayout(row, 1)

    def _grid_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        self._delegate = ExerciseDelegate(self.context, view)
        view.setItemDelegate(self._delegate)
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setViewportMargins(16, 0, 4, 0)
        view.setAccessibleName(self.context.words.gettext("Exercises"))
        view.viewport().installEventFilter(self)
        return view

    def _facet_column(self) -> Pane:
        """Body map and facets, scrolled together."""
        self.body.map.setFixedHeight(self.context.theme.px(_MAP_HEIGHT))
        inside = Pane("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 12, 16)
        column.setSpacing(16)
        column.addWidget(self.body)
        column.addWidget(self.facets)
        area = scrolled(inside)
        pane = Pane("pane")
        pane.setFixedWidth(self.context.theme.px(_FACET_WIDTH) + _SCROLL_BAR)
        around = QVBoxLayout(pane)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        return pane

    def _choose_panes(self) -> None:
        """Where there is no room for both, facets or the exercise."""
        beside = self._facet_pane.width() + self.detail.width() + 2 * self.context.theme.px(TILE_WIDTH)
        both, wants_facets = self.width() >= beside, self.facet_button.isChecked()
        self.facet_button.setHidden(both)
        self._facet_pane.setVisible(both or wants_facets)
        self._detail_pane.setVisible(both or not wants_facets)

    def _fit_tiles(self) -> None:
        width = self.view.viewport().width() - _SCROLL_BAR
        columns = max(1, width // self.context.theme.px(TILE_WIDTH))
        self._delegate.set_width(width // columns)
        self.view.doItemsLayout()

    def _on_query(self, query: str) -> None:
        self.context.thumbnails.hold()
        self.finder.search(query)

    def _show_found(self) -> None:
        found = self.finder.found.exercises
        self.model.show(found)
        self.booklet.offer(found)
        self.count.setText(self._counted(len(found)))
        self._stack.setCurrentIndex(0 if found else 1)
        self.chosen.setVisible(bool(found and self.finder.chosen))
        if found:
            self.view.setCurrentIndex(self.model.index(0))

    def _counted(self, count: int) -> str:
        counted = self.context.words.ngettext("{count} exercise", "{count} exercises", count)
        return counted.format(count=count)

    def _on_library_changed(self, slugs: tuple[str, ...]) -> None:
        shown = self.detail.exercise
        candidates = (*slugs, *((shown.slug,) if shown is not None else ()))
        wanted = [slug for slug in candidates if slug in self.context.library.exercises]
        if wanted:
            self.show_exercise(wanted[0])

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_results_wanted(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            is_typing = self.search.hasFocus()
            self._detail_later.start(_DETAIL_AFTER_TYPING_MS if is_typing else _DETAIL_AFTER_MS)

    def _show_current(self) -> None:
        """Show the marked exercise in full."""
        self._detail_later.stop()
        current = self.view.currentIndex()
        if current.isValid():
            exercise = self.model.exercise(current.row())
            if exercise is not self.detail.exercise:
                self.detail.show_exercise(exercise)

    def _repaint(self) -> None:
        self.view.viewport().update()
