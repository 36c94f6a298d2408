"""Files that go with a document: a reader of PDF lists them, and the app opens them again."""

import zlib
from hashlib import md5
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from clinic_app.domain.handout import Attachment
from clinic_app.pdf.marked import pdf_text
from clinic_app.pdf.structure import WrittenLater, object_number


def attach(document: Any, attachments: tuple[Attachment, ...]) -> None:
    """Put the files into ReportLab's document as associated files, as PDF/A-3 has them."""
    if not attachments:
        return
    entries = [(each.name, object_number(document, _specification(document, each))) for each in attachments]
    names = "".join(f"{pdf_text(name)} {number} 0 R" for name, number in sorted(entries))
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.Names = f"<</EmbeddedFiles<</Names[{names}]>>>>"
    catalog.AF = f"[{' '.join(f'{number} 0 R' for _, number in entries)}]"


def _specification(document: Any, attachment: Attachment) -> WrittenLater:
    stream = object_number(document, _stream(attachment))
    found = WrittenLater()
    name = pdf_text(attachment.name)
    found.text = (
        f"<</Type/Filespec/F{name}/UF{name}/AFRelationship/Source/Desc{pdf_text(attachment.description)}"
        f"/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
    )
    return found


def _stream(attachment: Attachment) -> PDFStream:
    """The file, compressed. MD5 is what the format wants to find damage with; it guards nothing."""
    data = attachment.data
    check = md5(data, usedforsecurity=False).hexdigest().upper()
    kind = PDFDictionary(
        {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": "/" + attachment.kind.replace("/", "#2F"),
            "Filter": PDFName("FlateDecode"),
            "Params": f"<</Size {len(data)}/CheckSum<{check}>>>",
        }
    )
    return PDFStream(kind, zlib.compress(data, 9))
