"""The clinic's usual doses in Settings."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.exercise import ExerciseKind
from clinic_ui.pages.settings_page import SettingsPage
from desks import Desk

STRETCH = ExerciseKind.STATIC_STRETCH


def _page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.refresh()
    desk.worker.wait(5000)
    return page


def test_a_usual_dose_is_shown_as_understood_and_stored_when_left(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    form = page.usual_doses
    qtbot.keyClicks(form.fields[STRETCH], "2x60 5/wk")
    assert form.meanings[STRETCH].text() == "Hold 1 minute, 2 times, 1 time a day, 5 days a week."
    qtbot.keyClick(form.fields[STRETCH], Qt.Key.Key_Return)
    profile = desk.services.profile
    qtbot.waitUntil(lambda: len(profile.profile().usual_doses) == 1)
    assert profile.profile().usual_doses[0].dosage == HoldDosage(reps=2, hold_s=60)


def test_what_is_no_dose_is_said_and_the_stored_one_stays(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    form = page.usual_doses
    qtbot.keyClicks(form.fields[STRETCH], "2x60")
    page.flush()
    form.fields[STRETCH].clear()
    qtbot.keyClicks(form.fields[STRETCH], "2x9999")
    assert form.meanings[STRETCH].text() == "Seconds to hold must be from 0 to 3600, not 9999."
    page.flush()
    assert len(desk.services.profile.profile().usual_doses) == 1


def test_storing_the_clinics_name_keeps_its_usual_doses(desk: Desk, qtbot: QtBot) -> None:
    page = _page(desk, qtbot)
    qtbot.keyClicks(page.usual_doses.fields[STRETCH], "2x60")
    page.flush()
    qtbot.keyClicks(page.clinic_fields["name"], "Harbour Street")
    page.flush()
    profile = desk.services.profile.profile()
    assert (profile.name, len(profile.usual_doses)) == ("Harbour Street", 1)
