"""The real program on a real record asks for a passphrase; locked it is closed, unlocked all is back."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.data import key_slots
from clinic_app.data.key_file import RecordKey
from clinic_app.data.record import create_record
from clinic_app.domain.access import Role
from clinic_app.domain.audit import AuditAction, AuditEntry, AuditFilter
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.errors import RecordError
from clinic_app.domain.record_fault import OpenAs
from clinic_app.paths import AppFolders
from clinic_app.services.access import AccessService
from clinic_ui.access.after_recovery import AfterRecovery
from clinic_ui.access.first_passphrase import FirstPassphrase
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.app import Program
from clinic_ui.opening import Opening
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from clinic_ui.refusal import Refusal
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Segments

WORDS, OTHER = "four words are better", "five other words are fine"


@pytest.fixture
def folders(tmp_path: Path) -> AppFolders:
    return AppFolders(*(tmp_path / name for name in ("record", "config", "cache", "logs")))


@pytest.fixture
def codes(folders: AppFolders) -> str:
    """A record with one patient, an owner and an assistant; returns the recovery code."""
    record = create_record(folders.record)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.patients.add(a_patient(family_name="Example", given_name="Pat"))
        work.commit()
    access = AccessService(record, key_slots.new_code)
    code = access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "", Role.ASSISTANT, OTHER)
    record.close()
    return code


@pytest.fixture
def program(qtbot: QtBot, folders: AppFolders, codes: str) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, folders)
    made.start()
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()


def screen_of(qtbot: QtBot, program: Program) -> UnlockScreen:
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), UnlockScreen), timeout=20_000)
    screen = program.window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    return screen


def unlock(qtbot: QtBot, program: Program, secret: str = WORDS) -> None:
    screen = screen_of(qtbot, program)
    QTest.keyClicks(screen.secret.line, secret)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_inside(program), timeout=20_000)


def is_inside(program: Program) -> bool:
    return program.window.rail.isVisible()


def test_the_record_is_closed_until_somebody_unlocks_it(qtbot: QtBot, program: Program) -> None:
    screen = screen_of(qtbot, program)
    assert not program.window.rail.isVisible()
    assert isinstance(screen.person, Segments)
    QTest.keyClicks(screen.secret.line, "wrong words all along")
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.secret_row.note.text()))
    assert "not the right one" in screen.secret_row.note.text()
    assert screen.secret.text() == ""
    unlock(qtbot, program)
    assert program.settings.last_person == "Ada Lane"
    [entry] = unlockings(program)
    assert (entry.actor, entry.detail) == ("Ada Lane", "1")


def test_locking_closes_the_record_and_unlocking_opens_what_was_open(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    unlock(qtbot, program)
    page = program.window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    (pat,) = program._known_context().services.patients.search("Example")
    program.window.open_patient(pat.id)
    qtbot.waitUntil(lambda: page.detail.patient_id == pat.id)
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = screen_of(qtbot, program)
    assert program._services is None
    assert names_in_sight() == set()
    assert isinstance(screen, UnlockScreen)
    unlock(qtbot, program)
    again = program.window._pages[PageKey.PATIENTS]
    assert isinstance(again, PatientsPage)
    qtbot.waitUntil(lambda: again.detail.patient_id == pat.id)
    assert [each.action for each in unlockings(program)] == [
        AuditAction.UNLOCKED,
        AuditAction.LOCKED,
        AuditAction.UNLOCKED,
    ]


def unlockings(program: Program) -> list[AuditEntry]:
    """What the audit log says of coming and going, oldest first."""
    wanted = AuditFilter(actions=frozenset({AuditAction.LOCKED, AuditAction.UNLOCKED}))
    view = program._known_context().services.audit.view(wanted)
    return [line.entry for line in view.lines][::-1]


def names_in_sight() -> set[str]:
    """Texts with the patient's name in windows that are seen, and their titles."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    said = [label.text() for window in windows for label in window.findChildren(Label)]
    return {text for text in (*said, *(window.windowTitle() for window in windows)) if "Example" in text}


def test_a_form_that_is_open_is_covered_and_what_was_typed_is_offered_again(
    qtbot: QtBot, program: Program
) -> None:
    unlock(qtbot, program)
    context = program._known_context()
    (pat,) = context.services.patients.search("Example")
    form = PatientForm(context, pat, program.window)
    form.open()
    notes = form.inputs.typed_into("notes")
    assert isinstance(notes, QPlainTextEdit)
    QTest.keyClicks(notes, "hears badly")
    program.lock()
    screen_of(qtbot, program)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.window]
    unlock(qtbot, program)
    again = PatientForm(program._known_context(), pat, program.window)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.typed()["notes"].endswith("hears badly"))


