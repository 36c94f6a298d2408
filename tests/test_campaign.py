"""The campaign's table can fail: a disk that forgets, a readable file and a bug are counted."""

import os
import random
import shutil
import signal
import tempfile
import zlib
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from campaign import (
    clocks,
    desk,
    erasing,
    exports,
    faults,
    guesses,
    judging,
    long_work,
    memory,
    power_backup,
    starts,
    windows,
)
from campaign.run import FAULTS
from campaign.stopped_disk import Step, disk_after
from campaign.surroundings import count_traces, own_surroundings
from campaign.tally import Tally, table
from clinic_app.data.door import RecordDoor, Running
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME, SqlRecord, create_record, open_record
from clinic_app.paths import app_folders
from whole_records import store_whole_patient

DEAR = {
    "typed",
    "typing",
    "ended",
    "bugs",
    "memory",
    "memory-open",
    "migration",
    "texts",
    "ways-out",
    "windows",
    "crowds",
    "sizes",
    "fonts",
    "hours",
    *(name for name in FAULTS if name.startswith("power")),
}
"""Whole programs and recorded disks take seconds; the campaign itself runs them."""


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in DEAR])
def test_each_fault_is_injected_and_nothing_comes_of_it(name: str, tmp_path: Path) -> None:
    tally = FAULTS[name][0](tmp_path / "record", 2, random.Random(5))
    if tally.left_out:
        pytest.skip(tally.left_out)
    assert tally.injected >= 2
    assert tally.is_clean, tally.notes


def test_a_save_that_never_reached_the_disk_is_counted_as_lost(tmp_path: Path) -> None:
    acked = [*desk.new_record(tmp_path / "record", 2), 77]
    tally = Tally("planted")
    judging.count_missing(tally, tmp_path / "record", acked, "a save that only said so")
    assert tally.lost == 1
    assert not tally.is_clean


def test_a_child_that_dies_of_a_bug_is_counted_as_crashed(tmp_path: Path) -> None:
    desk.new_record(tmp_path / "record", 1)

    def stumble(record: SqlRecord, say: object) -> None:
        raise ZeroDivisionError("planted")

    child = desk.killed(tmp_path / "record", stumble, 1.0)
    tally = Tally("planted")
    faults._judge(tally, tmp_path / "record", [0], child, "a bug")
    assert tally.crashed == 1


def test_readable_text_beside_the_record_is_counted_as_leaked(tmp_path: Path) -> None:
    desk.new_record(tmp_path / "record", 1)
    assert desk.leaks(tmp_path / "record") == []
    (tmp_path / "record" / "note.tmp").write_text(f"half a note {desk.MARKER}")
    assert desk.leaks(tmp_path / "record") == ["note.tmp"]


def test_what_a_fault_leaves_among_temporary_files_or_settings_is_counted_as_leaked(tmp_path: Path) -> None:
    before = os.environ["HOME"]
    with own_surroundings(tmp_path / "around"):
        Path(tempfile.mkdtemp(), "sheet.pdf").write_bytes(zlib.compress(desk.MARKER.encode()))
        settings = Path.home() / ".config" / "window.ini"
        settings.write_text(f"last={desk.MARKER}")
        app_folders().logs.mkdir(parents=True)
        (app_folders().logs / "window.log").write_text(desk.MARKER.upper())
    assert os.environ["HOME"] == before
    tally = Tally("planted")
    count_traces(tally, tmp_path)
    assert tally.leaked == 3
    assert not tally.is_clean


def test_what_was_not_flushed_may_be_gone_and_what_was_is_there() -> None:
    told = [
        Step("create", "a"),
        Step("write", "a", data=b"x" * 512, offset=0),
        Step("flush", "a"),
        Step("flush"),
        Step("write", "a", data=b"y" * 512, offset=512),
    ]
    disks = [disk_after({}, told, random.Random(seed))["a"] for seed in range(40)]
    assert all(disk.startswith(b"x" * 512) for disk in disks)
    assert {len(disk) for disk in disks} == {512, 1024}
    named = [set(disk_after({}, told[:3], random.Random(seed))) for seed in range(40)]
    assert set() in named, "a file whose folder was not flushed may have no name yet"


def test_a_folder_that_was_not_flushed_takes_what_lies_in_it_along() -> None:
    told = [
        Step("mkdir", "stick/.new"),
        Step("create", "stick/.new/a"),
        Step("write", "stick/.new/a", data=b"whole", offset=0),
        Step("flush", "stick/.new/a"),
        Step("flush", "stick/.new"),
        Step("rename", "stick/.new", "stick/done"),
    ]
    disks = [disk_after({"stick": None}, told, random.Random(seed)) for seed in range(40)]
    assert {tuple(disk) for disk in disks} == {
        ("stick",),
        ("stick", "stick/.new", "stick/.new/a"),
        ("stick", "stick/done", "stick/done/a"),
    }
    sure = disk_after({"stick": None}, [*told, Step("flush", "stick")], random.Random(1))
    assert sure == {"stick": None, "stick/done": None, "stick/done/a": b"whole"}


def test_half_a_backup_after_a_power_cut_is_counted(tmp_path: Path) -> None:
    way = power_backup.begun(tmp_path)
    assert power_backup.complaint(tmp_path, [], way) == ""
    assert "are gone" in power_backup.complaint(tmp_path, [5], way), "it was said to be made"
    copy = next((tmp_path / "stick").glob(f"*/20*/{DATABASE_NAME}"))
    size = copy.stat().st_size
    copy.write_bytes(copy.read_bytes()[:-4096].ljust(size, b"\0"))
    assert "listed as good, and refused" in power_backup.complaint(tmp_path, [], way)


