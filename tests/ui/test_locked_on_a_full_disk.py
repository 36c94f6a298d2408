"""The real program on a real disk that is full: locking covers and closes all the same, and loses no word."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from builders import a_patient
from campaign.disks import SmallDisk, mounted
from clinic_app.data import key_slots
from clinic_app.data.record import create_record
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.errors import OutputError
from clinic_app.domain.record_fault import WayOut
from clinic_app.domain.visit import NotePart
from clinic_app.paths import AppFolders
from clinic_app.services.access import AccessService
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.app import Program
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from clinic_ui.refusal import Refusal

WORDS = "four words are better"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with mounted(tmp_path / "disk", 8) as found:
        if found is None:
            pytest.skip("this machine lets nobody mount a disk")
        yield found


@pytest.fixture
def program(qtbot: QtBot, disk: SmallDisk, tmp_path: Path) -> Iterator[Program]:
    folders = AppFolders(disk.at / "record", *(tmp_path / name for name in ("config", "cache", "logs")))
    record = create_record(folders.record)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.patients.add(a_patient(family_name="Example", given_name="Pat"))
        work.commit()
    AccessService(record, key_slots.new_code).protect("Ada Lane", WORDS)
    record.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, folders)
    made.start()
    yield made
    disk.empty()
    made.window.close()
    made.close()
    made.window.deleteLater()


def unlock(qtbot: QtBot, program: Program) -> None:
    enter(qtbot, program)
    qtbot.waitUntil(program.window.rail.isVisible, timeout=20_000)


def enter(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), UnlockScreen), timeout=20_000)
    screen = program.window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    QTest.keyClicks(screen.secret.line, WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)


def typed_form(program: Program) -> PatientForm:
    context = program._known_context()
    (pat,) = context.services.patients.search("Example")
    form = PatientForm(context, pat, program.window)
    form.open()
    notes = form.inputs.typed_into("notes")
    assert isinstance(notes, QPlainTextEdit)
    QTest.keyClicks(notes, "hears badly")
    return form


def test_a_form_is_covered_and_its_text_kept_once_there_is_room_again(
    qtbot: QtBot, program: Program, disk: SmallDisk
) -> None:
    unlock(qtbot, program)
    typed_form(program)
    disk.leave(0)
    with qtbot.waitSignal(program.locked, timeout=20_000):
        program.lock()
        assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.window]
    assert len(program._waiting._unkept) == 1
    enter(qtbot, program)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Refusal), timeout=20_000)
    refusal = program.window.stack.currentWidget()
    assert isinstance(refusal, Refusal)
    disk.empty()
    QTest.mouseClick(refusal.buttons[WayOut.TRY_AGAIN], Qt.MouseButton.LeftButton)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: not program._waiting)
    context = program._known_context()
    with context.services.record.reading() as work:
        assert any("hears badly" in each.payload for each in work.drafts.all())


def test_while_it_still_cannot_be_kept_it_is_said_and_the_form_has_it(
    qtbot: QtBot, program: Program, disk: SmallDisk
) -> None:
    unlock(qtbot, program)
    typed_form(program)
    disk.leave(0)
    with qtbot.waitSignal(program.locked, timeout=20_000):
        program.lock()
    disk.empty()
    held = program._waiting._unkept
    held.hold("not yet", _refuse)
    unlock(qtbot, program)
    qtbot.waitUntil(program.window.problem_bar.isVisible)
    assert "is not kept yet" in program.window.problem_bar.sentence.text()
    context = program._known_context()
    (pat,) = context.services.patients.search("Example")
    again = PatientForm(context, pat, program.window)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.typed()["notes"].endswith("hears badly"))
    context.services.unkept.hold("not yet", str)
    with qtbot.waitSignal(context.toasts.said) as said:
        program._waiting.again.timeout.emit()  # its time came
    assert said.args is not None
    assert said.args[0] == "What was typed before is kept now"
    assert not program._waiting


def test_a_visit_that_could_not_be_saved_is_in_the_record_after_unlocking(
    qtbot: QtBot, program: Program, disk: SmallDisk
) -> None:
    unlock(qtbot, program)
    services = program._known_context().services
    (pat,) = services.patients.search("Example")
    visit = services.visits.start(pat.id)
    program.window.open_visit(visit.id)
    page = program.window._pages[PageKey.PATIENTS]
    assert isinstance(page, PatientsPage)
    qtbot.waitUntil(lambda: page.visit is not None and page.visit.model.visit is not None)
    assert page.visit is not None
    disk.leave(0)
    page.visit.model.change_part(NotePart.SUBJECTIVE, "walks better since Monday")
    with qtbot.waitSignal(program.locked, timeout=20_000):
        program.lock()
    assert program._waiting
    disk.empty()
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: not program._waiting)
    stored = program._known_context().services.visits.open(visit.id).visit
    assert stored.part(NotePart.SUBJECTIVE) == "walks better since Monday"
    assert not program.window.problem_bar.isVisible()


def test_closing_with_a_full_disk_asks_once_before_a_word_is_lost(
    qtbot: QtBot, program: Program, disk: SmallDisk
) -> None:
    unlock(qtbot, program)
    services = program._known_context().services
    (pat,) = services.patients.search("Example")
    program.window.open_patient(pat.id)
    page = program.window._pages[PageKey.PATIENTS]
    assert isinstance(page, PatientsPage)
    services.unkept.hold("clinic", lambda known: known.profile.save_profile(replace(_profile(known))))
    program.window.close()
    assert program.window.isVisible()
    assert "could not be kept" in program.window.problem_bar.sentence.text()
    program.window.close()
    assert not program.window.isVisible()


def _refuse(_services: object) -> None:
    raise OutputError("The disk is full.")


def _profile(services):  # type: ignore[no-untyped-def]  # the clinic's
    return services.profile.profile()
