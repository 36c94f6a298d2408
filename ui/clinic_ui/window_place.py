"""Where the main window stands: as it was left, else as large as the screen has room for."""

from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow

_FIRST_SIZE: Final = (1440, 900)
_SMALLEST: Final = (960, 600)
_ROOM_BESIDE, _ROOM_ABOVE = 16, 48
"""Pixels left for the frame and the title bar that the desktop puts around the window."""


def place_window(window: QMainWindow, left_as: QByteArray) -> None:
    """Stand it where it stood when ``left_as`` was kept; a window too large for the screen fills it."""
    window.setMinimumSize(*_SMALLEST)
    if window.restoreGeometry(left_as):
        return
    space = window.screen().availableGeometry()
    window.resize(*_FIRST_SIZE)
    if not fits_with_title_bar(space.width(), space.height()):
        window.resize(
            min(_FIRST_SIZE[0], space.width() - _ROOM_BESIDE),
            min(_FIRST_SIZE[1], space.height() - _ROOM_ABOVE),
        )  # for when the person takes it back from its full size
        window.setWindowState(Qt.WindowState.WindowMaximized)


def fits_with_title_bar(width: int, height: int) -> bool:
    """Whether a screen of that size (logical pixels) has room for the first window and its frame."""
    return width >= _FIRST_SIZE[0] + _ROOM_BESIDE and height >= _FIRST_SIZE[1] + _ROOM_ABOVE
