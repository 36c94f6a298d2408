"""Sets a program's sheet on paper; needs no patient record, so the command line prints with it too."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Protocol

from clinic_app.domain.drawing import Drawing
from clinic_app.domain.handout import Attachment, Sheet
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.sheet_choices import Identity
from clinic_app.domain.sheet_text import plain, short_sheet_text
from clinic_app.domain.words import Catalogue
from clinic_app.exchange.program_file import ProgramFile
from clinic_app.exchange.program_file_text import program_text, whole_program_text
from clinic_app.services.sheet import SheetComposer, SheetSubject
from clinic_app.services.sheet_names import shown_name

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf


PROGRAM_NAME: Final = "program.json"
"""What the program file within a PDF is called."""


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
        draw = partial(self._draw, content.person)
        return write_handout(self.sheet(content, subject), draw, choices, only_page=only_page)

    def sheet(self, content: ProgramContent, subject: SheetSubject) -> Sheet:
        """The sheet with all that goes with it, not yet set.

        Raises:
            InputError: the program is empty, or names an exercise the library does not offer.
        """
        composer = SheetComposer(
            self.library, self.catalogue(content.language), self.pictures.frames, self.catalogue
        )
        program = self._attached(content, subject)
        sheet = composer.compose(content, subject)
        footer = " · ".join(part for part in (plain(sheet.footer), fingerprint(content)) if part)
        sheet = replace(sheet, attachments=(program,), footer=footer)
        if not (content.choices or subject.clinic.choices).has_program_code:
            return sheet
        text = self.catalogue(content.language).gettext(
            "Scan to keep these exercises on your phone, as text."
        )
        return replace(sheet, program_code=short_sheet_text(sheet), program_code_text=text)

    def _attached(self, content: ProgramContent, subject: SheetSubject) -> Attachment:
        """The program itself, so that the PDF opens again; of the patient only what the sheet shows."""
        identity = (content.choices or subject.clinic.choices).identity
        program = ProgramFile(
            content=content,
            clinic=subject.clinic,
            therapist=subject.therapist,
            patient_name=shown_name(subject.patient_name, identity),
            birth_date=subject.birth_date if identity is Identity.FULL else None,
            day=subject.day,
        )
        return Attachment(
            name=PROGRAM_NAME,
            kind="application/json",
            data=whole_program_text(program).encode(),
            description=self.catalogue(content.language).gettext(
                "The program, to be opened in the app again"
            ),
        )

    def _draw(self, person: str, slug: str, frame: str, mirror: bool) -> Drawing:
        return self.pictures.drawing(slug, frame, mirror=mirror, person=person)


def fingerprint(content: ProgramContent) -> str:
    """A short name for exactly this program, for whomever and however it is printed.

    Eight hex digits of the SHA-256 of its program file.
    """
    return sha256(program_text(replace(content, choices=None)).encode("utf-8", "replace")).hexdigest()[:8]
