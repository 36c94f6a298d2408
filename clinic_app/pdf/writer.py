"""Writes a sheet as PDF: vectors and embedded fonts only, and the same bytes for the same sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Any, Final, Protocol

from reportlab.lib.units import mm

from clinic_app.domain.handout import Sheet, Typed, Words
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.domain.sheet_text import plain
from clinic_app.pdf.arrangement import arranged
from clinic_app.pdf.attached import attach
from clinic_app.pdf.block import DrawFigure, Easel, style
from clinic_app.pdf.compact import compact_bytes
from clinic_app.pdf.fonts import FIRST, faces
from clinic_app.pdf.layout import Layout
from clinic_app.pdf.marks import rule
from clinic_app.pdf.paint import FigurePainter
from clinic_app.pdf.structure import add_structure
from clinic_app.pdf.styles import Theme, theme_of
from clinic_app.pdf.tags import FOOTER, Role, TaggedCanvas, Tags
from clinic_app.pdf.text import Paragraph, Span, draw_line, line_width, spans

_BETWEEN: Final = " · "
_BEFORE_LABEL: Final = 4 * mm
CREATOR: Final = "Clinic Companion"
ONE_AT_A_TIME: Final = Lock()
"""ReportLab keeps its fonts, and which document uses which letters, for the whole process."""


@dataclass(frozen=True, slots=True)
class HandoutPdf:
    """A finished handout: its bytes, how many pages, and the bytes' SHA-256 as hex."""

    data: bytes
    page_count: int
    sha256: str


def write_handout(
    sheet: Sheet, draw_figure: DrawFigure, choices: SheetChoices, *, only_page: int | None = None
) -> HandoutPdf:
    """The sheet as PDF. ``draw_figure`` is asked for slug, frame and whether mirrored.

    With ``only_page`` (from 0; beyond the last, the last) other pages stay blank: a preview has it sooner.
    Safe to call from several threads; one sheet is written at a time.
    """
    drawings = _remembered(draw_figure)
    for picture in _pictures(sheet):  # drawing may take long, and needs nobody to wait
        drawings(*picture)
    with ONE_AT_A_TIME:
        faces()
        layout = arranged(sheet, theme_of(sheet, choices), drawings, choices.layout)
        shown = range(len(layout.pages))
        if only_page is not None:
            shown = shown[min(only_page, len(shown) - 1) :][:1]
        data = _written(sheet, layout, drawings, shown)
    return HandoutPdf(data, len(layout.pages), sha256(data).hexdigest())


def _remembered(draw_figure: DrawFigure) -> DrawFigure:
    """The same drawing for the same question, so that it is written into the document once."""
    from functools import cache

    return cache(draw_figure)


def _pictures(sheet: Sheet) -> tuple[tuple[str, str, bool], ...]:
    pictures = [picture for exercise in sheet.exercises for picture in exercise.pictures]
    pictures += [each.mistake_picture for each in sheet.exercises if each.mistake_picture]
    pictures += [panel.picture for topic in sheet.education for panel in topic.panels]
    return tuple((picture.slug, picture.frame, picture.mirror) for picture in pictures)


def _written(sheet: Sheet, layout: Layout, drawings: DrawFigure, shown: range) -> bytes:
    theme = layout.theme
    canvas = new_canvas(sheet, theme)
    tags = Tags(canvas, sheet.language)
    easel = Easel(canvas, FigurePainter(canvas, theme.palette), theme, drawings, tags)
    for number, page in enumerate(layout.pages, start=1):
        canvas.translate(theme.margin, theme.bottom)
        with tags.page():
            for placed in page if number - 1 in shown else ():
                placed.block.draw(easel, placed.top)
            if layout.has_footer:
                _draw_footer(easel, sheet, number, len(layout.pages))
        canvas.showPage()
    document: Any = canvas
    document = document._doc
    add_structure(document, tags, title=sheet.document_title, language=sheet.language, creator=CREATOR)
    attach(document, sheet.attachments)
    return compact_bytes(document)


class Titled(Protocol):
    """What a document says of itself to those who do not see it."""

    @property
    def language(self) -> str:
        """Its code."""
        ...

    @property
    def document_title(self) -> str:
        """Never a patient's name."""
        ...


def new_canvas(sheet: Titled, theme: Theme) -> TaggedCanvas:
    """An empty document for a sheet, or for what is set like one."""
    canvas = TaggedCanvas(
        BytesIO(),
        pagesize=(theme.width, theme.height),
        pageCompression=1,
        invariant=1,
        initialFontName=FIRST,
        lang=sheet.language,
    )
    canvas.setTitle(sheet.document_title)
    canvas.setAuthor("")
    canvas.setCreator(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_footer(easel: Easel, sheet: Sheet, page: int, pages: int) -> None:
    """Name, version and date, the page opposite.

    Who hears the sheet hears once, at its end, which one it is: version, date and fingerprint, as they are
    asked for on the telephone. The name is heard at the head; page numbers mean nothing to the ear.
    """
    canvas, theme = easel.canvas, easel.theme
    baseline = 9 * mm - theme.bottom
    rule_y = 14.6 * mm - theme.bottom
    label = sheet.page_label.format(page=page, pages=pages)
    set_in = style(theme, theme.small)
    if line_width(label, theme.small, bold=True) + _shortest(sheet, theme) > theme.text_width:
        label = f"{page}/{pages}"
    with easel.decoration(FOOTER):
        rule(canvas, 0, rule_y, theme.text_width, rule_y, theme.colours.hairline)
        draw_line(canvas, label, theme.left(theme.text_width, 0), baseline, set_in, bold=True, align="end")
    width = theme.text_width - line_width(label, theme.small, bold=True) - _BEFORE_LABEL
    words = Paragraph(
        footer_words(sheet.patient_names, sheet.footer, theme, width), set_in, width, most_lines=1
    )
    top = baseline + set_in.leading * 0.5 + set_in.size * 0.235
    said = plain(sheet.footer) if page == pages else ""
    with easel.tagged(Role.TEXT, spoken=said) if said else easel.decoration(FOOTER):
        words.draw(canvas, theme.left(0, width), top)


def _shortest(sheet: Sheet, theme: Theme) -> float:
    """What a footer's name, version and date take at the least, with the space after them."""
    words = (Span(span.text) for part in (*sheet.patient_names[:1], sheet.footer) for span in spans(part))
    between = line_width(_BETWEEN, theme.small) if sheet.patient_names else 0.0
    return sum(line_width(Typed(span.text), theme.small) for span in words) + between + _BEFORE_LABEL


def footer_words(
    patient_names: Sequence[Words], footer: Words, theme: Theme, width: float
) -> tuple[Span, ...]:
    """Name, version and date in one line: given names become initials, the name is cut, never the rest."""
    rest = spans(footer)
    names = [spans(name) for name in patient_names]
    if rest and any(names):
        rest = (Span(_BETWEEN), *rest)
    room = width - line_width("".join(span.text for span in rest), theme.small)
    for name in names:
        if sum(line_width(Typed(span.text), theme.small) for span in name) <= room:
            return (*name, *rest)
    if not names:
        return rest
    cut = Paragraph(names[-1], style(theme, theme.small), room, most_lines=1)
    return (*cut.first_line, *rest)
