"""No part of a page is shown before it has its place: it would be a window, and take the keyboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.rail import PageKey
from desks import Desk


class Shown(QObject):
    """Hears of every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    spy = Shown()
    qapp.installEventFilter(spy)
    yield spy
    qapp.removeEventFilter(spy)


def test_pages_and_a_form_are_made_without_a_stray_window(desk: Desk, qtbot: QtBot, shown: Shown) -> None:
    context = desk.context
    window = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
    qtbot.addWidget(window)
    window.fill(context)
    window.show()
    for key in PageKey:
        window.go(key)
        desk.worker.wait()
        QApplication.processEvents()
    form = PatientForm(context, None, window)
    form.open()
    assert shown.names == ["MainWindow", "PatientForm"]
