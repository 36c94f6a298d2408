"""The rest of the patient form, the problem's form, its end, and two records made one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from builders import a_patient, a_visit, an_episode
from clinic_app.domain.merging import Take
from clinic_app.domain.patient import Hand, Patient
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.limit_words import alerts
from clinic_ui.pages.merge_form import MergeForm
from clinic_ui.pages.patient_banner import PatientBanner
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from desks import Desk, checked_library
from fakes import FakeRecord

NewDesk = Callable[..., Desk]
BORN = date(1961, 3, 4)


def a_record(*patients: Patient) -> FakeRecord:
    record = FakeRecord()
    record.tables.patients = {patient.id: patient for patient in patients}
    record.tables.last_record_number = len(patients)
    return record


@pytest.fixture
def pat() -> Patient:
    return a_patient(
        family_name="Smith",
        given_name="John",
        birth_date=BORN,
        language="es",
        needs_interpreter=True,
        occupation="Baker",
        dominant_hand=Hand.LEFT,
        insurer="Mutua",
        consent_on=date(2026, 1, 2),
    )


def shown(qtbot: QtBot, form: PatientForm | EpisodeForm) -> None:
    qtbot.addWidget(form)
    form.show()


def test_the_rarer_fields_are_folded_and_the_head_says_what_is_in_them(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    form = PatientForm(new_desk(record=a_record(pat)).context, pat)
    shown(qtbot, form)
    folds = form.inputs.folds
    assert not any(fold.is_open for fold in folds.values())
    assert folds["life"].head.accessibleDescription() == "Baker  ·  Left"
    assert folds["contact"].head.accessibleDescription() == ""
    folds["life"].head.click()
    assert folds["life"].is_open
    assert form.inputs.typed_into("occupation").isVisible()


def test_every_field_is_stored_and_shown_again(qtbot: QtBot, new_desk: NewDesk) -> None:
    desk = new_desk(record=a_record())
    form = PatientForm(desk.context, None)
    shown(qtbot, form)
    texts = {
        "family_name": "Marlowe",
        "gender": "woman",
        "address": "1 Long Road\nLeeds",
        "emergency_contact": "Sam, brother, 555 3",
        "occupation": "Baker",
        "sport": "Rowing",
        "dominant_hand": "both",
        "referrer": "Dr Osei",
        "insurer": "Mutua",
        "claim_number": "77",
        "consent_on": "2.1.2026",
        "consent_note": "Photos",
        "needs_interpreter": "yes",
    }
    form.inputs.show(form.typed() | texts)
    with qtbot.waitSignal(form.patient_stored) as stored:
        form.store_button.click()
    assert stored.args is not None
    again = PatientForm(desk.context, stored.args[0])
    qtbot.addWidget(again)
    assert {name: again.typed()[name] for name in texts} == texts | {"consent_on": "2026-01-02"}


def test_a_fault_in_a_folded_field_opens_its_part(qtbot: QtBot, desk: Desk) -> None:
    form = PatientForm(desk.context, None)
    shown(qtbot, form)
    form.inputs.family_name.setText("Marlowe")
    form.inputs.consent_on.setText("2999-01-01")
    form.store_button.click()
    assert form.inputs.folds["consent"].is_open
    assert "future" in form.inputs.consent_on.accessibleDescription()
    assert desk.services.patients.count() == 0


def test_an_interpreter_is_named_in_the_banner(desk: Desk, pat: Patient) -> None:
    found = alerts(pat, [], checked_library(), desk.context.words)
    assert [each.text for each in found] == ["Needs an interpreter (Español)"]


def test_similar_names_are_said_while_they_are_typed(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=a_record(pat))
    form = PatientForm(desk.context, None)
    shown(qtbot, form)
    qtbot.keyClicks(form.inputs.family_name, "Smyth")
    qtbot.keyClicks(form.inputs.given_name, "Jon")
    qtbot.waitUntil(lambda: form.similar.isVisible())
    (line,) = form.similar.lines
    assert line.startswith("SMITH, John  ·  4 March 1961  ·  000001")
    assert line.endswith("the names sound alike, a birth date is missing")
    qtbot.keyClicks(form.inputs.given_name, "athan Xavier")
    qtbot.waitUntil(lambda: not form.similar.isVisible())


def test_day_and_month_swapped_are_asked_about_with_the_reason(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    form = PatientForm(new_desk(record=a_record(pat)).context, None)
    shown(qtbot, form)
    form.inputs.family_name.setText("Smyth")
    form.inputs.given_name.setText("John")
    form.inputs.birth_date.setText("1961-04-03")
    form.store_button.click()
    qtbot.waitUntil(lambda: not form.namesake.isHidden())
    assert form.namesake.line.label.text().endswith(
        "Why it may be the same person: the names sound alike, day and month of birth are swapped."
    )


def test_two_records_are_merged_and_taken_apart_from_the_page(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    twin = a_patient(
        family_name="Smyth", given_name="John", birth_date=BORN, record_number=2, email="j@x.org"
    )
    record = a_record(pat, twin)
    visit = a_visit(twin)
    record.tables.visits[visit.id] = visit
    page = PatientsPage(new_desk(record=record).context)
    qtbot.addWidget(page)
    page.open_patient(twin.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    page.detail.banner.edit.click()
    assert page.form is not None
    page.form.merge_wanted.emit(twin.id, pat.id)
    form = page.merge_form
    assert form is not None
    qtbot.waitUntil(lambda: form.merge_button.isEnabled())
    assert form.kept.id == pat.id, "the older record stays"
    assert form.choices["email"].chosen is Take.OTHER
    assert form.choices["family_name"].chosen is Take.KEPT
    with qtbot.waitSignal(form.merged):
        form.merge_button.click()
    assert record.tables.visits[visit.id].patient_id == pat.id
    assert record.tables.patients[pat.id].email == "j@x.org"
    page.open_patient(twin.id)
    qtbot.waitUntil(lambda: page.detail.view is not None and page.detail.view.patient.id == pat.id)
    assert page.patient_in_view() == pat.id

    edited = PatientForm(page.context, record.tables.patients[pat.id])
    shown(qtbot, edited)
    merges = edited.merges
    assert merges is not None
    qtbot.waitUntil(lambda: "000002" in merges.fold.head.accessibleDescription())
    page.context.services.merging.take_apart(twin.id)
    assert record.tables.visits[visit.id].patient_id == twin.id


def test_the_other_record_may_stay_instead(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    twin = replace(pat, id=a_patient().id, record_number=2, notes="Likes mornings", occupation="Cook")
    desk = new_desk(record=a_record(pat, twin))
    form = MergeForm(desk.context, pat.id, twin.id)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: form.merge_button.isEnabled())
    form.stays.buttons()[1].click()
    assert form.kept.id == twin.id
    assert set(form.choices) == {"notes", "occupation"}
    form.choices["occupation"].buttons()[1].click()
    with qtbot.waitSignal(form.merged):
        form.merge_button.click()
    kept = desk.services.patients.get(twin.id)
    assert (kept.occupation, kept.notes) == ("Baker", "Likes mornings")


def test_a_problem_has_all_its_fields(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=a_record(pat), library=checked_library())
    form = EpisodeForm(desk.context, pat.id, None)
    shown(qtbot, form)
    inputs = form.inputs
    qtbot.keyClicks(form.problem, "Low back pain")
    qtbot.keyClicks(inputs.onset, "3.11.2026")
    qtbot.keyClicks(inputs.mechanism, "Lifting")
    qtbot.keyClicks(inputs.codes.code, "m5450")
    qtbot.keyClicks(inputs.goals, "Lift my grandson")
    for field, said in zip(inputs.activities, ("Stairs", "", "Sitting"), strict=False):
        qtbot.keyClicks(field, said)
    qtbot.keyClicks(inputs.planned_visits, "8")
    qtbot.keyClicks(inputs.referrer, "Dr Osei")
    with qtbot.waitSignal(form.episode_stored):
        form.store_button.click()
    (stored,) = desk.services.patients.episodes(pat.id)
    assert (stored.onset, stored.mechanism) == (date(2026, 11, 3), "Lifting")
    assert (stored.diagnosis_code, stored.planned_visits) == ("M54.50", 8)
    assert stored.activities == ("Stairs", "Sitting")
    assert (stored.goals, stored.referrer) == ("Lift my grandson", "Dr Osei")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("onset", "2999-01-01", "future"),
        ("diagnosis_code", "back", "ICD-10-CM"),
        ("planned_visits", "many", "1 to 200"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient, name: str, typed: str, said: str
) -> None:
    desk = new_desk(record=a_record(pat))
    form = EpisodeForm(desk.context, pat.id, None)
    shown(qtbot, form)
    form.problem.setText("Calf strain")
    field = form.inputs.rows[name].field
    qtbot.keyClicks(field, typed)
    form.store_button.click()
    assert said in field.accessibleDescription()
    assert not desk.services.patients.episodes(pat.id)


def test_an_offered_code_brings_its_diagnosis(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    from clinic_app.data.library_files import load_library

    form = EpisodeForm(new_desk(record=a_record(pat), library=load_library()).context, pat.id, None)
    shown(qtbot, form)
    codes = form.inputs.codes
    qtbot.keyClicks(codes.diagnosis, "tight calv")
    stem = next(each for each in codes.offers if each.is_stem)
    codes.take(stem)
    assert codes.code.text() == "M62.46"
    assert "gastrocnemius" in codes.diagnosis.text()
    assert "last signs" in codes.code.accessibleDescription()


def test_what_was_typed_of_a_problem_waits(qtbot: QtBot, new_desk: NewDesk, pat: Patient) -> None:
    desk = new_desk(record=a_record(pat))
    form = EpisodeForm(desk.context, pat.id, None)
    shown(qtbot, form)
    qtbot.keyClicks(form.inputs.activities[1], "Stairs")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = EpisodeForm(desk.context, pat.id, None)
    shown(qtbot, again)
    qtbot.waitUntil(lambda: again.inputs.activities[1].text() == "Stairs")
    assert again.restored.isVisible()


def test_a_discharge_names_day_and_reason_and_can_be_taken_back(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    record = a_record(pat)
    episode = an_episode(pat, opened_on=date(2026, 11, 2), planned_visits=8)
    record.tables.episodes[episode.id] = episode
    desk = new_desk(record=record)
    form = EpisodeForm(desk.context, pat.id, episode)
    shown(qtbot, form)
    form.close_button.click()
    discharge = form.discharge
    assert discharge is not None
    discharge.store_button.click()
    qtbot.waitUntil(lambda: bool(discharge.outcome.property("invalid")))
    discharge.reasons[0].click()
    qtbot.keyClicks(discharge.outcome, "Climbs two flights.")
    discharge.day.setText("1.11.2026")
    discharge.store_button.click()
    qtbot.waitUntil(lambda: "care began" in discharge.day.accessibleDescription())
    discharge.day.setText("23.11.2026")
    with qtbot.waitSignal(form.episode_stored):
        discharge.store_button.click()
    closed = record.tables.episodes[episode.id]
    assert closed.closed_on == date(2026, 11, 23)
    assert closed.outcome == "Goals met. Climbs two flights."
    again = EpisodeForm(desk.context, pat.id, closed)
    shown(qtbot, again)
    with qtbot.waitSignal(again.episode_stored):
        again.close_button.click()
    assert record.tables.episodes[episode.id].closed_on is None


def test_beside_a_stored_patient_nobody_else_is_named_until_asked(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    twin = replace(pat, id=a_patient().id, record_number=2, given_name="Jon")
    form = PatientForm(new_desk(record=a_record(pat, twin)).context, pat)
    shown(qtbot, form)
    qtbot.waitUntil(lambda: form.similar.isVisible())
    assert form.similar.lines == []
    form.similar.show_button.click()
    (line,) = form.similar.lines
    assert line.startswith("SMITH, Jon")
    with qtbot.waitSignal(form.merge_wanted) as wanted:
        form.similar.merge_wanted.emit(twin.id)
    assert wanted.args == [pat.id, twin.id]


def test_a_photo_is_shown_in_the_banner_and_goes_with_the_patient(
    qtbot: QtBot, new_desk: NewDesk, pat: Patient
) -> None:
    picture = QImage(60, 80, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the format
    record = a_record(pat)
    with_photo = replace(pat, photo_sha256=record.archive.put(bytes(data.data().data())))
    banner = PatientBanner(new_desk(record=record).context)
    qtbot.addWidget(banner)
    banner.show()
    banner.show_patient(with_photo, date(2026, 11, 24))
    qtbot.waitUntil(lambda: not banner.face.pixmap().isNull())
    assert banner.face.isVisible()
    banner.clear()
    assert not banner.face.isVisible()
    assert banner.face.pixmap().isNull()
