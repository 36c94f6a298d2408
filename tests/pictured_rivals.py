"""Pictures of forms that another window was faster with, for tests/screenshots.py."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from builders import a_wording
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.own_library import duplicate
from clinic_app.domain.patient import Patient
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.exercise_editor import ExerciseEditor
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PageKey
from clinic_ui.scores.diary_form import DiaryForm
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.phrase_form import PhraseForm
from desks import Desk
from photographer import settle

if TYPE_CHECKING:
    from clinic_app.domain.exercise import Exercise

Camera = Callable[[QWidget, str], None]

LONG = (
    "Better since the last visit: walks to the shop and back without stopping, stairs still one at a time. "
    "Slept through five nights of seven. No pins and needles, no night pain. Took the stretch twice a day, "
    "left it out at the weekend.\nWants to carry her grandchild again."
)


def take_rivals(photograph: Camera, window: MainWindow, desk: Desk, patient: Patient) -> None:
    """Every kind of form, once somebody else changed the same thing; and one whose thing is gone."""
    _take_settings(photograph, window, desk)
    _take_discharge(photograph, desk, patient)
    _take_exercise(photograph, desk)
    _take_phrase(photograph, desk)
    _take_diary(photograph, desk)
    _take_gone(photograph, desk, patient)


def take_rival_visit(photograph: Camera, window: MainWindow, page: VisitPage, desk: Desk) -> None:
    """An open visit that another window noted in; the question is answered with mine."""
    visit = page.model.visit
    assert visit is not None
    settle(desk)
    known = desk.services.visits.open(visit.id).visit
    theirs = replace(known, subjective=LONG, plan="Review in two weeks.", pain_now=5)
    desk.services.visits.keep(theirs)
    mine = page.model.visit
    assert mine is not None
    changed = replace(mine, subjective="Worse on stairs.", plan="Review in six weeks.", pain_now=2)
    page.model.change(changed, "")
    settle(desk)
    photograph(window, "visit-conflict")
    page.conflict.store_button.click()
    settle(desk)


def _take_settings(photograph: Camera, window: MainWindow, desk: Desk) -> None:
    page = window.go(PageKey.SETTINGS)
    assert isinstance(page, SettingsPage)
    settle(desk)
    profile = desk.services.profile
    profile.change(lambda now: replace(now, phone="555 0199", hours="Mon to Fri, 8 to 18", name="Harbour"))
    page.clinic_fields["phone"].setText("555 0122")
    page.letterhead.hours.setText("Monday to Saturday, 7 to 19")
    page.store.store()
    photograph(window, "settings-both")
    page.store.both.theirs_button.click()
    page.store.both.store_button.click()
    settle(desk)


def _take_discharge(photograph: Camera, desk: Desk, patient: Patient) -> None:
    patients = desk.services.patients
    episode = next(each for each in patients.episodes(patient.id) if each.closed_on is None)
    form = DischargeForm(desk.context, episode)
    stored = patients.save_episode(replace(episode, outcome=LONG))
    form.outcome.setPlainText("Goals met. Goes on alone with the stretches, three times a week.")
    form.store_button.click()
    photograph(form, "discharge-both")
    form.close()
    patients.save_episode(replace(stored, outcome=""))


def _take_exercise(photograph: Camera, desk: Desk) -> None:
    shipped = desk.context.library.exercise("gastrocnemius-stretch-on-stairs")
    known: Exercise = desk.services.own.save(duplicate(shipped, {"en": "Stretch on the kerb"}, ()))
    form = ExerciseEditor(desk.context, known, "exercise:pictured")
    steps = ("Stand on the kerb.", "Let the heels sink.", "Hold.")
    other = OwnExerciseService(desk.record, LibraryInUse(desk.services.in_use.shipped))
    other.read()
    wording = a_wording(name="Stretch on the kerb", steps=steps)
    other.save(replace(known, wording={"en": wording}, precaution="Unsafe balance"))
    form.inputs.show(form.inputs.typed() | {"en.steps": "Stand on a step.\nLet one heel sink."})
    form.store_button.click()
    photograph(form, "exercise-both")
    form.reject()


def _take_phrase(photograph: Camera, desk: Desk) -> None:
    visits = desk.services.visits
    form = PhraseForm(desk.context, visits.store_phrase(Phrase(name="kerb", text="Stretch on the kerb.")))
    form.choice.choose("kerb")
    form.choice.activated.emit(form.choice.currentIndex())
    visits.store_phrase(Phrase(name="kerb", text=LONG), "kerb")
    form.text_field.setPlainText("Stretch on the kerb, shown and tried.")
    form.store_button.click()
    photograph(form, "phrase-both")
    form.reject()


def _take_diary(photograph: Camera, desk: Desk) -> None:
    diary = next(iter(desk.record.tables.diaries.values()), None)
    if diary is None:
        return
    patient = desk.services.patients.get(diary.patient_id)
    version = desk.record.tables.versions[diary.version_id]
    form = DiaryForm(desk.context, patient, [version], (), diary=diary)
    days = (DiaryDay(done=0, pain=6), *diary.days[1:])
    desk.services.diaries.change(diary, diary.started_on, days, "Came back wet")
    form.grid.show_sheet(form.grid.sheet.with_done(form.grid.sheet.first, 2))
    form.store_button.click()
    photograph(form, "diary-both")
    form.reject()


def _take_gone(photograph: Camera, desk: Desk, patient: Patient) -> None:
    known = desk.record.tables.patients.pop(patient.id)
    form = PatientForm(desk.context, known)
    form.inputs.phone.setText("555 0166")
    form.store_button.click()
    photograph(form, "patient-form-gone")
    form.close()
    desk.record.tables.patients[known.id] = known
