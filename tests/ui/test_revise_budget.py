"""Repeat or revise the last program and print: at most 4 keys or 3 clicks, counted on the real window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from clinic_app.domain.program import HandoutWay, ProgramVersion
from clinic_ui.builder.page import BuilderPage
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from desks import Desk, a_stored_program
from hands import Hands, print_dialog

CALF = "gastrocnemius-stretch-on-stairs"
CTRL = Qt.KeyboardModifier.ControlModifier


class Clinic:
    """A patient who was given a program four weeks ago and comes as agreed; a printer into a file."""

    def __init__(self, desk: Desk, qtbot: QtBot, folder: Path) -> None:
        self._qtbot, self._desk, self._file = qtbot, desk, folder / "printed.pdf"
        self.program_id = a_stored_program(desk, CALF)
        opened = desk.services.programs.open(self.program_id)
        visit = desk.record.clock().date() + timedelta(weeks=4)
        desk.services.programs.save(opened.version, replace(opened.version.content, review_date=visit))
        opened = desk.services.programs.open(self.program_id)
        desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)
        desk.record.clock.wait(weeks=4)
        assert opened.patient is not None
        self.patient_id: UUID = opened.patient.id
        context = desk.context
        self.window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
        self.window.fill(context)
        builder = self.window.go(PageKey.BUILDER)
        patients = self.window.go(PageKey.PATIENTS)
        assert isinstance(builder, BuilderPage)
        assert isinstance(patients, PatientsPage)
        self.builder, self.patients = builder, patients
        builder.outputs.sheets._printer_names = lambda: ["Front desk"]
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)
        qtbot.waitUntil(lambda: patients.list.model.rowCount() == 1)

    def wait_for_the_draft(self) -> None:
        """The draft is on the table."""
        model = self.builder.model
        self._qtbot.waitUntil(lambda: self.window.page_key is PageKey.BUILDER and not model.is_read_only)

    def wait_for_the_print_dialog(self) -> QPrintDialog:
        """The system's dialog, set to print into our file."""
        return print_dialog(self.builder.outputs.sheets, self._file, self._qtbot)

    def printed(self) -> ProgramVersion:
        """The version that was handed out now."""
        newest = self._desk.services.programs.open
        self._qtbot.waitUntil(lambda: newest(self.program_id).version.number == 2)
        assert self._file.read_bytes().startswith(b"%PDF")
        return newest(self.program_id).version


@pytest.fixture
def clinic(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Iterator[Clinic]:
    place = Clinic(desk, qtbot, tmp_path)
    yield place
    place.window.close()
    shiboken6.delete(place.window)  # before its worker goes: a pause in the builder may still be running


@pytest.fixture
def hands() -> Hands:
    return Hands()


def test_with_the_patient_marked_in_the_list_four_keys_change_a_number_and_print(
    clinic: Clinic, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_D, CTRL)
    clinic.wait_for_the_draft()
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_P, CTRL)
    clinic.wait_for_the_print_dialog()
    hands.press(Qt.Key.Key_Return)
    assert clinic.printed().content.items[0].dosage.sets == 2
    assert hands.keys <= 4


def test_on_the_patients_page_three_keys_repeat_and_print(clinic: Clinic, hands: Hands, qtbot: QtBot) -> None:
    clinic.patients.open_patient(clinic.patient_id)
    qtbot.waitUntil(clinic.patients.detail.revise_last.isEnabled)
    hands.press(Qt.Key.Key_D, CTRL)
    clinic.wait_for_the_draft()
    hands.press(Qt.Key.Key_P, CTRL)
    clinic.wait_for_the_print_dialog()
    hands.press(Qt.Key.Key_Return)
    clinic.printed()
    assert hands.keys <= 4


def test_on_the_patients_page_three_clicks_repeat_and_print(
    clinic: Clinic, hands: Hands, qtbot: QtBot
) -> None:
    clinic.patients.open_patient(clinic.patient_id)
    qtbot.waitUntil(clinic.patients.detail.revise_last.isEnabled)
    revise = next(
        button
        for button in clinic.patients.detail.findChildren(QPushButton)
        if button.text() == "Revise last program"
    )
    hands.click(revise)
    clinic.wait_for_the_draft()
    hands.click(clinic.builder.print_button)
    dialog = clinic.wait_for_the_print_dialog()
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    hands.click(box.button(QDialogButtonBox.StandardButton.Ok))
    clinic.printed()
    assert hands.clicks <= 3
