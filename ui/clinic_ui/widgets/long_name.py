"""A name in the width there is: on one line, else on two smaller ones, else shortened in the middle."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.row_painter import RowPainter, broken_lines

_LEAST_WIDTH = 120
_LINES = 2


class LongName(Label):
    """``text()`` is always the whole name; so is the tooltip where the name is shown shortened."""

    def __init__(
        self,
        text: str,
        theme: Theme,
        kind: Type = Type.TITLE,
        small: Type = Type.BODY_STRONG,
        tone: Tone = Tone.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        self._kind, self._small, self._tone = kind, small, tone
        self._hugs = False
        super().__init__("", theme, kind, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another name; overrides Qt."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._explain()

    def hug(self, hugs: bool) -> None:
        """Whether to take only the height of the lines that are shown: something stands below."""
        self._hugs = hugs
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The name on one line; overrides Qt."""
        return QSize(math.ceil(self._metrics(self._kind).horizontalAdvance(self.text())) + 2, self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrower than the name; overrides Qt."""
        return QSize(min(self.sizeHint().width(), self._theme.px(_LEAST_WIDTH)), self._height())

    def shown_lines(self) -> list[str]:
        """The name as it is broken in the present width, before anything is shortened."""
        if self._fits(self.text(), self._kind):
            return [self.text()]
        return broken_lines(self.text(), self._metrics(self._small), self.width(), _LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The tooltip comes and goes with the width; overrides Qt."""
        super().resizeEvent(event)
        self._explain()
        if self._hugs and event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """One line or two, in the middle of the height; overrides Qt."""
        painter = QPainter(self)
        row = RowPainter(painter, self._theme)
        lines = self.shown_lines()
        kind = self._kind if len(lines) == 1 and self._fits(lines[0], self._kind) else self._small
        height = round(self._metrics(kind).lineSpacing())
        top = (self.height() - height * len(lines)) / 2
        for number, line in enumerate(lines):
            box = QRectF(0, top + number * height, self.width(), height)
            row.text(box, line, kind, self._tone, keeps_end=True)
        painter.end()

    def _metrics(self, kind: Type) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(kind))

    def _height(self) -> int:
        if self._hugs and len(self.shown_lines()) == 1:
            return math.ceil(self._metrics(self._kind).lineSpacing())
        return math.ceil(
            max(self._metrics(self._kind).lineSpacing(), _LINES * self._metrics(self._small).lineSpacing())
        )

    def _fits(self, line: str, kind: Type) -> bool:
        return self._metrics(kind).horizontalAdvance(line) <= self.width()

    def _explain(self) -> None:
        shortened = not all(self._fits(line, self._small) for line in self.shown_lines())
        self.setToolTip(self.text() if shortened else "")
