"""The library, or a part of it, as one booklet: long work that says how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.domain.booklet import Booklet, Chapter
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.date_words import written_date
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import Party
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.words import Catalogue
from clinic_app.services.printing import Pictures
from clinic_app.services.sheet import SheetComposer, SheetSubject

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf

Step = Callable[[int, int], None]
"""Told how many exercises are done, of how many; may raise to end the work."""

_PHASES = 3
"""Pictures, measures, pages: each goes once through all exercises."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter: what it is called, and its exercises."""

    title: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletPrinter:
    """Prints booklets from one library and one gallery of figures."""

    library: Library
    pictures: Pictures
    catalogue: Callable[[str], Catalogue]

    def print(
        self, parts: Sequence[Part], clinic: ClinicProfile, language: str, day: date, step: Step
    ) -> "HandoutPdf":
        """The booklet as PDF, as the clinic's sheets are printed; each exercise with its usual dose.

        Raises:
            InputError: there is no exercise in it.
        """
        from clinic_app.pdf.booklet import write_booklet  # ReportLab: not before it is needed

        count = sum(len(part.slugs) for part in parts)
        if not count:
            raise InputError("There is no exercise to print. Take away a filter first.")

        def tell(phase: int, done: int) -> None:
            step((phase * count + done) // _PHASES, count)

        self._prepare([slug for part in parts for slug in part.slugs], partial(tell, 0))
        booklet = self._booklet(parts, clinic, language, day)
        return write_booklet(booklet, self._draw, clinic.choices, partial(tell, 1), partial(tell, 2))

    def _prepare(self, slugs: Sequence[str], done: Callable[[int], None]) -> None:
        """Have all pictures drawn, before anybody else who prints has to wait."""
        for number, slug in enumerate(slugs):
            done(number)
            for frame in self.pictures.frames(slug):
                if not self.pictures.is_cached(slug, frame):
                    self.pictures.prepare(slug, frame)

    def _booklet(self, parts: Sequence[Part], clinic: ClinicProfile, language: str, day: date) -> Booklet:
        catalogue = self.catalogue(language)
        slugs = [slug for part in parts for slug in part.slugs]
        content = ProgramContent(
            language=language, items=tuple(prescribed(self.library.exercise(slug)) for slug in slugs)
        )
        composer = SheetComposer(self.library, catalogue, self.pictures.frames, self.catalogue)
        sheet = composer.compose(content, SheetSubject(clinic=clinic))
        waiting = iter(sheet.exercises)
        chapters = tuple(Chapter(part.title, tuple(next(waiting) for _ in part.slugs)) for part in parts)
        counted = catalogue.ngettext("{count} exercise", "{count} exercises", len(slugs))
        title = catalogue.gettext("Exercises")
        return Booklet(
            sheet=replace(sheet, patient=Party(heading=written_date(day, catalogue)), document_title=title),
            title=title,
            about=counted.format(count=len(slugs)),
            contents_title=catalogue.gettext("Contents"),
            chapters=chapters,
        )

    def _draw(self, slug: str, frame: str, mirror: bool) -> Drawing:
        return self.pictures.drawing(slug, frame, mirror=mirror)
