"""What each part of a page is, for those who hear it: a tree of elements, made while the page is drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from clinic_app.pdf.marked import operators


class Role(StrEnum):
    """What a part is; the values are PDF's standard structure types."""

    DOCUMENT = "Document"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    TEXT = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    ITEM_BODY = "LBody"
    FIGURE = "Figure"
    CAPTION = "Caption"
    TABLE = "Table"
    ROW = "TR"
    HEADER = "TH"
    CELL = "TD"
    SPAN = "Span"


HEADINGS: Final = (Role.TITLE, Role.HEADING, Role.SUBHEADING)
"""Headings, the highest first."""
_HOLDS_ELEMENTS_ONLY: Final = frozenset({Role.DOCUMENT, Role.LIST, Role.ITEM, Role.TABLE, Role.ROW})

NUMBERED: Final = "/O/List/ListNumbering/Decimal"
"""Attributes of a list whose labels are numbers."""
NAMED: Final = "/O/List/ListNumbering/None"
"""Attributes of a list whose labels are words."""
DOTTED: Final = "/O/List/ListNumbering/Disc"
"""Attributes of a list whose items stand behind dots."""
FOOTER: Final = "/Type/Pagination/Subtype/Footer"
"""What stands at the foot of every page."""


def spanning(*, rows: int = 1, columns: int = 1, heads: str = "") -> str:
    """Attributes of a table's cell: how far it reaches, and of what it is the head (``Row``, ``Column``)."""
    parts = (
        f"/Scope/{heads}" if heads else "",
        f"/RowSpan {rows}" if rows > 1 else "",
        f"/ColSpan {columns}" if columns > 1 else "",
    )
    return f"/O/Table{''.join(parts)}" if any(parts) else ""


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content: page (from 0) and number on that page."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree. ``spoken`` replaces what is drawn, ``alternative`` describes it.

    ``attributes`` are those of PDF; ``bookmark`` names the element in the outline, ``top`` in points is
    where it starts on its page.
    """

    role: Role
    alternative: str = ""
    spoken: str = ""
    language: str = ""
    attributes: str = ""
    bookmark: str = ""
    top: float = 0.0
    kids: list["Element | Content"] = field(default_factory=list)


class Tags:
    """Marks what is drawn on one canvas. What is drawn outside of any element is decoration."""

    def __init__(self, canvas: "TaggedCanvas", language: str) -> None:
        """``language`` is the document's."""
        canvas.tags = self
        self._canvas = canvas
        self.document = Element(Role.DOCUMENT)
        self.pages: list[list[Element]] = []
        """Of each page the elements its marked content belongs to, by number."""
        self._open: list[Element | str] = [self.document]  # the text is a decoration's properties
        self._shared: dict[int, tuple[object, Element]] = {}
        self._start = ""
        self._language = self._usual_language = language

    @contextmanager
    def page(self) -> Iterator[None]:
        """Everything drawn on one page."""
        self.pages.append([])
        self._begin()
        yield
        self._end()

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """Elements begun within are in this language; "" for the document's."""
        before, self._language = self._language, language or self._usual_language
        yield
        self._language = before

    @contextmanager
    def element(self, element: Element, *, of: object = None) -> Iterator[None]:
        """What is drawn within belongs to the element, or to the one made before for the same ``of``."""
        if isinstance(self._open[-1], str):
            yield  # a decoration stays one
            return
        self._end()
        parent = self._open[-1]
        joined = self._joined(parent, element, of)
        self._open.append(joined)
        self._begin()
        yield
        self._end()
        self._open.pop()
        if not joined.kids and joined.role is not Role.CELL:
            self._leave_out(parent, joined, of)
        self._begin()

    @contextmanager
    def decoration(self, properties: str = "") -> Iterator[None]:
        """What is drawn within is not read aloud, whatever it says of itself."""
        self._end()
        self._open.append(properties)
        self._begin()
        yield
        self._end()
        self._open.pop()
        self._begin()

    def _joined(self, parent: Element, element: Element, of: object) -> Element:
        if of is not None and id(of) in self._shared:
            return self._shared[id(of)][1]
        if of is not None:
            self._shared[id(of)] = (of, element)  # kept, so that nothing else gets the same id
        if parent is self.document and self._language != self._usual_language:
            element.language = element.language or self._language
        parent.kids.append(element)
        return element

    def _leave_out(self, parent: Element, element: Element, of: object) -> None:
        """An element of which nothing was drawn is none."""
        parent.kids.remove(element)
        self._shared.pop(id(of), None)

    def _begin(self) -> None:
        now = self._open[-1]
        if isinstance(now, str):
            self._start = f"/Artifact <<{now}>> BDC" if now else "/Artifact BMC"
        elif now.role in _HOLDS_ELEMENTS_ONLY:
            self._start = "/Artifact BMC"
        else:
            self._start = f"/{now.role} <</MCID {len(self.pages[-1])}>> BDC"
        operators(self._canvas).append(self._start)

    def _end(self) -> None:
        code, now = operators(self._canvas), self._open[-1]
        if code[-1] is self._start:
            code.pop()  # nothing was drawn
            return
        code.append("EMC")
        if isinstance(now, Element) and now.role not in _HOLDS_ELEMENTS_ONLY:
            now.kids.append(Content(len(self.pages) - 1, len(self.pages[-1])))
            self.pages[-1].append(now)


class TaggedCanvas(Canvas):
    """A canvas whose marks are kept, for text that says itself how it is read."""

    tags: Tags
