"""What leaves a patient's page: the whole record, its text, and, for good, the patient."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from clinic_app.domain.erasure import Erasure, ErasureOutlook
from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.erase_form import EraseForm
from clinic_ui.pages.export_form import ExportForm, Leaving
from clinic_ui.shortcuts import Shortcut
from clinic_ui.work import Latest


class PatientMore(QObject):
    """Fills the menu of a button; ``patient`` and ``episode_id`` say what the page shows."""

    erased = Signal(object)
    """The id of a patient nothing is left of."""

    def __init__(
        self,
        context: Context,
        button: QPushButton,
        owner: QWidget,
        *,
        patient: Callable[[], Patient | None],
        episode_id: Callable[[], UUID | None],
    ) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._patient, self._episode_id = patient, episode_id
        self._latest = Latest(context.worker)
        self.export_form: ExportForm | None = None
        self.erase_form: EraseForm | None = None
        text = context.words.gettext
        self.menu = QMenu(button)
        self.export = self.menu.addAction(text("Export everything …"), partial(self._on_export, Leaving.ZIP))
        self.fhir = self.menu.addAction(text("Export as FHIR …"), partial(self._on_export, Leaving.FHIR))
        self.copy = context.actions.make(owner, Shortcut.COPY_SUMMARY, self._on_copy)
        self.menu.addAction(self.copy)
        self.menu.addSeparator()
        self.erase = self.menu.addAction(text("Erase for good …"), self._on_erase)
        self.menu.setToolTipsVisible(True)
        context.seat.hold_for_owner(self.erase)
        button.setMenu(self.menu)

    def _on_export(self, leaving: Leaving) -> None:
        patient = self._patient()
        if patient is not None:
            self.export_form = ExportForm(self._context, patient, leaving, self._owner)
            self.export_form.finished.connect(self.export_form.deleteLater)
            self.export_form.open()

    def _on_copy(self) -> None:
        patient, words = self._patient(), self._context.words
        if patient is not None:
            say = self._context.services.text_summary.of_patient
            job = partial(say, patient.id, words, words.language, self._episode_id())
            self._latest.run(job, self._on_copied)

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.toasts.say(self._context.words.gettext("Copied as text"))

    def _on_erase(self) -> None:
        patient = self._patient()
        if patient is not None:
            self._latest.run(partial(self._context.services.erasure.outlook, patient.id), self._ask)

    def _ask(self, outlook: ErasureOutlook) -> None:
        shown = self._patient()
        if shown is None or shown.id != outlook.patient.id:
            return
        self.erase_form = EraseForm(self._context, outlook, self._owner)
        self.erase_form.erased.connect(partial(self._on_erased, outlook.patient.id))
        self.erase_form.finished.connect(self.erase_form.deleteLater)
        self.erase_form.open()

    def _on_erased(self, patient_id: UUID, erasure: Erasure) -> None:
        said = self._context.words.gettext("Record {number} is erased")
        self._context.toasts.say(said.format(number=f"{erasure.record_number:06d}"))
        self.erased.emit(patient_id)
