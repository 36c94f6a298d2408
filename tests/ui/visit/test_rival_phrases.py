"""A phrase of the clinic's that another window changed, or took away, while it is changed here."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_app.domain.clinic import Phrase
from clinic_ui.visit.phrase_form import PhraseForm
from clinic_ui.widgets.labels import Label
from desks import Desk
from visit_pages import a_phrase_form

HEP = Phrase(name="hep", text="Home program given.")


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> PhraseForm:
    return a_phrase_form(desk, qtbot, desk.services.visits.store_phrase(HEP))


def change(form: PhraseForm, text: str) -> None:
    form.choice.setFocus()
    QTest.keyClick(form.choice, Qt.Key.Key_Down)
    form.choice.activated.emit(form.choice.currentIndex())
    form.text_field.setFocus()
    form.text_field.moveCursor(form.text_field.textCursor().MoveOperation.End)
    QTest.keyClicks(form.text_field, text)


def stored(desk: Desk) -> dict[str, str]:
    return {each.name: each.text for each in desk.services.visits.phrases()}


def save(qtbot: QtBot, form: PhraseForm) -> None:
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.both.isVisible)


def test_both_versions_of_a_phrase_are_shown(desk: Desk, qtbot: QtBot, form: PhraseForm) -> None:
    change(form, " Shown.")
    desk.services.visits.store_phrase(Phrase(name="hep", text="Program printed."), "hep")
    save(qtbot, form)
    said = [label.text() for label in form.both.findChildren(Label)]
    assert "Mine: Home program given. Shown." in said
    assert "Theirs: Program printed." in said
    assert stored(desk) == {"hep": "Program printed."}
    QTest.mouseClick(form.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk) == {"hep": "Home program given. Shown."})


def test_a_phrase_taken_away_meanwhile_is_stored_as_a_new_one(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    change(form, " Shown.")
    desk.services.visits.remove_phrase("hep")
    save(qtbot, form)
    QTest.mouseClick(form.both.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(desk) == {"hep": "Home program given. Shown."})


def test_what_was_typed_of_a_phrase_that_is_gone_is_offered_as_a_new_one(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    change(form, " Shown.")
    form.reject()
    again = a_phrase_form(desk, qtbot, desk.services.visits.remove_phrase("hep"))
    qtbot.waitUntil(lambda: again.text_field.toPlainText() == "Home program given. Shown.")
    assert again.choice.currentData() == ""
