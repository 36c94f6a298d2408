"""Writes a booklet: contents, then exercise after exercise, page by page, so that memory stays small."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reportlab.lib.units import mm

from clinic_app.domain.booklet import Booklet
from clinic_app.domain.handout import SheetExercise, Words
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.domain.sheet_text import plain
from clinic_app.pdf.block import Block, DrawFigure, Easel, Group, heading, running_text, style
from clinic_app.pdf.compact import compact_bytes
from clinic_app.pdf.exercise import ExerciseParts
from clinic_app.pdf.fonts import faces
from clinic_app.pdf.head import Letterhead
from clinic_app.pdf.layout import PlacedBlock, Plan, filled_pages
from clinic_app.pdf.marks import rule
from clinic_app.pdf.paging import page_height
from clinic_app.pdf.paint import FigurePainter
from clinic_app.pdf.pieces import Fixed, Piece, exercise_pieces
from clinic_app.pdf.structure import add_structure
from clinic_app.pdf.styles import Theme, theme_of
from clinic_app.pdf.tags import FOOTER, Role, TaggedCanvas, Tags
from clinic_app.pdf.text import Paragraph, draw_line, line_width
from clinic_app.pdf.writer import CREATOR, ONE_AT_A_TIME, HandoutPdf, new_canvas

Step = Callable[[int], None]
"""Told how many exercises are done; may raise to end the work."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise, and the heading of the chapter it opens, if it opens one."""

    exercise: SheetExercise
    opens: Words = ""


Pages = Sequence[Sequence[PlacedBlock]]


def write_booklet(
    booklet: Booklet, draw_figure: DrawFigure, choices: SheetChoices, measured: Step, drawn: Step
) -> HandoutPdf:
    """The booklet as PDF; every exercise is measured first, for the contents, and then drawn."""
    with ONE_AT_A_TIME:
        faces()
        theme = theme_of(booklet.sheet, choices)
        return _Press(booklet, theme, draw_figure).printed(measured, drawn)


