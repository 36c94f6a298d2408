"""Composes a sheet: resolves every text and names every picture of a program's handout."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.date_words import short_weekdays, written_date, written_weekday
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.dose_words import (
    bout_names,
    dose_cells,
    dose_sentence,
    how_often_words,
    side_words,
)
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise, PatientWording
from clinic_app.domain.handout import (
    RIGHT_TO_LEFT,
    ContactCard,
    LogSheet,
    Paper,
    Party,
    Picture,
    Sheet,
    SheetExercise,
    Typed,
    Words,
)
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.side import Side
from clinic_app.domain.words import Catalogue
from clinic_app.services.sheet_blocks import education_blocks, stop_block

LOG_WEEKS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSubject:
    """Who a sheet is from, for whom, and when. What is empty is printed as a line to fill in by hand."""

    clinic: ClinicProfile
    therapist: Therapist | None = None
    patient_name: str = ""
    birth_date: date | None = None
    day: date | None = None
    version_number: int | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class SheetComposer:
    """Composes sheets in one language from one library. ``frames`` tells which pictures an exercise has."""

    library: Library
    catalogue: Catalogue
    frames: Callable[[str], tuple[str, ...]]

    def compose(self, content: ProgramContent, subject: SheetSubject) -> Sheet:
        """The whole sheet.

        Raises:
            InputError: the program is empty, or names an exercise the library does not offer.
        """
        text = self.catalogue.gettext
        if not content.items:
            raise InputError("Add an exercise first: there is nothing to print yet.")
        exercises = [self.library.exercise(item.exercise_slug) for item in content.items]
        pairs = tuple(zip(content.items, exercises, strict=True))
        return Sheet(
            language=content.language,
            right_to_left=content.language in RIGHT_TO_LEFT,
            paper=Paper(content.paper or subject.clinic.paper),
            person=content.person,
            clinic=self._clinic(subject),
            patient=self._patient(subject),
            title=Typed(content.title) if content.title.strip() else text("Your exercises"),
            focus=self._focus(content),
            exercises=tuple(
                self._exercise(at + 1, item, exercise, content.language)
                for at, (item, exercise) in enumerate(pairs)
            ),
            stop=stop_block(self.library, pairs, content.language, subject.clinic, self.catalogue),
            education=education_blocks(self.library, content, self.catalogue),
            log=self._log(content),
            contact=self._contact(content, subject),
            disclaimer=text(
                "This plan was chosen for you by your therapist. Do not pass it on. "
                "If anything changes, ask before you go on."
            ),
            footer=self._footer(subject),
            page_label=text("Page {page} of {pages}"),
            draft_mark=text("Draft, not handed out") if subject.is_draft else "",
            phase_line=self._phase_line(content),
            document_title=text("Home exercises"),
            figure_key=text("Shaded: where you feel it"),
        )

    def _clinic(self, subject: SheetSubject) -> Party:
        signature = subject.therapist.signature if subject.therapist else ""
        detail = "  ·  ".join(part for part in (signature, subject.clinic.phone) if part)
        return Party(heading=Typed(subject.clinic.name), detail=Typed(detail))

    def _patient(self, subject: SheetSubject) -> Party:
        born = (
            self.catalogue.gettext("Born {date}").format(
                date=written_date(subject.birth_date, self.catalogue)
            )
            if subject.birth_date
            else ""
        )
        return Party(heading=Typed(subject.patient_name), detail=born)

    def _focus(self, content: ProgramContent) -> tuple[tuple[str, Words], ...]:
        text = self.catalogue.gettext
        why: tuple[tuple[str, Words], ...] = ((text("Why:"), Typed(content.why)),) if content.why else ()
        return (*why, (text("When:"), self._when(content)))

    def _when(self, content: ProgramContent) -> str:
        schedules = {_frequency(item.schedule) for item in content.items}
        minutes = self.catalogue.ngettext(
            "It takes about {count} minute each time.",
            "It takes about {count} minutes each time.",
            content.session_minutes,
        ).format(count=content.session_minutes)
        if len(schedules) > 1:
            often = self.catalogue.gettext("as written at each exercise")
        else:
            often = how_often_words(content.items[0].schedule, self.catalogue)
        return f"{often}. {minutes}"

    def _exercise(self, number: int, item: ProgramItem, exercise: Exercise, language: str) -> SheetExercise:
        text = self.catalogue.gettext
        wording = item.wording or exercise.wording_in(language)
        cells = dose_cells(item.dosage, item.schedule, item.side, exercise.region, self.catalogue)
        frames = self.frames(exercise.slug)
        return SheetExercise(
            number=number,
            name=wording.name,
            side_line=side_words(item.side, exercise.region, self.catalogue),
            pictures=self._pictures(item, wording, frames),
            steps=wording.steps,
            felt_lead=text("Feel it:"),
            felt_where=wording.felt_where,
            easier_lead=text("Too hard?"),
            easier=wording.easier,
            dose=cells,
            dose_sentence=dose_sentence(cells),
            mistake=wording.common_mistake,
            mistake_picture=self._picture(item, wording, "mistake", "") if "mistake" in frames else None,
            note=Typed(item.note),
        )

    def _pictures(
        self, item: ProgramItem, wording: PatientWording, frames: tuple[str, ...]
    ) -> tuple[Picture, ...]:
        text = self.catalogue.gettext
        captions = {
            "start": wording.start_caption or text("Start"),
            "end": wording.end_caption or text("Stretch"),
        }
        return tuple(
            self._picture(item, wording, frame, captions[frame])
            for frame in ("start", "end")
            if frame in frames
        )

    def _picture(self, item: ProgramItem, wording: PatientWording, frame: str, caption: str) -> Picture:
        return Picture(
            slug=item.exercise_slug,
            frame=frame,
            mirror=item.side is Side.LEFT,
            caption=caption,
            alternative=f"{wording.name}: {caption or wording.common_mistake}",
        )

    def _log(self, content: ProgramContent) -> LogSheet:
        text = self.catalogue.gettext
        return LogSheet(
            heading=text("Tick each time you finish your exercises"),
            pain_help=text("**Pain box:** your worst pain that week. 0 is no pain, 10 is the worst."),
            week_label=text("Week"),
            pain_label=text("Pain 0–10"),
            days=short_weekdays(self.catalogue),
            bouts=bout_names(tuple(item.schedule for item in content.items), self.catalogue),
            weeks=LOG_WEEKS,
        )

    def _contact(self, content: ProgramContent, subject: SheetSubject) -> ContactCard:
        text = self.catalogue.gettext
        visit = written_weekday(content.review_date, self.catalogue) if content.review_date else ""
        return ContactCard(
            visit_lead=text("Next visit"),
            visit=visit,
            teach_back=text("Show us exercise 1."),
            call_lead=text("Questions? Call us"),
            phone=Typed(subject.clinic.phone),
            booking_url=subject.clinic.booking_url,
            booking_text=text("Scan to book a visit"),
        )

    def _footer(self, subject: SheetSubject) -> Typed:
        version = (
            self.catalogue.gettext("Version {number}").format(number=subject.version_number)
            if subject.version_number and not subject.is_draft
            else ""
        )
        day = written_date(subject.day, self.catalogue) if subject.day else ""
        return Typed("  ·  ".join(part for part in (subject.patient_name, version, day) if part))

    def _phase_line(self, content: ProgramContent) -> Words:
        if content.phase is None:
            return ""
        return Typed(self.catalogue.gettext("Phase: {name}").format(name=content.phase.name))


def _frequency(schedule: Schedule) -> tuple[int, tuple[str, ...], int]:
    return schedule.times_per_day, schedule.times_of_day, schedule.days_per_week
