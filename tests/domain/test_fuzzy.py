"""How typed letters fit a short text."""

from clinic_app.domain.fuzzy import fit


def score(typed: str, text: str) -> float:
    found = fit(typed, text)
    assert found is not None
    return found.score


def test_the_start_of_a_word_fits_better_than_its_middle_and_that_better_than_single_letters() -> None:
    assert score("ham", "Hamstring") > score("ham", "Active hamstring") > score("string", "Hamstring")
    assert score("string", "Hamstring") > score("hmst", "Hamstring")


def test_case_and_accents_do_not_count_and_the_letters_meant_are_named() -> None:
    found = fit("garcia", "Elena GARCÍA")
    assert found is not None
    assert found.spans == ((6, 12),)


def test_letters_far_apart_are_chance() -> None:
    assert fit("ham", "Headache from the neck") is None


def test_every_word_must_fit() -> None:
    assert fit("calf xyz", "Calf stretch") is None
