"""How a sheet uses its paper."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.sheet import ROOMY_LOG_WEEKS
from sheets import SIX, SheetMaker

LARGE = SheetChoices(large_print=True)


def _pages(written: HandoutPdf) -> list[str]:
    with pdfplumber.open(BytesIO(written.data)) as document:
        return [" ".join((page.extract_text() or "").split()) for page in document.pages]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("exercises", "pages"), [(2, 2), (4, 3), (6, 4)])
def test_two_exercises_stand_on_a_page(
    sheets: SheetMaker, paper: str, language: str, exercises: int, pages: int
) -> None:
    content = sheets.content(*SIX[:exercises], paper=paper, language=language)

    assert sheets.write(content).page_count == pages


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_the_head_of_large_print_is_never_alone(sheets: SheetMaker, count: int) -> None:
    content = sheets.content(*SIX[:count])
    first = _pages(sheets.write(content, choices=LARGE))[0]
    name = sheets.library.exercise(SIX[0]).wording_in("en").name

    assert name in first or "When to stop" in first or "Tick each time" in first


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_the_first_page_has_two_exercises_where_there_are_two(sheets: SheetMaker, count: int) -> None:
    first = _pages(sheets.write(sheets.content(*SIX[:count])))[0]
    assert sheets.library.exercise(SIX[1]).wording_in("en").name in first


def test_a_log_alone_on_its_page_has_more_weeks(sheets: SheetMaker) -> None:
    last = _pages(sheets.write(sheets.content(*SIX[:3])))[-1]
    assert last.startswith("Tick each time")
    assert f" {ROOMY_LOG_WEEKS} " in last


def test_the_end_of_an_explanation_stands_below_it(sheets: SheetMaker) -> None:
    for count in (1, 2, 4, 6):
        content = sheets.content(*SIX[:count], education=("frozen-shoulder",))
        pages = _pages(sheets.write(content))
        assert any("Frozen shoulder in" in page and "gets hot and swollen" in page for page in pages)


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6])
def test_the_last_page_has_more_than_the_log(sheets: SheetMaker, count: int) -> None:
    assert "When to stop" in _pages(sheets.write(sheets.content(*SIX[:count])))[-1]


@pytest.mark.parametrize("choices", [SheetChoices(), LARGE])
def test_a_long_note_goes_on_after_its_exercise(sheets: SheetMaker, choices: SheetChoices) -> None:
    content = sheets.content(SIX[0], paper="letter")
    noted = replace(content, items=(replace(content.items[0], note="word " * 1_500),))
    pages = _pages(sheets.write(noted, choices=choices))
    wording = sheets.library.exercise(SIX[0]).wording_in("en")
    whole = next(page for page in pages if wording.name in page)

    assert all(step.replace("**", "") in whole for step in wording.steps)
    assert wording.start_caption.split()[0] in whole
    assert sum("Note (exercise 1)" in page for page in pages) >= 2
    assert " ".join(pages).count("word") == 1_500


def test_captions_keep_three_millimetres_between_them(sheets: SheetMaker) -> None:
    with pdfplumber.open(BytesIO(sheets.write(sheets.content(*SIX)).data)) as document:
        words = document.pages[0].extract_words(extra_attrs=["fontname"], keep_blank_chars=True)
    first = next(word for word in words if word["text"].startswith("Heel level"))
    second = next(word for word in words if word["text"].startswith("Knee straight"))

    assert second["x0"] - first["x1"] >= 8


def test_the_footer_keeps_version_and_date_beside_a_long_name(sheets: SheetMaker) -> None:
    subject = sheets.subject(
        patient_name="Wolfeschlegelsteinhausenbergerdorff Hubert Blaine "
        "Featherstonehaugh-Cholmondeley-Marjoribanks",
        version_number=3,
    )
    last = _pages(sheets.write(subject=subject))[-1]

    assert "Featherstonehaugh-Cholmondeley-… · Version 3 · 24 November 2026" in last


def test_a_name_without_end_is_cut_but_not_the_date(sheets: SheetMaker) -> None:
    last = _pages(sheets.write(subject=sheets.subject(patient_name="N" * 500)))[-1]

    assert "… · 24 November 2026" in last
