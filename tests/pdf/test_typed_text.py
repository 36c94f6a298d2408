"""Names, notes and numbers in any script stand on paper as they are read."""

import itertools
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from clinic_app.domain.handout import Mixed, Typed
from clinic_app.pdf.bidi import Stretch, joined_letters, visual_order
from clinic_app.pdf.fonts import faces, printable
from clinic_app.pdf.marks import code_matrix, code_size
from clinic_app.pdf.text import Paragraph, TextStyle, spans
from sheets import SheetMaker, text_of

ARABIC_NAME = "محمد علي"
STYLE = TextStyle(15, 19.5, "#000000")


def _shown(words: Typed | Mixed | str, width: float = 400.0) -> list[str]:
    """Each line as it stands, left to right."""
    paragraph = Paragraph(words, STYLE, width)
    return ["".join(text for text, _ in line) for line in paragraph.shown()]


def test_devanagari_words_are_apart(sheets: SheetMaker) -> None:
    with pdfplumber.open(BytesIO(sheets.write(sheets.with_note("नमस्ते दुनिया")).data)) as document:
        letters = [each for each in document.pages[0].chars if "Devanagari" in each["fontname"]]
    gaps = [after["x0"] - before["x1"] for before, after in itertools.pairwise(letters)]

    assert max(gaps) >= 2


def test_a_short_i_stands_before_its_consonant() -> None:
    run = faces().runs("कि", bold=False)[0]
    alone = faces().runs("क", bold=False)[0]

    assert run.shaped
    assert run.glyphs[-1] == alone.glyphs[0]


def test_accents_typed_apart_join_their_letters() -> None:
    assert printable("Jose\u0301 Mu\u0308ller") == "José Müller"


def test_an_accent_no_letter_has_is_placed_over_its_letter() -> None:
    run = faces().runs("q\u0308", bold=False)[0]

    assert run.shaped
    assert run.width(15) == pytest.approx(faces().width("q", bold=False, size=15))


def test_an_arabic_name_does_not_turn_the_date_round() -> None:
    line = _shown(Mixed((Typed(ARABIC_NAME), "  ·  24 November 2026")))[0]

    assert line.endswith("24 November 2026")


def test_a_number_in_an_arabic_note_keeps_its_order() -> None:
    assert "555\u00a00100" in _shown(Typed("اتصل على 555 0100 إذا زاد الألم"))[0]


def test_brackets_are_mirrored_where_the_text_runs_from_the_right() -> None:
    line = [Stretch(joined_letters("(א)"), bold=False, part=1, part_right_to_left=True)]

    assert "".join(character for character, _ in visual_order(line, right_to_left=False)) == "(א)"


def test_a_telephone_number_never_breaks() -> None:
    lines = _shown(Typed("Call +44 (0)1632 960 123"), width=140.0)

    assert lines == ["Call", "+44\u00a0(0)1632\u00a0960\u00a0123"]


def test_a_long_name_breaks_at_its_hyphens_first() -> None:
    lines = _shown(Typed("Featherstonehaugh-Cholmondeley-Marjoribanks"), width=160.0)

    assert lines == ["Featherstonehaugh-", "Cholmondeley-", "Marjoribanks"]


def test_a_word_too_long_for_a_line_gets_hyphens() -> None:
    lines = _shown(Typed("Wolfeschlegelsteinhausenbergerdorff"), width=120.0)

    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.rstrip("-") for line in lines) == "Wolfeschlegelsteinhausenbergerdorff"


def test_line_ends_of_notes_are_kept() -> None:
    assert _shown(Typed("One.\r\nTwo.\n\n- three")) == ["One.", "Two.", "", "- three"]


def test_typed_stars_are_printed_within_a_bold_sentence() -> None:
    parts = spans(Mixed(("**Call ", Typed("555 **0100**"), " now:** wait")))

    assert [(span.text.replace("\u00a0", " "), span.bold) for span in parts] == [
        ("Call ", True),
        ("555 **0100**", True),
        (" now:", True),
        (" wait", False),
    ]


def test_the_stop_rules_print_a_number_as_typed(sheets: SheetMaker) -> None:
    subject = sheets.subject()
    starred = replace(subject, clinic=replace(subject.clinic, phone="555 **0100**"))

    assert text_of(sheets.write(subject=starred)).count("**0100**") == 3


@pytest.mark.parametrize("url", ["https://x.example/" + "a" * 400, "https://x.example/\ud800"])
def test_an_address_that_cannot_be_a_code_is_printed_in_letters(sheets: SheetMaker, url: str) -> None:
    subject = sheets.subject()
    booked = replace(subject, clinic=replace(subject.clinic, booking_url=url))
    text = text_of(sheets.write(subject=booked))

    assert "https://x.example/" in text
    assert "Scan to book" not in text


def test_a_code_grows_with_what_it_says() -> None:
    long = code_matrix("https://x.example/" + "a" * 250, 200.0)

    assert code_size(long) / len(long) >= 0.5 * 72 / 25.4 - 1e-6
