"""Actions as data: text, keys, icon, what it does; made the same way everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from clinic_ui.icons import Icons


@dataclass(frozen=True, slots=True)
class Actions:
    """Makes actions. Texts come translated; keys are written as Qt names them (``Ctrl+Shift+N``)."""

    icons: Icons

    def make(
        self,
        owner: QWidget,
        text: str,
        on_triggered: Callable[[], object],
        *,
        keys: str = "",
        more_keys: str = "",
        icon: str = "",
        tooltip: str = "",
        everywhere: bool = False,
    ) -> QAction:
        """An action of ``owner``; its keys work inside it, or ``everywhere`` in its window while it is seen.

        ``more_keys`` do the same as ``keys``.
        """
        action = QAction(text, owner)
        if icon:
            action.setIcon(self.icons.icon(icon))
        if keys:
            action.setShortcuts([QKeySequence(each) for each in (keys, more_keys) if each])
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setToolTip(_with_keys(tooltip or text, action.shortcut()))
        action.triggered.connect(_Slot(on_triggered))
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
