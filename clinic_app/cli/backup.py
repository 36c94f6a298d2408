"""``backup``, ``restore`` and ``check``: the record's copies, without the window."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clinic_app.cli.commands import Commands
from clinic_app.cli.console import complain, say
from clinic_app.cli.unlocking import add_secret_options, let_in
from clinic_app.domain.errors import InputError, OutputError
from clinic_app.domain.record_fault import OpenAs
from clinic_app.paths import AppFolders, app_folders

if TYPE_CHECKING:
    from clinic_app.data.door import Unlocked
    from clinic_app.domain.backup import Backup, BackupFinder, OpenedBackup
    from clinic_app.services.permission import GuardedRecord

_COUNTED: Final = (
    ("patient", "patients"),
    ("visit", "visits"),
    ("program", "programs"),
    ("handout", "sheets"),
)
_WORD: Final = "restore"
_DAMAGED: Final = 4


def add_backup_commands(commands: Commands) -> None:
    """Add the three to the commands."""
    backup = commands.add_parser(
        "backup",
        help="make a verified backup of the record",
        description="Make a backup of the record in FOLDER, or else in every place chosen in Settings; "
        "it is read again and compared before it counts.",
        allow_abbrev=False,
    )
    backup.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    add_secret_options(backup)
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser(
        "restore",
        help="put a backup in the place of the record",
        description="Put the newest backup in FOLDER, or FOLDER itself if it is one, in the place of the "
        "record. The record before is moved aside and kept.",
        allow_abbrev=False,
    )
    restore.add_argument("folder", type=Path, metavar="FOLDER")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    add_secret_options(restore)
    restore.set_defaults(run=run_restore)
    check = commands.add_parser(
        "check",
        help="read everything of the record once and say whether it is whole",
        description="Check every page of the database and every sheet in the archive.",
        allow_abbrev=False,
    )
    add_secret_options(check)
    check.set_defaults(run=run_check)


def run_backup(options: argparse.Namespace) -> int:
    """Make a backup and print where it lies."""
    from clinic_app.data.backup_plan import BackupPlan
    from clinic_app.services.backups import BackupService

    folders = app_folders()
    record = _entered(folders, _unlocked(options))
    try:
        service = BackupService(record, BackupPlan(folders.config, folders.record))
        if options.folder is not None:
            _say_made(service.back_up_into(str(options.folder)))
            return 0
        made = service.back_up()
        for backup in made.backups:
            _say_made(backup)
        for failure in made.failures:
            complain(failure)
        return made.failures[0].exit_code if made.failures else 0
    finally:
        record.close()


def _entered(folders: AppFolders, unlocked: "Unlocked") -> "GuardedRecord":
    """The open record, whose log says who came in; a full disk takes no entry, and forbids no backup."""
    try:
        return _opened_as(folders, unlocked, OpenAs.USUAL)
    except OutputError as full:
        complain(full)
        return _opened_as(folders, unlocked, OpenAs.ONLY_READ)


def _opened_as(folders: AppFolders, unlocked: "Unlocked", how: OpenAs) -> "GuardedRecord":
    from clinic_app.data.backup_plan import BackupPlan
    from clinic_app.data.door import RecordDoor
    from clinic_app.data.start import RecordStart
    from clinic_app.services.coming_in import ComingIn
    from clinic_app.services.permission import GuardedRecord

    start = RecordStart(folders.record, folders.config)
    plan = BackupPlan(folders.config, folders.record)
    record = GuardedRecord(start.open(unlocked.key, unlocked.actor, how=how), plan)
    try:
        ComingIn(record).let_in_without_window(unlocked.way_id, unlocked.failed)
    except BaseException:
        record.close()
        raise
    if record.reading_only is None:
        RecordDoor(folders.record).told()
    return record


def run_restore(options: argparse.Namespace) -> int:
    """Show what would come back, ask, and put it in place."""
    from clinic_app.data.backup_finder import Finder

    folders = app_folders()
    finder = Finder(folders.record, settings=folders.config)
    backup = next(iter(finder.found(str(options.folder))))
    opened = _opened(finder, backup, options)
    say(f"{backup.path}: made {_moment(opened.backup)}")
    say(f"It holds {_counted(opened.backup.counts)}.")
    if opened.lost:
        complain(f"{opened.lost} sheets of it are missing or damaged; the rest comes back.")
    if not options.yes:
        _ask()
    restored = opened.restore()
    say(f"Restored into {folders.record}.")
    if restored.aside is not None:
        say(f"The record before lies in {restored.aside}.")
    if restored.lost:
        complain(f"{restored.lost} sheets could not be given back.")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Read everything once."""
    from clinic_app.data.whole_check import check_record

    folders = app_folders()
    checked = check_record(folders.record, _unlocked(options).key)
    say(f"The database is whole: {_counted(checked.counts)}.")
    if checked.lost:
        complain(f"{len(checked.lost)} of {checked.files} files of the archive are missing or damaged.")
        complain("What a backup in reach holds comes back when the app is opened, or when it is needed.")
        return _DAMAGED
    say(f"All {checked.files} files of the archive are whole.")
    return 0


def _unlocked(options: argparse.Namespace) -> "Unlocked":
    from clinic_app.data.door import RecordDoor
    from clinic_app.domain.door import DoorState

    folder = app_folders().record
    door = RecordDoor(folder)
    doorway = door.look()
    if doorway.state is DoorState.NOTHING:
        raise InputError("There is no record in {folder}.", folder=folder)
    return let_in(doorway, options, unlock=door.unlock, recover=door.recover)


def _opened(finder: "BackupFinder", backup: "Backup", options: argparse.Namespace) -> "OpenedBackup":
    return let_in(
        finder.look(backup),
        options,
        unlock=lambda way_id, secret: finder.unlock(backup, way_id, secret),
        recover=lambda code: finder.recover(backup, code),
    )


def _ask() -> None:
    """Go on only if the word is typed."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError("Nobody is there to ask. Give --yes to restore without asking.")
    if input(f"Type “{_WORD}” to put it in the place of the record: ").strip().casefold() != _WORD:
        raise InputError("Nothing was restored.")


def _say_made(backup: "Backup") -> None:
    say(f"{backup.path}: {_counted(backup.counts)}")
    if backup.missing:
        complain(f"{backup.missing} sheets were missing or damaged in the archive.")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts.get(table, 0)} {name}" for table, name in _COUNTED)


def _moment(backup: "Backup") -> str:
    by = f" by {backup.made_by}" if backup.made_by else ""
    return f"{backup.made_at.astimezone():%Y-%m-%d %H:%M}{by}"
