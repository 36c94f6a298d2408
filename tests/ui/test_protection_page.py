"""The page that says what is protected: from anywhere by its keys, from Settings, from the locked screen."""

from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.domain.door import DoorState, Doorway
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PageKey
from clinic_ui.security.protection_page import ProtectionPage
from clinic_ui.security.protection_words import CHAPTERS
from desks import Desk


def page_over(window: QWidget) -> ProtectionPage:
    page = window.findChild(ProtectionPage)
    assert page is not None
    return page


def said(page: ProtectionPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_its_keys_open_it_anywhere_page_down_reads_on_and_escape_gives_the_keyboard_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = QApplication.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    page = page_over(window)
    assert page.isVisible()
    qtbot.keyClick(page.area, Qt.Key.Key_PageDown)
    assert page.area.verticalScrollBar().value() > 0
    qtbot.keyClick(page.area, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert QApplication.focusWidget() is before


def test_every_sentence_stands_on_it_in_the_window_s_language(window: MainWindow, desk: Desk) -> None:
    window.show_protection()
    shown, text = said(page_over(window)), desk.words.gettext
    for chapter in CHAPTERS:
        assert all(text(sentence) in shown for sentence in (chapter.heading, *chapter.said))


def test_without_a_passphrase_it_says_first_that_all_this_does_not_hold(window: MainWindow) -> None:
    window.show_protection()
    assert "This record has no passphrase" in said(page_over(window))


def test_settings_lead_to_it_and_there_is_one_of_it_in_a_window(window: MainWindow) -> None:
    settings = window.go(PageKey.SETTINGS)
    assert isinstance(settings, SettingsPage)
    settings.security.more.click()
    page_over(window).close_button.click()
    window.show_protection()
    assert len(window.findChildren(ProtectionPage)) == 1
    assert page_over(window).isVisible()


def test_it_can_be_read_while_the_record_is_locked(desk: Desk, qtbot: QtBot) -> None:
    context = desk.context
    way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"))
    doorway = Doorway(state=DoorState.LOCKED, ways=(way,))
    screen = UnlockScreen(context.theme, context.actions.icons, context.words, doorway)
    qtbot.addWidget(screen)
    screen.show()
    screen.protection.click()
    page = page_over(screen)
    assert page.isVisible()
    assert "opens only with a passphrase" in said(page)
    page.close_button.click()
    assert screen.secret.isEnabled()


def test_a_picture_stands_beside_the_lock_where_there_is_room(desk: Desk, qtbot: QtBot) -> None:
    context = desk.context
    way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"))
    doorway = Doorway(state=DoorState.LOCKED, ways=(way,))
    screen = UnlockScreen(context.theme, context.actions.icons, context.words, doorway)
    qtbot.addWidget(screen)
    for width, is_shown in ((1440, True), (960, False)):
        screen.resize(width, 700)
        screen.show()
        assert screen.picture.isVisible() is is_shown
        assert screen.secret.isVisible()
