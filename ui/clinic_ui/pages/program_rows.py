"""A patient's programs, one a row: pictures, title, state, what can be done."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramSummary
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_TILE = 64
_MOST_TILES = 3
_LEAST_WIDTH = 280
_LEAST_TITLE = 200


class FigureStrip(QWidget):
    """The first few exercises of a program, small."""

    def __init__(self, context: Context, slugs: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._slugs = context, slugs[:_MOST_TILES]
        self.setFixedSize(_TILE * _MOST_TILES, _TILE)
        context.thumbnails.thumbnail_ready.connect(self._on_thumbnail_ready)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Paint those that are drawn; overrides Qt."""
        painter = QPainter(self)
        for number, slug in enumerate(self._slugs):
            pixmap = self._context.thumbnails.pixmap(slug, QSize(_TILE - 4, _TILE), self.devicePixelRatioF())
            if pixmap is not None:
                painter.drawPixmap(number * _TILE, 0, pixmap)
        painter.end()

    def _on_thumbnail_ready(self, slug: str) -> None:
        if not slug or slug in self._slugs:
            self.update()


class ProgramRow(Pane):
    """One program; a click anywhere opens it."""

    open_wanted = Signal(object)
    revise_wanted = Signal(object)

    def __init__(
        self, context: Context, summary: ProgramSummary, parent: QWidget | None = None, *, whom: str = ""
    ) -> None:
        """``whom`` is shown where the list holds programs of several patients."""
        super().__init__("card", parent)
        self._summary, self._words, self._theme = summary, context.words, context.theme
        words, theme = context.words, context.theme
        title = summary.title or words.gettext("Program without a title")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        goes_on = summary.has_draft and context.seat.may_change
        self.open_button = text_button(
            words.gettext("Continue") if goes_on else words.gettext("Open"), Kind.LINK
        )
        self.open_button.setAccessibleName(f"{self.open_button.text()}: {title}")
        self.open_button.clicked.connect(self._on_open)
        self._around = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._around.setContentsMargins(16, 10, 16, 10)
        self._around.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(FigureStrip(context, summary.exercise_slugs))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(Label(title, theme, Type.BODY_STRONG, wraps=True))
        if whom:
            column.addWidget(Label(whom, theme, Type.SMALL, wraps=True))
        icon, tone = ("edit", Tone.WARN) if summary.has_draft else ("check", Tone.OK)
        column.addWidget(IconLine(theme, context.actions.icons, icon, state_line(summary, words), tone))
        column.addStretch(1)
        row.addLayout(column, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        self._around.addLayout(row, 1)
        self._around.addLayout(self._buttons)
        if not summary.has_draft:
            revise = text_button(words.gettext("Revise"), Kind.LINK)
            revise.setAccessibleName(words.gettext("Revise: {title}").format(title=title))
            revise.clicked.connect(self._on_revise)
            context.seat.hold(revise)
            self._buttons.addWidget(revise)
        self._buttons.addWidget(self.open_button)

    def add(self, button: QPushButton) -> None:
        """Put a button before “Open”, named for a screen reader by what it does and to which program."""
        title = self._summary.title or self._words.gettext("Program without a title")
        button.setAccessibleName(f"{button.text()}: {title}")
        self._buttons.insertWidget(self._buttons.indexOf(self.open_button), button)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrower than everything side by side: the buttons can go below; overrides Qt."""
        return QSize(self._theme.px(_LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The buttons go below where they would leave the title no room; overrides Qt."""
        super().resizeEvent(event)
        beside = self._buttons.sizeHint().width() + _TILE * _MOST_TILES + self._theme.px(_LEAST_TITLE)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._around.setDirection(across if beside <= self.width() else down)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open it; overrides Qt."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._on_open()

    def _on_open(self) -> None:
        self.open_wanted.emit(self._summary.program_id)

    def _on_revise(self) -> None:
        self.revise_wanted.emit(self._summary.program_id)


def state_line(summary: ProgramSummary, words: Words) -> str:
    """How many exercises, which version, since when."""
    count = len(summary.exercise_slugs)
    exercises = words.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
    if summary.has_draft:
        state = words.gettext("Draft of version {number}").format(number=(summary.last_number or 0) + 1)
        when = words.day(summary.changed_at.astimezone().date())
    else:
        state = words.gettext("Version {number} handed out").format(number=summary.last_number or 0)
        when = words.day(summary.handed_out_at.astimezone().date()) if summary.handed_out_at else ""
    return "  ·  ".join(part for part in (state, when, exercises) if part)
