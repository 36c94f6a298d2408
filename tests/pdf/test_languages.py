"""What holds on paper in every language: every letter has a face, nothing is cut, nothing overlaps."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from reportlab.lib.units import mm

from clinic_app.domain.dosage import Schedule, TimeOfDay
from clinic_app.domain.handout import Words, filled
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.log import Log
from clinic_app.pdf.styles import theme_of
from clinic_app.pdf.text import Paragraph, TextStyle, line_width
from clinic_app.services.sheet import SheetComposer
from clinic_resources import catalogue, paper_languages
from fake_pictures import FakePictures
from sheets import SIX, SheetMaker, text_of
from update_translations import paper_sentences

each_language = pytest.mark.parametrize("language", paper_languages())
ARABIC = TextStyle(15, 19.5, "#000000", right_to_left=True)


def shown(words: Words, style: TextStyle = ARABIC) -> str:
    (line,) = Paragraph(words, style, 1000).shown()
    return "".join(text for text, _ in line)


@each_language
def test_every_letter_has_a_face_in_both_weights(language: str, sheets: SheetMaker) -> None:
    words = catalogue(language)
    texts = [
        words.pgettext(each.context, each.message_id) if each.context else words.gettext(each.message_id)
        for each in paper_sentences()
        if isinstance(each.message_id, str)
    ]
    for rule in sheets.library.stop_rules:
        texts += [said[language] for said in (rule.lead, rule.text) if said]
    for bold in (False, True):
        runs = [run.text for text in texts for run in faces().runs(text, bold)]
        assert not [text for text in runs if "[U+" in text]


@each_language
@pytest.mark.parametrize("layout", [SheetLayout.STANDARD, SheetLayout.POCKET])
def test_a_sheet_stays_within_its_margins(language: str, layout: SheetLayout, sheets: SheetMaker) -> None:
    pdf = sheets.write(sheets.content(*SIX, language=language), choices=SheetChoices(layout=layout))
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        for page in document.pages:
            assert min(each["x0"] for each in page.chars) >= 5 * mm
            assert max(each["x1"] for each in page.chars) <= page.width - 5 * mm


@each_language
@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize(
    "times", [(), (TimeOfDay.MORNING, TimeOfDay.EVENING), (TimeOfDay.BEFORE_FIRST_STEPS,)]
)
def test_the_heads_of_the_log_are_apart(
    language: str, large_print: bool, times: tuple[TimeOfDay, ...], sheets: SheetMaker
) -> None:
    content = sheets.content(language=language)
    schedule = Schedule(times_per_day=max(1, len(times)), times_of_day=times)
    content = replace(content, items=tuple(replace(each, schedule=schedule) for each in content.items))
    composer = SheetComposer(sheets.library, catalogue(language), FakePictures().frames, catalogue)
    sheet = composer.compose(content, sheets.subject())
    theme = theme_of(sheet, SheetChoices(large_print=large_print))
    width = theme.text_width if large_print else theme.text_width - 60 * mm
    log = Log(sheet.log, theme, width, 5.7 * mm)
    assert all(line_width(day, log.head_size, bold=True) < log.day_width for day in log.day_heads)
    assert line_width(sheet.log.week_label, log.head_size, bold=True) < log.days_from


def test_a_telephone_number_stands_as_it_is_dialled_in_arabic() -> None:
    line = shown(filled("اتصل بنا: {phone}", phone="+49 (0)30 555-01"))
    assert line.startswith("+49\u00a0(0)30\u00a0555-01")


def test_numbers_with_a_fraction_or_a_colon_are_not_torn_apart_in_arabic() -> None:
    assert shown("2½") == "2½"
    assert shown("59:59") == "59:59"


def test_english_within_an_arabic_page_keeps_its_full_stop_at_the_end() -> None:
    assert shown("Hold the rail. (Use it.)") == "Hold the rail. (Use it.)"


def test_brackets_enclose_arabic() -> None:
    assert shown("(a)") == "(a)"
    line = shown("تمرين (كل يوم)")
    assert line.startswith("(")
    assert line.index(")") > line.index("(")


BELOW = SheetChoices(language_below="en")


def test_a_second_language_stands_below_names_steps_and_doses(sheets: SheetMaker) -> None:
    text = text_of(sheets.write(sheets.content(language="es"), choices=BELOW))
    assert "Calf stretch, straight knee" in text
    assert "Keep that knee straight." in text
    assert "Hold 30 seconds, 3 times, each leg, 1 time a day, 7 days a week." in text


def test_the_stop_block_keeps_to_the_patients_language(sheets: SheetMaker) -> None:
    text = text_of(sheets.write(sheets.content(language="es"), choices=BELOW))
    for english in ("Carry on.", "Do less.", "Stop and call", "Get help now", "When to stop"):
        assert english not in text


def test_the_second_language_is_smaller_and_grey_yet_above_the_floor(sheets: SheetMaker) -> None:
    pdf = sheets.write(sheets.content(language="es"), choices=BELOW)
    grey = {(0x47 / 255, 0x4F / 255, 0x56 / 255)}
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        sizes = {
            round(each["size"], 1)
            for page in document.pages
            for each in page.chars
            if tuple(each["non_stroking_color"]) in {tuple(round(part, 6) for part in one) for one in grey}
        }
    assert sizes
    assert min(sizes) >= 12.2


def test_a_sheet_in_its_own_language_below_is_the_sheet_alone(sheets: SheetMaker) -> None:
    assert text_of(sheets.write(choices=BELOW)) == text_of(sheets.write())


@pytest.mark.parametrize("layout", list(SheetLayout))
def test_every_layout_takes_a_second_language(layout: SheetLayout, sheets: SheetMaker) -> None:
    choices = SheetChoices(layout=layout, language_below="es")
    assert sheets.write(sheets.content(*SIX), choices=choices).page_count


def test_own_steps_have_no_second_language(sheets: SheetMaker) -> None:
    content = sheets.content(language="es")
    item = content.items[0]
    own = replace(sheets.library.exercise(item.exercise_slug).wording_in("es"), steps=("Siéntese.",))
    items = (replace(item, wording=own, has_own_wording=True), *content.items[1:])
    text = text_of(sheets.write(replace(content, items=items), choices=BELOW))
    assert "Keep that knee straight." not in text
