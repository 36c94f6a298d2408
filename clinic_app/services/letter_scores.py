"""What scores and pain of one problem say, for a letter: from the start to the end, and what that means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_app.domain.date_words import written_date
from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import Typed, Words, sentences_together
from clinic_app.domain.library import Library
from clinic_app.domain.measure_change import Change, Taken, Verdict, change, same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_trends import PAIN
from clinic_app.domain.measure_words import number_words, score_words
from clinic_app.domain.measures import WHOLE, Measure
from clinic_app.domain.summary import in_bold
from clinic_app.domain.visit import Visit
from clinic_app.domain.words import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class _PainTaken:
    """Pain noted at a visit, as a score of the numeric pain scale."""

    measure: str = PAIN
    part: str = WHOLE
    taken_on: date
    value: float
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterScores:
    """Says the scores in one language; plainly for a patient, else as therapists do."""

    library: Library
    words: Catalogue
    language: str
    is_plain: bool

    def lines(self, results: Sequence[MeasureResult], visits: Sequence[Visit]) -> Iterator[Words]:
        """A point for each measure and part, pain last; results and visits newest first."""
        rows: dict[tuple[str, str], list[Taken]] = {}
        for each in results:
            if each.measure in self.library.measures and each.measure != PAIN:
                rows.setdefault((each.measure, each.part), []).append(each)
        for (key, _part), newest_first in rows.items():
            yield self._line(self.library.measures[key], newest_first)
        if PAIN in self.library.measures and (pain := _pain(results, visits)):
            yield self._line(self.library.measures[PAIN], pain)

    def worst_pain(self, visits: Sequence[Visit]) -> str:
        """How pain at its worst went, from the first visit that noted it to the last."""
        noted = [each for each in reversed(visits) if each.pain_worst is not None]
        if len(noted) < 2:
            return ""
        said = self.words.gettext(
            "Pain at its worst: {first}/10 at the visit of {first_day}, {last}/10 at that of {last_day}."
        )
        return said.format(
            first=noted[0].pain_worst,
            first_day=self._day(noted[0].visited_on),
            last=noted[-1].pain_worst,
            last_day=self._day(noted[-1].visited_on),
        )

    def _line(self, measure: Measure, newest_first: Sequence[Taken]) -> Words:
        newest = newest_first[0]
        earlier = [each for each in newest_first[1:] if same_activities(each, newest)][-1:]
        sentences: list[Words] = [self._values(measure, earlier[0] if earlier else None, newest)]
        if newest.activities:
            rated = self.words.gettext("Rated:")
            sentences.append(sentences_together((rated, Typed(", ".join(newest.activities) + "."))))
        try:
            found = change(measure, earlier[0] if earlier else None, newest)
        except InputError:  # nothing to compare with
            return sentences_together(tuple(sentences))
        return sentences_together((*sentences, *self._change(found)))

    def _values(self, measure: Measure, first: Taken | None, last: Taken) -> Words:
        text = self.words.gettext
        part = measure.part(last.part)
        name = measure.name(self.language, last.part)
        if not self.is_plain and not last.part:
            name = measure.short if measure.short == name else f"{name} ({measure.short})"
        score = score_words(last.value, measure.unit, self.words)
        if first is None or measure.is_change:
            said = text("{score} on {day}.").format(score=score, day=self._day(last.taken_on))
        else:
            said = text("{first} on {first_day}, {last} on {last_day}.").format(
                first=score_words(first.value, measure.unit, self.words),
                first_day=self._day(first.taken_on),
                last=score,
                last_day=self._day(last.taken_on),
            )
        scale = text("more is better") if measure.higher_is_better else text("less is better")
        if not measure.is_change and part.scores.high <= 100:
            scale = text("from {low} to {high}, {better}").format(
                low=number_words(part.scores.low, self.words),
                high=number_words(part.scores.high, self.words),
                better=scale,
            )
        return sentences_together((in_bold(name), f"({scale}):", said))

    def _change(self, found: Change) -> Iterator[Words]:
        text = self.words.gettext
        sentence = found.in_words(self.words)
        yield f"{sentence[:1].upper()}{sentence[1:]}."
        real, matters = found.real, found.matters
        if not self.is_plain or real.verdict is not Verdict.NOT_KNOWN:
            question = text("Is that more than chance?") if self.is_plain else text("Is it real?")
            yield sentences_together((in_bold(question), real.in_words(self.words)))
        if not self.is_plain or matters.verdict is not Verdict.NOT_KNOWN:
            yield sentences_together((in_bold(text("Does it matter?")), matters.in_words(self.words)))

    def _day(self, day: date) -> str:
        return written_date(day, self.words)


def _pain(results: Sequence[MeasureResult], visits: Sequence[Visit]) -> list[Taken]:
    """Pain of every day it is known of, newest first; where a score was taken too, that one."""
    noted: dict[date, Taken] = {
        each.visited_on: _PainTaken(taken_on=each.visited_on, value=float(each.pain_now))
        for each in visits
        if each.pain_now is not None
    }
    noted |= {each.taken_on: each for each in results if each.measure == PAIN}
    return [noted[day] for day in sorted(noted, reverse=True)]
