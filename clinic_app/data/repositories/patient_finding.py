"""Finding patients at every key: the questions to the index of their words, as text.

SQLAlchemy would take longer to put these questions together than SQLite takes to answer them.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final
from uuid import UUID

from sqlalchemy import TextualSelect, text
from sqlalchemy.orm import Session

from clinic_app.data.mapping import patient_of
from clinic_app.data.tables import PatientRow
from clinic_app.domain.patient import Patient, sort_name
from clinic_app.domain.patient_search import Term
from clinic_app.domain.slips import is_slip, one_slip_away, slips_allowed

AFTER_EVERY_LETTER: Final = "\U0010ffff"
LONGEST_WORD: Final = 200

_MOST_CANDIDATES: Final = 400
_CANDIDATES_A_LINE: Final = 5
"""So many patients are sorted for each that is shown: a short list at every key needs no long one."""

_FEW: Final = 5_000
"""The bearers of a start that so few have are all read; those of a commoner one are looked up one by one."""

_SURE_LETTERS: Final = 3
"""Words with more than one slip are looked for behind so many letters that are right."""

_MOST_STARTS: Final = 200
"""What somebody may have meant is looked up in one question; SQLite joins no more than 500 parts."""

_WORD: Final = "word >= ? AND word < ?"
_BEARERS: Final = f"SELECT patient_id FROM patient_word WHERE {_WORD}"
_HAS_WORD: Final = "EXISTS (SELECT 1 FROM patient_word AS own WHERE own.patient_id = {whose} AND ({words}))"
_BY_NAME: Final = "ORDER BY sort_name, record_number LIMIT ?"
_KNOWN_OF: Final = (
    "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM patient_word WHERE word = value)"
)
_WORDS_BETWEEN: Final = """
WITH RECURSIVE known(word) AS (
    SELECT min(word) FROM patient_word WHERE word >= ?1 AND word < ?2
    UNION ALL
    SELECT (SELECT min(word) FROM patient_word WHERE word > known.word AND word < ?2)
    FROM known WHERE known.word IS NOT NULL
)
SELECT word FROM known WHERE length(word) BETWEEN ?3 AND ?4
"""
"""From word to word: a name with thousands of bearers is read once."""

Part = tuple[str, tuple[Any, ...]]
"""Of a question: its words, and what stands for its question marks."""


class PatientFinder:
    """Asks within one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, terms: Sequence[Term], *, archived: bool, limit: int) -> Sequence[Patient]:
        """Patients that meet every term, by name; for one word the family names that start with it first.

        Where a word is so common that hundreds meet the terms, the first found in the index are taken:
        sorting everybody called Maria at every key would take a second at 200,000 patients.
        """
        if not terms:
            return self._patients((_archived(archived), ()), limit)
        family = self._of_family(terms[0], archived, limit) if len(terms) == 1 else []
        if len(family) == limit:
            return family
        most = max(limit, min(_MOST_CANDIDATES, _CANDIDATES_A_LINE * limit))
        met = self._meeting(terms, archived, most)
        known = {patient.id for patient in family}
        others = self._patients(met, limit + len(known)) if met else []
        return [*family, *(each for each in others if each.id not in known)][:limit]

    def meant_by(self, typed: str) -> Sequence[str]:
        """``typed`` itself where a word starts with it, else the words it may be a slip of.

        One slip anywhere is looked up word by word; more slips only behind the first letters, so that no
        more than a small stretch of the index is read.
        """
        if self._rows((f"{_BEARERS} LIMIT 1", _stretch(typed))):
            return (typed,)
        allowed = slips_allowed(typed)
        if not allowed:
            return ()
        near = self._rows((_KNOWN_OF, (json.dumps(sorted(one_slip_away(typed))),)))
        if not near and allowed > 1:
            lengths = (len(typed) - allowed, len(typed) + allowed)
            near = self._rows((_WORDS_BETWEEN, (*_stretch(typed[:_SURE_LETTERS]), *lengths)))
        return sorted(word for (word,) in near if is_slip(typed, word))

    def _of_family(self, term: Term, archived: bool, limit: int) -> list[Patient]:
        found: dict[UUID, Patient] = {}
        for start in term.starts:
            part = f"{_archived(archived)} AND sort_name >= ? AND sort_name < ?", _stretch(start)
            found |= {each.id: each for each in self._patients(part, limit)}
        if len(term.starts) == 1:
            return list(found.values())
        return sorted(found.values(), key=lambda each: (sort_name(each), each.record_number))[:limit]

    def _meeting(self, terms: Sequence[Term], archived: bool, most: int) -> Part | None:
        """At most so many patients that meet every term, led by the term that the fewest meet."""
        numbers = {term: self._bearers(term) for term in terms} if len(terms) > 1 else {terms[0]: 1}
        if not all(numbers.values()):
            return None
        rarest, *others = sorted(numbers, key=numbers.__getitem__)
        whose = "patient.id" if rarest.numbers is not None else "led.patient_id"
        conditions = [_met(each, numbers[each], whose) for each in others]
        where = " AND ".join((_archived(archived), *(words for words, _ in conditions)))
        values = [value for _, each in conditions for value in each]
        if rarest.numbers is not None:
            led = f"SELECT id FROM patient WHERE record_number BETWEEN ? AND ? AND {where} LIMIT ?"
            return f"id IN ({led})", (*rarest.numbers, *values, most)
        bearers, starts = _bearers(rarest)
        joined = f"({bearers}) AS led CROSS JOIN patient ON patient.id = led.patient_id"
        led = f"SELECT DISTINCT patient.id FROM {joined} WHERE {where} LIMIT ?"
        return f"id IN ({led})", (*starts, *values, most)

    def _bearers(self, term: Term) -> int:
        """How many meet a term, as far as it matters."""
        if term.numbers is not None:
            first, last = term.numbers
            return last - first + 1
        if not term.starts:
            return 0
        bearers, starts = _bearers(term)
        [(number,)] = self._rows((f"SELECT count(*) FROM ({bearers} LIMIT ?)", (*starts, _FEW + 1)))
        return int(number)

    def _rows(self, part: Part) -> Sequence[Any]:
        question, values = part
        return self._session.connection().exec_driver_sql(question, values).fetchall()

    def _patients(self, part: Part, limit: int) -> list[Patient]:
        condition, values = part
        question = _whole_rows(f"{condition} {_BY_NAME}")
        named = {f"v{at}": value for at, value in enumerate((*values, limit))}
        return [patient_of(row) for row in self._session.connection().execute(question, named)]


