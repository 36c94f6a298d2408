"""One line of the page called Today: whom it is about, and why."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter

HEIGHT = 56
_ICON = 18
_PAST_ICON = 36


class TodayRow(QAbstractButton):
    """Name above, reason below, an icon before; a click, Space or Enter opens it."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        icon: str,
        name: str,
        reason: str,
        on_chosen: Callable[[], object],
        *,
        tone: Tone = Tone.TEXT_2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._icon, self._tone = theme, icons, icon, tone
        self.name, self.reason = name, reason
        self._chosen = on_chosen
        self.setAccessibleName(f"{name}. {reason}")
        self.setToolTip(f"{name}\n{reason}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(HEIGHT))
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room; overrides Qt."""
        return QSize(self._theme.px(240), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Ground, icon, two lines; overrides Qt."""
        painter, px = QPainter(self), self._theme.px
        row = RowPainter(painter, self._theme)
        box = self.rect().toRectF()
        if self.underMouse():
            row.fill(box.adjusted(0, 1, 0, -1), Tone.HOVER)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Tone.ACCENT), 2))
            painter.drawRoundedRect(box.adjusted(1, 2, -1, -2), 8, 8)
        icon = self._icons.pixmap(self._icon, px(_ICON), self._tone, self.devicePixelRatioF())
        painter.drawPixmap(px(8), round((box.height() - px(_ICON)) / 2), icon)
        said, high = box.adjusted(px(_PAST_ICON), 0, -px(8), 0), px(20)
        top = (said.height() - 2 * high) / 2
        said.setHeight(high)
        row.text(said.translated(0, top), self.name, Type.BODY_STRONG, keeps_end=True)
        row.text(said.translated(0, top + high), self.reason, Type.SMALL, Tone.TEXT_2)
        painter.end()

    def _on_clicked(self) -> None:
        self._chosen()
