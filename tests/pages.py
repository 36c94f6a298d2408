"""What must hold of the pages of any handout: nothing on top of each other, nothing torn, nothing empty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from reportlab.lib.units import mm

from clinic_app.pdf.writer import HandoutPdf
from tag_tree import HEADINGS, Node, TagTree

MARGIN = 5 * mm
_LEAST_OVERLAP = 0.3
"""Of the smaller letter's box."""
_NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and its box, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def shared_with(self, other: "Letter") -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across * up if across > 0 and up > 0 else 0.0


def faults(written: HandoutPdf) -> list[str]:
    """Everything wrong with the pages, in words."""
    document = pypdfium2.PdfDocument(written.data)
    found = [
        fault for number, page in enumerate(document, start=1) for fault in _faults_of_page(page, number)
    ]
    document.close()
    tree = TagTree(written.data)
    return [*found, *_fonts(tree), *_torn(tree), *_ends(tree)]


def _faults_of_page(page: pypdfium2.PdfPage, number: int) -> Iterator[str]:
    width, height = page.get_size()
    letters = sorted(_letters(page), key=lambda each: each.left)
    for each in letters:
        if min(each.left, each.bottom, width - each.right, height - each.top) < MARGIN - 0.5:
            yield f"page {number}: {each.text!r} stands in the margin"
    for at, one in enumerate(letters):
        for other in letters[at + 1 :]:
            if other.left >= one.right:
                break
            if one.shared_with(other) > _LEAST_OVERLAP * min(one.area, other.area):
                yield f"page {number}: {one.text!r} and {other.text!r} overlap"
    if any(thing.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects(max_depth=9)):
        yield f"page {number}: a bitmap"


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        if right > left and top > bottom:
            yield Letter(text.get_text_range(at, 1), left, bottom, right, top)


def _fonts(tree: TagTree) -> Iterator[str]:
    for page in tree.reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            name = str(font.get_object()["/BaseFont"])
            if "/FontFile2" not in font.get_object()["/FontDescriptor"]:
                yield f"{name} is not embedded"
            if not re.match(r"/[A-Z]{6}\+", name):
                yield f"{name} is not a subset"


def _pages(node: Node) -> set[int]:
    return {page for each in node.walk() for page, _ in each.marks}


def _torn(tree: TagTree) -> Iterator[str]:
    """Exercises that stand on two pages."""
    name, pages = "", set[int]()
    for node in [*tree.document.elements, None]:
        if node is None or node.role in ("/H1", "/H2"):
            if len(pages) > 1 and _NUMBERED.match(name):
                yield f"“{name}” stands on pages {sorted(page + 1 for page in pages)}"
            name, pages = (node.text if node else ""), set()
        if node is not None:
            pages |= _pages(node)


def _ends(tree: TagTree) -> Iterator[str]:
    """Pages that end with a heading, or hold nothing."""
    last: dict[int, Node] = {}
    for node in tree.document.elements:
        for page in _pages(node):
            last[page] = node
    for page in range(len(tree.pages)):
        if page not in last:
            heard = [text for kind, text in tree.pages[page].decoration if kind != "/Footer"]
            if not "".join(heard).strip():
                yield f"page {page + 1} is empty"
        elif last[page].role in HEADINGS:
            yield f"page {page + 1} ends with the heading “{last[page].text}”"
