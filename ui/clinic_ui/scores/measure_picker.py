"""Which measure: found by typing; those of the patient and of the problem's region come first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from clinic_app.domain.folding import folded
from clinic_app.domain.measures import Measure, MeasureKind
from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.widgets.search_field import SearchField

Index = QModelIndex | QPersistentModelIndex
_ROW = 52
_SHORT = 104
_KINDS: Mapping[MeasureKind, str] = {
    MeasureKind.FORM: mark("Questions"),
    MeasureKind.ENTRY: mark("Numbers from a paper form"),
    MeasureKind.TEST: mark("Test"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A measure, its name in the window's language, and why it stands where it does."""

    measure: Measure
    name: str
    kind: str
    why: str = ""


def offered(context: Context, region: str, lasts: Mapping[str, str], region_name: str) -> Sequence[Offered]:
    """All measures: those with a last score (key and words of it) first, then those that fit the region."""
    words = context.words

    def place(measure: Measure) -> tuple[bool, bool, bool, str]:
        fits = region in measure.regions
        return (measure.key not in lasts, not fits, bool(measure.regions), measure.short.casefold())

    found = []
    for measure in sorted(context.library.measures.values(), key=place):
        why = lasts.get(measure.key, "")
        if not why and region in measure.regions:
            why = words.gettext("fits: {region}").format(region=region_name)
        kind = words.gettext(_KINDS[measure.kind])
        found.append(Offered(measure=measure, name=measure.name(words.language), kind=kind, why=why))
    return found


class MeasurePicker(QWidget):
    """Enter takes the marked one."""

    picked = Signal(str)
    """The key of a measure."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Offered] = ()
        text = context.words.gettext
        self.search = PickerField(context.actions.icons, text("Search by name, for example ODI"), pause_ms=0)
        self.model = MeasureModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(MeasureDelegate(context.theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setAccessibleName(text("Measures"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.search)
        self.search.query_changed.connect(self._on_query)
        self.search.results_wanted.connect(self._on_down)
        self.search.stepped.connect(self._step)
        self.search.returnPressed.connect(self._on_entered)
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)

    def offer(self, measures: Sequence[Offered]) -> None:
        """Show these, in this order."""
        self._all = measures
        self._on_query(self.search.query)

    def _on_query(self, query: str) -> None:
        words = folded(query).split()
        self.model.show([each for each in self._all if _matches(each, words)])
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def _on_down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))

    def _on_entered(self) -> None:
        self._on_activated(self.view.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.model.offered(index.row()).measure.key)


class PickerField(SearchField):
    """The arrows walk through the list while the keyboard stays here."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down; overrides SearchField."""
        if event.key() == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)


class MeasureModel(QAbstractListModel):
    """The measures that are offered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offered: Sequence[Offered] = ()

    def show(self, measures: Sequence[Offered]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._offered = tuple(measures)
        self.endResetModel()

    def offered(self, row: int) -> Offered:
        """The measure of a row."""
        return self._offered[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many there are; overrides Qt."""
        return 0 if parent.isValid() else len(self._offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The measure, and what a screen reader says of it; overrides Qt."""
        each = self._offered[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return each
        if role == Qt.ItemDataRole.DisplayRole:
            return each.measure.short
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (each.measure.short, each.name, each.kind, each.why) if part)
        return None


class MeasureDelegate(QStyledItemDelegate):
    """Short name, whole name over its kind, and on the right why it stands here."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every row; overrides Qt."""
        return QSize(self._theme.px(300), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row; overrides Qt."""
        each: Offered = index.data(Qt.ItemDataRole.UserRole)
        row, px = RowPainter(painter, self._theme), self._theme.px
        painter.save()
        row.background(option)
        box = QRectF(option.rect).adjusted(12, 0, -12, 0)
        row.text(QRectF(box.x(), box.y(), px(_SHORT) - 8, box.height()), each.measure.short, Type.BODY_STRONG)
        wide = row.width(each.why, Type.SMALL)
        right = QRectF(box.right() - wide, box.y(), wide, box.height())
        row.text(right, each.why, Type.SMALL, Tone.ACCENT, right=True)
        high = px(20)
        said = QRectF(box.x() + px(_SHORT), box.y() + (box.height() - 2 * high) / 2, 0, high)
        said.setRight(right.left() - px(12))
        row.text(said, each.name)
        row.text(said.translated(0, high), each.kind, Type.SMALL, Tone.TEXT_2)
        painter.restore()


def _matches(each: Offered, words: Sequence[str]) -> bool:
    """Every word begins a word of the short or whole name in any language."""
    names = folded(" ".join((each.measure.short, each.name, *each.measure.names.values()))).split()
    return all(any(name.startswith(word) for name in names) for word in words)
