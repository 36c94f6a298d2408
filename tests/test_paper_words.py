"""A sheet speaks each of its languages whole: every fixed word, every plural, every stop rule."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from clinic_app.domain.dosage import HoldDosage, MinutesDosage, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.dose_details import dose_details
from clinic_app.domain.dose_words import dose_cells, dose_sentence, how_often_words
from clinic_app.domain.handout import Mixed
from clinic_app.domain.side import Side
from clinic_app.services.sheet import SheetComposer
from clinic_resources import catalogue, languages, paper_languages
from fake_pictures import FakePictures
from sheets import SheetMaker
from test_catalogue_complete import forms, key, places, texts
from update_translations import PAPER_PO, TRANSLATIONS, paper_sentences

if TYPE_CHECKING:
    from clinic_app.domain.words import Catalogue

PAPER_FILES = sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{PAPER_PO}"))
STATUS = re.compile(r"draft|reviewed by .+, \d{4}-\d\d-\d\d")
LATIN = re.compile("[A-Za-z]")

each_paper_language = pytest.mark.parametrize(
    "po_path", PAPER_FILES, ids=[path.parts[-3] for path in PAPER_FILES]
)
each_language = pytest.mark.parametrize("language", paper_languages())


def read(po_path: Path) -> Catalog:
    with po_path.open("rb") as file:
        return read_po(file, locale=po_path.parts[-3], abort_invalid=True)


@pytest.fixture(scope="module")
def maker() -> SheetMaker:
    return SheetMaker()


class Listening:
    """A catalogue that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: set[tuple[str | None, str]] = set()

    def gettext(self, message: str) -> str:
        self.asked.add((None, message))
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add((None, msgid1))
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        self.asked.add((context, message))
        return message


def test_eight_languages_are_printed_and_two_of_them_are_the_windows() -> None:
    assert languages() == ("en", "es")
    assert set(paper_languages()) == {"en", "es", "fr", "de", "pt", "pl", "ar", "hi"}


@each_paper_language
def test_every_word_of_a_sheet_is_there_in_every_form(po_path: Path) -> None:
    there = {(message.context, key(message.id)): message for message in read(po_path) if message.id}
    wanted = {(sentence.context, key(sentence.message_id)) for sentence in paper_sentences()}
    assert there.keys() == wanted
    assert [message.id for message in there.values() if not all(texts(message)[1])] == []


@each_paper_language
def test_every_text_says_whether_somebody_checked_it(po_path: Path) -> None:
    for message in read(po_path):
        assert not message.id or STATUS.fullmatch(" ".join(message.user_comments)), message.id


@each_paper_language
def test_a_translation_keeps_the_named_places_and_knows_no_others(po_path: Path) -> None:
    for message in read(po_path):
        english, translated = texts(message)
        for text in filter(None, translated):
            assert places(text) <= set().union(*map(places, english)), message.id
        if isinstance(message.id, str) and message.id:
            assert places(translated[0]) == places(message.id)


@each_paper_language
def test_plurals_have_as_many_forms_as_the_language(po_path: Path) -> None:
    found = read(po_path)
    assert all(len(forms(message.string)) == found.num_plurals for message in found if message.pluralizable)


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_no_english_word_is_left_in_another_script(language: str) -> None:
    for message in read(TRANSLATIONS / language / "LC_MESSAGES" / PAPER_PO):
        for text in texts(message)[1] if message.id else ():
            assert not LATIN.search(re.sub(r"\{\w+\}", "", text)), message.id


def test_a_sheet_asks_for_no_word_that_is_not_a_papers(maker: SheetMaker) -> None:
    known = {(sentence.context, key(sentence.message_id)) for sentence in paper_sentences()}
    library, heard = maker.library, Listening()
    composer = SheetComposer(library, heard, FakePictures().frames)
    content = maker.content(*library.exercises, language="xx", education=tuple(library.education))
    composer.compose(content, maker.subject(version_number=3))
    composer.compose(maker.content(language="xx"), maker.subject(is_draft=True))
    assert len(heard.asked) > 60
    assert heard.asked <= known


@each_language
def test_every_stop_rule_is_written_in_every_language(language: str, maker: SheetMaker) -> None:
    for rule in maker.library.stop_rules:
        for texts_of in (rule.lead, rule.text, rule.lead_without_number, rule.text_without_number):
            assert not texts_of or texts_of[language].strip(), rule.id
            for said in filter(None, (texts_of.get(language), texts_of.get("en"))):
                assert places(said) == places(texts_of["en"]), rule.id


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_the_stop_block_has_one_language(language: str, maker: SheetMaker) -> None:
    words: Catalogue = catalogue(language)
    composer = SheetComposer(maker.library, words, FakePictures().frames, catalogue)
    everything = maker.content(*maker.library.exercises, language=language)
    stop = composer.compose(everything, maker.subject()).stop
    said = [stop.heading, stop.help_heading, *(line.badge for line in stop.lines)]
    said += [literal(part) for line in stop.lines for part in (line.lead, line.text)]
    said += [literal(part) for line in stop.help for part in (line.lead, line.text)]
    said += [literal(reminder) for reminder in stop.reminders]
    assert not LATIN.search(" ".join(said))


