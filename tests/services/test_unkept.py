"""What could not be kept waits in memory: found by the form, tried again, taken over by the next record."""

from dataclasses import replace

import pytest

from clinic_app.domain.access import Actor, Role
from clinic_app.domain.errors import InputError, OutputError
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.unkept import keep_or_hold
from desks import services_of, small_library
from fakes import FakeRecord

FULL = OutputError("The disk is full.")


class _FullRecord(FakeRecord):
    """Its disk can be full."""

    is_full = True

    def writing(self):  # type: ignore[no-untyped-def]  # as the record's own
        """As the record does."""
        if self.is_full:
            raise FULL
        return super().writing()


@pytest.fixture
def record() -> _FullRecord:
    return _FullRecord()


@pytest.fixture
def services(record: _FullRecord) -> ClinicServices:
    return services_of(record, small_library())


def test_a_draft_that_a_full_disk_refuses_is_offered_all_the_same_and_kept_later(
    services: ClinicServices, record: _FullRecord
) -> None:
    services.drafts.keep_last("patient:new", "typed")
    draft = services.drafts.find("patient:new")
    assert draft is not None
    assert draft.payload == "typed"
    assert services.unkept.try_again(services) is FULL
    assert len(services.unkept) == 1
    record.is_full = False
    assert services.unkept.try_again(services) is None
    assert len(services.unkept) == 0
    assert "patient:new" in record.tables.drafts


def test_what_is_typed_on_takes_its_place(services: ClinicServices, record: _FullRecord) -> None:
    services.drafts.keep_last("patient:new", "typed")
    record.is_full = False
    services.drafts.keep("patient:new", "typed on")
    assert len(services.unkept) == 0
    draft = services.drafts.find("patient:new")
    assert draft is not None
    assert draft.payload == "typed on"


def test_the_next_opening_takes_over_what_waits(services: ClinicServices) -> None:
    services.drafts.keep_last("patient:new", "typed")
    later = services_of(FakeRecord(), small_library())
    later.unkept.take_over(services.unkept)
    assert later.unkept.try_again(later) is None
    assert later.drafts.find("patient:new") is not None
    assert len(later.unkept) == 0


def test_while_somebody_may_only_look_it_waits(services: ClinicServices, record: _FullRecord) -> None:
    services.drafts.keep_last("patient:new", "typed")
    record.is_full = False
    record.actor = replace(record.actor, role=Role.ASSISTANT)
    assert services.unkept.try_again(services) is None
    assert len(services.unkept) == 1
    record.actor = Actor(role=Role.OWNER)
    services.unkept.try_again(services)
    assert len(services.unkept) == 0


def test_what_is_no_input_is_said_at_once_and_not_held(services: ClinicServices) -> None:
    def refuse(_services: ClinicServices) -> None:
        raise InputError("No such thing.")

    with pytest.raises(InputError):
        keep_or_hold(services, "clinic", refuse)
    assert len(services.unkept) == 0


def test_what_is_typed_while_the_older_text_is_being_kept_goes_on_waiting(services: ClinicServices) -> None:
    class TypedOnMeanwhile(FakeRecord):
        """The window types on while the worker keeps, and cannot keep that."""

        def writing(self):  # type: ignore[no-untyped-def]  # as the record's own
            later.unkept.hold_draft("patient:new", "typed on")
            return super().writing()

    services.drafts.keep_last("patient:new", "typed")
    later = services_of(TypedOnMeanwhile(), small_library())
    later.unkept.take_over(services.unkept)
    later.unkept.try_again(later)
    draft = later.drafts.find("patient:new")
    assert draft is not None
    assert draft.payload == "typed on"
    assert len(later.unkept) == 1
