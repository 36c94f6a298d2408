"""Who may open the record, and what they may do there: people, roles, and the ways past the lock."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from clinic_app.domain.errors import InputError, RecordError

SHORTEST_PASSPHRASE: Final = 10
"""Letters; four words or more are better."""

LONGEST_PASSPHRASE: Final = 1_000


class Role(StrEnum):
    """What somebody may do with the record."""

    OWNER = "owner"
    """Everything: also who else may open it, backups, erasure, the clinic's own fields."""
    THERAPIST = "therapist"
    """Everything about patients."""
    ASSISTANT = "assistant"
    """Look, and print again what was handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who works on the open record. ``name`` stands in it; it is empty while nobody has said their name."""

    name: str = ""
    therapist_id: UUID | None = None
    role: Role = Role.OWNER
    only_looks: bool = False
    """The record is open for reading only, whoever they are."""

    @property
    def may_write(self) -> bool:
        """Whether they may change anything about a patient."""
        return self.role is not Role.ASSISTANT and not self.only_looks


class WayKind(StrEnum):
    """How a way past the lock is opened."""

    OPEN = "open"
    """By nobody's secret: the key lies beside the record."""
    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"
    """By the code that was printed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to open the record."""

    id: UUID
    kind: WayKind
    holder: Actor = field(default_factory=Actor)
    made_at: datetime | None = None
    is_first: bool = False
    """Somebody else chose the passphrase: whoever unlocks with it takes one of their own first."""


class WrongSecretError(RecordError):
    """The passphrase or code opens nothing; the file itself is whole."""


class LockedError(RecordError):
    """The record asks for a passphrase first."""


class NotAllowedError(RecordError):
    """The person who works on the record may not do this."""


class KeyRing(Protocol):
    """The ways to open the record that is open; every change is on the disk, twice, when it returns."""

    def ways(self) -> Sequence[Way]:
        """All of them."""
        ...

    def is_older(self) -> bool:
        """Whether an older key file was put back, which lets in whoever was taken away since."""
        ...

    def is_entered(self) -> bool:
        """Whether the audit log knows of every change; a record that was just begun has none."""
        ...

    def note_entered(self) -> None:
        """Remember that it does."""
        ...

    def opens(self, way_id: UUID, secret: str) -> bool:
        """Whether the secret opens that way (a second or so: for a worker)."""
        ...

    def change(self, *, add: Sequence[tuple[Way, str]] = (), remove: Sequence[UUID] = ()) -> None:
        """Take ways away and add others, each with its secret, in one step.

        Raises:
            InputError: no owner could open the record after that.
            OutputError: the key file cannot be written; nothing was changed.
        """
        ...


def checked_passphrase(passphrase: str) -> str:
    """The passphrase as every keyboard and system writes it (NFKC).

    Raises:
        InputError: it is too short, too long, or one letter over and over.
    """
    plain = unicodedata.normalize("NFKC", passphrase)
    if len(plain.strip()) < SHORTEST_PASSPHRASE:
        raise InputError(
            "Take a passphrase of at least {least} letters, better four words.", least=SHORTEST_PASSPHRASE
        )
    if len(plain) > LONGEST_PASSPHRASE:
        raise InputError("Take a passphrase of at most {most} letters.", most=LONGEST_PASSPHRASE)
    if len(set(plain.casefold())) < _FEWEST_LETTERS:
        raise InputError("This passphrase repeats the same letters. Take another one, better four words.")
    return plain


_FEWEST_LETTERS: Final = 4


def an_owner_remains(ways: Sequence[Way]) -> bool:
    """Whether an owner can still open the record with these ways; a recovery code alone is not enough."""
    return any(each.holder.role is Role.OWNER and each.kind is not WayKind.RECOVERY for each in ways)


def tidy_code(typed: str) -> str:
    """A recovery code as typed, without spaces and dashes, with look-alikes put right (O is 0, I and L 1)."""
    letters = re.sub(r"[\s\-–—.]", "", unicodedata.normalize("NFKC", typed)).upper()
    return letters.translate(str.maketrans("OIL", "011"))
