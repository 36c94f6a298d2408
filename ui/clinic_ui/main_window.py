"""The main window: rail, pages, problems, toasts. It opens empty and is filled once the record is open."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from clinic_ui.full_fields import FullFields
from clinic_ui.icons import Icons
from clinic_ui.leaving import forget_all_but
from clinic_ui.making_pages import make_page
from clinic_ui.notice_strips import NoticeStrip, NoticeStrips
from clinic_ui.problem_bar import ProblemBar
from clinic_ui.rail import PLACES, PageKey, Rail
from clinic_ui.settings import WindowSettings
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Theme
from clinic_ui.what_waits import closing_sentence, flush_drafts, let_each_keep
from clinic_ui.widgets.toast import Toast
from clinic_ui.window_place import place_window
from clinic_ui.words import Words

if TYPE_CHECKING:
    from clinic_app.domain.program import ProgramVersion
    from clinic_ui.context import Context
    from clinic_ui.find_anything.palette import FindAnything
    from clinic_ui.key_sheet import KeySheet
    from clinic_ui.opened_file import OpenedFiles
    from clinic_ui.pages.page import Page

_READY_AFTER_MS = 1_500
"""The first page is there, and nobody types yet: time to make what Ctrl+K opens."""


class MainWindow(QMainWindow):
    """One per theme and language: to change either, the program makes another."""

    first_painted = Signal()
    look_changed = Signal()
    """The person chose another theme, text size or language."""

    lock_wanted = Signal()

    restore_wanted = Signal(object)
    """An OpenedBackup is to take the place of the record."""

    backup_search_wanted = Signal()
    """A backup is to be found and restored."""

    backups_changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Words, settings: WindowSettings) -> None:
        super().__init__()
        self._words, self._settings = words, settings
        self._context: Context | None = None
        self._pages: dict[PageKey, Page] = {}
        self._patient_id: UUID | None = None  # who was on the screen last
        self._was_painted = False
        self._was_warned = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._get_finding_ready)
        self._finding: FindAnything | None = None
        self._files: OpenedFiles | None = None
        self.key_sheet: KeySheet | None = None
        self.rail = Rail(theme, icons, words)
        self.problem_bar = ProblemBar(theme, icons, words)
        self.open_strip = NoticeStrip(theme, icons, words, icon="lock", closable=False)
        self.notices = NoticeStrips(theme, icons, words)
        self.notice = NoticeStrip(theme, icons, words, icon="info")
        self.stack = QStackedWidget()
        self.setCentralWidget(self._laid_out())
        self.toast = Toast(theme, self)
        self.setWindowTitle(words.gettext("Clinic Companion"))
        place_window(self, settings.geometry)
        self.rail.place_chosen.connect(self.go)

    def show_alone(self, widget: QWidget) -> None:
        """Show one thing in the whole window: the record being opened, the first-run form, a failure."""
        self.rail.setVisible(False)
        self._show(widget)

    def fill(self, context: "Context", page: PageKey = PageKey.PATIENTS) -> None:
        """The record is open: offer the pages."""
        self._context = context
        context.problems.problem_met.connect(self.problem_bar.say)
        context.problems.solved.connect(self.problem_bar.hide)
        context.toasts.said.connect(self.toast.say)
        context.toasts.cleared.connect(self.toast.leave)
        FullFields(context.words, context.toasts, self)
        self.tell_if_only_reading()
        self.rail.offer({place.key for place in PLACES})
        self.rail.setVisible(True)
        self._tell_if_open()
        self._say_who(context)
        self.open_strip.wanted.connect(self._show_security)
        for place in PLACES:
            context.actions.make(self, place.shortcut, _Going(self, place.key), everywhere=True)
        find = context.actions.make(self, Shortcut.FIND_ANYTHING, self.find_anything, everywhere=True)
        keys = context.actions.make(self, Shortcut.KEYS, self.show_keys, everywhere=True)
        context.actions.make(self, Shortcut.PROTECTION, self.show_protection, everywhere=True)
        context.actions.make(self, Shortcut.OPEN_FILE, self.open_file, everywhere=True)
        context.actions.make(self, Shortcut.LOCK, self.lock_wanted.emit, everywhere=True)
        self.rail.offer_actions(find, keys)
        self.go(page)
        forget_all_but(self._pages.values(), self.stack)
        self._later.start(_READY_AFTER_MS)

    def tell_if_only_reading(self) -> None:
        """Say above every page why nothing can be changed, if so, and grey what would change something."""
        if self._context is None:  # said once there are pages
            return
        self._context.seat.look_again()
        reason, text = self._context.services.record.reading_only, self._words.gettext
        said = text("You look, search and print again. Only a therapist can change the record.")
        if reason is not None:
            said = text("Open for reading only. {reason}").format(reason=self._words.problem(reason))
        if not self._context.seat.may_change:
            self.notices.show_sentence(said)

    def _tell_if_open(self) -> None:
        """Say above every page that nobody has to say who they are, as long as that is so."""
        assert self._context is not None
        text = self._words.gettext
        said = text("This record has no passphrase: who can use this computer can read it.")
        self.open_strip.say("" if self._context.is_protected else said, text("Set one"))
        self.open_strip.button.setAccessibleName(text("Set a passphrase"))
        self._context.seat.hold_for_owner(self.open_strip.button)

    @property
    def page_key(self) -> PageKey:
        """Where the person is."""
        current = self._current_page()
        return next((key for key, page in self._pages.items() if page is current), PageKey.PATIENTS)

    def _current_page(self) -> "Page | None":
        """The page that is shown; None while something is shown alone."""
        shown = self.stack.currentWidget()
        return next((page for page in self._pages.values() if page is shown), None)

    def go(self, key: PageKey) -> "Page":
        """Show a page, made when it is first gone to; returns it."""
        self.problem_bar.hide()  # it spoke of the page before
        page = self._page(key)
        if page is not self._current_page():
            self.toast.turn_page()
        self._show_one_patient(page)
        self.rail.choose(key)
        title = next(place.title for place in PLACES if place.key is key)
        self.setWindowTitle(
            self._words.gettext("{page} – Clinic Companion").format(page=self._words.gettext(title))
        )
        self._show(page)
        page.refresh()
        QTimer.singleShot(0, self.toast.settle)  # once the page has its size
        return page

    def _show_one_patient(self, page: "Page") -> None:
        """While one patient is open, no page that is gone to shows another."""
        current = self._current_page()
        self._patient_id = (current.patient_in_view() if current else None) or self._patient_id
        if self._patient_id is not None and page.patient_in_view() not in (None, self._patient_id):
            page.leave_patient()

    def find_anything(self) -> None:
        """Open the line that finds anything."""
        self._make_finding().open()

    def _make_finding(self) -> "FindAnything":
        assert self._context is not None
        if self._finding is None:
            from clinic_ui.find_anything.palette import FindAnything
            from clinic_ui.find_anything.ways import Ways

            self._finding = FindAnything(self._context, self, Ways(self))
        return self._finding

    def _get_finding_ready(self) -> None:
        if self._finding is None:
            self._make_finding().get_ready()
        self._watch_files()
        page = self._current_page()
        if page is not None:
            page.get_ready()

    def open_file(self) -> None:
        """Make a draft of a sheet's PDF or a program file."""
        self._watch_files().ask()

    def _watch_files(self) -> "OpenedFiles":
        """Files may be dropped from now on."""
        assert self._context is not None
        if self._files is None:
            from clinic_ui.opened_file import OpenedFiles

            self._files = OpenedFiles(self._context, self, self.open_program, self._import_patients)
        return self._files

    def _import_patients(self, path: Path) -> None:
        """A file of patients was dropped."""
        from clinic_ui.pages.patients_page import PatientsPage

        page = self.go(PageKey.PATIENTS)
        if isinstance(page, PatientsPage):
            page.files.take(path)

    def _say_who(self, context: "Context") -> None:
        from clinic_ui.security.role_words import role_names

        if context.is_protected:
            actor = context.services.record.actor
            self.rail.say_who(actor.name, role_names(context.words)[actor.role])

    def _show_security(self) -> None:
        """Where a passphrase is set."""
        show: Callable[[], None] = getattr(self.go(PageKey.SETTINGS), "show_security")  # noqa: B009 - see below
        show()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        assert self._context is not None
        if self.key_sheet is None:
            from clinic_ui.key_sheet import KeySheet

            self.key_sheet = KeySheet(self._context, self)
        self.key_sheet.open()

    def show_protection(self) -> None:
        """Open the page that says what is protected."""
        from clinic_ui.security.protection_page import show_protection

        assert self._context is not None
        show_protection(self._context, self)

    def open_program(self, program_id: UUID) -> None:
        """Open a program in the builder."""
        builder = self.go(PageKey.BUILDER)
        open_program: Callable[[UUID], None] = getattr(builder, "open_program")  # noqa: B009 - no type yet
        open_program(program_id)

    def take_up(self, version: "ProgramVersion") -> None:
        """Take up an old version as a draft in the builder."""
        take_up: Callable[[ProgramVersion], None] = getattr(self.go(PageKey.BUILDER), "take_up")  # noqa: B009
        take_up(version)

    def open_patient(self, patient_id: UUID) -> None:
        """Open a patient's page."""
        patients = self.go(PageKey.PATIENTS)
        open_patient: Callable[[UUID], None] = getattr(patients, "open_patient")  # noqa: B009 - see above
        open_patient(patient_id)

    def show_backups(self) -> None:
        """Show the settings of backups."""
        show: Callable[[], None] = getattr(self.go(PageKey.SETTINGS), "show_backups")  # noqa: B009 - see above
        show()

    def open_visit(self, visit_id: UUID) -> None:
        """Open a visit in the place of its patient's page."""
        patients = self.go(PageKey.PATIENTS)
        open_visit: Callable[[UUID], None] = getattr(patients, "open_visit")  # noqa: B009 - see above
        open_visit(visit_id)

    def open_templates(self, patient_id: UUID) -> None:
        """Show which templates suit a patient."""
        templates = self.go(PageKey.TEMPLATES)
        choose: Callable[[UUID], None] = getattr(templates, "choose_patient")  # noqa: B009 - see above
        choose(patient_id)

    def forget_patient(self, patient_id: UUID) -> None:
        """Nothing is left of a patient: no page shows or keeps anything."""
        for page in self._pages.values():
            page.forget_patient(patient_id)

    def come_to_the_front(self) -> None:
        """Somebody looks for this window; a desktop that lets nobody push forward shows that it calls."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    def flush(self) -> None:
        """Let every page, form and answer keep what is being typed."""
        if self._context is not None:
            flushes = [page.flush for page in self._pages.values()]
            let_each_keep([*flushes, lambda: flush_drafts(self)], self._context.problems)

    def standing(self) -> dict[PageKey, object]:
        """What is open on each page, for the window that takes this one's place."""
        standing = {key: page.standing() for key, page in self._pages.items()}
        return {key: what for key, what in standing.items() if what is not None}

    def stand(self, standing: Mapping[PageKey, object]) -> None:
        """Open on each page what was open before."""
        for key, what in standing.items():
            self._page(key).stand(what)

    def event(self, event: QEvent) -> bool:
        """Notice the first paint; overrides Qt."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)
        return done

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is being typed and where the window stood; overrides Qt."""
        self._later.stop()
        self.flush()
        if self._stays_for_what_is_unkept():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        super().closeEvent(event)

    def _stays_for_what_is_unkept(self) -> bool:
        """Whether closing now would lose what was typed, and nobody was told so yet."""
        waits = self._context is not None and len(self._context.services.unkept) > 0
        if not waits or self._was_warned or not self.isVisible():
            return False
        self._was_warned = True
        self.problem_bar.say(closing_sentence(self._words))
        return True

    def _laid_out(self) -> QWidget:
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        for strip in (self.open_strip, self.notices, self.problem_bar, self.notice):
            column.addWidget(strip)
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)
        return around

    def _show(self, widget: QWidget) -> None:
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def _page(self, key: PageKey) -> "Page":
        if key not in self._pages:
            assert self._context is not None, "pages need an open record"
            page = self._pages[key] = make_page(key, self._context)
            self.stack.addWidget(page)  # one that is not shown yet goes with the window too
            self._connect(page)
        return self._pages[key]

    def _connect(self, page: "Page") -> None:
        for name, slot in (
            ("program_wanted", self.open_program),
            ("version_wanted", self.take_up),
            ("patient_wanted", self.open_patient),
            ("visit_wanted", self.open_visit),
            ("templates_wanted", self.open_templates),
            ("patient_erased", self.forget_patient),
            ("look_changed", self.look_changed),
            ("restore_wanted", self.restore_wanted),
            ("backup_search_wanted", self.backup_search_wanted),
            ("backups_changed", self.backups_changed),
            ("backups_wanted", self.show_backups),
        ):
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)


class _Going:
    def __init__(self, window: MainWindow, key: PageKey) -> None:
        self._window, self._key = window, key

    def __call__(self) -> None:
        self._window.go(self._key)
