"""Undo outlives the visit to another page or program, and never meddles with another program."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from pytestqt.qtbot import QtBot

from builders import a_content
from cards import CALF, HIP, SOLEUS, OpenBuilder, card_at, slugs_of
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.undo_histories import Step, UndoHistories, UndoHistory
from desks import Desk, a_stored_program


def reopen(page: BuilderPage, program_id: UUID, qtbot: QtBot) -> None:
    """Come back to a program as from the patient's page."""

    def is_on_table() -> bool:
        return page.model.program is not None and page.model.program.program.id == program_id

    with qtbot.waitSignal(page.model.opened):
        page.open_program(program_id)
    qtbot.waitUntil(is_on_table)


def on_table(page: BuilderPage) -> UUID:
    assert page.model.program is not None
    return page.model.program.program.id


def test_what_was_done_before_leaving_is_undone_and_redone_after_coming_back(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    first, second = on_table(page), a_stored_program(desk, HIP)
    page.model.add(SOLEUS)
    page.model.add(HIP)
    page.model.undo()
    reopen(page, second, qtbot)
    assert not page.undo.isEnabled()
    reopen(page, first, qtbot)
    assert slugs_of(page) == [CALF, SOLEUS]
    assert page.undo.isEnabled()
    page.redo.trigger()
    assert slugs_of(page) == [CALF, SOLEUS, HIP]
    page.undo.trigger()
    page.undo.trigger()
    assert slugs_of(page) == [CALF]
    assert not page.undo.isEnabled()


def test_opening_the_program_on_the_table_again_keeps_what_can_be_undone(
    open_builder: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    page.model.add(SOLEUS)
    reopen(page, on_table(page), qtbot)
    assert slugs_of(page) == [CALF, SOLEUS]
    page.undo.trigger()
    assert slugs_of(page) == [CALF]


def test_a_window_that_takes_the_others_place_undoes_too(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    old = open_builder(CALF)
    old.model.add(SOLEUS)
    old.flush()
    new = BuilderPage(desk.context)
    qtbot.addWidget(new)
    with qtbot.waitSignal(new.model.opened):
        new.stand(old.standing())
    qtbot.waitUntil(lambda: bool(new.model.content.items))
    new.undo.trigger()
    assert slugs_of(new) == [CALF]
    new.flush()


def test_what_was_changed_elsewhere_meanwhile_is_not_undone_over(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    first = on_table(page)
    page.model.add(SOLEUS)
    reopen(page, a_stored_program(desk, HIP), qtbot)
    stored = desk.services.programs.open(first).version
    desk.services.programs.save(stored, replace(stored.content, title="Theirs"))
    reopen(page, first, qtbot)
    assert not page.undo.isEnabled()


def test_a_toasts_undo_is_for_its_own_program_alone(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    offered: list[Callable[[], None]] = []
    desk.context.toasts.said.connect(lambda _said, _action, undo: offered.append(undo))
    page = open_builder(CALF, SOLEUS)
    first = on_table(page)
    card_at(page, 0).remove.click()
    reopen(page, a_stored_program(desk, HIP), qtbot)
    offered[-1]()
    assert slugs_of(page) == [HIP]
    reopen(page, first, qtbot)
    offered[-1]()
    assert slugs_of(page) == [CALF, SOLEUS]


def test_only_the_newest_steps_of_the_newest_programs_are_kept() -> None:
    histories, contents = UndoHistories(), [a_content(title=str(each)) for each in range(131)]
    steps = tuple(Step(*pair, "Change") for pair in pairwise(contents))
    ids = [UUID(int=each) for each in range(30)]
    for each in ids:
        histories.keep(each, UndoHistory(steps, len(steps), contents[-1]))
    kept = histories._kept
    assert list(kept) == ids[-20:]
    history = kept[ids[-1]]
    assert (len(history.steps), history.at, history.steps[-1]) == (100, 100, steps[-1])
