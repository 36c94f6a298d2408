"""Traces that FTS5 leaves of words that were deleted from an index: found, and written over.

With ``secure-delete`` a deleted word leaves the leaves of the index at once. What may stay is a signpost: for
each leaf the index keeps how its first word began when the leaf was written, with as many letters as told it
from the word before. Where that word is gone, the signpost still shows how it began, or all of it. It may as
well be the word that is first now. To find that costs one look at each leaf; putting the whole index
together anew would read and write all of it, and leaves signposts alone where there is nothing to merge.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

_PAGE_BITS: Final = 37
"""A leaf’s id is its segment’s number before so many bits, and its own number in them."""

_HEADER: Final = 4
_MORE, _SEVEN = 0x80, 0x7F
_LONGEST: Final = 9


def write_over(connection: Connection, index: str) -> int:
    """Give every leaf whose first word is gone a signpost of the word that is first now; says how many."""
    stale = [(segment, term, first) for segment, term, first in _signposts(connection, index) if first]
    for segment, term, first in stale:
        connection.exec_driver_sql(
            f'UPDATE "{index}_idx" SET term = ? WHERE segid = ? AND term = ?', (first, segment, term)
        )
    return len(stale)


def deletes_securely(connection: Connection, index: str) -> bool:
    """Whether deleted words leave the index’s leaves at once."""
    query = f"SELECT v FROM \"{index}_config\" WHERE k = 'secure-delete'"
    return bool(connection.exec_driver_sql(query).scalar())


def first_word(leaf: bytes) -> bytes:
    """The first word that begins on a leaf, whole, with the byte of its kind; empty where none does."""
    footer = int.from_bytes(leaf[2:_HEADER], "big")
    if footer >= len(leaf):
        return b""
    at, _ = _number(leaf, footer)
    length, start = _number(leaf, at)
    return leaf[start : start + length]


def _signposts(connection: Connection, index: str) -> Iterator[tuple[int, bytes, bytes]]:
    """Segment, signpost, and the word it should be; that is empty where the signpost tells nothing old."""
    rows = connection.exec_driver_sql(
        f'SELECT segid, term, block FROM "{index}_idx" '
        f'JOIN "{index}_data" ON id = (segid << {_PAGE_BITS}) + (pgno >> 1)'
    )
    for segment, term, leaf in rows:
        first = first_word(leaf)
        known = term if isinstance(term, bytes) else term.encode()
        yield segment, term, b"" if first.startswith(known) else first


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number as SQLite writes it, seven bits a byte, and where the next thing starts."""
    value = 0
    for place in range(at, at + _LONGEST):
        value = value << 7 | data[place] & _SEVEN
        if not data[place] & _MORE:
            return value, place + 1
    return value, at + _LONGEST
