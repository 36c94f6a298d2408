"""The ways past the lock: what opens them, what does not, and what a damaged or hostile file is told."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from argon2.exceptions import HashingError

from clinic_app.data import key_slots
from clinic_app.data.key_file import (
    KEY_NAMES,
    KeyFile,
    RecordKey,
    SqlKeyRing,
    new_key,
    read_key,
    read_key_file,
    write_key,
    write_key_file,
)
from clinic_app.data.key_slots import CODE_LETTERS, Cost, Slot, checked_code, new_code, opened, sealed_slot
from clinic_app.data.record import create_record, open_record
from clinic_app.domain.access import Actor, LockedError, Role, Way, WayKind, WrongSecretError
from clinic_app.domain.errors import InputError, OutputError, RecordError
from hostile_keys import HOSTILE_COSTS, WRONG_ON_PURPOSE, Change, rewritten

CHEAP = Cost(memory_kib=8_192, passes=1, lanes=1)
WORDS = "four words are better"


def a_way(kind: WayKind = WayKind.PASSPHRASE, role: Role = Role.OWNER, name: str = "Ada Lane") -> Way:
    made_at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    return Way(id=uuid4(), kind=kind, holder=Actor(name=name, role=role), made_at=made_at)


def a_slot(key: RecordKey, secret: str = WORDS, way: Way | None = None) -> Slot:
    return sealed_slot(way or a_way(), secret, key.data_key, key.salt, CHEAP)


def with_slots(folder: Path, key: RecordKey, *slots: Slot) -> KeyFile:
    content = KeyFile(key.salt, slots)
    write_key_file(folder, content)
    return content


def test_the_right_passphrase_gives_out_the_key_and_says_who_came(tmp_path: Path) -> None:
    key, way = new_key(), a_way(role=Role.THERAPIST)
    with_slots(tmp_path, key, a_slot(key, way=way))
    found = read_key_file(tmp_path)
    assert found.opened_by(way.id, WORDS) == key
    assert found.ways == [way]


def test_a_passphrase_typed_on_another_system_is_the_same(tmp_path: Path) -> None:
    key = new_key()
    slot = a_slot(key, "café naïve ﬁne words")
    assert opened(slot, "cafe\u0301 nai\u0308ve fine words", key.salt) == key.data_key


@pytest.mark.parametrize("wrong", ["four words are bettex", "Four words are better", "short", "", " " * 12])
def test_another_passphrase_is_wrong_not_damage(wrong: str) -> None:
    key = new_key()
    with pytest.raises(WrongSecretError):
        opened(a_slot(key), wrong, key.salt)


def test_a_quick_machine_makes_more_passes_so_that_a_guess_stays_dear() -> None:
    key = new_key()
    slots = [
        sealed_slot(a_way(), WORDS, key.data_key, key.salt, replace(CHEAP, least_s=least_s))
        for least_s in (0.0, 60.0)
    ]
    assert [each.table["cost"]["passes"] for each in slots] == [1, 16]
    assert all(opened(each, WORDS, key.salt) == key.data_key for each in slots)


@pytest.mark.parametrize(
    "odd", ["x" * 1_000_000, "four \0 words and a NUL", "half a letter \ud800", "\ufdfa" * 300]
)
def test_odd_passphrases_are_wrong_or_right_but_never_a_fault(odd: str) -> None:
    key = new_key()
    with pytest.raises(WrongSecretError):
        opened(a_slot(key), odd, key.salt)
    if len(odd) < 100:
        assert opened(a_slot(key, odd), odd, key.salt) == key.data_key


@pytest.mark.parametrize("pasted", [f"{WORDS}\n", f"{WORDS} ", f"\t{WORDS}\r\n", f"{WORDS}\u00a0"])
def test_what_comes_along_when_a_passphrase_is_pasted_does_not_count(pasted: str) -> None:
    key = new_key()
    assert opened(a_slot(key), pasted, key.salt) == key.data_key
    assert opened(a_slot(key, pasted), WORDS, key.salt) == key.data_key


def test_a_slot_made_when_spaces_still_counted_opens_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithSpaces(bytes):
        def strip(self, *_letters: object) -> bytes:  # type: ignore[override]
            return bytes(self)

    key, as_it_was = new_key(), key_slots._plain
    with monkeypatch.context() as before:
        before.setattr(key_slots, "_plain", lambda kind, secret: WithSpaces(as_it_was(kind, secret)))
        slot = a_slot(key, f"{WORDS} ")
    assert opened(slot, f"{WORDS} ", key.salt) == key.data_key
    with pytest.raises(WrongSecretError):
        opened(slot, WORDS, key.salt)


def test_a_family_of_emojis_opens_however_the_system_writes_it() -> None:
    key = new_key()
    slot = a_slot(key, "👩‍👩‍👧 café é four words")
    assert opened(slot, "👩‍👩‍👧 cafe\u0301 e\u0301 four words", key.salt) == key.data_key


def test_where_memory_is_short_a_sentence_says_so_and_the_passphrase_is_not_called_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = new_key()
    slot = a_slot(key)

    def short(*_arguments: object, **_named: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(key_slots, "hash_secret_raw", short)
    with pytest.raises(RecordError, match="not enough free memory") as told:
        opened(slot, WORDS, key.salt)
    assert not isinstance(told.value, WrongSecretError)


def test_a_record_behind_a_passphrase_does_not_open_by_itself(tmp_path: Path) -> None:
    key = new_key()
    with_slots(tmp_path, key, a_slot(key))
    with pytest.raises(LockedError, match="locked"):
        read_key(tmp_path)
    assert key.data_key.hex() not in (tmp_path / "record.key").read_text()


@pytest.mark.parametrize(
    ("field", "value"), [("role", "owner"), ("holder", "Eve"), ("therapist", str(UUID(int=7))), ("made", "")]
)
def test_who_changes_what_a_slot_says_has_a_slot_that_opens_no_more(field: str, value: str) -> None:
    key = new_key()
    slot = a_slot(key, way=a_way(role=Role.ASSISTANT))
    changed = Slot(slot.way, dict(slot.table) | {field: value})
    with pytest.raises(WrongSecretError):
        opened(changed, WORDS, key.salt)


def test_a_slot_of_another_record_opens_nothing_here() -> None:
    key = new_key()
    with pytest.raises(WrongSecretError):
        opened(a_slot(key), WORDS, new_key().salt)


@pytest.mark.parametrize("cost", HOSTILE_COSTS)
def test_a_hostile_file_cannot_ask_for_all_memory_or_a_day(cost: dict[str, int]) -> None:
    key = new_key()
    slot = a_slot(key)
    with pytest.raises(RecordError, match="more than unlocking takes"):
        opened(Slot(slot.way, dict(slot.table) | {"cost": cost}), WORDS, key.salt)


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
@pytest.mark.parametrize("value", ["", "zz", "00", 7])
def test_a_slot_of_wrong_shape_is_damage_and_said_so(field: str, value: object) -> None:
    key = new_key()
    slot = a_slot(key)
    with pytest.raises(RecordError) as caught:
        opened(Slot(slot.way, dict(slot.table) | {field: value}), WORDS, key.salt)
    assert not isinstance(caught.value, WrongSecretError)


@pytest.mark.parametrize(
    "secret",
    ["too short", "aaaaaaaaaaaaaaaa", "x" * 2_000, "          "],
    ids=["short", "same", "long", "blank"],
)
def test_a_weak_passphrase_protects_nothing_and_is_refused(secret: str) -> None:
    key = new_key()
    with pytest.raises(InputError):
        a_slot(key, secret)


def test_a_recovery_code_opens_however_it_is_typed() -> None:
    key, code = new_key(), new_code()
    slot = a_slot(key, code, a_way(WayKind.RECOVERY))
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert opened(slot, typed, key.salt) == key.data_key


def test_recovery_codes_have_28_letters_in_groups_of_four_and_none_is_like_another() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(group) == 4 for code in codes for group in code.split("-"))
    assert {len(code.replace("-", "")) for code in codes} == {28}
    assert not set("ILOU") & set(CODE_LETTERS)


def test_nearly_every_slip_in_a_recovery_code_is_told_before_it_is_tried() -> None:
    code = new_code().replace("-", "")
    slips = [
        code[:at] + letter + code[at + 1 :]
        for at in range(len(code))
        for letter in CODE_LETTERS
        if letter != code[at]
    ]
    told = sum(_is_refused(slip) for slip in slips)
    assert told > 0.99 * len(slips)


def _is_refused(code: str) -> bool:
    try:
        checked_code(code)
    except InputError:
        return True
    return False


def test_of_two_whole_copies_the_later_counts_and_mends_the_other(tmp_path: Path) -> None:
    key = new_key()
    with_slots(tmp_path, key, a_slot(key))
    older = (tmp_path / "record.key.copy").read_bytes()
    ring = SqlKeyRing(tmp_path, key)
    ring.change(add=[(a_way(WayKind.OPEN), "")])
    (tmp_path / "record.key.copy").write_bytes(older)  # stopped between the two
    assert len(read_key_file(tmp_path).ways) == 2
    assert (tmp_path / "record.key.copy").read_bytes() == (tmp_path / "record.key").read_bytes()


def test_a_change_that_cannot_be_written_twice_is_no_change(tmp_path: Path) -> None:
    key = new_key()
    write_key(tmp_path, key)
    before = (tmp_path / "record.key").read_bytes()
    (tmp_path / "record.key.copy").unlink()
    (tmp_path / "record.key.copy").mkdir()
    (tmp_path / "record.key.copy" / "in the way").touch()
    with pytest.raises(OutputError):
        SqlKeyRing(tmp_path, key).change(add=[(a_way(WayKind.OPEN), "")])
    assert (tmp_path / "record.key").read_bytes() == before


def test_the_last_way_of_an_owner_cannot_be_taken_away(tmp_path: Path) -> None:
    key = new_key()
    write_key(tmp_path, key)
    ring = SqlKeyRing(tmp_path, key)
    (way,) = ring.ways()
    with pytest.raises(InputError, match="owner"):
        ring.change(add=[(a_way(role=Role.ASSISTANT), WORDS)], remove=[way.id])
    assert ring.ways() == [way]


@pytest.mark.parametrize("change", WRONG_ON_PURPOSE)
def test_a_key_file_made_wrong_on_purpose_is_one_sentence(tmp_path: Path, change: Change) -> None:
    write_key(tmp_path, new_key())
    rewritten(tmp_path, change)
    with pytest.raises(RecordError):
        read_key(tmp_path)


def test_a_key_that_a_killed_writing_left_open_is_gone_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    create_record(folder).close()
    left = folder / f".{KEY_NAMES[0]}.0123abcd"
    left.write_bytes((folder / KEY_NAMES[0]).read_bytes())
    open_record(folder).close()
    assert not left.exists()


def test_half_a_sheet_that_a_kill_left_in_the_archive_is_gone_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    record = create_record(folder)
    sha256 = record.archive.put(b"%PDF-1.7")
    record.close()
    kept = folder / "handouts" / sha256[:2] / sha256
    left = kept.with_name(f".{'0' * 64}.0123abcd")
    left.write_bytes(kept.read_bytes()[:20])
    open_record(folder).close()
    assert kept.exists()
    assert not left.exists()


def test_a_first_passphrase_is_marked_in_its_slot_and_the_mark_cannot_be_taken_off(tmp_path: Path) -> None:
    key, way = new_key(), replace(a_way(role=Role.ASSISTANT), is_first=True)
    slot = a_slot(key, way=way)
    with_slots(tmp_path, key, slot)
    assert read_key_file(tmp_path).ways == [way]
    unmarked = {name: value for name, value in slot.table.items() if name != "first"}
    with pytest.raises(WrongSecretError):
        opened(Slot(replace(way, is_first=False), unmarked), WORDS, key.salt)


def test_a_slot_written_before_there_was_a_mark_opens_and_is_nobodys_first(tmp_path: Path) -> None:
    key, way = new_key(), a_way()
    slot = a_slot(key, way=way)
    assert "first" not in slot.table
    with_slots(tmp_path, key, slot)
    found = read_key_file(tmp_path)
    assert found.opened_by(way.id, WORDS) == key
    assert not found.ways[0].is_first
