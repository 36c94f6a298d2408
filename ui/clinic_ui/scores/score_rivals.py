"""A score that is corrected here was corrected or withdrawn in another window meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.errors import KnownError
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_words import score_words
from clinic_app.services.scores import ScoreEntry
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.scores.given import given_of, kept, read_kept
from clinic_ui.scores.score_subject import ScoreSubject

ASKED: Final = ("given", "day", "note")
"""What is compared of what a draft keeps."""


@dataclass(frozen=True, slots=True)
class ScoreTexts:
    """The form's fields as texts, given by the form's own functions."""

    context: Context
    read: Callable[[], Mapping[str, str]]
    fill: Callable[[Mapping[str, str]], None]

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return {name: _alike(name, text) for name, text in self.read().items() if name in ASKED}

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        self.fill(texts)

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        text = self.context.words.gettext
        return {"given": text("Answers"), "day": text("Taken on"), "note": text("Note")}[name]

    def said(self, name: str, text: str) -> str:
        """Answers as numbers, with the score they make."""
        given = read_kept(text) if name == "given" else None
        if given is None:
            return text
        numbers = given.answers if given.totals is None else tuple(given.totals.values())
        answers = " ".join("–" if each is None else f"{each:g}" for each in numbers)
        return " · ".join(part for part in (self._score(text), answers, *given.activities) if part)

    def _score(self, text: str) -> str:
        given, context = read_kept(text), self.context
        measure = context.library.measure(self.read()["measure"])
        if given is None:
            return ""
        entry = ScoreEntry(
            measure=measure.key,
            taken_on=context.services.patients.today(),
            answers=given.answers,
            totals=given.totals,
            activities=given.activities,
        )
        try:
            values = context.services.scores.score(entry, context.words.language).values.values()
        except KnownError:
            return ""
        return ", ".join(score_words(value, measure.unit, context.words) for value in values)


class ScoreRivals(QObject):
    """Asks for one form; ``both`` stands in it."""

    subject_changed = Signal(object)
    """A ScoreSubject: what is corrected from now on, or, with nothing to correct, a score of its own."""

    def __init__(self, context: Context, texts: ScoreTexts, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._texts = context, texts
        self.both = BothVersions(context, texts)
        self._base: dict[str, str] = {}

    def begin(self) -> None:
        """What the form shows now is what the record holds."""
        self._base = self._texts.typed()

    def ask(self, subject: ScoreSubject, as_new: Callable[[], object]) -> None:
        """Look for what stands in the place of the score that was corrected, and show both."""
        scores = self._context.services.scores
        find = partial(scores.in_place_of, subject.replaced, [each.id for each in subject.results])
        self._context.worker.run(find, partial(self._on_found, subject, as_new))

    def _on_found(
        self, subject: ScoreSubject, as_new: Callable[[], object], found: Sequence[MeasureResult]
    ) -> None:
        theirs = tuple(found)
        self.subject_changed.emit(replace(subject, replaced=theirs, results=(*theirs, *subject.others)))
        if not theirs:
            self.both.say_gone(as_new)
            return
        measure, first = self._context.library.measure(theirs[0].measure), theirs[0]
        given = _alike("given", kept(given_of(measure, theirs)))
        texts = {"given": given, "day": first.taken_on.isoformat(), "note": first.note}
        self.both.ask(self._base, texts)
        self._base = texts


def _alike(name: str, text: str) -> str:
    """Answers with their numbers written alike."""
    given = read_kept(text) if name == "given" else None
    if given is None:
        return text
    numbers = tuple(None if each is None else float(each) for each in given.answers)
    totals = given.totals and {part: each and float(each) for part, each in given.totals.items()}
    return kept(replace(given, answers=numbers, totals=totals))
