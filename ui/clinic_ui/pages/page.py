"""What every page is."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_ui.context import Context


class Page(QWidget):
    """A place of the rail. It says what it wants opened; the main window opens it."""

    program_wanted = Signal(object)
    """The id (UUID) of a program to open in the builder."""

    version_wanted = Signal(object)
    """A ProgramVersion to take up again as a draft in the builder."""

    patient_wanted = Signal(object)
    """The id (UUID) of a patient to open."""

    visit_wanted = Signal(object)
    """The id (UUID) of a visit to open."""
    patient_erased = Signal(object)
    """The id (UUID) of a patient of whom no page may show anything any more."""

    templates_wanted = Signal(object)
    """The id (UUID) of a patient to choose a template for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def refresh(self) -> None:
        """The page came into view: show what the record holds now."""

    def get_ready(self) -> None:
        """The page has been in view for a while and nobody types: make what is opened from it."""

    def standing(self) -> object:
        """What should be in view again when the window is made anew; None: nothing in particular."""
        return None

    def stand(self, standing: object) -> None:
        """Bring into view what ``standing()`` of the page before said."""

    def patient_in_view(self) -> UUID | None:
        """Whose data is on the page: no other patient is named beside it."""
        return None

    def leave_patient(self) -> None:
        """Another patient was opened: keep what is typed, and show this one no more."""

    def forget_patient(self, patient_id: UUID) -> None:
        """Nothing is left of that patient: show nothing, and keep nothing of it."""

    def takes_exercises(self) -> bool:
        """Whether a program is in view that exercises can be added to."""
        return False

    def take_exercise(self, slug: str) -> None:
        """Add an exercise to that program."""

    def search_for(self, query: str) -> None:
        """Show what fits in the page's own list."""

    def flush(self) -> None:
        """The window is about to close: keep what is being typed."""
