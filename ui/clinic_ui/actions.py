"""Actions as data: text, keys, icon, what it does; made the same way everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from clinic_ui.icons import Icons
from clinic_ui.seat import Seat
from clinic_ui.shortcuts import Shortcut
from clinic_ui.words import Words


@dataclass(frozen=True, slots=True)
class Actions:
    """Makes the actions of the table of shortcuts, named in the window's language; knows who may change."""

    icons: Icons
    words: Words
    seat: Seat

    def make(
        self,
        owner: QWidget,
        shortcut: Shortcut,
        on_triggered: Callable[[], object],
        *,
        everywhere: bool = False,
    ) -> QAction:
        """Its keys work inside ``owner``, or ``everywhere`` in its window while that is seen.

        One that changes the record stays greyed for whoever may not.
        """
        action = QAction(shortcut.name_in(self.words), owner)
        action.setObjectName(shortcut.name)
        action.setShortcuts(shortcut.sequences())
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setToolTip(_with_keys(action.text(), action.shortcut()))
        action.triggered.connect(_Slot(on_triggered))
        if shortcut.value.changes:
            self.seat.hold(action)
        owner.addAction(action)
        return action


class UndoOfPage(QObject):
    """Event filter of text fields: Ctrl+Z and its like go to the page's actions, not to the field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt asks a field first whether it wants a shortcut's keys: it does not; overrides Qt."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class _Slot:
    """Calls without the ``checked`` argument that ``triggered`` brings along."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call

    def __call__(self, _checked: bool = False) -> None:
        self._call()


def _with_keys(text: str, keys: QKeySequence) -> str:
    return f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})" if not keys.isEmpty() else text