@lru_cache(maxsize=256)
def _whole_rows(condition: str) -> TextualSelect:
    """A question for patients, read as the table's columns are; values are named v0, v1 and so on."""
    first, *parts = condition.split("?")
    named = first + "".join(f":v{at}{part}" for at, part in enumerate(parts))
    columns = PatientRow.__table__.columns
    return text(f"SELECT {', '.join(each.name for each in columns)} FROM patient WHERE {named}").columns(
        *columns
    )


def _stretch(start: str) -> tuple[str, str]:
    """Between which words those lie that start so."""
    start = start[:LONGEST_WORD]
    return start, start + AFTER_EVERY_LETTER


def _stretches(term: Term) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_stretch, term.starts[:_MOST_STARTS])))


def _bearers(term: Term) -> Part:
    """Who has a word that starts so; one after the other, since SQLite would read all patients for an OR."""
    return " UNION ALL ".join([_BEARERS] * len(term.starts[:_MOST_STARTS])), _stretches(term)


def _met(term: Term, number: int, whose: str) -> Part:
    """Whether a patient meets a term that so many meet; asked of the index before the patient is read."""
    if term.numbers is not None:
        return "patient.record_number BETWEEN ? AND ?", term.numbers
    if number <= _FEW:
        bearers, starts = _bearers(term)
        return f"{whose} IN ({bearers})", starts
    words = " OR ".join(["own.word >= ? AND own.word < ?"] * len(term.starts[:_MOST_STARTS]))
    return _HAS_WORD.format(words=words, whose=whose), _stretches(term)


def _archived(archived: bool) -> str:
    return f"archived_at IS {'NOT ' if archived else ''}NULL"
