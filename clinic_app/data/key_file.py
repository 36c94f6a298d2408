"""The record's key: random, in a file only its owner may read, two copies, with slots for ways to unlock.

``clinic-key/1`` is JSON: ``salt`` (16 bytes, hex), ``slots`` and ``digest`` (SHA-256 of the other fields,
which tells a damaged file from a wrong one). Today there is one slot of kind ``open``, whose key stands as
it is; a passphrase, a recovery code or a second therapist is one more kind of slot around the same key.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_app.data.private_files import write_private
from clinic_app.domain.errors import RecordError
from clinic_app.domain.fields import Fields

KEY_NAMES: Final = ("record.key", "record.key.copy")
"""The key file and its twin."""

_FORMAT: Final = "clinic-key/1"
_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_LARGEST_FILE: Final = 65_536


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

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=self.salt, info=purpose).derive(self.data_key)


def new_key() -> RecordKey:
    """A key nobody has had before."""
    return RecordKey(secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_SALT_BYTES))


def write_key(folder: Path, key: RecordKey) -> None:
    """Write the key file and its twin.

    Raises:
        OutputError: no space or no permission.
    """
    for name in KEY_NAMES:
        write_private(folder / name, _written(key))


def read_key(folder: Path) -> RecordKey:
    """The record's key; a damaged or missing file is mended from its twin.

    Raises:
        RecordError: both are missing, damaged, or of a newer version.
    """
    complaints: list[RecordError] = []
    for name in KEY_NAMES:
        try:
            key = _read(folder / name)
        except RecordError as complaint:
            complaints.append(complaint)
            continue
        _mend(folder, key)
        return key
    raise complaints[0]


def _mend(folder: Path, key: RecordKey) -> None:
    for name in KEY_NAMES:
        try:
            _read(folder / name)
        except RecordError:
            write_private(folder / name, _written(key))


def _written(key: RecordKey) -> bytes:
    content: dict[str, object] = {
        "format": _FORMAT,
        "salt": key.salt.hex(),
        "slots": [{"kind": "open", "key": key.data_key.hex()}],
    }
    return json.dumps(content | {"digest": _digest(content)}, indent=1).encode()


def _digest(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> RecordKey:
    content = _parsed(path)
    if content.get("format") != _FORMAT:
        raise RecordError(
            "The key file {file} is from a newer version of this app. Update the app.", file=path
        )
    if content.pop("digest", None) != _digest(content):
        raise _damaged(path)
    table = Fields(content, str(path), error=RecordError)
    for slot in table.tables("slots"):
        if slot.text("kind") == "open":
            return RecordKey(bytes.fromhex(slot.text("key")), bytes.fromhex(table.text("salt")))
    raise RecordError("The key file {file} asks for a way to unlock this version does not know.", file=path)


def _parsed(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_LARGEST_FILE))
    except FileNotFoundError as error:
        raise RecordError(
            "The key file {file} is missing. Without it nothing can be read: put it back from a copy.",
            file=path,
        ) from error
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
    return RecordError("The key file {file} is damaged. Put it back from a copy.", file=path)
