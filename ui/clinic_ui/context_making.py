"""Makes the bundle that pages are given: anew for each record that is opened, each theme and language."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_app.services.clinic import ClinicServices
from clinic_ui import composition
from clinic_ui.actions import Actions
from clinic_ui.context import Context
from clinic_ui.exercise_shelf import ExerciseShelf
from clinic_ui.icons import Icons
from clinic_ui.own_library import OwnLibrary
from clinic_ui.problems import Problems
from clinic_ui.seat import Seat
from clinic_ui.settings import WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.toasts import Toasts
from clinic_ui.words import Words
from clinic_ui.work import Worker


@dataclass(frozen=True, slots=True)
class ProgramParts:
    """What lives as long as the program and every page may use; ``drawing`` is the thread of the figures."""

    worker: Worker
    drawing: Worker
    problems: Problems
    settings: WindowSettings

    def context(
        self, services: ClinicServices, window: QWidget, theme: Theme, icons: Icons, words: Words
    ) -> Context:
        """The bundle for ``window``, with which its parts end."""
        thumbnails = Thumbnails(services.pictures, theme.figure_palette, self.drawing, parent=window)
        return Context(
            services=services,
            own=OwnLibrary(services, self.worker, thumbnails, window),
            shelf=ExerciseShelf(services.shelf, services.in_use, self.worker, words.language, parent=window),
            pictures=services.pictures,
            words=words,
            theme=theme,
            settings=self.settings,
            actions=Actions(icons, words, Seat(services.record, words, window)),
            worker=self.worker,
            problems=self.problems,
            thumbnails=thumbnails,
            toasts=Toasts(window),
            open_pages=composition.PdfPages,
            is_protected=services.access.is_protected(),
        )
