"""The words around a hit, and which letters of them were typed."""

import pytest

from clinic_app.domain.found_text import asked_words, excerpt, has_words

LONG = (
    "Slept well on Monday and on Tuesday. Kneeling hurt. " * 4
    + "Then the éclair broke."
    + " Nothing else." * 20
)


def hits(text: str, typed: str, longest: int = 96) -> list[str]:
    shown = excerpt(text, asked_words(typed), longest)
    return [shown.text[begin:end] for begin, end in shown.spans]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Knee  PAIN knee", ("knee", "pain")),
        ("O’Brien", ("o", "brien")),
        ("días", ("dias",)),
        (" … ", ()),
        ("30-s", ("30", "s")),
    ],
)
def test_what_is_typed_is_asked_word_by_word(typed: str, words: tuple[str, ...]) -> None:
    assert asked_words(typed) == words


def test_the_line_is_cut_at_words_around_the_first_hit() -> None:
    shown = excerpt(LONG, ("eclair",))
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert "Then the éclair broke." in shown.text
    assert len(shown.text) <= 100
    assert hits(LONG, "eclair") == ["éclair"]


def test_every_hit_in_the_line_is_marked_and_none_inside_a_word() -> None:
    assert hits("Knee, kneeling; bee's knees", "knee") == ["Knee", "knee", "knee"]
    assert hits("Straße in STRASSE", "stras") == ["Straß", "STRAS"]
    assert hits("pain painful", "pain p") == ["pain", "pain"]
    assert hits("nothing", "knee") == []


def test_a_text_has_words_that_start_so() -> None:
    assert has_words("Ärger im Knie", ("arger", "kn"))
    assert not has_words("Ärger im Knie", ("nie",))
