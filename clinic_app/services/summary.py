"""Composes the therapist's summary: every text of it, from program, library and what the record knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from clinic_app.domain.burden import burden, stretched_week_s
from clinic_app.domain.burden_words import changes, exactly, minutes, stretch_lines
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.contrast import is_colour, readable_accent
from clinic_app.domain.date_words import written_date
from clinic_app.domain.diff_summary import unbroken
from clinic_app.domain.diff_words import DiffWords
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.dose_short import dose_short, schedule_short
from clinic_app.domain.episode_words import side_name
from clinic_app.domain.handout import RIGHT_TO_LEFT, Mixed, Paper, Typed, Words
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Phase, ProgramContent, ProgramItem
from clinic_app.domain.program_diff import ChangeKind, ProgramDiff, program_diff
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.side import Side
from clinic_app.domain.summary import Summary, SummaryHeads, SummaryItem, SummaryPart, in_bold, in_row
from clinic_app.domain.words import Catalogue
from clinic_app.services.history import VersionEntry
from clinic_app.services.sheet import refuse_empty
from clinic_app.services.sheet_names import names_to_fit
from clinic_app.services.summary_record import advice_lines, screen_lines, version_lines

_NOTHING: Final = "–"
_BETWEEN: Final = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySubject:
    """What is known beside the program itself. What the record would have to tell is empty without one.

    ``entries`` are the program's versions, oldest first; ``before`` is the one this was made from.
    """

    clinic: ClinicProfile
    day: date | None
    fingerprint: str
    therapist: str = ""
    patient: Patient | None = None
    patient_name: str = ""
    birth_date: date | None = None
    treated: Episode | None = None
    version_number: int | None = None
    is_draft: bool = False
    handed_out_on: date | None = None
    entries: Sequence[VersionEntry] = ()
    before: VersionEntry | None = None
    advice: Sequence[Advice] = ()
    """All there is to say of the program now: what was kept is among it, as long as it is said."""

    screens: Sequence[RedFlagScreen] = ()
    """Newest first."""


@dataclass(frozen=True, slots=True)
class SummaryComposer:
    """Composes summaries in the therapist's language."""

    library: Library
    catalogue: Catalogue
    language: str

    def compose(self, content: ProgramContent, subject: SummarySubject) -> Summary:
        """The whole page.

        Raises:
            InputError: the program is empty.
        """
        refuse_empty(content)
        text, before = self.catalogue.gettext, subject.before
        diff = program_diff(before.content, content) if before else None
        accent = subject.clinic.accent
        return Summary(
            language=self.language,
            right_to_left=self.language in RIGHT_TO_LEFT,
            paper=Paper(content.paper or subject.clinic.paper),
            accent=readable_accent(accent) if is_colour(accent) else "",
            title=text("Therapist’s summary"),
            warning=text("Not for the patient"),
            about=tuple(self._about(content, subject)),
            heads=self._heads(),
            items=tuple(self._item(at + 1, item, diff, before) for at, item in enumerate(content.items)),
            parts=tuple(part for part in self._parts(content, subject, diff) if part.lines),
            signed=(text("Therapist, date"), text("Patient has shown exercise 1, date")),
            footer_lead=text("For the therapist. Not for the patient."),
            patient_names=names_to_fit(subject.patient_name) if subject.patient_name.strip() else (),
            footer=self._footer(subject),
            page_label=text("Page {page} of {pages}"),
            document_title=text("Therapist’s summary"),
        )

    def _heads(self) -> SummaryHeads:
        text = self.catalogue.gettext
        return SummaryHeads(
            exercise=text("Exercise"),
            side=text("Side"),
            dose=text("Dose"),
            time=text("Takes"),
            stretch=text("Stretch a week"),
            note=text("Note:"),
        )

    def _about(self, content: ProgramContent, subject: SummarySubject) -> Iterator[SummaryPart]:
        text = self.catalogue.gettext
        yield SummaryPart(text("Patient"), (self._patient(subject),))
        yield SummaryPart(text("Program"), (self._program(content, subject),))
        if content.phase is not None:
            yield SummaryPart(text("Phase"), (self._phase(content.phase),))
        by = in_row(Typed(subject.therapist), Typed(subject.clinic.name))
        if by.parts:
            yield SummaryPart(text("Therapist"), (by,))

    def _patient(self, subject: SummarySubject) -> Words:
        text, patient, treated = self.catalogue.gettext, subject.patient, subject.treated
        if not subject.patient_name.strip():
            return text("Without a patient")
        facts: list[Words] = [in_bold(Typed(subject.patient_name))]
        if subject.birth_date is not None:
            born = text("born {date}").format(date=written_date(subject.birth_date, self.catalogue))
            facts.append(born)
        age = patient.age_on(subject.day) if patient and subject.day else None
        if patient is not None:
            facts.append(text("{years} y").format(years=age) if age is not None else "")
            facts.append(text("record {number}").format(number=patient.written_number))
        if treated is not None:
            side = side_name(treated.side, self.catalogue)
            facts.append(Mixed((Typed(treated.problem), f", {side}" if side else "")))
        return in_row(*facts)

    def _program(self, content: ProgramContent, subject: SummarySubject) -> Words:
        text, catalogue = self.catalogue.gettext, self.catalogue
        title = Typed(content.title) if content.title.strip() else text("Program without a title")
        facts: list[Words] = [in_bold(title)]
        if subject.version_number:
            facts.append(text("Version {number}").format(number=subject.version_number))
        if subject.is_draft:
            facts.append(in_bold(text("Draft, not handed out")))
        if subject.handed_out_on:
            day = written_date(subject.handed_out_on, catalogue)
            facts.append(text("Handed out {date}").format(date=day))
        if content.review_date is not None:
            visit = written_date(content.review_date, catalogue)
            facts.append(text("Next visit: {date}").format(date=visit))
        return in_row(*facts)

    def _phase(self, phase: Phase) -> Words:
        """Its name, from when, and when to go on to it."""
        start = phase.from_date
        said = (
            self.catalogue.gettext("from {date}").format(date=written_date(start, self.catalogue))
            if start
            else ""
        )
        return in_row(Typed(phase.name), said, Typed(phase.entry_criterion))

    def _item(
        self, number: int, item: ProgramItem, diff: ProgramDiff | None, before: VersionEntry | None
    ) -> SummaryItem:
        words = self._words
        exercise = self.library.known_exercises.get(item.exercise_slug)
        seconds = stretched_week_s(item, exercise) if exercise else 0
        stretch = minutes(seconds, self.catalogue) if seconds else _NOTHING
        if seconds and item.side is Side.LEFT_AND_RIGHT:
            stretch = f"2 × {stretch}"
        return SummaryItem(
            number=number,
            name=Typed(words.name(item)),
            side=words.side(item.side) or self.catalogue.gettext("Both together"),
            dose=dose_short(item.dosage, self.catalogue),
            how_often=schedule_short(item.schedule, self.catalogue),
            details=Typed(", ".join(words.beyond_short(item))),
            time=exactly(item.line_s, self.catalogue),
            stretch=stretch,
            change=self._change(item, diff, before),
            note=Typed(item.note),
        )

    def _change(self, item: ProgramItem, diff: ProgramDiff | None, before: VersionEntry | None) -> str:
        if diff is None or before is None:
            return ""
        change = next(each for each in diff.items if each.after is item)
        if change.kind is ChangeKind.ADDED:
            said = self.catalogue.gettext("New since version {number}")
            return said.format(number=before.version.number)
        if change.kind is ChangeKind.CHANGED:
            return unbroken(", ".join(each.short for each in self._words.of_item(change)))
        return ""

    def _parts(
        self, content: ProgramContent, subject: SummarySubject, diff: ProgramDiff | None
    ) -> Iterator[SummaryPart]:
        text = self.catalogue.gettext
        yield SummaryPart(text("Time"), tuple(self._cost(content)))
        if diff is not None and subject.before is not None:
            lead = text("Since version {number}:").format(number=subject.before.version.number)
            yield SummaryPart(text("Changes"), tuple(self._other_changes(diff, lead)))
        known = DiffWords(self.library, self.catalogue, self.language)
        yield SummaryPart(text("Advice kept"), tuple(advice_lines(content, subject.advice, known)))
        yield SummaryPart(text("Screens"), tuple(screen_lines(subject.screens, known)))
        yield SummaryPart(text("Handed out"), tuple(version_lines(subject.entries, known)))

    def _cost(self, content: ProgramContent) -> Iterator[Words]:
        text, catalogue = self.catalogue.gettext, self.catalogue
        cost = burden(content, self.library.known_exercises)
        yield _BETWEEN.join(
            (
                text("{time} a session").format(time=minutes(cost.session_s, catalogue)),
                text("{time} a day").format(time=minutes(cost.day_s, catalogue)),
                text("{time} a week").format(time=minutes(cost.week_s, catalogue)),
                changes(cost.position_changes, catalogue),
            )
        )
        names = {key: muscle.name(self.language) for key, muscle in self.library.muscles.items()}
        each_side, sides = text("{time} each side"), text("left {left}, right {right}")
        said = []
        lines = stretch_lines(cost, names, catalogue)
        for (left, right), group in groupby(lines, key=lambda line: line[1:]):
            muscles = ", ".join(name for name, _, _ in group)
            time = each_side.format(time=left) if left == right else sides.format(left=left, right=right)
            said.append(f"{muscles}: {time}")
        if said:
            yield text("**Under stretch a week:** {muscles}").format(muscles="; ".join(said))

    def _other_changes(self, diff: ProgramDiff, lead: str) -> Iterator[Words]:
        """What the table does not say: what was left out, another order, and what is no exercise's."""
        words, text = self._words, self.catalogue.gettext
        gone = [each for each in diff.items if each.kind is ChangeKind.REMOVED]
        said = [f"− {words.name(each.item)} ({words.dose(each.item)})" for each in gone]
        said += [each.short for each in words.of_program(diff)]
        if any(each.kind is ChangeKind.MOVED for each in diff.items):
            said.append(text("another order"))
        if diff.is_empty:
            said.append(text("No change"))
        if said:
            yield Mixed((f"**{lead}** ", Typed(unbroken("; ".join(said)))))

    def _footer(self, subject: SummarySubject) -> str:
        text = self.catalogue.gettext
        if subject.is_draft:
            state = text("Draft")
        else:
            number = subject.version_number
            state = text("Version {number}").format(number=number) if number else ""
        day = written_date(subject.day, self.catalogue) if subject.day else ""
        return _BETWEEN.join(part for part in (state, day, subject.fingerprint) if part)

    @property
    def _words(self) -> DiffWords:
        return DiffWords(self.library, self.catalogue, self.language)
