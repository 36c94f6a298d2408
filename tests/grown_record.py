"""Records as large as a clinic's may grow: invented patients, five visits each, straight into the tables.

The words are those of the library's exercises between phrases of notes, with invented rare words and names,
so that some words stand in every second note and others in one. A record is built once and kept in the
temporary folder.
"""

import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from clinic_app.data.key_file import read_key
from clinic_app.data.library_files import load_library
from clinic_app.data.record import DATABASE_NAME, NEWEST_REVISION, create_record
from clinic_app.data.repositories.patients import words_of
from clinic_app.domain.patient import Patient, sort_name

VISITS: Final = 5
FIRST_DAY: Final = date(2008, 1, 7)
_DAYS: Final = 6_800
_MADE: Final = "2026-01-05 09:00:00.000000"
_STEP: Final = 20_000
_GIVEN: Final = [
    "Maria",
    "Anna",
    "Peter",
    "Joan",
    "Ruth",
    "Carlos",
    "Lucía",
    "Ahmed",
    "Wei",
    "Olga",
    "José",
    "Karl",
    "Inês",
    "Tom",
    "Grace",
    "Noor",
    "Piotr",
    "Hana",
    "Luis",
    "Emma",
    "Björn",
    "Zoë",
    "David",
    "Sofia",
    "Mehmet",
    "Priya",
    "Jürgen",
    "Élise",
    "Marta",
    "Samuel",
]
_FAMILY: Final = [
    "Smith",
    "García",
    "Müller",
    "Jones",
    "López",
    "Novák",
    "Brown",
    "Silva",
    "Kowalski",
    "Okafor",
    "Nguyen",
    "Khan",
    "Martin",
    "Rossi",
    "Jensen",
    "Petrov",
    "Sánchez",
    "Weber",
    "Costa",
    "Haddad",
    "O’Brien",
    "Larsen",
    "Moreau",
    "Fischer",
    "Torres",
    "Hughes",
    "Dubois",
    "Santos",
    "Meier",
    "Clarke",
]
_SYLLABLES: Final = [
    "ka",
    "lo",
    "mi",
    "ter",
    "an",
    "bru",
    "sel",
    "vor",
    "in",
    "dez",
    "pal",
    "hu",
    "gor",
    "ne",
    "sta",
    "wic",
    "ova",
    "rin",
    "el",
    "mar",
    "tu",
    "sche",
    "bo",
]
_PHRASES: Final = (
    "Pain {n}/10 on the stairs, worse in the morning and after sitting",
    "Reports {n} good days since the last visit, slept better",
    "Woke at night because of pain, took one tablet",
    "Range improved by {n} degrees, end feel firm",
    "Tender over the insertion, no swelling, no warmth",
    "No night pain, no numbness, bladder and bowel unchanged",
    "Hamstring tightness persists on the left, straight leg raise {n} degrees",
    "Walks {n} minutes without stopping, stairs one at a time",
    "Home exercises done on {n} days, forgot the evening ones",
    "Progress load next time, review in {n} weeks",
    "Explained pacing, agreed to walk daily",
    "Balance on one leg {n} seconds with eyes open",
)


class Inventor:
    """Invents the same patients and notes every time."""

    def __init__(self, seed: int = 20261126) -> None:
        self._chance = random.Random(seed)
        exercises = load_library().exercises.values()
        self._steps = [step for each in exercises for step in each.wording["en"].steps]
        self.rare_words = sorted({self._invented() for _ in range(40_000)})

    def patient(self, number: int) -> Patient:
        """The patient of a record number."""
        chance = self._chance
        family = chance.choice(_FAMILY) if chance.random() < 0.6 else chance.choice(self.rare_words).title()
        return Patient(
            id=UUID(int=chance.getrandbits(128), version=4),
            record_number=number,
            family_name=family,
            given_name=" ".join(chance.sample(_GIVEN, chance.choice((1, 1, 2)))),
            birth_date=date(1925, 1, 1) + timedelta(days=chance.randrange(33_000)),
        )

    def note(self) -> tuple[str, str, str, str]:
        """Subjective, objective, assessment, plan: about 500 letters."""
        chance = self._chance
        parts = [
            f"{chance.choice(_PHRASES).format(n=chance.randint(1, 30))}. {chance.choice(self._steps)} "
            f"{chance.choice(_PHRASES).format(n=chance.randint(1, 30))}."
            for _ in range(3)
        ]
        rare = " ".join(self._rare() for _ in range(4))
        first, second, third = parts
        return first, second, f"Likely {rare}.", third

    def days(self) -> Sequence[date]:
        """The days of one patient's visits."""
        first = self._chance.randrange(_DAYS - 70)
        return [FIRST_DAY + timedelta(days=first + 14 * at) for at in range(VISITS)]

    def id(self) -> str:
        """An id as the tables keep it."""
        return f"{self._chance.getrandbits(128):032x}"

    def _rare(self) -> str:
        """A few of them often, most hardly ever."""
        return self.rare_words[int(len(self.rare_words) * self._chance.random() ** 4)]

    def _invented(self) -> str:
        return "".join(self._chance.choice(_SYLLABLES) for _ in range(self._chance.randint(2, 5)))


