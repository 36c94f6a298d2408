"""The child of ``windows.py``: the whole program, and somebody who types into it or meets its faults.

``python -m campaign.at_the_window ERRAND``; ``CLINIC_APP_HOME`` says where the record is. What happens is
said on standard output, a line each.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from campaign.desk import MARKER
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import NotePart
from clinic_ui import running
from clinic_ui.app import Program
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey

LETTERS = "abcdefghij"
WORDS = "four words are better"
HOURS_8, TWO_DAYS = 8 * 3_600, 2 * 86_400
_MOST_TURNS = 6_000

Waits = Iterator[Callable[[], object]]
"""What an errand waits for, one after the other."""


def say(line: str) -> None:
    """To the one who watches."""
    print(line, flush=True)


class Person:
    """Whoever sits before the window; begins once it is there.

    An errand yields what it waits for. Nothing runs within a loop of its own, as nothing does in the program.
    """

    def __init__(self, errand: Callable[["Person"], Waits]) -> None:
        self._errand = errand
        self._turn = QTimer()
        self._turn.setInterval(5)
        self._turn.timeout.connect(self._on_turn)
        self._is_so: Callable[[], object] = bool
        self._patience = 0
        self.program: Program

    def sit_down(self, program: Program) -> None:
        """The window is made; begin when it can be used."""
        self.program = program
        program.usable.connect(self._begin)

    def _begin(self) -> None:
        self._steps = self._errand(self)
        self._is_so = lambda: True
        self._patience = _MOST_TURNS
        self._turn.start()

    def _on_turn(self) -> None:
        self._patience -= 1
        if not self._patience:
            self._stop("it never became so")
        if not self._is_so():
            return
        try:
            self._is_so = next(self._steps)
            self._patience = _MOST_TURNS
        except StopIteration:
            self._turn.stop()
        except Exception as error:
            self._stop(f"{type(error).__name__}: {error}")

    def _stop(self, complaint: str) -> None:
        print(complaint, file=sys.stderr, flush=True)
        os._exit(3)

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

    def open_visit(self) -> PatientsPage:
        """Begin a visit of today; wait until it is there."""
        page = self.program.window.go(PageKey.PATIENTS)
        assert isinstance(page, PatientsPage)
        page.start_visit(self.patient.id)
        return page


def in_visit(page: PatientsPage) -> QWidget | None:
    """The field for what the patient says, once the visit is there."""
    if page.visit is None or page.visit.model.visit is None:
        return None
    return page.visit.note.parts[NotePart.SUBJECTIVE].field


def keep_typing(person: Person) -> Waits:
    """A note, and over it the details of the patient, key by key in turn until somebody stops it."""
    page = person.open_visit()
    yield lambda: in_visit(page)
    note, details = in_visit(page), person.open_form()
    assert note is not None
    for number in range(100_000):
        for field in (note, details):
            QTest.keyClick(field, LETTERS[number % len(LETTERS)])
        say(str(number + 1))
        yield lambda: True


def type_both_and_wait(person: Person) -> Waits:
    """A note, and over it the details of the patient; the last key is not saved yet when it says so."""
    page = person.open_visit()
    yield lambda: in_visit(page)
    field = in_visit(page)
    assert field is not None
    QTest.keyClicks(field, LETTERS * 2)
    QTest.keyClicks(person.open_form(), LETTERS * 2)
    say("typed")


def meet_faults(person: Person) -> Waits:
    """Bugs in a slot, in a paint event, in an errand of the worker and in a bare thread, again and again."""
    told: list[str] = []
    window = person.program.window
    person.program._known_context().problems.problem_met.connect(told.append)
    faults = {"slot": _in_slot, "paint": _in_paint, "worker": _in_worker, "thread": _in_thread}
    for name, fault in list(faults.items()) * 2:
        told.clear()
        fault(person)
        yield partial(_any_or_late, told, time.monotonic() + 2)
        is_seen = window.problem_bar.isVisible()
        page = window.go(PageKey.SETTINGS)
        goes_on = page is window.stack.currentWidget()
        window.go(PageKey.PATIENTS)
        says = [each for each in told if "our fault" in each and MARKER not in each]
        say(json.dumps({"fault": name, "told": bool(says) and is_seen, "goes_on": goes_on}))
    say("met")
    person.program.end()


def _any_or_late(told: list[str], until: float) -> bool:
    return bool(told) or time.monotonic() > until


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
    "keeps typing": keep_typing,
    "has typed": type_both_and_wait,
    "faults": meet_faults,
}


def main(errand: str) -> int:
    """Open the program as anybody does, with somebody before it."""
    person = Person(ERRANDS[errand])

    class WatchedProgram(Program):
        def start(self, *, opens: bool = True) -> None:
            person.sit_down(self)
            super().start(opens=opens)

    running.Program = WatchedProgram  # type: ignore[misc]
    return running.run(["campaign"])


if __name__ == "__main__":
    status = main(sys.argv[1])
    say(f"ended {status}")
    sys.exit(status)
