"""Scores as masks, and masks as places."""

from clinic_app.domain.best_first import NameOrder, Ranking
from clinic_app.domain.bits import flags_of, mask_of_places, places_of
from clinic_app.domain.score_levels import best_of, mask_of, raised, score_at, sums
from desks import an_exercise


def test_a_mask_gives_back_the_places_it_was_made_of() -> None:
    places = [0, 7, 8, 63, 64, 999]
    mask = mask_of_places(places, 1000)
    assert places_of(mask) == places
    assert [place for place, held in enumerate(flags_of(mask, 1000)) if held] == places
    assert places_of(0) == []


def test_a_place_keeps_the_best_of_its_scores() -> None:
    levels = best_of([(1.0, 0b111), (3.0, 0b001), (2.0, 0b011)])
    assert levels == {3.0: 0b001, 2.0: 0b010, 1.0: 0b100}
    assert list(levels) == [3.0, 2.0, 1.0]
    assert score_at(levels, 1) == 2.0
    assert score_at(levels, 3) is None


def test_places_of_both_have_the_sum_of_their_scores() -> None:
    both = sums({3.0: 0b0011, 1.0: 0b1100}, {2.0: 0b0101})
    assert both == {5.0: 0b0001, 3.0: 0b0100}
    assert mask_of(both) == 0b0101


def test_places_of_a_mask_are_raised_past_the_others() -> None:
    assert raised({3.0: 0b01, 2.0: 0b10}, 0b10, 2.0) == {4.0: 0b10, 3.0: 0b01}


def test_the_best_come_by_score_and_equal_ones_by_name() -> None:
    order = NameOrder([an_exercise(name, name) for name in ("d", "b", "a", "c")], "en")
    ranking = Ranking({2.0: 0b1011, 1.0: 0b0100}, {0: 2.0, 2: 9.0})
    assert ranking.best(order, 0b1111) == [2, 1, 3, 0]
    assert ranking.best(order, 0b1111, 2) == [2, 1]
    assert ranking.best(order, 0b1010) == [1, 3]
