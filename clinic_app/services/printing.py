"""Sets a program's sheet on paper; needs no patient record, so the command line prints with it too."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.words import Catalogue
from clinic_app.services.sheet import SheetComposer, SheetSubject

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf


class Pictures(Protocol):
    """Where figures come from."""

    def drawing(self, slug: str, frame: str, *, mirror: bool = False, person: str = "") -> Drawing:
        """The picture of an exercise's frame, as that person."""
        ...

    def frames(self, slug: str) -> tuple[str, ...]:
        """The frames an exercise has."""
        ...

    def pose_key(self, slug: str, *, person: str = "") -> str:
        """Names exactly what is drawn: pose, body and engine."""
        ...

    def is_cached(self, slug: str, frame: str) -> bool:
        """Whether the picture can be had at once."""
        ...

    def prepare(self, slug: str, frame: str) -> None:
        """See to it that the picture can be had at once from now on."""
        ...

    def close(self) -> None:
        """Let go of what draws."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPrinter:
    """Composes and sets sheets from one library and one gallery of figures."""

    library: Library
    pictures: Pictures
    catalogue: Callable[[str], Catalogue]
    """The catalogue of a language."""

    def print(
        self, content: ProgramContent, subject: SheetSubject, *, only_page: int | None = None
    ) -> "HandoutPdf":
        """The sheet as PDF: the same bytes for the same content and subject.

        With ``only_page`` (from 0) the other pages stay blank, for a preview of that page.

        Raises:
            InputError: the program is empty, or names an exercise the library does not offer.
        """
        from clinic_app.pdf.writer import write_handout  # ReportLab: not before it is needed

        choices = content.choices or subject.clinic.choices
        composer = SheetComposer(self.library, self.catalogue(content.language), self.pictures.frames)
        draw = partial(self._draw, content.person)
        return write_handout(composer.compose(content, subject), draw, choices, only_page=only_page)

    def _draw(self, person: str, slug: str, frame: str, mirror: bool) -> Drawing:
        return self.pictures.drawing(slug, frame, mirror=mirror, person=person)
