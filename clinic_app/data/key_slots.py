"""One way to open the record as it lies in the key file: the data key, wrapped by somebody's secret.

A secret is stretched by Argon2id: 256 MiB, three passes, and more of them until it takes 0.7 s on the machine
where it is set. It wraps the key by AES-256-GCM, bound to everything else the slot says: who changes a role
or a name in the file has a slot that opens no more. How dear the stretching was stands in the slot, within
bounds: a hostile file cannot ask for all memory or a day.
"""

import hashlib
import json
import math
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_app.domain.access import (
    Actor,
    Role,
    Way,
    WayKind,
    WrongSecretError,
    checked_passphrase,
    tidy_code,
)
from clinic_app.domain.errors import InputError, RecordError
from clinic_app.domain.fields import Fields

KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16

CODE_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of a recovery code: five bits each, none that is mistaken for another."""

_CODE_RANDOM: Final = 26
_CODE_CHECK: Final = 2
_GROUP: Final = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear a guess is: kibibytes of memory, passes over them, lanes."""

    memory_kib: int = 262_144
    passes: int = 3
    lanes: int = 2
    least_s: float = 0.0
    """Seconds a new secret takes at the least on the machine where it is set: passes are added for it."""


_LEAST_S: Final = 0.7
USUAL_COST: Final = Cost(least_s=_LEAST_S)
SMALL_COST: Final = Cost(memory_kib=65_536, least_s=_LEAST_S)
"""For a machine that has not the memory of the usual one."""

