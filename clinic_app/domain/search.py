"""Finds exercises by name, lay name, muscle, condition or equipment; forgives case, accents and slips.

Every word of the library knows the exercises that hold it, and what it is worth there. A search looks up the
words that begin as typed, meets their exercises, and sorts; nothing is read twice at a keystroke.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from clinic_app.domain.best_first import BestFirst, NameOrder, best_places
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

_SHORT: Final = 2
"""Beginnings of so few letters have thousands of exercises: they can be looked up ahead of time."""

_KEPT: Final = 1_500
"""So many answers are kept, and twice as many beginnings of words."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, best first, and how many there would be of every facet's values."""

    exercises: Sequence[Exercise]
    counts: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)
    left_out: int = 0
    """How many more there would be if everything were allowed."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Places with their scores (None: all, in the library's order), the best of them, and all as a mask."""

    scores: Mapping[int, float] | None
    mask: int
    best: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    exercise: Exercise
    texts: tuple[tuple[tuple[str, ...], float], ...]
    """The texts word by word, and what each is worth; the worthiest first."""


@dataclass(slots=True)
class _Postings:
    """One word's exercises, by place: what the best text that holds it is worth, and worth on its own."""

    worth: dict[int, float] = field(default_factory=dict)
    alone: dict[int, float] = field(default_factory=dict)
    regions: set[int] = field(default_factory=set)
    mask: int = 0


