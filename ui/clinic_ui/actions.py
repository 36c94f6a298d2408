"""Actions as data: text, keys, icon, what it does; made the same way everywhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
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
        icon: str = "",
        tooltip: str = "",
        everywhere: bool = False,
    ) -> QAction:
        """An action of ``owner``; its keys work inside it, or ``everywhere`` in its window."""
        action = QAction(text, owner)
        if icon:
            action.setIcon(self.icons.icon(icon))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        action.setToolTip(_with_keys(tooltip or text, action.shortcut()))
        action.triggered.connect(_Slot(on_triggered))
        owner.addAction(action)
        return action


class _Slot:
    """Calls without the ``checked`` argument that ``triggered`` brings along."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call

    def __call__(self, _checked: bool = False) -> None:
        self._call()


def _with_keys(text: str, keys: QKeySequence) -> str:
    return f"{text} ({keys.toString(QKeySequence.SequenceFormat.NativeText)})" if not keys.isEmpty() else text
