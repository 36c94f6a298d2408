"""Backups made wrong on purpose: each is refused with a sentence, and the record stays as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from backed_up import finder_for, open_way, patients_in
from clinic_app.data.record import SqlRecord
from clinic_app.domain.backup import Backup
from clinic_app.domain.errors import KnownError


def climb(backup: Backup) -> None:
    (Path(backup.path) / "handouts.txt").write_text("../../../../etc/passwd 12\n")


def link_the_list(backup: Backup) -> None:
    (Path(backup.path) / "handouts.txt").unlink()
    (Path(backup.path) / "handouts.txt").symlink_to("/dev/zero")


def link_the_key(backup: Backup) -> None:
    away = Path(backup.path).with_name("away.key")
    (Path(backup.path) / "record.key").rename(away)
    (Path(backup.path) / "record.key").symlink_to(away)


def a_bomb_for_a_manifest(backup: Backup) -> None:
    with (Path(backup.path) / "manifest.json").open("r+b") as file:
        file.truncate(1 << 36)


def a_bomb_for_a_list(backup: Backup) -> None:
    with (Path(backup.path) / "handouts.txt").open("r+b") as file:
        file.truncate(1 << 36)


def a_bomb_for_a_database(backup: Backup) -> None:
    os.truncate(Path(backup.path) / "record.db", 1 << 36)


def deep_json(backup: Backup) -> None:
    (Path(backup.path) / "manifest.json").write_text("[" * 500_000)


def a_pipe_for_a_database(backup: Backup) -> None:
    (Path(backup.path) / "record.db").unlink()
    os.mkfifo(Path(backup.path) / "record.db")


HOSTILE = (
    climb,
    link_the_list,
    link_the_key,
    a_bomb_for_a_manifest,
    a_bomb_for_a_list,
    a_bomb_for_a_database,
    deep_json,
    a_pipe_for_a_database,
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_backup_is_refused_with_a_sentence(
    record: SqlRecord, place: Path, folder: Path, hostile: Callable[[Backup], None]
) -> None:
    backup = record.backups.make(str(place))
    hostile(backup)
    way = open_way(record)
    record.close()
    with pytest.raises(KnownError):
        finder_for(folder).unlock(backup, way.id, "").restore()
    assert patients_in(folder) == 1
