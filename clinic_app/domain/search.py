"""Finds exercises by name, lay name, muscle, condition or equipment; forgives case, accents and slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Library
from clinic_app.domain.slips import is_slip

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


@dataclass(frozen=True, slots=True)
class _Entry:
    exercise: Exercise
    place: int
    words: dict[str, float]
    """Folded words, and what the best text that holds each is worth."""

    texts: tuple[tuple[tuple[str, ...], float], ...]
    """The texts word by word, and what each is worth."""

    region: frozenset[str]


class ExerciseIndex:
    """An index over a library; made once, asked at every keystroke."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries = tuple(
            self._entry(place, exercise) for place, exercise in enumerate(library.exercises.values())
        )
        self._vocabulary = tuple(sorted({word for entry in self._entries for word in entry.words}))

    def find(self, query: str, language: str = "en") -> Sequence[Exercise]:
        """Exercises that match every word of ``query``, best first; all of them for an empty query."""
        if not query.strip():
            return self._in_order(self._entries, language)
        wanted = _text_words(query)
        if not wanted or not _IN_NO_TEXT.isdisjoint(query):
            return ()
        close = [self._close_to(word) for word in wanted]
        found = [(score, entry) for entry in self._entries if (score := _score(entry, close)) > 0]
        found.sort(key=lambda pair: (-pair[0], pair[1].exercise.name(language), pair[1].place))
        return tuple(entry.exercise for _, entry in found)

    def _close_to(self, wanted: str) -> dict[str, float]:
        """Words of the library and how well they agree with ``wanted``; slips count only without better."""
        exact = {
            word: _WHOLE_WORD if word == wanted else _WORD_START
            for word in self._vocabulary
            if word.startswith(wanted)
        }
        return exact or {word: _SLIP for word in self._vocabulary if is_slip(wanted, word)}

    def _entry(self, place: int, exercise: Exercise) -> _Entry:
        texts = tuple((_text_words(text), value) for text, value in self._texts_of(exercise))
        worth: dict[str, float] = {}
        for words, value in texts:
            for word in words:
                worth[word] = max(worth.get(word, 0.0), value)
        return _Entry(exercise, place, worth, texts, frozenset(_text_words(exercise.region)))

    def _texts_of(self, exercise: Exercise) -> Iterable[tuple[str, float]]:
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

    def _in_order(self, entries: Iterable[_Entry], language: str) -> Sequence[Exercise]:
        """The library's own order: by region as listed, then by name."""
        regions = list(dict.fromkeys(entry.exercise.region for entry in entries))
        return tuple(
            sorted(
                (entry.exercise for entry in entries),
                key=lambda exercise: (regions.index(exercise.region), exercise.name(language)),
            )
        )


def _text_words(text: str) -> tuple[str, ...]:
    return search_words(text.replace("-", " ").replace("_", " "))


def _score(entry: _Entry, close: Sequence[dict[str, float]]) -> float:
    """How well an exercise holds every word asked for; 0 if one is missing."""
    scattered = 0.0
    for agreeing in close:
        best = max(
            (entry.words[word] * share for word, share in agreeing.items() if word in entry.words),
            default=0.0,
        )
        if not best:
            return 0.0
        scattered += best
    together = max((_together(words, close) * value for words, value in entry.texts), default=0.0)
    is_region = any(
        agreeing.get(word) == max(agreeing.values()) for word in entry.region for agreeing in close
    )
    region = _REGION if is_region else 0.0
    return max(scattered, together + _SCATTERED * scattered) + region


def _together(words: tuple[str, ...], close: Sequence[dict[str, float]]) -> float:
    """What a text that holds every word is worth, in times its own worth; 0 if it does not hold them all."""
    if any(agreeing.keys().isdisjoint(words) for agreeing in close):
        return 0.0
    share = sum(max(agreeing.get(word, 0.0) for word in words) for agreeing in close) / len(close)
    if len(close) == 1:
        return share * (1.0 + (_ALONE if len(words) == 1 else 0.0))
    return share * (1.0 + _TOGETHER * min(len(close) / len(words), 1.0))
