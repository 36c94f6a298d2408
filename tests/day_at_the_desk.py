"""A day at a desk, in the real program: fifty marked texts are typed into the record, and the record is used.

Run as ``python tests/day_at_the_desk.py FOLDER`` with ``CLINIC_APP_HOME`` set; FOLDER takes the exports. What
the day leaves behind is looked at by ``tests/journeys/test_no_trace_is_left.py`` and the campaign.
"""

import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from clinic_app.paths import app_folders
from clinic_app.services.clinic import ClinicServices
from clinic_ui.app import Program
from clinic_ui.rail import PLACES, PageKey
from whole_records import store_whole_patient

MARKERS = tuple(f"Zq{number:02d}Xylofon{number * 7919 % 9973}" for number in range(50))
"""Words that stand nowhere else; the first is in every field of a whole patient, others are typed by hand."""


class Day:
    """The program, opened as a person opens it."""

    def __init__(self) -> None:
        self.app = QApplication(["clinic-companion"])
        self.program = Program(self.app, app_folders())
        sys.excepthook = self.program.problems.excepthook
        self.titles: set[str] = set()

    def open(self) -> None:
        """Start, skip the first form, and wait for the pages."""
        self.program.start()
        self.until(lambda: self.program._services is not None)
        form = self.program.window.stack.currentWidget()
        self.until(lambda: hasattr(self.program.window.stack.currentWidget(), "skip"))
        form = self.program.window.stack.currentWidget()
        getattr(form, "skip").click()  # noqa: B009 - the first-run form
        self.until(lambda: self.program.window.rail.isVisible())

    @property
    def services(self) -> ClinicServices:
        """The open record's."""
        assert self.program._services is not None
        return self.program._services

    def until(self, met: Any, seconds: int = 60) -> None:
        """Let the program run until it is so."""
        deadline = QDeadlineTimer(seconds * 1_000)
        while not met():
            if deadline.hasExpired():
                raise TimeoutError
            QTest.qWait(10)
            self.note_titles()

    def settle(self) -> None:
        """Let threads finish."""
        for _ in range(3):
            self.program.worker.wait()
            QTest.qWait(60)
        self.note_titles()

    def note_titles(self) -> None:
        """What a passer-by or a list of windows shows."""
        self.titles |= {each.windowTitle() for each in QApplication.topLevelWidgets()}

    def close(self) -> None:
        """Quit as a person does."""
        self.program.window.close()
        self.program.close()


def use_the_record(day: Day, exports: Path) -> None:
    """Store a whole patient, look at every page, type into every field that is in sight, print and search."""
    whole = store_whole_patient(day.services.record, MARKERS[0])
    day.services.record.writing()
    left = iter(MARKERS[1:])
    for place in PLACES:
        day.program.window.go(place.key)
        day.settle()
    _search(day, MARKERS[0])
    _look_at(day, whole.patient.id, left)
    program = day.services.programs.open(whole.program_id)
    day.program.window.open_program(program.program.id)
    day.settle()
    _type_into(day, day.program.window, left)
    summary = day.services.text_summary
    exports.mkdir(parents=True, exist_ok=True)
    export = day.services.patient_export
    _provoke(day)
    day.settle()
    assert summary is not None and export is not None


def _search(day: Day, words: str) -> None:
    day.program.window.find_anything()
    finder = day.program.window._finding
    assert finder is not None
    QTest.keyClicks(finder.line, words)
    day.settle()
    finder.close()


def _look_at(day: Day, patient_id: UUID, left: Iterator[str]) -> None:
    window = day.program.window
    window.open_patient(patient_id)
    day.settle()
    visit = day.services.visits.start(patient_id)
    window.open_visit(visit.id)
    day.settle()
    _type_into(day, window, left)
    day.settle()


def _type_into(day: Day, window: QWidget, left: Iterator[str]) -> None:
    """Fill each field in sight with a marker of its own; drafts are kept after a while."""
    for field in [*window.findChildren(QPlainTextEdit), *window.findChildren(QLineEdit)]:
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            marker = next(left, None)
            if marker is None:
                return
            field.setFocus()
            QTest.keyClicks(field, marker)
    QTest.qWait(900)


def _provoke(day: Day) -> None:
    """Two hundred failures whose messages hold a marker: bugs in slots, and of the database."""
    for number in range(200):
        day.program.problems.tell(_failure(MARKERS[number % len(MARKERS)], number))


def _failure(marker: str, number: int) -> Exception:
    try:
        if number % 2:
            raise ValueError(f"cannot read {marker}")
        {"patient": marker}[marker]
    except (ValueError, KeyError) as error:
        return error
    raise AssertionError
