"""Draws one line of text, and says how it is read where its glyphs do not."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from clinic_app.pdf.bidi import runs_both_ways
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.inks import ink
from clinic_app.pdf.marked import spoken_as
from clinic_app.pdf.tags import Element, Role, TaggedCanvas


def set_line(
    canvas: Canvas,
    pieces: Sequence[tuple[str, bool]],
    said: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    has_room: bool = True,
) -> None:
    """Draw pieces in the order they stand, from ``x`` on; ``said`` is the same in the order it is read.

    ``has_room``: a space at the end of what is said stays within the margin.
    """
    if has_room and _reads_as_it_stands(pieces, said):
        _draw_pieces(canvas, pieces, x, y, size, colour, space_after=said.endswith(" "))
    else:
        with _spoken(canvas, said):
            _draw_pieces(canvas, pieces, x, y, size, colour)


def in_language(canvas: Canvas, language: str) -> AbstractContextManager[None]:
    """What is drawn within is in another language than what is about it."""
    if isinstance(canvas, TaggedCanvas):
        return canvas.tags.element(Element(Role.SPAN, language=language))
    return nullcontext()


def _spoken(canvas: Canvas, said: str) -> AbstractContextManager[None]:
    """What is drawn within is read as ``said``.

    Text from the right says so in the tree only: programs that copy from the page turn such letters
    round themselves, and would do so with these too.
    """
    if runs_both_ways(said) and isinstance(canvas, TaggedCanvas):
        return canvas.tags.element(Element(Role.SPAN, spoken=said))
    return spoken_as(canvas, said)


def _reads_as_it_stands(pieces: Sequence[tuple[str, bool]], said: str) -> bool:
    """Whether whoever reads the glyphs from left to right reads what is said."""
    shown = "".join(text for text, _ in pieces)
    if said not in (shown, shown + " "):
        return False
    return shown.isascii() or all(
        "".join("" if run.shaped else run.text for run in faces().runs(text, bold)) == text
        for text, bold in pieces
    )


def _draw_pieces(
    canvas: Canvas,
    pieces: Sequence[tuple[str, bool]],
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    space_after: bool = False,
) -> None:
    """Draw pieces side by side; a space after the last keeps the words of two lines apart when read."""
    canvas.setFillColor(ink(colour))
    runs = [run for text, bold in pieces for run in faces().runs(text, bold)]
    for at, run in enumerate(runs):
        if space_after and at == len(runs) - 1 and not run.text.endswith(" "):
            run = replace(run, text=f"{run.text} ")
        run.draw(canvas, x, y, size)
        x += run.width(size)
