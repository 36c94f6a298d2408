"""The cards of the program: opened by the keyboard or the mouse, chosen together, changed in one step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.clinic import UsualDose
from clinic_app.domain.dosage import HoldDosage, LoadUnit, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.side import Side
from clinic_ui.builder.drag_handle import dragged
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.item_card import ItemCard
from clinic_ui.builder.page import BuilderPage
from desks import Desk

CALF = "gastrocnemius-stretch-on-stairs"
WALL = "gastrocnemius-stretch-at-wall"
SOLEUS = "soleus-stretch-on-step"
BRIDGE = "glute-bridge"
HIP = "hip-flexor-stretch-half-kneeling"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton

OpenBuilder = Callable[..., BuilderPage]


@pytest.fixture
def open_active(open_builder: OpenBuilder, qtbot: QtBot) -> OpenBuilder:
    """Open a builder whose window has the keyboard, as shortcuts need."""

    def open_page(*slugs: str) -> BuilderPage:
        page = open_builder(*slugs)
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return open_page


def _slugs(page: BuilderPage) -> list[str]:
    return [item.exercise_slug for item in page.model.content.items]


def _card(page: BuilderPage, at: int) -> ItemCard:
    return page.items.in_order()[at]


def _chosen(page: BuilderPage) -> list[int]:
    return [page.model.content.position(each) for each in page.items.selection.ids]


def _click(qtbot: QtBot, card: ItemCard, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.mouseClick(card.number, LEFT, keys)


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
    fields = _card(page, 1).fields
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
    card = _card(page, 0)
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
    card = _card(page, 0)
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
    card = _card(page, 0)
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
    card = _card(page, 0)
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
    _card(page, 0).fields["reps"].setFocus()
    qtbot.keyClick(_card(page, 0).fields["reps"], Qt.Key.Key_Left, ALT)
    item = page.model.content.items[0]
    assert (item.exercise_slug, item.side, item.dosage) == (WALL, Side.LEFT, HoldDosage(reps=5, hold_s=20))
    assert page.focusWidget() is _card(page, 0)
    assert _card(page, 0).is_open
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_Right, ALT)
    assert _slugs(page) == [CALF]


def test_without_a_harder_exercise_that_is_said(open_active: OpenBuilder, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    page = open_active(SOLEUS)
    _card(page, 0).setFocus()
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_Right, ALT)
    assert said == ["There is no harder one"]


def test_swapping_leads_to_the_library_and_enter_replaces(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, BRIDGE)
    _card(page, 0).setFocus()
    more = _card(page, 0).more
    assert more is not None
    qtbot.mouseClick(more.swap, LEFT)
    assert page.focusWidget() is page.library.search
    assert "Gastrocnemius stretch on stairs" in page.program.swap.sentence.text()
    qtbot.keyClicks(page.library.search, "soleus")
    qtbot.keyClick(page.library.search, Qt.Key.Key_Return)
    assert _slugs(page) == [SOLEUS, BRIDGE]
    assert page.program.swap.isHidden()


def test_escape_leaves_the_exercise_be(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF)
    page.items.errands.run(page.model.content.items[0].id, Errand.SWAP)
    qtbot.keyClick(page.library.search, Qt.Key.Key_Escape)
    assert page.program.swap.isHidden()
    qtbot.keyClicks(page.library.search, "soleus")
    qtbot.keyClick(page.library.search, Qt.Key.Key_Return)
    assert _slugs(page) == [CALF, SOLEUS]


def test_clicks_with_ctrl_and_shift_choose_several(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE, HIP)
    _click(qtbot, _card(page, 0))
    assert page.program.bulk.isHidden()
    _click(qtbot, _card(page, 2), CTRL)
    assert _chosen(page) == [0, 2]
    assert page.program.bulk.isVisible()
    _click(qtbot, _card(page, 3), SHIFT)
    assert _chosen(page) == [2, 3]
    qtbot.keyClick(_card(page, 3), Qt.Key.Key_Escape)
    assert _chosen(page) == []


def test_shift_and_arrows_choose_as_they_go_and_ctrl_a_chooses_all(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE)
    _card(page, 0).setFocus()
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_Down)
    assert page.focusWidget() is _card(page, 1)
    qtbot.keyClick(_card(page, 1), Qt.Key.Key_Down, SHIFT)
    assert _chosen(page) == [1, 2]
    qtbot.keyClick(_card(page, 2), Qt.Key.Key_A, CTRL)
    assert _chosen(page) == [0, 1, 2]


def test_a_number_of_all_that_are_chosen_is_typed_once_and_undone_once(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS, HIP)
    page.model.change_item(replace(page.model.content.items[0], dosage=HoldDosage(hold_s=20)))
    before = page.model.content
    page.items.selection.all()
    doses = page.program.bulk.doses
    assert doses is not None
    assert doses.fields["hold_s"].text() == ""
    assert doses.fields["reps"].text() == "3"
    doses.fields["hold_s"].setFocus()
    qtbot.keyClicks(doses.fields["hold_s"], "45")
    assert [item.dosage for item in page.model.content.items] == [HoldDosage(hold_s=45)] * 3
    page.model.undo()
    assert page.model.content == before


def test_escape_in_a_number_that_differs_brings_every_one_back(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS)
    page.model.change_item(replace(page.model.content.items[0], dosage=HoldDosage(hold_s=20)))
    before = page.model.content
    page.items.selection.all()
    assert page.program.bulk.doses is not None
    field = page.program.bulk.doses.fields["hold_s"]
    field.setFocus()
    qtbot.keyClicks(field, "45")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.model.content == before


def test_a_side_for_all_leaves_alone_what_has_none(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, BRIDGE)
    page.items.selection.all()
    assert page.program.bulk.sides is not None
    qtbot.mouseClick(page.program.bulk.sides.buttons()[0], LEFT)
    assert [item.side for item in page.model.content.items] == [Side.LEFT, Side.BOTH_TOGETHER]


def test_what_is_chosen_moves_and_goes_together(open_active: OpenBuilder, desk: Desk, qtbot: QtBot) -> None:
    undo: list[Callable[[], None]] = []
    desk.context.toasts.said.connect(lambda _sentence, _name, act: undo.append(act))
    page = open_active(CALF, SOLEUS, BRIDGE)
    _card(page, 0).setFocus()
    page.items.selection.these([item.id for item in page.model.content.items[:2]])
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_Down, ALT)
    assert _slugs(page) == [BRIDGE, CALF, SOLEUS]
    qtbot.keyClick(_card(page, 1), Qt.Key.Key_Delete)
    assert _slugs(page) == [BRIDGE]
    undo[-1]()
    assert _slugs(page) == [BRIDGE, CALF, SOLEUS]


def test_a_chosen_card_that_is_dropped_takes_the_others_along(open_active: OpenBuilder) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE)
    ids = [item.id for item in page.model.content.items]
    page.items.selection.these(ids[:2])
    data = dragged([ids[0]])  # the event does not keep it
    page.items.dropEvent(
        QDropEvent(
            QPointF(50, 600),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert _slugs(page) == [BRIDGE, CALF, SOLEUS]


def test_copied_exercises_are_pasted_into_another_program_with_dose_note_and_wording(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, BRIDGE)
    item = page.model.content.items[0]
    wording = replace(page.context.library.exercise(CALF).wording["en"], name="My stretch")
    changed = replace(
        item,
        side=Side.RIGHT,
        dosage=HoldDosage(hold_s=45),
        note="slowly",
        wording=wording,
        has_own_wording=True,
    )
    page.model.change_item(changed)
    _card(page, 0).setFocus()
    page.items.selection.all()
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0].endswith("+slowly")

    other = open_active(SOLEUS)
    qtbot.keyClick(other.library.view, Qt.Key.Key_V, CTRL)
    assert _slugs(other) == [SOLEUS, CALF, BRIDGE]
    pasted = other.model.content.items[1]
    assert pasted.id != changed.id
    assert replace(pasted, id=changed.id) == changed


def test_lines_of_text_are_pasted_and_what_is_no_exercise_is_said(
    open_active: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    said: list[str] = []
    desk.context.toasts.said.connect(lambda sentence, *_rest: said.append(sentence))
    page = open_active()
    QGuiApplication.clipboard().setText("bridge 2x10\nqqqqq\n\ngastroc stairs L\n")
    page.program.quick.line.setFocus()
    qtbot.keyClick(page.program.quick.line, Qt.Key.Key_V, CTRL)
    assert _slugs(page) == [BRIDGE, CALF]
    assert said == ["One line is no exercise: qqqqq"]
    page.model.undo()
    assert _slugs(page) == []


def test_one_line_of_the_clipboard_is_typed_on_with(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active()
    QGuiApplication.clipboard().setText("bridge")
    page.program.quick.line.setFocus()
    qtbot.keyClick(page.program.quick.line, Qt.Key.Key_V, CTRL)
    assert page.program.quick.line.text() == "bridge"


def test_a_copied_dose_is_pasted_onto_what_is_chosen(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE)
    page.model.change_item(
        replace(page.model.content.items[0], dosage=HoldDosage(hold_s=45), schedule=Schedule(times_per_day=3))
    )
    _card(page, 0).setFocus()
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_C, CTRL)
    _card(page, 1).setFocus()
    page.items.selection.these([item.id for item in page.model.content.items[1:]])
    qtbot.keyClick(_card(page, 1), Qt.Key.Key_V, CTRL | SHIFT)
    _calf, soleus, bridge = page.model.content.items
    assert soleus.dosage == HoldDosage(hold_s=45)
    assert bridge.dosage == RepetitionDosage(reps=8, reps_to=12)
    assert bridge.schedule == soleus.schedule == Schedule(times_per_day=3)


def test_the_clinics_usual_dose_is_given_by_kind(open_active: OpenBuilder, desk: Desk, qtbot: QtBot) -> None:
    usual = UsualDose(
        kind=ExerciseKind.STATIC_STRETCH,
        dosage=HoldDosage(reps=2, hold_s=60),
        schedule=Schedule(days_per_week=5),
    )
    desk.services.profile.save_profile(replace(desk.services.profile.profile(), usual_doses=(usual,)))
    page = open_active(CALF)
    page.items.errands.run(page.model.content.items[0].id, Errand.USUAL_DOSE)
    qtbot.waitUntil(lambda: page.model.content.items[0].dosage == usual.dosage)
    assert page.model.content.items[0].schedule == usual.schedule


def test_a_duplicate_stands_below_and_is_chosen(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, BRIDGE)
    _card(page, 0).setFocus()
    qtbot.keyClick(_card(page, 0), Qt.Key.Key_D, CTRL | SHIFT)
    assert _slugs(page) == [CALF, CALF, BRIDGE]
    assert _chosen(page) == [1]


def test_a_handed_out_version_is_copied_but_not_changed(
    open_active: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_active(CALF)
    assert page.model.program is not None
    handed_out = replace(page.model.program.version, number=1)
    page.model.show(replace(page.model.program, version=handed_out))
    item_id = page.model.content.items[0].id
    for errand in Errand:
        page.items.errands.run(item_id, errand)
    assert _slugs(page) == [CALF]
    assert QGuiApplication.clipboard().text().startswith("Gastrocnemius stretch on stairs")
