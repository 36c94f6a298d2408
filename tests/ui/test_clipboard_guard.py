"""What was copied from the record is gone from the clipboard when it locks; what others copied is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_ui.locking import clipboard as clipboard_guard
from clinic_ui.locking.clipboard import ClipboardGuard


@pytest.fixture
def guard(qapp: object) -> Iterator[ClipboardGuard]:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield ClipboardGuard()
    clipboard.clear()


def test_a_note_copied_by_key_does_not_stay_behind(qtbot: QtBot, guard: ClipboardGuard) -> None:
    field = QLineEdit("Example, Pat: pain 7/10")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "Example, Pat: pain 7/10"
    guard.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_what_another_program_copied_is_left_alone(qtbot: QtBot, guard: ClipboardGuard) -> None:
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is None)  # the test before may just have closed one
    QGuiApplication.clipboard().setText("a train's number")  # no window of ours has the keyboard
    on_x11_it_is_this_process = QGuiApplication.clipboard().ownsClipboard()
    guard.clear()
    assert QGuiApplication.clipboard().text() == ("" if on_x11_it_is_this_process else "a train's number")


def test_a_picture_another_program_copied_is_left_alone_though_nothing_was_marked_here(
    qtbot: QtBot, guard: ClipboardGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = QLineEdit("Example, Pat")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()  # as a mark that is taken away empties the middle button's
    field.close()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is None)
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    clipboard.setImage(picture)
    monkeypatch.setattr(clipboard_guard, "_is_owned", lambda _mode: False)  # offscreen all is this process's
    guard.clear()
    assert not clipboard.image().isNull()
