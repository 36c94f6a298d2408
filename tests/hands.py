"""Two hands at the real window: every key and every click goes where a person's would, and is counted."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.sheet_output import SheetOutput

_NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """Keys go to whatever has the keyboard; a click hits whatever lies on top at that place."""

    def __init__(self) -> None:
        self.keys = 0
        self.clicks = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """One key, alone or with a modifier held."""
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "nothing has the keyboard"
        self.keys += 1
        QTest.keyClick(target, key, modifier)

    def click(self, widget: QWidget) -> None:
        """One click in the middle of what can be seen of ``widget``."""
        assert widget.isVisible()
        assert widget.isEnabled()
        window = widget.window()
        assert window is QApplication.activeWindow(), "another window lies above"
        middle = widget.mapTo(window, _seen(widget))
        hit = window.childAt(middle)
        assert hit is not None
        assert hit is widget or widget.isAncestorOf(hit), f"{hit} lies above"
        self.clicks += 1
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, _NONE, middle)


def _seen(widget: QWidget) -> QPoint:
    """The middle of what its scroll areas let through; what is out of sight cannot be clicked."""
    box = widget.visibleRegion().boundingRect()
    assert not box.isEmpty(), "it must be scrolled to first"
    assert not isinstance(widget, QAbstractScrollArea)
    return box.center()


def print_dialog(sheets: SheetOutput, file: Path, qtbot: QtBot) -> QPrintDialog:
    """The system's dialog, once it is there, set to print into ``file``."""
    qtbot.waitUntil(lambda: sheets.dialog is not None)
    dialog = sheets.dialog
    assert isinstance(dialog, QPrintDialog)
    field = dialog.findChild(QLineEdit, "filename")
    assert isinstance(field, QLineEdit)
    field.setText(str(file))
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog
