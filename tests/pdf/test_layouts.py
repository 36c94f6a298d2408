"""What holds in every layout: nothing lost, nothing small, nothing outside the paper."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from builders import a_clinic
from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import Identity, Ink, SheetChoices, SheetLayout
from clinic_app.pdf.arrangement import LAYOUTS
from sheets import SIX, SheetMaker

_LEAST_MARGIN = 5 / 25.4 * 72
_LEAST_TYPE = 12.1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paper", Paper)
def test_text_is_large_enough_and_on_the_paper(sheets: SheetMaker, layout: SheetLayout, paper: Paper) -> None:
    pdf = sheets.write(sheets.content(*SIX, paper=paper), choices=SheetChoices(layout=layout))

    with pdfplumber.open(BytesIO(pdf.data)) as document:
        for page in document.pages:
            assert page.chars
            assert min(character["size"] for character in page.chars) >= _LEAST_TYPE
            assert min(character["x0"] for character in page.chars) >= _LEAST_MARGIN
            assert max(character["x1"] for character in page.chars) <= page.width - _LEAST_MARGIN
            assert min(character["top"] for character in page.chars) >= _LEAST_MARGIN
            assert max(character["bottom"] for character in page.chars) <= page.height - _LEAST_MARGIN


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {SheetLayout.LOG}))
def test_every_exercise_and_the_stop_rules_are_there(sheets: SheetMaker, layout: SheetLayout) -> None:
    content = sheets.content(*SIX)
    pdf = sheets.write(content, choices=SheetChoices(layout=layout))

    with pdfplumber.open(BytesIO(pdf.data)) as document:
        text = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
    for item in content.items:
        name = sheets.library.exercise(item.exercise_slug).wording_in("en").name
        assert all(word in text for word in name.split())  # cells side by side share their lines
    assert "Stop and call us." in text


@pytest.mark.parametrize(
    ("identity", "shown", "hidden"),
    [
        (Identity.FULL, ("Pat Example", "1970"), ()),
        (Identity.NAME, ("Pat Example",), ("1970",)),
        (Identity.INITIALS, ("P. E.",), ("Pat", "Example", "1970")),
        (Identity.NONE, (), ("Pat", "Example", "P. E.", "1970")),
    ],
)
def test_a_sheet_says_as_much_about_its_patient_as_was_chosen(
    sheets: SheetMaker, identity: Identity, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    pdf = sheets.write(choices=SheetChoices(identity=identity))

    with pdfplumber.open(BytesIO(pdf.data)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    assert all(words in text for words in shown)
    assert not any(words in text for words in hidden)


def test_saving_ink_fills_less_than_grey_does(sheets: SheetMaker) -> None:
    grey, saving = (_filled_share(sheets, ink) for ink in (Ink.GREY, Ink.SAVING))

    assert saving < grey / 3


def _filled_share(sheets: SheetMaker, ink: Ink) -> float:
    """How much of the pages is filled with anything but white, by rectangles."""
    pdf = sheets.write(choices=SheetChoices(ink=ink))
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        filled = [
            rect["width"] * rect["height"]
            for page in document.pages
            for rect in (*page.rects, *page.curves)
            if rect["fill"] and rect["non_stroking_color"] not in ((1.0, 1.0, 1.0), (1.0,))
        ]
        return sum(filled) / sum(page.width * page.height for page in document.pages)


@pytest.mark.parametrize(("layout", "most"), [(SheetLayout.TWO_A_PAGE, 2), (SheetLayout.THREE_WITH_LOG, 3)])
def test_a_page_holds_as_many_exercises_as_its_layout_says(
    sheets: SheetMaker, layout: SheetLayout, most: int
) -> None:
    content = sheets.content(*SIX)
    names = [sheets.library.exercise(item.exercise_slug).wording_in("en").name for item in content.items]
    pdf = sheets.write(content, choices=SheetChoices(layout=layout))

    with pdfplumber.open(BytesIO(pdf.data)) as document:
        texts = [" ".join(page.extract_text().split()) for page in document.pages]
    assert [sum(name in text for name in names) for text in texts][: len(SIX) // most] == [most] * (
        len(SIX) // most
    )


LONG = ("word " * 400, "مرحبا (555 0142)\n\n" * 30)


@pytest.mark.parametrize("typed", LONG, ids=("words", "Arabic lines"))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_endless_words_never_leave_the_paper(sheets: SheetMaker, layout: SheetLayout, typed: str) -> None:
    content = sheets.content(title=typed, why=typed)
    first, second = content.items
    wording = sheets.library.exercise(first.exercise_slug).wording_in("en")
    own = replace(
        wording, name=typed[:300], steps=(typed,) * 3, felt_where=typed, common_mistake=typed, easier=typed
    )
    item = replace(first, note=typed, wording=own, has_own_wording=True)
    clinic = a_clinic(**dict.fromkeys(("name", "phone", "address", "web", "hours"), typed[:300]))
    subject = sheets.subject(patient_name=typed[:300], clinic=clinic)
    pdf = sheets.write(replace(content, items=(item, second)), subject, choices=SheetChoices(layout=layout))

    with pdfplumber.open(BytesIO(pdf.data)) as document:
        for page in document.pages:
            assert all(each["x0"] >= -1 and each["x1"] <= page.width + 1 for each in page.chars)
            assert all(each["top"] >= -1 and each["bottom"] <= page.height + 1 for each in page.chars)
