"""Finds exercises by name, lay name, muscle, condition or equipment; forgives case, accents and slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Library

_NAME: Final = 8.0
_ALIAS: Final = 6.0
_MUSCLE: Final = 4.0
_CONDITION: Final = 3.0
_OTHER: Final = 1.5
"""What a hit in each kind of text is worth."""

_WHOLE_WORD: Final = 1.0
_WORD_START: Final = 0.75
_SLIP: Final = 0.35
"""How much of that counts, by how well the words agree."""

_IN_NO_TEXT: Final = frozenset("<>*\\|{}[]^~#=$%@")
"""What stands in no name: whoever types it is looking for something else."""

_SHORTEST_SLIP: Final = 4
_ALIKE: Final = 0.75


@dataclass(frozen=True, slots=True)
class _Entry:
    exercise: Exercise
    place: int
    words: dict[str, float]
    """Folded words, and what the best text that holds each is worth."""


class ExerciseIndex:
    """An index over a library; made once, asked at every keystroke."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries = tuple(
            _Entry(exercise, place, self._words_of(exercise))
            for place, exercise in enumerate(library.exercises.values())
        )
        self._vocabulary = tuple(sorted({word for entry in self._entries for word in entry.words}))

    def find(self, query: str, language: str = "en") -> Sequence[Exercise]:
        """Exercises that match every word of ``query``, best first; all of them for an empty query."""
        if not query.strip():
            return self._in_order(self._entries, language)
        wanted = search_words(query.replace("-", " "))
        if not wanted or not _IN_NO_TEXT.isdisjoint(query):
            return ()
        scores = [self._matches(word) for word in wanted]
        found = [
            (sum(score.get(entry.place, 0.0) for score in scores), entry)
            for entry in self._entries
            if all(entry.place in score for score in scores)
        ]
        found.sort(key=lambda pair: (-pair[0], pair[1].exercise.name(language), pair[1].place))
        return tuple(entry.exercise for _, entry in found)

    def _matches(self, wanted: str) -> dict[int, float]:
        """By library place, how well an exercise holds one word; slips count only then."""
        exact = {word: _WHOLE_WORD if word == wanted else _WORD_START for word in self._starting(wanted)}
        close = exact or dict.fromkeys(self._alike(wanted), _SLIP)
        scores: dict[int, float] = {}
        for entry in self._entries:
            best = max(
                (entry.words[word] * share for word, share in close.items() if word in entry.words), default=0
            )
            if best:
                scores[entry.place] = best
        return scores

    def _starting(self, wanted: str) -> Iterable[str]:
        return [word for word in self._vocabulary if word.startswith(wanted)]

    def _alike(self, wanted: str) -> Iterable[str]:
        if len(wanted) < _SHORTEST_SLIP:
            return ()
        matcher = SequenceMatcher(b=wanted)
        return [word for word in self._vocabulary if _is_alike(matcher, word)]

    def _words_of(self, exercise: Exercise) -> dict[str, float]:
        worth: dict[str, float] = {}
        for text, value in self._texts_of(exercise):
            for word in search_words(text.replace("-", " ").replace("_", " ")):
                worth[word] = max(worth.get(word, 0.0), value)
        return worth

    def _texts_of(self, exercise: Exercise) -> Iterable[tuple[str, float]]:
        library = self._library
        for name in (*exercise.names.values(), *(wording.name for wording in exercise.wording.values())):
            yield name, _NAME
        for aliases in exercise.aliases.values():
            yield " ".join(aliases), _ALIAS
        for key in (*exercise.target_muscles, *exercise.synergists):
            value = _MUSCLE if key in exercise.target_muscles else _OTHER
            yield key, value
            if key in library.muscles:
                muscle = library.muscles[key]
                yield " ".join((muscle.latin, muscle.english, *muscle.plain.values())), value
        for key in exercise.conditions:
            yield key, _CONDITION
            if key in library.conditions:
                condition = library.conditions[key]
                yield " ".join((condition.clinical, *condition.plain.values())), _CONDITION
        yield " ".join((exercise.region, exercise.position, *exercise.equipment, *exercise.joints)), _OTHER

    def _in_order(self, entries: Iterable[_Entry], language: str) -> Sequence[Exercise]:
        """The library's own order: by region as listed, then by name."""
        regions = list(dict.fromkeys(entry.exercise.region for entry in entries))
        return tuple(
            sorted(
                (entry.exercise for entry in entries),
                key=lambda exercise: (regions.index(exercise.region), exercise.name(language)),
            )
        )


def _is_alike(matcher: SequenceMatcher[str], word: str) -> bool:
    matcher.set_seq1(word)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )
