"""Letters: what each reader reads, that nothing else is in them, and that they come again byte for byte."""

from dataclasses import replace
from io import BytesIO
from itertools import product

import pdfplumber
import pytest

from clinic_app.domain.handout import Paper
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.sheet_choices import Ink, SheetChoices
from clinic_app.services.letter_care import LetterWish
from clinic_app.services.letters import PreparedLetter, addressee
from sheets import text_of
from tag_tree import TagTree
from treated import Treated, a_treated_patient

EVERY = tuple(product(LetterKind, Reader))
LEAST_TYPE = 11.99


@pytest.fixture(scope="module")
def treated() -> Treated:
    return a_treated_patient()


def prepared(treated: Treated, kind: LetterKind, reader: Reader, remark: str = "") -> PreparedLetter:
    to = addressee(reader, treated.patient, treated.episode)
    wish = LetterWish(kind=kind, reader=reader, addressee=to, remark=remark)
    return treated.clinic.letters.prepare(treated.episode.id, wish)


def text(treated: Treated, kind: LetterKind, reader: Reader, remark: str = "") -> str:
    return text_of(prepared(treated, kind, reader, remark).pdf).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "said",
    [
        "Riverside Physiotherapy",
        "Rosa Martin",
        "Dr Osei 24 November 2026 Hill Practice",
        "24 November 2026",
        "Discharge summary",
        "Heel pain, right",
        "Plantar fasciitis · ICD-10-CM M72.2",
        "How it began: After a long march",
        "Goals, in the patient’s words",
        "Stand to cook",
        "4 visits, from 4 August 2026 to 27 October 2026. 6 visits were planned.",
        "12 of 14 sessions done (86 %)",
        "Home program, given 1 September 2026",
        "Left and right · 3 × 30 s, 1 a day, 7 days a week",
        "Patient-Specific Functional Scale (PSFS) (from 0 to 10, more is better): 3 on 4 August 2026",
        "Is it real? Yes: it changed by 3 points, and less than 2 points can be chance.",
        "Does it matter? Yes, for the better: 2 points or more makes a difference to patients.",
        "Pain, 0 to 10 (NPRS) (from 0 to 10, less is better): 7 on 4 August 2026, 3 on 27 October 2026.",
        "Pain at its worst: 9/10 at the visit of 4 August 2026, 5/10 at that of 27 October 2026.",
        "PSFS over time",
        "Goals met.",
        "Ready for longer holds.",
        "When to stop and whom to call was given in writing with the program.",
        "Sam Keller, PT",
    ],
)
def test_a_referrer_reads_the_course_of_care(treated: Treated, said: str) -> None:
    assert said in text(treated, LetterKind.DISCHARGE, Reader.REFERRER)


def test_a_patient_reads_plain_words_and_no_codes(treated: Treated) -> None:
    said = text(treated, LetterKind.DISCHARGE, Reader.PATIENT)
    assert "Dear Rosa Martin," in said
    assert "You came 4 times, from 4 August 2026 to 27 October 2026." in said
    assert "Hold 30 seconds, 3 times, each leg" in said
    assert "(from 0 to 10, more is better): 3 on 4 August 2026, 6 on 27 October 2026." in said
    assert "Is that more than chance? Yes" in said
    assert "When to stop and when to call" in said
    assert "Call us: 555 0100" in said
    for code in ("M72.2", "ICD-10", "PSFS", "NPRS", "After a long march", "Ready for longer holds"):
        assert code not in said


def test_an_insurer_reads_the_claim_and_no_notes_or_advice(treated: Treated) -> None:
    said = text(treated, LetterKind.PROGRESS, Reader.INSURER)
    assert "Claim C-551" in said
    assert "Health Fund" in said
    assert "Referred by: Dr Osei" in said
    assert "ICD-10-CM M72.2" in said
    for private in ("Ready for longer holds", "When to stop", "After a long march", "Record 0000"):
        assert private not in said


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_no_letter_tells_of_another_problem(treated: Treated, kind: LetterKind, reader: Reader) -> None:
    said = text(treated, kind, reader)
    assert "SECRET" not in said
    assert "37" not in said, "a score of no problem, where there are two, is nobody's business"


@pytest.mark.parametrize(("kind", "reader"), EVERY)
def test_every_letter_is_tagged_and_nothing_is_below_twelve_points(
    treated: Treated, kind: LetterKind, reader: Reader
) -> None:
    pdf = prepared(treated, kind, reader, "All the best.").pdf
    tree = TagTree(pdf.data)
    assert not any(page.unmarked or page.nested for page in tree.pages)
    assert len(tree.document.all("/H1")) == 1
    figures = tree.document.all("/Figure")
    assert len(figures) == 1
    assert "4 August 2026: 3; 1 September 2026: 4" in figures[0].alternative
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        sizes = [letter["size"] for page in document.pages for letter in page.chars]
    assert min(sizes) >= LEAST_TYPE