def grown_record(patients: int) -> Path:
    """The folder of a record with so many patients."""
    folder = Path(tempfile.gettempdir()) / f"clinic-grown-{NEWEST_REVISION}-{patients}"
    if not (folder / "built").exists():
        shutil.rmtree(folder, ignore_errors=True)
        create_record(folder).close()
        with closing(opened(folder)) as connection:
            _fill(connection, patients)
        (folder / "built").touch()
    return folder


def plain_copy(folder: Path) -> Path:
    """The same tables without encryption."""
    path = folder / "plain.db"
    if not path.exists():
        with closing(opened(folder)) as connection:
            connection.execute("ATTACH ? AS plain KEY ''", (str(path),))
            connection.execute("SELECT sqlcipher_export('plain')")
    return path


def opened(folder: Path) -> Any:
    """A bare connection to a record."""
    connection = sqlcipher.connect(str(folder / DATABASE_NAME), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{read_key(folder).database_key()}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -400000")
    return connection


def _fill(connection: Any, patients: int) -> None:
    """Rows in the order of their keys, indexes after them: a million visits in minutes."""
    inventor = Inventor()
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN ('visit', 'patient_word', 'found_text')"
    ).fetchall()
    connection.execute("PRAGMA synchronous = 0")
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    people = sorted(
        (inventor.patient(number) for number in range(1, patients + 1)), key=lambda each: each.id.hex
    )
    _insert(connection, "patient", map(_patient_row, people))
    words = ((each.id.hex, word) for each in people for word in sorted(words_of(each)))
    _many(connection, "INSERT INTO patient_word (patient_id, word) VALUES (?, ?)", words)
    connection.execute("INSERT INTO counter (name, last) VALUES ('patient', ?)", (patients,))
    texts: list[tuple[int, str, str, str]] = []
    _insert(connection, "visit", _visits(inventor, people, texts))
    texts.sort()
    found, last = [], 0
    for day, visit_id, patient_id, body in texts:
        last = max(last, day << 20) + 1
        found.append((last, visit_id, patient_id, body))
    _many(
        connection,
        "INSERT INTO found_text (id, kind, owner_id, patient_id, body) VALUES (?, 'visit', ?, ?, ?)",
        found,
    )
    for _, statement in indexes:
        connection.execute(statement)
    connection.execute("INSERT INTO found_words(found_words) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("INSERT INTO found_words(found_words) VALUES ('optimize')")


def _patient_row(patient: Patient) -> dict[str, Any]:
    return {
        "id": patient.id.hex,
        "record_number": patient.record_number,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "birth_date": patient.birth_date.isoformat() if patient.birth_date else None,
        "sort_name": sort_name(patient),
        "sex": patient.sex.value,
        "dominant_hand": patient.dominant_hand.value,
    }


def _visits(
    inventor: Inventor, people: Sequence[Patient], texts: list[tuple[int, str, str, str]]
) -> Iterator[dict[str, Any]]:
    ids = iter(sorted(inventor.id() for _ in range(len(people) * VISITS)))
    for patient in people:
        for day in inventor.days():
            subjective, objective, assessment, plan = inventor.note()
            visit_id = next(ids)
            body = "\n".join((subjective, objective, assessment, plan))
            texts.append((day.toordinal(), visit_id, patient.id.hex, body))
            yield {
                "id": visit_id,
                "patient_id": patient.id.hex,
                "visited_on": day.isoformat(),
                "subjective": subjective,
                "objective": objective,
                "assessment": assessment,
                "plan": plan,
                "pain_now": 4,
                "signed_at": _MADE,
            }


def _insert(connection: Any, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Every column that must not be empty gets what an empty one holds."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    defaults = {name: _empty(name, kind) if not_null else None for _, name, kind, not_null, *_ in columns}
    names = list(defaults)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    _many(connection, statement, (tuple((defaults | row)[name] for name in names) for row in rows))


def _empty(name: str, kind: str) -> object:
    if kind == "DATETIME":
        return _MADE
    if kind in ("INTEGER", "BOOLEAN"):
        return 1 if name == "revision" else 0
    return json.dumps([]) if kind == "JSON" else ""


def _many(connection: Any, statement: str, rows: Iterator[Any] | Sequence[Any]) -> None:
    step: list[Any] = []
    for row in rows:
        step.append(row)
        if len(step) == _STEP:
            connection.executemany(statement, step)
            step.clear()
    connection.executemany(statement, step)
