"""A desk to try the window on: a context around a record in memory, the shipped library, real threads."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QImage

import clinic_resources
from clinic_app.data.library_files import load_library
from clinic_app.domain.library import Library
from clinic_app.domain.repositories import Record
from clinic_app.domain.search import ExerciseIndex
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.drafts import DraftService
from clinic_app.services.handouts import HandoutService
from clinic_app.services.patients import PatientService
from clinic_app.services.printing import Pictures
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import ProgramService
from clinic_ui.actions import Actions
from clinic_ui.context import Context
from clinic_ui.icons import Icons
from clinic_ui.problems import Problems
from clinic_ui.settings import WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.toasts import Toasts
from clinic_ui.words import Words
from clinic_ui.work import Worker
from fakes import FakePictures, FakeRecord


@cache
def shipped_library() -> Library:
    return load_library()


@cache
def shipped_index() -> ExerciseIndex:
    return ExerciseIndex(shipped_library())


class BlankPages:
    """Stands for a PDF: as many blank A4 pages as it has bytes of ``/Page``."""

    def __init__(self, data: bytes) -> None:
        self.count = max(1, data.count(b"/Page"))

    def size(self, page: int) -> QSizeF:
        return QSizeF(595, 842)

    def image(self, page: int, width: int) -> QImage:
        image = QImage(width, round(width * 842 / 595), QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        return image

    def close(self) -> None:
        self.count = 0


def services_of(record: Record, pictures: Pictures, library: Library | None = None) -> ClinicServices:
    """Every errand on one record."""
    chosen = library or shipped_library()
    return ClinicServices(
        record=record,
        library=chosen,
        index=shipped_index() if library is None else ExerciseIndex(chosen),
        pictures=pictures,
        profile=ProfileService(record),
        patients=PatientService(record),
        programs=ProgramService(record, chosen),
        handouts=HandoutService(
            record=record, library=chosen, pictures=pictures, catalogue=clinic_resources.catalogue
        ),
        drafts=DraftService(record),
    )


class Desk(QObject):
    """Holds a context and the threads behind it; ``close()`` waits for them."""

    def __init__(
        self,
        folder: Path,
        *,
        record: FakeRecord | None = None,
        pictures: Pictures | None = None,
        library: Library | None = None,
        theme: Theme | None = None,
        language: str = "en",
    ) -> None:
        super().__init__()
        self.record = record or FakeRecord()
        self.theme = theme or Theme()
        self.words = Words(clinic_resources.catalogue(language), language)
        self.problems = Problems(self.words, self)
        self.worker = Worker(self.problems.tell, parent=self)
        self.drawing = Worker(self.problems.tell, threads=1, parent=self)
        self.services = services_of(self.record, pictures or FakePictures(), library)
        self.context = self._context(WindowSettings(folder))

    def close(self) -> None:
        """Wait for what is under way."""
        self.drawing.close()
        self.worker.wait()
        self.worker.close()

    def _context(self, settings: WindowSettings) -> Context:
        services = self.services
        return Context(
            services=services,
            library=services.library,
            index=services.index,
            pictures=services.pictures,
            words=self.words,
            theme=self.theme,
            settings=settings,
            actions=Actions(Icons(self.theme)),
            worker=self.worker,
            problems=self.problems,
            thumbnails=Thumbnails(services.pictures, self.theme.figure_palette, self.drawing, self),
            toasts=Toasts(self),
            open_pages=BlankPages,
        )
