"""The library's tiles: a plain model of exercises and the delegate that paints them."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.domain.exercise import Exercise
from clinic_ui.context import Context
from clinic_ui.pages.exercise_words import dose_short, place_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.row_painter import RowPainter, broken_lines
from clinic_ui.words import Words

Index = QModelIndex | QPersistentModelIndex
EXERCISE_ROLE = Qt.ItemDataRole.UserRole
TILE_WIDTH = 216
_PICTURE = 128
_TEXT = 72
_NAME_LINES = 2


class ExerciseModel(QAbstractListModel):
    """Exercises in the order the search found them."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._exercises: Sequence[Exercise] = ()

    def show(self, exercises: Sequence[Exercise]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._exercises = tuple(exercises)
        self.endResetModel()

    def exercise(self, row: int) -> Exercise:
        """The exercise of a row."""
        return self._exercises[row]

    def row_of(self, slug: str) -> int:
        """Where an exercise stands; -1 if it does not."""
        slugs = [exercise.slug for exercise in self._exercises]
        return slugs.index(slug) if slug in slugs else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many there are; overrides Qt."""
        return 0 if parent.isValid() else len(self._exercises)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The exercise, and what a screen reader says of the tile; overrides Qt."""
        exercise = self._exercises[index.row()]
        if role == EXERCISE_ROLE:
            return exercise
        if role == Qt.ItemDataRole.DisplayRole:
            return exercise.name(self._words.language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name, position = (
                exercise.name(self._words.language),
                place_words(exercise, self._words),
            )
            return f"{name}, {position}, {dose_short(exercise.dosage, self._words)}"
        return None


class ExerciseDelegate(QStyledItemDelegate):
    """A picture, the name on up to two lines, position and dose."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._words = context.words
        self._thumbnails = context.thumbnails
        self._tile = QSize(context.theme.px(TILE_WIDTH), _PICTURE + context.theme.px(_TEXT) + 24)

    def set_width(self, width: int) -> None:
        """Make the tiles ``width`` pixels wide."""
        self._tile.setWidth(width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every tile; overrides Qt."""
        return self._tile

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile; overrides Qt."""
        exercise: Exercise = index.data(EXERCISE_ROLE)
        row = RowPainter(painter, self._theme)
        painter.save()
        row.background(option, radius=12)
        box = QRectF(option.rect).adjusted(8, 8, -8, -8)
        self._paint_picture(row, option, QRectF(box.x(), box.y(), box.width(), _PICTURE), exercise)
        self._paint_words(row, box.adjusted(4, _PICTURE + 8, -4, 0), exercise)
        painter.restore()

    def _paint_picture(
        self, row: RowPainter, option: QStyleOptionViewItem, box: QRectF, exercise: Exercise
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row.fill(box, Tone.STAGE if chosen else Tone.PANE)
        size = QSize(round(box.width()) - 16, round(box.height()) - 12)
        ratio = row.painter.device().devicePixelRatio()
        pixmap = self._thumbnails.pixmap(exercise.slug, size, ratio)
        if pixmap is not None:
            row.painter.drawPixmap(round(box.x()) + 8, round(box.y()) + 6, pixmap)

    def _paint_words(self, row: RowPainter, box: QRectF, exercise: Exercise) -> None:
        font = self._theme.font(Type.BODY_STRONG)
        height = self._theme.px(20)
        name = exercise.name(self._words.language)
        lines = broken_lines(name, QFontMetricsF(font), box.width(), _NAME_LINES)
        for number, line in enumerate(lines):
            place = QRectF(box.x(), box.y() + number * height, box.width(), height)
            row.text(place, line, Type.BODY_STRONG)
        foot = QRectF(box.x(), box.y() + _NAME_LINES * height + 2, box.width(), height)
        dose = dose_short(exercise.dosage, self._words)
        row.text(foot, dose, Type.SMALL_MEDIUM, right=True)
        room = foot.adjusted(0, 0, -row.width(dose, Type.SMALL_MEDIUM) - 8, 0)
        row.text(room, place_words(exercise, self._words), Type.SMALL, Tone.TEXT_2)
