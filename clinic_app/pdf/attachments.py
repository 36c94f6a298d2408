"""Takes a file out of a PDF again; PDFium reads the document, so a damaged or hostile one does no harm."""

from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from clinic_app.domain.errors import InputError
from clinic_app.pdf.preview import pdfium

_MOST_ATTACHMENTS: Final = 100
_LOCKED: Final = raw.FPDF_ERR_PASSWORD


def attached_file(data: bytes, name: str, *, most: int, place: str) -> bytes | None:
    """The bytes of the file called ``name`` within a PDF, or None if it holds no such file.

    Raises:
        InputError: ``data`` is no PDF that can be read, or the file is larger than ``most`` bytes.
    """
    with pdfium():
        document = _opened(data, place)
        try:
            return _found(document, name, most, place)
        finally:
            document.close()


def _opened(data: bytes, place: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _LOCKED:
            raise InputError(
                "{file} is protected by a password. Open the copy without one.", file=place
            ) from error
        raise InputError("{file} cannot be read: it is damaged, or no PDF.", file=place) from error


def _found(document: Any, name: str, most: int, place: str) -> bytes | None:
    try:
        for at in range(min(document.count_attachments(), _MOST_ATTACHMENTS)):
            attachment = document.get_attachment(at)
            if attachment.get_name() == name:
                return _bytes_of(attachment, most, place)
    except pypdfium2.PdfiumError as error:
        raise InputError("{file} cannot be read: it is damaged.", file=place) from error
    return None


def _bytes_of(attachment: Any, most: int, place: str) -> bytes:
    found = bytes(attachment.get_data())
    if len(found) > most:
        raise InputError("{file} holds a program that is too large to be one.", file=place)
    return found
