"""An exercise of the clinic's own, changed or taken out in another window while it is edited here."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from builders import a_wording
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.own_library import duplicate
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from desks import Desk, small_library

SLUG = "own-slow-cat"


@pytest.fixture
def known(desk: Desk) -> Exercise:
    return desk.services.own.save(duplicate(desk.context.library.exercise("cat-cow"), {"en": "Slow cat"}, ()))


def elsewhere(desk: Desk) -> OwnExerciseService:
    """Another window on the same record, with a library of its own."""
    service = OwnExerciseService(desk.record, LibraryInUse(small_library()))
    service.read()
    return service


def editing(desk: Desk, qtbot: QtBot, exercise: Exercise) -> ExerciseEditor:
    editor = ExerciseEditor(desk.context, exercise, f"exercise:{exercise.slug or 'new'}")
    qtbot.addWidget(editor)
    editor.open()
    return editor


def type_into(editor: ExerciseEditor, name: str, text: str) -> None:
    field = editor.inputs.field(name)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def save(qtbot: QtBot, editor: ExerciseEditor) -> None:
    QTest.mouseClick(editor.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not editor.isVisible() or editor.both.isVisible())


def stored(desk: Desk, slug: str = SLUG) -> Exercise:
    return elsewhere(desk).in_use.library.exercise(slug)


def test_what_each_window_changed_alone_is_merged_and_what_both_changed_is_asked(
    desk: Desk, qtbot: QtBot, known: Exercise
) -> None:
    editor = editing(desk, qtbot, known)
    there = a_wording(name="Slow cat", steps=("Kneel.", "Round your back."), felt_where="Along the spine")
    elsewhere(desk).save(replace(known, precaution="Pregnancy", wording={"en": there}))
    type_into(editor, "en.steps", "Kneel on a mat.")
    save(qtbot, editor)
    assert set(editor.both.choices) == {"en.steps"}
    assert editor.inputs.typed()["precaution"] == "Pregnancy"
    boxes = [box.toPlainText() for box in editor.both.findChildren(QPlainTextEdit)]
    assert boxes == ["Kneel on a mat.", "Kneel.\nRound your back."]
    assert stored(desk).wording["en"].steps == ("Kneel.", "Round your back.")
    QTest.mouseClick(editor.store_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not editor.isVisible())
    now = stored(desk)
    assert (now.wording["en"].steps, now.precaution) == (("Kneel on a mat.",), "Pregnancy")
    assert now.wording["en"].felt_where == "Along the spine"


def test_a_draft_over_an_older_text_is_merged_with_the_newer_one(
    desk: Desk, qtbot: QtBot, known: Exercise
) -> None:
    editor = editing(desk, qtbot, known)
    type_into(editor, "name_en", "Very slow cat")
    editor.reject()
    desk.services.own.save(replace(known, precaution="Pregnancy"))
    again = editing(desk, qtbot, desk.context.library.exercise(SLUG))
    qtbot.waitUntil(lambda: again.both.isVisible())
    assert again.inputs.typed()["precaution"] == "Pregnancy"
    assert again.inputs.typed()["name_en"] == "Very slow cat"
    assert again.both.choices == {}


def test_what_was_taken_out_meanwhile_is_stored_as_another_exercise(
    desk: Desk, qtbot: QtBot, known: Exercise
) -> None:
    editor = editing(desk, qtbot, known)
    elsewhere(desk).archive(SLUG)
    type_into(editor, "en.steps", "Kneel on a mat.")
    save(qtbot, editor)
    QTest.mouseClick(editor.both.new_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not editor.isVisible())
    assert stored(desk, "own-slow-cat-2").wording["en"].steps == ("Kneel on a mat.",)
    assert SLUG not in elsewhere(desk).in_use.library.exercises


def test_two_new_exercises_of_one_name_are_two(desk: Desk, qtbot: QtBot, known: Exercise) -> None:
    editor = editing(desk, qtbot, blank_exercise())
    other = duplicate(known, {"en": "Wall slide"}, ())
    elsewhere(desk).save(replace(other, precaution="Theirs"))
    type_into(editor, "name_en", "Wall slide")
    type_into(editor, "en.steps", "Stand at a wall.")
    save(qtbot, editor)
    assert not editor.isVisible()
    assert stored(desk, "own-wall-slide").precaution == "Theirs"
    assert stored(desk, "own-wall-slide-2").wording["en"].steps == ("Stand at a wall.",)


def test_escape_keeps_the_text_and_the_question(desk: Desk, qtbot: QtBot, known: Exercise) -> None:
    editor = editing(desk, qtbot, known)
    elsewhere(desk).save(replace(known, precaution="Pregnancy"))
    type_into(editor, "precaution", "Kneecap pain")
    save(qtbot, editor)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert stored(desk).precaution == "Pregnancy"
    again = editing(desk, qtbot, desk.context.library.exercise(SLUG))
    qtbot.waitUntil(lambda: again.inputs.typed()["precaution"] == "Kneecap pain")
