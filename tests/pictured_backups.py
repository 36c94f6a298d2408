"""Pictures of backups: their settings, what is asked before a restore, the screen of a new machine."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.domain.backup import Backup, BackupState, Restored
from clinic_app.domain.door import DoorState, Doorway
from clinic_app.domain.old_copies import CopyKind, OldCopy
from clinic_ui.access.doorman import Stage
from clinic_ui.backups.backup_form import BackupForm
from clinic_ui.backups.finder_screen import FinderScreen
from clinic_ui.backups.notices import Notices
from clinic_ui.backups.restore_form import RestoreForm
from clinic_ui.main_window import MainWindow
from clinic_ui.rail import PageKey
from desks import Desk
from fake_backups import FakeOpened

Take = Callable[[QWidget, str], None]
NOW = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
COUNTS = {"patient": 412, "visit": 5_120, "program": 388, "handout": 1_204}


def a_backup(place: str, days: int, **fields: object) -> Backup:
    made_at = NOW - timedelta(days=days)
    known = {"made_by": "Sam Keller", "counts": COUNTS, "state": BackupState.VERIFIED} | fields
    return Backup(path=f"{place}/{made_at:%Y-%m-%d}", made_at=made_at, **known)  # type: ignore[arg-type]


class PicturedFinder:
    """A stick with three backups that ask for a passphrase."""

    def found(self, chosen: str) -> Sequence[Backup]:
        return [a_backup(chosen, days) for days in (0, 1, 7)]

    def look(self, backup: Backup) -> Doorway:
        paper, *people = [
            Way(id=uuid4(), kind=kind, holder=Actor(name=name))
            for kind, name in (
                (WayKind.RECOVERY, "Sam Keller"),
                (WayKind.PASSPHRASE, "Sam Keller"),
                (WayKind.PASSPHRASE, "Robin Hale"),
            )
        ]
        return Doorway(DoorState.LOCKED, [paper, *people])

    def unlock(self, backup: Backup, way_id: UUID, secret: str) -> FakeOpened:
        return FakeOpened(backup)

    def recover(self, backup: Backup, code: str) -> FakeOpened:
        return FakeOpened(backup)


def a_copy(kind: CopyKind, days: int) -> OldCopy:
    """One beside the record."""
    at = NOW - timedelta(days=days)
    ours = kind is not CopyKind.BEGINNING
    return OldCopy(path=f"/record-{kind}", kind=kind, kept_at=at, size=4_200_000, is_of_this_record=ours)


def take_backups(take: Take, take_whole: Take, window: MainWindow, desk: Desk, folder: Path) -> None:
    """``take`` keeps a widget's own size, ``take_whole`` gives it the window's."""
    plan, store = desk.services.backup_plan, desk.record.backups
    stick, share = str(folder / "PRAXIS BACKUP"), "/media/sam/A very long name of a stick in the safe"
    Path(stick).mkdir(exist_ok=True)
    plan.keep({stick: NOW, share: NOW - timedelta(days=12)})
    store.by_folder[plan.usual] = [a_backup(plan.usual, days) for days in (0, 1, 2)]
    store.by_folder[stick] = [
        a_backup(stick, 0),
        a_backup(stick, 3, state=BackupState.DAMAGED, counts={}),
        *(a_backup(stick, days) for days in (7, 14, 40)),
    ]
    store.copies.kept = [
        a_copy(CopyKind.UPDATE, 9),
        a_copy(CopyKind.RESTORE, 20),
        a_copy(CopyKind.BEGINNING, 41),
    ]
    form = BackupForm(desk.context)
    form.setFixedWidth(desk.theme.px(720))
    form.refresh()
    take(form, "backups")
    form.copies.rows[0].delete_button.click()
    take(form, "backups-delete-copy")
    form.close()
    opened = FakeOpened(a_backup(stick, 7), lost=2)
    now = COUNTS | {"patient": 418, "visit": 5_171}
    ask = RestoreForm(desk.theme, desk.context.actions.icons, desk.words, opened, now)
    take(ask, "restore-form")
    ask.word.setText(desk.words.gettext("restore"))
    take(ask, "restore-ready")
    ask.close()
    stage = Stage(desk.theme, desk.context.actions.icons, desk.words, lambda _widget: None)
    screen = FinderScreen(stage, desk.worker, desk.problems, PicturedFinder(), has_record=False)
    take_whole(screen, "restore-new-machine")
    screen.look_into(stick)
    take_whole(screen, "restore-found")
    screen.refuse(
        desk.words.gettext("This passphrase is not the right one. Look at Caps Lock and the keyboard.")
    )
    take_whole(screen, "restore-refused")
    screen.close()
    notices = Notices(desk.context, window)
    plan.keep({share: NOW - timedelta(days=12)})
    notices.remind(desk.services.backups.reminder())
    window.go(PageKey.TODAY)
    take_whole(window, "today-backup-old")
    aside = "/home/sam/.local/share/clinic-companion/record-before-restore-2026-11-26_08-30-00"
    notices.tell_restore(Restored(made_at=NOW, aside=aside))
    window.go(PageKey.PATIENTS)
    take_whole(window, "restored-strip")
    window.notice.say("")
    window.show_backups()
    take_whole(window, "settings-backups")