class _Press:
    """Lays out one page at a time, and forgets it."""

    def __init__(self, booklet: Booklet, theme: Theme, draw_figure: DrawFigure) -> None:
        self._booklet, self._theme, self._draw_figure = booklet, theme, draw_figure
        self._page = 0

    def printed(self, measured: Step, drawn: Step) -> HandoutPdf:
        """Contents with page numbers, then the exercises."""
        booklet, sheet, groups = self._booklet, self._booklet.sheet, list(self._divided(measured))
        before = len(self._contents([0] * len(booklet.exercises)))
        starts, at = list[int](), before + 1
        for entries, page_count in groups:
            starts += [at] * len(entries)
            at += page_count
        canvas = new_canvas(sheet, self._theme)
        tags = Tags(canvas, sheet.language)
        for blocks in self._contents(starts):
            self._draw_page(canvas, tags, blocks)
        done = 0
        for entries, _page_count in groups:
            for blocks in self._pages_of(entries):
                self._draw_page(canvas, tags, blocks)
            done += len(entries)
            drawn(done)
        document: Any = canvas
        document = document._doc
        title = sheet.document_title
        add_structure(document, tags, title=title, language=sheet.language, creator=CREATOR)
        data = compact_bytes(document)
        return HandoutPdf(data, self._page, sha256(data).hexdigest())

    def _divided(self, measured: Step) -> Iterator[tuple[list[Entry], int]]:
        """Which exercises stand together on a page, and how many pages one that is longer takes."""
        theme, together, pieces = self._theme, list[Entry](), list[Piece]()
        done = 0
        for chapter in self._booklet.chapters:
            for at, exercise in enumerate(chapter.exercises):
                entry = Entry(exercise, chapter.title if at == 0 else "")
                more = self._pieces(entry)
                if together and page_height([*pieces, *more], theme.gap) > theme.text_height:
                    yield together, self._page_count(pieces)
                    together, pieces = [], []
                together.append(entry)
                pieces += more
                done += 1
                measured(done)
        if together:
            yield together, self._page_count(pieces)

    def _page_count(self, pieces: Sequence[Piece]) -> int:
        theme = self._theme
        if page_height(pieces, theme.gap) <= theme.text_height:
            return 1
        return len(filled_pages(pieces, theme, Plan()))

    def _pages_of(self, entries: Sequence[Entry]) -> Pages:
        pieces = [piece for entry in entries for piece in self._pieces(entry)]
        return filled_pages(pieces, self._theme, Plan())

    def _pieces(self, entry: Entry) -> list[Piece]:
        theme = self._theme
        parts = ExerciseParts(entry.exercise, theme, self._draw_figure)
        pieces = exercise_pieces(parts, theme.text_height * (0.9 if entry.opens else 1.0))
        if entry.opens:
            return [Fixed(heading(theme, entry.opens, size=theme.title)), *pieces]
        return pieces

    def _contents(self, starts: Sequence[int]) -> Pages:
        """Title and contents; ``starts`` are the exercises' pages."""
        booklet, theme = self._booklet, self._theme
        head: list[Block] = [
            Letterhead(booklet.sheet.clinic, booklet.sheet.patient, theme, booklet.sheet.logo),
            heading(theme, booklet.title, size=theme.title, after=1 * mm, role=Role.TITLE),
            running_text(theme, booklet.about, after=2 * mm),
            heading(theme, booklet.contents_title, after=1 * mm),
        ]
        pieces: list[Piece] = [Fixed(Group(*head))]
        at = 0
        for chapter in booklet.chapters:
            first = True
            for exercise in chapter.exercises:
                line: Block = _ContentsLine(exercise, starts[at], theme)
                if first:
                    name = running_text(theme, chapter.title, bold=True, before=2 * mm)
                    line, first = Group(name, line), False
                pieces.append(Fixed(line, is_joined=True))
                at += 1
        return filled_pages(pieces, theme, Plan())

    def _draw_page(self, canvas: TaggedCanvas, tags: Tags, blocks: Sequence[PlacedBlock]) -> None:
        theme = self._theme
        self._page += 1
        figures = FigurePainter(canvas, theme.palette, prefix=f"page{self._page}figure")
        easel = Easel(canvas, figures, theme, self._draw_figure, tags)
        canvas.translate(theme.margin, theme.bottom)
        with tags.page():
            for placed in blocks:
                placed.block.draw(easel, placed.top)
            with tags.decoration(FOOTER):
                self._draw_footer(canvas)
        canvas.showPage()

    def _draw_footer(self, canvas: TaggedCanvas) -> None:
        theme = self._theme
        baseline, rule_y = 9 * mm - theme.bottom, 14.6 * mm - theme.bottom
        rule(canvas, 0, rule_y, theme.text_width, rule_y, theme.colours.hairline)
        set_in = style(theme, theme.small)
        across = theme.left(theme.text_width, 0)
        draw_line(canvas, str(self._page), across, baseline, set_in, bold=True, align="end")


class _ContentsLine:
    """Number and name of an exercise, and its page."""

    def __init__(self, exercise: SheetExercise, page: int, theme: Theme) -> None:
        self._theme, self._exercise = theme, exercise
        self._page = str(page)
        self._set_in = style(theme, theme.label)
        number = f"{exercise.number}"
        self._indent = line_width("888  ", theme.label)
        room = theme.text_width - self._indent - line_width("8888", theme.label, bold=True)
        self._number = Paragraph(number, self._set_in, self._indent)
        self._name = Paragraph(exercise.name, self._set_in, room)

    @property
    def height(self) -> float:
        """All lines of the name."""
        return self._name.height

    def draw(self, easel: Easel, top: float) -> None:
        """Draw number, name, page."""
        theme, canvas = self._theme, easel.canvas
        with easel.tagged(
            Role.TEXT, spoken=f"{self._exercise.number}, {plain(self._exercise.name)}, {self._page}"
        ):
            self._number.draw(canvas, theme.left(0, self._indent), top)
            self._name.draw(canvas, theme.left(self._indent, self._name.width), top)
            baseline = top - self._set_in.leading * 0.5 - self._set_in.size * 0.235
            draw_line(
                canvas,
                self._page,
                theme.left(theme.text_width, 0),
                baseline,
                self._set_in,
                bold=True,
                align="end",
            )
