"""The rows of what is found, with a heading before each section."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_ui.context import Context
from clinic_ui.find_anything.entry import Entry, Section
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.row_painter import RowPainter

ROW: Final = 56
HEADING: Final = 32
_PICTURE: Final = 64
_ICON: Final = 20
_ROLE: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """Entries and headings, as they stand below each other."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = context.words
        self.rows: list[Entry | Section] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self.rows = []
        section = None
        for entry in entries:
            if entry.section is not section:
                section = entry.section
                self.rows.append(section)
            self.rows.append(entry)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row; None for a heading, or where there is no such row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Entry) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Headings count; overrides Qt."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen; overrides Qt."""
        return super().flags(index) if self.entry(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's name, and all of it for the painter; overrides Qt."""
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(row, Entry):
            return f"{row.title}: {row.refusal}" if row.refusal else row.title
        return self._words.gettext(row.value)


class EntryRows(QStyledItemDelegate):
    """Picture or icon, title with what was typed in blue, a line below, what Enter does at the right."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def height(self, row: Entry | str) -> int:
        """Of a heading or an entry."""
        return self._context.theme.px(ROW if isinstance(row, Entry) else HEADING)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """Headings are lower; overrides Qt."""
        return QSize(200, self.height(index.data(_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; overrides Qt."""
        found, box = index.data(_ROLE), QRectF(option.rect)
        row = RowPainter(painter, self._context.theme)
        painter.save()
        if isinstance(found, Entry):
            row.background(option)
            self._paint_entry(row, box.adjusted(12, 4, -16, -4), found, _is_marked(option))
        else:
            heading = self._context.words.gettext(found)  # a str: Qt keeps no enumeration
            row.text(box.adjusted(16, 4, -16, 0), heading, Type.SMALL_MEDIUM, Tone.TEXT_2)
        painter.restore()

    def _paint_entry(self, row: RowPainter, box: QRectF, entry: Entry, is_marked: bool) -> None:
        theme = self._context.theme
        self._paint_picture(row, QRectF(box.x(), box.y(), theme.px(_PICTURE), box.height()), entry)
        words = box.adjusted(theme.px(_PICTURE) + 16, 0, 0, 0)
        right = entry.keys or (entry.hint if is_marked else "")
        if right:
            width = min(row.width(right, Type.SMALL), words.width() / 2)
            place = QRectF(words.right() - width, words.y(), width, words.height())
            row.text(place, right, Type.SMALL, Tone.TEXT_2, right=True)
            words.setRight(place.left() - 16)
        line = theme.px(20)
        lines = 2 if entry.detail else 1
        top = words.y() + (words.height() - lines * line) / 2
        self._paint_title(row, QRectF(words.x(), top, words.width(), line), entry)
        if entry.detail:
            below = QRectF(words.x(), top + line, words.width(), line)
            row.text(below, entry.detail, Type.SMALL, Tone.TEXT_2)

    def _paint_title(self, row: RowPainter, box: QRectF, entry: Entry) -> None:
        """Letters that were typed are blue, where the title fits."""
        title, x = entry.title, box.x()
        plain = Tone.TEXT_3 if entry.refusal else Tone.TEXT
        if row.width(title, Type.BODY_MEDIUM) > box.width():
            row.text(box, title, Type.BODY_MEDIUM, keeps_end=True)
            return
        begin = 0
        for start, end in (*entry.spans, (len(title), len(title))):
            for part, tone in ((title[begin:start], plain), (title[start:end], Tone.ACCENT)):
                width = row.width(part, Type.BODY_MEDIUM) if part else 0.0
                row.text(QRectF(x, box.y(), width + 1, box.height()), part, Type.BODY_MEDIUM, tone)
                x += width
            begin = end

    def _paint_picture(self, row: RowPainter, box: QRectF, entry: Entry) -> None:
        ratio = row.painter.device().devicePixelRatio()
        if entry.slug:
            size = QSize(round(box.width()), round(box.height()))
            pixmap = self._context.thumbnails.pixmap(entry.slug, size, ratio)
            if pixmap is not None:
                row.painter.drawPixmap(round(box.x()), round(box.y()), pixmap)
            return
        icons = self._context.actions.icons
        size_px = icons.scaled(_ICON)
        pixmap = icons.pixmap(entry.icon, size_px, Tone.TEXT_2, ratio)
        x, y = box.x() + (box.width() - size_px) / 2, box.y() + (box.height() - size_px) / 2
        row.painter.drawPixmap(round(x), round(y), pixmap)


def _is_marked(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
