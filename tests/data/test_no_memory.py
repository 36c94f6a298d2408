"""Opening a record where there is no memory left: it ends, and what it says is true."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import get_ident

import pytest

from campaign.desk import killed_at, missing, new_record
from campaign.memory import little_memory
from campaign.memory_at_start import OPENED, TOLD, little_heap, open_with
from clinic_app.data.beside import both_at_once
from clinic_app.data.key_file import read_key
from clinic_app.data.record import DATABASE_NAME
from clinic_app.data.record_checks import check_gently


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that opening does not change."""
    made = tmp_path_factory.mktemp("memory") / "record"
    new_record(made, 1)
    return made


def said_at_opening(
    folder: Path, limited: Callable[[], AbstractContextManager[None]], *, is_warm: bool
) -> list[int]:
    child = killed_at(partial(open_with, limited, folder, is_warm=is_warm), 10)
    assert child.complaint == ""
    return child.said[1:]


@pytest.mark.parametrize("room", [20_000, 1_000_000])
@pytest.mark.parametrize("is_warm", [True, False])
def test_no_memory_for_a_thread_ends_in_a_sentence_or_an_open_record(
    folder: Path, room: int, is_warm: bool
) -> None:
    said = said_at_opening(folder, partial(little_memory, room), is_warm=is_warm)
    assert said in ([OPENED], [TOLD])
    assert missing(folder, [0]) == []


def test_what_the_database_has_no_memory_to_read_is_not_called_damaged(folder: Path) -> None:
    for heap in (90_000, 560_000, 740_000):
        limited = partial(little_heap, heap)
        assert said_at_opening(folder, limited, is_warm=False) == [TOLD], heap


def test_a_large_record_is_not_called_damaged_while_it_is_used_either(folder: Path) -> None:
    def check(say: Callable[[int], None]) -> None:
        say(0)
        key = read_key(folder)
        for heap in range(900_000, 300_000, -60_000):
            try:
                with little_heap(heap):  # more than that may be in use already where many tests ran before
                    check_gently(folder / DATABASE_NAME, key)
            except MemoryError:
                say(1)

    child = killed_at(check, 10)
    assert child.complaint == ""
    assert 1 in child.said


def test_two_things_are_done_at_once_and_both_are_over() -> None:
    there: list[int] = []
    assert both_at_once(get_ident, lambda: there.append(get_ident())) == get_ident()
    assert len(there) == 1


def test_what_fails_here_is_said_before_what_fails_beside() -> None:
    with pytest.raises(ZeroDivisionError):
        both_at_once(lambda: 1 // 0, lambda: [][0])  # type: ignore[index]
    with pytest.raises(IndexError):
        both_at_once(int, lambda: [][0])  # type: ignore[index]
