"""The look of sheets in Settings: stored when left, refused at the field, shown as it prints."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_clinic
from clinic_ui.pages.settings_page import SettingsPage
from desks import Desk
from images import a_photo_from_a_phone


def a_page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    desk.services.profile.save_profile(a_clinic())
    desk.services.profile.save_therapist(name="Sam Keller", credentials="PT")
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: not page.letterhead.sheet.pixmap().isNull())
    return page


def test_hours_signature_and_colour_are_stored_when_left(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    form = page.letterhead
    qtbot.keyClicks(form.hours, "Mon to Fri")
    qtbot.keyClick(form.hours, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.services.profile.profile().hours == "Mon to Fri")
    qtbot.keyClicks(form.signature_note, "HCPC 1")
    qtbot.keyClick(form.signature_note, Qt.Key.Key_Return)
    form.accent.setCurrentIndex(3)
    form.accent.activated.emit(3)

    qtbot.waitUntil(lambda: desk.services.profile.profile().accent == form.accent.itemData(3))
    therapist = desk.services.profile.therapist()
    assert therapist is not None
    assert therapist.signature_note == "HCPC 1"


def test_of_several_choices_in_a_row_the_last_one_stays(desk: Desk, qtbot: QtBot) -> None:
    form = a_page(desk, qtbot).letterhead
    before = desk.services.profile.profile().accent
    first = form.accent.findData(before)
    for at in (3, 2, first):
        form.accent.setCurrentIndex(at)
        form.accent.activated.emit(at)
    qtbot.waitUntil(lambda: not desk.worker.is_busy)
    assert desk.services.profile.profile().accent == before
    assert form.accent.currentIndex() == first


def test_a_colour_that_is_none_is_refused_and_stays_to_be_mended(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    form = page.letterhead
    form.accent.setCurrentIndex(form.accent.count() - 1)
    form.accent.activated.emit(form.accent.count() - 1)
    qtbot.keyClicks(form.own_accent, "teal")
    qtbot.keyClick(form.own_accent, Qt.Key.Key_Return)

    assert form.own_accent.property("invalid")
    assert form.own_accent.text() == "teal"
    assert desk.services.profile.profile().accent == ""


def test_a_logo_comes_in_through_the_safe_path_and_goes_again(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = a_page(desk, qtbot)
    form = page.letterhead
    file = tmp_path / "logo.jpg"
    file.write_bytes(a_photo_from_a_phone())
    with qtbot.waitSignal(form.logo.taken):
        form.logo.take_file(file)
    logo = desk.services.profile.logo(desk.services.profile.profile())
    assert logo is not None
    assert logo.width > 0

    form.logo.remove_button.click()
    qtbot.waitUntil(lambda: desk.services.profile.profile().logo_sha256 == "")


def test_a_booking_page_that_is_no_address_is_not_stored(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    field = page.clinic_fields["booking_url"]
    before = desk.services.profile.profile().booking_url
    field.selectAll()
    qtbot.keyClicks(field, "call us")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert field.property("invalid")
    page.flush()
    assert desk.services.profile.profile().booking_url == before


def test_a_note_that_waits_to_be_stored_is_stored_though_the_sheet_is_drawn_anew(
    desk: Desk, qtbot: QtBot
) -> None:
    page = a_page(desk, qtbot)
    desk.worker.wait()
    form, busy = page.letterhead, Event()
    for _ in range(8):
        desk.worker.run(busy.wait, lambda _none: None)
    qtbot.keyClicks(form.signature_note, "HCPC 1")
    qtbot.keyClick(form.signature_note, Qt.Key.Key_Return)
    form.show_known(desk.services.profile.profile(), desk.services.profile.therapist())
    busy.set()
    desk.worker.wait()
    therapist = desk.services.profile.therapist()
    assert therapist is not None
    assert therapist.signature_note == "HCPC 1"
