"""How the patient search reads what is typed: words, record numbers, dates as people write them."""

import pytest

from clinic_app.domain.folding import LONGEST_QUERY
from clinic_app.domain.patient_search import Term, patient_readings
from clinic_app.domain.words import ENGLISH

BORN = Term(starts=("19610314",))


@pytest.mark.parametrize(
    "typed",
    [
        "14 March 1961",
        "14.3.1961",
        "14.03.1961",
        "14-3-1961",
        "1961-03-14",
        "14th of mar 1961",
        "March 14, 1961",
        "3-14-1961",
    ],
)
def test_a_birth_date_is_read_as_it_is_written(typed: str) -> None:
    assert patient_readings(typed, (ENGLISH,))[0] == (BORN,)


@pytest.mark.parametrize("typed", ["14 de marzo de 1961", "14 marzo 1961", "14 de MARZO del 1961"])
def test_a_birth_date_is_read_in_the_windows_language(typed: str) -> None:
    class Spanish:
        """Knows one month: the compiled catalogue may not be there."""

        def gettext(self, message: str) -> str:
            return {"March": "marzo"}.get(message, message)

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return msgid1 if n == 1 else msgid2

        def pgettext(self, context: str, message: str) -> str:
            return message

    assert patient_readings(typed, (ENGLISH, Spanish()))[0] == (BORN,)


def test_a_date_with_slashes_may_mean_two_days() -> None:
    assert patient_readings("3/4/1961", (ENGLISH,))[0] == (Term(starts=("19610403", "19610304")),)
    assert patient_readings("14/3/1961", (ENGLISH,))[0] == (BORN,)


def test_a_month_alone_means_all_its_days_and_a_short_year_either_century() -> None:
    assert patient_readings("march 1961", (ENGLISH,))[0] == (Term(starts=("196103",)),)
    assert patient_readings("14.3.61", (ENGLISH,))[0] == (Term(starts=("19610314", "20610314")),)


def test_a_name_beside_a_date_is_kept_and_the_plain_words_are_the_second_reading() -> None:
    with_date, plain = patient_readings("Marlowe 14.3.1961", (ENGLISH,))
    assert with_date == (BORN, Term(starts=("marlowe",)))
    assert plain == (Term(starts=("marlowe",)), Term(starts=("1431961",)))


@pytest.mark.parametrize(
    ("typed", "numbers"), [("000002", (2, 2)), ("0045", (4500, 4599)), ("0", (0, 99999)), ("0000002", (2, 2))]
)
def test_a_record_number_is_read_as_it_is_written(typed: str, numbers: tuple[int, int]) -> None:
    assert patient_readings(typed, (ENGLISH,)) == ((Term(numbers=numbers),),)


@pytest.mark.parametrize("typed", ["32.13.1961", "14 maybe 1961", "1961"])
def test_what_is_no_date_is_read_as_words(typed: str) -> None:
    (plain,) = patient_readings(typed, (ENGLISH,))
    assert all(term.numbers is None for term in plain)


def test_nothing_typed_asks_for_everybody() -> None:
    assert patient_readings("  ", (ENGLISH,)) == ((),)


def test_a_number_longer_than_any_record_has_is_a_word() -> None:
    for digits in (19, 40, 5_000):
        ((term,),) = patient_readings("0" * digits, (ENGLISH,))
        assert term.numbers is None


def test_a_page_pasted_into_the_search_is_looked_for_by_its_beginning() -> None:
    ((term,),) = patient_readings("a " * 20_000, (ENGLISH,))
    assert term == Term(starts=("a",))
    ((term,),) = patient_readings("w" * 1_000_000, (ENGLISH,))
    assert len(term.starts[0]) == LONGEST_QUERY
