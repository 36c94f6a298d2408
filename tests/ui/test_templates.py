"""Templates: those for the patient's problem first, with what does not suit; the clinic's own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.shelf import ShelfKind
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.patient_detail import PatientDetail
from clinic_ui.pages.template_form import TemplateForm
from clinic_ui.pages.template_rows import TemplateRow
from clinic_ui.pages.templates_page import TemplatesPage
from desks import Desk, checked_library

STAIRS, WALL, SOLEUS = (
    "gastrocnemius-stretch-on-stairs",
    "gastrocnemius-stretch-at-wall",
    "soleus-stretch-on-step",
)


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    patient = desk.services.patients.add(a_patient(id=uuid4(), equipment=()))
    desk.services.patients.add_episode(patient.id, problem="Calf strain")
    return patient


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TemplatesPage:
    page = TemplatesPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: bool(page.rows))
    return page


def row(page: TemplatesPage, slug: str) -> TemplateRow:
    return next(each for each in page.rows if each.offer.slug == slug)


def an_own(desk: Desk) -> str:
    content = ProgramContent(items=(prescribed(desk.services.library.exercise(SOLEUS)),))
    return desk.services.templates.save_as(content, "My soleus").slug


def test_the_template_of_the_problem_comes_first_and_says_what_does_not_suit(
    page: TemplatesPage, patient: Patient, qtbot: QtBot
) -> None:
    assert page.rows[0].offer.slug == "calves"
    assert page.rows[0].offer.misfits == ()
    page.choose_patient(patient.id)
    qtbot.waitUntil(page.patient_button.isVisible)
    assert page.rows[0].offer.slug == "one-calf"
    assert [each.slug for each in page.rows[0].offer.misfits] == [STAIRS]
    qtbot.mouseClick(page.patient_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.patient_button.isHidden)


def test_the_easier_neighbour_is_taken_unless_the_therapist_keeps_the_exercise(
    page: TemplatesPage, desk: Desk, patient: Patient, qtbot: QtBot
) -> None:
    page.choose_patient(patient.id)
    qtbot.waitUntil(page.patient_button.isVisible)
    for press, slug in ((None, WALL), (1, STAIRS), (2, None)):
        qtbot.mouseClick(row(page, "calves").use_button, Qt.MouseButton.LeftButton)
        form = page.form
        assert form is not None
        assert form.patients.isHidden()
        qtbot.waitUntil(form.misfits.isVisible)
        if press is not None:
            qtbot.mouseClick(form.misfits.answers[STAIRS].buttons()[press], Qt.MouseButton.LeftButton)
        with qtbot.waitSignal(page.program_wanted) as wanted:
            qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
        content = desk.services.programs.open(wanted.args[0]).version.content
        assert [item.exercise_slug for item in content.items] == [each for each in (slug, SOLEUS) if each]
    assert desk.services.shelf.uses(ShelfKind.TEMPLATE)["calves"].uses == 3


def test_phases_and_sources_open_on_demand(page: TemplatesPage, qtbot: QtBot) -> None:
    first = page.rows[0]
    first.phases_button.click()
    assert first._details is not None
    assert first._details.isVisible()
    first.phases_button.click()
    assert not first._details.isVisible()


def test_a_favourite_is_kept(page: TemplatesPage, desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(row(page, "one-calf").star, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.services.shelf.uses(ShelfKind.TEMPLATE)))
    page.refresh()
    qtbot.waitUntil(lambda: page.rows[0].offer.slug == "one-calf")


def test_an_own_template_is_listed_first_renamed_archived_and_brought_back(
    page: TemplatesPage, desk: Desk, qtbot: QtBot
) -> None:
    slug = an_own(desk)
    page.refresh()
    qtbot.waitUntil(lambda: page.rows[0].offer.slug == slug)
    own = page.rows[0]
    own.phases_button.click()
    own.rename_button.click()
    assert page.name_form is not None
    page.name_form.name.clear()
    page.name_form.store_button.click()
    qtbot.waitUntil(lambda: bool(page.name_form and page.name_form._name_row.note.text()))
    qtbot.keyClicks(page.name_form.name, "Soleus, later")
    page.name_form.store_button.click()
    qtbot.waitUntil(lambda: page.rows[0].title == "Soleus, later")

    page.rows[0].phases_button.click()
    page.rows[0].archive_button.click()
    qtbot.waitUntil(lambda: page.rows[0].offer.slug != slug)
    page.archived_button.click()
    qtbot.waitUntil(lambda: [each.offer.slug for each in page.rows] == [slug])
    page.rows[0].phases_button.click()
    page.rows[0].archive_button.click()
    page.archived_button.click()
    qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].offer.slug == slug)


def test_any_program_is_saved_as_a_template(
    desk: Desk, open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder(STAIRS, SOLEUS)
    qtbot.mouseClick(page.save_template.button, Qt.MouseButton.LeftButton)
    form = page.save_template.form
    assert form is not None
    assert form.name.text() == "Calves"
    qtbot.keyClicks(form.second, "1: early")
    with qtbot.waitSignal(form.accepted):
        qtbot.keyClick(form.second, Qt.Key.Key_Return)
    (offer, *_) = desk.services.templates.offers()
    assert offer.template.phases[0].names["en"] == "1: early"


def test_the_patients_page_leads_to_the_templates(desk: Desk, patient: Patient, qtbot: QtBot) -> None:
    detail = PatientDetail(desk.context)
    qtbot.addWidget(detail)
    detail.open(patient.id)
    qtbot.waitUntil(lambda: detail.view is not None)
    with qtbot.waitSignal(detail.templates_wanted) as wanted:
        detail.templates_button.click()
    assert wanted.args == [patient.id]


def test_the_phase_can_be_chosen_and_enter_starts(
    page: TemplatesPage, patient: Patient, qtbot: QtBot
) -> None:
    first = page.rows[0].offer
    offer = replace(first, template=replace(first.template, phases=first.template.phases * 2))
    form = TemplateForm(page.context, offer, patient)
    qtbot.addWidget(form)
    form.show()
    assert form.phase.isVisible()
    with qtbot.waitActive(form):
        form.activateWindow()
    assert form.start_button.hasFocus()
