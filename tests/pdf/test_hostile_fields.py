"""Hostile words in every field of every layout: nothing raised, lost, opened or off the paper.

A sample; ``python tests/hostile_run.py`` prints all of them.
"""

from itertools import product

import pytest

from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_resources import paper_languages
from hostile_sheets import (
    Hostile,
    Verdict,
    Watch,
    a_watch,
    everywhere,
    judged,
    kinds_in_turn,
    strings_in_turn,
)
from hostile_words import KINDS, as_read, random_strings
from sheets import SheetMaker

LAYOUTS = tuple(SheetLayout)
LANGUAGES = tuple(paper_languages())


@pytest.fixture(scope="module")
def watch() -> Watch:
    return a_watch()


def judged_warm(sheet: Hostile, sheets: SheetMaker, watch: Watch) -> Verdict:
    """Judge it once this process has opened what it opens for any sheet of that look."""
    Hostile(everywhere("words"), sheet.choices, sheet.language).written(sheets)
    return judged(sheet, sheets, watch)


@pytest.mark.parametrize(("at", "layout"), list(enumerate(LAYOUTS)))
def test_every_kind_of_hostile_words_is_printed_in_some_field(
    sheets: SheetMaker, watch: Watch, at: int, layout: SheetLayout
) -> None:
    sheet = Hostile(
        kinds_in_turn(at * len(KINDS) // len(LAYOUTS)),
        SheetChoices(layout=layout, large_print=at % 2 == 1),
        LANGUAGES[at % len(LANGUAGES)],
    )

    assert judged_warm(sheet, sheets, watch) == Verdict()


@pytest.mark.parametrize(("at", "layout"), list(enumerate(LAYOUTS)))
def test_random_strings_are_printed_in_every_field(
    sheets: SheetMaker, watch: Watch, at: int, layout: SheetLayout
) -> None:
    sheet = Hostile(strings_in_turn(random_strings(200), at * 25), SheetChoices(layout=layout))

    assert judged_warm(sheet, sheets, watch) == Verdict()


def test_there_are_sixty_seven_kinds() -> None:
    assert len(KINDS) == 67
    assert len(set(KINDS.values())) == 67


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("a\x07b\u202ec", "abc"),
        ("one\x0btwo\x85three", "one two three"),
        ("cut \ud83d", "cut [U+D83D]"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_what_must_be_read_of_what_was_typed(typed: str, read: str) -> None:
    assert as_read(typed) == read


def test_a_watch_sees_a_file_that_is_opened(watch: Watch) -> None:
    with watch.watching() as seen:
        open(__file__).close()  # noqa: PTH123

    assert any(__file__ in each for each in seen)


@pytest.mark.parametrize(("field", "layout"), list(product(("name", "phone", "address"), LAYOUTS)))
def test_what_is_long_in_one_field_pushes_nothing_off_the_paper(
    sheets: SheetMaker, watch: Watch, field: str, layout: SheetLayout
) -> None:
    sheet = Hostile(everywhere("words") | {field: "W" * 300}, SheetChoices(layout=layout))

    assert judged_warm(sheet, sheets, watch) == Verdict()
