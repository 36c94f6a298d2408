"""Own exercises in the window: copied, edited, undone, refused at the field, kept while they are typed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.data.library_files import load_library
from clinic_app.domain.own_library import duplicate
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from clinic_ui.pages.library_page import LibraryPage
from clinic_ui.pages.own_bar import OwnBar
from clinic_ui.pages.photo_box import ExercisePhotoBox
from clinic_ui.widgets.chip_box import ChipBox
from desks import Desk, a_stored_program
from images import a_photo_from_a_phone

CALF = "gastrocnemius-stretch-on-stairs"


def a_page(desk: Desk, qtbot: QtBot) -> LibraryPage:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def an_editor(desk: Desk, qtbot: QtBot) -> ExerciseEditor:
    editor = ExerciseEditor(desk.context, blank_exercise(), "exercise:new")
    qtbot.addWidget(editor)  # which closes it
    editor.open()
    return editor


def type_into(qtbot: QtBot, field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit | QPlainTextEdit):
        field.selectAll()
    qtbot.keyClicks(field, text)


def bar_of(page: LibraryPage) -> OwnBar:
    return page.detail.findChildren(OwnBar)[-1]


def test_a_shipped_text_is_edited_and_can_be_restored(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    page.show_exercise(CALF)
    qtbot.mouseClick(bar_of(page).edit_button, Qt.MouseButton.LeftButton)
    editor = bar_of(page).editor
    assert editor is not None
    type_into(qtbot, editor.inputs.field("name_en"), "Our stair stretch")
    with qtbot.waitSignal(desk.context.own.changed):
        qtbot.mouseClick(editor.store_button, Qt.MouseButton.LeftButton)
    exercise = desk.context.library.exercise(CALF)
    assert (exercise.name("en"), exercise.is_own) == ("Our stair stretch", True)
    assert page.detail.exercise == exercise

    with qtbot.waitSignal(desk.context.own.changed):
        bar_of(page).take_out_button.click()
    assert desk.context.library.exercise(CALF).name("en") == "Gastrocnemius stretch on stairs"


def test_saving_is_undone_from_the_message(desk: Desk, qtbot: QtBot) -> None:
    editor = an_editor(desk, qtbot)
    type_into(qtbot, editor.inputs.field("name_en"), "Wall slide")
    type_into(qtbot, editor.inputs.field("en.steps"), "Stand at a wall.")
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        editor.store_button.click()
    assert "own-wall-slide" in desk.context.library.exercises
    assert desk.context.library.exercise("own-wall-slide").wording_in("en").name == "Wall slide"
    assert said.args is not None
    with qtbot.waitSignal(desk.context.own.changed):
        said.args[2]()
    assert "own-wall-slide" not in desk.context.library.exercises


def test_a_copy_gets_its_own_name_and_is_found_at_once(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    page.show_exercise("cat-cow")
    bar_of(page).copy_button.click()
    editor = bar_of(page).editor
    assert editor is not None
    with qtbot.waitSignal(desk.context.own.changed):
        editor.store_button.click()
    assert "own-cat-cow-copy" in desk.context.library.exercises
    assert page.model.row_of("own-cat-cow-copy") >= 0


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(desk: Desk, qtbot: QtBot) -> None:
    editor = an_editor(desk, qtbot)
    type_into(qtbot, editor.inputs.field("equipment"), "spoon")
    editor.store_button.click()
    assert editor.inputs.field("name_en").accessibleDescription() == "Give the exercise a name."
    assert "“spoon” is not known here" in editor.inputs.field("equipment").accessibleDescription()
    assert editor.inputs.field("en.steps").accessibleDescription() == "Write at least one step."
    assert editor.focusWidget() is editor.inputs.field("name_en")
    assert desk.services.own.own_slugs() == []


def test_the_reading_grade_follows_the_typing(desk: Desk, qtbot: QtBot) -> None:
    editor = an_editor(desk, qtbot)
    steps = editor.inputs.field("en.steps")
    type_into(qtbot, steps, "Stand at a wall.")
    assert "easy to read" in editor.inputs.patient.grade.text()
    type_into(qtbot, steps, "Gastrocnemius flexibility necessitates consideration.")
    assert "aim for 6" in editor.inputs.patient.grade.text()


def test_what_was_typed_is_there_after_a_crash(desk: Desk, qtbot: QtBot) -> None:
    editor = an_editor(desk, qtbot)
    type_into(qtbot, editor.inputs.field("name_en"), "Wall slide")
    editor.reject()
    again = an_editor(desk, qtbot)
    name = again.inputs.field("name_en")
    assert isinstance(name, QLineEdit)
    qtbot.waitUntil(lambda: name.text() == "Wall slide")


def test_a_photo_goes_through_the_safe_path_and_into_the_exercise(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    editor = an_editor(desk, qtbot)
    box = editor.inputs.photo
    (tmp_path / "phone.jpg").write_bytes(a_photo_from_a_phone())
    with qtbot.waitSignal(box.photo_changed):
        box.take_file(tmp_path / "phone.jpg")
    type_into(qtbot, editor.inputs.field("name_en"), "Wall slide")
    type_into(qtbot, editor.inputs.field("en.steps"), "Stand at a wall.")
    with qtbot.waitSignal(desk.context.own.changed):
        editor.store_button.click()
    photo = desk.context.library.exercise("own-wall-slide").photo
    assert photo is not None
    assert (photo.width, photo.height) == (40, 60)
    assert desk.context.pictures.frames("own-wall-slide") == ("end",)


def test_a_file_that_is_no_picture_is_refused_beside_the_button(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    box = ExercisePhotoBox(desk.context)
    qtbot.addWidget(box)
    (tmp_path / "notes.jpg").write_bytes(b"no picture")
    box.take_file(tmp_path / "notes.jpg")
    qtbot.waitUntil(lambda: "notes.jpg is no PNG or JPEG" in box.note.text())
    assert box.text == ""


def test_a_file_of_exercises_is_shown_before_it_comes_in(
    new_desk: Callable[..., Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    here, there = new_desk(), new_desk()
    editor = an_editor(here, qtbot)
    type_into(qtbot, editor.inputs.field("name_en"), "Wall slide")
    type_into(qtbot, editor.inputs.field("en.steps"), "Stand at a wall.")
    with qtbot.waitSignal(here.context.own.changed):
        editor.store_button.click()
    out = a_page(here, qtbot)
    path = str(tmp_path / "own.json")
    with qtbot.waitSignal(here.context.toasts.said):
        out.own_tools.files.export_to(path, ["own-wall-slide"])

    page = a_page(there, qtbot)
    page.own_tools.files.look_into(path)
    qtbot.waitUntil(lambda: page.own_tools.files.question is not None)
    question = page.own_tools.files.question
    assert question is not None
    assert there.services.own.own_slugs() == []
    with qtbot.waitSignal(there.context.own.changed):
        question.import_button.click()
    assert page.detail.exercise is not None
    assert page.detail.exercise.slug == "own-wall-slide"


def test_what_was_archived_is_brought_back_from_the_menu(desk: Desk, qtbot: QtBot) -> None:
    page = a_page(desk, qtbot)
    assert not page.own_tools.archived_button.isVisible()
    desk.services.own.save(duplicate(desk.context.library.exercise("cat-cow"), {"en": "Slow cat"}, ()))
    with qtbot.waitSignal(desk.context.own.changed):
        desk.context.own.archive("own-slow-cat", lambda: None)
    assert page.own_tools.archived_button.isVisible()
    assert page.model.row_of("own-slow-cat") < 0
    (restore,) = page.own_tools.archived.actions()
    assert restore.text() == "Restore “Slow cat”"
    with qtbot.waitSignal(desk.context.own.changed):
        restore.trigger()
    assert page.model.row_of("own-slow-cat") >= 0


def test_a_program_opens_though_its_exercise_was_archived(
    desk: Desk, open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    desk.services.own.save(duplicate(desk.context.library.exercise("cat-cow"), {"en": "Slow cat"}, ()))
    program_id = a_stored_program(desk, "own-slow-cat", CALF)
    desk.services.own.archive("own-slow-cat")
    page = open_builder(program_id=program_id)
    assert [item.exercise_slug for item in page.model.content.items] == ["own-slow-cat", CALF]
    with qtbot.waitSignal(desk.context.own.changed):
        desk.context.own.restore("own-slow-cat")
    assert desk.context.library.exercise("own-slow-cat").is_own


def test_what_an_exercise_is_for_is_chosen_and_filed_under(
    new_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    desk = new_desk(library=load_library())
    editor = an_editor(desk, qtbot)
    type_into(qtbot, editor.inputs.field("name_en"), "Wall slide")
    type_into(qtbot, editor.inputs.field("en.steps"), "Stand at a wall.")
    chosen: dict[str, str] = {}
    for name in ("conditions", "goals", "joints", "precaution_tags"):
        box = editor.inputs.field(name)
        assert isinstance(box, ChipBox)
        chosen[name] = box.choice.itemData(1)
        box.choice.setCurrentIndex(1)
        box.choice.activated.emit(1)
    with qtbot.waitSignal(desk.context.own.changed):
        editor.store_button.click()

    stored = desk.context.library.exercise("own-wall-slide")
    assert {name: getattr(stored, name) for name in chosen} == {name: (key,) for name, key in chosen.items()}
