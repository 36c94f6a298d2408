"""What another window did meanwhile is a sentence: erased, stored already; and nothing erased comes back."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from builders import MORNING, a_letter, a_patient, a_program, a_result, a_visit, an_episode
from clinic_app.data.record import SqlRecord
from clinic_app.data.unit_of_work import SqlUnitOfWork
from clinic_app.domain.errors import ConflictError, RecordError
from clinic_app.domain.patient import Patient
from clinic_app.domain.repositories import Draft
from clinic_app.services.erasure import ErasureService

ADDITIONS: list[Callable[[SqlUnitOfWork, Patient], object]] = [
    lambda work, patient: work.episodes.add(an_episode(patient)),
    lambda work, patient: work.visits.add(a_visit(patient)),
    lambda work, patient: work.results.add(a_result(patient)),
    lambda work, patient: work.programs.add(a_program(patient)),
    lambda work, patient: work.letters.add(a_letter(patient)),
]


@pytest.fixture
def erased(record: SqlRecord) -> Patient:
    """A patient whom one window still shows, and another one erased."""
    patient = stored(record, a_patient())
    ErasureService(record).erase(patient.id, typed_number="1", reason="Asked for it")
    return patient


def stored(record: SqlRecord, patient: Patient) -> Patient:
    with record.writing() as work:
        work.patients.add(patient)
        work.commit()
    return patient


@pytest.mark.parametrize("add", ADDITIONS)
def test_what_is_added_to_an_erased_patient_is_refused_by_a_sentence(
    record: SqlRecord, erased: Patient, add: Callable[[SqlUnitOfWork, Patient], object]
) -> None:
    def save() -> None:
        with record.writing() as work:
            add(work, erased)
            work.commit()

    with pytest.raises(RecordError, match="not in the record any more"):
        save()


def test_a_save_tried_again_is_refused_and_writes_nothing_twice(record: SqlRecord) -> None:
    patient = stored(record, a_patient())
    with pytest.raises(ConflictError, match="in the record already"):
        stored(record, patient)
    with record.reading() as work:
        assert work.patients.count(archived=False) == 1


@pytest.mark.parametrize("key", ["patient:{}", "episode:new:{}", "score:{}::", "screen:{}", "diary:{}"])
def test_what_is_typed_about_an_erased_patient_is_not_kept(
    record: SqlRecord, erased: Patient, key: str
) -> None:
    assert kept(record, key.format(erased.id)) is None


@pytest.mark.parametrize("key", ["patient:new", "phrase", "exercise:cat-cow", "program:{}:title"])
def test_what_is_typed_of_something_new_is_kept(record: SqlRecord, key: str) -> None:
    assert kept(record, key.format(uuid4())) is not None


def test_what_is_typed_about_somebody_who_is_there_is_kept(record: SqlRecord) -> None:
    patient = stored(record, a_patient())
    assert kept(record, f"patient:{patient.id}") is not None


def kept(record: SqlRecord, key: str) -> Draft | None:
    with record.writing() as work:
        work.drafts.keep(Draft(key, '{"family_name": "Example"}', MORNING))
        work.commit()
    with record.reading() as work:
        return work.drafts.find(key)
