"""The cards of the program: opened by the keyboard or the mouse, and changed in place."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cards import ALT, BRIDGE, CALF, CTRL, LEFT, SOLEUS, WALL, OpenBuilder, card_at, slugs_of
from clinic_app.domain.dosage import HoldDosage, LoadUnit, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.side import Side
from clinic_ui.builder.errand import Errand
from desks import Desk


def test_the_card_with_the_keyboard_is_open_and_only_that(open_active: OpenBuilder) -> None:
    page = open_active(CALF, SOLEUS)
    first, second = page.items.in_order()
    assert first.more is None
    first.fields["reps"].setFocus()
    assert first.more is not None
    assert first.more.isVisible()
    second.setFocus()
    assert not first.more.isVisible()
    assert (page.items.open_id, second.is_open) == (second.item.id, True)
    page.library.search.setFocus()
    assert second.is_open


def test_f2_leads_to_the_dose_enter_to_the_next_number_and_escape_brings_back(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS)
    qtbot.keyClick(page.library.search, Qt.Key.Key_F2)
    fields = card_at(page, 1).fields
    assert page.focusWidget() is fields["sets"]
    qtbot.keyClicks(fields["sets"], "2")
    qtbot.keyClick(fields["sets"], Qt.Key.Key_Return)
    assert page.focusWidget() is fields["reps"]
    qtbot.keyClicks(fields["reps"], "9")
    qtbot.keyClick(fields["reps"], Qt.Key.Key_Escape)
    dosage = page.model.content.items[1].dosage
    assert isinstance(dosage, HoldDosage)
    assert (dosage.sets, dosage.reps) == (2, 3)


def test_the_open_card_changes_rest_weeks_load_and_times(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(BRIDGE)
    card = card_at(page, 0)
    card.setFocus()
    more = card.more
    assert more is not None
    for name, typed in (("rest_between_sets_s", "90"), ("weeks", "6"), ("pain_limit", "2"), ("effort", "7")):
        card.fields[name].setFocus()
        qtbot.keyClicks(card.fields[name], typed)
    more.load.field.setFocus()
    qtbot.keyClicks(more.load.field, "2.5")
    qtbot.keyClicks(more.tempo.field, "3-1-1")
    for time in (TimeOfDay.MORNING, TimeOfDay.EVENING):
        qtbot.mouseClick(more.times.chips[time], LEFT)

    item = page.model.content.items[0]
    assert item.dosage == RepetitionDosage(
        reps=8,
        reps_to=12,
        rest_between_sets_s=90,
        effort=7,
        load=2.5,
        load_unit=LoadUnit.KILOGRAM,
        tempo="3-1-1",
    )
    times = (TimeOfDay.MORNING, TimeOfDay.EVENING)
    assert item.schedule == Schedule(times_per_day=2, times_of_day=times, weeks=6, pain_limit=2)


def test_a_number_that_may_be_left_out_is_emptied(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(BRIDGE)
    card = card_at(page, 0)
    card.setFocus()
    field = card.fields["reps_to"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    dosage = page.model.content.items[0].dosage
    assert isinstance(dosage, RepetitionDosage)
    assert (dosage.reps, dosage.reps_to) == (8, None)


def test_what_is_no_load_is_said_and_the_load_before_stays(
    open_active: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    page = open_active(BRIDGE)
    card = card_at(page, 0)
    card.setFocus()
    assert card.more is not None
    card.more.load.field.setFocus()
    qtbot.keyClicks(card.more.load.field, "5kg")
    qtbot.keyClicks(card.more.load.field, "q")
    card.setFocus()
    assert said == ["Type the load as 5kg, 10lb or 2band, not 5kgq."]
    assert card.more.load.field.text() == "5kg"


def test_own_wording_is_the_patients_alone_and_the_librarys_comes_back(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    card = card_at(page, 0)
    card.setFocus()
    assert card.more is not None
    qtbot.mouseClick(card.more.wording_button, LEFT)
    editor = card.more.wording
    assert editor is not None
    editor.steps.setFocus()
    qtbot.keyClick(editor.steps, Qt.Key.Key_End, CTRL)
    qtbot.keyClick(editor.steps, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.steps, "Hold the rail.")

    item = page.model.content.items[0]
    assert item.wording is not None
    assert item.has_own_wording
    assert item.wording.steps[-1] == "Hold the rail."
    assert len(item.wording.steps) == 3
    qtbot.mouseClick(editor.restore, LEFT)
    assert (page.model.content.items[0].wording, page.model.content.items[0].has_own_wording) == (None, False)
    page.model.undo()
    assert page.model.content.items[0].has_own_wording


def test_alt_left_steps_to_the_easier_exercise_and_keeps_side_and_dose(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    before = page.model.content.items[0]
    page.model.change_item(replace(before, side=Side.LEFT, dosage=HoldDosage(reps=5, hold_s=20)))
    card_at(page, 0).fields["reps"].setFocus()
    qtbot.keyClick(card_at(page, 0).fields["reps"], Qt.Key.Key_Left, ALT)
    item = page.model.content.items[0]
    assert (item.exercise_slug, item.side, item.dosage) == (WALL, Side.LEFT, HoldDosage(reps=5, hold_s=20))
    assert page.focusWidget() is card_at(page, 0)
    assert card_at(page, 0).is_open
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_Right, ALT)
    assert slugs_of(page) == [CALF]


def test_without_a_harder_exercise_that_is_said(open_active: OpenBuilder, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    page = open_active(SOLEUS)
    card_at(page, 0).setFocus()
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_Right, ALT)
    assert said == ["There is no harder one"]


def test_swapping_leads_to_the_library_and_enter_replaces(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, BRIDGE)
    card_at(page, 0).setFocus()
    more = card_at(page, 0).more
    assert more is not None
    qtbot.mouseClick(more.swap, LEFT)
    assert page.focusWidget() is page.library.search
    assert "Gastrocnemius stretch on stairs" in page.program.swap.sentence.text()
    qtbot.keyClicks(page.library.search, "soleus")
    qtbot.keyClick(page.library.search, Qt.Key.Key_Return)
    assert slugs_of(page) == [SOLEUS, BRIDGE]
    assert page.program.swap.isHidden()


def test_escape_leaves_the_exercise_be(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF)
    page.items.errands.run(page.model.content.items[0].id, Errand.SWAP)
    qtbot.keyClick(page.library.search, Qt.Key.Key_Escape)
    assert page.program.swap.isHidden()
    qtbot.keyClicks(page.library.search, "soleus")
    qtbot.keyClick(page.library.search, Qt.Key.Key_Return)
    assert slugs_of(page) == [CALF, SOLEUS]
