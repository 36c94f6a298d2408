"""Of a word that was erased nothing stays in the index of words: not in its leaves, not in its signposts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from string import ascii_lowercase

import pytest
from sqlalchemy import Connection

from builders import a_patient, a_visit
from clinic_app.data.engine import migrating_engine
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord
from clinic_app.data.word_traces import first_word, write_over
from clinic_app.domain.patient import Patient
from clinic_app.services.erasure import ErasureService
from clinic_app.services.finding import FindingService

INDEX = "found_words"
WORDS_EACH, PEOPLE = 120, 30

Told = list[tuple[Patient, list[str]]]


@contextmanager
def opened(folder: Path) -> Iterator[Connection]:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def told(record: SqlRecord, folder: Path) -> Told:
    """Patients with a note each of words that nobody else has, all in one segment of many leaves."""
    made, people = Random(6), Told()
    with record.writing() as work:
        for number in range(1, PEOPLE + 1):
            words = [_invented(made) for _ in range(WORDS_EACH)]
            patient = a_patient(record_number=number)
            work.patients.add(patient)
            work.visits.add(a_visit(patient, subjective=" ".join(words)))
            people.append((patient, words))
        work.commit()
    with opened(folder) as connection:
        connection.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}) VALUES ('optimize')")
    return people


def _invented(made: Random) -> str:
    """Many words begin alike, so that a leaf's signpost has to show some letters of its first one."""
    return "".join(made.choices("abc", k=4) + made.choices(ascii_lowercase, k=6))


def signposts(connection: Connection) -> list[str]:
    """What each leaf’s signpost says, without the byte of its kind."""
    terms = connection.exec_driver_sql(f"SELECT term FROM {INDEX}_idx").scalars()
    return [bytes(term)[1:].decode() if isinstance(term, bytes) else str(term)[1:] for term in terms]


def shown(connection: Connection, words: Sequence[str]) -> set[str]:
    """Signposts that show how one of the words began, to letters that hardly another word begins with."""
    telling = {each for each in signposts(connection) if len(each) >= 4}
    return {each for each in telling if any(word.startswith(each) for word in words)}


def leaves(connection: Connection) -> bytes:
    return b"\0".join(connection.exec_driver_sql(f"SELECT block FROM {INDEX}_data").scalars())


def check(connection: Connection) -> None:
    """FTS5 compares the whole index with the texts, and its signposts with its leaves."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('integrity-check', 1)")


def test_signposts_of_words_that_are_gone_are_written_over(
    record: SqlRecord, folder: Path, told: Told
) -> None:
    with opened(folder) as connection:
        told.sort(key=lambda each: -len(shown(connection, each[1])))  # where leaves part, chance decides
    leaving, kept = told[: PEOPLE // 2], dict(told[PEOPLE // 2 :])
    gone = [word for _, words in leaving for word in words]
    with opened(folder) as connection:
        assert shown(connection, gone), "there are signposts to be written over"
    with record.writing() as work:
        for patient, _ in leaving:
            work.texts.forget(patient.id)
        work.commit()
    with opened(folder) as connection:
        assert shown(connection, gone), "secure-delete alone leaves them"
        assert write_over(connection, INDEX) > 0
        assert write_over(connection, INDEX) == 0
    with opened(folder) as connection:
        check(connection)
        live = [word for words in kept.values() for word in words]
        assert all(any(word.startswith(each) for word in live) for each in shown(connection, gone))
        pages = leaves(connection)
        assert not [word for word in gone if word[3:].encode() in pages]
    finding = FindingService(record)
    for patient, words in kept.items():
        for typed in (words[0], words[-1][:5], words[7][:6]):
            texts = finding.texts(typed, patient_id=patient.id, limit=5)
            assert [each.patient_id for each in texts] == [patient.id]
    assert not [word for word in gone[::40] if finding.texts(word, patient_id=None, limit=5)]


def test_an_erasure_leaves_no_signpost_of_the_patient(record: SqlRecord, folder: Path, told: Told) -> None:
    with opened(folder) as connection:
        patient, words = max(told, key=lambda each: len(shown(connection, each[1])))
        before = shown(connection, words)
    assert before
    ErasureService(record).erase(patient.id, typed_number=patient.written_number, reason="Asked for it")
    with opened(folder) as connection:
        check(connection)
        others = [word for other, words in told if other is not patient for word in words]
        assert all(any(word.startswith(each) for word in others) for each in shown(connection, words))
        assert write_over(connection, INDEX) == 0
        assert patient.id.hex.encode() not in leaves(connection)


@pytest.mark.parametrize(
    ("leaf", "word"),
    [
        (b"\0\0\0\x0c\x04" + b"\x060zebra" + b"\x01" + b"\x04", b"0zebra"),
        (b"\0\0\0\x06\x01\x02", b""),
    ],
)
def test_the_first_word_of_a_leaf_is_read_from_its_footer(leaf: bytes, word: bytes) -> None:
    footer = len(leaf) - 1 if word else len(leaf)
    placed = leaf[:2] + footer.to_bytes(2, "big") + leaf[4:]
    placed = placed[:-1] + b"\x05" if word else placed
    assert first_word(placed) == word
