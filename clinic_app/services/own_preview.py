"""One exercise on a sheet of its own, as it would print, before it is saved."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.library import Library
from clinic_app.domain.own_library import library_with
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.words import Catalogue
from clinic_app.services.library_pictures import LibraryPictures
from clinic_app.services.printing import Pictures, SheetPrinter
from clinic_app.services.sheet import SheetSubject


@dataclass(frozen=True, slots=True)
class OwnPreview:
    """Prints exercises that are not in the library yet."""

    shipped: Library
    figures: Pictures
    archive: HandoutArchive
    catalogue: Callable[[str], Catalogue]

    def print(self, exercise: Exercise, language: str) -> bytes:
        """The sheet as PDF."""
        library = library_with(self.shipped, (exercise,))
        pictures = LibraryPictures(self.figures, lambda: library, self.archive)
        printer = SheetPrinter(library=library, pictures=pictures, catalogue=self.catalogue)
        content = ProgramContent(
            title=exercise.name(language), language=language, items=(prescribed(exercise),)
        )
        subject = SheetSubject(clinic=ClinicProfile(), is_draft=True)
        return printer.print(content, subject).data
