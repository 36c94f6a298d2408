"""Looks for words in files, however they stand there: as they are, encoded, packed, or in a PDF."""

import base64
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_IN_85 = re.compile(rb"stream\r?\n(.{1,4000000}?)~>", re.DOTALL)
_MOST_UNPACKED = 20_000_000


@dataclass(frozen=True, order=True)
class Trace:
    """A word that can be read in a file, and how it stands there."""

    file: str
    word: str
    way: str


@cache
def _spellings(word: str) -> tuple[tuple[str, bytes], ...]:
    """A word as bytes, all in small letters: capitals are no disguise."""
    small = word.lower()
    ways = {
        small.encode(): "utf-8",
        small.encode("utf-16-le"): "utf-16-le",
        small.encode("utf-16-be"): "utf-16-be",
        small.encode().hex().encode(): "hex",
        word.encode().hex().encode(): "hex",
    }
    escaped = json.dumps(small)[1:-1].encode()
    return tuple((way, spelled) for spelled, way in ({escaped: "escaped"} | ways).items())


@cache
def _in_base64(word: str) -> tuple[bytes, ...]:
    """The middle of a word as base64 has it, wherever the word begins among its triples, in UTF-8 and -16."""
    found = []
    for whole in {each.encode(code) for each in (word, word.lower()) for code in ("utf-8", "utf-16-le")}:
        for skipped in range(3):
            packed = base64.b64encode(bytes(skipped) + whole).rstrip(b"=")
            middle = packed[4 if skipped else 0 : -2]
            found += [middle, middle.translate(bytes.maketrans(b"+/", b"-_"))]
    return tuple(dict.fromkeys(each for each in found if len(each) > 8))


def found_in(content: bytes, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word that can be read in it, with the way it stands there."""
    for how, layer in _layers(content):
        small = layer.lower()
        for word in words:
            ways = [way for way, spelled in _spellings(word) if spelled in small]
            if any(each in layer for each in _in_base64(word)):
                ways.append("base64")
            yield from ((word, f"{how}{way}") for way in ways)


def traces_below(folder: Path, words: Sequence[str], *, but: Sequence[Path] = ()) -> list[Trace]:
    """Every word in every file of the folder, and in the names; not in what lies in ``but``."""
    found = set()
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(each) for each in but):
            continue
        name = str(path.relative_to(folder))
        found |= {Trace(name, word, "name") for word, _ in found_in(path.name.encode(), words)}
        if path.is_file() and not path.is_symlink():
            found |= {Trace(name, word, way) for word, way in found_in(path.read_bytes(), words)}
    return sorted(found)


def _layers(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The content itself, and everything that is packed within."""
    yield "", content
    for place in _PACKED.finditer(content):
        yield from _unpacked("packed, ", content[place.start() :])
    for place in _IN_85.finditer(content):
        with suppress(ValueError):
            yield from _unpacked("packed, ", base64.a85decode(place[1]))
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                yield "zipped, ", member.encode()
                yield from ((f"zipped, {how}", layer) for how, layer in _layers(archive.read(member)))
    start = content.find(b"%PDF-")
    if start >= 0:
        yield "on paper, ", _written(content[start:])


def _unpacked(how: str, packed: bytes) -> Iterator[tuple[str, bytes]]:
    with suppress(zlib.error):
        layer = zlib.decompressobj(47).decompress(packed, _MOST_UNPACKED)
        if len(layer) > 8:
            yield how, layer


def _written(pdf: bytes) -> bytes:
    """What a person reads in a PDF, its metadata included."""
    with suppress(PyPdfError, ValueError, KeyError):
        reader = PdfReader(BytesIO(pdf), strict=True)  # it warns of nothing then
        said = [page.extract_text() for page in reader.pages] + [str(reader.metadata)]
        return "\n".join(said).encode("utf-8", "replace")
    return b""
