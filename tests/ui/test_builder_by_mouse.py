"""The builder by mouse alone: the plus of a row, and the usual values below a number."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from clinic_app.domain.dosage import HoldDosage
from clinic_ui.builder.page import BuilderPage

CALF = "gastrocnemius-stretch-on-stairs"
LEFT = Qt.MouseButton.LeftButton

OpenBuilder = Callable[..., BuilderPage]


def test_the_row_below_the_mouse_is_added_by_its_plus(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder()
    view = page.library.view
    box = view.visualRect(page.library.model.index(2))
    qtbot.mouseMove(view.viewport(), box.center())
    assert page.row_add.button.isVisible()
    qtbot.mouseClick(page.row_add.button, LEFT)
    wanted = page.library.model.exercise(2)
    assert [item.exercise_slug for item in page.model.content.items] == [wanted.slug]
    assert page.row_add.button.accessibleName() == f"Add: {wanted.name('en')}"


def test_below_a_number_that_was_clicked_are_its_usual_values(
    open_builder: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    with qtbot.waitActive(page):
        page.activateWindow()
    cell = page.items.in_order()[0].doses.cells["hold_s"]
    qtbot.mouseClick(cell.field, LEFT, pos=QPoint(4, 4))
    assert cell.values is not None
    assert cell.values.isVisible()
    sixty = next(button for button in cell.values.buttons if button.text() == "60")
    qtbot.mouseClick(sixty, LEFT)
    assert page.model.content.items[0].dosage == HoldDosage(hold_s=60)
    assert not cell.values.isVisible()
    page.model.undo()
    assert page.model.content.items[0].dosage == HoldDosage()


def test_the_usual_values_go_when_a_number_is_typed(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder(CALF)
    with qtbot.waitActive(page):
        page.activateWindow()
    cell = page.items.in_order()[0].doses.cells["reps"]
    qtbot.mouseClick(cell.field, LEFT)
    assert cell.values is not None
    qtbot.keyClicks(cell.field, "5")
    assert not cell.values.isVisible()
