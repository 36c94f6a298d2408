"""The real program on a real record takes a backup back: from Settings, on a new machine, when damaged."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backed_up import WORDS, a_record, lock_with, one_more
from clinic_app.data.start import RecordStart
from clinic_app.domain.backup import Backup
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.record_fault import WayOut
from clinic_app.paths import AppFolders
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.app import Program
from clinic_ui.backups.finder_screen import FinderScreen
from clinic_ui.first_run import FirstRun
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PageKey
from clinic_ui.refusal import Refusal

SLOW = 20_000


@pytest.fixture
def folders(tmp_path: Path) -> AppFolders:
    (tmp_path / "home").mkdir()
    return AppFolders(*(tmp_path / "home" / name for name in ("record", "config", "cache", "logs")))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def a_clinic(folders: AppFolders, stick: Path, *, is_locked: bool = False) -> tuple[Backup, str]:
    """A backup of one patient, and a record of two; the recovery code if it is locked."""
    record = a_record(folders.record)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.commit()
    code = lock_with(record) if is_locked else ""
    backup = record.backups.make(str(stick))
    one_more(record)
    record.close()
    return backup, code


@pytest.fixture
def start(qtbot: QtBot, folders: AppFolders) -> Iterator[Callable[[], Program]]:
    programs: list[Program] = []

    def begin() -> Program:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        programs.append(Program(app, folders))
        programs[-1].start()
        return programs[-1]

    yield begin
    for program in programs:
        program.window.close()
        program.close()
        program.window.deleteLater()


def shown(qtbot: QtBot, program: Program, kind: type) -> object:
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), kind), timeout=SLOW)
    return program.window.stack.currentWidget()


def patients(program: Program) -> int:
    return len(program._known_context().services.patients.search(""))


def is_inside(program: Program) -> bool:
    return program.window.rail.isVisible()


def test_a_backup_chosen_in_settings_becomes_the_record_and_the_window_says_so(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    a_clinic(folders, stick)
    program = start()
    qtbot.waitUntil(lambda: is_inside(program), timeout=SLOW)
    program._known_context().services.backups.add_place(str(stick))
    assert patients(program) == 2
    page = program.window.go(PageKey.SETTINGS)
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: len(page.backups.restore_buttons) == 1, timeout=SLOW)
    page.backups.restore_buttons[0].click()  # type: ignore[attr-defined]  # it is a button
    qtbot.waitUntil(lambda: page.backups.form is not None, timeout=SLOW)
    dialog = page.backups.form
    assert dialog is not None
    QTest.keyClicks(dialog.word, "restore")
    old = program.window
    QTest.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: program.window is not old and is_inside(program), timeout=SLOW)
    assert patients(program) == 1
    qtbot.waitUntil(lambda: "record-before-restore-" in program.window.notice.sentence.text())


def test_on_a_new_machine_the_first_screen_leads_to_the_backup(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    a_clinic(folders, stick, is_locked=True)
    shutil.rmtree(folders.record)
    program = start()
    first = shown(qtbot, program, FirstRun)
    assert isinstance(first, FirstRun)
    QTest.mouseClick(first.restore, Qt.MouseButton.LeftButton)
    screen = shown(qtbot, program, FinderScreen)
    assert isinstance(screen, FinderScreen)
    screen.look_into(str(stick))
    qtbot.waitUntil(screen.secret_row.isVisible, timeout=SLOW)

    QTest.keyClicks(screen.secret.line, "four words are wrong")
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the right one" in screen.said.text(), timeout=SLOW)
    screen.secret.clear()
    QTest.keyClicks(screen.secret.line, WORDS)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.form is not None, timeout=SLOW)
    assert screen.form is not None
    QTest.keyClicks(screen.form.word, "restore")
    QTest.keyClick(screen.form.word, Qt.Key.Key_Return)

    unlock = shown(qtbot, program, UnlockScreen)
    assert isinstance(unlock, UnlockScreen)
    QTest.keyClicks(unlock.secret.line, WORDS)
    QTest.keyClick(unlock.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_inside(program), timeout=SLOW)
    assert patients(program) == 1


def test_a_damaged_record_is_replaced_by_a_backup_by_its_recovery_code(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    _backup, code = a_clinic(folders, stick, is_locked=True)
    for name in ("record.key", "record.key.copy"):
        (folders.record / name).write_bytes(b"rubbish")
    program = start()
    refusal = shown(qtbot, program, Refusal)
    assert isinstance(refusal, Refusal)
    QTest.mouseClick(refusal.buttons[WayOut.RESTORE], Qt.MouseButton.LeftButton)
    screen = shown(qtbot, program, FinderScreen)
    assert isinstance(screen, FinderScreen)
    screen.look_into(str(stick))
    qtbot.waitUntil(screen.way_button.isVisible, timeout=SLOW)
    QTest.mouseClick(screen.way_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(screen.code, code)
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.form is not None, timeout=SLOW)
    assert screen.form is not None
    QTest.keyClicks(screen.form.word, "restore")
    QTest.keyClick(screen.form.word, Qt.Key.Key_Return)
    assert isinstance(shown(qtbot, program, UnlockScreen), UnlockScreen)
    assert list(folders.record.parent.glob("record-before-restore-*/record.db"))


def test_a_backup_that_cannot_be_restored_leaves_the_record_and_says_why(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    backup, _code = a_clinic(folders, stick)
    program = start()
    qtbot.waitUntil(lambda: is_inside(program), timeout=SLOW)
    opened = program._known_context().services.backups.open(backup)
    database = Path(backup.path) / "record.db"
    database.write_bytes(bytes(database.stat().st_size))
    old = program.window
    program.restore(opened)
    qtbot.waitUntil(lambda: program.window is not old and is_inside(program), timeout=SLOW)
    assert patients(program) == 2
    assert "is damaged" in program.window.problem_bar.sentence.text()


def test_back_from_the_finder_opens_the_record_again(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    a_clinic(folders, stick)
    program = start()
    qtbot.waitUntil(lambda: is_inside(program), timeout=SLOW)
    program.look_for_backup()
    screen = shown(qtbot, program, FinderScreen)
    assert isinstance(screen, FinderScreen)
    screen.look_into(str(stick.parent))
    qtbot.waitUntil(lambda: "There is no backup in" in screen.said.text(), timeout=SLOW)
    QTest.mouseClick(screen.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_inside(program), timeout=SLOW)
    assert patients(program) == 2


def test_a_restore_that_was_given_up_lets_no_older_record_in(
    qtbot: QtBot, start: Callable[[], Program], folders: AppFolders, stick: Path
) -> None:
    a_clinic(folders, stick)
    older = (folders.record / "record.db").read_bytes()
    record = RecordStart(folders.record, folders.config).open()
    one_more(record)
    record.close()
    (folders.record / "record.db").write_bytes(older)
    program = start()
    refusal = shown(qtbot, program, Refusal)
    assert isinstance(refusal, Refusal)
    assert "older than the one last used here" in refusal.accessibleName()
    QTest.mouseClick(refusal.buttons[WayOut.RESTORE], Qt.MouseButton.LeftButton)
    screen = shown(qtbot, program, FinderScreen)
    assert isinstance(screen, FinderScreen)
    QTest.mouseClick(screen.back_button, Qt.MouseButton.LeftButton)
    again = shown(qtbot, program, Refusal)
    assert isinstance(again, Refusal)
    assert "older than the one last used here" in again.accessibleName()
    assert not is_inside(program)