def test_somebody_else_finds_nothing_of_what_was_open(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    (pat,) = program._known_context().services.patients.search("Example")
    program.window.open_patient(pat.id)
    program.lock()
    take(first_passphrase_of(qtbot, program), "words only Bo can know")
    qtbot.waitUntil(lambda: is_inside(program), timeout=20_000)
    assert program._known_context().services.record.actor.role is Role.ASSISTANT
    page = program.window._pages[PageKey.PATIENTS]
    assert isinstance(page, PatientsPage)
    assert page.detail.patient_id != pat.id


def choose(screen: UnlockScreen, name: str) -> None:
    assert isinstance(screen.person, Segments)
    button = next(each for each in buttons(screen.person) if each.text() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def buttons(widget: QWidget) -> list[QWidget]:
    from PySide6.QtWidgets import QPushButton

    return list(widget.findChildren(QPushButton))


def test_what_was_copied_is_gone_from_the_clipboard(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: program._locker is not None)
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    QGuiApplication.clipboard().setText("Example, Pat")
    program.lock()
    screen_of(qtbot, program)
    assert QGuiApplication.clipboard().text() == ""


def test_who_forgot_the_passphrase_comes_in_by_the_code_and_leaves_with_new_ones(
    qtbot: QtBot, program: Program, codes: str
) -> None:
    screen = screen_of(qtbot, program)
    screen.forgot.click()
    QTest.keyClicks(screen.code, codes.lower().replace("-", " "))
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), AfterRecovery), timeout=20_000)
    form = program.window.stack.currentWidget()
    assert isinstance(form, AfterRecovery)
    for field in (form.form.first, form.form.again):
        QTest.keyClicks(field.line, "new words after forgetting")
    form.store.click()
    qtbot.waitUntil(lambda: form.code is not None, timeout=20_000)
    assert form.code is not None
    assert not form.code.go_on.isEnabled()
    assert form.code.written != codes
    form.code.confirmed.click()
    form.code.go_on.click()
    qtbot.waitUntil(lambda: is_inside(program))
    program.lock()
    unlock(qtbot, program, "new words after forgetting")


def test_by_the_code_a_record_that_can_only_be_read_is_read_at_once(
    qtbot: QtBot, program: Program, codes: str
) -> None:
    screen_of(qtbot, program)
    program._doorman.let_in(program._stage(), OpenAs.ONLY_READ, RecordError("Its disk is full."))
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Opening))
    screen = screen_of(qtbot, program)
    screen.forgot.click()
    QTest.keyClicks(screen.code, codes)
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_inside(program), timeout=20_000)
    assert program._known_context().services.record.reading_only is not None


def test_a_record_that_is_refused_leaves_no_key_in_memory(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    screen = screen_of(qtbot, program)
    before = {id(each) for each in keys_in_memory()}
    with (folders.record / "record.db").open("r+b") as file:
        file.seek(5_000)
        file.write(bytes(40))
    QTest.keyClicks(screen.secret.line, WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Refusal), timeout=20_000)
    qtbot.waitUntil(lambda: not program.worker.is_busy)
    assert {id(each) for each in keys_in_memory()} <= before


def keys_in_memory() -> list[RecordKey]:
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, RecordKey)]


def test_a_page_that_cannot_say_what_is_open_keeps_nothing_from_being_locked(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: is_inside(program))

    def fail(_page: PatientsPage) -> object:
        raise ValueError

    monkeypatch.setattr(PatientsPage, "standing", fail)
    program.lock()
    screen_of(qtbot, program)
    assert program._services is None
    assert "ValueError at fail" in caplog.text
    caplog.clear()


def test_trouble_with_a_record_that_is_locked_by_now_is_said_and_no_more(
    qtbot: QtBot, program: Program
) -> None:
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: is_inside(program))
    program.lock()
    program._on_trouble(RecordError("The record is damaged."))
    screen_of(qtbot, program)


def test_five_minutes_without_a_touch_lock_it(qtbot: QtBot, program: Program) -> None:
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: program._locker is not None)
    locker = program._locker
    assert locker is not None
    assert locker._idle.after_s == 300
    now = locker._idle._now
    locker._idle._now = lambda: now() + 301
    locker._idle.look()
    screen_of(qtbot, program)
    locker._idle._now = now


@pytest.mark.parametrize("code", ["ABCD", "0000-0000-0000-0000-0000-0000-0000"])
def test_a_slip_in_the_code_is_said_and_the_field_keeps_it(qtbot: QtBot, program: Program, code: str) -> None:
    screen = screen_of(qtbot, program)
    screen.forgot.click()
    QTest.keyClicks(screen.code, code)
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.code_row.field.property("invalid")), timeout=20_000)
    assert screen.code.text() == code


def first_passphrase_of(qtbot: QtBot, program: Program) -> FirstPassphrase:
    screen = screen_of(qtbot, program)
    choose(screen, "Bo Holm")
    QTest.keyClicks(screen.secret.line, OTHER)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    found = program.window.stack.currentWidget
    qtbot.waitUntil(lambda: isinstance(found(), FirstPassphrase), timeout=20_000)
    form = found()
    assert isinstance(form, FirstPassphrase)
    return form


def take(form: FirstPassphrase, passphrase: str) -> None:
    for field in (form.form.first, form.form.again):
        field.clear()
        QTest.keyClicks(field.line, passphrase)
    QTest.keyClick(form.form.again.line, Qt.Key.Key_Return)


def new_patient_is_offered(program: Program) -> bool:
    page = program.window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    return page.list.new_button.isEnabled()


def test_a_first_passphrase_is_changed_before_anything_is_seen_and_the_window_follows_who_unlocks(
    qtbot: QtBot, program: Program
) -> None:
    form = first_passphrase_of(qtbot, program)
    assert not is_inside(program)
    assert names_in_sight() == set()
    take(form, OTHER)
    qtbot.waitUntil(lambda: "knows it" in form.form.first_row.note.text())
    assert not is_inside(program)
    take(form, "words only Bo can know")
    qtbot.waitUntil(lambda: is_inside(program), timeout=20_000)
    assert not new_patient_is_offered(program)
    program.lock()
    screen = screen_of(qtbot, program)
    choose(screen, "Ada Lane")
    unlock(qtbot, program)
    assert new_patient_is_offered(program)
    program.lock()
    screen = screen_of(qtbot, program)
    choose(screen, "Bo Holm")
    unlock(qtbot, program, "words only Bo can know")
    assert not new_patient_is_offered(program)


def test_who_locks_instead_of_choosing_a_passphrase_is_asked_again(qtbot: QtBot, program: Program) -> None:
    first_passphrase_of(qtbot, program)
    program.lock()
    first_passphrase_of(qtbot, program)
    assert not is_inside(program)
