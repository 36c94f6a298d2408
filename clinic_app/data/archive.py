"""The very bytes handed out: one encrypted file a hash, written once, beside the database."""

import hashlib
import re
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_app.data.backup_files import open_plain, plain_size
from clinic_app.data.private_files import erase_private, make_private_folder, write_private
from clinic_app.domain.errors import RecordError

_MARK: Final = b"clinic-handout/1\n"
_NONCE_BYTES: Final = 12
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class EncryptedArchive:
    """Files are ``<first two of the hash>/<hash>``: a mark, a nonce, then AES-256-GCM bound to the hash."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._cipher = AESGCM(key)

    def put(self, pdf: bytes) -> str:
        """Keep the bytes; returns their SHA-256 as hex. On disk, flushed, when this returns.

        Raises:
            OutputError: no space or no permission; nothing half-written is left.
        """
        sha256 = hashlib.sha256(pdf).hexdigest()
        if not self.holds(sha256):
            path = self._path(sha256)
            make_private_folder(path.parent)
            nonce = secrets.token_bytes(_NONCE_BYTES)
            write_private(path, _MARK + nonce + self._cipher.encrypt(nonce, pdf, sha256.encode()))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash.

        Raises:
            RecordError: the file is missing or damaged.
        """
        try:
            stored = self._stored(sha256)
        except (OSError, RecordError) as error:
            raise RecordError(
                "The sheet that was handed out is missing from the archive ({file}), and no backup in reach "
                "holds it. Plug in a stick with backups, or hand the program out anew.",
                file=sha256[:12],
            ) from error
        nonce, sealed = stored[len(_MARK) :][:_NONCE_BYTES], stored[len(_MARK) + _NONCE_BYTES :]
        try:
            if not stored.startswith(_MARK):
                raise InvalidTag
            return self._cipher.decrypt(nonce, sealed, sha256.encode())
        except (InvalidTag, ValueError) as error:
            raise RecordError(
                "The sheet that was handed out is damaged in the archive ({file}), and no backup in reach "
                "holds it. Plug in a stick with backups, or hand the program out anew.",
                file=sha256[:12],
            ) from error

    def _stored(self, sha256: str) -> bytes:
        """The sealed bytes; of what does not begin as one of these files, only its beginning."""
        with open_plain(self._path(sha256)) as file:
            beginning = file.read(len(_MARK))
            return beginning + (file.read() if beginning == _MARK else b"")

    def is_there(self, sha256: str) -> bool:
        """Whether there is a file of that hash that is not cut down to nothing, whatever it holds."""
        return (plain_size(self._path(sha256)) or 0) > len(_MARK) + _NONCE_BYTES

    def holds(self, sha256: str) -> bool:
        """Whether the bytes of that hash are there, and whole."""
        try:
            self.get(sha256)
        except RecordError:
            return False
        return True

    def remove(self, sha256: str) -> None:
        """Erase the bytes of that hash, if they are there; only for what nobody's record holds.

        Raises:
            OutputError: they cannot be erased.
        """
        erase_private(self._path(sha256))

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise RecordError("“{hash}” does not name a sheet in the archive.", hash=sha256[:80])
        return self.folder / sha256[:2] / sha256
