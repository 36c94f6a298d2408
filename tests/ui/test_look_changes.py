"""What is open stays open when the window is made anew; Qt speaks along; the first window fits its screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import a_content, a_draft, a_patient, a_program, an_item
from clinic_ui.builder.page import BuilderPage
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.library_page import LibraryPage
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.qt_words import QtWords
from clinic_ui.rail import PageKey
from clinic_ui.theme import Theme
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.long_name import LongName
from clinic_ui.window_place import fits_with_title_bar
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]
LONG = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF, Maximiliana"


def a_window(qtbot: QtBot, desk: Desk, page: PageKey = PageKey.PATIENTS) -> MainWindow:
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    qtbot.addWidget(window)
    window.fill(context, page)
    return window


def page_of(window: MainWindow, key: PageKey) -> QWidget:
    return window._pages[key]


def test_the_open_program_and_patient_are_open_in_the_window_that_comes(
    qtbot: QtBot, new_desk: NewDesk
) -> None:
    record, pat = FakeRecord(), a_patient()
    program = a_program()
    draft = a_draft(program, a_content(items=(an_item(),)))
    record.tables.patients[pat.id] = pat
    record.tables.programs[program.id] = program
    record.tables.versions[draft.id] = draft
    desk = new_desk(record=record)
    old = a_window(qtbot, desk)
    old.open_patient(pat.id)
    old.open_program(program.id)
    builder = page_of(old, PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    qtbot.waitUntil(lambda: builder.model.program is not None)

    new = a_window(qtbot, desk, PageKey.SETTINGS)
    new.stand(old.standing())

    again, patients = page_of(new, PageKey.BUILDER), page_of(new, PageKey.PATIENTS)
    assert isinstance(again, BuilderPage)
    assert isinstance(patients, PatientsPage)
    qtbot.waitUntil(lambda: again.model.program is not None)
    assert again.model.program is not None
    assert again.model.program.program.id == program.id
    assert patients.detail.patient_id == pat.id
    assert new.page_key is PageKey.SETTINGS


def test_settings_keep_their_place_and_the_keyboard(qtbot: QtBot, desk: Desk) -> None:
    pages = [SettingsPage(desk.context), SettingsPage(desk.context)]
    for page in pages:
        qtbot.addWidget(page)
        page.resize(900, 320)
        page.show()
        qtbot.waitExposed(page)
    old, new = pages
    old._area.verticalScrollBar().setValue(180)
    old.text_size.focus_chosen()
    scrolled = old._area.verticalScrollBar().value()
    assert scrolled > 0

    new.stand(old.standing())

    qtbot.waitUntil(lambda: new._area.verticalScrollBar().value() == scrolled)
    assert new.text_size.isAncestorOf(new.focusWidget())


def test_qts_own_dialogs_speak_the_windows_language(qtbot: QtBot) -> None:
    words = QtWords()
    words.speak("es")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Ver en:"
    words.speak("en")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
    words.speak("")


def test_there_is_one_spanish_and_one_english() -> None:
    assert language_names(("en", "es")) == {"en": "English", "es": "Español"}


def test_a_screen_without_room_for_a_title_bar_gets_a_maximised_window(qtbot: QtBot, desk: Desk) -> None:
    assert not fits_with_title_bar(1440, 900)
    assert fits_with_title_bar(1920, 1080)
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    qtbot.addWidget(window)
    space = window.screen().availableGeometry()
    fits = fits_with_title_bar(space.width(), space.height())
    assert bool(window.windowState() & Qt.WindowState.WindowMaximized) is not fits


@pytest.mark.parametrize(("width", "lines"), [(900, 1), (330, 2)])
def test_a_long_name_takes_two_lines_before_anything_is_left_out(
    qtbot: QtBot, desk: Desk, width: int, lines: int
) -> None:
    name = LongName(LONG, desk.theme)
    qtbot.addWidget(name)
    name.resize(width, 60)
    name.grab()
    assert len(name.shown_lines()) == lines
    assert name.text() == LONG
    assert not name.toolTip()


def test_a_name_with_no_room_says_all_of_itself_in_its_tooltip(qtbot: QtBot, desk: Desk) -> None:
    name = LongName(LONG, desk.theme)
    qtbot.addWidget(name)
    name.resize(140, 60)
    name.grab()
    assert name.toolTip() == LONG
    assert name.minimumSizeHint().width() < name.sizeHint().width()


def test_a_drop_down_list_is_as_wide_as_its_longest_name(qtbot: QtBot, desk: Desk) -> None:
    box = ChoiceBox(desk.context.actions.icons, {"": "Any", "long": "A name much longer than the box"})
    qtbot.addWidget(box)
    box.setFixedWidth(90)
    box.show()
    box.showPopup()
    assert box.view().width() >= box.view().sizeHintForColumn(0)
    box.hidePopup()


def test_the_marked_tile_follows_the_exercise_even_out_of_a_search(qtbot: QtBot, desk: Desk) -> None:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.search.setText("stairs")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.detail.exercise_wanted.emit("gastrocnemius-stretch-at-wall")
    assert page.detail.exercise is not None
    shown = page.model.exercise(page.view.currentIndex().row())
    assert shown == page.detail.exercise
    qtbot.wait(100)
    assert page.model.exercise(page.view.currentIndex().row()) == shown
    assert page.search.text() == ""


def test_a_therapists_precaution_says_that_it_is_english(qtbot: QtBot, new_desk: NewDesk) -> None:
    marks = {}
    for language in ("en", "es"):
        page = LibraryPage(new_desk(language=language).context)
        qtbot.addWidget(page)
        page.show_exercise("gastrocnemius-stretch-on-stairs")
        marks[language] = [each for each in page.detail.findChildren(Label) if each.text() == "EN"]
    assert (len(marks["en"]), len(marks["es"])) == (0, 1)


@pytest.mark.parametrize(("width", "scale"), [(880, 1.5), (1200, 1.5)])
def test_an_exercise_takes_half_the_library_at_most(
    qtbot: QtBot, new_desk: NewDesk, width: int, scale: float
) -> None:
    page = LibraryPage(new_desk(theme=Theme(text_scale=scale)).context)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    assert page.detail.width() <= width / 2
    inside = page.detail.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= page.detail.viewport().width()
