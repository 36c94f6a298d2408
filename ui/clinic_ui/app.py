"""The composition root: the window first, then record, library and figures, opened in a worker.

Nothing heavy (SQLAlchemy, ReportLab, numpy) is imported before the first paint: it would only delay it.
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSize, QSizeF, Signal
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

import clinic_resources
from clinic_app.paths import AppFolders, app_folders
from clinic_ui import theme as looks
from clinic_ui.actions import Actions
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.opening import Opening
from clinic_ui.problems import Problems
from clinic_ui.qt_words import QtWords
from clinic_ui.rail import PageKey
from clinic_ui.settings import ThemeChoice, WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.words import Words
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.pdf.preview import PageImage
    from clinic_app.services.clinic import ClinicServices
    from clinic_ui.context import Context
    from clinic_ui.figure_filling import FigureFilling

_POINTS_PER_INCH = 72

QUIT_AFTER_PAINT = "CLINIC_APP_QUIT_AFTER_PAINT"
"""Set to 1, the program ends with status 0 once its window was painted."""


def run(arguments: Sequence[str]) -> int:
    """Open the window on this machine's record; returns the exit status when it is closed."""
    app = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(app, QApplication)
    app.setApplicationName("clinic-companion")
    app.setDesktopFileName("clinic-companion")
    program = Program(app, app_folders())
    sys.excepthook = program.problems.excepthook
    program.start()
    if os.environ.get(QUIT_AFTER_PAINT) == "1":
        program.window.first_painted.connect(app.quit)
    status = app.exec()
    program.close()
    return status


class Program(QObject):
    """Holds what lives as long as the program: settings, threads, the open record, the window."""

    usable = Signal()
    """The record is open and its first page is shown."""

    def __init__(self, app: QApplication, folders: AppFolders) -> None:
        super().__init__()
        self._app, self._folders = app, folders
        self._services: ClinicServices | None = None
        self._context: Context | None = None
        self.settings = WindowSettings(folders.config)
        looks.load_fonts()
        self._qt_words = QtWords(self)
        self.words = self._chosen_words()
        self.problems = Problems(self.words, self)
        self.worker = Worker(self.problems.tell, parent=self)
        self._filling: FigureFilling | None = None
        self._drawing = Worker(self.problems.tell, threads=1, parent=self)
        self.window = self._new_window()

    def start(self) -> None:
        """Show the window; open the record once it is painted."""
        self._show_opening()
        self.window.show()
        if os.environ.get(QUIT_AFTER_PAINT) != "1":
            self.window.first_painted.connect(self.open_record)

    def open_record(self) -> None:
        """Open (the first time: create) the record, off the window's thread."""
        self._show_opening()
        self.worker.run(partial(open_clinic, self._folders), self._on_opened, self._on_refused)

    def close(self) -> None:
        """Wait for what is under way, then close figures and record."""
        if self._services is not None:
            self._services.pictures.close()  # a thread may be waiting for a figure
        if self._filling is not None:
            self._filling.close()
        self._drawing.close()
        self.worker.wait()
        self.worker.close()
        if self._services is not None:
            self._services.close()
            self._services = None

    def _on_opened(self, services: "ClinicServices") -> None:
        self._services = services
        self._keep_log()
        self._context = self._new_context(services)
        self.worker.run(services.profile.is_first_run, self._on_first_run_known)

    def _on_first_run_known(self, is_first_run: bool) -> None:
        assert self._context is not None
        if is_first_run:
            from clinic_ui.first_run import FirstRun

            form = FirstRun(self._context)
            form.answered.connect(self._on_answered)
            self.window.show_alone(form)
        else:
            self._fill_window()
        self.usable.emit()
        self.worker.run(partial(_tidy_up, self._context.services), lambda _none: None)

    def _on_answered(self) -> None:
        self._fill_window()

    def _fill_window(self, page: PageKey = PageKey.PATIENTS) -> None:
        assert self._context is not None
        self.window.fill(self._context, page)
        if self._filling is None:
            from clinic_ui.figure_filling import FigureFilling

            pictures, library = self._context.pictures, self._context.library
            waited_for = (self._drawing, self.worker)
            self._filling = FigureFilling(pictures, library, self.problems.tell, waited_for, self)
            self._filling.start()
        self._filling.progressed.connect(self.window.rail.progress.show_progress)

    def _on_refused(self, error: Exception) -> None:
        sentence = self.problems.sentence(error)
        self.problems.tell(error)
        refusal = Opening(self._theme, self.words, sentence)
        refusal.retry_wanted.connect(self.open_record)
        self.window.show_alone(refusal)

    def _on_look_changed(self) -> None:
        """Make the window anew in the new theme, text size and language; what is open stays open."""
        assert self._services is not None
        self.words = self._chosen_words()
        self.problems.words = self.words
        old = self.window
        old.flush()
        standing = old.standing()
        self.settings.geometry = old.saveGeometry()
        self.window = self._new_window()
        self._context = self._new_context(self._services)
        self._fill_window(PageKey.SETTINGS)
        self.window.show()
        self.window.stand(standing)
        old.deleteLater()

    def _show_opening(self) -> None:
        self.window.show_alone(Opening(self._theme, self.words))

    def _new_window(self) -> MainWindow:
        self._theme = self._chosen_theme()
        looks.apply(self._app, self._theme)
        self._icons = Icons(self._theme)
        window = MainWindow(self._theme, self._icons, self.words, self.settings)
        window.setWindowIcon(QIcon(str(clinic_resources.file_path("icons/app.svg"))))
        window.look_changed.connect(self._on_look_changed)
        return window

    def _new_context(self, services: "ClinicServices") -> "Context":
        from clinic_ui.context import Context
        from clinic_ui.exercise_shelf import ExerciseShelf
        from clinic_ui.own_library import OwnLibrary
        from clinic_ui.thumbnails import Thumbnails
        from clinic_ui.toasts import Toasts

        thumbnails = Thumbnails(
            services.pictures, self._theme.figure_palette, self._drawing, parent=self.window
        )
        shelf = ExerciseShelf(
            services.shelf, services.in_use, self.worker, self.words.language, parent=self.window
        )
        return Context(
            services=services,
            own=OwnLibrary(services, self.worker, thumbnails, self.window),
            shelf=shelf,
            pictures=services.pictures,
            words=self.words,
            theme=self._theme,
            settings=self.settings,
            actions=Actions(self._icons, self.words),
            worker=self.worker,
            problems=self.problems,
            thumbnails=thumbnails,
            toasts=Toasts(self.window),
            open_pages=PdfPages,
        )

    def _chosen_theme(self) -> Theme:
        choice = self.settings.theme
        dark = looks.system_is_dark(self._app) if choice is ThemeChoice.SYSTEM else choice is ThemeChoice.DARK
        return Theme(is_dark=dark, text_scale=self.settings.text_scale)

    def _chosen_words(self) -> Words:
        wanted = self.settings.language or QLocale.system().name()[:2]
        language = wanted if wanted in clinic_resources.languages() else "en"
        self._qt_words.speak(language)
        return Words(clinic_resources.catalogue(language), language)

    def _keep_log(self) -> None:
        """Write the window's log to a file; done late, so that a start costs nothing."""
        import logging
        from logging.handlers import RotatingFileHandler

        self._folders.logs.mkdir(parents=True, exist_ok=True)
        file = self._folders.logs / "window.log"
        handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=2, delay=True, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logging.getLogger("clinic_ui").addHandler(handler)


