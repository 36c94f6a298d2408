"""What goes on in the next line, grows, and shares a window's width."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.builder.room import room_in
from clinic_ui.theme import Theme
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.growing_text import GrowingText


def a_box(width: int, *, expands: bool = False) -> QLabel:
    box = QLabel()
    box.setMinimumWidth(width)
    box.setFixedHeight(20)
    if not expands:
        box.setFixedWidth(width)
    across = QSizePolicy.Policy.Expanding if expands else QSizePolicy.Policy.Fixed
    box.setSizePolicy(across, QSizePolicy.Policy.Fixed)
    return box


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_what_has_no_room_in_a_line_goes_to_the_next(around: QWidget) -> None:
    flow = FlowLayout(10, around)
    boxes = [a_box(100), a_box(100), a_box(50)]
    for box in boxes:
        flow.addWidget(box)
    assert [flow.heightForWidth(width) for width in (270, 269, 100)] == [20, 50, 80]
    around.resize(210, 60)
    around.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (110, 0), (0, 30)]


def test_what_expands_takes_the_rest_of_its_line(around: QWidget) -> None:
    flow = FlowLayout(10, around)
    flow.setContentsMargins(5, 5, 5, 5)
    wide = a_box(100, expands=True)
    flow.addWidget(a_box(100))
    flow.addWidget(wide)
    around.resize(310, 30)
    around.show()
    assert (wide.x(), wide.width()) == (115, 190)


def test_a_note_grows_to_four_lines_and_starts_at_its_beginning(qtbot: QtBot, look: Theme) -> None:
    note = GrowingText("Note", look, longest=2000)
    qtbot.addWidget(note)
    note.setFixedWidth(200)
    note.show()
    heights = []
    for words in (1, 12, 200, 400):
        note.show_text("slowly " * words)
        heights.append(note.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]
    assert note.verticalScrollBar().value() == 0


def test_a_note_is_one_paragraph_and_no_longer_than_allowed(qtbot: QtBot, look: Theme) -> None:
    note = GrowingText("Note", look, longest=12)
    qtbot.addWidget(note)
    heard: list[str] = []
    note.text_edited.connect(heard.append)
    note.show_text("")
    data = QMimeData()
    data.setText("keep\nyour")
    note.insertFromMimeData(data)
    qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClicks(note, " knee straight")
    assert note.toPlainText() == "keep your kn"
    assert heard[0] == "keep your"
    assert heard[-1] == "keep your kn"


def test_a_shown_note_is_not_said_to_be_typed(qtbot: QtBot, look: Theme) -> None:
    note = GrowingText("Note", look, longest=100)
    qtbot.addWidget(note)
    with qtbot.assertNotEmitted(note.text_edited):
        note.show_text("slowly")


def test_a_wide_page_holds_library_and_sheet_and_a_narrow_one_lets_them_take_turns() -> None:
    assert room_in(1360, 1.0).holds_both
    assert (room_in(1360, 1.0).library, room_in(1360, 1.0).sheet) == (392, 408)
    assert room_in(1200, 1.0).library == 336
    assert not room_in(1320, 1.5).holds_both
    assert room_in(1160, 1.5).library == 504
    assert room_in(840, 1.5).library == 378
