"""Writes ReportLab's objects as a small file: those without a stream together, and compressed."""

import zlib
from hashlib import sha256
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import format as formatted

from clinic_app.pdf.character_maps import mend_character_maps

_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM_END: Final = b"endstream"
_OFFSET_BYTES: Final = 4
_HARDEST: Final = 9


def compact_bytes(document: Any) -> bytes:
    """The finished document's file (PDF 1.7 with an object stream and a cross-reference stream)."""
    assert document.encrypt.info() is None, "texts within an object stream are not encrypted one by one"
    for font in document.delayedFonts:
        font.addObjects(document)
    mend_character_maps(document)
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    streams: list[tuple[int, bytes]] = []
    others: list[tuple[int, bytes]] = []
    number = 1
    while number in document.numberToId:  # formatting an object may register others
        body = formatted(document.idToObject[document.numberToId[number]], document, toplevel=1).rstrip()
        (streams if body.endswith(_STREAM_END) else others).append((number, body))
        number += 1
    file = bytearray(_HEAD)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for own, body in [*streams, (number, _object_stream(others))]:
        entries[own] = (1, len(file), 0)
        file += b"%d 0 obj\n%b\nendobj\n" % (own, body)
    entries |= {own: (2, number, place) for place, (own, _) in enumerate(others)}
    start = len(file)
    entries[number + 1] = (1, start, 0)
    trailer = b"/Root %b/Info %b" % (root.format(document), info.format(document))
    file += b"%d 0 obj\n%b\nendobj\n" % (number + 1, _cross_references(entries, trailer, bytes(file)))
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % start


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in objects), _HARDEST)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), data)


def _cross_references(entries: dict[int, tuple[int, int, int]], trailer: bytes, before: bytes) -> bytes:
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(_OFFSET_BYTES, "big") + place.to_bytes(2, "big")
        for _, (kind, where, place) in sorted(entries.items())
    )
    name = sha256(before).hexdigest()[:32].encode()
    head = b"/Type/XRef/Size %d/W[1 %d 2]%b/ID[<%b><%b>]" % (
        len(entries),
        _OFFSET_BYTES,
        trailer,
        name,
        name,
    )
    return _stream(head, zlib.compress(rows, _HARDEST))


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (head, len(data), data)
