"""Where the line may lead in one window."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from clinic_app.domain.found_text import FoundText, TextKind
from clinic_ui.pages.page import Page
from clinic_ui.rail import PageKey
from clinic_ui.shortcuts import Shortcut

if TYPE_CHECKING:
    from clinic_ui.main_window import MainWindow


class Ways:
    """Asks the window and its pages; makes no page that is not gone to."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def go(self, key: PageKey) -> None:
        """To a page."""
        self._window.go(key)

    def patient_in_view(self) -> UUID | None:
        """Whose data is on the screen."""
        page = self._window.stack.currentWidget()
        return page.patient_in_view() if isinstance(page, Page) else None

    def open_patient(self, patient_id: UUID) -> None:
        """To a patient's page."""
        self._window.open_patient(patient_id)

    def open_text(self, found: FoundText) -> None:
        """To the visit, program or problem in which it was found."""
        if found.patient_id is None:
            self._window.open_program(found.owner_id)
            return
        if found.kind is TextKind.VISIT:
            self._window.open_visit(found.owner_id)
            return
        self._window.open_patient(found.patient_id)
        page = self._window.stack.currentWidget()
        from clinic_ui.pages.patients_page import PatientsPage

        assert isinstance(page, PatientsPage)
        page.detail.point_at(found.kind, found.owner_id)

    def find_patient(self, query: str) -> None:
        """To the list of patients, searched."""
        page = self._window.go(PageKey.PATIENTS)
        assert isinstance(page, Page)
        page.search_for(query)

    def use_template(self, slug: str) -> None:
        """Start a program from a template, for the patient in view if there is one."""
        patient_id = self.patient_in_view()
        page = self._window.go(PageKey.TEMPLATES)
        from clinic_ui.pages.templates_page import TemplatesPage

        assert isinstance(page, TemplatesPage)
        page.use_soon(slug, patient_id)

    def show_exercise(self, slug: str) -> None:
        """To the exercise in the library."""
        page = self._window.go(PageKey.LIBRARY)
        from clinic_ui.pages.library_page import LibraryPage

        assert isinstance(page, LibraryPage)
        page.show_exercise(slug)

    def can_add(self) -> bool:
        """Whether a program is on the screen that an exercise can be added to."""
        page = self._window.stack.currentWidget()
        return isinstance(page, Page) and page.takes_exercises()

    def add(self, slug: str) -> None:
        """Add an exercise to the program on the screen."""
        page = self._window.stack.currentWidget()
        assert isinstance(page, Page)
        page.take_exercise(slug)

    def new_patient(self) -> None:
        """Ask for a new patient's details."""
        self._window.go(PageKey.PATIENTS)
        action = self._window.findChild(QAction, Shortcut.NEW_PATIENT.name)
        assert action is not None, "the page of patients has it"
        action.trigger()

    def actions(self) -> list[tuple[Shortcut, QAction]]:
        """What can be done now on the page that is seen, and what could be by somebody else."""
        offered = []
        for action in self._window.findChildren(QAction):
            owner = action.parent()
            if action.objectName() not in Shortcut.__members__ or not isinstance(owner, QWidget):
                continue
            shortcut = Shortcut[action.objectName()]
            is_offered = action.isEnabled() or bool(action.statusTip())
            if shortcut.value.icon and is_offered and owner.isVisible():
                offered.append((shortcut, action))
        return offered
