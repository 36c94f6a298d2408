"""The chart on the page: drawn to the size it has, read aloud as a list of its values."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.domain.care_chart import chart_shapes
from clinic_app.domain.chart_words import chart_said
from clinic_app.domain.trend import CareChart
from clinic_ui.context import Context
from clinic_ui.story.chart_painter import ChartPainter
from clinic_ui.theme import Tone

_HEIGHT = 300
_LOW_HEIGHT = 96
"""With a dose and no score yet."""

_PICTURE = QSize(1000, 420)
_PICTURE_SCALE = 2


class ChartView(QWidget):
    """Shows one chart; the pixels grow with the text."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._painter = ChartPainter(context.theme)
        self.chart: CareChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(context.words.gettext("Outcome and dose"))

    def show_chart(self, chart: CareChart | None) -> None:
        """Show another chart, or none."""
        self.chart = chart
        scale = self._context.theme.text_scale
        high = _HEIGHT if chart is None or chart.trend is not None else _LOW_HEIGHT
        self.setFixedHeight(round(high * scale))
        self.setAccessibleDescription(self.said() if chart else "")
        self.update()

    def said(self) -> str:
        """Every value with its day, then every dose: what somebody hears who does not see it."""
        words = self._context.words
        return chart_said(self.chart, words, words.day) if self.chart is not None else ""

    def picture(self) -> QImage:
        """The chart as a picture to be saved, larger than on the page and on the theme's ground."""
        image = QImage(_PICTURE * _PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.fill(self._context.theme.colour(Tone.STAGE))
        painter = QPainter(image)
        painter.scale(_PICTURE_SCALE, _PICTURE_SCALE)
        painter.translate(20, 12)
        self._paint(painter, _PICTURE.width() - 40, _PICTURE.height() - 24)
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """The chart, as large as there is room; overrides Qt."""
        scale = self._context.theme.text_scale
        painter = QPainter(self)
        painter.scale(scale, scale)
        self._paint(painter, self.width() / scale, self.height() / scale)

    def _paint(self, painter: QPainter, width: float, height: float) -> None:
        if self.chart is None:
            return
        shapes = chart_shapes(self.chart, width, height, self._context.words, self._painter.text_width)
        self._painter.paint(painter, shapes)
