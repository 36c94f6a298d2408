"""What is typed is saved and drawn while typing goes on; one program never shows through another."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QDeadlineTimer
from pytestqt.qtbot import QtBot

from clinic_app.domain.program import HandoutWay, ProgramContent
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.page import BuilderPage
from clinic_ui.builder.program_model import DraftSaver
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.sheet_pages import SheetPages
from desks import Desk, a_stored_program

CALF = "gastrocnemius-stretch-on-stairs"
SOLEUS = "soleus-stretch-on-step"

OpenBuilder = Callable[..., BuilderPage]


def _type_on(page: BuilderPage, qtbot: QtBot, is_done: Callable[[], bool]) -> bool:
    """Type without a pause until it is done; False when it never was."""
    deadline = QDeadlineTimer(4000)
    while not deadline.hasExpired() and not is_done():
        note = page.model.content.items[0].note + "x"
        page.model.change_item(replace(page.model.content.items[0], note=note), "note")
        qtbot.wait(5)
    return is_done()


def test_typing_without_a_pause_is_saved_all_the_same(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    program = page.model.program
    assert program is not None
    assert page.model._save_timer.interval() < 1000
    page.model._save_timer.setInterval(40)

    def is_saved() -> bool:
        return bool(desk.services.programs.open(program.program.id).version.content.items[0].note)

    assert _type_on(page, qtbot, is_saved)


def test_typing_without_a_pause_is_drawn_all_the_same(
    open_builder: OpenBuilder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[ProgramContent] = []

    def draw(_handouts: object, _open_pages: object, program: OpenProgram, *_where: object) -> SheetPages:
        drawn.append(program.version.content)
        return SheetPages(b"", ())

    monkeypatch.setattr("clinic_ui.builder.preview.sheet_pages", draw)
    page = open_builder(CALF)
    assert page.preview._pause.interval() < 1000
    page.preview._pause.setInterval(20)
    assert _type_on(page, qtbot, lambda: len(drawn) >= 3)


def test_a_late_save_never_puts_older_text_over_newer(desk: Desk) -> None:
    program = desk.services.programs.open(a_stored_program(desk, CALF))
    saver = DraftSaver(desk.services.programs, program.version)
    saver.note(ProgramContent(title="first"))
    late = saver.save
    saver.note(ProgramContent(title="second"))
    saver.save()
    late()
    assert desk.services.programs.open(program.program.id).version.content.title == "second"


def test_opening_another_program_blanks_the_one_before_at_once(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    qtbot.waitUntil(lambda: bool(page.preview.pages))
    page.library.search.setText("calf")

    page.open_program(a_stored_program(desk, SOLEUS))

    assert page.preview.pages == []
    assert page.model.program is None
    assert not page.print.isEnabled()
    assert page.header.title.text() == "Builder"
    qtbot.waitUntil(lambda: page.model.program is not None)
    assert page.preview.hint.text() == "The sheet is being drawn …"
    assert page.preview.hint.isVisible()
    assert page.library.search.text() == ""
    qtbot.waitUntil(lambda: bool(page.preview.pages))
    assert not page.preview.hint.isVisible()


def test_a_sheet_that_is_ready_too_late_is_not_printed_over_another_program(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_builder(CALF)
    printed: list[object] = []
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda data, **_chosen: printed.append(data))
    gate = threading.Event()
    prepare = desk.services.handouts.__class__.prepare

    def slow(*arguments: object) -> object:
        gate.wait(5)
        return prepare(*arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(desk.services.handouts.__class__, "prepare", slow)
    page.print.trigger()
    page.open_program(a_stored_program(desk, SOLEUS))
    gate.set()
    qtbot.waitUntil(lambda: page.model.program is not None)
    desk.worker.wait()
    qtbot.wait(1)
    assert printed == []


def test_a_program_that_cannot_be_opened_leaves_a_way_to_start(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    program = page.model.program
    assert program is not None
    gone = replace(program.program, id=program.version.id)
    with qtbot.waitSignal(desk.context.problems.problem_met):
        page.open_program(gone.id)
    assert page._stack.currentIndex() == 0


def test_a_version_handed_out_is_readable_and_says_how_to_change_it(
    open_builder: OpenBuilder, desk: Desk
) -> None:
    desk.services.profile.save_therapist(name="Sam Keller", credentials="PT")
    program_id = a_stored_program(desk, CALF)
    opened = desk.services.programs.open(program_id)
    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)
    page = open_builder(program_id=program_id)
    card = page.items.in_order()[0]

    assert page.head.state.text() == "Version 1 · Handed out 24 November 2026 · Sam Keller, PT"
    assert page.head.lock.isVisible()
    assert all(field.isEnabled() and field.isReadOnly() for field in card.fields.values())
    card.fields["reps"].step(1)
    assert page.model.content == desk.services.programs.open(program_id).version.content
    assert not card.remove.isVisible()
    assert page.head.title.isReadOnly()


def test_in_a_narrow_window_print_and_save_stay_in_sight_and_the_toggle_says_what_it_does(
    open_builder: OpenBuilder, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    assert page.save_button.parentWidget().parentWidget() is page.sheet
    page.resize(900, 700)
    qtbot.waitUntil(page.sheet_button.isVisible)
    for wanted, said in ((True, "Show the library"), (False, "Show the sheet")):
        page.sheet_button.setChecked(wanted)
        assert page.sheet_button.text() == said
        assert page.save_button.isVisible()
        assert page.print_button.isVisible()
    page.sheet_button.setChecked(True)
    page._search()
    assert page.library.search.isVisible()


def test_only_what_was_handed_out_can_be_revised(desk: Desk, qtbot: QtBot) -> None:
    program_id = a_stored_program(desk, CALF)
    opened = desk.services.programs.open(program_id)
    assert opened.patient is not None
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.open_patient(opened.patient.id)
    qtbot.waitUntil(lambda: page.detail.view is not None)
    assert not page.detail.revise_last.isEnabled()

    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)
    page.detail.refresh()
    qtbot.waitUntil(page.detail.revise_last.isEnabled)
    with qtbot.waitSignal(page.program_wanted):
        page.detail.revise_last.trigger()
