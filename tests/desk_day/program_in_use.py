"""The real program and what a person needs to use it; a step that fails ends the day at once and is told."""

import faulthandler
import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import gettempdir
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from clinic_app.paths import app_folders
from clinic_app.services.clinic import ClinicServices
from clinic_ui.app import Program
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from desk_day import marks
from traces import found_in

_A_STEP_S, _THE_DAY_S = 60, 240
_Shown = TypeVar("_Shown", bound=QWidget)


@dataclass
class Seen:
    """What the day was like, for whoever looks at what it left."""

    code: str = ""
    titles: list[str] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)
    copied: str = ""
    clipboard_after_lock: str = ""
    failures: dict[str, int] = field(default_factory=dict)
    exported: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    """What could be read in temporary files that went again."""


class ProgramInUse:
    """The program on this home, with keys and clicks."""

    def __init__(self, desktop: Path) -> None:
        self.desktop = desktop
        self.seen = Seen()
        self.expects_failures = False
        self._passed: set[Path] = set()
        faulthandler.dump_traceback_later(_THE_DAY_S, exit=True)
        self.app = QApplication(["clinic-companion"])
        self.app.setApplicationName("clinic-companion")
        self.program = Program(self.app, app_folders())
        self.program.problems.catch_everything()
        self._told = sys.excepthook
        sys.excepthook = self._on_exception

    @property
    def services(self) -> ClinicServices:
        """The open record's."""
        assert self.program._services is not None, "the record is not open"
        return self.program._services

    @property
    def window(self) -> MainWindow:
        """The window as it is now: locking makes another."""
        return self.program.window

    @property
    def patients(self) -> PatientsPage:
        """The page of patients, brought to the front."""
        page = self.window.go(PageKey.PATIENTS)
        assert isinstance(page, PatientsPage)
        return page

    def step(self, name: str, do: Callable[[], object]) -> None:
        """One part of the day; how long it took, in seconds."""
        began = time.monotonic()
        do()
        self.settle()
        self.seen.steps[name] = round(time.monotonic() - began, 2)

    def until(self, is_met: Callable[[], object], what: str) -> None:
        """Let the program run until it is so."""
        deadline = time.monotonic() + _A_STEP_S
        while not is_met():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            QTest.qWait(5)
            self._look_at_passing()
        self.note_titles()

    def until_gone(self, form: QWidget, what: str) -> None:
        """It is closed: Qt may have let go of it already."""
        self.until(lambda: not isValid(form) or not form.isVisible(), what)

    def take_the_keyboard(self) -> None:
        """The window is in front, as it is when somebody works in it."""
        self.window.activateWindow()
        self.until(lambda: self.app.activeWindow() is self.window, "the window is in front")

    def settle(self) -> None:
        """Let what is under way be done."""
        self.until(lambda: not self.program.worker.is_busy, "the worker is idle")

    def alone(self, kind: type[_Shown]) -> _Shown:
        """What fills the window before there are pages."""
        self.until(lambda: isinstance(self.window.stack.currentWidget(), kind), kind.__name__)
        shown = self.window.stack.currentWidget()
        assert isinstance(shown, kind)
        return shown

    def type_into(self, widget: QWidget, text: str) -> None:
        """Key by key, in the place of what was there."""
        widget.setFocus()
        if isinstance(widget, QPlainTextEdit):
            widget.selectAll()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)

    def click(self, button: QWidget) -> None:
        """One click; what cannot be clicked fails."""
        self.until(button.isEnabled, f"{button} can be clicked")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose_file(self, path: Path) -> None:
        """The file dialog that is open, answered as a person does: the path, and Enter."""

        def dialogs() -> list[QFileDialog]:
            found = self.app.topLevelWidgets()
            return [each for each in found if isinstance(each, QFileDialog) and each.isVisible()]

        self.until(dialogs, "a file dialog")
        (dialog,) = dialogs()
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(path))  # keys would open a list of what is there
        dialog.accept()
        self.until(lambda: not dialogs(), "the dialog closes")
        self.seen.exported.append(str(path))

    def note_titles(self) -> None:
        """What a passer-by reads in a list of windows."""
        titles = {each.windowTitle() for each in self.app.topLevelWidgets()} - set(self.seen.titles)
        self.seen.titles += sorted(titles)

    def _look_at_passing(self) -> None:
        """Files that are there for a moment only: what can be read in each new one."""
        for path in Path(gettempdir()).rglob("*"):
            if path in self._passed or not path.is_file():
                continue
            self._passed.add(path)
            with suppress(OSError):
                read = found_in(path.read_bytes(), marks.markers(self.seen.code or "not yet"))
                self.seen.passing += [f"{path.name}: {word}" for word, _ in read]

    def close(self) -> None:
        """As a person closes it."""
        self.window.close()
        self.program.close()
        faulthandler.cancel_dump_traceback_later()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self.expects_failures:
            self._told(kind, error, trace)
            return
        traceback.print_exception(error)
        os._exit(1)


def drawn_by_rule() -> None:
    """Figures show nothing of patients and take long to draw: stand-ins of three shapes will do."""
    from clinic_app.figures import gallery
    from fake_pictures import FakePictures

    gallery.Gallery = lambda *_: FakePictures()  # type: ignore[assignment,misc]


def stretched_little() -> None:
    """A guess takes a second on purpose; here a hundredth will do."""
    from clinic_app.data import key_slots

    for name in ("USUAL_COST", "SMALL_COST"):
        setattr(key_slots, name, key_slots.Cost(memory_kib=8_192, passes=1, lanes=1))
