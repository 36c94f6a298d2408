"""Text as it is read aloud and copied, beside the glyphs that show it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

_IN_ONE_BYTE: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u00ff]*")
"""Characters that have the same code in Latin 1 and in PDF's own encoding."""
_HALF_A_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def pdf_text(text: str) -> str:
    """A text as PDF writes it, in ASCII; half a surrogate pair is written as its code."""
    if _IN_ONE_BYTE.fullmatch(text):
        shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return "(" + "".join(each if each.isascii() else f"\\{ord(each):03o}" for each in shown) + ")"
    whole = _HALF_A_CHARACTER.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return f"<FEFF{whole.encode('utf-16-be').hex().upper()}>"


def operators(canvas: Canvas) -> list[str]:
    """The page's operators so far; ReportLab has no marked content of its own."""
    code: Any = canvas
    found: list[str] = code._code
    return found


@contextmanager
def spoken_as(canvas: Canvas, text: str) -> Iterator[None]:
    """What is drawn within is read and copied as ``text``."""
    operators(canvas).append(f"/Span <</ActualText {pdf_text(text)}>> BDC")
    yield
    operators(canvas).append("EMC")
