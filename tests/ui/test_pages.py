from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from builders import a_patient, an_episode
from clinic_app.domain.patient import Patient
from clinic_app.domain.side import EpisodeSide, Side
from clinic_app.services.templates import Offer
from clinic_ui.first_run import FirstRun
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.library_page import LibraryPage
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.pages.template_form import TemplateForm
from clinic_ui.pages.templates_page import TemplatesPage
from clinic_ui.settings import ThemeChoice
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]


def with_patients(*patients: Patient) -> FakeRecord:
    record = FakeRecord()
    record.tables.patients = {patient.id: patient for patient in patients}
    return record


@pytest.fixture
def pat() -> Patient:
    return a_patient()


def test_an_empty_record_offers_to_add_the_first_patient(qtbot: QtBot, desk: Desk) -> None:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: not page.list.first_button.isHidden() and page.list.count.text() == "0 patients")
    page.list.first_button.click()
    assert page.form is not None
    page.form.reject()


def test_typing_finds_patients_and_enter_opens_the_first(qtbot: QtBot, new_desk: NewDesk) -> None:
    wanted = a_patient(family_name="Marlowe", given_name="Teresa")
    desk = new_desk(record=with_patients(wanted, a_patient(family_name="Hayes")))
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    qtbot.keyClicks(page.list.search, "mar")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.banner.name.text() == "MARLOWE, Teresa")


def test_a_new_patient_is_stored_and_opened(qtbot: QtBot, desk: Desk) -> None:
    form = PatientForm(desk.context, None)
    qtbot.addWidget(form)
    form.inputs.family_name.setText("Marlowe")
    form.inputs.birth_date.setText("14.3.1959")
    with qtbot.waitSignal(form.patient_stored) as stored:
        form.store_button.click()
    assert stored.args is not None
    assert stored.args[0].birth_date == date(1959, 3, 14)
    assert desk.services.patients.count() == 1


def test_a_form_without_a_family_name_says_so_and_stores_nothing(qtbot: QtBot, desk: Desk) -> None:
    form = PatientForm(desk.context, None)
    qtbot.addWidget(form)
    form.store_button.click()
    qtbot.waitUntil(lambda: bool(form.inputs.family_name.property("invalid")))
    assert "family name" in form.inputs.family_name.accessibleDescription()
    assert desk.services.patients.count() == 0


def test_what_is_typed_is_on_disk_within_a_second_and_offered_again(qtbot: QtBot, desk: Desk) -> None:
    form = PatientForm(desk.context, None)
    qtbot.addWidget(form)
    qtbot.keyClicks(form.inputs.family_name, "Marl")
    qtbot.waitUntil(lambda: desk.services.drafts.find("patient:new") is not None, timeout=1000)
    again = PatientForm(desk.context, None)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.inputs.family_name.text() == "Marl")
    assert not again.restored.isHidden()


def test_a_form_that_is_given_up_leaves_no_draft(qtbot: QtBot, desk: Desk) -> None:
    form = PatientForm(desk.context, None)
    qtbot.addWidget(form)
    qtbot.keyClicks(form.inputs.family_name, "Marl")
    form.draft.flush()
    form.cancel_button.click()
    qtbot.waitUntil(lambda: desk.services.drafts.find("patient:new") is None)


