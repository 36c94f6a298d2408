"""A second start finds the first, which comes to the front."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

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
