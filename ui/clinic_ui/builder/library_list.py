"""The builder's library: search, rows with pictures; Enter, the button and dragging add."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.exercise import Exercise
from clinic_ui.context import Context
from clinic_ui.pages.exercise_grid import EXERCISE_ROLE, ExerciseModel
from clinic_ui.pages.exercise_words import dose_short, place_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.hover import forget_hover
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.row_painter import RowPainter, broken_lines
from clinic_ui.widgets.search_field import SearchField

EXERCISE_MIME = "application/x-clinic-exercise"
_PICTURE = 72
_ROW = 88


class LibraryList(QWidget):
    """Says which exercise is to be added."""

    exercise_chosen = Signal(str)
    """The slug of an exercise to add."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        self.search = SearchField(context.actions.icons, text("Search by name, muscle, problem or lay word"))
        self.count = Label("", context.theme, Type.SMALL_STRONG, Tone.TEXT_2)
        self._shown_query = ""
        self.model = _DraggableExercises(context.words, self)
        self.view = self._list_view()
        self.add_button = text_button(
            text("Add to program"), Kind.OUTLINE, icons=context.actions.icons, icon="add"
        )
        self.add_button.setToolTip(text("Add to program (Enter)"))
        self._lay_out()
        self.search.query_changed.connect(self._on_query)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.search.returnPressed.connect(self.add_current)
        self.view.activated.connect(self._on_activated)
        self.add_button.clicked.connect(self.add_current)
        context.thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)
        context.own.changed.connect(self._on_library_changed)
        self._on_query("")

    def add_current(self) -> None:
        """Add the exercise that is marked."""
        if self.search.query != self._shown_query:  # Enter came before the search's short pause was over
            self._on_query(self.search.query)
        self._on_activated(self.view.currentIndex())

    def start_over(self) -> None:
        """Nothing is searched for: another program came."""
        self.search.clear()
        self._on_query("")

    def _list_view(self) -> QListView:
        view = _DraggingView()
        view.setModel(self.model)
        view.setItemDelegate(_ExerciseRows(self._context, view))
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
        top.setContentsMargins(16, 16, 16, 12)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _on_query(self, query: str) -> None:
        self._shown_query = query
        words = self._context.words
        found = list(self._context.index.find(query, words.language))
        self.model.show(found)
        self.count.setText(self._counted(len(found)) if found else words.gettext("Nothing found"))
        self.add_button.setEnabled(bool(found))
        if found:
            self.view.setCurrentIndex(self.model.index(0))

    def _on_library_changed(self, _slugs: object) -> None:
        self._on_query(self._shown_query)

    def _counted(self, count: int) -> str:
        counted = self._context.words.ngettext("{count} exercise", "{count} exercises", count)
        return counted.format(count=count)

    def _on_results_wanted(self) -> None:
        """The first hit is marked already: Down goes on to the second."""
        if self.view.currentIndex().row() == 0 and self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.exercise_chosen.emit(self.model.exercise(index.row()).slug)

    def _on_thumbnail_ready(self, slug: str) -> None:
        row = self.model.row_of(slug)
        if row >= 0:
            self.view.update(self.model.index(row))


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


class _ExerciseRows(QStyledItemDelegate):
    """Picture, name, position and dose."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every row; overrides Qt."""
        return QSize(200, max(_ROW, self._context.theme.px(_ROW)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row; overrides Qt."""
        exercise = index.data(EXERCISE_ROLE)
        row = RowPainter(painter, self._context.theme)
        painter.save()
        row.background(option)
        box = QRectF(option.rect).adjusted(12, 6, -12, -6)
        picture = QRectF(box.x(), box.y(), _PICTURE + 12, box.height())
        row.fill(picture, Tone.STAGE)
        size = QSize(_PICTURE, round(box.height()) - 8)
        pixmap = self._context.thumbnails.pixmap(exercise.slug, size, painter.device().devicePixelRatio())
        if pixmap is not None:
            painter.drawPixmap(round(picture.x()) + 6, round(picture.y()) + 4, pixmap)
        self._paint_words(row, box.adjusted(picture.width() + 12, 0, 0, 0), exercise)
        painter.restore()

    def _paint_words(self, row: RowPainter, box: QRectF, exercise: Exercise) -> None:
        """The name on up to two lines, then position and dose; in a narrow list three and one."""
        words, theme = self._context.words, self._context.theme
        line = theme.px(20)
        metrics = QFontMetricsF(theme.font(Type.BODY_STRONG))
        position, dose = place_words(exercise, words), dose_short(exercise.dosage, words)
        name = broken_lines(exercise.name(words.language), metrics, box.width(), 2)
        below = [(position, Type.SMALL, Tone.TEXT_2), (dose, Type.SMALL_MEDIUM, Tone.TEXT)]
        if metrics.horizontalAdvance(name[-1]) > box.width():
            name = broken_lines(exercise.name(words.language), metrics, box.width(), 3)
            below = [(f"{dose}  ·  {position}", Type.SMALL, Tone.TEXT_2)]
        lines = [*((each, Type.BODY_STRONG, Tone.TEXT) for each in name), *below]
        if len(lines) * line > box.height():
            line = int(box.height() / len(lines))
        top = box.y() + (box.height() - len(lines) * line) / 2
        for number, (shown, kind, tone) in enumerate(lines):
            row.text(QRectF(box.x(), top + number * line, box.width(), line), shown, kind, tone)