def literal(words: object) -> str:
    """What nobody typed."""
    assert isinstance(words, Mixed)
    return "".join(part for part in words.parts if isinstance(part, str))


def test_what_the_library_lacks_is_printed_in_one_language_and_the_sheet_says_which(
    maker: SheetMaker,
) -> None:
    composer = SheetComposer(maker.library, catalogue("de"), FakePictures().frames, catalogue)
    sheet = composer.compose(maker.content(language="de", education=("why-not-bounce",)), maker.subject())
    assert (
        "Auf\u00a0Englisch:",
        "Text der Übungen 1, 2, die Erklärungen. Fragen Sie uns, wenn etwas unklar ist.",
    ) in (sheet.focus)
    assert sheet.exercises[0].felt_lead == "Feel it:"
    assert sheet.exercises[0].side_line == "Ein Bein nach dem anderen"
    assert sheet.education[0].heading == maker.library.education["why-not-bounce"].titles["en"]


def test_a_sheet_in_a_language_the_library_has_says_nothing_of_languages(maker: SheetMaker) -> None:
    composer = SheetComposer(maker.library, catalogue("es"), FakePictures().frames, catalogue)
    sheet = composer.compose(maker.content(language="es"), maker.subject())
    assert [lead for lead, _ in sheet.focus] == [
        "Haga estos 2 ejercicios una vez al día, todos los días.",
        "Por qué:",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Tenez 30 secondes, 3 fois, jambe gauche, 2 fois par jour, 7 jours par semaine."),
        ("de", "Halten 30 Sekunden, 3 Mal, linkes Bein, 2 Mal am Tag, 7 Tage pro Woche."),
        ("pt", "Mantenha 30 segundos, 3 vezes, perna esquerda, 2 vezes por dia, 7 dias por semana."),
        ("pl", "Trzymać 30 sekund, 3 razy, lewa noga, 2 razy dziennie, 7 dni w tygodniu."),
        ("ar", "اثبت 30 ثانية، 3 مرات، الساق اليسرى، 2 مرات في اليوم، 7 أيام في الأسبوع."),
        ("hi", "थामें 30 सेकंड, 3 बार, बायाँ पैर, 2 बार हर दिन, 7 दिन हर हफ़्ते।"),
    ],
)
def test_a_dose_is_one_sentence(language: str, sentence: str) -> None:
    words: Catalogue = catalogue(language)
    dose = HoldDosage(reps=3, hold_s=30)
    cells = dose_cells(dose, Schedule(times_per_day=2), Side.LEFT, "lower_leg", words)
    assert dose_sentence(cells, words) == sentence


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", ["1 minutę", "2 minuty", "5 minut", "22 minuty", "2½ minuty"]),
        ("ar", ["1 دقيقة", "2 دقائق", "5 دقائق", "22 دقيقة", "2½ دقائق"]),
        ("fr", ["1 minute", "2 minutes", "5 minutes", "22 minutes", "2½ minutes"]),
    ],
)
def test_minutes_are_counted_as_the_language_counts(language: str, said: list[str]) -> None:
    words: Catalogue = catalogue(language)
    for seconds, minutes in zip((60, 120, 300, 1320, 150), said, strict=True):
        cells = dose_cells(MinutesDosage(duration_s=seconds), Schedule(), Side.BOTH_TOGETHER, "", words)
        assert f"{cells[0].number} {cells[0].word}" == minutes


def test_arabic_has_its_own_dual_where_no_digit_is_printed() -> None:
    words: Catalogue = catalogue("ar")
    assert how_often_words(Schedule(times_per_day=2), words) == "مرتين في اليوم، كل يوم"
    rests = RepetitionDosage(sets=2, reps=8, rest_between_sets_s=2)
    details = dose_details(rests, Schedule(weeks=2), words, says_when=False)
    assert literal(details) == "استرح ثانيتين بين المجموعات. لمدة أسبوعين."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("hi", "सुबह और शाम, हर दिन"),
        ("de", "morgens und abends, jeden Tag"),
        ("pl", "rano i wieczorem, codziennie"),
    ],
)
def test_times_of_day_are_named_in_the_language(language: str, said: str) -> None:
    schedule = Schedule(times_per_day=2, times_of_day=(TimeOfDay.MORNING, TimeOfDay.EVENING))
    assert how_often_words(schedule, catalogue(language)) == said
