"""What a sheet's file is called."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.handout_name import MOST_BYTES, MOST_CHARACTERS, handout_file_name

DAY = date(2026, 11, 25)


def test_it_says_day_program_version_and_patient() -> None:
    name = handout_file_name(DAY, "Calf program", 2, "M. R.")
    assert name == "2026-11-25 Calf program v2 (M. R.).pdf"


def test_without_a_patient_there_are_no_brackets() -> None:
    assert handout_file_name(DAY, "Calf program", 2) == "2026-11-25 Calf program v2.pdf"


def test_what_is_no_handout_says_what_it_is_and_needs_no_number() -> None:
    name = handout_file_name(DAY, "Calf program", None, "M. R.", "summary")
    assert name == "2026-11-25 Calf program summary (M. R.).pdf"


def test_what_a_file_system_forbids_parts_words() -> None:
    name = handout_file_name(DAY, 'Hip / knee: "hold"?\n<now>', 1, "A\\B")
    assert name == "2026-11-25 Hip knee hold now v1 (A B).pdf"


def test_a_long_title_is_cut_and_version_and_patient_stay() -> None:
    name = handout_file_name(DAY, "word " * 60, 12, "Rosa Martin")
    assert len(name) <= MOST_CHARACTERS
    assert name.endswith("… v12 (Rosa Martin).pdf")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_makes_a_name_every_system_takes(title: str, person: str) -> None:
    name = handout_file_name(DAY, title, 3, person)
    assert len(name) <= MOST_CHARACTERS
    assert len(name.encode()) <= MOST_BYTES
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
    assert name.startswith("2026-11-25 ")
    assert " v3" in name
    assert name.endswith(".pdf")
