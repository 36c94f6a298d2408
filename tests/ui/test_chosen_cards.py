"""Cards chosen together: changed, moved, copied and pasted in one step."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from cards import (
    ALT,
    BRIDGE,
    CALF,
    CTRL,
    HIP,
    LEFT,
    SHIFT,
    SOLEUS,
    OpenBuilder,
    card_at,
    click,
    slugs_of,
)
from clinic_app.domain.clinic import UsualDose
from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule
from clinic_app.domain.exercise import ExerciseKind
from clinic_app.domain.side import Side
from clinic_ui.builder.drag_handle import dragged
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.page import BuilderPage
from desks import Desk


def _chosen(page: BuilderPage) -> list[int]:
    return [page.model.content.position(each) for each in page.items.selection.ids]


def test_clicks_with_ctrl_and_shift_choose_several(open_active: OpenBuilder, qtbot: QtBot) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE, HIP)
    click(qtbot, card_at(page, 0))
    assert page.program.bulk.isHidden()
    click(qtbot, card_at(page, 2), CTRL)
    assert _chosen(page) == [0, 2]
    assert page.program.bulk.isVisible()
    click(qtbot, card_at(page, 3), SHIFT)
    assert _chosen(page) == [2, 3]
    qtbot.keyClick(card_at(page, 3), Qt.Key.Key_Escape)
    assert _chosen(page) == []


def test_shift_and_arrows_choose_as_they_go_and_ctrl_a_chooses_all(
    open_active: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_active(CALF, SOLEUS, BRIDGE)
    card_at(page, 0).setFocus()
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_Down)
    assert page.focusWidget() is card_at(page, 1)
    qtbot.keyClick(card_at(page, 1), Qt.Key.Key_Down, SHIFT)
    assert _chosen(page) == [1, 2]
    qtbot.keyClick(card_at(page, 2), Qt.Key.Key_A, CTRL)
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
    card_at(page, 0).setFocus()
    page.items.selection.these([item.id for item in page.model.content.items[:2]])
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_Down, ALT)
    assert slugs_of(page) == [BRIDGE, CALF, SOLEUS]
    qtbot.keyClick(card_at(page, 1), Qt.Key.Key_Delete)
    assert slugs_of(page) == [BRIDGE]
    undo[-1]()
    assert slugs_of(page) == [BRIDGE, CALF, SOLEUS]


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
    assert slugs_of(page) == [BRIDGE, CALF, SOLEUS]


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
    card_at(page, 0).setFocus()
    page.items.selection.all()
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0].endswith("+slowly")

    other = open_active(SOLEUS)
    qtbot.keyClick(other.library.view, Qt.Key.Key_V, CTRL)
    assert slugs_of(other) == [SOLEUS, CALF, BRIDGE]
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
    assert slugs_of(page) == [BRIDGE, CALF]
    assert said == ["One line is no exercise: qqqqq"]
    page.model.undo()
    assert slugs_of(page) == []


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
    card_at(page, 0).setFocus()
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_C, CTRL)
    card_at(page, 1).setFocus()
    page.items.selection.these([item.id for item in page.model.content.items[1:]])
    qtbot.keyClick(card_at(page, 1), Qt.Key.Key_V, CTRL | SHIFT)
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
    card_at(page, 0).setFocus()
    qtbot.keyClick(card_at(page, 0), Qt.Key.Key_D, CTRL | SHIFT)
    assert slugs_of(page) == [CALF, CALF, BRIDGE]
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
    assert slugs_of(page) == [CALF]
    assert QGuiApplication.clipboard().text().startswith("Gastrocnemius stretch on stairs")
