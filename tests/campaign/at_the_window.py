"""The child of ``windows.py``: the whole program, and somebody who types into it or meets its faults.

``python -m campaign.at_the_window ERRAND``; ``CLINIC_APP_HOME`` says where the record is. What happens is
said on standard output, a line each.
"""

import json
import sys
import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from campaign.desk import MARKER
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import NotePart
from clinic_ui import app as program_floor
from clinic_ui.app import Program
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey

LETTERS = "abcdefghij"
WORDS = "four words are better"
HOURS_8, TWO_DAYS = 8 * 3_600, 2 * 86_400
_PATIENCE_MS = 20_000


def say(line: str) -> None:
    """To the one who watches."""
    print(line, flush=True)


class Person:
    """Whoever sits before the window; begins once it is there."""

    def __init__(self, errand: Callable[["Person"], None]) -> None:
        self._errand = errand
        self.program: Program

    def sit_down(self, program: Program) -> None:
        """The window is made; wait until it can be used."""
        self.program = program
        program.usable.connect(lambda: QTimer.singleShot(0, partial(self._errand, self)))
        program.open_record = partial(self._open, program.open_record)  # type: ignore[method-assign]

    def _open(self, usual: Callable[[], None]) -> None:
        usual()

    @property
    def patient(self) -> Patient:
        """The first of the record."""
        return self.program._known_context().services.patients.search("Family")[0]

    def open_form(self) -> QPlainTextEdit:
        """The patient's details; returns the field for notes."""
        form = PatientForm(self.program._known_context(), self.patient, self.program.window)
        form.open()
        notes = form.inputs.typed_into("notes")
        assert isinstance(notes, QPlainTextEdit)
        notes.clear()
        return notes

    def open_visit(self) -> QWidget:
        """A visit of today; returns the field for what the patient says."""
        page = self.program.window.go(PageKey.PATIENTS)
        assert isinstance(page, PatientsPage)
        page.start_visit(self.patient.id)
        wait_for(lambda: page.visit is not None and page.visit.model.visit is not None)
        assert page.visit is not None
        return page.visit.note.parts[NotePart.SUBJECTIVE].field


def wait_for(is_so: Callable[[], object]) -> None:
    """Until it is so."""
    for _ in range(_PATIENCE_MS // 10):
        if is_so():
            return
        QTest.qWait(10)
    raise RuntimeError("it never became so")


def keep_typing(field: QWidget) -> None:
    """Key by key, until somebody stops it."""
    for number in range(100_000):
        QTest.keyClick(field, LETTERS[number % len(LETTERS)])
        say(str(number + 1))
        QTest.qWait(15)


def type_form(person: Person) -> None:
    """Into the details of a patient."""
    keep_typing(person.open_form())


def type_visit(person: Person) -> None:
    """Into a visit's note."""
    keep_typing(person.open_visit())


def type_both_and_wait(person: Person) -> None:
    """A note, and over it the details of the patient; the last key is not saved yet when it says so."""
    QTest.keyClicks(person.open_visit(), LETTERS * 2)
    QTest.keyClicks(person.open_form(), LETTERS * 2)
    say("typed")


def meet_faults(person: Person) -> None:
    """Bugs in a slot, in a paint event, in an errand of the worker and in a bare thread, twice each."""
    told: list[str] = []
    context = person.program._known_context()
    context.problems.problem_met.connect(told.append)
    faults = {"slot": _in_slot, "paint": _in_paint, "worker": _in_worker, "thread": _in_thread}
    for name, fault in list(faults.items()) * 2:
        before = len(told)
        fault(person)
        wait_for(lambda before=before: len(told) > before) if name else None
        page = person.program.window.go(PageKey.SETTINGS)
        QTest.qWait(20)
        goes_on = page is person.program.window.stack.currentWidget()
        person.program.window.go(PageKey.PATIENTS)
        says = [each for each in told[before:] if "our fault" in each and MARKER not in each]
        say(json.dumps({"fault": name, "told": bool(says), "goes_on": goes_on}))
    say("met")
    QTimer.singleShot(0, person.program.end)


def _stumble(*_arguments: object) -> None:
    raise ValueError(f"{MARKER} was born on a day that is none")


def _in_slot(_person: Person) -> None:
    QTimer.singleShot(0, _stumble)


class _BadlyPainted(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.hide()
        _stumble()


def _in_paint(person: Person) -> None:
    painted = _BadlyPainted(person.program.window)
    painted.resize(40, 40)
    painted.show()
    painted.raise_()


def _in_worker(person: Person) -> None:
    person.program._known_context().worker.run(_stumble, lambda _nothing: None)


def _in_thread(_person: Person) -> None:
    threading.Thread(target=_stumble).start()


ERRANDS = {
    "form": type_form,
    "visit": type_visit,
    "both": type_both_and_wait,
    "faults": meet_faults,
}


def main(errand: str) -> int:
    """Open the program as anybody does, with somebody before it."""
    person = Person(ERRANDS[errand])

    class WatchedProgram(Program):
        def start(self) -> None:
            person.sit_down(self)
            super().start()

    program_floor.Program = WatchedProgram  # type: ignore[misc]
    return program_floor.run(["campaign"])


if __name__ == "__main__":
    status = main(sys.argv[1])
    say(f"ended {status}")
    sys.exit(status)
