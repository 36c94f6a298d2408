"""Pictures of how patients come in: forms, similar names, a merge, an import, a discharge."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QWidget

from builders import a_patient
from clinic_app.domain.patient import Hand, Patient
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.merge_form import MergeForm
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patient_import_form import PatientImportForm
from desks import Desk


class Camera(Protocol):
    """Takes one picture."""

    def take(self, widget: QWidget, desk: Desk, name: str, *, resize: bool = True) -> None: ...


ROWS = (
    "Apellidos;Nombre;Fecha de nacimiento;Sexo;Teléfono;Dirección;Ciudad;NHC\n"
    "Marlow;Theresa;14/03/1959;M;600 100 200;Calle Mayor 3;Sevilla;A-77\n"
    "García Ruiz;Elena;30/07/1979;M;600 100 201;Calle Real 12;Cádiz;A-78\n"
    "Ocaña Fernández de Córdoba;José Antonio;02/11/1964;H;600 100 202;Plaza Nueva 1;Granada;A-79\n"
    "Adeyemi;Kola;11/02/1988;H;600 100 203;;Málaga;A-80\n"
    ";;12/12/1970;M;;;;A-81\n"
    "Vega;Inés;31/02/1990;M;600 100 205;;;A-82\n"
    + "".join(f"Paciente{number};Ana;0{number % 9 + 1}/05/19{50 + number};M;;;;\n" for number in range(40))
)


def take_intake(camera: Camera, desk: Desk, patient: Patient) -> None:
    """Every form, as it is after a while."""
    known = _well_known(desk.record.tables.patients[patient.id])
    other = a_patient(
        family_name="Marlow",
        given_name="Theresa",
        birth_date=known.birth_date,
        record_number=4600,
        phone="555 0199",
        email="tess@example.org",
        precaution_tags=("balance_risk",),
    )
    tables = desk.record.tables
    tables.patients |= {known.id: known, other.id: other}
    camera.take(form := PatientForm(desk.context, known), desk, "patient-form", resize=False)
    for fold in form.inputs.folds.values():
        fold.open()
    camera.take(form, desk, "patient-form-open", resize=False)
    form.close()
    _take_both_versions(camera, desk, known)
    new = PatientForm(desk.context, None)
    new.inputs.family_name.setText("Marlowe")
    new.inputs.given_name.setText("Teresa")
    new.inputs.birth_date.setText("14.3.1959")
    camera.take(new, desk, "patient-form-similar", resize=False)
    new.store_button.click()
    camera.take(new, desk, "patient-form-asks", resize=False)
    new.close()
    camera.take(merge := MergeForm(desk.context, known.id, other.id), desk, "merge-form", resize=False)
    merge.close()
    camera.take(blank := EpisodeForm(desk.context, known.id, None), desk, "episode-form", resize=False)
    blank.inputs.codes.diagnosis.setText("low back")
    blank.inputs.codes.diagnosis.textEdited.emit("low back")
    blank.inputs.planned_visits.setText("many")
    blank.inputs.planned_visits.editingFinished.emit()
    camera.take(blank, desk, "episode-form-offers", resize=False)
    blank.close()
    episode = next(each for each in tables.episodes.values() if each.closed_on is None)
    camera.take(discharge := DischargeForm(desk.context, episode), desk, "discharge", resize=False)
    discharge.close()
    incoming = desk.services.patient_import.look_into(ROWS.encode("cp1252"), "pacientes.csv")
    arriving = PatientImportForm(desk.context, incoming)
    camera.take(arriving, desk, "import-patients", resize=False)
    for at, name in enumerate(("new", "alike", "refused")):
        arriving.views.buttons()[at].click()
        camera.take(arriving, desk, f"import-patients-{name}", resize=False)
    arriving.close()
    for widget in (form, new, merge, blank, discharge, arriving):
        widget.deleteLater()


def _take_both_versions(camera: Camera, desk: Desk, known: Patient) -> None:
    """The form, when somebody else was first."""
    form = PatientForm(desk.context, known)
    theirs = replace(known, phone="555 0144", email="m@example.org", occupation="Retired teacher")
    desk.context.services.patients.save(theirs)
    form.inputs.phone.setText("555 0166")
    form.store_button.click()
    camera.take(form, desk, "patient-form-both", resize=False)
    form.close()


def _well_known(patient: Patient) -> Patient:
    """With everything that a desk writes down."""
    return replace(
        patient,
        address="14 Harbour Street\nLeeds LS1 4AP",
        emergency_contact="Daniel Marlowe, son, 555 0188",
        occupation="Librarian",
        sport="Rowing, twice a week",
        dominant_hand=Hand.LEFT,
        referrer="Dr Osei",
        insurer="Northern Mutual",
        claim_number="NM-2231-88",
        needs_interpreter=True,
        consent_on=date(2026, 8, 3),
        phone="555 0123",
        notes="Prefers mornings.",
    )
