"""Treatment in a letter: visits, the diary, and each home program in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from clinic_app.domain.date_words import written_date
from clinic_app.domain.diff_words import DiffWords
from clinic_app.domain.dose_short import schedule_short
from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.handout import Typed, Words, sentences_together
from clinic_app.domain.letter import Reader
from clinic_app.domain.letter_text import LetterPart
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramItem, ProgramVersion
from clinic_app.domain.summary import in_bold
from clinic_app.domain.words import Catalogue
from clinic_app.services.letter_care import LetterCare, given_at


@dataclass(frozen=True, slots=True)
class LetterPrograms:
    """Says what was done, in one language; the patient's words for a patient."""

    library: Library
    words: Catalogue
    language: str
    care: LetterCare

    def in_short(self) -> Iterator[Words]:
        """How many visits from when to when; how much was done at home."""
        if self.care.visits:
            yield self._visits()
        if done := self._diary():
            yield done

    def parts(self) -> Iterator[LetterPart]:
        """Each program as it was at last."""
        for version in self.care.last_of_each_program:
            yield LetterPart(
                heading=self._heading(version),
                paragraphs=tuple(self._about(version)),
                points=tuple(self._item(item) for item in version.content.items),
            )

    @property
    def _is_plain(self) -> bool:
        return self.care.wish.reader is Reader.PATIENT

    def _visits(self) -> Words:
        words, visits = self.words, self.care.visits
        days = {
            "first": written_date(visits[-1].visited_on, words),
            "last": written_date(visits[0].visited_on, words),
            "count": len(visits),
        }
        if len(visits) == 1:
            once = words.gettext("You came once, on {first}.") if self._is_plain else ""
            return (once or words.gettext("One visit, on {first}.")).format(**days)
        if self._is_plain:
            return words.ngettext(
                "You came {count} time, from {first} to {last}.",
                "You came {count} times, from {first} to {last}.",
                len(visits),
            ).format(**days)
        said = words.ngettext(
            "{count} visit, from {first} to {last}.", "{count} visits, from {first} to {last}.", len(visits)
        ).format(**days)
        planned = self.care.episode.planned_visits
        if not planned:
            return said
        plan = words.ngettext("{count} visit was planned.", "{count} visits were planned.", planned)
        return f"{said} {plan.format(count=planned)}"

    def _diary(self) -> str:
        planned = sum(each.planned for each in self.care.diaries)
        done = sum(each.done for each in self.care.diaries)
        if not planned:
            return ""
        text = self.words.gettext
        said = (
            text("Your diary: {done} of {planned} sessions done ({percent} %).")
            if self._is_plain
            else text("Exercise diary: {done} of {planned} sessions done ({percent} %).")
        )
        return said.format(done=done, planned=planned, percent=round(100 * done / planned))

    def _heading(self, version: ProgramVersion) -> str:
        day = written_date(given_at(version).astimezone().date(), self.words)
        text = self.words.gettext
        said = text("Your exercises since {date}") if self._is_plain else text("Home program, given {date}")
        return said.format(date=day)

    def _about(self, version: ProgramVersion) -> Iterator[Words]:
        """Its title, and how often it was changed."""
        title: Words = Typed(version.content.title.strip())
        if self._is_plain or not version.number:
            if version.content.title.strip():
                yield in_bold(title)
            return
        said = self.words.ngettext(
            "{count} version was handed out.", "{count} versions were handed out.", version.number
        ).format(count=version.number)
        has_title = bool(version.content.title.strip())
        yield sentences_together((in_bold(title), f"· {said}")) if has_title else said

    def _item(self, item: ProgramItem) -> Words:
        """An exercise with its dose; for an insurer its name and how often is enough."""
        known = DiffWords(self.library, self.words, self.language)
        name: Words = in_bold(Typed(known.name(item)))
        if self._is_plain:
            called = item.wording.name if item.wording else known.name(item)
            return sentences_together((in_bold(Typed(called)), "–", self._plain_dose(item)))
        often = schedule_short(item.schedule, self.words)
        if self.care.wish.reader is Reader.INSURER:
            return sentences_together((name, f"– {often}."))
        more = ", ".join((known.dose(item), often, *known.beyond_short(item)))
        return sentences_together((name, "–", Typed(f"{more}.")))

    def _plain_dose(self, item: ProgramItem) -> str:
        exercise = self.library.known_exercises.get(item.exercise_slug)
        region = exercise.region if exercise else ""
        return dose_sentence(
            dose_cells(item.dosage, item.schedule, item.side, region, self.words), self.words
        )
