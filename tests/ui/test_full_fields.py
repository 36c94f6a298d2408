"""A field that has no room for all of a text says so, wherever it stands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_ui.full_fields import FullFields
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patient_text_form import PatientTextForm
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.growing_text import GrowingText
from desks import Desk

ROOM_FOR_5 = "There is room for 5 letters here: the rest was left out."


class Page(QWidget):
    """A field in a form, one that stands alone, and one that grows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.said: list[str] = []
        desk.context.toasts.said.connect(lambda sentence, *_: self.said.append(sentence))
        FullFields(desk.words, desk.context.toasts, self)
        self.row = FormField(desk.theme, "Name", line(longest=5))
        self.alone = line(longest=5)
        self.grows = GrowingText("Note", desk.theme, longest=5)
        column = QVBoxLayout(self)
        for each in (self.row, self.alone, self.grows):
            column.addWidget(each)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Page:
    page = Page(desk)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


def paste(field: QWidget, text: str) -> None:
    field.setFocus()
    QApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def type_letters(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


@pytest.mark.parametrize("enter", [paste, type_letters])
def test_below_a_field_of_a_form_stands_that_the_end_was_left_out(
    page: Page, enter: Callable[[QWidget, str], None]
) -> None:
    enter(page.row.field, "six or more")
    assert page.row.note.text() == ROOM_FOR_5
    assert page.said == []


def test_the_sentence_goes_once_there_is_room_again(page: Page) -> None:
    paste(page.row.field, "six or more")
    for _ in range(2):
        QTest.keyClick(page.row.field, Qt.Key.Key_Backspace)
    assert page.row.note.text() == ""


def test_a_letter_of_two_halves_is_not_cut_and_it_is_told_too(page: Page) -> None:
    paste(page.row.field, "four🦵more")
    assert page.row.field.property("text") == "four"
    assert page.row.note.text() == ROOM_FOR_5


def test_what_is_wrong_with_a_value_stays_while_it_is_typed(page: Page) -> None:
    page.row.refuse("This is no name.")
    type_letters(page.row.field, "a")
    assert page.row.note.text() == "This is no name."


def test_a_field_that_stands_alone_says_it_in_a_toast(page: Page) -> None:
    paste(page.alone, "six or more")
    paste(page.grows, "six or more")
    assert page.said == [ROOM_FOR_5, ROOM_FOR_5]


def test_what_fits_is_not_spoken_of(page: Page) -> None:
    for field in (page.row.field, page.alone, page.grows):
        paste(field, "five!")
    assert (page.row.note.text(), page.said) == ("", [])


def test_a_long_text_of_the_record_outlives_a_change_beside_it(desk: Desk, qtbot: QtBot) -> None:
    imported = desk.services.patients.add(a_patient(occupation="baker " * 100, sport="swims"))
    form = PatientForm(desk.context, imported)
    qtbot.addWidget(form)
    form.open()
    type_letters(form.inputs.typed_into("sport"), ", runs")
    with qtbot.waitSignal(form.patient_stored):
        QTest.keyClick(form.store_button, Qt.Key.Key_Space)
    stored = desk.services.patients.get(imported.id)
    assert (stored.occupation, stored.sport) == (("baker " * 100).strip(), "swims, runs")


def test_a_long_name_of_an_own_exercise_is_shown_whole(desk: Desk, qtbot: QtBot) -> None:
    form = PatientTextForm(desk.context)
    qtbot.addWidget(form)
    form.show_texts({"en.name": "long " * 100})
    assert form.typed()["en.name"] == "long " * 100
