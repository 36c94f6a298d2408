"""Paints the rows of the builder's library."""

from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
)
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.domain.exercise import Exercise
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.exercise_grid import EXERCISE_ROLE
from clinic_ui.pages.exercise_stars import Stars
from clinic_ui.pages.exercise_words import dose_short, place_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.row_pictures import RowPictures

_PICTURE = 72
_ROW = 88
_SET_ASIDE = 0.55


class ExerciseRows(QStyledItemDelegate):
    """Picture, name, position and dose; a star; what does not suit is faint, with the reason."""

    def __init__(self, context: Context, finder: ExerciseFinder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        self._stars = Stars(context)
        self._pictures = RowPictures(context.theme, Tone.PANE)
        context.own.changed.connect(self._on_library_changed)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every row; overrides Qt."""
        return QSize(200, max(_ROW, self._context.theme.px(_ROW)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row; overrides Qt."""
        exercise = index.data(EXERCISE_ROLE)
        pixmap = self._pixmap(painter, option, exercise)
        reason = self._finder.reason(exercise) if self._finder.is_limited else ""
        shows = (exercise.slug, self._stars.is_full(exercise), pixmap.cacheKey() if pixmap else 0, reason)
        self._pictures.paint(painter, option, shows, partial(self._paint_row, exercise, pixmap, reason))

    def _paint_row(
        self,
        exercise: Exercise,
        pixmap: QPixmap | None,
        reason: str,
        painter: QPainter,
        option: QStyleOptionViewItem,
    ) -> None:
        """The star is not part of what is faint."""
        row = RowPainter(painter, self._context.theme)
        painter.save()
        row.background(option)
        box = QRectF(option.rect).adjusted(12, 6, -12, -6)
        picture = QRectF(box.x(), box.y(), _PICTURE + 12, box.height())
        row.fill(picture, Tone.STAGE)
        if pixmap is not None:
            painter.setOpacity(_SET_ASIDE if reason else 1.0)
            painter.drawPixmap(round(picture.x()) + 6, round(picture.y()) + 4, pixmap)
            painter.setOpacity(1.0)
        self._paint_words(row, box.adjusted(picture.width() + 12, 0, -self._stars.side, 0), exercise, reason)
        self._stars.paint(row, option, self._star(option), exercise)
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the star makes a favourite; overrides Qt."""
        if self._stars.is_clicked(event, self._star(option), index.data(EXERCISE_ROLE)):
            return True
        return super().editorEvent(event, model, option, index)

    def _pixmap(self, painter: QPainter, option: QStyleOptionViewItem, exercise: Exercise) -> QPixmap | None:
        size = QSize(_PICTURE, option.rect.height() - 20)
        ratio = painter.device().devicePixelRatio()
        return self._context.thumbnails.pixmap(exercise.slug, size, ratio)

    def _on_library_changed(self) -> None:
        self._pictures.forget()

    def _star(self, option: QStyleOptionViewItem) -> QRectF:
        side = self._stars.side
        return QRectF(option.rect.right() - side - 8, option.rect.top() + 6, side, side)

    def _paint_words(self, row: RowPainter, box: QRectF, exercise: Exercise, reason: str) -> None:
        """The name on up to two lines, then position and dose; in a narrow list three and one."""
        words, theme = self._context.words, self._context.theme
        line = theme.px(20)
        position, dose = place_words(exercise, words), dose_short(exercise.dosage, words)
        name = row.lines(exercise.name(words.language), Type.BODY_STRONG, box.width(), 2)
        below = [(position, Type.SMALL, Tone.TEXT_2), (dose, Type.SMALL_MEDIUM, Tone.TEXT)]
        if reason:
            below = [(reason, Type.SMALL_MEDIUM, Tone.WARN)]
        if not reason and row.is_wider(name[-1], Type.BODY_STRONG, box.width()):
            name = row.lines(exercise.name(words.language), Type.BODY_STRONG, box.width(), 3)
            below = [(f"{dose}  ·  {position}", Type.SMALL, Tone.TEXT_2)]
        name_tone = Tone.TEXT_2 if reason else Tone.TEXT
        lines = [*((each, Type.BODY_STRONG, name_tone) for each in name), *below]
        if len(lines) * line > box.height():
            line = int(box.height() / len(lines))
        top = box.y() + (box.height() - len(lines) * line) / 2
        for number, (shown, kind, tone) in enumerate(lines):
            row.text(QRectF(box.x(), top + number * line, box.width(), line), shown, kind, tone)
