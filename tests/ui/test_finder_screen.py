"""Where the newest backups are damaged, the next one is offered, and it is said why."""

from collections.abc import Sequence
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.backup import Backup, BackupState
from clinic_app.domain.door import Doorway
from clinic_app.domain.errors import RecordError
from clinic_ui.access.doorman import Stage
from clinic_ui.backups.finder_screen import FinderScreen
from desks import Desk
from pictured_backups import PicturedFinder, a_backup


class DamagedFinder(PicturedFinder):
    """A stick with five backups, of which the newest ones are damaged."""

    def __init__(self, damaged: int) -> None:
        self._damaged = damaged

    def found(self, chosen: str) -> Sequence[Backup]:
        states = [BackupState.DAMAGED] * self._damaged + [BackupState.UNREAD] * (5 - self._damaged)
        return [a_backup(chosen, days, state=state) for days, state in enumerate(states)]


@pytest.mark.parametrize(
    ("damaged", "said"),
    [(0, ""), (1, "1 newer backup is damaged."), (3, "3 newer backups are damaged.")],
)
def test_the_newest_whole_one_is_offered_and_why_it_is_not_the_newest(
    qtbot: QtBot, desk: Desk, damaged: int, said: str
) -> None:
    stage = Stage(desk.theme, desk.context.actions.icons, desk.words, lambda _widget: None)
    screen = FinderScreen(stage, desk.worker, desk.problems, DamagedFinder(damaged), has_record=False)
    qtbot.addWidget(screen)
    screen.look_into("stick")
    qtbot.waitUntil(lambda: screen.backup.count() == 5)
    assert screen.backup.currentIndex() == damaged
    note = screen.backup_row.note.text()
    assert note.startswith("412 patients")
    assert note.partition("\n")[2] == said


def test_a_damaged_one_that_is_chosen_says_so(qtbot: QtBot, desk: Desk) -> None:
    stage = Stage(desk.theme, desk.context.actions.icons, desk.words, lambda _widget: None)
    screen = FinderScreen(stage, desk.worker, desk.problems, DamagedFinder(3), has_record=False)
    qtbot.addWidget(screen)
    screen.look_into("stick")
    qtbot.waitUntil(lambda: screen.backup.count() == 5)
    screen.backup.setCurrentIndex(0)
    screen.backup.activated.emit(0)
    assert screen.backup_row.note.text() == "Damaged: it cannot be restored"


class GoneFinder(PicturedFinder):
    """A stick that is pulled out once its backups were listed; the first one is looked at for a long time."""

    def __init__(self) -> None:
        self.goes_on = Event()

    def look(self, backup: Backup) -> Doorway:
        if backup.path.endswith("-26"):
            self.goes_on.wait(10)
            return super().look(backup)
        raise RecordError("The backup {folder} is damaged. Take another one.", folder=backup.path)


def test_a_backup_of_which_nothing_is_left_is_not_restored_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    finder = GoneFinder()
    screen = screen_with(qtbot, desk, finder)
    choose(screen, 1)
    qtbot.waitUntil(lambda: "damaged" in screen.said.text())
    assert not screen.restore_button.isEnabled()
    finder.goes_on.set()


def test_who_may_open_a_backup_is_said_of_the_chosen_one_whichever_answer_comes_last(
    qtbot: QtBot, desk: Desk
) -> None:
    finder = GoneFinder()
    screen = screen_with(qtbot, desk, finder)
    choose(screen, 1)
    qtbot.waitUntil(lambda: bool(screen.said.text()))
    finder.goes_on.set()
    qtbot.waitUntil(lambda: not desk.worker.is_busy)
    assert screen.person.count() == 0
    assert screen.secret_row.isHidden()


def test_nothing_is_restored_before_it_is_known_who_may_open_it(qtbot: QtBot, desk: Desk) -> None:
    finder = GoneFinder()
    screen = screen_with(qtbot, desk, finder)
    assert not screen.restore_button.isEnabled()
    finder.goes_on.set()
    qtbot.waitUntil(lambda: screen.restore_button.isEnabled())
    assert screen.person.count() == 2


def screen_with(qtbot: QtBot, desk: Desk, finder: PicturedFinder) -> FinderScreen:
    """The screen that looked into the stick."""
    stage = Stage(desk.theme, desk.context.actions.icons, desk.words, lambda _widget: None)
    screen = FinderScreen(stage, desk.worker, desk.problems, finder, has_record=False)
    qtbot.addWidget(screen)
    screen.look_into("stick")
    qtbot.waitUntil(lambda: screen.backup.count() == 3)
    return screen


def choose(screen: FinderScreen, at: int) -> None:
    screen.backup.setCurrentIndex(at)
    screen.backup.activated.emit(at)
