"""The library: search, tiles, and one exercise in full."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.pages.exercise_detail import ExerciseDetail
from clinic_ui.pages.exercise_grid import TILE_WIDTH, ExerciseDelegate, ExerciseModel
from clinic_ui.pages.own_bar import OwnTools
from clinic_ui.pages.page import Page
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.empty_state import EmptyState
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.search_field import SearchField

_DETAIL_WIDTH = 432
_NARROW_DETAIL_WIDTH = 384
_NARROW = 1400
_MOST_OF_PAGE = 0.5
"""What the exercise may take of the page, however large its text."""

_SCROLL_BAR = 16
"""Kept free beside the tiles, so that a scroll bar that comes does not change their columns."""


class LibraryPage(Page):
    """Everything that can be prescribed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        text = context.words.gettext
        placeholder = text("Search by name, muscle, problem or lay word")
        self.search = SearchField(context.actions.icons, placeholder)
        self.count = Label("", context.theme, Type.BODY_STRONG)
        self.model = ExerciseModel(context.words, self)
        self.view = self._grid_view()
        self.detail = ExerciseDetail(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing_found())
        self._lay_out()
        context.actions.make(self, text("Find an exercise"), self._on_find, keys="Ctrl+F")
        self.search.query_changed.connect(self._on_query)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.detail.exercise_wanted.connect(self.show_exercise)
        context.thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)
        context.own.changed.connect(self._on_library_changed)
        self._on_query("")

    def refresh(self) -> None:
        """The keyboard is ready to search; overrides Page."""
        self.search.setFocus()

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
            self._on_query("")
        index = self.model.index(self.model.row_of(slug))
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

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

    def _lay_out(self) -> None:
        theme, text = self.context.theme, self.context.words.gettext
        tools = QHBoxLayout()
        tools.setContentsMargins(24, 16, 24, 12)
        tools.setSpacing(16)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.count)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(tools)
        left.addWidget(self._stack, 1)
        pane = Pane("pane")
        right = QVBoxLayout(pane)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.detail)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(hairline(vertical=True))
        row.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = PageHeader(theme, text("Library"), text("Everything is on this computer"))
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

    def _nothing_found(self) -> EmptyState:
        text = self.context.words.gettext
        clear = text_button(text("Show all exercises"), Kind.OUTLINE)
        clear.clicked.connect(self.search.clear)
        sentence = text("Try the muscle, the problem, or what a patient would call it: “calf”, “back”.")
        return EmptyState(self.context.theme, text("Nothing found"), sentence, [clear])

    def _fit_tiles(self) -> None:
        width = self.view.viewport().width() - _SCROLL_BAR
        columns = max(1, width // self.context.theme.px(TILE_WIDTH))
        self._delegate.set_width(width // columns)
        self.view.doItemsLayout()

    def _on_query(self, query: str) -> None:
        words = self.context.words
        found = list(self.context.index.find(query, words.language))
        self.model.show(found)
        counted = words.ngettext("{count} exercise", "{count} exercises", len(found))
        self.count.setText(counted.format(count=len(found)))
        self._stack.setCurrentIndex(0 if found else 1)
        if found:
            self.view.setCurrentIndex(self.model.index(0))

    def _on_library_changed(self, slugs: tuple[str, ...]) -> None:
        shown = self.detail.exercise
        self._on_query(self.search.text())
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
            self.detail.show_exercise(self.model.exercise(current.row()))

    def _on_thumbnail_ready(self, slug: str) -> None:
        row = self.model.row_of(slug)
        if row >= 0:
            self.view.update(self.model.index(row))
