"""The forms of a patient's problems: a new one, a change, a discharge with its letter."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.patient import Episode, Patient
from clinic_ui.context import Context
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.episode_form import EpisodeForm


class ProblemDesk(QObject):
    """Holds the form that is open; ``shown`` says whose page it is, the patient None until it is read."""

    stored = Signal()
    """The record holds something new."""

    discharged = Signal(object)
    """The Episode that was closed."""

    def __init__(
        self,
        context: Context,
        page: QWidget,
        shown: Callable[[], tuple[UUID | None, Patient | None]],
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._shown = context, page, shown
        self.form: EpisodeForm | None = None
        self.discharge_form: DischargeForm | None = None

    def add(self) -> None:
        """Ask what the patient came for; who sent the patient is known."""
        self._open(None)

    def change(self, episode: Episode) -> None:
        """Show a problem to be changed, closed or opened again."""
        self._open(episode)

    def discharge(self, episode: Episode) -> None:
        """Ask how it ended."""
        form = self.discharge_form = DischargeForm(self._context, episode, self._page)
        form.discharged.connect(self.stored)
        form.discharged.connect(self.discharged)
        form.finished.connect(form.deleteLater)
        form.open()

    def _open(self, episode: Episode | None) -> None:
        patient_id, patient = self._shown()
        if patient_id is None:
            return
        referrer = patient.referrer if patient is not None else ""
        form = self.form = EpisodeForm(self._context, patient_id, episode, self._page, referrer=referrer)
        form.episode_stored.connect(self.stored)
        form.discharged.connect(self.discharged)
        form.finished.connect(form.deleteLater)
        form.open()
