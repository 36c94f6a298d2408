"""Favourites, uses, and what they do to a search."""

from builders import TickingClock
from clinic_app.domain.shelf import ShelfKind
from clinic_app.services.shelf import ShelfService, favourites, habits, recently_used
from fakes import FakeRecord


def test_a_favourite_is_remembered_and_forgotten_again() -> None:
    shelf = ShelfService(FakeRecord())
    shelf.set_favourite("cat-cow", is_on=True)
    assert favourites(shelf.uses()) == {"cat-cow"}
    shelf.set_favourite("cat-cow", is_on=False)
    assert favourites(shelf.uses()) == frozenset()


def test_what_was_handed_out_counts_once_a_sheet_and_the_newest_comes_first() -> None:
    clock = TickingClock()
    shelf = ShelfService(FakeRecord(clock))
    shelf.note_used(["cat-cow", "bridge", "cat-cow"])
    clock.wait(days=1)
    shelf.note_used(["clamshell"])
    assert shelf.uses()["cat-cow"].uses == 1
    assert recently_used(shelf.uses(), most=1) == ["clamshell"]


def test_templates_are_counted_apart() -> None:
    shelf = ShelfService(FakeRecord())
    shelf.note_used(["low-back-pain"], ShelfKind.TEMPLATE)
    assert shelf.uses() == {}
    assert set(shelf.uses(ShelfKind.TEMPLATE)) == {"low-back-pain"}


def test_habit_never_adds_more_than_a_better_name_is_worth() -> None:
    shelf = ShelfService(FakeRecord())
    shelf.set_favourite("cat-cow", is_on=True)
    for _ in range(50):
        shelf.note_used(["cat-cow"])
    assert 2 < habits(shelf.uses())["cat-cow"] <= 3
