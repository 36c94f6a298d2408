"""The timeline's rows: a model of entries, and the delegate that paints them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

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
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.domain.short_dates import short_date
from clinic_app.domain.story import StoryEntry
from clinic_ui.icons import Icons
from clinic_ui.story.entry_words import EntryLines, SayEntry
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 52
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
LINES_ROLE: Final = Qt.ItemDataRole.UserRole + 1
DAY_ROLE: Final = Qt.ItemDataRole.UserRole + 2

_DAY: Final = 64
_ICON: Final = 18
_BESIDE_ICON: Final = 14


class TimelineModel(QAbstractListModel):
    """Entries, newest first; what a row says is worked out when it is first seen."""

    def __init__(self, words: Words, say: SayEntry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._say, self._today = words, say, date.min
        self._entries: Sequence[StoryEntry] = ()
        self._lines: dict[int, EntryLines] = {}

    def show(self, entries: Sequence[StoryEntry], today: date) -> None:
        """Show these instead; days of another year than ``today``'s with the year."""
        self.beginResetModel()
        self._today = today
        self._entries, self._lines = tuple(entries), {}
        self.endResetModel()

    def entry(self, row: int) -> StoryEntry:
        """The entry of a row."""
        return self._entries[row]

    def lines(self, row: int) -> EntryLines:
        """What a row says."""
        if row not in self._lines:
            self._lines[row] = self._say(self._entries[row].subject)
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many there are; overrides Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry, its words, and what a screen reader says of it; overrides Qt."""
        row = index.row()
        if role == ENTRY_ROLE:
            return self._entries[row]
        if role == LINES_ROLE:
            return self.lines(row)
        if role == DAY_ROLE:
            return self._day(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines(row).title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self._words.day(self._entries[row].on)}. {self.lines(row).whole}"
        return None

    def _day(self, row: int) -> str:
        """The day, once for all that happened on it; of another year with the year below."""
        on = self._entries[row].on
        if row and self._entries[row - 1].on == on:
            return ""
        day = short_date(on, self._words)
        return day if on.year == self._today.year else f"{day}\n{on.year}"


class TimelineDelegate(QStyledItemDelegate):
    """Day, icon, title over one line, and on the right what can be done."""

    link_clicked = Signal(object)
    """The StoryEntry whose link was clicked."""

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every row; overrides Qt."""
        return QSize(self._theme.px(300), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; overrides Qt."""
        lines: EntryLines = index.data(LINES_ROLE)
        row, px = RowPainter(painter, self._theme), self._theme.px
        painter.save()
        row.background(option)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        self._paint_day(row, box.adjusted(0, 0, px(_DAY) - box.width(), 0), index.data(DAY_ROLE))
        icon = self._icons.pixmap(
            lines.icon, px(_ICON), _icon_tone(lines), painter.device().devicePixelRatioF()
        )
        top = box.y() + (box.height() - px(_ICON)) / 2
        painter.drawPixmap(round(box.x() + px(_DAY)), round(top), icon)
        left = box.x() + px(_DAY + _ICON + _BESIDE_ICON)
        link = self._link_box(box, lines.link, row)
        if lines.link:
            row.text(link, lines.link, Type.SMALL_MEDIUM, Tone.ACCENT, right=True)
        said = QRectF(left, box.y(), link.left() - left - px(12), box.height())
        self._paint_said(row, said, lines)
        row.hairline(left, box.bottom(), box.right() - left)
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the link; overrides Qt."""
        if (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and self.link_place(option, index).contains(event.position())
        ):
            self.link_clicked.emit(index.data(ENTRY_ROLE))
            return True
        return super().editorEvent(event, model, option, index)

    def link_place(self, option: QStyleOptionViewItem, index: Index) -> QRectF:
        """Where a row's link is; empty where it has none."""
        lines: EntryLines = index.data(LINES_ROLE)
        if not lines.link:
            return QRectF()
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        return self._link_box(box, lines.link, _Measuring(self._theme))

    def _link_box(self, box: QRectF, link: str, row: "RowPainter | _Measuring") -> QRectF:
        wide = row.width(link, Type.SMALL_MEDIUM) if link else 0
        return QRectF(box.right() - wide, box.y(), wide, box.height())

    def _paint_day(self, row: RowPainter, box: QRectF, said: str) -> None:
        day, _, year = said.partition("\n")
        if not year:
            row.text(box, day, Type.SMALL)
            return
        high = self._theme.px(20)
        top = box.y() + (box.height() - 2 * high) / 2
        row.text(QRectF(box.x(), top, box.width(), high), day, Type.SMALL)
        row.text(QRectF(box.x(), top + high, box.width(), high), year, Type.SMALL, Tone.TEXT_2)

    def _paint_said(self, row: RowPainter, box: QRectF, lines: EntryLines) -> None:
        if not lines.line:
            row.text(box, lines.title, Type.BODY_STRONG, lines.tone)
            return
        high = self._theme.px(20)
        top = box.y() + (box.height() - 2 * high) / 2
        title = QRectF(box.x(), top, box.width(), high)
        row.text(title, lines.title, Type.BODY_STRONG, lines.tone)
        if lines.is_struck:
            row.strike(title, lines.title, Type.BODY_STRONG, lines.tone)
        below = QRectF(box.x(), top + high, box.width(), high)
        row.text(below, lines.line, Type.SMALL, Tone.TEXT_2)


class _Measuring:
    """Measures as the row's painter does, where nothing is painted."""

    def __init__(self, theme: Theme) -> None:
        self.width: Callable[[str, Type], float] = RowPainter(QPainter(), theme).width


def _icon_tone(lines: EntryLines) -> Tone:
    return Tone.TEXT_2 if lines.tone is Tone.TEXT else lines.tone
