"""What two people did to one form."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.three_way import three_way

BASE = {"phone": "1", "notes": "", "sport": "tennis"}


def test_what_only_one_of_them_changed_is_kept() -> None:
    outcome = three_way(BASE, BASE | {"phone": "2"}, BASE | {"notes": "call first"})
    assert outcome.merged == {"phone": "2", "notes": "call first", "sport": "tennis"}
    assert outcome.disputed == ()
    assert outcome.taken_over == ("notes",)


def test_what_both_changed_differently_is_asked_and_mine_stands_till_then() -> None:
    outcome = three_way(BASE, BASE | {"phone": "2"}, BASE | {"phone": "3"})
    assert outcome.merged["phone"] == "2"
    assert outcome.disputed == ("phone",)


def test_what_both_changed_alike_is_no_question() -> None:
    outcome = three_way(BASE, BASE | {"phone": "2"}, BASE | {"phone": " 2 "})
    assert outcome.disputed == outcome.taken_over == ()


def test_where_the_beginning_is_not_known_every_difference_is_asked() -> None:
    outcome = three_way({}, {"phone": "1", "notes": ""}, {"phone": "2", "notes": "theirs"})
    assert outcome.disputed == ("phone",)
    assert outcome.taken_over == ("notes",)


texts = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "x", "y", "z"]))


@given(texts, texts, texts)
def test_nothing_that_either_typed_is_lost_unasked(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    outcome = three_way(base, mine, theirs)
    for name in {**mine, **theirs}:
        began = base.get(name, "")
        for side in (mine.get(name, ""), theirs.get(name, "")):
            if side != began:
                assert outcome.merged[name] == side or name in outcome.disputed
