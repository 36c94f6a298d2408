"""Every page of a record without its encryption, as somebody with the key could carve it."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from clinic_app.data.key_file import read_key


def pages_of(folder: Path) -> bytes:
    """Every page of the file without its encryption (SQLCipher 4: AES-256-CBC), the free pages too."""
    size, reserved, salt = 4096, 80, 16
    key = bytes.fromhex(read_key(folder).database_key()[:64])
    stored, plain = (folder / "record.db").read_bytes(), b""
    for start in range(0, len(stored), size):
        page = stored[start : start + size]
        sealed, initial = page[salt if not start else 0 : size - reserved], page[size - reserved :][:16]
        plain += Cipher(algorithms.AES256(key), modes.CBC(initial)).decryptor().update(sealed)
    return plain
