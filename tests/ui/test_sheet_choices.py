"""How a sheet is printed is chosen beside it, by key and by mouse, and can be undone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.sheet_choices import Identity, Ink, SheetChoices, SheetLayout
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.sheet_popup import SheetPopup
from desks import Desk

OpenBuilder = Callable[..., BuilderPage]
CALF = "gastrocnemius-stretch-on-stairs"


def _opened(page: BuilderPage, qtbot: QtBot) -> SheetPopup:
    button = page.sheet.printed_as
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.popup is not None
    return button.popup


def _tile(popup: SheetPopup, layout: SheetLayout) -> object:
    return next(tile for tile in popup.tiles if tile.sheet_layout is layout)


def test_a_click_on_a_small_page_lays_the_sheet_out_so_and_undo_takes_it_back(
    open_builder: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    popup = _opened(page, qtbot)
    assert page.sheet.printed_as.accessibleName() == "How the sheet is printed: Standard"

    qtbot.mouseClick(_tile(popup, SheetLayout.TWO_A_PAGE), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(popup.size_choice.buttons()[1], Qt.MouseButton.LeftButton)

    assert popup.isVisible()
    assert page.model.content.choices == SheetChoices(layout=SheetLayout.TWO_A_PAGE, large_print=True)
    assert page.sheet.printed_as.toolTip() == "How the sheet is printed: Two a page · large print"
    qtbot.keyClick(popup, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.model.undo()
    page.model.undo()
    assert page.model.content.choices is None
    assert popup.size_choice.chosen is False


def test_arrows_lead_from_one_small_page_to_the_next_and_enter_chooses(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    popup = _opened(page, qtbot)
    assert popup.focusWidget() is _tile(popup, SheetLayout.STANDARD)

    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Return)

    assert page.model.content.choices == SheetChoices(layout=SheetLayout.WALL_CHART)
    qtbot.keyClick(popup.focusWidget(), Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_ink_paper_name_and_codes_are_chosen(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder(CALF)
    popup = _opened(page, qtbot)
    qtbot.mouseClick(popup.ink.buttons()[2], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(popup.paper.buttons()[1], Qt.MouseButton.LeftButton)
    popup.identity.choose("initials")
    popup.identity.activated.emit(popup.identity.currentIndex())
    qtbot.mouseClick(popup.program, Qt.MouseButton.LeftButton)

    content = page.model.content
    assert content.paper == "letter"
    assert content.choices == SheetChoices(ink=Ink.SAVING, identity=Identity.INITIALS, has_program_code=True)
    said = page.sheet.printed_as.toolTip()
    assert said == "How the sheet is printed: Standard · saves ink · Letter · initials"


def test_what_is_chosen_can_become_the_clinics_usual_and_be_given_up_for_it(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    said: list[Callable[[], None]] = []
    desk.context.toasts.said.connect(lambda _text, _name, undo: said.append(undo))
    popup = _opened(page, qtbot)
    assert not popup.make_usual.isEnabled()
    qtbot.mouseClick(_tile(popup, SheetLayout.GRID), Qt.MouseButton.LeftButton)

    qtbot.mouseClick(popup.make_usual, Qt.MouseButton.LeftButton)

    grid = SheetChoices(layout=SheetLayout.GRID)
    qtbot.waitUntil(lambda: page.sheet.printed_as.clinic.choices == grid)
    assert desk.services.profile.profile().choices == grid
    assert not popup.make_usual.isEnabled()
    said[0]()
    qtbot.waitUntil(lambda: page.sheet.printed_as.clinic.choices == SheetChoices())
    qtbot.mouseClick(popup.as_usual, Qt.MouseButton.LeftButton)
    assert page.model.content.choices is None
    assert page.sheet.printed_as.text() == "Standard"


def test_a_new_usual_sheet_is_drawn_at_once_where_none_was_chosen(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    desk.services.profile.save_usual_sheet(SheetChoices(layout=SheetLayout.LOG), "a4")
    with qtbot.waitSignal(page.sheet.printed_as.usual_changed):
        _opened(page, qtbot)
    qtbot.waitUntil(lambda: page.sheet.printed_as.text() == "Log alone")


def test_the_popup_fits_a_small_screen(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    popup = _opened(open_builder(CALF), qtbot)
    assert popup.height() < 640
    assert popup.screen() is QApplication.primaryScreen()
