"""The record's key: random, in a file only its owner may read, two copies, with slots for ways to unlock.

``clinic-key/1`` is JSON: ``salt`` (16 bytes, hex), ``count`` (how often the file was written: of two whole
copies the later counts), ``slots`` (``data.key_slots``) and ``digest`` (SHA-256 of the other fields, which
tells a damaged file from a wrong one). A passphrase, a recovery code or a second therapist is one more slot
around the same key, so that changing one never writes the record anew.
"""

import contextlib
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_app.data.key_count import CHANGED, ENTERED, note_count, noted_count
from clinic_app.data.key_slots import Slot, open_slot, opened, read_slot, sealed_slot
from clinic_app.data.private_files import never_waiting, write_private
from clinic_app.data.record_files import DATABASE_NAME
from clinic_app.domain.access import Actor, LockedError, Way, WayKind, an_owner_remains
from clinic_app.domain.errors import InputError, OutputError, RecordError
from clinic_app.domain.fields import Fields
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault

KEY_NAMES: Final = ("record.key", "record.key.copy")
"""The key file and its twin."""

_FORMAT: Final = "clinic-key/1"
_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_LARGEST_FILE: Final = 262_144
_MOST_SLOTS: Final = 100
_FIRST_COUNT: Final = 1


@dataclass(frozen=True, slots=True)
class RecordKey:
    """The random key everything of a record is encrypted under, and the database's salt. Never shown."""

    data_key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def database_key(self) -> str:
        """The raw key and salt as SQLCipher's ``PRAGMA key`` takes them, in hex: no passphrase to stretch."""
        return self._derived(b"clinic record database").hex() + self.salt.hex()

    def archive_key(self) -> bytes:
        """32 bytes for the archive of handouts."""
        return self._derived(b"clinic handout archive")

    def audit_key(self) -> bytes:
        """32 bytes for the chain and the digests of the audit log."""
        return self._derived(b"clinic audit log")

    def backup_key(self) -> bytes:
        """32 bytes for the manifests of backups."""
        return self._derived(b"clinic backup manifest")

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=self.salt, info=purpose).derive(self.data_key)


