"""Advice on the program: shown with its source, put right or kept; a handout waits for answers."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from advised import BRIDGE, CALF, HAMSTRING, a_program, line, told
from builders import a_clinic
from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.program import HandoutWay, ProgramContent, prescribed
from clinic_ui.builder.page import BuilderPage
from desks import Desk, checked_library

OpenBuilder = Callable[..., BuilderPage]


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


def press(button: QPushButton, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_short_hold_is_said_on_its_card_with_its_source(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, BRIDGE, hold_s=8))
    told(page, qtbot)
    said = line(page, "W1")
    assert "8 s" in said.sentence.text()
    assert said.source.text() == "ACSM2011"
    assert "ACSM2011:" in said.source.toolTip()
    assert said.fix_button.text() == "Set 10 s"
    assert page.items.in_order()[1].advice is not None
    assert page.items.in_order()[1].advice.isHidden()


def test_one_click_puts_it_right_and_undo_takes_it_back(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, hold_s=8))
    told(page, qtbot)
    press(line(page, "W1").fix_button, qtbot)
    assert page.model.content.items[0].dosage == HoldDosage(sets=1, reps=3, hold_s=10)
    page.undo.trigger()
    told(page, qtbot)
    assert line(page, "W1").isVisible()


def test_one_click_keeps_it_as_a_quiet_tick_and_a_reason_may_follow(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, hold_s=8))
    told(page, qtbot)
    said = line(page, "W1")
    press(said.keep_button, qtbot)
    assert said.word.text() == "Kept"
    assert said.fix_button.isHidden()
    press(said.keep_button, qtbot)
    assert said.answer is not None
    qtbot.keyClicks(said.answer.line, "Tender today")
    qtbot.keyClick(said.answer.line, Qt.Key.Key_Return)
    assert said.sentence.text() == "Tender today"
    assert page.model.content.kept_advice[0].reason == "Tender today"
    page.undo.trigger()
    page.undo.trigger()
    assert page.model.content.kept_advice == ()
    assert said.word.text() == "Advice"


def test_a_reason_being_typed_survives_other_changes(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, hold_s=8))
    told(page, qtbot)
    said = line(page, "W1")
    press(said.keep_button, qtbot)
    press(said.keep_button, qtbot)
    assert said.answer is not None
    qtbot.keyClicks(said.answer.line, "Tend")
    page.model.add(BRIDGE)
    told(page, qtbot)
    assert line(page, "W1") is said
    assert said.answer.line.text() == "Tend"


def test_what_does_not_suit_is_swapped_for_what_does(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, equipment=()))
    page.model.change_item(replace(page.model.content.items[0], note="slowly"))
    told(page, qtbot)
    said = line(page, "limit:missing")
    assert said.sentence.text() == "The patient has no step."
    assert "at the wall" in said.fix_button.toolTip()
    press(said.fix_button, qtbot)
    item = page.model.content.items[0]
    assert (item.exercise_slug, item.note) == ("gastrocnemius-stretch-at-wall", "slowly")
    assert "wall" in page.items.in_order()[0].name.text()


def test_the_gravest_is_seen_and_the_others_on_demand(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    program_id = a_program(desk, HAMSTRING, hold_s=8, no_floor=True, precaution_tags=("dvt_suspected",))
    page = open_builder(program_id=program_id)
    told(page, qtbot)
    box = page.items.in_order()[0].advice
    assert box is not None
    seen = [each for each in box.in_order() if each.isVisible()]
    assert [each.word.text() for each in seen] == ["Stop"]
    assert box.more_button.text() == "2 more"
    press(box.more_button, qtbot)
    assert len([each for each in box.in_order() if each.isVisible()]) == 3


def test_a_handout_waits_for_answers_and_then_goes_on_by_itself(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.services.profile.save_therapist(name="Sam Keller", credentials="PT")
    page = open_builder(program_id=a_program(desk, CALF, precaution_tags=("dvt_suspected",)))
    told(page, qtbot)
    printed: list[object] = []
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda data, **_chosen: printed.append(data))

    page.print.trigger()
    gate = page.program.gate
    qtbot.waitUntil(gate.isVisible)
    assert page.program.strip.isHidden()
    lines = {each.advice.key: each for each in gate.box.in_order()}
    assert next(iter(lines)) in ("W18:dvt_suspected", "W19")
    assert set(lines) == {"W18:dvt_suspected", "W17:CALF", "W19", "W19:review"}
    assert gate.title.text() == "Answer 4 questions first"

    blocked = lines["W18:dvt_suspected"]
    press(blocked.keep_button, qtbot)
    answer = blocked.answer
    assert answer is not None
    qtbot.waitUntil(lambda: answer.by.text() == "Sam Keller")
    qtbot.keyClick(answer.line, Qt.Key.Key_Return)
    assert answer.complaint.isVisible()
    qtbot.keyClicks(answer.line, "Scan clear today")
    qtbot.keyClick(answer.line, Qt.Key.Key_Return)

    press(lines["W19"].fix_button, qtbot)
    telephone = lines["W19"].answer
    assert telephone is not None
    qtbot.keyClicks(telephone.line, "555 0100")
    qtbot.keyClick(telephone.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "W19" not in {each.advice.key for each in gate.box.in_order()})
    assert desk.services.profile.profile().phone == "555 0100"

    press(lines["W19:review"].fix_button, qtbot)
    assert page.model.content.review_date is not None
    screen = lines["W17:CALF"]
    press(screen.keep_button, qtbot)
    assert screen.answer is not None
    assert printed == []
    press(screen.answer.ready_buttons[0], qtbot)
    qtbot.waitUntil(lambda: bool(printed))
    assert gate.isHidden()
    reasons = {each.rule: (each.reason, each.by) for each in page.model.content.kept_advice}
    assert reasons["W18:dvt_suspected"] == ("Scan clear today", "Sam Keller")


def test_giving_up_leaves_the_draft_and_the_advice_comes_back_to_its_strip(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    desk.services.profile.save_profile(a_clinic())
    page = open_builder(program_id=a_program(desk, CALF))
    told(page, qtbot)
    page.print.trigger()
    qtbot.waitUntil(page.program.gate.isVisible)
    press(page.program.gate.later_button, qtbot)
    assert page.program.gate.isHidden()
    assert page.program.strip.isVisible()
    assert not page.model.is_read_only


def test_a_program_for_nobody_is_printed_without_questions(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = ProgramContent(items=(prescribed(desk.services.library.exercise(CALF)),))
    page = open_builder(program_id=desk.services.programs.start(content).program.id)
    printed: list[object] = []
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda data, **_chosen: printed.append(data))
    page.print.trigger()
    qtbot.waitUntil(lambda: bool(printed))


def answer_all(page: BuilderPage, qtbot: QtBot) -> None:
    """Take the first ready answer of each question; clear what stops by name."""
    for each in page.program.advice.waiting():
        page.program.advice.keep(each, "Scan clear", "Sam Keller")
    told(page, qtbot)


def test_an_answer_from_an_earlier_version_is_shown_with_its_version_name_and_day(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    desk.services.profile.save_profile(a_clinic())
    program_id = a_program(desk, CALF, precaution_tags=("dvt_suspected",))
    page = open_builder(program_id=program_id)
    told(page, qtbot)
    answer_all(page, qtbot)
    page.model.flush()
    handouts = desk.services.handouts
    handouts.hand_out(handouts.prepare(desk.services.programs.open(program_id)), HandoutWay.PRINTED)
    desk.services.programs.revise(program_id)

    page = open_builder(program_id=program_id)
    told(page, qtbot)
    assert page.program.advice.waiting() == ()
    carried = line(page, "W18:dvt_suspected")
    assert carried.isVisible()
    assert carried.word.text() == "Kept in version 1"
    assert carried.sentence.text() == ("Suspected clot in a leg: Scan clear · Sam Keller · 24 November 2026")
    assert all(each.isVisible() for each in page.program.strip.box.in_order())
    press(carried.again_button, qtbot)
    assert [each.key for each in page.program.advice.waiting()] == ["W18:dvt_suspected"]


def test_the_question_fits_the_rule_and_a_ready_answer_is_known_by_its_id(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    desk.services.profile.save_profile(a_clinic())
    page = open_builder(program_id=a_program(desk, CALF))
    told(page, qtbot)
    page.print.trigger()
    qtbot.waitUntil(page.program.gate.isVisible)
    (review,) = [each for each in page.program.gate.box.in_order() if each.advice.key == "W19:review"]
    press(review.keep_button, qtbot)
    assert review.answer is not None
    assert review.answer.line.placeholderText() == "Why there is no next visit"
    (calls,) = [each for each in review.answer.ready_buttons if each.text() == "The patient will call"]
    press(calls, qtbot)
    assert page.model.content.chosen_answer("W19:review") == "patient_calls"


def test_more_minutes_than_the_patient_has_are_advice_that_one_click_keeps_or_shortens(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(program_id=a_program(desk, CALF, minutes_willing=1))
    told(page, qtbot)
    over = next(each for each in page.program.strip.box.in_order() if each.advice.key == "W24")
    assert "the patient has 1" in over.sentence.text()
    assert over.source.text() == "the patient’s limits"
    over.show()
    press(over.fix_button, qtbot)
    assert page.model.content.items[0].dosage == HoldDosage(sets=1, reps=2, hold_s=30)
    told(page, qtbot)
    over = next(each for each in page.program.strip.box.in_order() if each.advice.key == "W24")
    over.show()
    press(over.keep_button, qtbot)
    assert over.word.text() == "Kept"
