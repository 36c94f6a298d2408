"""Finds one patient in a form: a search field, and the rows it finds."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.patient_rows import PatientDelegate, PatientModel
from clinic_ui.widgets.search_field import SearchField
from clinic_ui.work import Latest

_MOST = 50


class PatientChooser(QWidget):
    """The first patient found is chosen until another is."""

    patient_activated = Signal(object)
    """The Patient whose row was double-clicked or entered."""

    found = Signal(bool)
    """Whether the search holds anybody."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest(context.worker)
        text = context.words.gettext
        self.search = SearchField(context.actions.icons, text("Search by name, birth date or record number"))
        self.model = PatientModel(context.words, context.services.patients.today(), self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(PatientDelegate(context.theme, self.model, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(text("Patients"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.search)
        self.search.query_changed.connect(self._ask)
        self.search.results_wanted.connect(self.view.setFocus)
        self.view.activated.connect(self._on_activated)
        self._ask("")

    @property
    def chosen(self) -> Patient | None:
        """The patient of the marked row."""
        index = self.view.currentIndex()
        return self.model.patient(index.row()) if index.isValid() else None

    def _ask(self, query: str) -> None:
        search = self._context.services.patients.search
        job = partial(search, query, catalogue=self._context.words, limit=_MOST)
        self._latest.run(job, self._on_found)

    def _on_found(self, patients: Sequence[Patient]) -> None:
        self.model.show(patients)
        if patients:
            self.view.setCurrentIndex(self.model.index(0))
        self.found.emit(bool(patients))

    def _on_activated(self, index: QModelIndex) -> None:
        self.patient_activated.emit(self.model.patient(index.row()))
