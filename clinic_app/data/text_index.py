"""The words of notes, programs and problems: which texts have them, newest first.

FTS5 over ``found_text``, kept inside the transaction that stores the text. It holds which text has a word
and no place in it (``detail = none``: half the size), the starts of words up to six letters, and whose a text
is as one more word, so that one patient's are found without looking at anybody else's. What is taken out is
gone from the index at once (``secure-delete``), not only marked as gone.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, insert, select, text
from sqlalchemy.orm import Session, selectinload

from clinic_app.data.tables import (
    AmendmentRow,
    EpisodeRow,
    FoundTextRow,
    PatientRow,
    ProgramRow,
    ProgramVersionRow,
    VisitRow,
)
from clinic_app.data.text_bodies import episode_body, patient_body, version_body, visit_body
from clinic_app.domain.found_text import FoundText, TextKind, has_words
from clinic_app.domain.patient import banner_name

Stored = Row[int, UUID | None, str]
"""Of a text that is indexed: its id, whose it is, its words."""

_DAY_BITS: Final = 20
_WHOSE: Final = "ꙮ"
"""Before a patient's id in the index: a letter that nobody types."""

_INDEXED_START: Final = 6
"""Starts of words up to so many letters are in the index; behind longer ones it would read every match."""

_TRIED: Final = 24
"""So many texts with the start of a long word are looked at before the index is asked for all of it."""

_PUT = text("INSERT INTO found_words(rowid, whose, body) VALUES (:id, :whose, :body)")
_TAKE = text("INSERT INTO found_words(found_words, rowid, whose, body) VALUES ('delete', :id, :whose, :body)")
_MATCHING: Final = "SELECT rowid FROM found_words WHERE found_words MATCH ? ORDER BY rowid DESC LIMIT ?"
_BODIES: Final = "SELECT id, body FROM found_text WHERE id IN (SELECT value FROM json_each(?))"
_FOUND: Final = """
SELECT found_text.id, kind, owner_id, patient_id, family_name, given_name, archived_at, body
FROM found_text LEFT JOIN patient ON patient.id = patient_id
WHERE found_text.id IN (SELECT value FROM json_each(?)) ORDER BY found_text.id DESC
"""
"""What is asked at every key is text: SQLAlchemy takes longer to put it together than SQLite to answer."""


