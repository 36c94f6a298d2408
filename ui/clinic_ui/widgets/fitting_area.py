"""A scroll area as high as what it holds, until that is too high."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class FittingArea(QScrollArea):
    """Grows and shrinks with its content; above ``limit`` pixels it scrolls."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = inside.maximumHeight()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_limit(self, limit: int) -> None:
        """How high it may become, in pixels."""
        self._limit = limit
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the content; overrides Qt."""
        done = super().eventFilter(watched, event)
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide)
        if watched is self.widget() and event.type() in kinds:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths break into other lines; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is None:
            return
        width = self.viewport().width()
        needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        height = min(needed if needed >= 0 else layout.totalSizeHint().height(), self._limit)
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)
