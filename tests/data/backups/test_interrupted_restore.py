"""Whenever a restore is stopped, the next start has the old record or the new one, whole."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backed_up import (
    a_record,
    one_more,
    patients_in,
)
from clinic_app.data import restore_moves
from clinic_app.data.door import RecordDoor
from clinic_app.data.private_files import make_private_folder
from clinic_app.data.record import open_record
from clinic_app.data.restore_moves import NOTE_NAME, finish_restore, staging_folder, take_note
from clinic_app.domain.backup import OpenedBackup
from clinic_app.domain.door import DoorState
from clinic_app.domain.errors import RecordError


class Stopped(BaseException):
    """Stands for a kill at one point."""


def stop_at(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """The ``count``-th step that changes a name or a note does not happen, nor does anything after it."""
    done = iter(range(count))

    def stopping(real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            if next(done, None) is None:
                raise Stopped
            return real(*arguments, **named)

        return step

    monkeypatch.setattr(restore_moves, "write_private", stopping(restore_moves.write_private))
    monkeypatch.setattr(Path, "rename", stopping(Path.rename))
    monkeypatch.setattr(restore_moves.shutil, "rmtree", stopping(shutil.rmtree))


@pytest.mark.parametrize("stopped_at", range(16))
def test_stopped_anywhere_the_next_start_has_the_old_or_the_new_whole(
    opened: OpenedBackup, folder: Path, stopped_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = os.fork()
    if pid == 0:  # a child is stopped for good: nothing of it tidies up
        with contextlib.suppress(BaseException):
            stop_at(monkeypatch, stopped_at)
            opened.restore()
        os._exit(0)
    os.waitpid(pid, 0)

    door = RecordDoor(folder).look()
    assert door.state is DoorState.OPEN
    told = take_note(folder)
    count = patients_in(folder)
    assert count == (2 if told is None or told.made_at is None else 1)
    if count == 1:
        assert told is not None
        assert patients_in(Path(told.aside or folder)) == 2
    assert not list(folder.parent.glob("record-restoring"))


@pytest.mark.parametrize("stopped_at", [3, 6, 9, 12])
def test_stopped_where_the_folder_is_a_link_to_another_place_it_goes_on_too(
    place: Path, tmp_path: Path, stopped_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere, folder = tmp_path / "disk" / "kept", tmp_path / "record"
    a_record(elsewhere).close()
    folder.symlink_to(elsewhere, target_is_directory=True)
    record = open_record(folder)
    held = record.backups.open(record.backups.make(str(place)))
    one_more(record)
    record.close()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            stop_at(monkeypatch, stopped_at)
            held.restore()
        os._exit(0)
    os.waitpid(pid, 0)
    assert RecordDoor(folder).look().state is DoorState.OPEN
    assert patients_in(folder) in (1, 2)
    assert folder.is_symlink()
    assert not list(elsewhere.parent.glob("kept-restoring"))
    assert not list(folder.parent.glob("record-*"))


def test_a_note_of_the_last_restore_that_makes_no_sense_is_no_note(folder: Path) -> None:
    folder.mkdir()
    for said in ('{"made_at": "soon"}', '{"lost": "x"}', '{"lost": 1e999}', "[" * 5_000, '{"made_at": 5}'):
        (folder / "restored.json").write_text(said)
        assert take_note(folder) is None


def test_a_restore_that_another_program_ends_at_this_moment_is_told_as_it_was(
    opened: OpenedBackup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging_folder(folder).mkdir()  # as the other program has it while it copies

    def ends_meanwhile(record: Path) -> None:
        monkeypatch.undo()
        opened.restore()
        make_private_folder(record)

    monkeypatch.setattr(restore_moves, "make_private_folder", ends_meanwhile)
    finish_restore(folder)
    told = take_note(folder)
    assert told is not None
    assert told.made_at == opened.backup.made_at


@pytest.mark.parametrize("aside", ["..", "record", "somewhere-else"])
def test_a_note_that_names_another_place_than_a_restores_moves_nothing_there(
    opened: OpenedBackup, folder: Path, aside: str
) -> None:
    (folder / NOTE_NAME).write_text(
        json.dumps({"stage": "out", "aside": aside, "restored": {"lost": 0}}), encoding="utf-8"
    )
    staging_folder(folder).mkdir()
    (staging_folder(folder) / "record.db").write_bytes(b"whose?")
    with pytest.raises(RecordError, match="no longer says where"):
        finish_restore(folder)
    assert (folder / "record.db").exists()
