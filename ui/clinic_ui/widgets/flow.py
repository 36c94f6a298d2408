"""A layout that goes on in the next line where a line is full."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Widgets from left to right, then below. The one of a line that expands takes its rest."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def put_first(self, widget: QWidget) -> None:
        """Add ``widget`` before all others."""
        self.addWidget(widget)
        self._items.insert(0, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add one; overrides Qt."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are; overrides Qt."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item of that place, None beyond the last; overrides Qt."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out; overrides Qt."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more height than it needs; overrides Qt."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """A narrower place needs more lines; overrides Qt."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all lines, in pixels, reckoned once until something changes; overrides Qt."""
        if width not in self._heights:
            around = self.contentsMargins()
            lines = self._lines(width - around.left() - around.right())
            between = self.spacing() * max(len(lines) - 1, 0)
            self._heights[width] = (
                sum(_height(line) for line in lines) + between + around.top() + around.bottom()
            )
        return self._heights[width]

    def invalidate(self) -> None:
        """Something inside is of another size; overrides Qt."""
        self._heights.clear()
        super().invalidate()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the widest; overrides Qt."""
        sizes = [item.minimumSize() for item in self._shown()]
        least = QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )
        return least.grownBy(self.contentsMargins())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Everything in one line; overrides Qt."""
        shown = self._shown()
        width = sum(_width(item) for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, _height(shown)).grownBy(self.contentsMargins())

    def setGeometry(self, box: QRect) -> None:  # noqa: N802 - Qt's name
        """Put everything in its place; overrides Qt."""
        super().setGeometry(box)
        box = box.marginsRemoved(self.contentsMargins())
        top = box.y()
        for line in self._lines(box.width()):
            left, height = box.x(), _height(line)
            rest = box.width() - sum(_width(item) for item in line) - self.spacing() * (len(line) - 1)
            for item in line:
                taken = max(rest, 0) if _expands(item) else 0
                rest -= taken
                width = min(_width(item) + taken, box.width())
                own = item.sizeHint().height()
                item.setGeometry(QRect(left, top + (height - own) // 2, width, own))
                left += width + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._shown():
            if not lines or _width(item) > room:
                lines.append([])
                room = width
            lines[-1].append(item)
            room -= _width(item) + self.spacing()
        return lines


def _width(item: QLayoutItem) -> int:
    """What an item takes of a line: all it would like, or its least where it expands."""
    return (item.minimumSize() if _expands(item) else item.sizeHint()).width()


def _expands(item: QLayoutItem) -> bool:
    """What the widget itself wants; Qt's item would ask the parts inside it too."""
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