class ExerciseIndex:
    """An index over a library; made once, asked at every keystroke."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries = tuple(self._entry(exercise) for exercise in library.exercises.values())
        self._exercises = [entry.exercise for entry in self._entries]
        self._words: dict[str, _Postings] = {}
        for place, entry in enumerate(self._entries):
            self._post(place, entry)
        for postings in self._words.values():
            postings.mask = self.masks.of_places(postings.worth)
        self._vocabulary = sorted(self._words)
        self._known = KnownWords(self._vocabulary)
        self._places = {exercise.slug: place for place, exercise in enumerate(self._exercises)}
        self._orders: dict[str, NameOrder] = {}
        self._answers: dict[object, _Answer] = {}
        self._beginnings: dict[str, dict[int, float]] = {}
        self._close: dict[str, dict[str, float]] = {}

    @cached_property
    def masks(self) -> FacetMasks:
        """The facets of the library."""
        return FacetMasks(self._exercises)

    def find(self, query: str, language: str = "en") -> Sequence[Exercise]:
        """Exercises that match every word of ``query``, best first; all of them for an empty query."""
        answer = self._answer(query, language, {})
        return tuple(self._in_order(answer, answer.mask, language))

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
        answer, masks = self._answer(query, language, habits or {}), self.masks
        mask = answer.mask if allowed is None else answer.mask & allowed
        narrowed = masks.chosen(chosen)
        wanted = mask & narrowed
        left_out = (answer.mask & narrowed).bit_count() - wanted.bit_count()
        return Found(self._in_order(answer, wanted, language), masks.counts(mask, chosen), left_out)

    def warm(self, language: str = "en", habits: Mapping[str, float] | None = None) -> None:
        """Answer the first letters of every word, so that they need not be looked up while somebody types."""
        short = {word[:length] for word in self._vocabulary for length in range(1, _SHORT + 1)}
        for beginning in sorted(short):
            self._answer(beginning, language, habits or {})
            self._holding(beginning, self._close_to(beginning))

    def _in_order(self, answer: _Answer, wanted: int, language: str) -> BestFirst:
        order, scores, best = self._order(language), answer.scores, answer.best
        if scores is None:
            is_all = wanted == self.masks.all
            places = order.by_region if is_all else self.masks.among(order.by_region, wanted)
            return BestFirst(self._exercises, order, places)
        if wanted != answer.mask:
            scores = {place: scores[place] for place in self.masks.places(wanted)}
            best = order.best(scores)
        return BestFirst(self._exercises, order, best, scores)

    def _answer(self, query: str, language: str, habits: Mapping[str, float]) -> _Answer:
        """The answer to a query, kept from the last time it was asked."""
        if not query.strip():
            return _Answer(None, self.masks.all)
        wanted = _text_words(query)
        if not wanted or not _IN_NO_TEXT.isdisjoint(query):
            return _Answer({}, 0)
        key = (wanted, language, frozenset(habits.items()))
        answer = self._answers.get(key)
        if answer is None:
            scores = self._scores_of_one(wanted[0]) if len(wanted) == 1 else self._scores_of_all(wanted)
            self._add_habits(scores, habits)
            best = self._order(language).best(scores)
            answer = _keep(self._answers, key, _Answer(scores, self._mask_of(wanted), best), _KEPT)
        return answer

    def _mask_of(self, wanted: Iterable[str]) -> int:
        """The exercises that hold every word."""
        mask = self.masks.all
        for word in wanted:
            held = 0
            for close in self._close_to(word):
                held |= self._words[close].mask
            mask &= held
        return mask

    def _add_habits(self, scores: dict[int, float], habits: Mapping[str, float]) -> None:
        for slug, more in habits.items():
            place = self._places.get(slug, -1)
            if place in scores:
                scores[place] += more

    def _scores_of_one(self, wanted: str) -> dict[int, float]:
        """One word: each of its exercises with what the word is worth on its own."""
        scores: dict[int, float] = {}
        close = self._close_to(wanted)
        best = max(close.values(), default=0.0)
        for word, share in close.items():
            postings = self._words[word]
            in_region = postings.regions if share == best else ()
            for place, worth in postings.alone.items():
                score = worth * share
                if in_region and place in in_region:
                    score += _REGION
                if score > scores.get(place, 0.0):
                    scores[place] = score
        return scores

    def _scores_of_all(self, wanted: Sequence[str]) -> dict[int, float]:
        """Several words: what holds them all; the best are compared text by text."""
        close = [self._close_to(word) for word in wanted]
        held = [self._holding(word, agreeing) for word, agreeing in zip(wanted, close, strict=True)]
        held.sort(key=len)
        scores = dict(held[0])
        for more in held[1:]:
            scores = {place: score + more[place] for place, score in scores.items() if place in more}
        for place in best_places(scores, _LOOKED_INTO):
            together = _best_together(self._entries[place].texts, close)
            scores[place] = max(scores[place], together + _SCATTERED * scores[place])
        for place in self._in_named_region(close):
            if place in scores:
                scores[place] += _REGION
        return scores

    def _holding(self, wanted: str, agreeing: Mapping[str, float]) -> dict[int, float]:
        """Each exercise that holds one of several words, and what the word is worth there."""
        known = self._beginnings.get(wanted)
        if known is not None:
            return known
        scores: dict[int, float] = {}
        for word, share in agreeing.items():
            for place, worth in self._words[word].worth.items():
                if worth * share > scores.get(place, 0.0):
                    scores[place] = worth * share
        return _keep(self._beginnings, wanted, scores, 2 * _KEPT)

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
        known = self._close.get(wanted)
        if known is not None:
            return known
        first = bisect_left(self._vocabulary, wanted)
        after = bisect_left(self._vocabulary, wanted + _LAST_OF_ALL)
        close = {
            word: _WHOLE_WORD if word == wanted else _WORD_START for word in self._vocabulary[first:after]
        }
        slips = close or dict.fromkeys(self._known.meant_by(wanted), _SLIP)
        return _keep(self._close, wanted, slips, 2 * _KEPT)

    def _entry(self, exercise: Exercise) -> _Entry:
        worth: dict[tuple[str, ...], float] = {}
        for text, value in self._texts_of(exercise):
            words = _text_words(text)
            worth[words] = max(value, worth.get(words, 0.0))
        return _Entry(exercise, tuple(sorted(worth.items(), key=lambda text: -text[1])))

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

    def _order(self, language: str) -> NameOrder:
        if language not in self._orders:
            self._orders[language] = NameOrder(self._exercises, language)
        return self._orders[language]


Key = TypeVar("Key")
Value = TypeVar("Value")


def _keep(kept: dict[Key, Value], key: Key, value: Value, most: int) -> Value:
    """Keep a value in place of the oldest; another thread may do the same."""
    while len(kept) >= most:
        kept.pop(next(iter(kept)), None)
    kept[key] = value
    return value


def _text_words(text: str) -> tuple[str, ...]:
    return search_words(text.replace("-", " ").replace("_", " "))


def _best_together(
    texts: Iterable[tuple[tuple[str, ...], float]], close: Sequence[Mapping[str, float]]
) -> float:
    """What the best text that holds every word is worth; 0 if none does."""
    best = 0.0
    most = (1.0 + _TOGETHER) * max((max(agreeing.values(), default=0.0) for agreeing in close), default=0.0)
    for words, value in texts:
        if most * value <= best:
            break
        for agreeing in close:
            if agreeing.keys().isdisjoint(words):
                break
        else:
            best = max(best, _together(words, close) * value)
    return best


def _together(words: tuple[str, ...], close: Sequence[Mapping[str, float]]) -> float:
    """What a text that holds every word is worth, in times its own worth."""
    share = sum(max(agreeing.get(word, 0.0) for word in words) for agreeing in close) / len(close)
    return share * (1.0 + _TOGETHER * min(len(close) / len(words), 1.0))
