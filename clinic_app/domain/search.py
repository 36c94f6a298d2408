"""Finds exercises by name, lay name, muscle, condition or equipment; forgives case, accents and slips.

Every word of the library knows the exercises that hold it, and what it is worth there. A search looks up the
words that begin as typed, meets their exercises as masks, and orders what a screen shows; nothing is read
twice at a keystroke.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final, TypeVar

from clinic_app.domain.best_first import BestFirst, NameOrder, Ranking
from clinic_app.domain.bits import mask_of_places, places_of
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.facets import NOTHING_CHOSEN, Chosen, Facet, FacetMasks
from clinic_app.domain.folding import LONGEST_QUERY, search_words
from clinic_app.domain.library import Library
from clinic_app.domain.score_levels import Levels, best_of, mask_of, raised, score_at, sums
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
    """How its exercises rank (None: in the library's order), the best of them, and all as a mask."""

    ranking: Ranking | None
    mask: int
    best: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    exercise: Exercise
    texts: Mapping[int, float]
    """The texts by number, and what each is worth; the worthiest first."""


@dataclass(slots=True)
class _Postings:
    """One word's exercises, by place: what the best text that holds it is worth, and worth on its own."""

    worth: dict[int, float] = field(default_factory=dict)
    alone: dict[int, float] = field(default_factory=dict)
    regions: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Word:
    """The same as masks: exercises by score, those of a region it names, and the texts that hold it."""

    worth: Levels
    alone: Levels
    regions: int
    texts: int


class ExerciseIndex:
    """An index over a library; made once, asked at every keystroke."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._texts: dict[tuple[str, ...], int] = {}
        self._entries = tuple(self._entry(exercise) for exercise in library.exercises.values())
        self._exercises = [entry.exercise for entry in self._entries]
        self._text_words = tuple(self._texts)
        self._words = self._posted()
        self._vocabulary = sorted(self._words)
        self._known = KnownWords(self._vocabulary)
        self._places = {exercise.slug: place for place, exercise in enumerate(self._exercises)}
        self._orders: dict[str, NameOrder] = {}
        self._answers: dict[object, _Answer] = {}
        self._beginnings: dict[str, Levels] = {}
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
        order, ranking = self._order(language), answer.ranking
        count = wanted.bit_count()
        if ranking is None:
            is_all = wanted == self.masks.all
            places = order.by_region if is_all else self.masks.among(order.by_region, wanted)
            return BestFirst(self._exercises, places, count, lambda: places)
        best = answer.best if wanted == answer.mask else ranking.best(order, wanted)
        return BestFirst(self._exercises, best, count, partial(ranking.best, order, wanted, count))

    def _answer(self, query: str, language: str, habits: Mapping[str, float]) -> _Answer:
        """The answer to a query, kept from the last time it was asked."""
        if not query.strip():
            return _Answer(None, self.masks.all)
        wanted = _text_words(query[:LONGEST_QUERY])
        if not wanted or not _IN_NO_TEXT.isdisjoint(query):
            return _Answer(Ranking({}, {}), 0)
        key = (wanted, language, frozenset(habits.items()))
        answer = self._answers.get(key)
        if answer is None:
            order = self._order(language)
            ranking = self._rank_one(wanted[0]) if len(wanted) == 1 else self._rank_all(wanted, order)
            ranking = self._with_habits(ranking, habits)
            mask = mask_of(ranking.levels)
            answer = _keep(self._answers, key, _Answer(ranking, mask, ranking.best(order, mask)), _KEPT)
        return answer

    def _with_habits(self, ranking: Ranking, habits: Mapping[str, float]) -> Ranking:
        own = dict(ranking.own)
        for slug, more in habits.items():
            place = self._places.get(slug)
            score = None if place is None else own.get(place, score_at(ranking.levels, place))
            if place is not None and score is not None:
                own[place] = score + more
        return Ranking(ranking.levels, own)

    def _rank_one(self, wanted: str) -> Ranking:
        """One word: each of its exercises with what the word is worth on its own."""
        return Ranking(best_of(self._worth_alone(self._close_to(wanted))), {})

    def _worth_alone(self, close: Mapping[str, float]) -> Iterator[tuple[float, int]]:
        best = max(close.values(), default=0.0)
        for text, share in close.items():
            word = self._words[text]
            regions = word.regions if share == best else 0
            for worth, held in word.alone.items():
                yield worth * share, held
                if regions & held:
                    yield worth * share + _REGION, regions & held

    def _rank_all(self, wanted: Sequence[str], order: NameOrder) -> Ranking:
        """Several words: what holds them all; the best are compared text by text."""
        close = [self._close_to(word) for word in wanted]
        held = [self._holding(word, agreeing) for word, agreeing in zip(wanted, close, strict=True)]
        levels = held[0]
        for more in held[1:]:
            levels = sums(levels, more)
        regions = self._in_named_region(close)
        best = Ranking(levels, {}).best(order, mask_of(levels), _LOOKED_INTO)
        together = self._together(best, close)
        own = {}
        for place in best:
            score = score_at(levels, place) or 0.0
            more_in_region = _REGION if regions >> place & 1 else 0.0
            own[place] = max(score, together[place] + _SCATTERED * score) + more_in_region
        return Ranking(raised(levels, regions, _REGION), own)

    def _together(self, places: Iterable[int], close: Sequence[Mapping[str, float]]) -> dict[int, float]:
        """What the best text that holds every word is worth, at each place; 0 where none does."""
        held = frozenset(places_of(self._texts_with_all(close)))
        share = sum(max(agreeing.values(), default=0.0) for agreeing in close) / len(close)
        worth: dict[int, float] = {}
        best: dict[int, float] = {}
        for place in places:
            most = 0.0
            for text, value in self._entries[place].texts.items():
                if share * (1.0 + _TOGETHER) * value <= most:
                    break
                if text in held:
                    words = self._text_words[text]
                    if share * value * _phrase(len(close), len(words)) > most:
                        if text not in worth:
                            worth[text] = _agreement(words, close) * _phrase(len(close), len(words))
                        most = max(most, worth[text] * value)
            best[place] = most
        return best

    def _texts_with_all(self, close: Iterable[Mapping[str, float]]) -> int:
        mask = (1 << len(self._texts)) - 1
        for agreeing in close:
            own = 0
            for word in agreeing:
                own |= self._words[word].texts
            mask &= own
        return mask

    def _holding(self, wanted: str, agreeing: Mapping[str, float]) -> Levels:
        """Each exercise that holds one of several words, and what the word is worth there."""
        known = self._beginnings.get(wanted)
        if known is not None:
            return known
        scores = (
            (worth * share, held)
            for word, share in agreeing.items()
            for worth, held in self._words[word].worth.items()
        )
        return _keep(self._beginnings, wanted, best_of(scores), 2 * _KEPT)

    def _in_named_region(self, close: Sequence[Mapping[str, float]]) -> int:
        found = 0
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
        number = self._texts.setdefault
        worthiest_first = sorted(worth.items(), key=lambda text: -text[1])
        return _Entry(exercise, {number(words, len(self._texts)): value for words, value in worthiest_first})

    def _posted(self) -> dict[str, _Word]:
        """What each word of the library is worth, and where."""
        posted: dict[str, _Postings] = {}
        for place, entry in enumerate(self._entries):
            self._post(place, entry, posted)
        count = len(self._entries)
        return {
            word: _Word(
                _levels(postings.worth, count),
                _levels(postings.alone, count),
                mask_of_places(postings.regions, count),
                mask_of_places(postings.texts, len(self._texts)),
            )
            for word, postings in posted.items()
        }

    def _post(self, place: int, entry: _Entry, posted: dict[str, _Postings]) -> None:
        for number, value in entry.texts.items():
            words = self._text_words[number]
            alone = value * (1.0 + (_ALONE if len(words) == 1 else 0.0))
            for word in words:
                postings = posted.setdefault(word, _Postings())
                worth = postings.worth[place] = max(postings.worth.get(place, 0.0), value)
                most = max(postings.alone.get(place, 0.0), alone + _SCATTERED * worth)
                postings.alone[place] = most
                postings.texts.add(number)
        for word in _text_words(entry.exercise.region):
            posted[word].regions.add(place)

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


def _levels(scores: Mapping[int, float], count: int) -> Levels:
    places: dict[float, list[int]] = {}
    for place, score in scores.items():
        places.setdefault(score, []).append(place)
    return best_of((score, mask_of_places(held, count)) for score, held in places.items())


def _phrase(wanted: int, words: int) -> float:
    """What a text is worth that holds every word, in times its own worth, if they agree wholly."""
    return 1.0 + _TOGETHER * min(wanted / words, 1.0)


def _agreement(words: tuple[str, ...], close: Sequence[Mapping[str, float]]) -> float:
    """How well the words of a text agree with those wanted."""
    share = 0.0
    for agreeing in close:
        most = 0.0
        for word in words:
            agrees = agreeing.get(word, 0.0)
            if agrees > most:
                most = agrees
        share += most
    return share / len(close)
