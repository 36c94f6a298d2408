"""A patient's limits: typed in the forms, and seen beside the name."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_patient, an_episode
from clinic_app.domain.patient import Patient
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.alert_chips import AlertChips
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.limit_words import alerts
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.tag_box import TagBox
from desks import Desk, checked_library

STAIRS = "gastrocnemius-stretch-on-stairs"


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4()))


def choose(box: TagBox, tag: str) -> None:
    box.choice.setCurrentIndex(box.choice.findData(tag))
    box.choice.activated.emit(box.choice.currentIndex())


def test_limits_are_stored_with_the_patient_and_shown_again(
    desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    form = PatientForm(desk.context, patient)
    qtbot.addWidget(form)
    form.show()
    limits = form.inputs.limits
    choose(limits.tags, "balance_risk")
    limits.no_floor.click()
    assert not limits.equipment["step"].isVisible()
    qtbot.mouseClick(limits.asked.buttons()[1], Qt.MouseButton.LeftButton)
    limits.equipment["step"].click()
    qtbot.keyClicks(limits.minutes, "20")
    with qtbot.waitSignal(form.patient_stored):
        form.store_button.click()
    stored = desk.services.patients.get(patient.id)
    assert stored.precaution_tags == ("balance_risk",)
    assert (stored.no_floor, stored.no_prone) == (True, False)
    assert (stored.equipment, stored.minutes_willing) == (("step",), 20)

    again = PatientForm(desk.context, stored)
    qtbot.addWidget(again)
    assert again.inputs.limits.typed() == limits.typed()
    again.reject()


def test_nothing_asked_is_not_nothing_at_home(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    form = PatientForm(desk.context, patient)
    qtbot.addWidget(form)
    form.show()
    assert form.inputs.limits.put_into(patient).equipment is None
    qtbot.mouseClick(form.inputs.limits.asked.buttons()[1], Qt.MouseButton.LeftButton)
    assert form.inputs.limits.put_into(patient).equipment == ()
    form.reject()


def test_impossible_minutes_are_refused_in_place(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    form = PatientForm(desk.context, patient)
    qtbot.addWidget(form)
    form.show()
    qtbot.keyClicks(form.inputs.limits.minutes, "0")
    form.store_button.click()
    assert "1 to 240" in form.inputs.limits.minutes_row.note.text()
    assert desk.services.patients.get(patient.id).revision == patient.revision
    form.reject()


def test_a_tag_says_what_it_does_and_is_taken_out_by_a_click(
    desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    box = TagBox(desk.context)
    qtbot.addWidget(box)
    box.show()
    offered = box.choice.itemText(box.choice.findData("dvt_suspected"))
    assert offered == "Suspected clot in a leg: stops a handout"
    choose(box, "dvt_suspected")
    choose(box, "dvt_suspected")
    assert box.keys == ("dvt_suspected",)
    box.chips()[0].click()
    assert box.keys == ()


def test_a_problem_has_its_region_and_its_own_precautions(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    form = EpisodeForm(desk.context, patient.id, None)
    qtbot.addWidget(form)
    form.show()
    qtbot.keyClicks(form.problem, "Calf tear")
    form.region.choose("lower_leg")
    choose(form.tags, "acute_muscle_tear")
    with qtbot.waitSignal(form.episode_stored):
        form.store_button.click()
    (stored,) = desk.services.patients.episodes(patient.id)
    assert (stored.region, stored.precaution_tags) == ("lower_leg", ("acute_muscle_tear",))


def test_alerts_name_what_limits_now_the_gravest_first(desk: Desk) -> None:
    patient = a_patient(precaution_tags=("balance_risk",), no_floor=True)
    tags = ("fracture_unhealed",)
    leg = an_episode(patient, region="lower_leg", precaution_tags=tags)
    over = replace(leg, precaution_tags=("osteoporosis",), closed_on=leg.opened_on)
    found = alerts(patient, [leg, over], checked_library(), desk.context.words)
    assert [each.text for each in found] == [
        "Fracture not healed (lower leg)",
        "Unsafe balance",
        "Cannot get down to the floor",
    ]


def test_chips_without_room_are_counted(desk: Desk, qtbot: QtBot) -> None:
    chips = AlertChips(desk.context)
    qtbot.addWidget(chips)
    tags = ("dvt_suspected", "balance_risk", "anticoagulant")
    found = alerts(a_patient(precaution_tags=tags), (), checked_library(), desk.context.words)
    chips.show_alerts(found)
    chips.resize(1000, 40)
    chips.show()
    assert chips.more.isHidden()
    chips.resize(chips.minimumWidth(), 40)
    assert chips.more.text() == "+2"
    assert chips.chips[0].isVisible()
    assert "Unsafe balance" in chips.toolTip()
    assert chips.more.accessibleName() == "2 more limits: Unsafe balance, Blood thinners"


@pytest.mark.parametrize("by", ["mouse", "Return", "Space"])
def test_the_count_opens_a_list_of_all_limits_by_mouse_and_by_key(desk: Desk, qtbot: QtBot, by: str) -> None:
    chips = AlertChips(desk.context)
    qtbot.addWidget(chips)
    tags = ("dvt_suspected", "balance_risk", "anticoagulant")
    found = alerts(a_patient(precaution_tags=tags), (), checked_library(), desk.context.words)
    chips.show_alerts(found)
    chips.resize(chips.minimumWidth(), 40)
    chips.show()
    assert chips.more.focusPolicy() & Qt.FocusPolicy.TabFocus
    if by == "mouse":
        qtbot.mouseClick(chips.more, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(chips.more, getattr(Qt.Key, f"Key_{by}"))
    popup = chips.popup
    assert popup is not None
    assert popup.isVisible()
    assert [each.partition(":")[0] for each in popup.lines] == [each.text for each in found]
    assert "Unsafe balance" in popup.accessibleDescription()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_builder_shows_them_beside_the_name(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    patient = desk.services.patients.add(a_patient(id=uuid4(), precaution_tags=("balance_risk",)))
    program = desk.services.programs.start(patient_id=patient.id)
    page = open_builder(program_id=program.program.id)
    qtbot.waitUntil(lambda: bool(page.alerts.chips))
    assert page.alerts.accessibleName() == "Limits: Unsafe balance"


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_S])
def test_a_key_on_the_closed_list_of_precautions_opens_it_and_adds_none(
    desk: Desk, qtbot: QtBot, key: Qt.Key
) -> None:
    box = TagBox(desk.context)
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box.choice, key)
    assert box.choice.view().isVisible()
    qtbot.keyClick(box.choice.view(), Qt.Key.Key_Down)
    assert box.keys == ()
    qtbot.keyClick(box.choice.view(), Qt.Key.Key_Escape)
    assert not box.choice.view().isVisible()
    assert box.keys == ()
