"""Composes a sheet: resolves every text and names every picture of a program's handout."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.contrast import is_colour, readable_accent
from clinic_app.domain.country import load_as_used_here
from clinic_app.domain.date_words import short_weekdays, weekdays, written_date, written_weekday
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.dose_details import dose_details
from clinic_app.domain.dose_words import (
    bout_names,
    dose_cells,
    dose_sentence,
    how_often_words,
    side_words,
)
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise, ExercisePhoto, PatientWording
from clinic_app.domain.handout import (
    RIGHT_TO_LEFT,
    ContactCard,
    Logo,
    LogSheet,
    Paper,
    Party,
    Picture,
    Sheet,
    SheetExercise,
    Typed,
    Words,
    filled,
    joined,
    sentences_together,
)
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.sheet_choices import Identity, SheetChoices
from clinic_app.domain.side import Side
from clinic_app.domain.words import ENGLISH, Catalogue
from clinic_app.services.sheet_below import with_below
from clinic_app.services.sheet_blocks import education_blocks, stop_block
from clinic_app.services.sheet_languages import foreign_lines, wording_language
from clinic_app.services.sheet_names import names_to_fit, shown_name
from clinic_app.services.sheet_news import sheet_news

LOG_WEEKS: Final = 4
"""Weeks of the log where the program does not say how many; also enough where more would need a page."""
BUSY_LOG_WEEKS: Final = 2
"""The same for a program of many bouts a day."""
ROOMY_LOG_WEEKS: Final = 6
"""The same where a page has room."""
MOST_LOG_WEEKS: Final = 12
NO_VISIT: Final = "W19:review"
"""The key of the advice that no next visit is set."""
_MANY_BOUTS: Final = 4
_NOT_SHOWN: Final = "mistake"
"""The frame that has its place in the mistake's panel."""
_FIRST, _DECISIVE = "start", "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSubject:
    """Who a sheet is from, for whom, and when. What is empty is printed as a line to fill in by hand.

    ``precautions`` are the patient's tags: some have a line on the sheet.
    """

    clinic: ClinicProfile
    therapist: Therapist | None = None
    patient_name: str = ""
    birth_date: date | None = None
    day: date | None = None
    version_number: int | None = None
    is_draft: bool = False
    logo: Logo | None = None
    previous: ProgramContent | None = None
    """What was handed out of the program before."""
    precautions: frozenset[str] = frozenset()


def _english(language: str) -> Catalogue:  # noqa: ARG001 - every language is English here
    return ENGLISH


