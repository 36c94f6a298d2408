"""Reads a PDF as those hear it who do not see it: its tree of elements, and the text each one holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, TextStringObject

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_PAINTING = frozenset({b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh"})


@dataclass
class Node:
    """An element. Its kids are other elements and the texts drawn for it, in reading order."""

    role: str
    number: int
    alternative: str = ""
    spoken: str = ""
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list["Node | str"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is drawn for it and below it, as it is to be read."""
        return self.spoken or "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def elements(self) -> list["Node"]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator["Node"]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def all(self, *roles: str) -> list["Node"]:
        return [node for node in self.walk() if node.role in roles]


@dataclass
class PageText:
    """What a page's content says of itself."""

    marked: dict[int, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    decoration: list[tuple[str, str]] = field(default_factory=list)
    """Kind of artifact and text, for texts that belong to no element."""
    unmarked: list[str] = field(default_factory=list)
    """Texts and painting outside of any mark: there must be none."""
    nested: list[str] = field(default_factory=list)
    """Elements within decoration or within each other: there must be none."""


class TagTree:
    """The structure of one document."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(BytesIO(data))
        self.catalog: Any = self.reader.trailer["/Root"]
        self.pages = [_page_text(page, self.reader) for page in self.reader.pages]
        self._numbers = {
            page.indirect_reference.idnum: at
            for at, page in enumerate(self.reader.pages)
            if page.indirect_reference
        }
        self.root: Any = self.catalog["/StructTreeRoot"]
        self.document = self._node(self.root.raw_get("/K"), 0)

    def _node(self, reference: IndirectObject, page: int) -> Node:
        raw: Any = reference.get_object()
        page = self._numbers[raw.raw_get("/Pg").idnum] if "/Pg" in raw else page
        node = Node(
            role=raw["/S"],
            number=reference.idnum,
            alternative=str(raw.get("/Alt", "")),
            spoken=str(raw.get("/ActualText", "")),
            language=str(raw.get("/Lang", "")),
            attributes=dict(raw.get("/A", {})),
        )
        for kid in raw.get("/K", []):
            if isinstance(kid, int):
                node.marks.append((page, int(kid)))
                node.kids.append(self.pages[page].marked[int(kid)])
            elif kid.get_object().get("/Type") == "/MCR":
                other = self._numbers[kid.get_object().raw_get("/Pg").idnum]
                node.marks.append((other, int(kid.get_object()["/MCID"])))
                node.kids.append(self.pages[other].marked[node.marks[-1][1]])
            else:
                node.kids.append(self._node(kid, page))
        return node


def _page_text(page: Any, reader: PdfReader) -> PageText:
    found = PageText()
    fonts = {name: _characters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    open_marks: list[tuple[str, Any]] = []
    characters: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else DictionaryObject()
            open_marks.append((str(operands[0]), properties))
            _begin(found, open_marks)
        elif operator == b"EMC":
            _, properties = open_marks.pop()
            if "/ActualText" in properties and not _is_replaced(open_marks):
                _say(found, open_marks, str(properties["/ActualText"]))
        elif operator == b"Tf":
            characters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else [operands[0]]
            text = "".join(_decoded(part, characters) for part in parts if not isinstance(part, int | float))
            if not _is_replaced(open_marks):
                _say(found, open_marks, text)
        elif operator in _PAINTING and not open_marks:
            found.unmarked.append(operator.decode())
    assert not open_marks, "a mark is left open"
    return found


def _begin(found: PageText, open_marks: list[tuple[str, Any]]) -> None:
    role, properties = open_marks[-1]
    if "/MCID" in properties:
        found.marked[int(properties["/MCID"])] = ""
        found.roles[int(properties["/MCID"])] = role
    outer = open_marks[:-1]
    if outer and ("/MCID" in properties or role == "/Artifact"):
        found.nested.append(role)


def _is_replaced(open_marks: list[tuple[str, Any]]) -> bool:
    return any("/ActualText" in properties for _, properties in open_marks)


def _say(found: PageText, open_marks: list[tuple[str, Any]], text: str) -> None:
    for role, properties in reversed(open_marks):
        if "/MCID" in properties:
            found.marked[int(properties["/MCID"])] += text
            return
        if role == "/Artifact":
            found.decoration.append((str(properties.get("/Subtype", "")), text))
            return
    found.unmarked.append(text)


_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _characters(font: Any) -> dict[int, str]:
    """Code to character, by the font's own table."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for section in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, character in _PAIR.findall(section):
            found[int(code, 16)] = bytes.fromhex(character).decode("utf-16-be")
    for section in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, _, listed in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", section, re.DOTALL):
            for at, character in enumerate(re.findall(r"<(\w+)>", listed)):
                found[int(first, 16) + at] = bytes.fromhex(character).decode("utf-16-be", "replace")
    return found


def _decoded(part: Any, characters: dict[int, str]) -> str:
    data = part.original_bytes if isinstance(part, TextStringObject) else bytes(part)
    return "".join(characters[code] for code in data)
