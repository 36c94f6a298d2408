"""Everything the record holds of one patient, read in one go, ready to leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.letter import Letter
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import Handout, Program
from clinic_app.domain.repositories import Draft
from clinic_app.domain.story import Story

_MARK = 8
"""Characters of a hash that stand in a file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One patient, and nobody else. ``merged`` are records of the same person that were merged into it."""

    exported_at: datetime
    clinic: ClinicProfile
    therapists: Sequence[Therapist]
    patient: Patient
    merged: Sequence[Patient] = ()
    programs: Sequence[Program] = ()
    story: Story
    drafts: Sequence[Draft] = ()
    """Half-typed text about the patient, which is no part of the record yet."""

    def file_names(self) -> dict[str, str]:
        """What the file of each PDF in the archive is called, by hash; no name holds the patient's."""
        documents: Iterator[Handout | Letter] = iter([*self.story.handouts, *self.story.letters])
        return {each.sha256: document_name(each) for each in documents}


def document_name(document: Handout | Letter) -> str:
    """As ``2026-11-24 handout v2 (1f0c9a3b).pdf``."""
    mark = f"({document.sha256[:_MARK]}).pdf"
    if isinstance(document, Handout):
        day = document.handed_out_at.astimezone().date()
        return f"{day.isoformat()} handout v{document.version_number} {mark}"
    return f"{document.written_at.astimezone().date().isoformat()} {document.kind.value} letter {mark}"


def photo_name(data: bytes) -> str:
    """What the file of the patient's photo is called."""
    return "photo.png" if data.startswith(b"\x89PNG") else "photo.jpg"