def new_key() -> RecordKey:
    """A key nobody has had before."""
    return RecordKey(secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_SALT_BYTES))


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file as it is read: everything but the key, which a slot has to give out."""

    salt: bytes
    slots: tuple[Slot, ...]
    count: int = _FIRST_COUNT

    @property
    def ways(self) -> Sequence[Way]:
        """The ways to open the record."""
        return [slot.way for slot in self.slots]

    def opened_by(self, way_id: UUID, secret: str = "") -> RecordKey:
        """The key, by that way.

        Raises:
            WrongSecretError: the secret is another one.
            RecordError: there is no such way, or it is damaged.
        """
        for slot in self.slots:
            if slot.way.id == way_id:
                return RecordKey(opened(slot, secret, self.salt), self.salt)
        raise RecordError("This way to unlock was taken away. Choose another one.")

    def opened_without_secret(self) -> tuple[RecordKey, Actor]:
        """The key that lies open, and whom it lets in.

        Raises:
            LockedError: every way asks for a secret.
        """
        for way in self.ways:
            if way.kind is WayKind.OPEN:
                return self.opened_by(way.id), way.holder
        raise LockedError("The record is locked. Unlock it with your passphrase.")


class SqlKeyRing:
    """The ways to open the record in ``folder``, which is open (``domain.access.KeyRing``)."""

    def __init__(self, folder: Path, key: RecordKey) -> None:
        self._folder, self._key = folder, key
        self._last: KeyFile | None = None
        with contextlib.suppress(RecordError):
            self._last = self._known()

    def ways(self) -> Sequence[Way]:
        """All of them."""
        return self._known().ways

    def put_back(self) -> None:
        """Write the key file anew where it went or was exchanged while the record was open.

        Call it when no connection is open any more: it looks into the database's file.
        """
        if self._last is None or _salt_of_database(self._folder) != self._key.salt:
            return
        try:
            self._known()
        except RecordError:
            with contextlib.suppress(OutputError, OSError):
                for name, there in _found(self._folder)[0].items():
                    _mend(self._folder / name, there, self._last)
                write_key_file(self._folder, self._last)

    def opens(self, way_id: UUID, secret: str) -> bool:
        """Whether the secret opens that way."""
        try:
            return self._known().opened_by(way_id, secret) == self._key
        except RecordError:
            return False

    def change(self, *, add: Sequence[tuple[Way, str]] = (), remove: Sequence[UUID] = ()) -> None:
        """Take ways away and add others, in one step.

        Raises:
            InputError: no owner could open the record after that.
            OutputError: the key file cannot be written; nothing was changed.
            RecordError: it was exchanged for another record's, or is gone.
        """
        known = self._known()
        kept = [slot for slot in known.slots if slot.way.id not in set(remove)]
        made = [self._slot(way, secret) for way, secret in add]
        slots = (*kept, *made)
        if not an_owner_remains([slot.way for slot in slots]):
            raise InputError("At least one owner must be able to open the record. Name another owner first.")
        if len(slots) > _MOST_SLOTS:
            raise InputError("The record has {most} ways to open it. Take one away first.", most=_MOST_SLOTS)
        changed = KeyFile(known.salt, slots, max(known.count, self._noted()) + 1)
        write_key_file(self._folder, changed)
        self._last = changed
        self._note(changed.count)

    def is_older(self) -> bool:
        """Whether the key file is from before its last change: what it lets in may have been taken away."""
        return self._known().count < self._noted()

    def is_entered(self) -> bool:
        """Whether the audit log knows of every change up to now."""
        return self._known().count <= max(_FIRST_COUNT, self._noted(ENTERED))

    def note_entered(self) -> None:
        """Remember that it does."""
        self._note(self._known().count, ENTERED)

    def _noted(self, name: str = CHANGED) -> int:
        return noted_count(self._folder / DATABASE_NAME, self._key.database_key(), name)

    def _note(self, count: int, name: str = CHANGED) -> None:
        note_count(self._folder / DATABASE_NAME, self._key.database_key(), count, name)

    def _known(self) -> KeyFile:
        """What the file says now; another record's is refused, since our key would be lost in it."""
        known = read_key_file(self._folder, self._key.salt)
        if known.salt != self._key.salt:
            raise FaultyRecordError(RecordFault.FOREIGN_KEY, file=self._folder / DATABASE_NAME)
        return known

    def _slot(self, way: Way, secret: str) -> Slot:
        if way.kind is WayKind.OPEN:
            return open_slot(way, self._key.data_key)
        return sealed_slot(way, secret, self._key.data_key, self._key.salt)


def write_key(folder: Path, key: RecordKey, holder: Actor | None = None) -> None:
    """Write a key file whose only way needs no secret, and its twin.

    Raises:
        OutputError: no space or no permission.
    """
    way = Way(id=uuid4(), kind=WayKind.OPEN, holder=holder or Actor())
    write_key_file(folder, KeyFile(key.salt, (open_slot(way, key.data_key),)))


def write_key_file(folder: Path, content: KeyFile) -> None:
    """Write the key file, then its twin: whoever is stopped between the two has the new one.

    Raises:
        OutputError: no space or no permission; the key file is as it was.
    """
    written = _written(content)
    first, twin = (folder / name for name in KEY_NAMES)
    before = _bytes_of(first)
    write_private(first, written)
    try:
        write_private(twin, written)
    except OutputError:
        if before:
            write_private(first, before)
        raise


def _bytes_of(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=never_waiting) as file:
            return file.read(_LARGEST_FILE) or b""
    except OSError:
        return b""


