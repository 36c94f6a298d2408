"""Where the very bytes that left are kept: sheets, letters, pictures."""

from typing import Protocol


class HandoutArchive(Protocol):
    """The very bytes handed out: encrypted, append-only, one file a hash, beside the database."""

    def put(self, pdf: bytes) -> str:
        """Keep the bytes; returns their SHA-256 as hex. On disk, flushed, when this returns."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash.

        Raises:
            RecordError: the file is missing or damaged.
        """
        ...

    def remove(self, sha256: str) -> None:
        """Erase the bytes of that hash, if they are there; only for what nobody's record holds.

        Raises:
            OutputError: they cannot be erased.
        """
        ...
