"""A sheet as plain text, for a record system and for a code to scan."""

from datetime import date
from uuid import UUID

import pytest

from builders import a_clinic, a_therapist
from clinic_app.data.library_files import load_library
from clinic_app.domain.handout import Glossed, Sheet, Typed, filled
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.sheet_text import plain, sheet_text, short_sheet_text
from clinic_app.services.sheet import SheetComposer, SheetSubject
from clinic_resources import catalogue


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    library = load_library()
    slugs = ("gastrocnemius-stretch-on-stairs", "cat-cow")
    content = ProgramContent(
        title="Looser calves",
        why="looser calves help.",
        items=tuple(prescribed(library.exercise(slug)) for slug in slugs),
        review_date=date(2026, 12, 21),
    )
    subject = SheetSubject(
        clinic=a_clinic(phone="555 0100"),
        therapist=a_therapist(id=UUID(int=7)),
        patient_name="Pat Example",
        day=date(2026, 11, 25),
    )
    return SheetComposer(library, catalogue("en"), lambda _: ("start", "end")).compose(content, subject)


def test_the_text_holds_what_was_prescribed_for_whom_and_when(sheet: Sheet) -> None:
    text = sheet_text(sheet)

    assert text.startswith("Looser calves\nPat Example · ")
    assert "1. Calf stretch, straight knee (One leg at a time): Hold 30 seconds, 3 times, each leg" in text
    assert "2. Cat and cow: " in text
    assert "Stop and call us. 555 0100" in text
    assert "Next visit: Monday 21 December 2026\n" in text


def test_the_short_text_names_nobody(sheet: Sheet) -> None:
    text = short_sheet_text(sheet)

    assert "Pat" not in text
    assert "1. Calf stretch, straight knee: Hold 30 seconds" in text
    assert text.endswith("a new symptom.")


def test_typed_stars_stay_and_library_stars_go() -> None:
    assert plain("Keep that knee **straight**.") == "Keep that knee straight."
    assert plain(Typed("2 ** 3")) == "2 ** 3"
    assert plain(filled("Call **us**: {phone}", phone="**1**")) == "Call us: **1**"


def test_the_second_language_is_left_out_of_the_text() -> None:
    assert plain(Glossed("Doble la rodilla.", "Bend your knee.", "en")) == "Doble la rodilla."