_LARGEST: Final = Cost(memory_kib=1_048_576, passes=16, lanes=16)
_SMALLEST: Final = Cost(memory_kib=8_192, passes=1, lanes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A way, and the table it is written as."""

    way: Way
    table: Mapping[str, Any]


def open_slot(way: Way, data_key: bytes) -> Slot:
    """The key as it is: whoever has the file has the record."""
    return Slot(way, _said(way) | {"key": data_key.hex()})


def sealed_slot(way: Way, secret: str, data_key: bytes, record_salt: bytes, cost: Cost | None = None) -> Slot:
    """The key wrapped by ``secret``, without spaces around it: those come along when it is pasted.

    Raises:
        InputError: no passphrase to protect anything with.
    """
    plain, cost = _plain(way.kind, secret).strip(), cost or USUAL_COST
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    try:
        cost, wrapping = _stretched_for_this_machine(plain, salt, cost)
    except (HashingError, MemoryError):
        cost, wrapping = _stretched_for_this_machine(plain, salt, SMALL_COST)
    said = _said(way) | {
        "cost": {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes},
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }
    sealed = AESGCM(wrapping).encrypt(nonce, data_key, _bound(said, record_salt))
    return Slot(way, said | {"sealed": sealed.hex()})


def opened(slot: Slot, secret: str, record_salt: bytes) -> bytes:
    """The data key of 32 bytes.

    Raises:
        WrongSecretError: the secret is another one.
        RecordError: the slot asks for more than this version gives or is free here, or is damaged.
    """
    table = Fields(dict(slot.table), "", error=RecordError)
    if slot.way.kind is WayKind.OPEN:
        return _bytes(table, "key", KEY_BYTES)
    cost = _cost(table)
    said = {name: value for name, value in slot.table.items() if name != "sealed"}
    try:
        plain = _plain(slot.way.kind, secret)
    except InputError as error:
        raise wrong_secret(slot.way.kind) from error
    for tried in dict.fromkeys((plain, plain.strip())):  # as typed first: older slots kept the spaces
        found = _unwrapped(table, tried, cost, _bound(said, record_salt))
        if found is not None:
            return found
    raise wrong_secret(slot.way.kind)


def _unwrapped(table: Fields, plain: bytes, cost: Cost, bound: bytes) -> bytes | None:
    """The data key; None if the secret is another one."""
    salt, nonce = _bytes(table, "salt", _SALT_BYTES), _bytes(table, "nonce", _NONCE_BYTES)
    sealed = _bytes(table, "sealed", KEY_BYTES + _TAG_BYTES)
    try:
        wrapping = _stretched(plain, salt, cost)
    except (HashingError, MemoryError) as error:
        raise RecordError(
            "There is not enough free memory to unlock: it takes {megabytes} MB for a second. "
            "Close other programs and try again.",
            megabytes=-(-cost.memory_kib // 1024),
        ) from error
    try:
        return AESGCM(wrapping).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def read_slot(table: Mapping[str, Any]) -> Slot:
    """A slot as it was written.

    Raises:
        RecordError: it is of a kind this version does not know, or damaged.
    """
    fields = Fields(dict(table), "", error=RecordError)
    kind = fields.text("kind")
    if kind not in list(WayKind):
        raise RecordError("The key file asks for a way to unlock this version does not know. Update the app.")
    holder = fields.text("holder", "")
    therapist = fields.text("therapist", "")
    made = fields.text("made", "")
    try:
        way = Way(
            id=UUID(fields.text("id", str(_FIRST_ID))),
            kind=WayKind(kind),
            holder=Actor(
                name=holder,
                therapist_id=UUID(therapist) if therapist else None,
                role=Role(fields.text("role", Role.OWNER)),
            ),
            made_at=datetime.fromisoformat(made) if made else None,
            is_first=fields.flag("first", default=False),
        )
    except ValueError as error:
        raise _damaged() from error
    return Slot(way, dict(table))


_FIRST_ID: Final = UUID(int=0)
"""Of the only slot of a key file written before slots had names."""


def new_code() -> str:
    """A recovery code nobody has had: 130 random bits and ten that tell a slip of the pen."""
    random = "".join(secrets.choice(CODE_LETTERS) for _ in range(_CODE_RANDOM))
    code = random + _check(random)
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def wrong_secret(kind: WayKind) -> WrongSecretError:
    """The complaint."""
    if kind is WayKind.RECOVERY:
        return WrongSecretError("This recovery code opens another record, or was replaced by a newer one.")
    return WrongSecretError("This passphrase is not the right one. Look at Caps Lock and the keyboard.")


def _plain(kind: WayKind, secret: str) -> bytes:
    text = checked_code(secret) if kind is WayKind.RECOVERY else checked_passphrase(secret)
    return text.encode("utf-8", "surrogatepass")


def checked_code(typed: str) -> str:
    """The code as it was made, without dashes.

    Raises:
        InputError: it is too short or too long, or has a slip in it.
    """
    code = tidy_code(typed)
    length = _CODE_RANDOM + _CODE_CHECK
    if len(code) != length or not set(code) <= set(CODE_LETTERS):
        raise InputError("A recovery code has {count} letters and digits in groups of four.", count=length)
    if _check(code[:_CODE_RANDOM]) != code[_CODE_RANDOM:]:
        raise InputError("One of the letters is another one: compare the recovery code group by group.")
    return code


def _check(random: str) -> str:
    number = int.from_bytes(hashlib.sha256(random.encode()).digest()[:2])
    return CODE_LETTERS[number >> 11] + CODE_LETTERS[number >> 6 & 31]


def _said(way: Way) -> dict[str, Any]:
    said: dict[str, Any] = {"id": str(way.id), "kind": str(way.kind)}
    said |= {"holder": way.holder.name, "role": str(way.holder.role)}
    said["therapist"] = str(way.holder.therapist_id) if way.holder.therapist_id else ""
    said["made"] = way.made_at.isoformat() if way.made_at else ""
    if way.is_first:
        said["first"] = True
    return said


def _bound(said: Mapping[str, Any], record_salt: bytes) -> bytes:
    return record_salt + json.dumps(said, sort_keys=True).encode()


def _stretched_for_this_machine(secret: bytes, salt: bytes, cost: Cost) -> tuple[Cost, bytes]:
    """The secret stretched, with more passes than ``cost`` says where they take less than its seconds."""
    started = time.perf_counter()
    wrapping = _stretched(secret, salt, cost)
    took_s = time.perf_counter() - started
    passes = min(math.ceil(cost.passes * cost.least_s / took_s), _LARGEST.passes)
    if passes <= cost.passes:
        return cost, wrapping
    cost = replace(cost, passes=passes)
    return cost, _stretched(secret, salt, cost)


def _stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _cost(table: Fields) -> Cost:
    asked = table.table("cost")
    cost = Cost(asked.whole("memory_kib", 0), asked.whole("passes", 0), asked.whole("lanes", 0))
    for asked_for, least, most in (
        (cost.memory_kib, _SMALLEST.memory_kib, _LARGEST.memory_kib),
        (cost.passes, _SMALLEST.passes, _LARGEST.passes),
        (cost.lanes, _SMALLEST.lanes, _LARGEST.lanes),
    ):
        if not least <= asked_for <= most:
            raise RecordError("The key file asks for more than unlocking takes: it is damaged, or not ours.")
    return cost


def _bytes(table: Fields, name: str, length: int) -> bytes:
    try:
        found = bytes.fromhex(table.text(name))
    except ValueError as error:
        raise _damaged() from error
    if len(found) != length:
        raise _damaged()
    return found


def _damaged() -> RecordError:
    return RecordError("A way to unlock in the key file is damaged. Put the key file back from a copy.")
