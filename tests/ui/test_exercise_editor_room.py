"""The form of an own exercise in windows of any width."""

from pytestqt.qtbot import QtBot

from clinic_ui.pages.exercise_editor import ExerciseEditor
from desks import Desk


def test_in_a_narrow_window_the_fields_stand_whole_and_the_preview_gives_way(
    desk: Desk, qtbot: QtBot
) -> None:
    exercise = desk.context.library.exercise("gastrocnemius-stretch-on-stairs")
    editor = ExerciseEditor(desk.context, exercise, "exercise:narrow")
    qtbot.addWidget(editor)
    editor.show()
    editor.resize(1400, 800)
    assert editor._sheet.isVisible()
    editor.resize(editor.inputs.widget.minimumSizeHint().width() + 100, 800)
    assert not editor._sheet.isVisible()
    fields = editor.inputs.widget
    viewport = fields.parentWidget()
    assert viewport is not None
    qtbot.waitUntil(lambda: fields.width() <= viewport.width())
