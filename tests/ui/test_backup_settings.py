"""Backups in Settings, on Today and in the strip: what a person sees and does, by mouse and keys."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from builders import TickingClock
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.audit import EVERYTHING
from clinic_app.domain.backup import Restored
from clinic_app.domain.errors import OutputError
from clinic_app.domain.old_copies import CopyKind, OldCopy
from clinic_ui.backups.backup_form import BackupForm
from clinic_ui.backups.keeper import BackupKeeper
from clinic_ui.backups.notices import Notices
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.pages.today_page import TodayPage
from clinic_ui.rail import PageKey
from clinic_ui.widgets.labels import Label
from desks import Desk
from fakes import FakeRecord


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def desk(new_desk: Callable[..., Desk], clock: TickingClock) -> Desk:
    return new_desk(record=FakeRecord(clock))


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> BackupForm:
    made = BackupForm(desk.context)
    qtbot.addWidget(made)
    made.resize(720, 600)
    made.show()
    refresh(made, qtbot)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> str:
    (tmp_path / "STICK").mkdir()
    return str(tmp_path / "STICK")


def refresh(form: BackupForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form._context.worker.idle):
        form.refresh()


def click(button: QPushButton, qtbot: QtBot, form: BackupForm) -> None:
    with qtbot.waitSignal(form._context.worker.idle):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def words_in(form: BackupForm) -> str:
    return "\n".join(each.text() for each in form.findChildren(Label) if each.isVisible())


def test_a_backup_now_is_seen_with_its_numbers(form: BackupForm, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "There is no backup of the record yet." in words_in(form))
    click(form.now_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 1)
    qtbot.waitUntil(lambda: "0 patients" in words_in(form))
    qtbot.waitUntil(lambda: "All backups are on this computer." in words_in(form))


def test_a_stick_gets_its_first_backup_when_it_is_chosen(form: BackupForm, qtbot: QtBot, stick: str) -> None:
    form.add_folder(stick)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 2)
    assert [row.place.is_usual for row in form.rows] == [True, False]
    qtbot.waitUntil(lambda: "The record has no passphrase" in words_in(form))
    click(form.rows[1].drop_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.rows) == 1)


def test_a_stick_that_is_pulled_out_says_when_it_was_last_seen(
    form: BackupForm, desk: Desk, qtbot: QtBot, stick: str
) -> None:
    form.add_folder(stick)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 2)
    desk.record.backups.away.add(stick)
    refresh(form, qtbot)
    qtbot.waitUntil(lambda: "Not plugged in. Last backup:" in form.rows[1].state.text())


def test_a_restore_asks_for_the_word_and_then_hands_the_backup_on(form: BackupForm, qtbot: QtBot) -> None:
    click(form.now_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 1)
    [button] = form.restore_buttons
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.form is not None)
    dialog = form.form
    assert dialog is not None
    QTest.keyClicks(dialog.word, "resto")
    assert not dialog.restore_button.isEnabled()
    QTest.keyClicks(dialog.word, "RE")
    with qtbot.waitSignal(form.restore_wanted) as wanted:
        QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    assert wanted.args == [dialog.opened]


def test_escape_restores_nothing(form: BackupForm, qtbot: QtBot) -> None:
    click(form.now_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 1)
    form.restore_buttons[0].click()  # type: ignore[attr-defined]  # it is a button
    qtbot.waitUntil(lambda: form.form is not None)
    assert form.form is not None
    with qtbot.assertNotEmitted(form.restore_wanted):
        QTest.keyClick(form.form.word, Qt.Key.Key_Escape)
    assert not form.form.isVisible()


def test_somebody_who_is_no_owner_sees_what_there_is_and_changes_nothing(
    form: BackupForm, desk: Desk, qtbot: QtBot
) -> None:
    click(form.now_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.restore_buttons) == 1)
    desk.record.actor = Actor(name="Bo", role=Role.ASSISTANT)
    refresh(form, qtbot)
    buttons = [form.now_button, form.add_button, form.search_button, *form.restore_buttons]
    assert not any(each.isEnabled() for each in buttons)
    assert "Only an owner" in form.now_button.toolTip()


def test_the_strip_reminds_after_a_week_and_closed_it_stays_closed(
    window: MainWindow, desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    desk.services.backups.back_up()
    notices = Notices(desk.context, window)
    notices.remind(desk.services.backups.reminder())
    assert not window.notice.isVisible()
    clock.wait(days=8)
    notices.remind(desk.services.backups.reminder())
    assert window.notice.sentence.text() == "The last backup is 8 days old."
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert window.page_key is PageKey.SETTINGS
    QTest.mouseClick(window.notice.close_button, Qt.MouseButton.LeftButton)
    notices.remind(desk.services.backups.reminder())
    assert not window.notice.isVisible()
    clock.wait(days=1)
    notices.remind(desk.services.backups.reminder())
    assert window.notice.isVisible()


def test_what_a_restore_left_behind_is_said_before_a_reminder(
    window: MainWindow, desk: Desk, clock: TickingClock
) -> None:
    notices = Notices(desk.context, window)
    aside = "/home/ada/record-before-restore-2026-11-26_08-30-00"
    notices.tell_restore(Restored(made_at=clock.now, aside=aside, lost=2))
    notices.remind(desk.services.backups.reminder())
    said = window.notice.sentence.text()
    assert aside in said
    assert "2 sheets could not be given back." in said


def test_today_asks_for_a_stick_and_leads_to_the_settings(
    window: MainWindow, desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    desk.services.backups.back_up()
    clock.wait(days=9)
    page = window.go(PageKey.TODAY)
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    assert "9 days old" in page.rows[0].reason
    QTest.mouseClick(page.rows[0], Qt.MouseButton.LeftButton)
    assert isinstance(window.stack.currentWidget(), SettingsPage)


def test_the_keeper_backs_up_what_is_due_and_tells_a_failure_once(
    desk: Desk, qtbot: QtBot, clock: TickingClock
) -> None:
    told: list[str] = []
    desk.problems.problem_met.connect(told.append)
    keeper = BackupKeeper(desk.context, desk)
    with qtbot.waitSignal(keeper.reminded):
        keeper._on_start()
    assert len(desk.services.backups.places()[0].backups) == 1
    clock.wait(days=2)
    desk.record.backups.changed_at = clock.now + timedelta(minutes=1)
    desk.record.backups.failure = OutputError("There is no room left for the backup in {folder}.", folder="x")
    for _ in range(2):
        with qtbot.waitSignal(keeper.reminded):
            keeper._on_time()
    assert told == ["There is no room left for the backup in x."]


def test_a_keeper_that_was_stopped_gives_up(desk: Desk, qtbot: QtBot) -> None:
    keeper = BackupKeeper(desk.context, desk)
    keeper.stop()
    with qtbot.waitSignal(desk.worker.idle):
        keeper._on_start()
    assert desk.services.backups.places()[0].backups == []


def a_copy(clock: TickingClock, *, ours: bool = True) -> OldCopy:
    kind = CopyKind.RESTORE if ours else CopyKind.BEGINNING
    at = clock() - timedelta(days=3)
    return OldCopy(path=f"/r-{kind}", kind=kind, kept_at=at, size=4_200_000, is_of_this_record=ours)


def test_copies_beside_the_record_are_shown_with_their_size_and_deleted_by_two_presses(
    form: BackupForm, qtbot: QtBot, desk: Desk, clock: TickingClock
) -> None:
    assert form.copies.isHidden()
    kept = desk.record.backups.copies.kept
    kept += [a_copy(clock), a_copy(clock, ours=False)]
    refresh(form, qtbot)
    qtbot.waitUntil(lambda: len(form.copies.rows) == 2)
    assert "4 MB" in words_in(form)
    assert "Of another record" in words_in(form)
    [row] = [each for each in form.copies.rows if each.copy.is_of_this_record]
    QTest.mouseClick(row.delete_button, Qt.MouseButton.LeftButton)
    assert row.keep_button.hasFocus() or row.keep_button.isVisible()
    assert len(kept) == 2
    click(row.sure_button, qtbot, form)
    qtbot.waitUntil(lambda: len(form.copies.rows) == 1)
    assert [each.kind for each in kept] == [CopyKind.BEGINNING]
    with desk.record.reading() as work:
        assert [each.subject for each in work.audit.page(EVERYTHING, before=None, limit=1)] == ["copy"]


def test_only_an_owner_deletes_copies(
    form: BackupForm, qtbot: QtBot, desk: Desk, clock: TickingClock
) -> None:
    desk.record.backups.copies.kept.append(a_copy(clock))
    desk.record.act_as(Actor(name="Bo Holm", role=Role.THERAPIST))
    refresh(form, qtbot)
    qtbot.waitUntil(lambda: len(form.copies.rows) == 1)
    assert not form.copies.rows[0].delete_button.isEnabled()
