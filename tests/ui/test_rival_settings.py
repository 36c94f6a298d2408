"""Two windows change the clinic's settings: each keeps what it changed alone, and is asked about the rest."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.exercise import ExerciseKind
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.widgets.labels import Label
from desks import Desk

STRETCH = ExerciseKind.STATIC_STRETCH


def a_page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.record.shown.years > 0)  # what the record holds has arrived
    return page


def elsewhere(desk: Desk, **fields: object) -> None:
    service = desk.services.profile
    service.save_profile(replace(service.profile(), **fields))  # type: ignore[arg-type]  # any field


def typed(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def left(field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)


def stored(desk: Desk) -> ClinicProfile:
    return desk.services.profile.profile()


def test_what_another_window_stored_is_kept_beside_what_is_changed_here(qtbot: QtBot, desk: Desk) -> None:
    elsewhere(desk, name="Riverside", phone="555 1", hours="9 to 5")
    page = a_page(desk, qtbot)
    elsewhere(desk, phone="555 3", hours="8 to 4")
    typed(page.clinic_fields["name"], "Riverside Physio")
    page.flush()
    now = stored(desk)
    assert (now.name, now.phone, now.hours) == ("Riverside Physio", "555 3", "8 to 4")
    assert page.clinic_fields["phone"].text() == "555 3"
    assert page.letterhead.hours.text() == "8 to 4"
    assert not page.store.both.isVisible()


def test_a_field_that_both_changed_stays_theirs_until_it_is_decided(qtbot: QtBot, desk: Desk) -> None:
    elsewhere(desk, phone="555 1")
    page = a_page(desk, qtbot)
    elsewhere(desk, phone="555 3")
    typed(page.clinic_fields["phone"], "555 2")
    left(page.clinic_fields["phone"])
    both = page.store.both
    qtbot.waitUntil(both.isVisible)
    said = [label.text() for label in both.findChildren(Label)]
    assert "Mine: 555 2" in said
    assert "Theirs: 555 3" in said
    assert stored(desk).phone == "555 3"
    typed(page.clinic_fields["name"], "Riverside")
    left(page.clinic_fields["name"])
    qtbot.waitUntil(lambda: stored(desk).name == "Riverside")
    assert stored(desk).phone == "555 3"
    assert page.clinic_fields["phone"].text() == "555 2"
    QTest.mouseClick(both.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk).phone == "555 2" and not both.isVisible())


def test_theirs_can_be_taken(qtbot: QtBot, desk: Desk) -> None:
    elsewhere(desk, phone="555 1")
    page = a_page(desk, qtbot)
    elsewhere(desk, phone="555 3")
    typed(page.clinic_fields["phone"], "555 2")
    left(page.clinic_fields["phone"])
    both = page.store.both
    qtbot.waitUntil(both.isVisible)
    QTest.mouseClick(both.choices["phone"].buttons()[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(both.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not both.isVisible())
    desk.worker.wait(5000)
    assert page.clinic_fields["phone"].text() == stored(desk).phone == "555 3"


def test_two_windows_set_the_usual_dose_of_two_kinds(qtbot: QtBot, desk: Desk) -> None:
    mine, theirs = a_page(desk, qtbot), a_page(desk, qtbot)
    kinds = list(mine.usual_doses.fields)[:2]
    typed(theirs.usual_doses.fields[kinds[1]], "2x12")
    theirs.flush()
    typed(mine.usual_doses.fields[kinds[0]], "2x60")
    mine.flush()
    assert {dose.kind for dose in stored(desk).usual_doses} == set(kinds)


def test_two_windows_set_one_usual_dose(qtbot: QtBot, desk: Desk) -> None:
    mine, theirs = a_page(desk, qtbot), a_page(desk, qtbot)
    typed(theirs.usual_doses.fields[STRETCH], "2x45")
    theirs.flush()
    typed(mine.usual_doses.fields[STRETCH], "2x60")
    left(mine.usual_doses.fields[STRETCH])
    qtbot.waitUntil(mine.store.both.isVisible)
    QTest.mouseClick(mine.store.both.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk).usual_doses[0].dosage.hold_s == 60)  # type: ignore[union-attr]  # a hold


def test_what_was_disputed_or_cannot_be_stored_is_there_again(qtbot: QtBot, desk: Desk) -> None:
    elsewhere(desk, phone="555 1")
    page = a_page(desk, qtbot)
    elsewhere(desk, phone="555 3")
    typed(page.clinic_fields["phone"], "555 2")
    typed(page.clinic_fields["booking_url"], "booking")
    typed(page.usual_doses.fields[STRETCH], "2x9999")
    page.flush()
    assert stored(desk).phone == "555 3"
    again = a_page(desk, qtbot)
    qtbot.waitUntil(lambda: again.clinic_fields["phone"].text() == "555 2")
    qtbot.waitUntil(again.store.both.isVisible)
    assert again.clinic_fields["booking_url"].text() == "booking"
    assert again.usual_doses.fields[STRETCH].text() == "2x9999"
    assert stored(desk).booking_url == ""


def test_two_windows_set_how_long_records_are_kept(qtbot: QtBot, desk: Desk) -> None:
    page = a_page(desk, qtbot)
    qtbot.waitUntil(lambda: page.record.years.value == 10)
    elsewhere(desk, retention_years=15, retention_birthday=28)
    typed(page.record.years, "20")
    left(page.record.years)
    qtbot.waitUntil(lambda: not page.record.both.isHidden())
    said = [label.text() for label in page.record.both.findChildren(Label)]
    assert "Mine: 20" in said
    assert "Theirs: 15" in said
    assert stored(desk).retention_years == 15
    QTest.mouseClick(page.record.both.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk).retention_years == 20)
    assert stored(desk).retention_birthday == 28
