"""The builder's library: search, facets, rows with pictures; Enter, the button and dragging add."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.builder.exercise_rows import ExerciseRows
from clinic_ui.builder.facet_bar import FacetBar
from clinic_ui.builder.suits_bar import SuitsBar
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.chosen_facets import ChosenFacets, NothingFound
from clinic_ui.pages.exercise_grid import EXERCISE_ROLE, ExerciseModel
from clinic_ui.pages.exercise_stars import listen_for_f
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.hover import forget_hover
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.search_field import SearchField

EXERCISE_MIME = "application/x-clinic-exercise"
_LOW = 700
"""Below this height the body map gives its place to results."""


class LibraryList(QWidget):
    """Says which exercise is to be added."""

    exercise_chosen = Signal(str)
    """The slug of an exercise to add."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        self.search = SearchField(context.actions.icons, text("Name, muscle, problem"), pause_ms=0)
        whole = text("Search by name, muscle, problem or lay word")
        self.search.setAccessibleName(whole)
        self.search.setToolTip(whole)
        self.finder = ExerciseFinder(context, self)
        self.facets = FacetBar(context, self.finder)
        self.chosen = ChosenFacets(context, self.finder)
        self.suits = SuitsBar(context, self.finder)
        self.count = Label("", context.theme, Type.SMALL_STRONG, Tone.TEXT_2)
        self.model = _DraggableExercises(context.words, self)
        self.view = self._list_view()
        self.nothing_found = NothingFound(context, self.finder)
        self.add_button = text_button(
            text("Add to program"), Kind.OUTLINE, icons=context.actions.icons, icon="add"
        )
        self.add_button.setToolTip(text("Add to program (Enter)"))
        self._lay_out()
        self._connect()
        self._show_found()

    def show_patient(self, patient: Patient | None) -> None:
        """Mind this patient's limits."""
        self.finder.show_patient(patient)

    def add_current(self) -> None:
        """Add the exercise that is marked."""
        self._on_activated(self.view.currentIndex())

    def start_over(self) -> None:
        """Nothing is searched for: another program came."""
        self.search.empty()
        self.finder.start_over()

    def tab_stops(self) -> list[QWidget]:
        """Where the keyboard goes, in order."""
        narrowing = [*self.facets.tab_stops(), self.chosen.clear_button, self.suits.chip]
        return [self.search, *narrowing, self.view, self.add_button]

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """A low window keeps its room for results; overrides Qt."""
        self.facets.body.setHidden(self.height() < self._context.theme.px(_LOW))

    def _connect(self) -> None:
        self.search.query_changed.connect(self._on_query)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.search.returnPressed.connect(self._on_entered)
        self.view.activated.connect(self._on_activated)
        self.add_button.clicked.connect(self.add_current)
        self.finder.found_changed.connect(self._show_found)
        self.nothing_found.show_all.clicked.connect(self.search.clear)
        self._context.thumbnails.thumbnail_ready.connect(self._repaint)
        self._context.shelf.changed.connect(self._repaint)
        listen_for_f(self._context, self.view, EXERCISE_ROLE)

    def _list_view(self) -> QListView:
        view = _DraggingView()
        view.setModel(self.model)
        view.setItemDelegate(ExerciseRows(self._context, self.finder, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setDragEnabled(True)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(self._context.words.gettext("Exercises"))
        return view

    def _lay_out(self) -> None:
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance(self._counted(9999)))
        self.count.setMinimumHeight(self.add_button.sizeHint().height())
        foot = FlowLayout(8)
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.count)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.setSpacing(8)
        for part in (self.search, self.facets, self.chosen, self.suits):
            top.addWidget(part)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing_found)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _on_query(self, query: str) -> None:
        self._context.thumbnails.hold()
        self.finder.search(query)

    def _show_found(self) -> None:
        words, found = self._context.words, self.finder.found.exercises
        self.model.show(found, self.finder.set_aside.exercises)
        count = self.model.rowCount()
        self.count.setText(self._counted(len(found)) if count else words.gettext("Nothing found"))
        self.add_button.setEnabled(bool(count))
        self._stack.setCurrentIndex(0 if count else 1)
        self.chosen.setVisible(bool(count and self.finder.chosen))
        if count:
            self.view.setCurrentIndex(self.model.index(0))

    def _counted(self, count: int) -> str:
        counted = self._context.words.ngettext("{count} exercise", "{count} exercises", count)
        return counted.format(count=count)

    def _on_results_wanted(self) -> None:
        """The first hit is marked already: Down goes on to the second."""
        if self.view.currentIndex().row() == 0 and self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_entered(self) -> None:
        """The next typing replaces what was typed for this one."""
        self.add_current()
        self.search.selectAll()

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.exercise_chosen.emit(self.model.exercise(index.row()).slug)

    def _repaint(self) -> None:
        self.view.viewport().update()


class _DraggingView(QListView):
    """A list whose rows are dragged out."""

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """A drag swallows what tells widgets that the mouse left; overrides Qt."""
        super().startDrag(actions)
        forget_hover(self.window())


class _DraggableExercises(ExerciseModel):
    """Exercises that can be dragged into the program."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Rows can be dragged; overrides Qt."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """One kind of our own; overrides Qt."""
        return [EXERCISE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The slug of the dragged row; overrides Qt."""
        data = QMimeData()
        data.setData(EXERCISE_MIME, QByteArray(self.exercise(indexes[0].row()).slug.encode()))
        return data
