"""A program's versions on the patient's page and from the builder: listed, compared, taken up again."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.program import HandoutWay, ProgramContent
from clinic_app.domain.program_diff import ChangeKind
from clinic_app.domain.side import Side
from clinic_ui.builder.page import BuilderPage
from clinic_ui.history.history_dialog import HistoryDialog
from clinic_ui.history.history_panel import HistoryPanel
from clinic_ui.pages.patients_page import PatientsPage
from desks import Desk, a_stored_program

CALF = "gastrocnemius-stretch-on-stairs"
SOLEUS = "soleus-stretch-on-step"
BRIDGE = "glute-bridge"

OpenBuilder = Callable[..., BuilderPage]


def give(desk: Desk, program_id: UUID) -> None:
    opened = desk.services.programs.open(program_id)
    desk.services.handouts.hand_out(desk.services.handouts.prepare(opened), HandoutWay.PRINTED)


def change(desk: Desk, program_id: UUID, edit: Callable[[ProgramContent], ProgramContent]) -> None:
    draft = desk.services.programs.revise(program_id).version
    desk.services.programs.save(draft, edit(draft.content))


def longer(content: ProgramContent) -> ProgramContent:
    """The calf held longer and on the left only; the soleus out."""
    calf = replace(content.items[0], side=Side.LEFT, dosage=HoldDosage(sets=1, reps=3, hold_s=45))
    return replace(content, items=(calf,), title="Stage 2")


@pytest.fixture
def program_id(desk: Desk) -> UUID:
    """Handed out once, then changed in a draft."""
    desk.services.profile.save_therapist(name="Sam Keller", credentials="PT")
    stored = a_stored_program(desk, CALF, SOLEUS)
    give(desk, stored)
    change(desk, stored, longer)
    return stored


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot, program_id: UUID) -> HistoryPanel:
    shown = HistoryPanel(desk.context)
    qtbot.addWidget(shown)
    shown.resize(376, 900)
    shown.show()
    shown.show_program(program_id)
    qtbot.waitUntil(lambda: bool(shown.rows))
    return shown


def test_the_list_says_number_date_therapist_and_what_changed(panel: HistoryPanel) -> None:
    draft, first = panel.rows
    assert first.accessibleName() == (
        "Version 1. Handed out 24 November 2026. Sam Keller, PT · printed · 2 exercises"
    )
    assert draft.state.label.text().startswith("Draft, changed 24 November 2026")
    assert draft.changes.text().replace("\N{NO-BREAK SPACE}", " ") == (
        "Gastrocnemius stretch on stairs: − right side, hold 30 → 45 s"
        " · − Soleus stretch on step · title “Calves” → “Stage 2”"
    )


def test_the_draft_is_shown_against_the_version_before_it(panel: HistoryPanel) -> None:
    assert panel.heading.text() == "The draft"
    assert panel.against.currentText() == "Against version 1"
    assert panel.diff.summary.text().endswith("1 changed, 1 removed")
    calf, soleus = panel.diff.rows
    assert [each.kind for each in (calf.change, soleus.change)] == [ChangeKind.CHANGED, ChangeKind.REMOVED]
    assert calf.accessibleName() == "Gastrocnemius stretch on stairs. Changed. − right side. hold 30 → 45 s"
    assert len(calf.figures) == 2, "before and after, mirrored"
    assert soleus.name.font().strikeOut()
    assert [line.accessibleName() for line in panel.diff.program_lines] == ["title “Calves” → “Stage 2”"]


def test_any_two_versions_can_be_compared(panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.rows[1].click()
    assert panel.heading.text() == "Version 1"
    assert panel.against.currentText() == "On its own"
    assert [row.change.kind for row in panel.diff.rows] == [ChangeKind.SAME, ChangeKind.SAME]
    qtbot.keyClick(panel.against, Qt.Key.Key_Down)
    panel.against.activated.emit(panel.against.currentIndex())
    assert panel.against.currentText() == "Against the draft"
    assert panel.diff.rows[-1].change.kind is ChangeKind.ADDED


def test_what_did_not_change_is_one_line_until_it_is_wanted(
    desk: Desk, qtbot: QtBot, panel: HistoryPanel, program_id: UUID
) -> None:
    change(desk, program_id, lambda content: replace(content, items=(), title="Calves"))
    opened = desk.services.programs.open(program_id)
    first = desk.services.programs.versions(program_id)[0].content
    desk.services.programs.save(opened.version, replace(first, items=(*first.items[::-1],)))
    panel.show_program(program_id)
    qtbot.waitUntil(lambda: panel.diff.unchanged.text() == "1 unchanged")
    assert [row.change.kind for row in panel.diff.rows] == [ChangeKind.MOVED]
    qtbot.mouseClick(panel.diff.unchanged, Qt.MouseButton.LeftButton)
    assert len(panel.diff.rows) == 2


def test_the_arrow_keys_walk_through_the_versions(panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.rows[0].setFocus()
    qtbot.waitUntil(panel.rows[0].hasFocus)
    qtbot.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert panel.chosen is not None
    assert panel.chosen.version.number == 1
    assert not panel.continue_button.isVisible()
    assert panel.restore_button.isVisible()


def test_the_oldest_versions_are_listed_when_they_are_wanted(
    panel: HistoryPanel, desk: Desk, qtbot: QtBot, program_id: UUID
) -> None:
    for number in range(2, 8):
        change(desk, program_id, lambda content, why=str(number): replace(content, why=why))  # type: ignore[misc]  # bound now
        give(desk, program_id)
    panel.show_program(program_id)
    qtbot.waitUntil(lambda: len(panel.rows) == 5)
    qtbot.mouseClick(panel.older_button, Qt.MouseButton.LeftButton)
    assert [row.number.text() for row in panel.rows] == ["7", "6", "5", "4", "3", "2", "1"]
    assert not panel.older_button.isVisible()


def test_a_list_of_long_names_never_cuts_a_line(panel: HistoryPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.rows[0].width() == 376)
    for row in panel.rows:
        assert row.height() >= row.heightForWidth(row.width())


def test_an_old_version_becomes_the_draft_and_undo_brings_the_draft_back(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, program_id: UUID
) -> None:
    page = open_builder(program_id=program_id)
    draft = page.model.content
    qtbot.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.revising.history is not None)
    dialog = page.revising.history
    assert isinstance(dialog, HistoryDialog)
    qtbot.waitUntil(lambda: bool(dialog.panel.rows) and dialog.panel.rows[0].hasFocus())
    qtbot.keyClick(dialog.panel.rows[0], Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.panel.restore_button, Qt.MouseButton.LeftButton)

    assert [each.exercise_slug for each in page.model.content.items] == [CALF, SOLEUS]
    assert page.model.content.title == "Calves"
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.content == draft


def test_a_version_taken_up_from_the_patients_page_opens_as_a_draft(
    open_builder: OpenBuilder, desk: Desk, qtbot: QtBot, program_id: UUID
) -> None:
    page = open_builder(SOLEUS)
    first = desk.services.programs.versions(program_id)[0]
    page.take_up(first)
    qtbot.waitUntil(lambda: page.model.program is not None and page.model.program.program.id == program_id)
    assert [each.exercise_slug for each in page.model.content.items] == [CALF, SOLEUS]
    assert not page.model.is_read_only


def test_the_patients_page_shows_the_versions_of_the_program_worked_on_last(
    desk: Desk, qtbot: QtBot, program_id: UUID
) -> None:
    opened = desk.services.programs.open(program_id)
    assert opened.patient is not None
    desk.record.clock.wait(hours=1)
    other = desk.services.programs.start(ProgramContent(title="Neck"), patient_id=opened.patient.id)
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.open_patient(opened.patient.id)
    versions = page.detail.versions
    qtbot.waitUntil(lambda: len(versions.rows) == 1)
    assert [versions.programs.itemText(at) for at in range(2)] == ["Neck", "Stage 2"]
    versions.programs.setCurrentIndex(1)
    versions.programs.activated.emit(1)
    qtbot.waitUntil(lambda: len(versions.rows) == 2)
    with qtbot.waitSignal(page.program_wanted) as wanted:
        versions.continue_button.click()
    assert wanted.args == [program_id]
    assert other.program.id != program_id


def test_a_version_is_copied_to_another_patient(panel: HistoryPanel, desk: Desk, qtbot: QtBot) -> None:
    other = desk.services.patients.add(a_patient(id=uuid4(), family_name="Zeta", record_number=7))
    qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    form = panel.copy_form
    assert form is not None
    qtbot.waitUntil(form.go_button.isEnabled)
    qtbot.keyClicks(form.patients.search, "zeta")
    qtbot.waitUntil(lambda: form.patients.chosen is not None and form.patients.chosen.id == other.id)
    with qtbot.waitSignal(panel.program_wanted) as wanted:
        qtbot.mouseClick(form.go_button, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    copied = desk.services.programs.open(wanted.args[0])
    assert copied.patient is not None
    assert copied.patient.id == other.id
    assert copied.version.content.title == "Stage 2"


def test_another_patients_versions_are_gone_at_once(panel: HistoryPanel) -> None:
    panel.clear()
    assert panel.rows == []
    assert not panel.heading.isVisible()
    assert panel.hint.isVisible()
    focus = QApplication.focusWidget()
    assert focus is None or not panel.isAncestorOf(focus) or focus.isVisible()


def test_what_is_handed_out_next_takes_the_place_of_the_newest(
    panel: HistoryPanel, program_id: UUID, desk: Desk, qtbot: QtBot
) -> None:
    give(desk, program_id)
    change(desk, program_id, longer)
    panel.show_program(program_id)
    qtbot.waitUntil(lambda: len(panel.rows) == 3)
    assert panel.chosen is not None
    assert panel.chosen.version.is_draft


def test_an_older_version_that_is_looked_at_stays_chosen(
    panel: HistoryPanel, program_id: UUID, desk: Desk, qtbot: QtBot
) -> None:
    panel.rows[1].setChecked(True)
    give(desk, program_id)
    change(desk, program_id, longer)
    panel.show_program(program_id)
    qtbot.waitUntil(lambda: len(panel.rows) == 3)
    assert panel.chosen is not None
    assert panel.chosen.version.number == 1
