"""Sheets for tests: the shipped library and words, a plain figure, everything else as the test says."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pdfplumber

from builders import a_clinic, a_therapist
from clinic_app.data.library_files import load_library
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.printing import SheetPrinter
from clinic_app.services.sheet import SheetSubject
from clinic_resources import catalogue
from fake_pictures import FakePictures

CALVES = ("gastrocnemius-stretch-on-stairs", "soleus-stretch-on-step")
SIX = (
    *CALVES,
    "hamstring-stretch-supine-strap",
    "cat-cow",
    "glute-bridge",
    "hip-flexor-stretch-half-kneeling",
)
TWELVE = (
    *SIX,
    "clamshell",
    "bird-dog",
    "eccentric-heel-drop-loaded",
    "hamstring-90-90-active",
    "median-nerve-slider",
    "plantar-fascia-stretch-sitting",
)
"""Some with much to say, one with few words to spare for a card."""


class SheetMaker:
    """Prints programs of the shipped library."""

    def __init__(self) -> None:
        self.library = load_library()
        self._printer = SheetPrinter(library=self.library, pictures=FakePictures(), catalogue=catalogue)

    def content(self, *slugs: str, **fields: Any) -> ProgramContent:
        items = tuple(prescribed(self.library.exercise(slug)) for slug in slugs or CALVES)
        known: dict[str, Any] = {"title": "Looser calves", "why": "looser calves help.", "items": items}
        return ProgramContent(**(known | fields))

    def subject(self, **fields: Any) -> SheetSubject:
        known: dict[str, Any] = {
            "clinic": a_clinic(),
            "therapist": a_therapist(id=UUID(int=7)),
            "patient_name": "Pat Example",
            "birth_date": date(1970, 1, 31),
            "day": date(2026, 11, 24),
        }
        return SheetSubject(**(known | fields))

    def write(
        self,
        content: ProgramContent | None = None,
        subject: SheetSubject | None = None,
        choices: SheetChoices | None = None,
    ) -> HandoutPdf:
        content = content or self.content()
        return self._printer.print(
            replace(content, choices=choices or content.choices), subject or self.subject()
        )

    def write_page(self, content: ProgramContent, page: int) -> HandoutPdf:
        """The sheet with all other pages blank, as a preview asks for it."""
        return self._printer.print(content, self.subject(), only_page=page)

    def with_note(self, note: str) -> ProgramContent:
        content = self.content()
        return replace(content, items=(replace(content.items[0], note=note), *content.items[1:]))


def text_of(pdf: HandoutPdf) -> str:
    """Every page's text, words apart by single spaces."""
    with pdfplumber.open(BytesIO(pdf.data)) as document:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in document.pages)
