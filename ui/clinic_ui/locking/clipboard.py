"""What was copied from the record does not stay behind in the clipboard."""

import hashlib

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class ClipboardGuard(QObject):
    """Remembers, as a hash, what was copied while a window of ours had the keyboard; clears it when asked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours: set[bytes] = set()
        QGuiApplication.clipboard().changed.connect(self._on_changed)

    def clear(self) -> None:
        """Empty the clipboard (and the middle button's) where it holds what was copied here.

        What another program put there meanwhile is left alone.
        """
        clipboard = QGuiApplication.clipboard()
        for mode in _modes():
            if _is_owned(mode) or _held(mode) in self._ours:
                clipboard.clear(mode)
        self._ours.clear()

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        is_ours = mode in _modes() and (_is_owned(mode) or QGuiApplication.focusWindow() is not None)
        if is_ours and QGuiApplication.clipboard().text(mode):  # no text looks like anybody's picture
            self._ours.add(_held(mode))


def _modes() -> list[QClipboard.Mode]:
    modes = [QClipboard.Mode.Clipboard]
    if QGuiApplication.clipboard().supportsSelection():
        modes.append(QClipboard.Mode.Selection)
    return modes


def _is_owned(mode: QClipboard.Mode) -> bool:
    clipboard = QGuiApplication.clipboard()
    return clipboard.ownsClipboard() if mode is QClipboard.Mode.Clipboard else clipboard.ownsSelection()


def _held(mode: QClipboard.Mode) -> bytes:
    return hashlib.sha256(QGuiApplication.clipboard().text(mode).encode("utf-8", "replace")).digest()
