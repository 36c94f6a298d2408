from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import RecordError
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.rail import PLACES, PageKey
from desks import Desk


def a_window(qtbot: QtBot, desk: Desk) -> MainWindow:
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    qtbot.addWidget(window)
    return window


def test_every_place_of_the_rail_leads_to_a_page(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    window.fill(desk.context)
    for place in PLACES:
        window.rail.button(place.key).click()
        assert window.page_key is place.key
        assert window.windowTitle() == f"{place.title} – Clinic Companion"


def test_a_failure_is_said_above_the_page_until_it_is_closed(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    window.fill(desk.context)
    desk.problems.tell(RecordError("The record is in use."))
    assert window.problem_bar.sentence.text() == "The record is in use."
    assert not window.problem_bar.isHidden()
    window.problem_bar.close_button.click()
    assert window.problem_bar.isHidden()


def test_a_failure_stays_on_the_page_it_belongs_to(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    window.fill(desk.context)
    desk.problems.tell(RecordError("The record is in use."))
    window.go(PageKey.LIBRARY)
    assert window.problem_bar.isHidden()


def test_a_toast_does_what_its_button_says(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    window.fill(desk.context)
    done: list[str] = []
    desk.context.toasts.say("Archived", "Undo", lambda: done.append("undone"))
    window.toast.button.click()
    assert done == ["undone"]
    assert window.toast.isHidden()


def test_closing_the_window_keeps_what_is_being_typed(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    window.fill(desk.context, PageKey.SETTINGS)
    page = window.go(PageKey.SETTINGS)
    qtbot.keyClicks(page.clinic_fields["name"], "Riverside")  # type: ignore[attr-defined]  # a SettingsPage
    window.close()
    assert desk.services.profile.profile().name == "Riverside"
