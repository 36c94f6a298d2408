"""The end of a letter: what was explained, when to stop, whom to call; each reader gets what serves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.handout import Typed, Words, filled, sentences_together
from clinic_app.domain.letter import Reader
from clinic_app.domain.letter_text import LetterPart
from clinic_app.domain.library import EducationTopic, Library
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.summary import in_bold
from clinic_app.domain.words import Catalogue
from clinic_app.services.letter_care import LetterCare
from clinic_app.services.sheet_blocks import stop_block


@dataclass(frozen=True, slots=True)
class LetterAdvice:
    """Says it in one language: a patient reads all, a referrer that it was given, an insurer nothing."""

    library: Library
    catalogue_of: Callable[[str], Catalogue]
    language: str
    care: LetterCare

    def parts(self) -> Iterator[LetterPart]:
        """Advice, stop signs, whom to call."""
        if self.care.wish.reader is Reader.PATIENT:
            yield from self._for_patient()
        elif self.care.wish.reader is Reader.REFERRER:
            yield from self._for_referrer()

    def _for_patient(self) -> Iterator[LetterPart]:
        text = self.catalogue_of(self.language).gettext
        advice = tuple(
            sentences_together((in_bold(f"{self._in(topic.titles)}."), self._in(topic.what_to_do)))
            for topic in self._topics()
        )
        yield LetterPart(heading=text("What helps from now on"), points=advice)
        if pairs := self._pairs():
            tags = {*self.care.patient.precaution_tags, *self.care.episode.precaution_tags}
            stop = stop_block(
                self.library, pairs, self.language, self.care.clinic, self.catalogue_of, tuple(tags)
            )
            rules = [(each.lead, each.text) for each in stop.lines]
            rules += [(each.lead, each.text) for each in stop.help]
            said = tuple(sentences_together((in_bold(lead), words)) for lead, words in rules)
            yield LetterPart(heading=stop.heading, points=said)
        call = self._call()
        yield LetterPart(heading=text("Questions, or is it coming back?"), paragraphs=call)

    def _for_referrer(self) -> Iterator[LetterPart]:
        text = self.catalogue_of(self.language).gettext
        topics = "; ".join(self._in(topic.titles) for topic in self._topics())
        said: list[Words] = [topics + "."] if topics else []
        if self._pairs():
            said.append(text("When to stop and whom to call was given in writing with the program."))
        yield LetterPart(heading=text("Advice given"), paragraphs=tuple(said))

    def _call(self) -> tuple[Words, ...]:
        clinic, text = self.care.clinic, self.catalogue_of(self.language).gettext
        if not clinic.phone.strip():
            return ()
        said = filled(text("Call us: {phone}"), phone=" ".join(clinic.phone.split()))
        return (said, Typed(clinic.hours)) if clinic.hours.strip() else (said,)

    def _topics(self) -> list[EducationTopic]:
        keys = (key for each in self.care.last_of_each_program for key in each.content.education)
        return [self.library.education[key] for key in dict.fromkeys(keys) if key in self.library.education]

    def _pairs(self) -> tuple[tuple[ProgramItem, Exercise], ...]:
        known = self.library.known_exercises
        return tuple(
            (item, known[item.exercise_slug])
            for version in self.care.last_of_each_program
            for item in version.content.items
            if item.exercise_slug in known
        )

    def _in(self, texts: dict[str, str]) -> str:
        return (texts.get(self.language) or texts.get("en", "")).strip()