@dataclass(frozen=True, slots=True)
class SheetComposer:
    """Composes sheets in one language from one library. ``frames`` tells which pictures an exercise has.

    ``catalogue_of`` another language speaks for parts that are printed in it.
    """

    library: Library
    catalogue: Catalogue
    frames: Callable[[str], tuple[str, ...]]
    catalogue_of: Callable[[str], Catalogue] = _english

    def compose(self, content: ProgramContent, subject: SheetSubject) -> Sheet:
        """The whole sheet.

        Raises:
            InputError: the program is empty, or names an exercise the library does not offer.
        """
        text = self.catalogue.gettext
        refuse_empty(content)
        choices = content.choices or subject.clinic.choices
        exercises = [self.library.exercise(item.exercise_slug) for item in content.items]
        pairs = tuple(zip(content.items, exercises, strict=True))
        printed = tuple(
            self._exercise(at + 1, item, exercise, content, subject)
            for at, (item, exercise) in enumerate(pairs)
        )
        return Sheet(
            language=content.language,
            right_to_left=content.language in RIGHT_TO_LEFT,
            paper=Paper(content.paper or subject.clinic.paper),
            person=content.person,
            clinic=self._clinic(subject),
            patient=self._patient(subject, choices.identity),
            title=Typed(content.title) if content.title.strip() else text("Your exercises"),
            focus=(
                *self._focus(content),
                *foreign_lines(self.library, content, subject.clinic, self.catalogue),
            ),
            has_one_schedule=_one_schedule(content),
            logo=subject.logo,
            accent=readable_accent(subject.clinic.accent) if is_colour(subject.clinic.accent) else "",
            news=sheet_news(self.library, subject.previous, content, subject.clinic, self.catalogue),
            exercises=printed,
            stop=stop_block(
                self.library,
                pairs,
                content.language,
                subject.clinic,
                self._speaking(content),
                subject.precautions,
            ),
            education=education_blocks(self.library, content, subject.clinic, self._speaking(content)),
            log=self._log(content),
            contact=self._contact(content, subject, choices),
            disclaimer=text(
                "This plan was chosen for you by your therapist. Do not pass it on. "
                "If anything changes, ask before you go on."
            ),
            patient_names=names_to_fit(shown_name(subject.patient_name, choices.identity)),
            footer=self._footer(subject),
            page_label=text("Page {page} of {pages}"),
            draft_mark=text("Draft, not handed out") if subject.is_draft else "",
            phase_line=self._phase_line(content),
            document_title=text("Home exercises"),
            figure_key=text("Shaded: where you feel it"),
        )

    def _clinic(self, subject: SheetSubject) -> Party:
        therapist = subject.therapist
        signature, note = (therapist.signature, therapist.signature_note) if therapist else ("", "")
        detail = joined(signature, note, subject.clinic.phone)
        return Party(heading=Typed(subject.clinic.name), detail=detail)

    def _patient(self, subject: SheetSubject, identity: Identity) -> Party:
        """Name and birth date, or as much of them as was chosen."""
        name = Typed(shown_name(subject.patient_name, identity))
        if identity is not Identity.FULL:
            return Party(heading=name)
        born = (
            self.catalogue.gettext("Born {date}").format(
                date=written_date(subject.birth_date, self.catalogue)
            )
            if subject.birth_date
            else ""
        )
        return Party(heading=name, detail=born)

    def _focus(self, content: ProgramContent) -> tuple[tuple[str, Words], ...]:
        """The sheet in short: what to do and how often, how long it takes, when to stop; then why."""
        text, count = self.catalogue.gettext, len(content.items)
        often = text("as written below")
        if _one_schedule(content):
            often = how_often_words(content.items[0].schedule, self.catalogue)
        task = self.catalogue.ngettext(
            "Do this exercise {often}.", "Do these {count} exercises {often}.", count
        ).format(count=count, often=often)
        stop = text("Sharp pain? Stop and call us.")
        why: tuple[tuple[str, Words], ...] = ((text("Why:"), Typed(content.why)),) if content.why else ()
        return ((task, f"{self._how_long(content)} {stop}"), *why)

    def _how_long(self, content: ProgramContent) -> str:
        """Each time, or where exercises differ all of it once."""
        count, ngettext = content.session_minutes, self.catalogue.ngettext
        if _one_schedule(content):
            minutes = ngettext(
                "It takes about {count} minute each time.", "It takes about {count} minutes each time.", count
            )
        else:
            minutes = ngettext(
                "All of it once takes about {count} minute.",
                "All of it once takes about {count} minutes.",
                count,
            )
        return minutes.format(count=count)

    def _exercise(
        self,
        number: int,
        item: ProgramItem,
        exercise: Exercise,
        content: ProgramContent,
        subject: SheetSubject,
    ) -> SheetExercise:
        language = wording_language(item, exercise, content.language, subject.clinic)
        text = self._speaking(content)(language).gettext
        wording = item.wording or exercise.wording_in(language)
        cells = dose_cells(item.dosage, item.schedule, item.side, exercise.region, self.catalogue)
        frames = self.frames(exercise.slug)
        printed = SheetExercise(
            number=number,
            name=wording.name,
            side_line=side_words(item.side, exercise.region, self.catalogue),
            pictures=self._pictures(item, wording, frames, exercise, text),
            steps=wording.steps,
            felt_lead=text("Feel it:"),
            felt_where=wording.felt_where,
            easier_lead=text("Too hard?"),
            easier=wording.easier,
            dose=cells,
            dose_sentence=dose_sentence(cells, self.catalogue),
            details=self._details(item, content, subject.clinic, self.catalogue),
            language="" if language == content.language else language,
            mistake=wording.common_mistake,
            mistake_lead=text("What not to do"),
            mistake_picture=self._picture(item, wording, _NOT_SHOWN, "") if _NOT_SHOWN in frames else None,
            note=Typed(item.note),
            note_heading=self.catalogue.gettext("Note (exercise {number})").format(number=number),
        )
        below = (content.choices or subject.clinic.choices).language_below
        if not below or below == content.language:
            return printed
        dose = self._whole_dose(item, exercise, content, subject.clinic, self.catalogue_of(below))
        return with_below(printed, item, exercise, below, dose)

    def _whole_dose(
        self,
        item: ProgramItem,
        exercise: Exercise,
        content: ProgramContent,
        clinic: ClinicProfile,
        catalogue: Catalogue,
    ) -> Words:
        """Band and details in one text."""
        cells = dose_cells(item.dosage, item.schedule, item.side, exercise.region, catalogue)
        details = self._details(item, content, clinic, catalogue)
        return sentences_together((dose_sentence(cells, catalogue), *((details,) if details else ())))

    def _speaking(self, content: ProgramContent) -> Callable[[str], Catalogue]:
        """The catalogue of each language that stands on the sheet."""
        return lambda language: (
            self.catalogue if language == content.language else self.catalogue_of(language)
        )

    def _details(
        self, item: ProgramItem, content: ProgramContent, clinic: ClinicProfile, catalogue: Catalogue
    ) -> Words:
        """The rest of the prescription; the pain limit too, where the stop rules name a lower one."""
        country = self.library.countries.get(clinic.country)
        details = dose_details(
            item.dosage,
            item.schedule,
            catalogue,
            says_when=not _one_schedule(content),
            also=load_as_used_here(item.dosage, country, catalogue),
        )
        if item.schedule.pain_limit == lowest_pain_limit(content):
            return details
        limit = catalogue.gettext("Pain up to {limit} out of 10 is fine here.").format(
            limit=item.schedule.pain_limit
        )
        return sentences_together((details, limit) if details else (limit,))

    def _pictures(
        self,
        item: ProgramItem,
        wording: PatientWording,
        frames: tuple[str, ...],
        exercise: Exercise,
        text: Callable[[str], str],
    ) -> tuple[Picture, ...]:
        if exercise.photo is not None:
            return tuple(_photo(exercise, exercise.photo, wording, frame) for frame in frames)
        usual = {_FIRST: text("Start"), _DECISIVE: text("Stretch")}
        return tuple(
            self._picture(item, wording, frame, wording.caption(frame) or usual.get(frame, ""))
            for frame in frames
            if frame != _NOT_SHOWN
        )

    def _picture(self, item: ProgramItem, wording: PatientWording, frame: str, caption: str) -> Picture:
        return Picture(
            slug=item.exercise_slug,
            frame=frame,
            mirror=item.side is Side.LEFT,
            caption=caption,
            alternative=f"{wording.name}: {caption}" if caption else wording.name,
        )

    def _log(self, content: ProgramContent) -> LogSheet:
        text = self.catalogue.gettext
        prescribed = max((item.schedule.weeks or 0 for item in content.items), default=0)
        weeks = min(prescribed, MOST_LOG_WEEKS) or LOG_WEEKS
        bouts = bout_names(tuple(item.schedule for item in content.items), self.catalogue)
        least = LOG_WEEKS if len(bouts) < _MANY_BOUTS else BUSY_LOG_WEEKS
        return LogSheet(
            heading=text("Tick each time you finish your exercises"),
            pain_help=text("**Pain box:** your worst pain that week. 0 is no pain, 10 is the worst."),
            week_label=text("Week"),
            pain_label=text("Pain 0–10"),
            days=short_weekdays(self.catalogue),
            spoken_days=weekdays(self.catalogue),
            bouts=bouts,
            weeks=weeks,
            least_weeks=min(weeks, least),
            most_weeks=weeks if prescribed else ROOMY_LOG_WEEKS,
        )

    def _contact(self, content: ProgramContent, subject: SheetSubject, choices: SheetChoices) -> ContactCard:
        text = self.catalogue.gettext
        return ContactCard(
            visit_lead=text("Next visit"),
            visit=self._visit(content),
            teach_back=text("Show us exercise 1."),
            call_lead=text("Questions? Call us"),
            phone=Typed(subject.clinic.phone),
            address=Typed(subject.clinic.address),
            web=Typed(subject.clinic.web),
            hours=Typed(subject.clinic.hours),
            booking_url=subject.clinic.booking_url if choices.has_booking_code else "",
            booking_text=text("Scan to book a visit"),
        )

    def _visit(self, content: ProgramContent) -> str:
        """The day; without one, why there is none, as far as the patient has to know it."""
        if content.review_date is not None:
            return written_weekday(content.review_date, self.catalogue)
        text, answer = self.catalogue.gettext, content.chosen_answer(NO_VISIT)
        if answer == "patient_calls":
            return text("Call to arrange your next visit.")
        return text("None planned. Call us if you need one.") if answer == "no_visit" else ""

    def _footer(self, subject: SheetSubject) -> str:
        version = (
            self.catalogue.gettext("Version {number}").format(number=subject.version_number)
            if subject.version_number and not subject.is_draft
            else ""
        )
        day = written_date(subject.day, self.catalogue) if subject.day else ""
        return " · ".join(part for part in (version, day) if part)

    def _phase_line(self, content: ProgramContent) -> Words:
        """The phase as it is called and from when; when to go on to it is for the therapist alone."""
        phase, text = content.phase, self.catalogue.gettext
        if phase is None:
            return ""
        if phase.from_date is None:
            return Typed(phase.name)
        day = written_date(phase.from_date, self.catalogue)
        return filled(text("{phase}, from {date}"), phase=phase.name, date=day)


def _photo(exercise: Exercise, photo: ExercisePhoto, wording: PatientWording, frame: str) -> Picture:
    """A photo says what it shows; it is never mirrored."""
    caption = wording.caption(frame)
    shown = photo.alternative or f"{wording.name}: {wording.steps[0]}"
    return Picture(
        slug=exercise.slug,
        frame=frame,
        caption=caption,
        alternative=f"{shown.rstrip('.')}. {caption}" if caption else shown,
    )


def refuse_empty(content: ProgramContent) -> None:
    """Raises InputError where there is no exercise to print."""
    if not content.items:
        raise InputError("Add an exercise first: there is nothing to print yet.")


def lowest_pain_limit(content: ProgramContent) -> int:
    """The pain limit that holds for the whole sheet, 0 to 10."""
    return min(item.schedule.pain_limit for item in content.items)


def _one_schedule(content: ProgramContent) -> bool:
    """Whether all exercises are done at the same times."""
    return len({_frequency(item.schedule) for item in content.items}) == 1


def _frequency(schedule: Schedule) -> tuple[int, tuple[str, ...], int]:
    return schedule.times_per_day, schedule.times_of_day, schedule.days_per_week
