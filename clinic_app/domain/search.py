"""Finds exercises by name, lay name, muscle, condition or equipment; forgives case, accents and slips.

Every word of the library knows the exercises that hold it, and what it is worth there. A search looks up the
words that begin as typed, meets their exercises, and sorts; nothing is read twice at a keystroke.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.facets import NOTHING_CHOSEN, Chosen, Facet, FacetMasks
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Library
from clinic_app.domain.slips import KnownWords

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

_TOGETHER: Final = 5.0
_ALONE: Final = 2.5
"""How much more a text is worth that holds all words, times the part of it they are; or is the one word."""

_SCATTERED: Final = 0.25
"""What words found one here, one there add where one text holds them all."""

_REGION: Final = 2.0
"""Added where the exercise's own region is named."""

_LOOKED_INTO: Final = 60
"""Of the exercises that hold every word, so many of the best are compared text by text."""

_LAST_OF_ALL: Final = chr(0x10FFFF)
_A_PLACE: Final = 1e-9
"""Less than any two scores differ by: exercises of the same score stand in the order of their names."""

_SHORT: Final = 2
"""Beginnings of so few letters have thousands of exercises: their scores are kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, best first, and how many there would be of every facet's values."""

    exercises: Sequence[Exercise]
    counts: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    exercise: Exercise
    texts: tuple[tuple[tuple[str, ...], float], ...]
    """The texts word by word, and what each is worth."""


@dataclass(frozen=True, slots=True)
class _Postings:
    """One word's exercises, by place: what the best text that holds it is worth, and worth on its own."""

    worth: dict[int, float] = field(default_factory=dict)
    alone: dict[int, float] = field(default_factory=dict)
    regions: set[int] = field(default_factory=set)


