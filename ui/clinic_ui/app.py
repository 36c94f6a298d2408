"""The program: the window first, then record, library and figures, opened in a worker.

Nothing heavy (SQLAlchemy, ReportLab, numpy) is imported before the first paint: it would only delay it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import clinic_resources
from clinic_app.domain.errors import KnownError
from clinic_app.paths import AppFolders
from clinic_ui import composition
from clinic_ui import theme as looks
from clinic_ui.access.doorman import Doorman, Stage
from clinic_ui.backups.care import BackupCare
from clinic_ui.icons import Icons
from clinic_ui.leaving import Left, close_windows_but, end_long_work, standing_of
from clinic_ui.main_window import MainWindow
from clinic_ui.opening import Opening
from clinic_ui.problems import Problems
from clinic_ui.qt_words import QtWords
from clinic_ui.rail import PageKey
from clinic_ui.settings import ThemeChoice, WindowSettings, forget_folders
from clinic_ui.theme import Theme
from clinic_ui.what_waits import WhatWaits
from clinic_ui.window_log import keep_log
from clinic_ui.words import Words
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.domain.backup import OpenedBackup
    from clinic_app.services.clinic import ClinicServices
    from clinic_ui.context import Context
    from clinic_ui.figure_filling import FigureFilling
    from clinic_ui.locking.locker import Locker
    from clinic_ui.single_instance import FirstInstance

_WATCHES_AFTER_MS = 300
_LISTENS_AFTER_MS = 1_000
"""From the first paint on; by then the first page is there, or somebody is asked for a passphrase."""


class Program(QObject):
    """Holds what lives as long as the program: settings, threads, the open record, the window."""

    usable = Signal()
    """The record is open and its first page is shown."""

    locked = Signal()
    """The record is closed, its key dropped, and the window asks who works."""

    def __init__(self, app: QApplication, folders: AppFolders) -> None:
        super().__init__()
        self._app, self._folders = app, folders
        self._services: ClinicServices | None = None
        self._context: Context | None = None
        self._left = Left()
        self._is_closed = False
        forget_folders()
        self.settings = WindowSettings(folders.config)
        looks.load_fonts()
        self._qt_words = QtWords(self)
        self.words = self._chosen_words()
        self.problems = Problems(self.words, self)
        self.worker = Worker(self.problems.tell, parent=self)
        self._waiting = WhatWaits(self.worker, self)
        self._filling: FigureFilling | None = None
        self._drawing = Worker(self.problems.tell, threads=1, parent=self)
        self._doorman = Doorman(folders, self.settings, self.worker, self.problems, self)
        self._doorman.opened.connect(self._on_opened)
        self._doorman.opened_by_code.connect(self._on_opened_by_code)
        self._doorman.restore_wanted.connect(self.look_for_backup)
        self._backups = BackupCare(folders, self.worker, self.problems, self)
        self._backups.ended.connect(self._on_restore_ended)
        self._locker: Locker | None = None
        self._first: FirstInstance | None = None
        self.window = self._new_window()

    def start(self, *, opens: bool = True) -> None:
        """Show the window; open the record once it is painted."""
        self._show_opening()
        self.window.show()
        if opens:
            self.window.first_painted.connect(self.open_record)
            QTimer.singleShot(_LISTENS_AFTER_MS, self, self._listen)

    def open_record(self) -> None:
        """Look who may come in; open (where no record ever was: create) one that asks for nothing."""
        self._doorman.let_in(self._stage())

    def lock(self) -> None:
        """Close the record and drop its key; what is being typed is kept, and the window asks who works."""
        if self._services is None or self._context is None:
            return
        if not self._context.is_protected:
            said = self.words.gettext(
                "Set a passphrase in Settings first: without one nothing can be locked."
            )
            self._context.toasts.say(said)
            return
        self.worker.run(partial(composition.note_locked, self._services), lambda _none: None)
        self._change_over(self._on_locked, self.words.gettext("Locking the record …"))

    def look_for_backup(self) -> None:
        """Let somebody find a backup to restore; a record that is open is closed before."""
        if self._services is None:
            self._find_backup()
        elif self._context is not None:
            self._change_over(self._find_backup)

    def restore(self, opened: "OpenedBackup") -> None:
        """Put a backup in the place of the record, then open that."""
        if self._context is not None:
            self._change_over(partial(self._put_back, opened))

    def _change_over(self, then: Callable[[], object], line: str = "") -> None:
        """Close the record; what is being typed is kept, and of what was open nothing is seen."""
        self._leave()
        self.window = self._new_window()
        self.window.restoreGeometry(self.settings.geometry)
        self._show_opening(line)
        self.window.show()
        self.worker.when_idle(partial(self._close_record, then))

    def end(self) -> None:
        """Somebody logs out or ends the program from outside: keep what is being typed, and end."""
        close_windows_but(self.window, self.problems.tell)
        self.window.close()
        self._app.quit()

    def close(self) -> None:
        """Wait for what is under way, then close figures and record."""
        self._context, self._is_closed = None, True
        self._waiting.let_go()
        self._backups.stop()
        if self._locker is not None:
            self._locker.close()
            self._locker.clipboard.clear()
        if self._first is not None:
            self._first.close()
        if self._services is not None:
            self._services.pictures.close()  # a thread may be waiting for a figure
        self._stop_filling()
        self._drawing.close()
        if self._services is not None:
            self.worker.run(self._services.check_last, lambda _is_whole: None)
        self.worker.wait()
        self.worker.close()
        if self._services is not None:
            self._services.close()
            self._services = None

    def _on_opened_by_code(self, services: "ClinicServices") -> None:
        from clinic_ui.access.after_recovery import AfterRecovery

        self._take(services)
        if services.record.reading_only is not None:  # no passphrase can be set there; the code stays good
            self._look_for_first_run()
            return
        form = AfterRecovery(self._known_context())
        form.done.connect(self._on_answered)
        self.window.show_alone(form)

    def _on_opened(self, services: "ClinicServices") -> None:
        self._take(services)
        if services.record.reading_only is None and services.access.has_first_passphrase():
            from clinic_ui.access.first_passphrase import FirstPassphrase

            form = FirstPassphrase(self._known_context())
            form.done.connect(self._look_for_first_run)
            self.window.show_alone(form)
        else:
            self._look_for_first_run()

    def _look_for_first_run(self) -> None:
        self.worker.run(self._known_context().services.profile.is_first_run, self._on_first_run_known)

    def _take(self, services: "ClinicServices") -> None:
        """The record is open."""
        self._services = services
        self._waiting.take_over(services)
        keep_log(self._folders.logs)
        self._context = self._new_context(services)
        self._watch_soon()

    def _watch_soon(self) -> None:
        """Once the first page is there: what it takes (D-Bus, a socket) is 50 ms nobody should wait for."""
        QTimer.singleShot(_WATCHES_AFTER_MS, self, self._watch)

    def _watch(self) -> None:
        """Listen for reasons to lock, and for a second start."""
        if self._context is None:
            return
        from clinic_ui.locking.locker import Locker

        if self._locker is None:
            self._locker = Locker(self.settings, self)
            self._locker.lock_wanted.connect(self.lock)
        self._listen()
        self._locker.watch(self._known_context().is_protected)

    def _listen(self) -> None:
        """A second start finds this program, locked or not."""
        from clinic_ui.single_instance import FirstInstance

        if self._first is None and not self._is_closed:
            self._first = FirstInstance(self._folders.record, self)
            self._first.called.connect(lambda: self.window.come_to_the_front())

    def _on_first_run_known(self, is_first_run: bool) -> None:
        context = self._context
        if context is None:  # it is being locked again
            return
        if is_first_run and context.services.record.reading_only is None:
            from clinic_ui.first_run import FirstRun

            form = FirstRun(context)
            form.answered.connect(self._offer_protection)
            form.restore_wanted.connect(self.look_for_backup)
            self.window.show_alone(form)
        else:
            self._on_answered()
        self.usable.emit()
        tidying = partial(composition.tidy_up, context.services)
        self.worker.run(tidying, self._on_looked_after, self._on_trouble)

    def _offer_protection(self) -> None:
        from clinic_ui.security.first_protection import FirstProtection

        form = FirstProtection(self._known_context())
        form.protected.connect(self._on_protected)
        form.done.connect(self._on_answered)
        self.window.show_alone(form)

    def _on_protected(self) -> None:
        """The record asks for a passphrase from now on."""
        assert self._services is not None
        self._context = self._new_context(self._services)

    def _on_answered(self) -> None:
        """Every question before the pages is answered; whoever was here before finds what was open."""
        self._waiting.try_before(self._go_on)

    def _go_on(self) -> None:
        """Whoever was here before finds what was open, and what they typed."""
        if (context := self._context) is None:  # locked again meanwhile
            return
        standing = self._left.taken_up_by(context.services.record.actor)
        self._left = Left()
        self._fill_window(standing.page)
        self.window.stand(standing.pages)
        self._watch_soon()
        self._waiting.tell(context, self.window)

    def _fill_window(self, page: PageKey = PageKey.PATIENTS) -> None:
        context = self._known_context()
        self.window.fill(context, page)
        if self._filling is None:
            from clinic_ui.figure_filling import FigureFilling

            waits, tell = (self._drawing, self.worker), self.problems.tell
            self._filling = FigureFilling(context.pictures, context.library, tell, waits, self)
            self._filling.start()
        self._filling.progressed.connect(self.window.rail.progress.show_progress)
        self._backups.watch(context, self.window)

    def _stop_filling(self) -> None:
        if self._filling is not None:
            self._filling.close()
            self._filling.deleteLater()  # it holds what opens the archive
            self._filling = None

    def _leave(self) -> None:
        """Keep what is typed and what is open, then take every window away: nothing of it is to be seen."""
        old, context = self.window, self._known_context()
        old.hide()
        self._backups.stop()
        self._waiting.let_go()
        end_long_work(old)
        close_windows_but(old, self.problems.tell)
        old.flush()
        standing = standing_of(old, self.problems.tell)
        self._left = Left(context.services.record.actor, old.page_key, standing)
        self.settings.geometry = old.saveGeometry()
        if self._locker is not None:
            self._locker.watch(False)
            self._locker.clipboard.clear()
        self._context = None  # nothing that comes back from the worker may show anything any more
        old.deleteLater()

    def _close_record(self, then: Callable[[], object]) -> None:
        """What was under way is done: let go of figures, record and key, and go on."""
        import gc

        services, self._services = self._services, None
        if services is None:  # the program ended meanwhile, and closed it
            return
        services.pictures.close()
        self._stop_filling()
        self._drawing.wait()
        services.close()
        del services
        gc.collect()
        then()

    def _on_locked(self) -> None:
        self.locked.emit()
        self.open_record()

    def _on_looked_after(self, cautions: Sequence[KnownError]) -> None:
        for caution in cautions if self._context is not None else ():
            self.window.notices.show_sentence(self.words.problem(caution), closable=True)

    def _on_trouble(self, error: Exception) -> None:
        """Something is wrong with the record that is open."""
        self.problems.tell(error)
        self.window.tell_if_only_reading()

    def _find_backup(self) -> None:
        self._backups.find(self._stage())

    def _put_back(self, opened: "OpenedBackup") -> None:
        self._backups.put_back(self._stage(), opened)

    def _on_restore_ended(self) -> None:
        self._left = Left()
        self.open_record()

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
        self._watch_soon()
        self.window.show()
        self.window.stand(standing)
        old.deleteLater()

    def _stage(self) -> Stage:
        return Stage(self._theme, self._icons, self.words, self.window.show_alone)

    def _show_opening(self, line: str = "") -> None:
        self.window.show_alone(Opening(self._theme, self.words, line=line))

    def _known_context(self) -> "Context":
        assert self._context is not None, "the record is not open"
        return self._context

    def _new_window(self) -> MainWindow:
        self._theme = self._chosen_theme()
        looks.apply(self._app, self._theme)
        self._icons = Icons(self._theme)
        window = MainWindow(self._theme, self._icons, self.words, self.settings)
        window.setWindowIcon(QIcon(str(clinic_resources.file_path("icons/app.svg"))))
        window.look_changed.connect(self._on_look_changed)
        window.lock_wanted.connect(self.lock)
        window.restore_wanted.connect(self.restore)
        window.backup_search_wanted.connect(self.look_for_backup)
        return window

    def _new_context(self, services: "ClinicServices") -> "Context":
        from clinic_ui.context_making import ProgramParts

        parts = ProgramParts(self.worker, self._drawing, self.problems, self.settings)
        return parts.context(services, self.window, self._theme, self._icons, self.words)

    def _chosen_theme(self) -> Theme:
        choice = self.settings.theme
        dark = looks.system_is_dark(self._app) if choice is ThemeChoice.SYSTEM else choice is ThemeChoice.DARK
        return Theme(is_dark=dark, text_scale=self.settings.text_scale)

    def _chosen_words(self) -> Words:
        wanted = self.settings.language or QLocale.system().name()[:2]
        language = wanted if wanted in clinic_resources.languages() else "en"
        self._qt_words.speak(language)
        return Words(clinic_resources.catalogue(language), language)