def test_an_archived_patient_comes_back_with_undo(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=with_patients(pat))
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.open_patient(pat.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        page.detail.banner.archive.click()
    assert desk.services.patients.count(archived=True) == 1
    assert said.args is not None
    said.args[2]()
    qtbot.waitUntil(lambda: desk.services.patients.count(archived=True) == 0)


def test_a_new_program_belongs_to_the_patient_and_the_open_problem(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    record = with_patients(pat)
    episode = an_episode(pat)
    record.tables.episodes[episode.id] = episode
    desk = new_desk(record=record)
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.open_patient(pat.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    with qtbot.waitSignal(page.program_wanted):
        page.detail.new_program.trigger()
    (program,) = record.tables.programs.values()
    assert (program.patient_id, program.episode_id) == (pat.id, episode.id)


def test_a_problem_is_stored_with_its_side(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=with_patients(pat))
    form = EpisodeForm(desk.context, pat.id, None)
    qtbot.addWidget(form)
    form.problem.setText("Calf strain")
    form.side.choose(EpisodeSide.LEFT)
    with qtbot.waitSignal(form.episode_stored):
        form.store_button.click()
    (episode,) = desk.services.patients.episodes(pat.id)
    assert (episode.problem, episode.side) == ("Calf strain", EpisodeSide.LEFT)


def test_a_problem_without_words_is_refused(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=with_patients(pat))
    form = EpisodeForm(desk.context, pat.id, None)
    qtbot.addWidget(form)
    form.store_button.click()
    qtbot.waitUntil(lambda: bool(form.problem.property("invalid")))


def test_the_library_shows_the_first_exercise_found(qtbot: QtBot, desk: Desk) -> None:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    qtbot.keyClicks(page.search, "hamstring")
    qtbot.waitUntil(
        lambda: (
            page.detail.exercise is not None and page.detail.exercise.slug == "hamstring-stretch-supine-strap"
        )
    )


def test_the_library_leads_to_the_easier_exercise(qtbot: QtBot, desk: Desk) -> None:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.show_exercise("gastrocnemius-stretch-on-stairs")
    page.detail.exercise_wanted.emit("gastrocnemius-stretch-at-wall")
    assert page.detail.exercise is not None
    assert page.detail.exercise.slug == "gastrocnemius-stretch-at-wall"


def test_a_template_takes_the_side_of_the_patients_problem(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    record = with_patients(pat)
    episode = an_episode(pat, side=EpisodeSide.LEFT)
    record.tables.episodes[episode.id] = episode
    desk = new_desk(record=record)
    page = TemplatesPage(desk.context)
    qtbot.addWidget(page)
    page.use(Offer(template=desk.services.library.template("one-calf")))
    form = page.form
    assert form is not None
    qtbot.waitUntil(lambda: form.patients.model.rowCount() == 1)
    with qtbot.waitSignal(page.program_wanted):
        form.start_button.click()
    (version,) = record.tables.versions.values()
    assert {item.side for item in version.content.items} == {Side.LEFT}


def test_a_chosen_country_sets_number_and_paper(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.country.choose("US")
    page.country.activated.emit(page.country.currentIndex())
    stored = desk.context.services.profile.profile
    qtbot.waitUntil(lambda: stored().country == "US")

    assert (stored().emergency_number, stored().paper) == ("911", "letter")
    assert page.clinic_fields["emergency_number"].text() == "911"


def test_settings_are_stored_when_a_field_is_left(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    qtbot.keyClicks(page.clinic_fields["name"], "Riverside")
    qtbot.keyClicks(page.therapist.name, "Sam Keller")
    page.flush()
    therapist = desk.services.profile.therapist()
    assert desk.services.profile.profile().name == "Riverside"
    assert therapist is not None
    assert therapist.name == "Sam Keller"


def test_a_name_can_be_changed_and_not_taken_away(qtbot: QtBot, desk: Desk) -> None:
    desk.services.profile.save_therapist(name="Sam Keller", credentials="")
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.therapist.name.text() == "Sam Keller")

    page.therapist.name.setText("  ")
    page.therapist.name.editingFinished.emit()
    desk.worker.wait()
    said = "What you sign needs a name: Sam Keller stays until you type another."
    assert page.therapist.name_row.note.text() == said
    page.flush()
    assert getattr(desk.services.profile.therapist(), "name", "") == "Sam Keller"

    page.therapist.name.setText("Sam Kellermann")
    page.therapist.name.editingFinished.emit()
    qtbot.waitUntil(lambda: (known := desk.services.profile.therapist()) and known.name == "Sam Kellermann")
    assert page.therapist.name_row.note.text() == ""


def test_choosing_dark_colours_is_remembered_and_said(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.look_changed):
        page.theme_choice.buttons()[2].click()
    assert desk.context.settings.theme is ThemeChoice.DARK


def test_the_first_run_form_may_be_skipped_and_is_not_asked_again(qtbot: QtBot, desk: Desk) -> None:
    form = FirstRun(desk.context)
    qtbot.addWidget(form)
    assert desk.services.profile.is_first_run()
    with qtbot.waitSignal(form.answered):
        form.skip.click()
    assert not desk.services.profile.is_first_run()


def test_the_first_run_form_stores_clinic_therapist_and_phone(qtbot: QtBot, desk: Desk) -> None:
    form = FirstRun(desk.context)
    qtbot.addWidget(form)
    form.clinic.setText(" Riverside ")
    form.phone.setText("555 0100")
    form.therapist.setText("Sam Keller")
    with qtbot.waitSignal(form.answered):
        form.start.click()
    profile, therapist = desk.services.profile.profile(), desk.services.profile.therapist()
    assert (profile.name, profile.phone) == ("Riverside", "555 0100")
    assert therapist is not None


def test_every_control_has_a_name_for_the_screen_reader(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    desk = new_desk(record=with_patients(pat))
    context = desk.context
    template = desk.services.library.template("calves")
    widgets: list[QWidget] = [
        PatientsPage(context),
        LibraryPage(context),
        TemplatesPage(context),
        SettingsPage(context),
        FirstRun(context),
        PatientForm(context, pat),
        EpisodeForm(context, pat.id, None),
        TemplateForm(context, Offer(template=template)),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
            for control in widget.findChildren(kind):
                inner = control.objectName().startswith("qt_") or isinstance(
                    control.parentWidget(), QLineEdit | QComboBox
                )
                assert inner or control.accessibleName(), (type(widget), control)
