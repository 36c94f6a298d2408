"""Writes the tree of elements, the bookmarks and the metadata into a document."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream

from clinic_app.pdf.marked import pdf_text
from clinic_app.pdf.tags import HEADINGS, Content, Element, Role, Tags

_BOOKMARKED: Final = HEADINGS[:2]
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class WrittenLater(PDFObject):
    """An object of which the text is set once all numbers are known."""

    def __init__(self) -> None:
        self.text = ""

    def format(self, document: object) -> bytes:  # noqa: ARG002 - ReportLab passes it
        """The text as it stands."""
        return self.text.encode("ascii")


def add_structure(document: Any, tags: Tags, *, title: str, language: str, creator: str) -> None:
    """Give ReportLab's document its tree, outline and metadata; call once all pages are there."""
    pages = [object_number(document, page) for page in document.Pages.pages]
    for at, page in enumerate(document.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = at, PDFName("S")
    tree = _Tree(document, tags, pages)
    catalog = document.Catalog
    catalog.MarkInfo = "<</Marked true>>"
    catalog.StructTreeRoot = tree.write()
    catalog.Outlines = _outline(document, tree, pages)
    catalog.Metadata = _metadata(title, language, creator)


def object_number(document: Any, thing: object) -> int:
    """The number of an object, registered if it is not yet."""
    number: int = document.idToObjectNumberAndVersion[document.Reference(thing).name][0]
    return number


class _Tree:
    """The elements with their object numbers."""

    def __init__(self, document: Any, tags: Tags, pages: Sequence[int]) -> None:
        self.elements = list(_elements(tags.document))
        self._document = document
        self._tags = tags
        self._pages = pages
        self._objects = [WrittenLater() for _ in self.elements]
        self.numbers = {
            id(element): object_number(document, written)
            for element, written in zip(self.elements, self._objects, strict=True)
        }

    def write(self) -> WrittenLater:
        """Every element, and the root, which is returned."""
        root = WrittenLater()
        parents = {id(self._tags.document): object_number(self._document, root)}
        raised = _raised(self.elements)
        for element, written in zip(self.elements, self._objects, strict=True):
            number = self.numbers[id(element)]
            parents |= {id(kid): number for kid in element.kids if isinstance(kid, Element)}
            written.text = self._text(element, parents[id(element)], raised)
        nums = "".join(
            f"{at}[{' '.join(f'{self.numbers[id(element)]} 0 R' for element in page)}]"
            for at, page in enumerate(self._tags.pages)
        )
        first = self.numbers[id(self._tags.document)]
        root.text = (
            f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree<</Nums[{nums}]>>"
            f"/ParentTreeNextKey {len(self._tags.pages)}>>"
        )
        return root

    def _text(self, element: Element, parent: int, raised: int) -> str:
        role = element.role
        if role in HEADINGS:
            role = HEADINGS[max(0, HEADINGS.index(role) - raised)]
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        kids = " ".join(self._kid(kid, page) for kid in element.kids)
        parts = (
            f"/S/{role}/P {parent} 0 R",
            f"/Pg {self._pages[page]} 0 R" if page is not None else "",
            f"/K[{kids}]" if kids else "",
            f"/Alt{pdf_text(element.alternative)}" if element.alternative else "",
            f"/ActualText{pdf_text(element.spoken)}" if element.spoken else "",
            f"/Lang{pdf_text(element.language)}" if element.language else "",
            f"/A<<{element.attributes}>>" if element.attributes else "",
        )
        return f"<<{''.join(parts)}>>"

    def _kid(self, kid: Element | Content, page: int | None) -> str:
        if isinstance(kid, Element):
            return f"{self.numbers[id(kid)]} 0 R"
        if kid.page == page:
            return str(kid.number)
        return f"<</Type/MCR/Pg {self._pages[kid.page]} 0 R/MCID {kid.number}>>"


def _elements(element: Element) -> Iterator[Element]:
    """The element and all below it, in reading order."""
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _elements(kid)


def _raised(elements: Sequence[Element]) -> int:
    """By how many levels headings are raised, lest a sheet without a title starts at the second."""
    first = next((each.role for each in elements if each.role in HEADINGS), Role.TITLE)
    return HEADINGS.index(first)


def _page_of(element: Element) -> int:
    return next((kid.page for kid in element.kids if isinstance(kid, Content)), 0)


def _outline(document: Any, tree: _Tree, pages: Sequence[int]) -> WrittenLater | None:
    """A bookmark for every heading that has one, in one row; None without any."""
    marked = [each for each in tree.elements if each.bookmark and each.role in _BOOKMARKED]
    if not marked:
        return None
    root, entries = WrittenLater(), [WrittenLater() for _ in marked]
    parent = object_number(document, root)
    numbers = [object_number(document, entry) for entry in entries]
    for at, (element, entry) in enumerate(zip(marked, entries, strict=True)):
        before = f"/Prev {numbers[at - 1]} 0 R" if at else ""
        after = f"/Next {numbers[at + 1]} 0 R" if at + 1 < len(numbers) else ""
        place = f"[{pages[_page_of(element)]} 0 R/XYZ null {round(element.top)} null]"
        entry.text = (
            f"<</Title{pdf_text(element.bookmark)}/Parent {parent} 0 R{before}{after}"
            f"/Dest{place}/SE {tree.numbers[id(element)]} 0 R>>"
        )
    root.text = f"<</Type/Outlines/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(numbers)}>>"
    return root


def _metadata(title: str, language: str, creator: str) -> PDFStream:
    """What the document is, for programs that read no PDF; never compressed."""
    packet = _PACKET.format(title=escape(title), language=escape(language), creator=escape(creator))
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, packet.encode("utf-8"))
