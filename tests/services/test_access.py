"""Who may open the record: set, change, forget and take away, each by whom it may be."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from builders import a_therapist
from clinic_app.domain.access import Actor, NotAllowedError, Role, WayKind, WrongSecretError
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.errors import InputError, OutputError
from clinic_app.services.access import AccessService
from fakes import FakeRecord, FakeUnitOfWork

WORDS, OTHER = "four words are better", "five other words are fine"


class Codes:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"code {self.made}"


@pytest.fixture
def record() -> FakeRecord:
    return FakeRecord()


@pytest.fixture
def access(record: FakeRecord) -> AccessService:
    return AccessService(record, Codes())


def signed_in(record: FakeRecord, access: AccessService, name: str) -> None:
    record.actor = next(way.holder for way in access.people() if way.holder.name == name)


def secrets_of(record: FakeRecord) -> dict[str, str]:
    return {f"{way.kind} {way.holder.name}": secret for way, secret in record.keys.secrets.values()}


def test_a_passphrase_takes_the_open_way_away_and_brings_a_recovery_code(
    record: FakeRecord, access: AccessService
) -> None:
    assert not access.is_protected()
    code = access.protect("Ada Lane", WORDS)
    assert access.is_protected()
    assert secrets_of(record) == {"passphrase Ada Lane": WORDS, "recovery Ada Lane": code}


def test_the_name_is_the_therapist_who_signs_already(record: FakeRecord, access: AccessService) -> None:
    known = a_therapist(name="Ada Lane")
    record.tables.therapists[known.id] = known
    access.protect("ada lane", WORDS)
    (way,) = access.people()
    assert way.holder == Actor(name="Ada Lane", therapist_id=known.id, role=Role.OWNER)


def test_a_passphrase_is_changed_by_who_knows_the_old_one(record: FakeRecord, access: AccessService) -> None:
    access.protect("Ada Lane", WORDS)
    assert record.actor.name == "Ada Lane"
    with pytest.raises(WrongSecretError):
        access.change_passphrase("not this one at all", OTHER)
    access.change_passphrase(WORDS, OTHER)
    assert secrets_of(record)["passphrase Ada Lane"] == OTHER


def test_who_came_in_by_the_code_gets_a_new_one_and_the_old_is_spent(
    record: FakeRecord, access: AccessService
) -> None:
    first = access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "PT", Role.THERAPIST, OTHER)
    signed_in(record, access, "Ada Lane")
    second = access.after_recovery("new words after forgetting")
    assert second != first
    assert secrets_of(record) == {
        "passphrase Ada Lane": "new words after forgetting",
        "passphrase Bo Holm": OTHER,
        "recovery Ada Lane": second,
    }


def test_a_second_therapist_has_a_name_a_role_and_a_passphrase_of_their_own(
    record: FakeRecord, access: AccessService
) -> None:
    access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "MSc", Role.ASSISTANT, OTHER)
    assert [(way.holder.name, way.holder.role) for way in access.people()] == [
        ("Ada Lane", Role.OWNER),
        ("Bo Holm", Role.ASSISTANT),
    ]
    assert {each.name: each.credentials for each in record.tables.therapists.values()}["Bo Holm"] == "MSc"
    with pytest.raises(InputError, match="already"):
        access.add_person("bo holm", "", Role.THERAPIST, OTHER)


def two_owners(record: FakeRecord, access: AccessService) -> None:
    """The recovery code was made for the first one; the second one is at work."""
    access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "", Role.OWNER, OTHER)
    signed_in(record, access, "Bo Holm")


def test_who_is_taken_off_the_list_does_not_come_back_as_an_owner_by_the_code_on_paper(
    record: FakeRecord, access: AccessService
) -> None:
    two_owners(record, access)
    access.take_away(next(way.id for way in access.people() if way.holder.name == "Ada Lane"))
    assert secrets_of(record) == {"passphrase Bo Holm": OTHER}
    assert not access.has_code()


def test_who_is_no_owner_any_more_does_not_become_one_by_the_code_on_paper(
    record: FakeRecord, access: AccessService
) -> None:
    two_owners(record, access)
    access.change_person(access.people()[0].id, Role.ASSISTANT, WORDS)
    assert set(secrets_of(record)) == {"passphrase Ada Lane", "passphrase Bo Holm"}
    assert access.people()[0].holder.role is Role.ASSISTANT


def test_the_code_of_another_owner_stays(record: FakeRecord, access: AccessService) -> None:
    two_owners(record, access)
    code = access.new_recovery_code()
    access.take_away(access.people()[0].id)
    assert secrets_of(record)["recovery Bo Holm"] == code


def test_nobody_is_added_while_everybody_is_let_in(access: AccessService) -> None:
    with pytest.raises(InputError, match="own passphrase first"):
        access.add_person("Bo Holm", "", Role.THERAPIST, OTHER)


def test_the_last_owner_stays(record: FakeRecord, access: AccessService) -> None:
    access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "", Role.THERAPIST, OTHER)
    (owner, _helper) = access.people()
    with pytest.raises(InputError, match="owner"):
        access.take_away(owner.id)
    with pytest.raises(InputError, match="owner"):
        access.change_person(owner.id, Role.ASSISTANT, OTHER)
    assert len(access.people()) == 2


def test_stopping_takes_every_secret_away(record: FakeRecord, access: AccessService) -> None:
    access.protect("Ada Lane", WORDS)
    access.add_person("Bo Holm", "", Role.THERAPIST, OTHER)
    signed_in(record, access, "Ada Lane")
    with pytest.raises(WrongSecretError):
        access.stop_protecting(OTHER)
    access.stop_protecting(WORDS)
    assert [way.kind for way in access.ways()] == [WayKind.OPEN]


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.ASSISTANT])
@pytest.mark.parametrize(
    "errand",
    [
        lambda access: access.protect("Bo", WORDS),
        lambda access: access.stop_protecting(WORDS),
        lambda access: access.new_recovery_code(),
        lambda access: access.add_person("Cy", "", Role.OWNER, OTHER),
        lambda access: access.take_away(uuid4()),
        lambda access: access.change_person(uuid4(), Role.OWNER, OTHER),
        lambda access: access.after_recovery(OTHER),
    ],
)
def test_only_an_owner_says_who_may_come_in(
    record: FakeRecord, access: AccessService, role: Role, errand: Callable[[AccessService], object]
) -> None:
    record.actor = Actor(name="Bo", role=role)
    before = dict(record.keys.secrets)
    with pytest.raises(NotAllowedError):
        errand(access)
    assert record.keys.secrets == before


def test_every_way_that_comes_and_goes_stands_in_the_log(record: FakeRecord, access: AccessService) -> None:
    access.protect("Sam Keller", WORDS)
    access.change_passphrase(WORDS, OTHER)
    said = [(each.action, each.detail) for each in record.tables.audit]
    assert said == [
        (AuditAction.WAY_REMOVED, "open"),
        (AuditAction.WAY_ADDED, "passphrase"),
        (AuditAction.WAY_ADDED, "recovery"),
        (AuditAction.WAY_REMOVED, "passphrase"),
        (AuditAction.PASSPHRASE_CHANGED, ""),
    ]
    assert record.tables.audit[-1].actor == "Sam Keller"


def test_what_was_done_is_done_and_its_code_shown_where_the_disk_takes_no_entry(
    record: FakeRecord, access: AccessService, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.protect("Sam Keller", WORDS)

    def full() -> FakeUnitOfWork:
        raise OutputError("The disk is full.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(record, "noting", full)
        code = access.new_recovery_code()
    assert secrets_of(record)["recovery Sam Keller"] == code
    assert not record.keys.is_entered()
    access.change_passphrase(WORDS, OTHER)
    assert not record.keys.is_entered(), "what is missing in the log is still missing"


def test_a_first_passphrase_is_owed_until_its_holder_takes_another_one(
    record: FakeRecord, access: AccessService
) -> None:
    access.protect("Ada Lane", WORDS)
    assert not access.has_first_passphrase()
    access.add_person("Bo Holm", "PT", Role.ASSISTANT, OTHER)
    assert not access.has_first_passphrase(), "the owner’s is their own"
    signed_in(record, access, "Bo Holm")
    assert access.has_first_passphrase()
    with pytest.raises(InputError, match="knows it"):
        access.take_own_passphrase(OTHER)
    access.take_own_passphrase("words only Bo can know")
    assert not access.has_first_passphrase()
    assert secrets_of(record)["passphrase Bo Holm"] == "words only Bo can know"
    assert [each.action for each in record.tables.audit][-1] is AuditAction.PASSPHRASE_CHANGED
    with pytest.raises(NotAllowedError):
        access.take_own_passphrase("yet other words for nothing")


def test_who_is_given_another_role_has_a_first_passphrase_again(
    record: FakeRecord, access: AccessService
) -> None:
    access.protect("Ada Lane", WORDS)
    way = access.add_person("Bo Holm", "PT", Role.ASSISTANT, OTHER)
    signed_in(record, access, "Bo Holm")
    access.take_own_passphrase("words only Bo can know")
    (own,) = [each for each in access.people() if each.holder.name == "Bo Holm"]
    assert own.id != way.id
    signed_in(record, access, "Ada Lane")
    access.change_person(own.id, Role.THERAPIST, "words that Ada chose for Bo")
    signed_in(record, access, "Bo Holm")
    assert access.has_first_passphrase()


def test_ones_own_new_passphrase_carries_the_name_of_today(record: FakeRecord, access: AccessService) -> None:
    access.protect("Ada Lane", WORDS)
    (therapist,) = record.tables.therapists.values()
    record.tables.therapists[therapist.id] = replace(therapist, name="Ada Byron")
    access.change_passphrase(WORDS, OTHER)
    assert [way.holder.name for way in access.people()] == ["Ada Byron"]


def test_who_was_taken_away_in_another_window_is_not_taken_away_again(access: AccessService) -> None:
    access.protect("Ada Lane", WORDS)
    helper = access.add_person("Bo Holm", "PT", Role.THERAPIST, OTHER)
    access.take_away(helper.id)
    with pytest.raises(InputError, match="taken away already"):
        access.take_away(helper.id)
