"""Pictures as phones and strangers send them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def a_photo(width: int = 60, height: int = 40, **saved: Any) -> bytes:
    """A JPEG: red above, blue below."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, height // 2, width, height))
    target = io.BytesIO()
    image.save(target, "JPEG", **saved)
    return target.getvalue()


def a_photo_from_a_phone() -> bytes:
    """Lying on its side, with its maker's name and where it was taken."""
    told = Image.Exif()
    told[0x0112] = 6
    told[0x010F] = "MAKER-MARK"
    told.get_ifd(0x8825)[1] = "N"
    return a_photo(exif=told)


def a_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
