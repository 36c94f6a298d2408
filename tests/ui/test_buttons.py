import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.rail import PageKey, Rail
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.hover import forget_hover
from desks import Desk

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@pytest.mark.parametrize("key", ENTERS)
@pytest.mark.parametrize("kind", list(Kind))
def test_enter_and_space_press_every_kind_of_button(qtbot: QtBot, kind: Kind, key: Qt.Key) -> None:
    button = text_button("Print", kind)
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


@pytest.mark.parametrize("key", ENTERS)
def test_enter_and_space_press_pictures_and_places(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    context = desk.context
    button = icon_button(context.actions.icons, "remove", "Remove")
    rail = Rail(context.theme, context.actions.icons, context.words)
    for widget in (button, rail):
        qtbot.addWidget(widget)
    rail.offer(set(PageKey))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
    with qtbot.waitSignal(rail.place_chosen) as chosen:
        qtbot.keyClick(rail.button(PageKey.LIBRARY), key)
    assert chosen.args == [PageKey.LIBRARY]


def test_after_a_drag_nothing_looks_as_if_the_mouse_were_on_it(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    field = QWidget(around)
    field.setGeometry(5000, 5000, 10, 10)
    QApplication.sendEvent(field, QEnterEvent(QPointF(), QPointF(), QPointF()))
    field.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    forget_hover(around)
    assert not field.underMouse()
