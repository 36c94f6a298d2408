"""The library's tiles: a plain model of exercises and the delegate that paints them."""

from collections.abc import Sequence
from functools import partial
from itertools import chain

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.domain.exercise import Exercise
from clinic_ui.context import Context
from clinic_ui.pages.exercise_stars import Stars
from clinic_ui.pages.exercise_words import dose_short, place_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.row_pictures import RowPictures
from clinic_ui.words import Words

Index = QModelIndex | QPersistentModelIndex
EXERCISE_ROLE = Qt.ItemDataRole.UserRole
TILE_WIDTH = 216
_PICTURE = 128
_TEXT = 72
_NAME_LINES = 2


_FIRST, _SOON = 60, 600
"""Rows that are there at once, and a moment after; the others come where somebody scrolls that far."""

_SOON_MS = 200


class ExerciseModel(QAbstractListModel):
    """Exercises in the order the search found them; views are told of them by and by."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(lambda: self.reveal(_SOON - 1))
        self._exercises: Sequence[Exercise] = ()
        self._set_aside: Sequence[Exercise] = ()

    def show(self, exercises: Sequence[Exercise], set_aside: Sequence[Exercise] = ()) -> None:
        """Show these instead; those set aside come last."""
        self.beginResetModel()
        self._exercises, self._set_aside = exercises, set_aside
        self._rows = min(_FIRST, self._count())
        self.endResetModel()
        self._soon.start()

    def reveal(self, row: int) -> None:
        """Tell views of that row, if there is one, and of all before it."""
        last = min(row + 1, self._count())
        if last > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, last - 1)
            self._rows = last
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there are rows that views were not told of; overrides Qt."""
        return not parent.isValid() and self._rows < self._count()

    def fetchMore(self, parent: Index) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """As many again; overrides Qt."""
        self.reveal(2 * self._rows)

    def _count(self) -> int:
        return len(self._exercises) + len(self._set_aside)

    def exercise(self, row: int) -> Exercise:
        """The exercise of a row."""
        count = len(self._exercises)
        return self._exercises[row] if row < count else self._set_aside[row - count]

    def is_set_aside(self, row: int) -> bool:
        """Whether the exercise of that row does not suit."""
        return row >= len(self._exercises)

    def row_of(self, slug: str) -> int:
        """Where an exercise stands, which views then know; -1 if it does not."""
        every = enumerate(chain(self._exercises, self._set_aside))
        found = next((row for row, exercise in every if exercise.slug == slug), -1)
        self.reveal(found)
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many views were told of; overrides Qt."""
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The exercise, and what a screen reader says of the tile; overrides Qt."""
        exercise = self.exercise(index.row())
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
        self._stars = Stars(context)
        self._pictures = RowPictures(context.theme, Tone.STAGE)
        context.own.changed.connect(self._on_library_changed)
        self._tile = QSize(context.theme.px(TILE_WIDTH), _PICTURE + context.theme.px(_TEXT) + 24)

    def _on_library_changed(self) -> None:
        self._pictures.forget()

    def set_width(self, width: int) -> None:
        """Make the tiles ``width`` pixels wide."""
        self._tile.setWidth(width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every tile; overrides Qt."""
        return self._tile

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile; overrides Qt."""
        exercise: Exercise = index.data(EXERCISE_ROLE)
        pixmap = self._pixmap(painter, option, exercise)
        shows = (exercise.slug, self._stars.is_full(exercise), pixmap.cacheKey() if pixmap else 0)
        self._pictures.paint(painter, option, shows, partial(self._paint_tile, exercise, pixmap))

    def _paint_tile(
        self, exercise: Exercise, pixmap: QPixmap | None, painter: QPainter, option: QStyleOptionViewItem
    ) -> None:
        row = RowPainter(painter, self._theme)
        painter.save()
        row.background(option, radius=12)
        box = QRectF(option.rect).adjusted(8, 8, -8, -8)
        self._paint_picture(row, option, QRectF(box.x(), box.y(), box.width(), _PICTURE), pixmap)
        self._stars.paint(row, option, self._star(option), exercise)
        self._paint_words(row, box.adjusted(4, _PICTURE + 8, -4, 0), exercise)
        painter.restore()

    def _paint_picture(
        self, row: RowPainter, option: QStyleOptionViewItem, box: QRectF, pixmap: QPixmap | None
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row.fill(box, Tone.STAGE if chosen else Tone.PANE)
        if pixmap is not None:
            row.painter.drawPixmap(round(box.x()) + 8, round(box.y()) + 6, pixmap)

    def _pixmap(self, painter: QPainter, option: QStyleOptionViewItem, exercise: Exercise) -> QPixmap | None:
        size = QSize(option.rect.width() - 32, _PICTURE - 12)
        return self._thumbnails.pixmap(exercise.slug, size, painter.device().devicePixelRatio())

    def _star(self, option: QStyleOptionViewItem) -> QRectF:
        box = QRectF(option.rect).adjusted(8, 8, -8, -8)
        side = self._stars.side
        return QRectF(box.right() - side, box.y(), side, side)

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the star makes a favourite; overrides Qt."""
        if self._stars.is_clicked(event, self._star(option), index.data(EXERCISE_ROLE)):
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_words(self, row: RowPainter, box: QRectF, exercise: Exercise) -> None:
        height = self._theme.px(20)
        name = exercise.name(self._words.language)
        lines = row.lines(name, Type.BODY_STRONG, box.width(), _NAME_LINES)
        for number, line in enumerate(lines):
            place = QRectF(box.x(), box.y() + number * height, box.width(), height)
            row.text(place, line, Type.BODY_STRONG)
        foot = QRectF(box.x(), box.y() + _NAME_LINES * height + 2, box.width(), height)
        dose = dose_short(exercise.dosage, self._words)
        row.text(foot, dose, Type.SMALL_MEDIUM, right=True)
        room = foot.adjusted(0, 0, -row.width(dose, Type.SMALL_MEDIUM) - 8, 0)
        row.text(room, place_words(exercise, self._words), Type.SMALL, Tone.TEXT_2)
