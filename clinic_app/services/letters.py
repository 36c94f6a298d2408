"""Errands about letters: compose one, set it, record it when it left, and give its very bytes again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from clinic_app.domain.contrast import is_colour, readable_accent
from clinic_app.domain.date_words import written_date
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import RIGHT_TO_LEFT, Paper
from clinic_app.domain.handout_name import handout_file_name
from clinic_app.domain.letter import Letter, LetterKind, Reader
from clinic_app.domain.letter_text import ChartPage, LetterChart
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program_limits import LONGEST_TEXT
from clinic_app.domain.repositories import Record
from clinic_app.domain.words import Catalogue, mark
from clinic_app.services.letter_care import LetterCare, LetterWish
from clinic_app.services.letter_text import LetterComposer
from clinic_app.services.profile import ProfileService
from clinic_app.services.sheet_names import initials
from clinic_app.services.story import story_in

if TYPE_CHECKING:
    from clinic_app.pdf.writer import HandoutPdf

_LONGEST_ADDRESSEE = 2_000

NAMES: Mapping[LetterKind, str] = {
    LetterKind.DISCHARGE: mark("Discharge summary"),
    LetterKind.PROGRESS: mark("Progress report"),
}
"""What letters are called, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedLetter:
    """A letter that may leave now, what is recorded when it does, and what its file is called."""

    pdf: "HandoutPdf"
    letter: Letter
    paper: str
    file_name: str


@dataclass(frozen=True, slots=True)
class LetterService:
    """Works on one open record and one library."""

    record: Record
    library: Library
    catalogue: Callable[[str], Catalogue]

    def prepare(self, episode_id: UUID, wish: LetterWish) -> PreparedLetter:
        """The letter about a problem as the record stands; nothing is stored.

        Raises:
            InputError: addressee or remark are of endless length.
        """
        from clinic_app.pdf.letter import write_letter  # ReportLab: not before it is needed

        for typed, most in ((wish.addressee, _LONGEST_ADDRESSEE), (wish.remark, LONGEST_TEXT)):
            if len(typed) > most:
                raise InputError("Shorten the note: a part has room for {most} letters.", most=most)
        care = self._care(episode_id, wish)
        language = self._language(care)
        composer = LetterComposer(self.library, self.catalogue, language, care)
        pdf = write_letter(composer.compose(), care.clinic.choices.ink)
        letter = Letter(
            id=uuid4(),
            patient_id=care.patient.id,
            episode_id=care.episode.id,
            kind=wish.kind,
            reader=wish.reader,
            addressee=_first_line(wish.addressee),
            written_at=self.record.clock(),
            therapist_id=care.therapist.id if care.therapist else None,
            sha256=pdf.sha256,
            page_count=pdf.page_count,
        )
        return PreparedLetter(
            pdf=pdf,
            letter=letter,
            paper=care.clinic.paper,
            file_name=self._file_name(letter, care.patient),
        )

    def store(self, prepared: PreparedLetter) -> Letter:
        """Record that the letter left, with its bytes."""
        self.record.archive.put(prepared.pdf.data)
        with self.record.writing() as work:
            work.letters.add(prepared.letter)
            work.commit()
        return prepared.letter

    def of_patient(self, patient_id: UUID) -> Sequence[Letter]:
        """A patient's letters, newest first."""
        with self.record.reading() as work:
            return work.letters.of_patient(patient_id)

    def again(self, letter: Letter) -> PreparedLetter:
        """The very bytes that left, on the paper they were set on, whatever the clinic uses now."""
        from clinic_app.pdf.preview import paper_of  # PDFium: not before it is needed
        from clinic_app.pdf.writer import HandoutPdf  # ReportLab: not before it is needed

        with self.record.reading() as work:
            patient = work.patients.get(letter.patient_id)
        data = self.record.archive.get(letter.sha256)
        return PreparedLetter(
            pdf=HandoutPdf(data=data, page_count=letter.page_count, sha256=letter.sha256),
            letter=letter,
            paper=paper_of(data),
            file_name=self._file_name(letter, patient),
        )

    def chart_page(self, title: str, chart: LetterChart, language: str) -> bytes:
        """A chart as a PDF of one page, in the window's language; it names nobody."""
        from clinic_app.pdf.letter import write_chart  # ReportLab: not before it is needed

        clinic, words = ProfileService(self.record).profile(), chart.words
        page = ChartPage(
            language=language,
            right_to_left=language in RIGHT_TO_LEFT,
            paper=Paper(clinic.paper),
            accent=readable_accent(clinic.accent) if is_colour(clinic.accent) else "",
            title=title,
            day=written_date(self._today(), words),
            chart=chart,
            document_title=words.gettext("Outcome and dose"),
        )
        return write_chart(page, clinic.choices.ink).data

    def chart_file_name(self, title: str, ending: str) -> str:
        """What a chart's file is called: day and score, nobody's name."""
        return handout_file_name(self._today(), title, None).removesuffix(".pdf") + f".{ending}"

    def _care(self, episode_id: UUID, wish: LetterWish) -> LetterCare:
        profile = ProfileService(self.record)
        clinic = profile.profile()
        with self.record.reading() as work:
            episode = work.episodes.get(episode_id)
            patient = work.patients.get(episode.patient_id)
            story = story_in(work, patient.id)
        return LetterCare(
            wish=wish,
            patient=patient,
            episode=episode,
            story=story,
            clinic=clinic,
            therapist=profile.therapist(),
            logo=profile.logo(clinic),
            day=self._today(),
        )

    def _language(self, care: LetterCare) -> str:
        """The patient's for the patient, else the clinic's; English where letters are in neither."""
        patients = [care.patient.language] if care.wish.reader is Reader.PATIENT else []
        return next(each for each in (*patients, care.clinic.language, "en") if self._speaks(each))

    def _speaks(self, language: str) -> bool:
        name = NAMES[LetterKind.DISCHARGE]
        return language == "en" or self.catalogue(language).gettext(name) != name

    def _file_name(self, letter: Letter, patient: Patient) -> str:
        """With the patient's initials only."""
        words = self.catalogue(ProfileService(self.record).profile().language)
        day = letter.written_at.astimezone().date()
        title = words.gettext(NAMES[letter.kind])
        return handout_file_name(day, title, None, initials(patient.full_name))

    def _today(self) -> date:
        return self.record.clock().astimezone().date()


def addressee(reader: Reader, patient: Patient, episode: Episode) -> str:
    """Whom a letter for that reader goes to, as far as the record knows."""
    match reader:
        case Reader.PATIENT:
            return "\n".join(part for part in (patient.full_name, patient.address) if part.strip())
        case Reader.REFERRER:
            return episode.referrer or patient.referrer
        case Reader.INSURER:
            return patient.insurer


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "").strip()
