"""What the collector finds ends on the window's thread, never on a worker's."""

import gc
import threading
from collections.abc import Iterator

import pytest

from clinic_ui.tidied_here import TidiedHere


class Ring:
    """Two of a kind that hold each other: only the collector ends them."""

    ended_on: list[str]

    def __init__(self, ended_on: list[str]) -> None:
        self.ended_on, self.itself = ended_on, self

    def __del__(self) -> None:
        """Say where."""
        self.ended_on.append(threading.current_thread().name)


@pytest.fixture
def tidied(qapp: object) -> Iterator[TidiedHere]:
    made = TidiedHere()
    yield made
    made.close()
    made.deleteLater()


def test_what_a_worker_left_ends_on_the_windows_thread(tidied: TidiedHere) -> None:
    ended: list[str] = []

    def work() -> None:
        Ring(ended)
        kept = [[number] for number in range(gc.get_threshold()[0] * 30)]
        assert kept

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()
    assert not ended
    for _ in range(4):
        tidied.look()
        if ended:
            break
    else:
        gc.collect()
    assert ended == [threading.current_thread().name]


def test_it_collects_only_when_python_would_have(tidied: TidiedHere) -> None:
    gc.collect()
    assert tidied.look() is None
    kept = [[number] for number in range(gc.get_threshold()[0] * 2)]
    assert tidied.look() == 0
    assert kept


def test_python_collects_by_itself_again_afterwards(qapp: object) -> None:
    tidied = TidiedHere()
    assert not gc.isenabled()
    tidied.close()
    tidied.deleteLater()
    assert gc.isenabled()
