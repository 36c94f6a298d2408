"""A therapist who is no owner changes what is theirs: name, credentials, signature; nobody else's."""

from dataclasses import replace
from uuid import uuid4

import pytest

from builders import a_therapist
from clinic_app.domain.access import Actor, NotAllowedError, Role
from clinic_app.services.profile import ProfileService
from fakes import FakeRecord

ADA, BO = a_therapist(name="Ada Lane"), a_therapist(id=uuid4(), name="Bo Holm")


@pytest.fixture
def record() -> FakeRecord:
    record = FakeRecord()
    record.tables.therapists |= {ADA.id: ADA, BO.id: BO}
    record.actor = Actor(name="Bo Holm", therapist_id=BO.id, role=Role.THERAPIST)
    return record


def test_they_change_their_own_name_credentials_and_signature(record: FakeRecord) -> None:
    profile = ProfileService(record)
    profile.save_therapist(name="Bo Holm-Lee", credentials="MSc")
    profile.save_signature_note("Registration 4711")
    stored = record.tables.therapists[BO.id]
    assert (stored.name, stored.credentials, stored.signature_note) == (
        "Bo Holm-Lee",
        "MSc",
        "Registration 4711",
    )
    assert record.tables.therapists[ADA.id] == ADA


@pytest.mark.parametrize("therapist_id", [None, uuid4()])
def test_who_stands_for_nobody_in_the_record_changes_nobody_elses(
    record: FakeRecord, therapist_id: object
) -> None:
    record.actor = replace(record.actor, therapist_id=therapist_id)
    profile = ProfileService(record)
    with pytest.raises(NotAllowedError):
        profile.save_therapist(name="Eve", credentials="")
    with pytest.raises(NotAllowedError):
        profile.save_signature_note("Eve")
    assert record.tables.therapists == {ADA.id: ADA, BO.id: BO}
