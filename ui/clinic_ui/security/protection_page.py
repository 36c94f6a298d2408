"""The page that says what is protected and what is not, over the window or over the locked screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.icons import Icons
from clinic_ui.security.protection_words import CHAPTERS, Chapter
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.overlay import Overlay
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.words import Words

_WIDTH, _TOP = 720, 56
_ICON = 20
_HEIGHT = 4_000
"""Pixels it would like: as high as the window lets it be."""


def show_protection(context: Context, window: QWidget) -> None:
    """Open the page over ``window``, which has it once."""
    page = window.findChild(ProtectionPage) or ProtectionPage(
        context.theme, context.actions.icons, context.words, window, is_protected=context.is_protected
    )
    page.open()


class ProtectionPage(Overlay):
    """Read with the arrow and page keys; Escape or a click beside it closes."""

    def __init__(
        self, theme: Theme, icons: Icons, words: Words, window: QWidget, *, is_protected: bool
    ) -> None:
        self._icons, self._words = icons, words
        self._title = words.gettext("What is protected, and what is not")
        super().__init__(theme, window, self._title, width=_WIDTH, top=_TOP)
        self.close_button = icon_button(icons, "close", words.gettext("Close"))
        self.close_button.clicked.connect(self.give_way)
        self._lay_out(is_protected=is_protected)

    def open(self) -> None:
        """From the beginning, the arrow keys scrolling; overrides Overlay."""
        super().open()
        self.area.verticalScrollBar().setValue(0)
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)

    def panel_height(self, width: int) -> int:  # noqa: ARG002 - the same at every width
        """As high as the window allows; overrides Overlay."""
        return _HEIGHT

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The page keys turn over, wherever the keyboard is; overrides Overlay."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}.get(
            Qt.Key(event.key()), 0
        )
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())
        super().keyPressEvent(event)

    def _lay_out(self, *, is_protected: bool) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.setContentsMargins(28, 20, 20, 12)
        head.addWidget(Label(self._title, theme, Type.TITLE, wraps=True), 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        body = Pane("stage")
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 4, 28, 24)
        column.setSpacing(24)
        column.addWidget(self._state(is_protected=is_protected))
        for chapter in CHAPTERS:
            column.addWidget(self._chapter(chapter))
        self.area = scrolled(body, takes_keys=True)
        self.area.setAccessibleName(self._title)
        panel = QVBoxLayout(self.panel)
        panel.setContentsMargins(1, 1, 1, 12)
        panel.setSpacing(0)
        panel.addLayout(head)
        panel.addWidget(self.area, 1)

    def _state(self, *, is_protected: bool) -> QWidget:
        text = self._words.gettext
        if is_protected:
            said = text("This record opens only with a passphrase or the recovery code.")
            return IconLine(self._theme, self._icons, "check", said, Tone.OK)
        said = text(
            "This record has no passphrase: who can use this computer account can read everything. "
            "Settings → Security sets one."
        )
        return IconLine(self._theme, self._icons, "warning", said, Tone.WARN)

    def _chapter(self, chapter: Chapter) -> QWidget:
        theme, text = self._theme, self._words.gettext
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        picture = QLabel()
        size = self._icons.scaled(_ICON)
        picture.setPixmap(self._icons.pixmap(chapter.icon, size, Tone.ACCENT, self.devicePixelRatioF()))
        head.addWidget(picture)
        head.addWidget(Label(text(chapter.heading), theme, Type.HEAD, wraps=True), 1)
        column.addLayout(head)
        for sentence in chapter.said:
            row = QHBoxLayout()
            row.setContentsMargins(theme.px(_ICON) + 10, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(Label("•", theme, Type.BODY, Tone.TEXT_3), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(text(sentence), theme, Type.BODY, wraps=True), 1)
            column.addLayout(row)
        return around
