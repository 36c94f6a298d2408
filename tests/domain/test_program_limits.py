"""How much may be written into a program."""

import pytest

from builders import a_content, a_wording, an_item
from clinic_app.domain.errors import InputError
from clinic_app.domain.program_limits import LONGEST_TEXT, check_texts


def test_a_text_as_long_as_the_window_takes_is_fine() -> None:
    check_texts(a_content(why="w" * LONGEST_TEXT))


@pytest.mark.parametrize("field", ["title", "why"])
def test_a_text_of_endless_length_is_refused(field: str) -> None:
    with pytest.raises(InputError, match="room for 20000 letters"):
        check_texts(a_content(**{field: "w" * 1_000_000}))


def test_many_long_texts_that_no_file_could_hold_are_refused() -> None:
    items = tuple(an_item(note="w" * LONGEST_TEXT) for _ in range(11))
    with pytest.raises(InputError):
        check_texts(a_content(items=items))


def test_own_words_count_and_the_librarys_do_not() -> None:
    long = a_wording(easier="w" * (LONGEST_TEXT + 1))
    check_texts(a_content(items=(an_item(wording=long),)))
    with pytest.raises(InputError):
        check_texts(a_content(items=(an_item(wording=long, has_own_wording=True),)))
