"""The therapist's summary on paper: everything of the program, on one page, and never a word lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

import clinic_resources
from builders import a_clinic
from clinic_app.domain.contrast import contrast
from clinic_app.domain.dosage import RepetitionDosage
from clinic_app.domain.handout import Paper
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.sheet_choices import Ink, SheetChoices
from clinic_app.domain.side import Side
from clinic_app.pdf.fonts import printable
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.summary import SummarySubject
from clinic_app.services.summary_printing import SummaryPrinter
from read_aloud import spoken_lines
from sheets import SIX, SheetMaker, text_of
from tag_tree import HEADINGS, Node, TagTree

MM = 72 / 25.4
LEAST_TYPE = 12.1
LONG = "Sit tall, breathe out and let the weight of the leg do the work. " * 300
HOSTILE = (
    "<b>bold</b> & <!-- no -->",
    "**not bold** {name} %s \\n",
    "(brackets) and \\ and <</S/P>> EMC",
    "قِف بجانب شيء ثابت (555 0142)",
    "a leg 🦵 and half a \ud83d",
    "w" * 300,
)


def write(sheets: SheetMaker, content: ProgramContent, language: str = "en", **fields: Any) -> HandoutPdf:
    known: dict[str, Any] = {
        "clinic": a_clinic(),
        "therapist": "Sam Keller, PT",
        "patient_name": "Pat Example",
        "birth_date": date(1970, 1, 31),
        "day": date(2026, 11, 24),
        "fingerprint": "7c1e90b4",
    }
    printer = SummaryPrinter(sheets.library, clinic_resources.catalogue)
    return printer.print(content, SummarySubject(**(known | fields)), language)


def many(sheets: SheetMaker, count: int, **fields: Any) -> ProgramContent:
    rest = [slug for slug in sheets.library.exercises if slug not in SIX]
    return sheets.content(*[*SIX, *rest][:count], **fields)


def rows(tree: TagTree) -> list[Node]:
    [table] = tree.document.all("/Table")
    return table.elements


def said(node: Node) -> str:
    """Without the marks of words that are never parted."""
    return " ".join(node.text.replace("\u00a0", " ").split())


def test_every_exercise_stands_on_it_with_side_and_dose_in_words(sheets: SheetMaker) -> None:
    content = sheets.content(*SIX)
    items = (replace(content.items[0], side=Side.LEFT), *content.items[1:])
    [_, *found] = rows(TagTree(write(sheets, replace(content, items=items)).data))

    names = [sheets.library.exercise(item.exercise_slug).name("en") for item in items]
    assert [said(row.elements[0]) for row in found] == [f"{at}. {each}" for at, each in enumerate(names, 1)]
    assert [said(row.elements[1]) for row in found[:4]] == [
        "Left",
        "Left and right",
        "Left and right",
        "Both together",
    ]
    assert said(found[0].elements[2]) == "3 × 30 s, rest 10 s 1 a day, 7 days a week"
    assert said(found[0].elements[4]) == "11 min"
    assert said(found[1].elements[4]) == "2 × 11 min"
    assert said(found[3].elements[4]) == "–"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", Paper)
def test_twelve_exercises_stand_on_one_page(sheets: SheetMaker, paper: Paper, language: str) -> None:
    assert write(sheets, many(sheets, 12, paper=paper), language).page_count == 1


@pytest.mark.parametrize("count", [1, 6, 12, 30])
@pytest.mark.parametrize("paper", Paper)
def test_text_is_large_enough_and_within_the_margins(sheets: SheetMaker, paper: Paper, count: int) -> None:
    with pdfplumber.open(BytesIO(write(sheets, many(sheets, count, paper=paper)).data)) as document:
        for page in document.pages:
            assert min(each["size"] for each in page.chars) >= LEAST_TYPE
            assert min(each["x0"] for each in page.chars) >= 18 * MM - 1
            assert max(each["x1"] for each in page.chars) <= page.width - 18 * MM + 1
            assert min(each["top"] for each in page.chars) >= 10 * MM
            assert max(each["bottom"] for each in page.chars) <= page.height - 6 * MM
            text = [each for each in page.chars if each["bottom"] < page.height - 19 * MM]
            assert max(each["bottom"] for each in text) <= page.height - 20 * MM


def test_more_exercises_flow_on_without_a_row_in_two_and_with_the_head_again(sheets: SheetMaker) -> None:
    content = many(sheets, 30)
    items = tuple(replace(item, note="Keep one hand on the rail.") for item in content.items)
    written = write(sheets, replace(content, items=items))

    [_, *found] = rows(TagTree(written.data))
    exercises = [row for row in found if row.elements[0].role == "/TH"]
    notes = [row for row in found if row.elements[0].role == "/TD"]
    assert (len(exercises), len(notes)) == (30, 30)
    for exercise, note in zip(exercises, notes, strict=True):
        assert len({page for node in (*exercise.walk(), *note.walk()) for page, _ in node.marks}) == 1
    with pdfplumber.open(BytesIO(written.data)) as document:
        assert len(document.pages) > 1
        for page in document.pages:
            assert "Exercise Side Dose Takes" in " ".join(page.extract_text().split())


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_tagged_whole(sheets: SheetMaker, language: str) -> None:
    content = many(sheets, 12)
    noted = replace(content.items[0], note="Keep one hand on the rail.")
    written = write(sheets, replace(content, items=(noted, *content.items[1:])), language)
    tree = TagTree(written.data)

    assert tree.catalog["/Lang"] == language
    for page in tree.pages:
        assert (page.unmarked, page.nested) == ([], [])
        assert {kind for kind, text in page.decoration if text.strip()} <= {"/Footer"}
    levels = [int(node.role[2]) for node in tree.document.all(*HEADINGS)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for row in rows(tree):
        assert sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row.elements) == 5
    outline: list[Any] = tree.reader.outline
    assert outline[0]["/Title"] == tree.document.all("/H1")[0].text


def test_read_aloud_it_begins_with_what_it_is_and_whom_it_is_not_for(sheets: SheetMaker) -> None:
    lines = list(spoken_lines(TagTree(write(sheets, sheets.content()).data)))

    assert lines[1:5] == [
        "[heading 1] Therapist’s summary",
        "Not for the patient",
        "[heading 2] Patient",
        "Pat Example · born 31 January 1970",
    ]
    assert "[table of 3 rows, 5 columns]" in lines


def test_the_foot_says_for_whom_it_is_whose_it_is_and_of_which_program(sheets: SheetMaker) -> None:
    text = text_of(write(sheets, sheets.content(), version_number=3))

    assert "For the therapist. Not for the patient. Page 1 of 1" in text
    assert "Pat Example · Version 3 · 24 November 2026 · 7c1e90b4" in text


def test_a_draft_says_so_in_its_head_and_at_its_foot(sheets: SheetMaker) -> None:
    draft, given = (write(sheets, sheets.content(), is_draft=is_draft) for is_draft in (True, False))

    assert text_of(draft).count("Draft") == 2
    assert "Draft" not in text_of(given)


def _inks(pdf: HandoutPdf) -> Iterator[tuple[float, ...]]:
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        for page in document.pages:
            yield from {tuple(each["non_stroking_color"]) for each in page.chars}


@pytest.mark.parametrize("ink", Ink)
def test_every_letter_has_contrast(sheets: SheetMaker, ink: Ink) -> None:
    content = sheets.content(choices=SheetChoices(ink=ink))
    written = write(sheets, content, clinic=a_clinic(accent="#f2c200"))
    for colour in _inks(written):
        named = "#" + "".join(f"{round(part * 255):02x}" for part in colour)
        assert contrast(named, "#ffffff") >= 7


def test_it_speaks_the_therapists_language_whatever_the_sheets_is(sheets: SheetMaker) -> None:
    text = text_of(write(sheets, sheets.content(language="en"), "es"))

    assert "Resumen del terapeuta" in text
    assert "Para el terapeuta. No es para el paciente." in text
    assert "1 al día, 7 días/semana" in text
    assert "Left" not in text


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_is_read_as_it_was_typed(sheets: SheetMaker, typed: str) -> None:
    content = sheets.content(title=typed)
    items = (replace(content.items[0], note=typed), content.items[1])
    written = write(sheets, replace(content, items=items), patient_name=typed, therapist=typed)
    expected = " ".join(printable(typed).replace("\u00a0", " ").split()).replace("\ud83d", "[U+D83D]")

    tree = TagTree(written.data)
    assert sum(expected in said(node) for node in tree.document.all("/P")) == 3
    assert f"Note: {expected}" in [said(node) for node in tree.document.all("/TD")]


def test_an_endless_note_goes_on_over_pages_and_is_one_cell(sheets: SheetMaker) -> None:
    written = write(sheets, sheets.with_note(LONG))

    [note] = [cell for cell in TagTree(written.data).document.all("/TD") if "Note:" in cell.text]
    assert said(note) == f"Note: {LONG.strip()}"
    assert len({page for page, _ in note.marks}) > 1


def test_endless_names_and_tempos_are_printed_whole(sheets: SheetMaker) -> None:
    content = sheets.content(SIX[4], title=LONG)
    tempo = "slowly " * 60
    item = replace(content.items[0], dosage=RepetitionDosage(tempo=tempo))
    text = text_of(write(sheets, replace(content, items=(item,)), patient_name="Name " * 200))

    assert text.count("Sit tall") == 300
    assert text.count("slowly") == 60
    assert text.count("Name") >= 200


def test_an_endless_own_name_is_printed_whole_below_its_row(sheets: SheetMaker) -> None:
    slug, name = SIX[0], "Calf stretch with a very long name " * 12
    exercises = {**sheets.library.exercises, slug: replace(sheets.library.exercise(slug), names={"en": name})}
    printer = SummaryPrinter(replace(sheets.library, exercises=exercises), clinic_resources.catalogue)
    subject = SummarySubject(clinic=a_clinic(), day=None, fingerprint="7c1e90b4")
    tree = TagTree(printer.print(sheets.content(), subject, "en").data)

    assert name.strip() in [said(cell) for cell in tree.document.all("/TD")]


def test_a_program_without_a_patient_says_so(sheets: SheetMaker) -> None:
    written = write(sheets, sheets.content(), patient_name="", birth_date=None)

    assert "Patient Without a patient" in text_of(written)


def test_without_a_record_nothing_is_said_of_it(sheets: SheetMaker) -> None:
    headings = [node.text for node in TagTree(write(sheets, sheets.content()).data).document.all("/H2")]

    assert headings == ["Patient", "Program", "Therapist", "Time"]


def test_the_same_summary_is_the_same_bytes_without_any_picture(sheets: SheetMaker) -> None:
    first, second = (write(sheets, sheets.content()) for _ in range(2))

    assert first.data == second.data
    with pdfplumber.open(BytesIO(first.data)) as document:
        assert not any(page.images for page in document.pages)


def test_hindi_and_arabic_notes_keep_their_order(sheets: SheetMaker) -> None:
    for typed in ("राधा स्ट्रेच 30 s", "ساقان أكثر مرونة"):
        cells = TagTree(write(sheets, sheets.with_note(typed)).data).document.all("/TD")
        assert f"Note: {typed}" in [said(cell) for cell in cells]
