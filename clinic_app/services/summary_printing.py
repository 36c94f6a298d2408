"""Errands about the therapist's summary: set it on paper. It is no handout: nothing is stored or numbered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.handout_name import handout_file_name
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.repositories import Record
from clinic_app.domain.words import Catalogue
from clinic_app.services.advice import AdviceService
from clinic_app.services.history import HistoryService, VersionEntry
from clinic_app.services.printing import fingerprint
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import OpenProgram, ProgramService
from clinic_app.services.sheet_names import initials
from clinic_app.services.summary import SummaryComposer, SummarySubject

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf


@dataclass(frozen=True, slots=True)
class SummaryPrinter:
    """Sets summaries; needs no record, so the command line prints with it too."""

    library: Library
    catalogue: Callable[[str], Catalogue]

    def print(self, content: ProgramContent, subject: SummarySubject, language: str) -> "HandoutPdf":
        """The summary as PDF in ``language``, the therapist's.

        Raises:
            InputError: the program is empty.
        """
        from clinic_app.pdf.summary import write_summary  # ReportLab: not before it is needed

        composer = SummaryComposer(self.library, self.catalogue(language), language)
        ink = (content.choices or subject.clinic.choices).ink
        return write_summary(composer.compose(content, subject), ink)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSummary:
    """A summary ready to be filed, its paper, and what its file is called."""

    pdf: "HandoutPdf"
    paper: str
    file_name: str


@dataclass(frozen=True, slots=True)
class SummaryService:
    """Works on one open record and one library; only reads."""

    record: Record
    library: Library
    catalogue: Callable[[str], Catalogue]

    def prepare(self, opened: OpenProgram, language: str) -> PreparedSummary:
        """The summary of the program as it stands, in the therapist's ``language``.

        Raises:
            InputError: there is no exercise in the program yet.
        """
        content, subject = opened.version.content, self._subject(opened, language)
        pdf = SummaryPrinter(self.library, self.catalogue).print(content, subject, language)
        text = self.catalogue(language).gettext
        person = initials(opened.patient.full_name) if opened.patient else ""
        title = content.title.strip() or text("Program without a title")
        kind = text("summary")
        name = handout_file_name(self._today(), title, opened.version.number, person, kind)
        return PreparedSummary(pdf=pdf, paper=content.paper or subject.clinic.paper, file_name=name)

    def _today(self) -> date:
        return self.record.clock().astimezone().date()

    def _subject(self, opened: OpenProgram, language: str) -> SummarySubject:
        profile = ProfileService(self.record)
        history = HistoryService(self.record, ProgramService(self.record, self.library))
        advice = AdviceService(self.record, self.library)
        entries = history.of_program(opened.program.id).entries
        version, patient, therapist = opened.version, opened.patient, profile.therapist()
        facts = advice.facts(opened)
        given = version.handed_out_at
        return SummarySubject(
            clinic=profile.profile(),
            day=self._today(),
            fingerprint=fingerprint(version.content),
            therapist=opened.handed_out_by or (therapist.signature if therapist else ""),
            patient=patient,
            patient_name=patient.full_name if patient else "",
            birth_date=patient.birth_date if patient else None,
            treated=opened.treated,
            version_number=version.number,
            is_draft=version.is_draft,
            handed_out_on=given.astimezone().date() if given else None,
            entries=entries,
            before=_before(entries, version.number),
            advice=advice.on(version.content, facts, language),
            screens=facts.screens,
        )


def _before(entries: tuple[VersionEntry, ...], number: int | None) -> VersionEntry | None:
    """The newest version before that one; before a draft, the last that was handed out."""
    numbered = [each for each in entries if each.version.number is not None]
    before = [each for each in numbered if number is None or (each.version.number or 0) < number]
    return before[-1] if before else None
