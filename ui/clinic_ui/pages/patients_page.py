"""Patients: the list, and one patient's page in its place (no other name is seen beside a patient)."""

from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.page import Page
from clinic_ui.pages.patient_list import PatientList
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.shortcuts import Shortcut

if TYPE_CHECKING:
    from clinic_app.services.programs import OpenProgram
    from clinic_ui.pages.merge_form import MergeForm, MergeQuestion
    from clinic_ui.pages.patient_detail import PatientDetail
    from clinic_ui.pages.patient_files import PatientFiles
    from clinic_ui.pages.patient_form import PatientForm
    from clinic_ui.visit.page import VisitPage


class PatientsPage(Page):
    """Opens patients, adds them, and goes back to the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = PatientList(context)
        self.form: PatientForm | None = None
        self.visit: VisitPage | None = None
        """Made with the first visit that is opened."""
        self.merge_question: MergeQuestion | None = None
        self.merge_form: MergeForm | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.patient_chosen.connect(self.open_patient)
        self.list.new_wanted.connect(self._on_new_wanted)
        self.list.import_wanted.connect(lambda: self.files.ask())
        self.list.program_wanted.connect(self.program_wanted)
        self.list.revise_wanted.connect(self._on_revise_wanted)
        context.actions.make(self, Shortcut.NEW_PATIENT, self._on_new_wanted)

    @cached_property
    def detail(self) -> "PatientDetail":
        """One patient's page, made with the first one that is opened."""
        from clinic_ui.pages.patient_detail import PatientDetail

        detail = PatientDetail(self.context)
        self._stack.addWidget(detail)
        detail.back_wanted.connect(self._on_back)
        detail.patient_erased.connect(self._on_erased)
        detail.edit_wanted.connect(self._on_edit_wanted)
        detail.program_wanted.connect(self.program_wanted)
        detail.templates_wanted.connect(self.templates_wanted)
        detail.version_wanted.connect(self.version_wanted)
        detail.visit_wanted.connect(self.start_visit)
        detail.visit_chosen.connect(self.open_visit)
        return detail

    @cached_property
    def files(self) -> "PatientFiles":
        """Patients from a file."""
        from clinic_ui.pages.patient_files import PatientFiles

        files = PatientFiles(self.context, self)
        files.imported.connect(self._on_back)
        return files

    def get_ready(self) -> None:
        """Make one patient's page; overrides Page."""
        self.context.worker.run(_load_patient_page, self._make_detail)

    def _make_detail(self, _loaded: None) -> None:
        self.detail  # noqa: B018 - made where it is first asked for

    def open_patient(self, patient_id: UUID) -> None:
        """Show one patient; a visit that was open is kept first."""
        self._leave_visit()
        self.detail.open(patient_id)
        self._stack.setCurrentWidget(self.detail)
        self.detail.setFocus()

    def start_visit(self, patient_id: UUID, episode_id: UUID | None = None) -> None:
        """Begin a visit of today in the place of the patient’s page."""
        self._visit_page().start(patient_id, episode_id)

    def open_visit(self, visit_id: UUID) -> None:
        """Show a visit in the place of the patient’s page."""
        self._visit_page().open(visit_id)

    def patient_in_view(self) -> UUID | None:
        """The patient whose page or visit is shown; overrides Page."""
        if self._is_in_visit and self.visit is not None:
            return self.visit.patient_id
        return self.detail.patient_id if self._is_in_detail else None

    def leave_patient(self) -> None:
        """Back to the list; a visit that was open is kept; overrides Page."""
        self._on_back()

    def search_for(self, query: str) -> None:
        """Search the list; overrides Page."""
        self._on_back()
        self.list.search.setText(query)

    def refresh(self) -> None:
        """Look at the record again; overrides Page."""
        self.list.refresh()
        if self._is_in_detail:
            self.detail.refresh()
        elif not self._is_in_visit:
            self.list.search.setFocus()

    def flush(self) -> None:
        """Keep a half-filled form and the visit; overrides Page."""
        if self.visit is not None:
            self.visit.flush()
        if self._has_detail:
            self.detail.add.flush()
        if self.form is not None:
            self.form.draft.flush()

    def standing(self) -> object:
        """The patient whose page is shown, and the visit; overrides Page."""
        if self._is_in_visit and self.visit is not None:
            return self.visit.patient_id, self.visit.visit_id
        return self.patient_in_view()

    def stand(self, standing: object) -> None:
        """Show that patient's page, or the visit; overrides Page."""
        patient_id, visit_id = standing if isinstance(standing, tuple) else (standing, None)
        if isinstance(patient_id, UUID):
            self.open_patient(patient_id)
        if isinstance(visit_id, UUID):
            self.open_visit(visit_id)

    @property
    def _has_detail(self) -> bool:
        return "detail" in self.__dict__

    @property
    def _is_in_detail(self) -> bool:
        return self._has_detail and self._stack.currentWidget() is self.detail

    @property
    def _is_in_visit(self) -> bool:
        return self.visit is not None and self._stack.currentWidget() is self.visit

    def _visit_page(self) -> "VisitPage":
        """The page of visits, brought to the front."""
        if self.visit is None:
            from clinic_ui.visit.page import VisitPage  # no visit is in the first paint

            self.visit = VisitPage(self.context)
            self.visit.closed.connect(self._on_visit_closed)
            self._stack.addWidget(self.visit)
        self._stack.setCurrentWidget(self.visit)
        return self.visit

    def _leave_visit(self) -> None:
        if self._is_in_visit and self.visit is not None:
            self._stack.setCurrentWidget(self.detail)
            self.visit.leave()

    def _on_visit_closed(self, patient_id: UUID | None) -> None:
        """Back to the patient, unless another one is opened."""
        if self._is_in_visit:
            self._stack.setCurrentWidget(self.detail)
            if wanted := patient_id or self.detail.patient_id:
                self.detail.open(wanted)
            self.detail.setFocus()

    def _on_revise_wanted(self, patient_id: UUID) -> None:
        """Ctrl+D in the list: the marked patient's last program, ready to change."""
        revise = partial(self.context.services.history.revise_last, patient_id)
        self.context.worker.run(revise, self._on_revised)

    def _on_revised(self, opened: "OpenProgram | None") -> None:
        if opened is None:
            text = self.context.words.gettext
            self.context.toasts.say(text("No program yet. Press Enter to open the patient and start one."))
        else:
            self.program_wanted.emit(opened.program.id)

    def _on_back(self) -> None:
        self._leave_visit()
        self._stack.setCurrentWidget(self.list)
        self.list.refresh()
        self.list.search.setFocus()

    def _on_erased(self, patient_id: UUID) -> None:
        self._on_back()
        self.patient_erased.emit(patient_id)

    def _on_new_wanted(self) -> None:
        self._open_form(None)

    def _on_edit_wanted(self, patient: Patient) -> None:
        self._open_form(patient)

    def _open_form(self, patient: Patient | None) -> None:
        from clinic_ui.pages.patient_form import PatientForm

        self.form = PatientForm(self.context, patient, self)
        self.form.patient_stored.connect(self._on_patient_stored)
        self.form.patient_wanted.connect(self.open_patient)
        self.form.merge_wanted.connect(self._on_merge_wanted)
        self.form.finished.connect(self._on_form_finished)
        self.form.open()

    def _on_merge_wanted(self, patient_id: UUID, other_id: UUID | None) -> None:
        """Both records side by side; with whom is asked where nobody said."""
        from clinic_ui.pages.merge_form import MergeQuestion

        if other_id is not None:
            self._open_merge(patient_id, other_id)
            return
        patient = self.detail.view.patient if self.detail.view is not None else None
        if patient is None or patient.id != patient_id:
            return
        question = MergeQuestion(self.context, patient, self)
        question.chosen_other.connect(partial(self._open_merge, patient_id))
        question.finished.connect(question.deleteLater)
        question.open()
        self.merge_question = question

    def _open_merge(self, patient_id: UUID, other_id: UUID) -> None:
        from clinic_ui.pages.merge_form import MergeForm

        form = MergeForm(self.context, patient_id, other_id, self)
        form.merged.connect(self._on_merged)
        form.finished.connect(form.deleteLater)
        form.open()
        self.merge_form = form

    def _on_merged(self, kept: Patient, other: Patient) -> None:
        self.open_patient(kept.id)
        text = self.context.words.gettext
        said = text("Record {number} is part of this one now").format(number=record_number(other))
        self.context.toasts.say(said, text("Undo"), partial(self._take_apart, other.id))

    def _take_apart(self, merged_id: UUID) -> None:
        job = partial(self.context.services.merging.take_apart, merged_id)
        self.context.worker.run(job, self._on_taken_apart)

    def _on_taken_apart(self, patient: Patient) -> None:
        self.open_patient(patient.id)
        self.context.toasts.say(self.context.words.gettext("Two records again"))

    def _on_patient_stored(self, patient: Patient) -> None:
        self.list.refresh()
        self.open_patient(patient.id)

    def _on_form_finished(self) -> None:
        if self.form is not None:
            self.form.deleteLater()
        self.form = None


def _load_patient_page() -> None:
    """Read its modules on a worker, which takes longer than making it."""
    from clinic_ui.pages import patient_detail, patient_form  # noqa: F401 - what is loaded is kept
