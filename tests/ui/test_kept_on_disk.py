"""What the window writes down beside the record: for its owner alone, and no folder, which may be a name."""

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from clinic_ui.settings import ThemeChoice, WindowSettings, forget_folders
from clinic_ui.window_log import keep_log

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
NAMED = "Teresa Marlowe"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    """Written into a folder of its own, whatever programs other tests have run."""
    log = logging.getLogger("clinic_ui")
    before, log.handlers = log.handlers, []
    keep_log(tmp_path / "logs")
    yield log
    for handler in log.handlers:
        handler.close()
    log.handlers = before


def test_the_folder_saved_to_last_is_offered_again_and_never_written_down(tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "config")
    (tmp_path / NAMED).mkdir()
    settings.save_folder = tmp_path / NAMED
    settings.theme = ThemeChoice.DARK
    assert settings.save_folder == tmp_path / NAMED
    settings._file.sync()
    assert NAMED not in (tmp_path / "config" / "window.ini").read_text()
    (tmp_path / NAMED).rmdir()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert settings.save_folder == Path(documents)


def test_a_folder_that_stands_there_from_before_goes(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\nsave_folder=/home/ada/{NAMED}\nlanguage=es\n")
    settings = WindowSettings(tmp_path)
    settings._file.sync()
    assert settings.language == "es"
    assert NAMED not in (tmp_path / "window.ini").read_text()


def test_qts_own_dialogs_write_no_folder_down(
    qtbot: QtBot, own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_folders()
    (own_folders / NAMED).mkdir()
    dialog = QFileDialog()
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(own_folders / NAMED / "sheet.pdf"))
    dialog.accept()
    written = QSettings(QSettings.Scope.UserScope, "QtProject").fileName()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    assert not Path(written).is_relative_to(Path.home())
    assert [path for path in own_folders.rglob("*") if path.is_file() and NAMED in path.read_text()] == []


@posix
def test_settings_are_for_their_owner_alone(tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "config")
    settings.theme = ThemeChoice.DARK
    settings._file.sync()
    assert "dark" in (tmp_path / "config" / "window.ini").read_text()
    assert (mode(tmp_path / "config"), mode(tmp_path / "config" / "window.ini")) == (0o700, 0o600)


@posix
def test_logs_are_for_their_owner_alone_also_the_next_one(
    tmp_path: Path, log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        log.error("%s", "x" * 300_000)
    caplog.clear()
    logs = {path.name: mode(path) for path in (tmp_path / "logs").iterdir()}
    assert logs == {"window.log": 0o600, "window.log.1": 0o600, "window.log.2": 0o600}
    assert mode(tmp_path / "logs") == 0o700
