"""What a desk does to the program beside all that is usual: it opens, locks and tells all the same."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.data import key_slots
from clinic_app.data.door import RecordDoor
from clinic_app.data.key_file import KEY_NAMES
from clinic_app.data.record import create_record, open_record
from clinic_app.domain.access import Role, WayKind
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.record_fault import WayOut
from clinic_app.paths import AppFolders
from clinic_app.services.access import AccessService
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.app import Program
from clinic_ui.refusal import Refusal
from clinic_ui.settings import WindowSettings

WORDS = "four words are better"


@pytest.fixture
def folders(tmp_path: Path) -> AppFolders:
    """A record with one patient and one owner."""
    folders = AppFolders(*(tmp_path / name for name in ("record", "config", "cache", "logs")))
    record = create_record(folders.record)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.patients.add(a_patient(family_name="Example", given_name="Pat"))
        work.commit()
    AccessService(record, key_slots.new_code).protect("Ada Lane", WORDS)
    record.close()
    return folders


@pytest.fixture
def program(qtbot: QtBot, folders: AppFolders) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, folders)
    yield made
    made.window.close()
    made.close()
    made.window.deleteLater()


def screen_of(qtbot: QtBot, program: Program) -> UnlockScreen:
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), UnlockScreen), timeout=20_000)
    screen = program.window.stack.currentWidget()
    assert isinstance(screen, UnlockScreen)
    return screen


def unlock(qtbot: QtBot, program: Program) -> None:
    screen = screen_of(qtbot, program)
    QTest.keyClicks(screen.secret.line, WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(program.window.rail.isVisible, timeout=20_000)


def test_a_log_that_cannot_be_written_keeps_nobody_out(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    folders.logs.write_text("a file where the folder should be")
    program.start()
    unlock(qtbot, program)
    assert program._services is not None


def test_fifty_times_lock_now_locks_once_and_opens_again(qtbot: QtBot, program: Program) -> None:
    program.start()
    unlock(qtbot, program)
    for _ in range(50):
        program.lock()
    screen_of(qtbot, program)
    assert program._services is None
    unlock(qtbot, program)


def test_lock_now_before_the_first_page_is_there_locks(qtbot: QtBot, program: Program) -> None:
    program.start()
    screen = screen_of(qtbot, program)
    QTest.keyClicks(screen.secret.line, WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program._services is not None, timeout=20_000)
    program.lock()
    assert screen_of(qtbot, program) is not screen
    unlock(qtbot, program)


def test_the_window_closed_while_it_locks_ends_in_peace(qtbot: QtBot, program: Program) -> None:
    program.start()
    unlock(qtbot, program)
    program.lock()
    program.window.close()
    program.close()
    qtbot.wait(20)
    assert program._services is None


def test_a_disk_that_is_full_at_the_unlocking_can_be_read_and_lets_in_once_there_is_room(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    program.start()
    screen = screen_of(qtbot, program)
    with full_disk():
        QTest.keyClicks(screen.secret.line, WORDS)
        QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Refusal), timeout=20_000)
        refusal = program.window.stack.currentWidget()
        assert isinstance(refusal, Refusal)
        refusal.buttons[WayOut.READ_ONLY].click()
        unlock(qtbot, program)
        assert program._known_context().services.record.reading_only is not None
    open_record(folders.record, RecordDoor(folders.record).unlock(the_way(folders), WORDS).key).close()


def the_way(folders: AppFolders) -> UUID:
    [way] = RecordDoor(folders.record).look().of_kind(WayKind.PASSPHRASE)
    return way.id


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow: what a full disk does, to this process alone."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("minutes", ["9" * 5_000, "-1", "5.5", "²", "never", ""])
def test_settings_that_make_no_sense_leave_the_lock_at_five_minutes(tmp_path: Path, minutes: str) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\nlock_after_minutes={minutes}\n", "utf-8")
    assert WindowSettings(tmp_path).lock_after_minutes == 5


def with_an_older_key_file(folders: AppFolders) -> None:
    """A second owner was added and taken away; then the key file from between was put back."""
    unlocked = RecordDoor(folders.record).unlock(the_way(folders), WORDS)
    record = open_record(folders.record, unlocked.key, actor=unlocked.actor)
    access = AccessService(record, key_slots.new_code)
    bo = access.add_person("Bo Holm", "", Role.OWNER, "five other words are fine")
    between = (folders.record / KEY_NAMES[0]).read_bytes()
    access.take_away(bo.id)
    record.close()
    for name in KEY_NAMES:
        (folders.record / name).write_bytes(between)


def test_who_was_taken_away_is_refused_when_an_older_key_file_is_put_back(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    with_an_older_key_file(folders)
    program.settings.last_person = "Bo Holm"
    program.start()
    screen = screen_of(qtbot, program)
    assert screen.person_name == "Bo Holm"
    QTest.keyClicks(screen.secret.line, "five other words are fine")
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Refusal), timeout=20_000)
    assert program._services is None
    refusal = program.window.stack.currentWidget()
    assert isinstance(refusal, Refusal)
    assert "older key file" in refusal.accessibleName()


def test_an_owner_is_told_that_an_older_key_file_was_put_back(
    qtbot: QtBot, program: Program, folders: AppFolders
) -> None:
    with_an_older_key_file(folders)
    program.settings.last_person = "Ada Lane"
    program.start()
    unlock(qtbot, program)

    def said() -> str:
        return " ".join(each.text() for each in program.window.notices.findChildren(QLabel))

    qtbot.waitUntil(lambda: "older key file was put back" in said(), timeout=20_000)


def test_of_the_passphrase_nothing_stays_in_the_window_once_it_unlocked(
    qtbot: QtBot, program: Program
) -> None:
    program.start()
    unlock(qtbot, program)

    def held() -> list[str]:
        return [line.text() for line in QApplication.allWidgets() if isinstance(line, QLineEdit)]

    qtbot.waitUntil(lambda: WORDS not in held())  # what is no longer shown is deleted a moment later
