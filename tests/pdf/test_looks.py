"""What a designer looks for on the pages: whole exercises, filled sheets, one size, notes that are seen."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.pdf.arrangement import LAYOUTS
from clinic_app.pdf.writer import HandoutPdf
from sheets import CALVES, SIX, SheetMaker


def _texts(pdf: HandoutPdf) -> list[str]:
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        return [" ".join((page.extract_text() or "").split()) for page in document.pages]


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {SheetLayout.LOG}))
@pytest.mark.parametrize("note", ["Use the blue cushion.", "Stop at the first pull, then wait. " * 5])
def test_a_therapists_note_is_printed_in_every_layout(
    sheets: SheetMaker, layout: SheetLayout, note: str
) -> None:
    content = sheets.content(*SIX[:3])
    noted = replace(content, items=(replace(content.items[0], note=note), *content.items[1:]))
    text = " ".join(_texts(sheets.write(noted, choices=SheetChoices(layout=layout))))

    assert len([word for word in text.split() if word in note.split()]) >= len(note.split())


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_exercise_is_divided_between_pocket_cards(sheets: SheetMaker, paper: Paper, language: str) -> None:
    content = sheets.content(*SIX, paper=paper, language=language)
    assert sheets.write(content, choices=SheetChoices(layout=SheetLayout.POCKET)).page_count == 3


def test_the_last_sheet_of_pocket_cards_is_filled_with_weeks(sheets: SheetMaker) -> None:
    content = sheets.content(*SIX)
    last = _texts(sheets.write(content, choices=SheetChoices(layout=SheetLayout.POCKET)))[-1]
    assert all(f"Week {number}" in last for number in (1, 2, 3))


@pytest.mark.parametrize("count", [1, 6, 7, 12])
def test_a_wall_chart_lies_across_however_many_exercises_it_has(sheets: SheetMaker, count: int) -> None:
    content = sheets.content(*(SIX * 2)[:count])
    pdf = sheets.write(content, choices=SheetChoices(layout=SheetLayout.WALL_CHART))
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        assert all(page.width > page.height for page in document.pages)
        assert len(document.pages) <= (1 if count <= 6 else 2)


def test_the_steps_of_all_posters_are_equally_large(sheets: SheetMaker) -> None:
    pdf = sheets.write(sheets.content(*SIX), choices=SheetChoices(layout=SheetLayout.POSTER))
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        names = [max(char["size"] for char in page.chars if char["top"] < 80) for page in document.pages[:6]]
        numbers = [
            max(char["size"] for char in page.chars if char["top"] > 600) for page in document.pages[:6]
        ]
    assert max(names) - min(names) < max(names) * 0.34
    assert len({round(size, 1) for size in numbers}) == 1


@pytest.mark.parametrize(("paper", "language"), [(Paper.A4, "en"), (Paper.LETTER, "en"), (Paper.A4, "es")])
def test_two_exercises_with_an_explanation_take_two_pages(
    sheets: SheetMaker, paper: Paper, language: str
) -> None:
    content = sheets.content(*CALVES, paper=paper, language=language, education=("why-not-bounce",))
    assert sheets.write(content).page_count == 2


def test_a_long_page_label_gives_way_to_name_and_date(sheets: SheetMaker) -> None:
    content = sheets.content(*CALVES, language="es")
    subject = replace(sheets.subject(), patient_name="Maria Magdalena Rodriguez Fernandez")
    first = _texts(sheets.write(content, subject, choices=SheetChoices(large_print=True)))[0]
    assert " 1/" in first
    assert "Página" not in first