def _tidy_up(services: "ClinicServices") -> None:
    """What finds exercises, before somebody looks for one; what an erasure left when it was interrupted."""
    services.index  # noqa: B018 - made where it is first asked for
    services.erasure.finish()


class PdfPages:
    """A PDF's pages for the window (``PrintedPages``), painted by the pdf floor."""

    def __init__(self, data: bytes) -> None:
        from clinic_app.pdf.preview import PagePainter

        self._pages = PagePainter(data)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._pages.page_count

    def size(self, page: int) -> QSizeF:
        """Width and height of a page, in points."""
        return QSizeF(*self._pages.page_size(page))

    def image(self, page: int, width: int) -> QImage:
        """The page, ``width`` pixels wide."""
        return _as_image(self._pages.render(page, width / self.size(page).width()))

    def pixels(self, page: int, dpi: int) -> QSize:
        """How many pixels the page has."""
        return QSize(*self._pages.pixels(page, dpi / _POINTS_PER_INCH))

    def strip(self, page: int, dpi: int, top: int, rows: int) -> QImage:
        """Rows of the page."""
        return _as_image(self._pages.strip(page, dpi / _POINTS_PER_INCH, top, rows))

    def close(self) -> None:
        """Let go of the document."""
        self._pages.close()


def _as_image(painted: "PageImage") -> QImage:
    image = QImage(painted.data, painted.width, painted.height, painted.stride, QImage.Format.Format_RGB32)
    return image.copy()  # the picture must outlive the bytes it was read from


def open_clinic(folders: AppFolders) -> "ClinicServices":
    """Open the record, the library and the figures; for a worker, since all that is heavy is imported here.

    Raises:
        KnownError: the record or a shipped file cannot be used; the sentence says what to do.
    """
    from clinic_app.data.library_files import load_library_kept_in
    from clinic_app.data.record import create_record, open_record, record_exists
    from clinic_app.figures.cache import DrawingCache
    from clinic_app.figures.gallery import Gallery
    from clinic_app.figures.studio import Studio
    from clinic_app.services.clinic import ClinicServices
    from clinic_app.services.drafts import DraftService
    from clinic_app.services.library_in_use import LibraryInUse
    from clinic_app.services.library_pictures import LibraryPictures
    from clinic_app.services.own_exercises import OwnExerciseService
    from clinic_app.services.patients import PatientService
    from clinic_app.services.permission import GuardedRecord
    from clinic_app.services.profile import ProfileService
    from clinic_app.services.screens import ScreenService
    from clinic_app.services.shelf import ShelfService

    opening = open_record if record_exists(folders.record) else create_record
    record = GuardedRecord(opening(folders.record, seen_folder=folders.config / "seen"))
    in_use = LibraryInUse(load_library_kept_in(folders.cache))
    own = OwnExerciseService(record, in_use)
    own.read()
    gallery = Gallery(DrawingCache(folders.cache), Studio(folders.cache))
    return ClinicServices(
        record=record,
        in_use=in_use,
        pictures=LibraryPictures(gallery, in_use.current, record.archive),
        catalogue=clinic_resources.catalogue,
        profile=ProfileService(record),
        patients=PatientService(record),
        drafts=DraftService(record),
        shelf=ShelfService(record),
        own=own,
        screens=ScreenService(record),
    )
