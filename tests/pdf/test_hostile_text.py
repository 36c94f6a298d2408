"""Whatever people type stands on paper as they typed it, and breaks nothing."""

from dataclasses import replace

import pytest

from sheets import SheetMaker, text_of

MARKUP = (
    "<b>bold</b>",
    "Jo <jo@x.org>",
    "</para>",
    '<img src="/etc/hostname"/>',
    "a & b &amp; c",
    "**not bold**",
    "%s {name} {0}",
    "\\n \\u0041",
)


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_is_printed_as_typed(sheets: SheetMaker, typed: str) -> None:
    subject = sheets.subject(patient_name=typed)
    content = replace(sheets.with_note(typed), title=typed, why=typed)
    squeezed = text_of(sheets.write(content, subject)).replace(" ", "")

    assert squeezed.count(typed.replace(" ", "")) >= 4


@pytest.mark.parametrize(
    "typed", ["bell\x07 and null\x00", "left\u2066to\u2069right\u202e", "line\nline\r\nline\ttab"]
)
def test_control_characters_are_left_out(sheets: SheetMaker, typed: str) -> None:
    text = text_of(sheets.write(sheets.with_note(typed)))

    assert not set(text) & set("\x00\x07\u2066\u2069\u202e")


def test_a_word_of_ten_thousand_letters_is_printed_whole(sheets: SheetMaker) -> None:
    written = sheets.write(sheets.with_note("w" * 10_000))

    assert text_of(written).count("w") >= 10_000


@pytest.mark.parametrize("field", ["title", "why"])
def test_endless_fields_run_over_pages(sheets: SheetMaker, field: str) -> None:
    written = sheets.write(replace(sheets.content(), **{field: "word " * 3_000}))

    assert text_of(written).count("word") >= 3_000


def test_an_endless_name_is_shortened_where_it_would_push_everything_away(sheets: SheetMaker) -> None:
    written = sheets.write(subject=sheets.subject(patient_name="N" * 10_000))

    assert "…" in text_of(written)
    assert written.page_count < 5


def test_endless_own_wording_is_divided(sheets: SheetMaker) -> None:
    content = sheets.content()
    wording = replace(
        sheets.library.exercise(content.items[0].exercise_slug).wording_in("en"), steps=("step " * 4_000,)
    )
    written = sheets.write(
        replace(content, items=(replace(content.items[0], wording=wording), content.items[1]))
    )

    assert text_of(written).count("step") >= 4_000


def test_what_no_font_has_is_written_as_its_code(sheets: SheetMaker) -> None:
    assert "[U+1F9B5]" in text_of(sheets.write(sheets.with_note("bend the 🦵")))


def test_half_a_character_is_written_as_its_code(sheets: SheetMaker) -> None:
    assert "[U+D83D]" in text_of(sheets.write(sheets.with_note("cut \ud83d off")))


@pytest.mark.parametrize("name", ["Γιώργος", "Юлия", "Łukasz Żółć", "Nguyễn", "יעל"])
def test_names_of_many_scripts_are_printed(sheets: SheetMaker, name: str) -> None:
    text = text_of(sheets.write(subject=sheets.subject(patient_name=name)))

    assert name in text or name[::-1] in text


@pytest.mark.parametrize("name", ["محمد الأحمد", "राधा शर्मा"])
def test_joined_scripts_are_printed_in_their_own_font(sheets: SheetMaker, name: str) -> None:
    assert "[U+" not in text_of(sheets.write(subject=sheets.subject(patient_name=name)))
