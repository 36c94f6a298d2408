"""The campaign's table can fail: a disk that forgets, a readable file and a bug are counted."""

import random
from pathlib import Path

import pytest

from campaign import desk, faults
from campaign.power import Step, _disk_after
from campaign.run import FAULTS
from campaign.tally import Tally, table
from clinic_app.data.record import SqlRecord


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "power"])
def test_each_fault_is_injected_and_nothing_comes_of_it(name: str, tmp_path: Path) -> None:
    tally = FAULTS[name][0](tmp_path / "record", 2, random.Random(5))
    if tally.left_out:
        pytest.skip(tally.left_out)
    assert tally.injected == 2
    assert tally.is_clean, tally.notes


def test_a_save_that_never_reached_the_disk_is_counted_as_lost(tmp_path: Path) -> None:
    acked = [*desk.new_record(tmp_path / "record", 2), 77]
    tally = Tally("planted")
    faults._count_missing(tally, tmp_path / "record", acked, "a save that only said so")
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


def test_what_was_not_flushed_may_be_gone_and_what_was_is_there() -> None:
    told = [
        Step("create", "a"),
        Step("write", "a", data=b"x" * 512, offset=0),
        Step("flush", "a"),
        Step("folder"),
        Step("write", "a", data=b"y" * 512, offset=512),
    ]
    disks = [_disk_after({}, told, random.Random(seed))["a"] for seed in range(40)]
    assert all(disk.startswith(b"x" * 512) for disk in disks)
    assert {len(disk) for disk in disks} == {512, 1024}
    named = [set(_disk_after({}, told[:3], random.Random(seed))) for seed in range(40)]
    assert set() in named, "a file whose folder was not flushed may have no name yet"


def test_the_table_says_what_was_not_run() -> None:
    tallies = [Tally("kills", injected=3), Tally("power", left_out="there is no strace")]
    assert "not run: power: there is no strace" in table(tallies)
