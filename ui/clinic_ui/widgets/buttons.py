"""Buttons: one look a kind, a name for the screen reader, a tooltip with the keys."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from clinic_ui.icons import Icons
from clinic_ui.theme import Tone


class Kind(StrEnum):
    """How a button looks."""

    PRIMARY = "primary"
    OUTLINE = "outline"
    SOFT = "soft"
    PLAIN = "plain"
    COMPACT = "compact"
    LINK = "link"
    DANGER = "danger"
    CHIP = "chip"
    INVERSE = "inverse"


_ICON_TONES = {
    Kind.PRIMARY: Tone.ON_ACCENT,
    Kind.LINK: Tone.ACCENT,
    Kind.DANGER: Tone.BAD,
    Kind.INVERSE: Tone.INVERSE_ACCENT,
}


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a focused button with Enter, as the space bar does; whether the event was that."""
    if event.key() not in _ENTER or not button.isEnabled():
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class PushButton(QPushButton):
    """Qt's button, pressed by Enter too wherever it has the keyboard; it may be held back with a reason."""

    _held = ""

    def hold(self, why: str) -> None:
        """Stay disabled, with that reason, whatever is said of it; without one it is free again."""
        self._held = why
        self.setEnabled(not why)
        self.setToolTip(why)
        self.setAccessibleDescription(why)

    def setEnabled(self, is_on: bool) -> None:  # noqa: N802 - Qt's name
        """Not while it is held back; overrides Qt."""
        super().setEnabled(is_on and not self._held)

    def setToolTip(self, text: str) -> None:  # noqa: N802 - Qt's name
        """The reason, while it is held back; overrides Qt."""
        super().setToolTip(self._held or text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses; overrides Qt."""
        if not is_pressed_by_enter(self, event):
            super().keyPressEvent(event)


def text_button(
    text: str, kind: Kind, *, icons: Icons | None = None, icon: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with a word on it."""
    button = PushButton(text.replace("&", "&&"), parent)
    _dress(button, text, kind)
    if icons is not None and icon:
        button.setIcon(icons.icon(icon, _ICON_TONES.get(kind, Tone.TEXT_2), size=18))
        button.setIconSize(QSize(icons.scaled(18), icons.scaled(18)))
    return button


def icon_button(icons: Icons, icon: str, name: str, *, parent: QWidget | None = None) -> QPushButton:
    """A button with only a picture; ``name`` is its tooltip and what a screen reader says."""
    button = PushButton(parent)
    _dress(button, name, Kind.PLAIN)
    button.setProperty("kind", "icon")
    button.setToolTip(name)
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(icons.scaled(20), icons.scaled(20)))
    return button


def action_button(
    action: QAction, kind: Kind, *, icons: Icons | None = None, icon: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button that does what ``action`` does, follows its enabled state and names its keys."""
    button = text_button(action.text(), kind, icons=icons, icon=icon, parent=parent)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    tell = partial(_tell_why, button, action, keys)
    action.changed.connect(tell)
    tell()
    return button


def _tell_why(button: QPushButton, action: QAction, keys: str) -> None:
    """The action's tooltip, and its keys; or why it cannot be done."""
    button.setToolTip(action.toolTip())
    button.setAccessibleDescription(action.statusTip() or keys)


def show_words(button: QPushButton, text: str) -> None:
    """Put another text beside a plain button's picture; without any it becomes as small as a picture."""
    button.setText(text.replace("&", "&&"))
    kind = Kind.PLAIN.value if text else "icon"
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)


def _dress(button: QPushButton, name: str, kind: Kind) -> None:
    button.setProperty("kind", kind.value)
    button.setAccessibleName(name)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
