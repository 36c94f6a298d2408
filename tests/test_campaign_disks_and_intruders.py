"""The campaign's table can fail: half files, forgeries and overwritten work are counted."""

import random
from pathlib import Path
from typing import Any

import pytest

from campaign import altered, disks, intruders, judging, left_open, places, several
from campaign.tally import Tally
from clinic_app.data import backups
from clinic_app.data.record import SqlRecord
from clinic_app.data.start import RecordStart


def test_a_fault_that_nobody_is_told_of_is_counted_as_silent(tmp_path: Path) -> None:
    tally = Tally("planted")
    judging.must_refuse(tally, "a save that should not work", lambda: None)
    assert (tally.injected, tally.silent) == (1, 1)


def test_a_bug_in_place_of_a_sentence_is_counted_as_crashed(tmp_path: Path) -> None:
    tally = Tally("planted")
    judging.must_refuse(tally, "a bug", lambda: [][0])  # type: ignore[index]
    assert (tally.crashed, tally.silent) == (1, 0)


def test_an_empty_file_and_half_a_copy_are_seen(tmp_path: Path) -> None:
    for name in ("handout.pdf", ".handout.pdf.part", "record.db.copy", "record.key.copy"):
        (tmp_path / name).write_bytes(b"half" if name != "handout.pdf" else b"")
    assert set(disks.half_written(tmp_path)) == {"handout.pdf", ".handout.pdf.part", "record.db.copy"}


def test_a_backup_that_leaves_half_of_itself_on_a_full_disk_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "remove_tree", lambda _folder: None)
    monkeypatch.setattr(backups, "clear_leftovers", lambda _folder: None)
    assert places.full_at_backup(tmp_path / "record", 2, random.Random(5)).silent > 0


def test_a_forgery_that_the_check_overlooks_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intruders, "_is_whole", lambda _report: True)
    assert intruders.forged_log(tmp_path / "record", 2, random.Random(5)).silent == 2


def test_an_erasure_that_leaves_a_word_is_counted_as_leaked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intruders, "ErasureService", _ErasesNothing)
    assert intruders.erased_patients(tmp_path / "record", 1, random.Random(5)).leaked > 0


class _ErasesNothing:
    def __init__(self, record: SqlRecord) -> None:
        pass

    def erase(self, *_arguments: object, **_named: object) -> None:
        """Says that it did."""


def test_an_export_that_takes_somebody_else_along_is_counted_as_leaked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everybody(_service: object, _patient_id: object, target: Path) -> None:
        target.write_text("Qqxours Zzytheirs Wwvothers")

    monkeypatch.setattr(intruders, "_WAYS", (everybody,))
    assert intruders.one_exported(tmp_path / "record", 1, random.Random(5)).leaked == 1


def test_an_update_that_is_lost_between_processes_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_say_so(_record: object, _number: int, _barrier: object, say: Any, _times: int) -> None:
        say(("counted", 1))

    monkeypatch.setattr(several, "_counts", only_say_so)
    assert several.many_writers(tmp_path / "record", 4, random.Random(5)).lost > 0


def test_somebody_elses_work_that_is_overwritten_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both_win(_record: object, _number: int, _barrier: object, say: Any, times: int) -> None:
        for turn in range(times):
            say(("edit", turn, "saved", True))

    monkeypatch.setattr(several, "_edits", both_win)
    assert several.edited_twice(tmp_path / "record", 2, random.Random(5)).lost == 2


def test_an_older_copy_that_opens_without_a_word_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordStart, "_compare_with_seen", lambda *_arguments: None)
    assert altered.put_back(tmp_path / "record", 2, random.Random(5)).silent >= 2


def test_a_program_that_dies_with_a_window_open_is_counted(tmp_path: Path) -> None:
    tally = left_open._in_a_process("nothing", "planted", tmp_path / "record", 1, random.Random(5))
    assert tally.crashed == 1
