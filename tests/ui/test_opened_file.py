"""A printed sheet comes back into the app: dropped on the window, or opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.data.library_files import load_library
from clinic_ui.opened_file import OpenedFiles
from desks import Desk
from sheets import CALVES, SheetMaker


def _dropped(files: OpenedFiles, window: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert files.eventFilter(window, drop)
    assert drop.isAccepted()


def test_a_sheet_dropped_on_the_window_becomes_a_draft(
    new_desk: Callable[..., Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = new_desk(library=load_library())
    window = QWidget()
    qtbot.addWidget(window)
    opened = []
    files = OpenedFiles(desk.context, window, opened.append)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(SheetMaker().write().data)
    with qtbot.waitSignal(desk.context.toasts.said):
        _dropped(files, window, file)

    [program_id] = opened
    program = desk.services.programs.open(program_id)
    assert [item.exercise_slug for item in program.version.content.items] == list(CALVES)
    assert program.patient is None
    assert program.version.is_draft


def test_what_holds_no_program_is_said_in_a_sentence(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    files = OpenedFiles(desk.context, window, lambda _: None)
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7 and nothing more")
    with qtbot.waitSignal(desk.context.problems.problem_met) as met:
        files.take(file)

    assert met.args is not None
    assert "broken.pdf" in str(met.args[0])