def read_key(folder: Path) -> RecordKey:
    """The key of a record that asks for no secret.

    Raises:
        LockedError: it asks for one.
        RecordError: both files are missing, damaged, or of a newer version.
    """
    return read_key_file(folder).opened_without_secret()[0]


def read_key_file(folder: Path, salt: bytes | None = None) -> KeyFile:
    """The key file; a damaged, missing or older copy is mended from its twin, if the folder lets us.

    ``salt`` is the record's, for whoever has it open: then its database is not looked at, since closing that
    file would end the locks that SQLite holds on it for this process.

    Raises:
        RecordError: both are missing, damaged, or of a newer version.
    """
    found, complaints = _found(folder)
    if not found:
        raise complaints[0]
    ours = _salt_of_database(folder) if salt is None else salt
    newest = max(found.values(), key=lambda each: (each.salt == ours, each.count))
    for name in KEY_NAMES:
        if found.get(name) != newest:
            with contextlib.suppress(OutputError, OSError):  # read-only: it opens all the same
                _mend(folder / name, found.get(name), newest)
    return newest


def _found(folder: Path) -> tuple[Mapping[str, KeyFile], Sequence[RecordError]]:
    """The copies that are whole, by name, and what is wrong with the others."""
    found: dict[str, KeyFile] = {}
    complaints: list[RecordError] = []
    for name in KEY_NAMES:
        try:
            found[name] = _read(folder / name)
        except RecordError as complaint:
            complaints.append(complaint)
    return found, complaints


def _mend(path: Path, there: KeyFile | None, right: KeyFile) -> None:
    """Write the copy anew; one that is whole but another record's is kept under another name."""
    if there is not None and there.salt != right.salt:
        path.rename(path.with_name(f"{path.name}.of-{there.salt.hex()[:8]}"))
    write_private(path, _written(right))


def _salt_of_database(folder: Path) -> bytes:
    """What the database's file begins with: of two key files it tells which one is its own."""
    try:
        with open(folder / DATABASE_NAME, "rb", opener=never_waiting) as file:
            return file.read(_SALT_BYTES)
    except OSError:
        return b""


def _written(key_file: KeyFile) -> bytes:
    content: dict[str, Any] = {
        "format": _FORMAT,
        "salt": key_file.salt.hex(),
        "count": key_file.count,
        "slots": [dict(slot.table) for slot in key_file.slots],
    }
    return json.dumps(content | {"digest": _digest(content)}, indent=1).encode()


def _digest(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> KeyFile:
    content = _parsed(path)
    if content.get("format") != _FORMAT:
        raise FaultyRecordError(RecordFault.KEY_NEWER, file=path)
    if content.pop("digest", None) != _digest(content):
        raise _damaged(path)
    table = Fields(content, str(path), error=RecordError)
    try:
        salt = bytes.fromhex(table.text("salt"))
    except ValueError as error:
        raise _damaged(path) from error
    slots = content.get("slots")
    if len(salt) != _SALT_BYTES or not isinstance(slots, list) or not 0 < len(slots) <= _MOST_SLOTS:
        raise _damaged(path)
    if not all(isinstance(each, dict) for each in slots):
        raise _damaged(path)
    return KeyFile(salt, tuple(read_slot(each) for each in slots), table.whole("count", 1))


def _parsed(path: Path) -> dict[str, object]:
    try:
        with open(path, "rb", opener=never_waiting) as file:
            content = json.loads(file.read(_LARGEST_FILE))
    except FileNotFoundError as error:
        raise FaultyRecordError(RecordFault.KEY_MISSING, file=path) from error
    except OSError as error:
        raise RecordError(
            "The key file {file} cannot be read: {reason}.", file=path, reason=error.strerror
        ) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path) from error
    if not isinstance(content, dict):
        raise _damaged(path)
    return content


def _damaged(path: Path) -> RecordError:
    return FaultyRecordError(RecordFault.KEY_DAMAGED, file=path)
