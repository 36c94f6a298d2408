"""Settings → Security and the first run's second step: a passphrase set, changed, given and given up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.access import Actor, Role, WayKind
from clinic_app.domain.audit import EVERYTHING, AuditAction, AuditEntry
from clinic_app.services.access import AccessService
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PageKey
from clinic_ui.security.code_paper import CodePaper
from clinic_ui.security.first_protection import FirstProtection
from clinic_ui.security.secret_dialog import SecretDialog
from clinic_ui.security.security_form import SecurityForm
from clinic_ui.sheet_output import SheetOutput
from desks import Desk
from fakes import FakeRecord
from hands import print_dialog

WORDS, OTHER = "four words are better", "five other words are fine"


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord()


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path, record: FakeRecord) -> Iterator[Callable[[], Desk]]:
    """Makes a desk on the record as it is when it is called."""
    made: list[Desk] = []

    def make() -> Desk:
        made.append(Desk(tmp_path, record=record))
        return made[-1]

    yield make
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.close()
    for desk in made:
        desk.close()


def access_of(record: FakeRecord) -> AccessService:
    return AccessService(record, lambda: "1111-2222-3333-4444-5555-6666-7777")


def protected(record: FakeRecord) -> None:
    access_of(record).protect("Ada Lane", WORDS)


def form_on(qtbot: QtBot, desk: Desk) -> SecurityForm:
    form = SecurityForm(desk.context)
    qtbot.addWidget(form)
    form.show()
    form.refresh()
    desk.worker.wait()
    return form


def pressed(qtbot: QtBot, form: SecurityForm, key: str) -> SecretDialog:
    QTest.mouseClick(form.buttons[key], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.dialog is not None and form.dialog.isVisible())
    assert form.dialog is not None
    return form.dialog


def type_new(dialog: SecretDialog | FirstProtection, passphrase: str) -> None:
    form = dialog.new if isinstance(dialog, SecretDialog) else dialog.form
    for field in (form.first, form.again):
        QTest.keyClicks(field.line, passphrase)
    QTest.keyClick(form.again.line, Qt.Key.Key_Return)


def secrets_of(record: FakeRecord) -> list[tuple[WayKind, str]]:
    return [(way.kind, secret) for way, secret in record.keys.secrets.values()]


def test_a_passphrase_is_set_and_the_code_must_be_on_paper_before_going_on(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    form = form_on(qtbot, open_desk())
    dialog = pressed(qtbot, form, "protect")
    QTest.keyClicks(dialog.name, "Ada Lane")
    type_new(dialog, WORDS)
    qtbot.waitUntil(lambda: dialog.code is not None)
    assert dialog.code is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.code.go_on.isEnabled()
    qtbot.waitUntil(dialog.code.print_button.isVisible)
    assert dialog.code.code.sizeHint().width() <= dialog.code.code.width()
    dialog.code.confirmed.click()
    with qtbot.waitSignal(form.changed):
        dialog.code.go_on.click()
    assert [kind for kind, _secret in secrets_of(record)] == [WayKind.PASSPHRASE, WayKind.RECOVERY]


def test_a_short_passphrase_is_refused_below_its_field(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    dialog = pressed(qtbot, form_on(qtbot, open_desk()), "protect")
    QTest.keyClicks(dialog.name, "Ada Lane")
    type_new(dialog, "short")
    assert "at least 10" in dialog.new.first_row.note.text()
    assert secrets_of(record) == [(WayKind.OPEN, "")]
    dialog.reject()


def test_without_a_name_one_sentence_says_so_and_what_was_typed_stays(
    qtbot: QtBot, open_desk: Callable[[], Desk]
) -> None:
    dialog = pressed(qtbot, form_on(qtbot, open_desk()), "protect")
    type_new(dialog, WORDS)
    qtbot.waitUntil(dialog.said.isVisible)
    assert "Type a name" in dialog.said.text()
    assert dialog.new.first.text() == WORDS
    dialog.reject()


def test_the_old_passphrase_is_asked_before_a_new_one_holds(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    protected(record)
    dialog = pressed(qtbot, form_on(qtbot, open_desk()), "change")
    QTest.keyClicks(dialog.old.line, "not this one at all")
    type_new(dialog, OTHER)
    qtbot.waitUntil(dialog.said.isVisible)
    assert "not your passphrase" in dialog.said.text()
    dialog.old.clear()
    QTest.keyClicks(dialog.old.line, WORDS)
    with qtbot.waitSignal(dialog.done_well):
        dialog.go_button.click()
    assert (WayKind.PASSPHRASE, OTHER) in secrets_of(record)


def test_a_person_is_added_with_a_role_changed_and_taken_off(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    protected(record)
    desk = open_desk()
    form = form_on(qtbot, desk)
    dialog = pressed(qtbot, form, "add")
    QTest.keyClicks(dialog.name, "Bo Holm")
    dialog.role.choose(Role.ASSISTANT)
    type_new(dialog, OTHER)
    qtbot.waitUntil(lambda: "remove Bo Holm" in form.buttons)
    assert [way.holder.role for way in access_of(record).people()] == [Role.OWNER, Role.ASSISTANT]
    before = form.buttons["remove Bo Holm"]
    dialog = pressed(qtbot, form, "role Bo Holm")
    dialog.role.choose(Role.THERAPIST)
    type_new(dialog, OTHER)
    qtbot.waitUntil(lambda: access_of(record).people()[1].holder.role is Role.THERAPIST)
    qtbot.waitUntil(lambda: not form.dialog_is_open)
    qtbot.waitUntil(lambda: form.buttons["remove Bo Holm"] is not before)
    dialog = pressed(qtbot, form, "remove Bo Holm")
    with qtbot.waitSignal(dialog.done_well):
        dialog.go_button.click()
    assert [way.holder.name for way in access_of(record).people()] == ["Ada Lane"]


def test_giving_the_passphrase_up_asks_for_it_and_says_what_it_means(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    protected(record)
    desk = open_desk()
    form = form_on(qtbot, desk)
    dialog = pressed(qtbot, form, "stop")
    QTest.keyClicks(dialog.old.line, WORDS)
    with qtbot.waitSignal(form.changed):
        dialog.go_button.click()
    assert secrets_of(record) == [(WayKind.OPEN, "")]


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.ASSISTANT])
def test_who_is_no_owner_sees_their_own_passphrase_alone(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord, role: Role
) -> None:
    protected(record)
    access_of(record).add_person("Bo Holm", "", role, OTHER)
    record.actor = Actor(
        name="Bo Holm", therapist_id=access_of(record).people()[1].holder.therapist_id, role=role
    )
    form = form_on(qtbot, open_desk())
    assert set(form.buttons) == {"change"}


def test_the_first_run_asks_for_no_name_that_was_typed_and_protects(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    desk = open_desk()
    desk.services.profile.save_therapist(name="Ada Lane", credentials="PT")
    form = FirstProtection(desk.context)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: form.name.text() == "Ada Lane")
    assert not form.name_row.isVisible()
    with qtbot.waitSignal(form.protected):
        type_new(form, WORDS)
    assert record.actor.name == "Ada Lane"
    assert form.code is not None
    form.code.confirmed.click()
    with qtbot.waitSignal(form.done):
        form.code.go_on.click()


def test_the_first_run_goes_on_without_a_passphrase_where_somebody_says_so(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    form = FirstProtection(open_desk().context)
    qtbot.addWidget(form)
    form.show()
    with qtbot.waitSignal(form.done):
        QTest.mouseClick(form.skip, Qt.MouseButton.LeftButton)
    assert secrets_of(record) == [(WayKind.OPEN, "")]


def test_the_strip_stands_above_every_page_until_there_is_a_passphrase(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord
) -> None:
    window = window_on(qtbot, open_desk())
    assert window.open_strip.isVisible()
    QTest.mouseClick(window.open_strip.button, Qt.MouseButton.LeftButton)
    page = window.stack.currentWidget()
    assert window.page_key is PageKey.SETTINGS
    assert isinstance(page, SettingsPage)
    button = page.security.buttons["protect"]
    qtbot.waitUntil(lambda: window.focusWidget() is button)
    qtbot.waitUntil(lambda: 0 < page.security.mapTo(page, QPoint(0, 0)).y() < window.height() // 3)
    protected(record)
    assert not window_on(qtbot, open_desk()).open_strip.isVisible()


def window_on(qtbot: QtBot, desk: Desk) -> MainWindow:
    context = desk.context
    window = MainWindow(desk.theme, context.actions.icons, context.words, context.settings)
    qtbot.addWidget(window)
    window.show()
    window.fill(context)
    window.activateWindow()
    return window


def test_the_page_with_the_recovery_code_is_noted_when_it_leaves(
    qtbot: QtBot, open_desk: Callable[[], Desk], record: FakeRecord, tmp_path: Path
) -> None:
    dialog = pressed(qtbot, form_on(qtbot, open_desk()), "protect")
    QTest.keyClicks(dialog.name, "Ada Lane")
    type_new(dialog, WORDS)
    qtbot.waitUntil(lambda: dialog.code is not None)
    assert dialog.code is not None
    [paper] = dialog.findChildren(CodePaper)
    paper.output = SheetOutput(paper._context, dialog, printer_names=lambda: ["Front desk"])
    QTest.mouseClick(dialog.code.print_button, Qt.MouseButton.LeftButton)
    printing = print_dialog(paper.output, tmp_path / "code.pdf", qtbot)
    printing.accept()
    qtbot.waitUntil(
        lambda: any(each.action is AuditAction.EXPORTED for each in _noted(record)), timeout=20_000
    )
    [noted] = [each for each in _noted(record) if each.action is AuditAction.EXPORTED]
    assert (noted.subject, noted.detail) == ("way", "recovery")
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    dialog.code.confirmed.click()
    dialog.code.go_on.click()


def _noted(record: FakeRecord) -> list[AuditEntry]:
    with record.reading() as work:
        return list(work.audit.page(EVERYTHING, before=None, limit=99))