@pytest.mark.parametrize("paper", list(Paper))
def test_it_is_set_on_the_clinics_paper(paper: Paper) -> None:
    pdf = prepared(a_treated_patient(paper=paper), LetterKind.DISCHARGE, Reader.REFERRER).pdf
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        assert round(document.pages[0].width) == {Paper.A4: 595, Paper.LETTER: 612}[paper]


def test_grey_paper_gets_no_colour() -> None:
    treated = a_treated_patient(choices=SheetChoices(ink=Ink.GREY))
    pdf = prepared(treated, LetterKind.DISCHARGE, Reader.REFERRER).pdf
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        inks = {letter["non_stroking_color"] for page in document.pages for letter in page.chars}
    assert all(max(ink) - min(ink) < 0.1 for ink in inks if isinstance(ink, tuple))


def test_preparing_stores_nothing_and_storing_keeps_the_very_bytes() -> None:
    treated = a_treated_patient()
    before = treated.record.tables.snapshot()
    letter = prepared(treated, LetterKind.DISCHARGE, Reader.REFERRER)
    assert treated.record.tables == before
    assert letter.pdf.data == prepared(treated, LetterKind.DISCHARGE, Reader.REFERRER).pdf.data

    stored = treated.clinic.letters.store(letter)

    assert stored in treated.clinic.letters.of_patient(treated.patient.id)
    assert (stored.addressee, stored.page_count) == ("Dr Osei", 2)
    changed = replace(treated.episode, outcome="Something else")
    treated.record.tables.episodes[changed.id] = changed
    again = treated.clinic.letters.again(stored)
    assert again.pdf.data == letter.pdf.data
    assert again.file_name == letter.file_name == "2026-11-24 Discharge summary (R. M.).pdf"


@pytest.mark.parametrize(("before", "now"), [(Paper.A4, Paper.LETTER), (Paper.LETTER, Paper.A4)])
def test_a_letter_remembers_its_paper_when_the_clinic_changes_its_own(before: Paper, now: Paper) -> None:
    treated = a_treated_patient(paper=before)
    stored = treated.clinic.letters.store(prepared(treated, LetterKind.DISCHARGE, Reader.REFERRER))
    profile = treated.clinic.profile.profile()
    treated.clinic.profile.save_profile(replace(profile, paper=now))
    assert treated.clinic.letters.again(stored).paper == before


def test_letters_to_patients_are_in_their_language_where_letters_are_in_it() -> None:
    spanish = a_treated_patient("es")
    assert "Estimad" in text(spanish, LetterKind.DISCHARGE, Reader.PATIENT)
    french = a_treated_patient("fr")
    assert "Dear Rosa Martin," in text(french, LetterKind.DISCHARGE, Reader.PATIENT)


def test_what_is_typed_is_printed_as_typed_and_a_long_remark_runs_on(treated: Treated) -> None:
    said = text(treated, LetterKind.PROGRESS, Reader.REFERRER, "<b>**not bold**</b> {name}")
    assert "<b>**not bold**</b> {name}" in said
    long = "Every word of a remark is printed. " * 400 + "The end."
    letter = prepared(treated, LetterKind.PROGRESS, Reader.REFERRER, long)
    assert letter.pdf.page_count > 3
    assert "The end." in text_of(letter.pdf)


@pytest.mark.parametrize("lines", [8, 11, 14, 17])
def test_the_signature_never_stands_on_a_page_alone(treated: Treated, lines: int) -> None:
    remark = "\n".join(["A line of a remark."] * lines)
    pdf = prepared(treated, LetterKind.DISCHARGE, Reader.PATIENT, remark).pdf
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        last = document.pages[-1].extract_text()
    assert "Sam Keller, PT" in last
    assert "A line of a remark." in last


def test_a_problem_of_which_nothing_is_known_still_makes_a_letter() -> None:
    treated = a_treated_patient()
    tables = treated.record.tables
    other = next(each for each in tables.episodes.values() if each.problem == "SECRET shoulder")
    bare = replace(other, problem="Neck ache", outcome="")
    tables.episodes[bare.id] = bare
    tables.results.clear()
    tables.therapists.clear()
    wish = LetterWish(kind=LetterKind.PROGRESS, reader=Reader.REFERRER)
    pdf = treated.clinic.letters.prepare(bare.id, wish).pdf
    assert "Neck ache" in text_of(pdf)
    assert pdf.page_count == 1
