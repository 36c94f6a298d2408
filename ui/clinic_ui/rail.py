"""The window's left edge: where to go."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.words import mark
from clinic_ui.icons import Icons
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import icon_button, is_pressed_by_enter
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_WIDTH = 80
_ITEM_HEIGHT = 64
_ICON = 22
_PROGRESS_HEIGHT = 52


class PageKey(StrEnum):
    """The pages there are."""

    TODAY = "today"
    PATIENTS = "patients"
    BUILDER = "builder"
    LIBRARY = "library"
    TEMPLATES = "templates"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail."""

    key: PageKey
    title: str
    icon: str
    shortcut: Shortcut


PLACES = (
    Place(PageKey.TODAY, mark("Today"), "calendar", Shortcut.GO_TODAY),
    Place(PageKey.PATIENTS, mark("Patients"), "patients", Shortcut.GO_PATIENTS),
    Place(PageKey.BUILDER, mark("Builder"), "builder", Shortcut.GO_BUILDER),
    Place(PageKey.LIBRARY, mark("Library"), "library", Shortcut.GO_LIBRARY),
    Place(PageKey.TEMPLATES, mark("Templates"), "templates", Shortcut.GO_TEMPLATES),
    Place(PageKey.SETTINGS, mark("Settings"), "settings", Shortcut.GO_SETTINGS),
)


class RailButton(QAbstractButton):
    """One place: a picture with its word below."""

    def __init__(self, place: Place, theme: Theme, icons: Icons, words: Words) -> None:
        super().__init__()
        self._place, self._theme, self._icons = place, theme, icons
        title = words.gettext(place.title)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(f"{title} ({place.shortcut.shown_keys()[0]})")
        self._shows_focus = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the rail; overrides Qt."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_ITEM_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """A tile where it is chosen, the icon, the word; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_tile(painter)
        tone = Tone.ACCENT if self.isChecked() else Tone.TEXT_2
        size = self._theme.px(_ICON)
        icon = self._icons.pixmap(self._place.icon, size, tone, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - size) / 2, self._theme.px(8)), icon)
        strong = self.isChecked()
        font = self._theme.font(Type.CAPTION_STRONG if strong else Type.CAPTION_MEDIUM)
        painter.setFont(font)
        painter.setPen(self._theme.colour(Tone.TEXT if strong else Tone.TEXT_2))
        width = QFontMetricsF(font).horizontalAdvance(self.text())
        painter.drawText(QPointF((self.width() - width) / 2, self._theme.px(46)), self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses; overrides Qt."""
        if not is_pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Only the keyboard's focus is shown; overrides Qt."""
        self._shows_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is shown any more; overrides Qt."""
        self._shows_focus = False
        super().focusOutEvent(event)

    def _paint_tile(self, painter: QPainter) -> None:
        tile = QRectF(4, 0, self.width() - 8, self.height() - 8)
        if self._shows_focus:
            painter.setPen(QPen(self._theme.colour(Tone.ACCENT), 2))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(self._theme.colour(Tone.SUNK if self._theme.is_dark else Tone.STAGE))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(self._theme.colour(Tone.HOVER))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 10, 10)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Tone.ACCENT))
            painter.drawRoundedRect(QRectF(0, tile.height() / 4, 3, tile.height() / 2), 1.5, 1.5)


class Mark(QWidget):
    """The program's sign."""

    def __init__(self, icons: Icons, size: int) -> None:
        super().__init__()
        self._icons, self._size = icons, size
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Paint it; overrides Qt."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, self._icons.pixmap("app", self._size, Tone.ACCENT, ratio))
        painter.end()


class RailProgress(QWidget):
    """How far the figures are that are drawn for the first time; hidden when there is nothing to draw."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._done = self._total = 0
        self.setFixedHeight(theme.px(_PROGRESS_HEIGHT))
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """``done`` of ``total`` figures are there."""
        self._done, self._total = done, total
        said = self._words.gettext("Drawing the figures: {done} of {total}")
        self.setAccessibleName(said.format(done=done, total=total))
        self.setToolTip(self.accessibleName())
        self.setVisible(done < total)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """A word, the count and a bar; overrides Qt."""
        from clinic_ui.widgets.row_painter import RowPainter  # nothing is being drawn at the first paint

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = RowPainter(painter, self._theme)
        line = self._theme.px(16)
        for number, text in enumerate((self._words.gettext("Figures"), f"{self._done}/{self._total}")):
            left = (self.width() - row.width(text, Type.CAPTION)) / 2
            row.text(QRectF(left, number * line, self.width(), line), text, Type.CAPTION, Tone.TEXT_2)
        bar = QRectF(12, 2 * line + 4, self.width() - 24, 4)
        row.fill(bar, Tone.LINE, radius=2)
        bar.setWidth(bar.width() * self._done / max(self._total, 1))
        row.fill(bar, Tone.ACCENT, radius=2)
        painter.end()


class Rail(Pane):
    """The places, Settings last at the foot."""

    place_chosen = Signal(object)
    """The PageKey of the place."""

    def __init__(self, theme: Theme, icons: Icons, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self.setFixedWidth(theme.px(_WIDTH))
        self._buttons: dict[PageKey, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 8)
        column.setSpacing(0)
        column.addWidget(Mark(icons, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(24)
        for place in PLACES:
            if place.key is PageKey.SETTINGS:
                column.addStretch(1)
                self.progress = RailProgress(theme, words)
                column.addWidget(self.progress)
            button = RailButton(place, theme, icons, words)
            button.setEnabled(False)
            self._buttons[place.key] = button
            self._group.addButton(button)
            column.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self.who = Label("", theme, Type.CAPTION, Tone.TEXT_2, wraps=True)
        self.who.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.who.setContentsMargins(4, 0, 4, 0)
        self.who.hide()
        column.addWidget(self.who)
        self.find_button = icon_button(icons, "search", words.gettext("Find anything"))
        self.keys_button = icon_button(icons, "help", words.gettext("All keys"))
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.setSpacing(0)
        for small in (self.find_button, self.keys_button):
            small.setEnabled(False)
            foot.addWidget(small)
        column.addLayout(foot)

    def say_who(self, name: str, role: str) -> None:
        """Who works here, below the places; nothing where nobody had to say their name."""
        self.who.setText(f"{name}\n{role}")
        self.who.setToolTip(f"{name} ({role})")
        self.who.setVisible(bool(name))

    def offer_actions(self, find: QAction, keys: QAction) -> None:
        """What the two small buttons at the foot do."""
        for button, action in ((self.find_button, find), (self.keys_button, keys)):
            button.setToolTip(action.toolTip())
            button.setEnabled(True)
            button.clicked.connect(action.trigger)

    def offer(self, keys: set[PageKey]) -> None:
        """Show these places and no others, ready to be chosen."""
        for key, button in self._buttons.items():
            button.setVisible(key in keys)
            button.setEnabled(key in keys)

    def choose(self, key: PageKey) -> None:
        """Show where the person is."""
        self._buttons[key].setChecked(True)

    def button(self, key: PageKey) -> RailButton:
        """The button of a place."""
        return self._buttons[key]

    def _on_clicked(self, button: QAbstractButton) -> None:
        for key, known in self._buttons.items():
            if known is button:
                self.place_chosen.emit(key)
