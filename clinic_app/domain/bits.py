"""Masks: integers whose bit n stands for place n. Made from places, and read back."""

from collections.abc import Iterable
from typing import Final

_IN_BYTE: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
"""The bits that are set in each byte."""


def mask_of_places(places: Iterable[int], count: int) -> int:
    """The mask of those places; there are ``count`` of them at most."""
    held = bytearray(count // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def places_of(mask: int) -> list[int]:
    """The places of the mask, in rising order."""
    held = mask.to_bytes(mask.bit_length() // 8 + 1, "little")
    return [at * 8 + bit for at, byte in enumerate(held) if byte for bit in _IN_BYTE[byte]]


def flags_of(mask: int, count: int) -> bytes:
    """One byte for each of ``count`` places: 1 where the mask has it."""
    return format(mask, f"0{count}b").encode().translate(_AS_FLAGS)[::-1]


_AS_FLAGS: Final = bytes.maketrans(b"01", b"\x00\x01")
