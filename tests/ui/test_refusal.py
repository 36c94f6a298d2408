"""The record cannot be opened: what the person reads, and what each way out does."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clinic_app.data.record import create_record
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault, WayOut, ways_out
from clinic_app.paths import AppFolders
from clinic_ui.app import Program
from clinic_ui.refusal import Refusal
from desks import Desk


def a_refusal(qtbot: QtBot, desk: Desk, folder: Path) -> Refusal:
    error = FaultyRecordError(RecordFault.DAMAGED, file=folder / "record.db")
    refusal = Refusal(desk.theme, desk.context.actions.icons, desk.words, str(error), ways_out(error), folder)
    qtbot.addWidget(refusal)
    refusal.resize(1000, 700)
    refusal.show()
    return refusal


def test_the_sentence_is_shown_whole_and_every_way_has_its_button(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    refusal = a_refusal(qtbot, desk, tmp_path)
    [said] = [each for each in refusal.findChildren(QLabel) if "is damaged" in each.text()]
    assert said.height() >= said.heightForWidth(said.width())
    assert list(refusal.buttons)[:2] == [WayOut.RESTORE, WayOut.READ_ONLY]
    with qtbot.waitSignal(refusal.restore_wanted):
        qtbot.mouseClick(refusal.buttons[WayOut.RESTORE], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(refusal.chosen) as chosen:
        qtbot.keyClick(refusal.buttons[WayOut.READ_ONLY], Qt.Key.Key_Return)
    assert chosen.args == [WayOut.READ_ONLY]


def test_beginning_anew_has_to_be_typed(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    refusal = a_refusal(qtbot, desk, tmp_path)
    qtbot.mouseClick(refusal.buttons[WayOut.BEGIN_ANEW], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(refusal.typed, "begin")
    assert not refusal.move_aside.isEnabled()
    qtbot.keyClicks(refusal.typed, " anew")
    with qtbot.waitSignal(refusal.chosen) as chosen:
        qtbot.mouseClick(refusal.move_aside, Qt.MouseButton.LeftButton)
    assert chosen.args == [WayOut.BEGIN_ANEW]


@pytest.fixture
def folders(tmp_path: Path) -> AppFolders:
    return AppFolders(tmp_path / "record", tmp_path / "config", tmp_path / "cache", tmp_path / "logs")


Begin = Callable[[], Program]


@pytest.fixture
def begin(qtbot: QtBot, qapp: QApplication, folders: AppFolders) -> Iterator[Begin]:
    programs: list[Program] = []

    def started() -> Program:
        program = Program(qapp, folders)
        programs.append(program)
        qtbot.addWidget(program.window)
        program.open_record()
        return program

    yield started
    for program in programs:
        program.close()


def refused(qtbot: QtBot, program: Program) -> Refusal:
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), Refusal), timeout=20_000)
    refusal = program.window.stack.currentWidget()
    assert isinstance(refusal, Refusal)
    return refusal


def test_a_record_that_is_gone_is_missed_and_no_new_clinic_begins_by_accident(
    qtbot: QtBot, begin: Begin, folders: AppFolders
) -> None:
    first = begin()
    with qtbot.waitSignal(first.usable, timeout=20_000):
        pass
    first.close()
    folders.record.rename(folders.record.with_name("elsewhere"))

    program = begin()
    refusal = refused(qtbot, program)
    assert "is missing: it was used here before" in refusal.accessibleName()
    assert not folders.record.exists()
    assert WayOut.RESTORE in refusal.buttons
    folders.record.with_name("elsewhere").rename(folders.record)
    with qtbot.waitSignal(program.usable, timeout=20_000):
        refusal.buttons[WayOut.TRY_AGAIN].click()


def test_a_damaged_record_opens_for_looking_or_is_moved_aside(
    qtbot: QtBot, begin: Begin, folders: AppFolders
) -> None:
    create_record(folders.record).close()
    with (folders.record / "record.db").open("ab") as file:
        file.write(os.urandom(4096))
    harmed = (folders.record / "record.db").read_bytes()
    program = begin()
    refusal = refused(qtbot, program)
    with qtbot.waitSignal(program.usable, timeout=20_000):
        refusal.buttons[WayOut.READ_ONLY].click()
    program.close()
    assert (folders.record / "record.db").read_bytes() == harmed

    again = begin()
    refusal = refused(qtbot, again)
    refusal.buttons[WayOut.BEGIN_ANEW].click()
    refusal.typed.setText("begin anew")
    with qtbot.waitSignal(again.usable, timeout=20_000):
        refusal.move_aside.click()
    [aside] = folders.record.parent.glob("record-aside-*")
    assert (aside / "record.db").read_bytes() == harmed


def test_another_record_than_the_last_is_asked_about(qtbot: QtBot, begin: Begin, folders: AppFolders) -> None:
    first = begin()
    with qtbot.waitSignal(first.usable, timeout=20_000):
        pass
    first.close()
    shutil.rmtree(folders.record)
    create_record(folders.record).close()
    program = begin()
    refusal = refused(qtbot, program)
    assert "another record" in refusal.accessibleName()
    with qtbot.waitSignal(program.usable, timeout=20_000):
        refusal.buttons[WayOut.GO_ON].click()


def test_a_library_too_old_to_guard_patients_is_named_and_no_clinic_begins_on_it(
    qtbot: QtBot, begin: Begin, folders: AppFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site" / "sqlcipher3-0.5.4.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    refusal = refused(qtbot, begin())
    assert refusal.accessibleName() == (
        "sqlcipher3 0.5.4 is installed, but the program needs >=0.6.2. Install the program again."
    )
    assert WayOut.BEGIN_ANEW not in refusal.buttons
    assert not folders.record.exists()
