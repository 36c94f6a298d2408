"""Revising: one key from anywhere to the numbers; two windows on one draft lose nothing."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.program import HandoutWay, ProgramContent
from clinic_ui.builder.page import BuilderPage
from clinic_ui.history.conflict_dialog import ConflictDialog
from clinic_ui.widgets.number_field import NumberField
from desks import Desk, a_stored_program

CALF = "gastrocnemius-stretch-on-stairs"
SOLEUS = "soleus-stretch-on-step"

OpenBuilder = Callable[..., BuilderPage]


def give(desk: Desk, program_id: UUID) -> None:
    opened = desk.services.programs.open(program_id)
    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)


def stored(desk: Desk, program_id: UUID) -> ProgramContent:
    return desk.services.programs.open(program_id).version.content


def opened_id(page: BuilderPage) -> UUID:
    assert page.model.program is not None
    return page.model.program.program.id


def elsewhere(desk: Desk, program_id: UUID) -> None:
    """Another window stores its own title."""
    version = desk.services.programs.open(program_id).version
    desk.services.programs.save(version, replace(version.content, title="Theirs"))


def asked(page: BuilderPage, qtbot: QtBot) -> ConflictDialog:
    """Type here after another window was first, until the question comes."""
    page.model._save_timer.setInterval(1)
    page.head.title.setFocus()
    page.head.title.selectAll()
    qtbot.keyClicks(page.head.title, "Mine")
    qtbot.waitUntil(lambda: page.revising.conflict is not None)
    dialog = page.revising.conflict
    assert dialog is not None
    return dialog


def test_ctrl_d_on_a_handed_out_program_gives_the_keyboard_to_the_first_number(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    program_id = a_stored_program(desk, CALF, SOLEUS)
    give(desk, program_id)
    page = open_builder(program_id=program_id)
    assert page.model.is_read_only
    qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.model.is_read_only)
    field = QApplication.focusWidget()
    assert isinstance(field, NumberField)
    assert page.items.in_order()[0].isAncestorOf(field)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert page.model.content != stored(desk, program_id)


def test_ctrl_d_in_a_draft_goes_to_its_numbers(open_builder: OpenBuilder, qtbot: QtBot) -> None:
    page = open_builder(CALF)
    qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(QApplication.focusWidget(), NumberField)


def test_a_new_program_begins_with_the_search(open_builder: OpenBuilder) -> None:
    page = open_builder(CALF)
    assert page.library.search.hasFocus()


def test_when_another_window_was_first_both_are_shown_and_mine_can_be_kept(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    theirs = opened_id(page)
    elsewhere(desk, theirs)
    dialog = asked(page, qtbot)
    assert dialog.sentence.text() == "Another window changed this program while you worked on it here."
    (line,) = dialog.diff.program_lines
    assert line.accessibleName() == "title “Theirs” → “Mine”"

    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened_id(page) != theirs)
    assert page.model.content.title == "Mine"
    assert stored(desk, theirs).title == "Theirs"
    assert stored(desk, opened_id(page)).title == "Mine"


def test_theirs_can_be_taken_and_undo_keeps_mine_after_all(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    theirs = opened_id(page)
    elsewhere(desk, theirs)
    said: list[tuple[str, str, Callable[[], None]]] = []
    desk.context.toasts.said.connect(lambda *what: said.append(what))
    dialog = asked(page, qtbot)
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert page.model.content.title == "Theirs"
    assert opened_id(page) == theirs

    _sentence, _name, undo = said[-1]
    undo()
    qtbot.waitUntil(lambda: page.model.content.title == "Mine")
    assert stored(desk, theirs).title == "Theirs"


def test_what_was_typed_while_another_window_handed_out_becomes_the_next_draft(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    program_id = opened_id(page)
    give(desk, program_id)
    dialog = asked(page, qtbot)
    assert dialog.sentence.text() == "Another window handed this program out while you worked on it here."
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(desk, program_id).title == "Mine")
    assert opened_id(page) == program_id
    assert [each.number for each in desk.services.programs.versions(program_id)] == [1, None]


def test_escape_decides_nothing_and_leaving_keeps_both(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    theirs = opened_id(page)
    elsewhere(desk, theirs)
    dialog = asked(page, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.model.content.title == "Mine"

    page.flush()  # the window closes

    titles = {each.title for each in desk.services.programs.summaries()}
    assert titles == {"Mine", "Theirs"}
    page.flush()
    assert len(desk.services.programs.summaries()) == 2


def test_printing_what_another_window_changed_asks_first(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_builder(CALF)
    printed: list[object] = []
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda data, **_chosen: printed.append(data))
    elsewhere(desk, opened_id(page))
    qtbot.keyClicks(page.head.why, "x")
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.revising.conflict is not None)
    assert printed == []
    dialog = page.revising.conflict
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.revising.conflict is None)
    desk.worker.wait()


def test_what_is_typed_into_a_program_that_was_erased_is_kept_as_one_of_nobodys(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(SOLEUS)
    page.model._save_timer.setInterval(1)
    program = page.model.program
    assert program is not None
    del desk.record.tables.versions[program.version.id]
    del desk.record.tables.programs[program.program.id]
    page.head.title.setFocus()
    page.head.title.selectAll()
    qtbot.keyClicks(page.head.title, "Mine")
    qtbot.waitUntil(lambda: page.revising.gone is not None)
    dialog = page.revising.gone
    assert dialog is not None
    qtbot.mouseClick(dialog.both.copy_button, Qt.MouseButton.LeftButton)
    assert "Mine" in QApplication.clipboard().text()
    assert "Soleus stretch on step" in QApplication.clipboard().text()
    with qtbot.waitSignal(page.model.opened):
        qtbot.mouseClick(dialog.both.new_button, Qt.MouseButton.LeftButton)
    kept = page.model.program
    assert kept is not None
    assert kept.program.patient_id is None
    assert stored(desk, kept.program.id).title == "Mine"
