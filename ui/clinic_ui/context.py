"""What every page is given: one bundle per open record, theme and language; rebuilt when one changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.library import Library
from clinic_app.domain.search import ExerciseIndex
from clinic_app.services.clinic import ClinicServices
from clinic_ui.actions import Actions
from clinic_ui.exercise_shelf import ExerciseShelf
from clinic_ui.own_library import OwnLibrary
from clinic_ui.printed_pages import OpenPages
from clinic_ui.problems import Problems
from clinic_ui.seat import Seat
from clinic_ui.settings import WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.toasts import Toasts
from clinic_ui.words import Words
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.services.printing import Pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a page may use. Pages get it in their constructor and pass on what their parts need."""

    services: ClinicServices
    own: OwnLibrary
    shelf: ExerciseShelf
    pictures: "Pictures"
    words: Words
    theme: Theme
    settings: WindowSettings
    actions: Actions
    worker: Worker
    problems: Problems
    thumbnails: Thumbnails
    toasts: Toasts
    open_pages: OpenPages
    """Makes a PDF's pages visible: preview and printing."""
    is_protected: bool = False
    """Whether the record asks for a passphrase, so that it can be locked."""

    @property
    def seat(self) -> Seat:
        """What whoever works here may change."""
        return self.actions.seat

    @property
    def library(self) -> Library:
        """Shipped and own exercises, as they are now; ``own.changed`` says when they are others."""
        return self.services.library

    @property
    def index(self) -> ExerciseIndex:
        """Finds them."""
        return self.services.index
