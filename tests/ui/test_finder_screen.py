"""Where the newest backups are damaged, the next one is offered, and it is said why."""

from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.backup import Backup, BackupState
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
