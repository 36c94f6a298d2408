"""What was typed of a phrase stays when another one is chosen, saved or removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from clinic_app.domain.clinic import Phrase
from clinic_ui.visit.phrase_form import PhraseForm
from desks import Desk
from visit_pages import a_phrase_form

HEP = Phrase(name="hep", text="Home program given.")
RTW = Phrase(name="rtw", text="Back at work.")


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> PhraseForm:
    desk.services.visits.store_phrase(RTW)
    return a_phrase_form(desk, qtbot, desk.services.visits.store_phrase(HEP))


def go_to(form: PhraseForm, name: str) -> None:
    """By the keyboard, as the list's own keys do it."""
    form.choice.setFocus()
    steps = form.choice.findData(name) - form.choice.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(form.choice, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert form.choice.currentData() == name


def type_at_end(form: PhraseForm, text: str) -> None:
    form.text_field.setFocus()
    QTest.keyClick(form.text_field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(form.text_field, text)


def offered(form: PhraseForm) -> list[str]:
    return [form.choice.itemText(at) for at in range(form.choice.count())]


def stored(desk: Desk) -> dict[str, str]:
    return {each.name: each.text for each in desk.services.visits.phrases()}


def test_what_was_typed_of_a_phrase_is_there_when_it_is_chosen_again(form: PhraseForm) -> None:
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    go_to(form, "rtw")
    assert form.text_field.toPlainText() == "Back at work."
    assert offered(form) == ["New phrase", "/hep (not saved)", "/rtw"]
    go_to(form, "hep")
    assert form.text_field.toPlainText() == "Home program given. Shown."
    assert offered(form) == ["New phrase", "/hep", "/rtw"]


def test_a_new_phrase_half_typed_waits_while_another_is_looked_at(form: PhraseForm) -> None:
    QTest.keyClicks(form.name_field, "new")
    type_at_end(form, "Half")
    go_to(form, "hep")
    go_to(form, "")
    assert (form.name_field.text(), form.text_field.toPlainText()) == ("new", "Half")


def test_a_phrase_that_was_only_looked_at_does_not_count_as_typed(form: PhraseForm) -> None:
    go_to(form, "rtw")
    assert offered(form) == ["New phrase", "/hep", "/rtw"]


def test_saving_one_phrase_saves_that_alone_and_keeps_the_other(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    go_to(form, "rtw")
    type_at_end(form, " Half days.")
    with qtbot.waitSignal(form.phrases_changed):
        QTest.keyClick(form.store_button, Qt.Key.Key_Space)
    assert stored(desk) == {"hep": "Home program given.", "rtw": "Back at work. Half days."}
    go_to(form, "hep")
    assert form.text_field.toPlainText() == "Home program given. Shown."


def test_all_that_is_not_saved_comes_back_with_the_form(desk: Desk, qtbot: QtBot, form: PhraseForm) -> None:
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    go_to(form, "rtw")
    type_at_end(form, " Half days.")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    again = a_phrase_form(desk, qtbot, desk.services.visits.phrases())
    qtbot.waitUntil(lambda: again.text_field.toPlainText() == "Back at work. Half days.")
    go_to(again, "hep")
    assert again.text_field.toPlainText() == "Home program given. Shown."


def test_what_waits_is_kept_at_once_though_nothing_is_typed_after_it(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    go_to(form, "rtw")
    form.draft.flush()
    again = a_phrase_form(desk, qtbot, desk.services.visits.phrases())
    qtbot.waitUntil(lambda: "/hep (not saved)" in offered(again))
    go_to(again, "hep")
    assert again.text_field.toPlainText() == "Home program given. Shown."


def test_what_is_typed_while_a_phrase_is_being_saved_stays(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    with qtbot.waitSignal(form.phrases_changed):
        QTest.keyClick(form.store_button, Qt.Key.Key_Space)
        QTest.keyClicks(form.text_field, " More.")
    assert form.text_field.toPlainText() == "Home program given. Shown. More."
    with qtbot.waitSignal(form.phrases_changed):
        QTest.keyClick(form.store_button, Qt.Key.Key_Space)
    assert stored(desk)["hep"] == "Home program given. Shown. More."


def test_a_phrase_that_is_gone_meanwhile_keeps_what_was_typed_beside_a_new_one(
    desk: Desk, qtbot: QtBot, form: PhraseForm
) -> None:
    QTest.keyClicks(form.name_field, "new")
    go_to(form, "hep")
    type_at_end(form, " Shown.")
    go_to(form, "rtw")
    form.draft.flush()
    again = a_phrase_form(desk, qtbot, desk.services.visits.remove_phrase("hep"))
    qtbot.waitUntil(lambda: "/hep (not saved)" in offered(again))
    go_to(again, "hep")
    assert again.text_field.toPlainText() == "Home program given. Shown."
    go_to(again, "")
    assert again.name_field.text() == "new"
