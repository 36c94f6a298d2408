"""Who comes in, by a way that still holds; what the log did not see is entered afterwards."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from clinic_app.domain.access import Actor, NotAllowedError, Role, Way, WayKind
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.errors import RecordError
from clinic_app.services.access import AccessService
from clinic_app.services.coming_in import ComingIn
from fakes import FakeRecord

WORDS, OTHER = "four words are better", "five other words are fine"


@pytest.fixture
def record() -> FakeRecord:
    """Ada Lane set the first passphrase and has the code; Bo Holm is an owner too."""
    record = FakeRecord()
    access = AccessService(record, lambda: "a code")
    access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "", Role.OWNER, OTHER)
    record.tables.audit = ()
    return record


@pytest.fixture
def coming_in(record: FakeRecord) -> ComingIn:
    return ComingIn(record)


def way_of(record: FakeRecord, name: str) -> Way:
    return next(
        way for way in record.keys.ways() if way.holder.name == name and way.kind is WayKind.PASSPHRASE
    )


def log_of(record: FakeRecord) -> list[tuple[AuditAction, str, str]]:
    return [(each.action, each.subject_id, each.detail) for each in record.tables.audit]


def put_back_after_taking_away(record: FakeRecord, gone: UUID, *, without: UUID | None = None) -> None:
    older = {key: value for key, value in record.keys.secrets.items() if key != without}
    AccessService(record, lambda: "a code").take_away(gone)
    record.keys.secrets, record.keys.was_put_back = older, True


def test_who_was_taken_away_does_not_come_in_by_an_older_key_file_put_back(
    record: FakeRecord, coming_in: ComingIn
) -> None:
    ada, bo = way_of(record, "Ada Lane").id, way_of(record, "Bo Holm").id
    put_back_after_taking_away(record, bo)
    with pytest.raises(NotAllowedError, match="older key file"):
        coming_in.let_in(bo, 0)
    assert AuditAction.UNLOCKED not in [action for action, *_ in log_of(record)]
    coming_in.let_in(ada, 2)
    assert log_of(record)[-1] == (AuditAction.UNLOCKED, "", "2")


def test_a_passphrase_that_was_changed_opens_nothing_by_an_older_key_file(
    record: FakeRecord, coming_in: ComingIn
) -> None:
    ada = way_of(record, "Ada Lane")
    older = dict(record.keys.secrets)
    record.actor = ada.holder
    AccessService(record, lambda: "a code").change_passphrase(WORDS, OTHER)
    record.keys.secrets, record.keys.was_put_back = older, True
    with pytest.raises(NotAllowedError, match="changed or taken away"):
        coming_in.let_in(ada.id, 0)
    coming_in.let_in(way_of(record, "Bo Holm").id, 0)


def test_by_an_older_key_file_the_last_owner_comes_in_all_the_same(
    record: FakeRecord, coming_in: ComingIn
) -> None:
    ada, bo = way_of(record, "Ada Lane").id, way_of(record, "Bo Holm").id
    put_back_after_taking_away(record, bo, without=ada)
    coming_in.let_in(bo, 0)


def test_a_first_passphrase_opens_nothing_where_no_window_asks_for_another(
    record: FakeRecord, coming_in: ComingIn
) -> None:
    with pytest.raises(NotAllowedError, match="in the window"):
        coming_in.let_in_without_window(way_of(record, "Bo Holm").id, 0)
    coming_in.let_in_without_window(way_of(record, "Ada Lane").id, 0)
    assert [action for action, *_ in log_of(record)] == [AuditAction.UNLOCKED]


def test_a_record_that_asks_for_nothing_is_not_unlocked_by_a_command() -> None:
    record = FakeRecord()
    (way,) = record.keys.ways()
    ComingIn(record).let_in_without_window(way.id, 0)
    assert record.tables.audit == ()


def test_ways_that_no_entry_names_are_entered_once(record: FakeRecord, coming_in: ComingIn) -> None:
    stranger = Way(id=uuid4(), kind=WayKind.RECOVERY, holder=Actor(name="Ada Lane"))
    AccessService(record, lambda: "a code").change_person(way_of(record, "Bo Holm").id, Role.OWNER, WORDS)
    record.keys.change(add=[(stranger, "another code")])
    coming_in.enter_unknown_ways()
    found = {subject for action, subject, _ in log_of(record) if action is AuditAction.WAY_FOUND}
    named = {subject for action, subject, _ in log_of(record) if action is not AuditAction.WAY_FOUND}
    assert found == {way.id.hex for way in record.keys.ways()} - named
    assert stranger.id.hex in found
    entered = log_of(record)
    coming_in.enter_unknown_ways()
    assert log_of(record) == entered


def test_what_cannot_be_entered_now_is_entered_at_the_next_opening(
    record: FakeRecord, coming_in: ComingIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.keys.change(add=[(replace(way_of(record, "Bo Holm"), id=uuid4()), WORDS)])

    def full() -> None:
        raise RecordError("The disk is full.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(record, "noting", full)
        coming_in.enter_unknown_ways()
    assert not record.keys.is_entered()
    coming_in.enter_unknown_ways()
    assert record.keys.is_entered()
