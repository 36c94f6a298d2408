"""A second start finds the first, which comes to the front."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.data import key_slots
from clinic_app.data.record import create_record
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.services.access import AccessService
from clinic_ui.single_instance import FirstInstance, call_first_instance


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[FirstInstance]:
    made = FirstInstance(tmp_path)
    yield made
    made.close()


def _second(record: Path) -> subprocess.Popen[str]:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        "from clinic_ui.single_instance import call_first_instance\n"
        f"print(call_first_instance(Path({str(record)!r})))"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=_paths())


def _paths() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_second_start_is_heard_and_told_so(qtbot: QtBot, first: FirstInstance, tmp_path: Path) -> None:
    with qtbot.waitSignal(first.called):
        second = _second(tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.communicate()[0].strip() == "True"


def test_a_start_on_another_record_is_none_of_its_business(first: FirstInstance, tmp_path: Path) -> None:
    assert first.is_listening
    assert not call_first_instance(tmp_path / "another")


def test_what_a_killed_program_left_behind_does_not_keep_the_next_from_listening(
    qapp: object, tmp_path: Path
) -> None:
    code = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        "from clinic_ui.single_instance import FirstInstance\n"
        f"first = FirstInstance(Path({str(tmp_path)!r})); assert first.is_listening; os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, env=_paths())
    again = FirstInstance(tmp_path)
    assert again.is_listening
    again.close()


FIRST_PROGRAM = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if isinstance(watched, QMainWindow):
            if event.type() is QEvent.Type.Paint and not self.property("told"):
                self.setProperty("told", True)
                QTimer.singleShot(0, watched.showMinimized)
            if event.type() is QEvent.Type.WindowStateChange:
                print("down" if watched.isMinimized() else "up", flush=True)
        return False

app = QApplication([])
watch = Watch()
app.installEventFilter(watch)
from clinic_ui.running import run
sys.exit(run([]))
"""
"""The real program; its window is minimised once it was painted, and every change of that is told."""


@pytest.mark.parametrize("is_protected", [False, True], ids=["open record", "before it is unlocked"])
def test_a_second_start_of_the_program_brings_the_first_ones_window_up_and_ends(
    tmp_path: Path, is_protected: bool
) -> None:
    _make_record(tmp_path / "record", is_protected)
    home = {**_paths(), "CLINIC_APP_HOME": str(tmp_path)}
    run = [sys.executable, "-c", FIRST_PROGRAM]
    first = subprocess.Popen(run, stdout=subprocess.PIPE, text=True, env=home)
    try:
        assert first.stdout is not None
        assert any(line.strip() == "down" for line in first.stdout)
        second = [sys.executable, "-c", "from clinic_ui.running import run; raise SystemExit(run([]))"]
        ended = subprocess.run(second, env=home, timeout=30, check=False, capture_output=True)
        assert ended.returncode == 0
        assert first.stdout.readline().strip() == "up"
        assert first.poll() is None
    finally:
        first.kill()
        first.communicate()


def _make_record(folder: Path, is_protected: bool) -> None:
    record = create_record(folder)
    with record.writing() as work:
        work.clinic.save_profile(ClinicProfile(name="Harbour"))
        work.commit()
    if is_protected:
        AccessService(record, key_slots.new_code).protect("Ada Lane", "four words are better")
    record.close()
