"""What was measured stands in a letter: the first and the last value side by side, left and right."""

from dataclasses import replace

import pytest

from clinic_app.domain.findings import FindingUnit
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.visit import Finding, FindingKind
from clinic_app.services.letter_care import LetterWish
from sheets import text_of
from tag_tree import TagTree
from treated import Treated, a_treated_patient

DORSIFLEXION = "ankle_dorsiflexion_knee_straight"


def measured(treated: Treated, number: int, *findings: Finding) -> None:
    """Note findings at the visit of that number, the first is 0."""
    tables = treated.record.tables
    visits = sorted(tables.visits.values(), key=lambda each: each.visited_on)
    tables.visits[visits[number].id] = replace(visits[number], findings=findings)


def a_range(left: float | None, right: float | None, name: str = DORSIFLEXION, note: str = "") -> Finding:
    return Finding(
        kind=FindingKind.RANGE, name=name, left=left, right=right, unit=FindingUnit.DEGREES, note=note
    )


def pdf_of(treated: Treated, reader: Reader, kind: LetterKind = LetterKind.PROGRESS):  # type: ignore[no-untyped-def]
    wish = LetterWish(kind=kind, reader=reader)
    return treated.clinic.letters.prepare(treated.episode.id, wish).pdf


def text(treated: Treated, reader: Reader = Reader.REFERRER) -> str:
    return text_of(pdf_of(treated, reader)).replace("\u00a0", " ")


@pytest.fixture
def treated() -> Treated:
    return a_treated_patient()


@pytest.mark.parametrize("reader", list(Reader))
def test_first_and_last_stand_side_by_side_and_the_head_says_the_days(
    treated: Treated, reader: Reader
) -> None:
    stands = Finding(kind=FindingKind.TIMED, name="chair_stand_30s", value=9, unit="count")
    measured(treated, 0, a_range(8, 2), stands)
    measured(treated, 1, a_range(9, 3))
    measured(treated, 3, a_range(10, 7.5), replace(stands, value=13))
    said = text(treated, reader)
    assert "First, 4 August" in said
    assert "Last, 27 October" in said
    assert "Dorsiflexion, knee straight left 8°, right 2° left 10°, right 7.5°" in said
    assert "30-second chair stand 9 13" in said
    assert "right 3°" not in said, "what is between is in the record"


def test_the_head_says_the_usual_days_and_what_is_of_another_says_its_own(treated: Treated) -> None:
    stands = Finding(kind=FindingKind.TIMED, name="chair_stand_30s", value=9, unit="count")
    measured(treated, 0, a_range(8, 2), a_range(80, None, "straight_leg_raise"), stands)
    measured(treated, 2, stands)
    measured(treated, 3, a_range(9, 3), a_range(85, None, "straight_leg_raise"))
    said = text(treated)
    assert "Last, 27 October 2026" in said
    assert "9 (29 September 2026)" in said
    assert "left 85° (" not in said


def test_what_was_measured_once_has_no_first_value(treated: Treated) -> None:
    measured(treated, 1, Finding(kind=FindingKind.STRENGTH, name="ankle_plantarflexors", left=5, right=4.5))
    assert "– left 5, right 4+" in text(treated)


def test_own_names_and_notes_are_printed_as_typed_and_notes_for_the_referrer_only(treated: Treated) -> None:
    own = Finding(kind=FindingKind.OTHER, name="**Girth** {x}", value=38, unit="cm", note="<b>at 10 cm")
    measured(treated, 3, own)
    said = text(treated)
    assert "**Girth** {x}" in said
    assert "38 cm" in said
    assert "<b>at 10 cm" in said
    assert "<b>at 10 cm" not in text(treated, Reader.PATIENT)
    assert "<b>at 10 cm" not in text(treated, Reader.INSURER)


def test_findings_of_another_problem_stay_out(treated: Treated) -> None:
    tables = treated.record.tables
    other = next(each for each in tables.episodes.values() if each.problem == "SECRET shoulder")
    visit = next(iter(tables.visits.values()))
    tables.visits[visit.id] = replace(
        visit, episode_id=other.id, findings=(a_range(1, 2, "shoulder_flexion"),)
    )
    assert "Shoulder flexion" not in text(treated)


def test_a_line_without_a_number_is_no_row(treated: Treated) -> None:
    measured(treated, 0, a_range(None, None))
    assert "Dorsiflexion" not in text(treated)


def test_a_screen_reader_reads_a_table_with_heads(treated: Treated) -> None:
    measured(treated, 0, a_range(8, 2))
    measured(treated, 3, a_range(10, 7))
    tree = TagTree(pdf_of(treated, Reader.REFERRER).data)
    assert not any(page.unmarked or page.nested for page in tree.pages)
    (table,) = tree.document.all("/Table")
    assert [len(row.all("/TH")) for row in table.all("/TR")] == [3, 1]


def test_a_long_table_goes_on_below_its_head_on_the_next_page(treated: Treated) -> None:
    many = [Finding(kind=FindingKind.OTHER, name=f"Test {number}", value=number) for number in range(60)]
    measured(treated, 0, *many)
    measured(treated, 3, *many)
    pdf = pdf_of(treated, Reader.REFERRER)
    assert pdf.page_count >= 3
    assert text_of(pdf).replace("\u00a0", " ").count("Last, 27 October") >= 2


def test_numbers_have_the_sign_of_the_letters_language() -> None:
    treated = a_treated_patient("es")
    measured(treated, 3, a_range(None, -7.5))
    assert "−7,5°" in text(treated, Reader.PATIENT)
