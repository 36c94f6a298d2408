"""How long it takes to find who may be the same person, and to compare and store a file of patients.

Run with ``pytest tests/benchmarks/test_intake_speed.py --benchmark-only -s``. Beside each stands its
growth: the record holds 1,000 patients, then twenty times as many; ``CLINIC_APP_MANY=200000`` asks for more.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_patient
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.domain.arrival import Column
from clinic_app.domain.patient import Patient
from clinic_app.services.patient_import import Incoming, PatientImport, Plan
from clinic_app.services.patients import PatientService

FEW, MANY = 1_000, int(os.environ.get("CLINIC_APP_MANY", "20000"))
FAMILIES = ("Smith", "Jones", "García", "Martínez", "López", "Hernández", "Brown", "Nguyen", "Müller")
GIVEN = ("Maria", "José", "Ana", "Juan", "John", "Mary", "Catherine", "Katherine", "Jon", "Elena", "Laura")
ROWS = 1_000


def somebody(chance: random.Random) -> Patient:
    made = "".join(chance.choice("bcdfgklmnprst") + chance.choice("aeiou") for _ in range(3)).capitalize()
    family = chance.choice(FAMILIES) if chance.random() < 0.5 else made
    born = date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))
    return replace(
        a_patient(id=uuid4(), family_name=family, given_name=chance.choice(GIVEN)), birth_date=born
    )


@pytest.fixture(scope="module", params=[FEW, MANY])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlRecord]:
    made = create_record(Path(tmp_path_factory.mktemp("record")) / "record")
    chance, number = random.Random(20261126), 0
    while number < request.param:
        with made.writing() as work:
            chunk = [replace(somebody(chance), record_number=number + at + 1) for at in range(1_000)]
            work.patients.add_many(chunk)
            work.commit()
        number += len(chunk)
    yield made
    made.close()


def test_who_may_be_the_same_person(benchmark: BenchmarkFixture, record: SqlRecord) -> None:
    typed = a_patient(family_name="Smyth", given_name="Jon", birth_date=date(1961, 3, 4))
    benchmark(PatientService(record).similar, typed)


def test_a_file_is_compared(benchmark: BenchmarkFixture, record: SqlRecord) -> None:
    chance = random.Random(7)
    lines = (somebody(chance) for _ in range(ROWS))
    rows = "".join(f"{each.family_name},{each.given_name},{each.birth_date}\n" for each in lines)
    service = PatientImport(record)
    incoming = service.look_into(f"Surname,First name,DOB\n{rows}".encode(), "rows.csv")

    def compare(incoming: Incoming) -> Plan:
        found = service.order_of(incoming, incoming.columns, Column.BIRTH_DATE)
        reading = service.reading(incoming, incoming.columns, found.order, language="en", languages=("en",))
        return service.plan(incoming, reading, lambda _done, _whole: None)

    plan = benchmark.pedantic(compare, (incoming,), rounds=3)
    assert len(plan.new) + len(plan.alike) == ROWS
