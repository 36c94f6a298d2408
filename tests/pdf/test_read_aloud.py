"""What a screen reader finds in a sheet: everything, once, in the order it is read, and nothing else."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.pdf.arrangement import LAYOUTS
from clinic_app.pdf.fonts import printable
from clinic_app.pdf.writer import HandoutPdf
from hostile_words import comparable
from sheets import SIX, SheetMaker
from tag_tree import HEADINGS, Node, TagTree

HOSTILE = (
    "(brackets) and \\ and <</S/P>> EMC",
    "قِف بجانب شيء ثابت (555 0142)",
    "ישר Theraband ½",
    "राधा स्ट्रेच",
    "a leg 🦵 and half a \ud83d",
    "soft\u00adhyphen, joined\u200dup, ﬁne",
    "e\u0301 n\u0303 क्ष",
    "w" * 300,
    "one-" * 60,
)


@pytest.fixture(scope="module")
def tree(sheets: SheetMaker) -> TagTree:
    """A sheet of six exercises with everything on it."""
    return TagTree(_whole(sheets).data)


def _whole(sheets: SheetMaker, layout: SheetLayout = SheetLayout.STANDARD, **fields: Any) -> HandoutPdf:
    content = sheets.content(*SIX, **fields)
    first = replace(content.items[0], note="Keep one hand on the rail.")
    content = replace(content, items=(first, *content.items[1:]))
    return sheets.write(content, choices=SheetChoices(layout=layout))


def _position(nodes: list[Node], words: str) -> int:
    return next(at for at, node in enumerate(nodes) if words in node.text or words in node.alternative)


def test_the_order_of_the_elements_is_the_order_of_the_sheet(sheets: SheetMaker, tree: TagTree) -> None:
    nodes = [node for node in tree.document.walk() if node.role != "/Document"]
    wording = sheets.library.exercise(SIX[0]).wording_in("en")

    places = [
        _position(nodes, words)
        for words in (
            "Riverside Physiotherapy",
            "Pat Example",
            "Looser calves",
            "looser calves help",
            wording.name,
            wording.steps[0].split(".")[0],
            wording.felt_where,
            "Keep one hand on the rail.",
            "Hold 30 seconds, 3 times",
            wording.common_mistake.split(".")[0],
            "When to stop and when to call",
            "Get help now",
            "Tick each time you finish",
        )
    ]

    assert places == sorted(places)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_piece_of_text_is_in_an_element_or_at_the_foot(sheets: SheetMaker, layout: SheetLayout) -> None:
    for page in TagTree(_whole(sheets, layout).data).pages:
        assert page.unmarked == []
        assert page.nested == []
        assert {kind for kind, text in page.decoration if text.strip()} <= {"/Footer"}
        assert all(text.strip() for text in page.marked.values() if text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_mark_is_in_the_tree_once_with_the_role_it_says(
    sheets: SheetMaker, layout: SheetLayout
) -> None:
    tree = TagTree(_whole(sheets, layout).data)
    owners = [(mark, node) for node in tree.document.walk() for mark in node.marks]
    parents: Any = tree.root["/ParentTree"]["/Nums"]

    assert sorted(mark for mark, _ in owners) == [
        (number, mark) for number, page in enumerate(tree.pages) for mark in sorted(page.marked)
    ]
    for (page, mark), node in owners:
        role = tree.pages[page].roles[mark]
        assert role == node.role or {role, node.role} <= set(HEADINGS)
        assert parents[page * 2 + 1][mark].idnum == node.number


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_start_at_the_first_level_and_leave_none_out(
    sheets: SheetMaker, layout: SheetLayout
) -> None:
    headings = TagTree(_whole(sheets, layout, education=()).data).document.all(*HEADINGS)
    levels = [int(node.role[2]) for node in headings]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(node.text.strip() for node in headings)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_has_a_place_and_words_that_hold_its_caption(
    sheets: SheetMaker, layout: SheetLayout
) -> None:
    figures = TagTree(_whole(sheets, layout).data).document.all("/Figure")

    assert figures or layout is SheetLayout.LOG
    for figure in figures:
        left, bottom, right, top = (float(each) for each in figure.attributes["/BBox"])
        assert 0 <= left < right <= 842
        assert 0 <= bottom < top <= 842
        assert figure.alternative
        for caption in figure.all("/Caption"):
            assert caption.text.removesuffix("…") in figure.alternative


WITHIN = {
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
    "/TR": {"/Table"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/Caption": {"/Figure"},
    "/Figure": {"/Document"},
    "/Span": {"/Span", "/P", "/LBody", "/Lbl", "/Caption", "/TH", *HEADINGS},
}
"""What PDF 1.7 lets stand in what, as far as a sheet has it."""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_elements_stand_only_where_they_may(sheets: SheetMaker, layout: SheetLayout) -> None:
    content = replace(sheets.with_note("قِف بجانب شيء ثابت"), language="ar", title="ساقان")
    tree = TagTree(sheets.write(content, choices=SheetChoices(layout=layout)).data)

    for node in tree.document.walk():
        for kid in node.elements:
            assert node.role in WITHIN.get(kid.role, {"/Document"}), (node.role, kid.role)
    for labelled in tree.document.all("/L"):
        if labelled.all("/Lbl"):
            assert labelled.attributes["/ListNumbering"] in ("/Decimal", "/None")


def test_the_sheet_keeps_to_what_else_is_asked_of_accessible_documents(sheets: SheetMaker) -> None:
    tree = TagTree(_whole(sheets).data)

    assert tree.reader.pdf_header == "%PDF-1.7"
    for page in tree.reader.pages:
        assert "/Annots" not in page  # one with a link needs an element for it
        for form in page["/Resources"].get("/XObject", {}).values():  # type: ignore[attr-defined]
            assert b"BDC" not in form.get_object().get_data()  # shown more than once, so it may own no marks
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
            assert "/Encoding" not in font.get_object()  # as all symbolic fonts


def test_steps_are_a_numbered_list(tree: TagTree) -> None:
    steps = next(node for node in tree.document.all("/L") if node.attributes["/ListNumbering"] == "/Decimal")

    assert [item.role for item in steps.elements] == ["/LI"] * len(steps.elements)
    assert [[part.role for part in item.elements] for item in steps.elements] == [
        ["/Lbl", "/LBody"] for _ in steps.elements
    ]
    assert [item.elements[0].text for item in steps.elements] == [
        str(number) for number in range(1, len(steps.elements) + 1)
    ]


def test_stop_lines_begin_with_their_word(tree: TagTree) -> None:
    lights = [item.elements for item in tree.document.all("/LI") if item.elements[0].text in ("Green", "Red")]

    assert [parts[0].role for parts in lights] == ["/Lbl", "/Lbl"]
    assert all(parts[1].text for parts in lights)


def test_the_dose_is_one_sentence(tree: TagTree) -> None:
    spoken = [node.spoken for node in tree.document.all("/P") if node.spoken]

    assert spoken[0] == "Hold 30 seconds, 3 times, each leg, 1 time a day, 7 days a week."
    assert len(spoken) == len(SIX) + 1  # and the sheet's own name at its end


@pytest.mark.parametrize("layout", [SheetLayout.STANDARD, SheetLayout.LOG, SheetLayout.POCKET])
def test_every_cell_of_the_log_has_a_head_for_its_row_and_its_column(
    sheets: SheetMaker, layout: SheetLayout
) -> None:
    tree = TagTree(_whole(sheets, layout).data)
    for table in tree.document.all("/Table"):
        grid: dict[tuple[int, int], Node] = {}
        for row, line in enumerate(table.elements):
            for cell in line.elements:
                column = next(at for at in range(99) if (row, at) not in grid)
                for down in range(int(cell.attributes.get("/RowSpan", 1))):
                    for across in range(int(cell.attributes.get("/ColSpan", 1))):
                        grid[row + down, column + across] = cell
        columns = max(column for _, column in grid) + 1
        assert len(grid) == columns * len(table.elements)
        for (row, column), cell in grid.items():
            if cell.role == "/TD" and row:
                over = [grid[above, column] for above in range(row)]
                before = [grid[row, left] for left in range(column)]
                assert any(_heads(head, "/Column") for head in over)
                assert any(_heads(head, "/Row") for head in before)


def _heads(cell: Node, scope: str) -> bool:
    return cell.role == "/TH" and cell.attributes["/Scope"] == scope and bool(cell.text)


def test_days_are_read_whole(tree: TagTree) -> None:
    heads = [cell.text for cell in tree.document.all("/TH")]

    assert heads[1:8] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert "Week 1" in heads


def test_the_document_says_what_it_is_and_in_which_language(sheets: SheetMaker) -> None:
    tree = TagTree(_whole(sheets, language="es").data)
    metadata = tree.catalog["/Metadata"].get_data().decode()

    assert tree.catalog["/MarkInfo"]["/Marked"]
    assert tree.catalog["/Lang"] == "es"
    assert tree.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in tree.reader.pages)
    assert [page["/StructParents"] for page in tree.reader.pages] == list(range(len(tree.pages)))
    assert f">{tree.reader.metadata.title}<" in metadata  # type: ignore[union-attr]
    assert ">es<" in metadata
    assert "<pdfuaid:part>1<" in metadata
    assert "Pat Example" not in metadata


@pytest.mark.parametrize("note", ["Plain words.", "قِف بجانب", "राधा स्ट्रेच", "bold 𝐀 letter"])
def test_every_code_of_every_font_has_a_character(sheets: SheetMaker, note: str) -> None:
    tree = TagTree(sheets.write(sheets.with_note(note)).data)
    for page in tree.reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            table = font.get_object()["/ToUnicode"].get_data().decode()
            pairs = re.findall(r"<(\w+)> <(\w+)>\n", table.partition("beginbfchar")[2])
            assert pairs
            assert all(set(character) != {"0"} and len(character) in (4, 8) for _, character in pairs)
            assert all(int(count) <= 100 for count in re.findall(r"(\d+) beginbfchar", table))


def test_an_exercise_in_another_language_says_so(sheets: SheetMaker) -> None:
    content = sheets.content(language="de")
    headings = TagTree(sheets.write(content).data).document.all("/H2")

    assert [node.language for node in headings[: len(content.items)]] == ["en"] * len(content.items)
    assert {node.language for node in headings[len(content.items) :]} == {""}


def test_an_explanation_in_another_language_says_so(sheets: SheetMaker) -> None:
    document = TagTree(_whole(sheets, language="de", education=("making-it-stick",)).data).document
    title = next(node for node in document.all("/H2") if node.text == "Making it stick")

    assert title.language == "en"
    assert next(node for node in document.all("/H3") if "Hilfe" in node.text).language == ""


def test_lines_in_a_second_language_say_which(sheets: SheetMaker) -> None:
    written = sheets.write(sheets.content(language="es"), choices=SheetChoices(language_below="en"))
    document = TagTree(written.data).document
    wording = sheets.library.exercise(SIX[0]).wording_in("en")
    spans = [node for node in document.all("/Span") if node.language == "en"]

    assert wording.name in [node.text for node in spans]
    assert all(not node.all("/Span") for node in document.all("/H3"))


def test_bookmarks_name_every_exercise_and_section_where_it_is(sheets: SheetMaker, tree: TagTree) -> None:
    entries = [
        (entry["/Title"], tree.reader.get_destination_page_number(entry)) for entry in tree.reader.outline
    ]  # type: ignore[index, arg-type, call-overload]
    titles = [title for title, _ in entries]

    assert titles[:2] == ["Looser calves", f"1. {sheets.library.exercise(SIX[0]).wording_in('en').name}"]
    assert "When to stop and when to call" in titles
    assert [page for _, page in entries] == sorted(page for _, page in entries)  # type: ignore[type-var]


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_text_is_read_as_it_was_typed(sheets: SheetMaker, typed: str) -> None:
    tree = TagTree(sheets.write(replace(sheets.with_note(typed), title=typed, why=typed)).data)
    expected = " ".join(_readable(typed).split())

    for role in ("/H1", "/P"):
        texts = [" ".join(node.text.split()) for node in tree.document.all(role)]
        assert any(expected in text for text in texts), (role, expected)


def _readable(typed: str) -> str:
    """As it stands on paper; half a character is its code, a space in a telephone number never breaks."""
    kept = printable(typed).replace("\u00a0", " ")
    return "".join(f"[U+{ord(each):04X}]" if "\ud800" <= each <= "\udfff" else each for each in kept)


@settings(max_examples=15, deadline=None)
@given(
    typed=st.text(st.characters(exclude_categories=["Cc"]), min_size=1, max_size=60).filter(
        lambda text: bool(printable(text).strip())
    )
)
@example(typed="\ufb50")
def test_any_text_is_read_as_it_was_typed(sheets: SheetMaker, typed: str) -> None:
    """As letters: what was typed as the shape a letter has beside others is read as the letter (NFKC)."""
    tree = TagTree(sheets.write(sheets.with_note(typed)).data)
    texts = [comparable(node.text) for node in tree.document.all("/P")]

    assert comparable(_readable(typed)) in texts


def test_version_date_and_fingerprint_are_heard_once_at_the_end(sheets: SheetMaker) -> None:
    written = sheets.write(subject=sheets.subject(version_number=3))
    last = TagTree(written.data).document.elements[-1]

    assert re.fullmatch("Version 3 · 24 November 2026 · [0-9a-f]{8}", last.spoken)


def test_a_note_that_goes_on_over_pages_is_one_paragraph_under_one_heading(sheets: SheetMaker) -> None:
    note = " ".join(f"word{number}" for number in range(2_000))
    tree = TagTree(sheets.write(sheets.with_note(note)).data)

    paragraph = next(node for node in tree.document.all("/P") if node.text.startswith("word0 "))
    assert paragraph.text.split() == note.split()
    assert len({page for page, _ in paragraph.marks}) > 1
    assert [node.text for node in tree.document.all("/H3")].count("Note (exercise 1)") == 1


def test_arabic_copied_from_the_page_is_plain_letters_in_the_order_they_are_read(sheets: SheetMaker) -> None:
    title = "ساقان أكثر مرونة"
    written = sheets.write(replace(sheets.content(language="ar"), title=title))

    assert title in pypdfium2.PdfDocument(written.data)[0].get_textpage().get_text_range()
