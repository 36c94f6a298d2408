"""A copy of a document that opens with a password only."""

from io import BytesIO


def protected_copy(data: bytes, password: str) -> bytes:
    """The document under AES-256, with one password for reading and printing."""
    from pypdf import PdfReader, PdfWriter  # a third of a second: only where somebody wants a password

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
