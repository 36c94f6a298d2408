"""Advice and questions by keyboard: after an answer the keyboard goes on to what comes next."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from advised import CALF, HAMSTRING, a_program, line, told
from builders import a_clinic
from cards import card_at
from clinic_ui.builder.page import BuilderPage
from desks import Desk, checked_library

OpenBuilder = Callable[..., BuilderPage]
ESCAPE, ENTER, SPACE = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    made = new_desk(library=checked_library())
    made.services.profile.save_profile(a_clinic())
    return made


@pytest.fixture
def open_told(open_builder: OpenBuilder, qtbot: QtBot) -> Callable[[UUID], BuilderPage]:
    """Open a program in a window that has the keyboard, and wait for its advice."""

    def open_page(program_id: UUID) -> BuilderPage:
        page = open_builder(program_id=program_id)
        with qtbot.waitActive(page):
            page.activateWindow()
        told(page, qtbot)
        return page

    return open_page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def is_asked(page: BuilderPage, qtbot: QtBot) -> None:
    page.print.trigger()
    qtbot.waitUntil(page.program.gate.isVisible)


def test_from_question_to_question_and_back_to_where_printing_began(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_told(a_program(desk, CALF))
    printed: list[object] = []
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda data, **_chosen: printed.append(data))
    began = card_at(page, 0).fields["reps"]
    began.setFocus()
    is_asked(page, qtbot)
    gate = page.program.gate
    for _ in range(len(gate.box.lines)):
        asked = next(each for each in gate.box.in_order() if each.has_keyboard())
        asked.keep_button.setFocus()
        qtbot.keyClick(asked.keep_button, SPACE)
        assert asked.answer is not None
        qtbot.keyClicks(asked.answer.line, "Known")
        count = len(gate.box.lines)
        qtbot.keyClick(asked.answer.line, ENTER)
        assert gate.isHidden() or len(gate.box.lines) < count
        assert gate.isHidden() or gate.isAncestorOf(focused())
        told(page, qtbot)
    assert focused() is began
    qtbot.waitUntil(lambda: bool(printed))


def test_escape_leaves_an_answer_first_and_then_the_questions(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_told(a_program(desk, CALF))
    page.resize(1200, 640)
    began = card_at(page, 0).fields["hold_s"]
    began.setFocus()
    is_asked(page, qtbot)
    assert page.items.isHidden()
    gate = page.program.gate
    asked = gate.box.in_order()[0]
    assert asked.has_keyboard()
    asked.keep_button.setFocus()
    qtbot.keyClick(asked.keep_button, SPACE)
    qtbot.keyClick(focused(), ESCAPE)
    assert asked.answer is None
    assert asked.has_keyboard()
    qtbot.keyClick(focused(), ESCAPE)
    assert gate.isHidden()
    assert focused() is began
    assert page.items.isVisible()


def test_escape_leaves_questions_whose_card_is_gone(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_told(a_program(desk, CALF, HAMSTRING))
    card_at(page, 1).fields["reps"].setFocus()
    is_asked(page, qtbot)
    page.model.remove(page.model.content.items[1].id)
    qtbot.wait(1)
    qtbot.keyClick(focused(), ESCAPE)
    assert page.program.gate.isHidden()
    assert focused() is page.print_button


def test_what_is_put_right_on_a_card_leaves_the_keyboard_on_the_card(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_told(a_program(desk, CALF, HAMSTRING, hold_s=8))
    card = card_at(page, 0)
    short = line(page, "W1")
    short.fix_button.setFocus()
    qtbot.keyClick(short.fix_button, SPACE)
    told(page, qtbot)
    assert card is focused() or card.isAncestorOf(focused())
    assert page.items.open_id == card.item.id


def test_a_kept_advice_keeps_the_keyboard_for_its_reason(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_told(a_program(desk, CALF, hold_s=8))
    card_at(page, 0).setFocus()
    kept = next(each for each in card_at(page, 0).advice.in_order() if not each.advice.holds_handout)  # type: ignore[union-attr]
    kept.keep_button.setFocus()
    qtbot.keyClick(kept.keep_button, SPACE)
    assert focused() is kept.keep_button
    qtbot.keyClick(kept.keep_button, SPACE)
    assert kept.answer is not None
    qtbot.keyClicks(kept.answer.line, "Sore")
    qtbot.keyClick(kept.answer.line, ENTER)
    assert card_at(page, 0) is focused() or card_at(page, 0).isAncestorOf(focused())


def test_a_next_visit_that_is_set_leads_to_the_card(
    open_told: Callable[[UUID], BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_told(a_program(desk, CALF))
    box = page.program.strip.box
    box.more_button.click()
    for asked in [each for each in box.in_order() if each.advice.key != "W19:review"]:
        asked.keep_button.setFocus()
        qtbot.keyClick(asked.keep_button, SPACE)
        assert asked.answer is not None
        qtbot.keyClicks(asked.answer.line, "Known")
        qtbot.keyClick(asked.answer.line, ENTER)
        assert box.isAncestorOf(focused())
        told(page, qtbot)
    last = next(each for each in box.in_order() if each.advice.key == "W19:review")
    assert last.has_keyboard()
    qtbot.keyClick(last.fix_button, SPACE)
    told(page, qtbot)
    assert focused() is card_at(page, 0)
