"""What the audit log watches, and the MACs it is made of.

Every table of the models is watched but those named here, so a new table is watched by itself. A row's digest
is a MAC of its values as SQLite holds them; the items of a program's version count as part of the version. An
entry's chain is a MAC of the chain before and of all the entry says.

A column that comes later says so in its model (``info={"since": "0009"}``): rows that were not saved since
have a digest without it.
"""

import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table

from clinic_app.data.tables import Base

SHAPE: Final = "0008"
"""The revision of the tables that new entries are made of; count it up with a column that comes later."""

FIRST_SHAPE: Final = "0008"
"""Of the oldest entries there are: a log is begun when the tables are in their newest shape."""

UNWATCHED: Final = frozenset(
    {
        "audit_entry",
        "audit_key",
        "counter",
        "draft",
        "found_text",
        "patient_word",
        "shelf_use",
    }
)
"""Derived from other tables, or no part of anybody's record."""

PARTS: Final[Mapping[str, tuple[str, str]]] = {"program_item": ("program_version", "version_id")}
"""Tables whose rows count as part of another's row, and the column that names it."""

_UNFINISHED: Final[Mapping[str, str]] = {"visit": "signed_at IS NULL", "program_version": "number IS NULL"}
"""Rows saved at every pause in typing: what they said before is not kept."""

ENTRY_COLUMNS: Final = (
    "number",
    "at",
    "actor",
    "therapist_id",
    "action",
    "subject",
    "subject_id",
    "patient_id",
    "detail",
    "shape",
    "digest",
    "before",
)
"""What a chain is made over, in order; ``chain`` itself follows."""

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched table as the log sees it."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    patient: str
    """Whose a row is, as SQL over the row ``{row}``."""
    unfinished: str
    """The condition, over a row, on which old values are not kept."""
    since: Mapping[str, str] = field(default_factory=dict)
    part: "Part | None" = None

    def written_key(self, row: str) -> str:
        """The row's key as one text, in SQL."""
        return " || '/' || ".join(f'{row}."{name}"' for name in self.key)

    def listed(self, row: str) -> str:
        """All columns, in SQL."""
        return ", ".join(f'{row}."{name}"' for name in self.columns)

    def whose(self, row: str) -> str:
        """The patient's id, or NULL, in SQL."""
        return self.patient.format(row=row)

    def kept(self, shape: str) -> tuple[int, ...]:
        """Places of the columns there were in that shape."""
        return _kept(self.columns, tuple(self.since.get(each, FIRST_SHAPE) for each in self.columns), shape)


@dataclass(frozen=True, slots=True)
class Part:
    """A table whose rows count as part of another's."""

    name: str
    owner: str
    columns: tuple[str, ...]
    since: tuple[str, ...]

    def listed(self) -> str:
        """All columns, in SQL."""
        return ", ".join(f'"{name}"' for name in self.columns)

    def kept(self, shape: str) -> tuple[int, ...]:
        """Places of the columns there were in that shape."""
        return _kept(self.columns, self.since, shape)


@cache
def _kept(columns: tuple[str, ...], since: tuple[str, ...], shape: str) -> tuple[int, ...]:
    return tuple(at for at in range(len(columns)) if since[at] <= shape)


@cache
def watched_tables() -> Mapping[str, Watched]:
    """Every watched table by its name, those first that others refer to."""
    parts = {owner: _part(name, column) for name, (owner, column) in PARTS.items()}
    tables = [each for each in Base.metadata.sorted_tables if each.name not in UNWATCHED | PARTS.keys()]
    return {each.name: _watched(each, parts.get(each.name)) for each in tables}


def _watched(table: Table, part: Part | None) -> Watched:
    return Watched(
        name=table.name,
        columns=tuple(column.name for column in table.c),
        key=tuple(column.name for column in table.primary_key),
        patient=_whose(table) or "NULL",
        unfinished=_UNFINISHED.get(table.name, ""),
        since={column.name: column.info["since"] for column in table.c if "since" in column.info},
        part=part,
    )


def _part(name: str, owner: str) -> Part:
    columns = Base.metadata.tables[name].c
    since = tuple(column.info.get("since", FIRST_SHAPE) for column in columns)
    return Part(name, owner, tuple(column.name for column in columns), since)


def _whose(table: Table) -> str:
    """By the row's own column, else by whatever it belongs to."""
    if table.name == "patient":
        return "{row}.id"
    if "patient_id" in table.c:
        return "{row}.patient_id"
    for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
        above = key.column.table
        whose = _whose(above)
        if whose:
            inner = whose.format(row=above.name)
            return f"(SELECT {inner} FROM {above.name} WHERE {above.name}.id = {{row}}.{key.parent.name})"
    return ""


def digest(key: bytes, table: Watched, shape: str, row: Values, parts: Sequence[Values]) -> bytes:
    """The MAC of a row and its parts, as they stand in the record, by the columns of that shape."""
    places = table.kept(shape)
    content: list[Any] = [[row[at] for at in places]]
    if table.part is not None:
        inner = table.part.kept(shape)
        content += [[each[at] for at in inner] for each in parts]
    return mac(key, _named(table.name, places, table.columns) + _packed(content))


@cache
def _named(name: str, places: tuple[int, ...], columns: tuple[str, ...]) -> bytes:
    return _packed([name, *(columns[at] for at in places)])


def first_chain(key: bytes) -> bytes:
    """What stands before the first entry."""
    return mac(key, b"the audit log begins")


def chained(key: bytes, before: bytes, entry: Values) -> bytes:
    """The chain of an entry, whose values stand in the order of ``ENTRY_COLUMNS``."""
    return mac(key, before + _packed([each.hex() if isinstance(each, bytes) else each for each in entry]))


def key_for_nobody(key: bytes) -> bytes:
    """Seals what rows said before that are no patient's."""
    return mac(key, b"what the clinic's own rows said before")


def new_key() -> bytes:
    """A key for what one patient's rows said before."""
    return secrets.token_bytes(KEY_BYTES)


def sealed(key: bytes, values: Mapping[str, Any], bound: str) -> bytes:
    """Old values, which open with the key and beside ``bound`` only."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, _packed(values), bound.encode())


def unsealed(key: bytes, content: bytes, bound: str) -> Mapping[str, Any] | None:
    """The old values; None where the key is another one, or they were altered."""
    try:
        plain = AESGCM(key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], bound.encode())
    except (InvalidTag, ValueError):  # the latter: too short for a nonce
        return None
    values: dict[str, Any] = json.loads(plain)
    return values


def mac(key: bytes, content: bytes) -> bytes:
    """HMAC-SHA-256."""
    return hmac.digest(key, content, "sha256")


_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), default=lambda each: {"bytes": each.hex()})


def _packed(content: object) -> bytes:
    return _ENCODER.encode(content).encode()