class TextIndex:
    """Kept by the repositories of one unit of work; ``found_text.TextRepository`` for what may be asked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, words: Sequence[str], *, patient_id: UUID | None, limit: int) -> Sequence[FoundText]:
        """Texts that have a word starting with each of ``words``, newest day first; of one patient or all."""
        if not words or any(word.startswith(_WHOSE) for word in words):
            return ()
        whose = [_exactly(_whose(patient_id))] if patient_id else []
        asked = [word[:_INDEXED_START] for word in words]
        if list(words) == asked:
            return self._texts(self._matching(whose, asked, limit))
        tried, found = self._tried(whose, asked, words)
        if len(found) < limit and len(tried) == _TRIED:  # the words that rule most of these out may lead
            asked = [
                word if sum(has_words(body, (word,)) for body in tried.values()) < _TRIED / 2 else start
                for word, start in zip(words, asked, strict=True)
            ]
            tried, found = self._tried(whose, asked, words)
        if len(found) < limit and len(tried) == _TRIED:
            found = self._matching(whose, words, limit)
        return self._texts(found[:limit])

    def move(self, from_patient: UUID, to_patient: UUID) -> None:
        """Two patients became one, or two again: look at the texts of both anew."""
        self._session.flush()
        self.forget(from_patient)
        self.forget(to_patient)
        for patient_id in (from_patient, to_patient):
            self._put_all(patient_id)

    def forget(self, patient_id: UUID) -> None:
        """Let go of every text of a patient, to the last word."""
        self._session.flush()
        self._take(self._session.execute(_stored().where(FoundTextRow.patient_id == patient_id)).all())

    def put_visit(self, row: VisitRow) -> None:
        """A visit was stored, or added to."""
        query = select(AmendmentRow).where(AmendmentRow.visit_id == row.id).order_by(AmendmentRow.amended_at)
        body = visit_body(row, self._session.scalars(query).all())
        self._put(TextKind.VISIT, row.id, row.patient_id, row.visited_on, body)

    def put_program(self, program_id: UUID) -> None:
        """A version of a program was stored or let go: its newest is what is found."""
        newest = (
            select(ProgramRow, ProgramVersionRow)
            .join(ProgramVersionRow, ProgramVersionRow.program_id == ProgramRow.id)
            .options(selectinload(ProgramVersionRow.items))
            .where(ProgramRow.id == program_id)
            .order_by(ProgramVersionRow.number.is_not(None), ProgramVersionRow.number.desc())
            .limit(1)
        )
        found = self._session.execute(newest).first()
        if found is None:
            self.drop(program_id)
            return
        program, version = found
        day = version.changed_at.astimezone().date()
        self._put(TextKind.PROGRAM, program.id, program.patient_id, day, version_body(version))

    def put_episode(self, row: EpisodeRow) -> None:
        """A problem was stored."""
        self._put(TextKind.PROBLEM, row.id, row.patient_id, row.opened_on, episode_body(row))

    def put_patient(self, row: PatientRow) -> None:
        """A patient was stored."""
        self._put(TextKind.PATIENT, row.id, row.id, row.saved_at.astimezone().date(), patient_body(row))

    def drop(self, owner_id: UUID) -> None:
        """Let go of one text."""
        self._take(self._session.execute(_stored().where(FoundTextRow.owner_id == owner_id)).all())

    def _put(self, kind: TextKind, owner_id: UUID, patient_id: UUID | None, day: date, body: str) -> None:
        """Keep a text in place of the one before; a text that did not change costs one look."""
        known = self._session.execute(_stored().where(FoundTextRow.owner_id == owner_id)).first()
        first = day.toordinal() << _DAY_BITS
        if known is not None:
            is_same = known.body == body and known.patient_id == patient_id
            is_same = is_same and (kind is TextKind.PATIENT or known.id >> _DAY_BITS == day.toordinal())
            if is_same:
                return
            self._take([known])
        if not body:
            return
        last = select(func.max(FoundTextRow.id)).where(
            FoundTextRow.id.between(first, first + (1 << _DAY_BITS) - 1)
        )
        number = (self._session.scalar(last) or first) + 1
        values = {"id": number, "kind": kind, "owner_id": owner_id, "patient_id": patient_id, "body": body}
        self._session.execute(insert(FoundTextRow.__table__).values(values))  # type: ignore[arg-type]  # a Table
        [stored] = self._session.execute(_stored().where(FoundTextRow.id == number))
        self._session.execute(_PUT, _indexed(stored))

    def _take(self, rows: Iterable[Stored]) -> None:
        for row in rows:
            self._session.execute(_TAKE, _indexed(row))
            self._session.execute(delete(FoundTextRow).where(FoundTextRow.id == row.id))

    def _put_all(self, patient_id: UUID) -> None:
        session = self._session
        for visit in session.scalars(select(VisitRow).where(VisitRow.patient_id == patient_id)):
            self.put_visit(visit)
        for episode in session.scalars(select(EpisodeRow).where(EpisodeRow.patient_id == patient_id)):
            self.put_episode(episode)
        for program_id in session.scalars(select(ProgramRow.id).where(ProgramRow.patient_id == patient_id)):
            self.put_program(program_id)
        patient = session.get(PatientRow, patient_id)
        if patient is not None:
            self.put_patient(patient)

    def _matching(self, whose: Sequence[str], words: Sequence[str], limit: int) -> list[int]:
        """Ids of texts with words that start so, newest first."""
        return [
            number for (number,) in self._rows(_MATCHING, " ".join((*whose, *map(_starting, words))), limit)
        ]

    def _tried(
        self, whose: Sequence[str], asked: Sequence[str], words: Sequence[str]
    ) -> tuple[dict[int, str], list[int]]:
        """The newest texts with words that start as ``asked``, and which of them have all of ``words``."""
        ids = self._matching(whose, asked, _TRIED)
        bodies = dict(self._rows(_BODIES, json.dumps(ids)))
        return bodies, [each for each in ids if has_words(bodies[each], words)]

    def _texts(self, ids: Sequence[int]) -> list[FoundText]:
        return [
            FoundText(
                kind=TextKind(kind),
                owner_id=UUID(owner_id),
                patient_id=UUID(patient_id) if patient_id else None,
                patient_name=banner_name(family_name, given_name) if patient_id else "",
                day=date.fromordinal(number >> _DAY_BITS),
                text=body,
                is_archived=archived_at is not None,
            )
            for number, kind, owner_id, patient_id, family_name, given_name, archived_at, body in self._rows(
                _FOUND, json.dumps(ids)
            )
        ]

    def _rows(self, question: str, *values: object) -> Sequence[Any]:
        return self._session.connection().exec_driver_sql(question, values).fetchall()


def _stored() -> Select[int, UUID | None, str]:
    return select(FoundTextRow.id, FoundTextRow.patient_id, FoundTextRow.body)


def _indexed(row: Stored) -> dict[str, object]:
    return {"id": row.id, "whose": _whose(row.patient_id), "body": row.body}


def _whose(patient_id: UUID | None) -> str:
    return f"{_WHOSE}{patient_id.hex if patient_id else ''}"


def _exactly(word: str) -> str:
    return f'"{word}"'


def _starting(word: str) -> str:
    return f'"{word}"*'
