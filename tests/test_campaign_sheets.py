"""The campaign's row of sheets can fail: what is lost, or gone in silence, is counted."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.sheets_taken import FAULTS, Desk, desk_in, judge, sheets_taken, some_are_gone
from campaign.tally import Tally


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_in(tmp_path)
    yield made
    made.record.close()


def test_sheets_that_come_back_from_no_backup_are_counted_as_lost(desk: Desk) -> None:
    some_are_gone(desk, random.Random(1))
    tally = Tally("planted")
    judge(tally, desk, has_backup=True)
    assert (tally.lost, tally.silent) == (3, 0)


def test_sheets_that_are_gone_while_nobody_is_told_are_counted_as_silent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_are_gone(desk, random.Random(1))
    monkeypatch.setattr(desk.record.backups, "gone", frozenset)
    tally = Tally("planted")
    judge(tally, desk, has_backup=False)
    assert (tally.lost, tally.silent) == (0, 3)


def test_every_fault_comes_to_nothing(tmp_path: Path) -> None:
    tally = sheets_taken(tmp_path / "each", len(FAULTS), random.Random(2611))
    assert (tally.injected, tally.is_clean, tally.notes) == (len(FAULTS), True, [])