class ExerciseIndex:
    """An index over a library; made once, asked at every keystroke."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries = tuple(self._entry(exercise) for exercise in library.exercises.values())
        self._words: dict[str, _Postings] = {}
        for place, entry in enumerate(self._entries):
            self._post(place, entry)
        self._vocabulary = sorted(self._words)
        self._known = KnownWords(self._vocabulary)
        self._orders: dict[str, tuple[tuple[int, ...], tuple[float, ...]]] = {}
        self._short: dict[str, dict[int, float]] = {}
        self._short_held: dict[str, dict[int, float]] = {}

    @cached_property
    def masks(self) -> FacetMasks:
        """The facets of the library."""
        return FacetMasks([entry.exercise for entry in self._entries])

    def find(self, query: str, language: str = "en") -> Sequence[Exercise]:
        """Exercises that match every word of ``query``, best first; all of them for an empty query."""
        return self._exercises(self._ranked(query, language, {}))

    def search(
        self,
        query: str,
        language: str = "en",
        *,
        chosen: Chosen = NOTHING_CHOSEN,
        allowed: int | None = None,
        habits: Mapping[str, float] | None = None,
    ) -> Found:
        """As ``find``, of the ``chosen`` facets only, with counts.

        ``allowed`` is a mask of :attr:`masks` (None: every exercise); ``habits`` adds to the score of slugs.
        """
        places = self._ranked(query, language, habits or {})
        masks = self.masks
        mask = masks.of_places(places) if allowed is None else masks.of_places(places) & allowed
        wanted = masks.chosen(chosen) & mask
        if wanted.bit_count() < len(places):
            held = masks.places(wanted)
            places = [place for place in places if held[place]]
        return Found(self._exercises(places), masks.counts(mask, chosen))

    def _exercises(self, places: Iterable[int]) -> Sequence[Exercise]:
        return tuple(self._entries[place].exercise for place in places)

    def _ranked(self, query: str, language: str, habits: Mapping[str, float]) -> Sequence[int]:
        order, later = self._order(language)
        if not query.strip():
            return order
        wanted = _text_words(query)
        if not wanted or not _IN_NO_TEXT.isdisjoint(query):
            return ()
        scores = self._scores_of_one(wanted[0]) if len(wanted) == 1 else self._scores_of_all(wanted)
        if habits:
            scores = {
                place: score + habits.get(self._entries[place].exercise.slug, 0.0)
                for place, score in scores.items()
            }
        return sorted(scores, key=lambda place: later[place] - scores[place])

    def _scores_of_one(self, wanted: str) -> dict[int, float]:
        """One word: each of its exercises with what the word is worth on its own."""
        if wanted in self._short:
            return self._short[wanted]
        scores: dict[int, float] = {}
        close = self._close_to(wanted)
        best = max(close.values(), default=0.0)
        for word, share in close.items():
            postings = self._words[word]
            for place, worth in postings.alone.items():
                score = worth * share
                if share == best and place in postings.regions:
                    score += _REGION
                if score > scores.get(place, 0.0):
                    scores[place] = score
        if len(wanted) <= _SHORT:
            self._short[wanted] = scores
        return scores

    def _scores_of_all(self, wanted: Sequence[str]) -> dict[int, float]:
        """Several words: what holds them all; the best are compared text by text."""
        close = [self._close_to(word) for word in wanted]
        held = [self._holding(word, agreeing) for word, agreeing in zip(wanted, close, strict=True)]
        held.sort(key=len)
        scores = dict(held[0])
        for more in held[1:]:
            scores = {place: score + more[place] for place, score in scores.items() if place in more}
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:_LOOKED_INTO]
        for place in best:
            together = max(
                (_together(words, close) * value for words, value in self._entries[place].texts), default=0
            )
            scores[place] = max(scores[place], together + _SCATTERED * scores[place])
        for place in self._in_named_region(close):
            if place in scores:
                scores[place] += _REGION
        return scores

    def _holding(self, wanted: str, agreeing: Mapping[str, float]) -> dict[int, float]:
        """Each exercise that holds one of several words, and what the word is worth there."""
        if wanted in self._short_held:
            return self._short_held[wanted]
        scores: dict[int, float] = {}
        for word, share in agreeing.items():
            for place, worth in self._words[word].worth.items():
                if worth * share > scores.get(place, 0.0):
                    scores[place] = worth * share
        if len(wanted) <= _SHORT:
            self._short_held[wanted] = scores
        return scores

    def _in_named_region(self, close: Sequence[Mapping[str, float]]) -> set[int]:
        found: set[int] = set()
        for agreeing in close:
            best = max(agreeing.values(), default=0.0)
            for word, share in agreeing.items():
                if share == best:
                    found |= self._words[word].regions
        return found

    def _close_to(self, wanted: str) -> dict[str, float]:
        """Words of the library and how well they agree with ``wanted``; slips count only without better."""
        first = bisect_left(self._vocabulary, wanted)
        after = bisect_left(self._vocabulary, wanted + _LAST_OF_ALL)
        found = self._vocabulary[first:after]
        if found:
            return {word: _WHOLE_WORD if word == wanted else _WORD_START for word in found}
        return dict.fromkeys(self._known.meant_by(wanted), _SLIP)

    def _entry(self, exercise: Exercise) -> _Entry:
        texts = tuple((_text_words(text), value) for text, value in self._texts_of(exercise))
        return _Entry(exercise, texts)

    def _post(self, place: int, entry: _Entry) -> None:
        for words, value in entry.texts:
            alone = value * (1.0 + (_ALONE if len(words) == 1 else 0.0))
            for word in words:
                postings = self._words.setdefault(word, _Postings())
                worth = postings.worth[place] = max(postings.worth.get(place, 0.0), value)
                most = max(postings.alone.get(place, 0.0), alone + _SCATTERED * worth)
                postings.alone[place] = most
        for word in _text_words(entry.exercise.region):
            self._words[word].regions.add(place)

    def _texts_of(self, exercise: Exercise) -> Iterator[tuple[str, float]]:
        library = self._library
        for name in (*exercise.names.values(), *(wording.name for wording in exercise.wording.values())):
            yield name, _NAME
        for aliases in exercise.aliases.values():
            for alias in aliases:
                yield alias, _ALIAS
        for key in (*exercise.target_muscles, *exercise.synergists):
            value = _MUSCLE if key in exercise.target_muscles else _OTHER
            yield key, value
            if key in library.muscles:
                muscle = library.muscles[key]
                for name in (muscle.latin, muscle.english, *muscle.plain.values()):
                    yield name, value
        for key in exercise.conditions:
            yield key, _CONDITION
            if key in library.conditions:
                condition = library.conditions[key]
                for name in (condition.clinical, *condition.plain.values()):
                    yield name, _CONDITION
        yield " ".join((exercise.region, exercise.position, *exercise.equipment, *exercise.joints)), _OTHER

    def _order(self, language: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Places by region as listed, then by name; and how late each name comes."""
        if language not in self._orders:
            exercises = [entry.exercise for entry in self._entries]
            names = [exercise.name(language) for exercise in exercises]
            by_name = sorted(range(len(names)), key=names.__getitem__)
            regions = list(dict.fromkeys(exercise.region for exercise in exercises))
            at = {region: rank for rank, region in enumerate(regions)}
            by_region = sorted(by_name, key=lambda place: at[exercises[place].region])
            later = [0.0] * len(names)
            for late, place in enumerate(by_name):
                later[place] = late * _A_PLACE
            self._orders[language] = tuple(by_region), tuple(later)
        return self._orders[language]


def _text_words(text: str) -> tuple[str, ...]:
    return search_words(text.replace("-", " ").replace("_", " "))


def _together(words: tuple[str, ...], close: Sequence[Mapping[str, float]]) -> float:
    """What a text that holds every word is worth, in times its own worth; 0 if it does not hold them all."""
    if any(agreeing.keys().isdisjoint(words) for agreeing in close):
        return 0.0
    share = sum(max(agreeing.get(word, 0.0) for word in words) for agreeing in close) / len(close)
    return share * (1.0 + _TOGETHER * min(len(close) / len(words), 1.0))