def test_a_sheet_whose_folder_never_reached_the_stick_is_counted(tmp_path: Path) -> None:
    way = power_backup.begun(tmp_path)
    shutil.rmtree(next((tmp_path / "stick").glob("*/handouts/??")))
    assert "1 sheets are lost" in power_backup.complaint(tmp_path, [], way)


def test_the_table_says_what_was_not_run() -> None:
    tallies = [Tally("kills", injected=3), Tally("power", left_out="there is no strace")]
    assert "not run: power: there is no strace" in table(tallies)


def test_a_backup_that_lost_a_page_is_counted_as_lost(tmp_path: Path) -> None:
    folder, place = tmp_path / "record", tmp_path / "stick"
    desk.new_record(folder, 2)
    place.mkdir()
    with closing(open_record(folder)) as record:
        made = record.backups.make(str(place))
    copy = Path(made.path) / DATABASE_NAME
    copy.write_bytes(copy.read_bytes()[:-4096])
    tally = Tally("planted")
    long_work._judge_backups(tally, folder, place, set(), "a page less")
    assert tally.lost == 1


def test_a_restore_that_only_said_so_is_counted_as_lost(tmp_path: Path) -> None:
    long_work._make_restorable(tmp_path)
    tally = Tally("planted")
    long_work._judge_restore(tally, tmp_path, desk.Child([1, 2], 0, "", 0.1), "nothing was restored")
    assert tally.lost == 1


def test_half_an_erasure_is_counted(tmp_path: Path) -> None:
    record = create_record(tmp_path / "record")
    person = store_whole_patient(record, desk.MARKER)
    before = erasing._counts(record, person)
    said, half = Tally("said, not done"), Tally("half done")
    erasing.judge(said, record, person, before, True, "nothing was erased")
    record.archive.remove(min(person.own_hashes))
    erasing.judge(half, record, person, before, False, "a file is gone")
    record.close()
    assert (said.leaked, half.lost) == (1, 1)


def test_half_a_sheet_is_counted_at_its_place_and_beside_it(tmp_path: Path) -> None:
    target, tally = tmp_path / "handout.pdf", Tally("planted")
    target.write_bytes(exports._sheet(3))
    (tmp_path / ".handout.pdf.part").write_bytes(exports._sheet(4)[:1_000])
    assert exports.judge_export(tally, target, 2, "half beside it") == 3
    assert (tally.lost, tally.leaked) == (0, 1)
    target.write_bytes(exports._sheet(5)[:1_000])
    exports.judge_export(tally, target, 3, "half at its place")
    assert tally.lost == 1


def test_typing_that_no_draft_holds_is_counted_as_lost(tmp_path: Path) -> None:
    windows._clinic(tmp_path / "record")
    tally = Tally("planted")
    windows.judge_typed(tally, tmp_path / "record", "form", 5, 9, "nothing was kept")
    assert tally.lost == 1


def test_a_door_that_believes_the_clock_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    way = clocks.asks_for_a_secret(tmp_path / "record")
    monkeypatch.setattr(clocks.Wall, "running", lambda _wall: Running("", 0))
    tally = Tally("planted")
    clocks._judge_waits(tally, tmp_path / "record", way, "forward a year", random.Random(1))
    assert tally.leaked == 1


def test_a_second_program_that_comes_in_is_counted(tmp_path: Path) -> None:
    desk.new_record(tmp_path / "record", 1)
    child = desk.killed_at(partial(starts._try_to_open, tmp_path / "record"), 10)
    assert "came in" in child.complaint


def test_whoever_dies_of_no_memory_is_counted_as_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_search", lambda *_all: os.kill(os.getpid(), signal.SIGKILL))
    assert memory.out_of_memory(tmp_path / "record", 1, random.Random(1)).crashed == 1


def test_a_key_left_open_is_found(tmp_path: Path) -> None:
    desk.new_record(tmp_path / "record", 1)
    key = read_key(tmp_path / "record").data_key
    (tmp_path / "record" / ".record.key.0123abcd").write_text(key.hex())
    assert ".record.key.0123abcd" in faults.given_away(tmp_path / "record", key)


def test_a_bit_that_stays_turned_over_in_a_record_that_opens_is_counted_as_silent(tmp_path: Path) -> None:
    desk.new_record(tmp_path / "record", 1)
    path, tally = tmp_path / "record" / DATABASE_NAME, Tally("planted")
    faults.judge_mended(tally, tmp_path / "record", "nothing was turned")
    assert tally.is_clean
    whole = path.read_bytes()
    path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    faults.judge_mended(tally, tmp_path / "record", "in the salt")
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    faults.judge_mended(tally, tmp_path / "record", "in the last page")
    assert tally.silent == 2


def test_a_door_where_nobody_has_to_wait_is_counted_as_leaked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordDoor, "_write", lambda *_all: None)
    tally = guesses.wrong_passphrases(tmp_path / "record", 5, random.Random(1))
    assert tally.leaked == 3
    assert tally.silent == 1, "the log tells of no guess"


def test_who_is_kept_out_for_ever_is_counted_as_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "SECRET", "not the one that opens it")
    assert guesses.wrong_passphrases(tmp_path / "record", 1, random.Random(1)).lost == 1


def test_a_full_disk_that_refuses_nothing_was_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "save", lambda *_all: None)
    tally = faults.full_disk(tmp_path / "record", 2, random.Random(1))
    assert tally.crashed == 1
    assert tally.lost == 2, "saves that only said so"
