"""What can be read back from a written sheet."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pdfplumber
import pytest
from pypdf import PdfReader

from clinic_app.domain.sheet_choices import Ink, SheetChoices
from sheets import CALVES, SIX, SheetMaker, text_of


def test_the_sheet_says_who_what_how_and_when_to_stop(sheets: SheetMaker) -> None:
    text = text_of(sheets.write())

    for words in (
        "Riverside Physiotherapy",
        "Pat Example",
        "Born 31 January 1970",
        "Looser calves",
        "seconds",
        "Never bounce",
        "When to stop and when to call",
        "Get help now",
        "Tick each time you finish",
        "Page 1 of",
    ):
        assert words in text


def test_two_runs_give_the_same_bytes(sheets: SheetMaker) -> None:
    first, second = sheets.write(), sheets.write()

    assert first.data == second.data
    assert first.sha256 == sha256(first.data).hexdigest()


def test_sheets_written_at_the_same_time_do_not_mix(sheets: SheetMaker) -> None:
    contents = [sheets.content(), sheets.content(*SIX)] * 2
    alone = [sheets.write(content).sha256 for content in contents]

    with ThreadPoolExecutor(4) as pool:
        together = [written.sha256 for written in pool.map(sheets.write, contents)]

    assert together == alone


def test_every_font_is_embedded_and_there_is_no_bitmap(sheets: SheetMaker) -> None:
    reader = PdfReader(BytesIO(sheets.write().data))

    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].get_object()
        for font in fonts.values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"].get_object()
        assert len(page.images) == 0


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(sheets: SheetMaker, paper: str, size: tuple[int, int]) -> None:
    page = PdfReader(BytesIO(sheets.write(sheets.content(paper=paper)).data)).pages[0]

    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_nothing_is_set_smaller_than_twelve_points(sheets: SheetMaker) -> None:
    with pdfplumber.open(BytesIO(sheets.write(sheets.content(*SIX)).data)) as document:
        sizes = {round(character["size"], 1) for page in document.pages for character in page.chars}

    assert min(sizes) >= 12


def test_nothing_stands_outside_the_margins(sheets: SheetMaker) -> None:
    with pdfplumber.open(BytesIO(sheets.write(sheets.content(*SIX)).data)) as document:
        for page in document.pages:
            assert min(character["x0"] for character in page.chars) > 50
            assert max(character["x1"] for character in page.chars) < page.width - 50


def test_an_exercise_stands_on_one_page(sheets: SheetMaker) -> None:
    content = sheets.content(*SIX)
    with pdfplumber.open(BytesIO(sheets.write(content).data)) as document:
        pages = [" ".join((page.extract_text() or "").split()) for page in document.pages]

    for slug in SIX:
        wording = sheets.library.exercise(slug).wording_in("en")
        page = next(page for page in pages if wording.name in page)
        assert wording.felt_where.split()[-1] in page


def test_the_title_of_the_document_does_not_name_the_patient(sheets: SheetMaker) -> None:
    reader = PdfReader(BytesIO(sheets.write().data))

    assert reader.metadata is not None
    assert reader.metadata.title == "Home exercises"
    assert b"Pat Example" not in str(reader.metadata).encode()


def test_the_language_of_the_document_is_the_sheets(sheets: SheetMaker) -> None:
    reader = PdfReader(BytesIO(sheets.write(sheets.content(language="es")).data))

    assert reader.trailer["/Root"]["/Lang"] == "es"


def test_a_draft_says_so_and_a_version_says_its_number(sheets: SheetMaker) -> None:
    draft = text_of(sheets.write(subject=sheets.subject(is_draft=True)))
    handed_out = text_of(sheets.write(subject=sheets.subject(version_number=3)))

    assert "Draft, not handed out" in draft
    assert "Version 3" in handed_out
    assert "Draft" not in handed_out


def test_grey_and_large_print_are_other_sheets(sheets: SheetMaker) -> None:
    plain = sheets.write()
    large = sheets.write(choices=SheetChoices(large_print=True))

    assert sheets.write(choices=SheetChoices(ink=Ink.GREY)).sha256 != plain.sha256
    with pdfplumber.open(BytesIO(large.data)) as document:
        sizes = {round(character["size"], 1) for page in document.pages for character in page.chars}
    assert min(sizes) >= 17


def test_without_a_clinic_or_a_name_there_are_lines_to_fill_in(sheets: SheetMaker) -> None:
    subject = sheets.subject()
    empty = replace(
        subject,
        clinic=replace(subject.clinic, name="", phone="", address=""),
        therapist=None,
        patient_name="",
        birth_date=None,
        day=None,
    )

    assert "Looser calves" in text_of(sheets.write(subject=empty))


@pytest.mark.parametrize("count", [1, 3, 12])
def test_any_number_of_exercises_can_be_printed(sheets: SheetMaker, count: int) -> None:
    content = sheets.content(*(SIX * 2)[:count])

    assert text_of(sheets.write(content)).count("One leg at a time") >= min(count, len(CALVES)) - 1
