"""Which conditions of the library a problem names, as a therapist types it."""

import math
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Condition, Library

_ENOUGH: Final = 0.5
"""This share of a name, or of what was typed, must be there (rare words weigh more)."""

_AS_GOOD: Final = 0.8
"""Conditions named nearly as well as the best one count too."""

_LEAST: Final = 2.5
"""What a word must tell before it names anything: “pain” alone does not."""

_SIDES: Final = frozenset({"left", "right", "both", "izquierda", "izquierdo", "derecha", "derecho", "ambos"})


def named_conditions(problem: str, library: Library) -> frozenset[str]:
    """The keys of the conditions that the words of ``problem`` name best; none where none is named well."""
    names = {key: _names(key, condition) for key, condition in library.conditions.items()}
    weights = _weights(names)
    typed = frozenset(search_words(problem)) - _SIDES
    scores = {key: max(_score(typed, name, weights) for name in found) for key, found in names.items()}
    best = max(scores.values(), default=0.0)
    return frozenset(key for key, score in scores.items() if best and score >= _AS_GOOD * best)


def _names(key: str, condition: Condition) -> tuple[frozenset[str], ...]:
    """Every way to call it: for the patient, for the therapist, and short, as “knee oa”."""
    clinical = condition.clinical.replace(";", "/").split("/")
    texts = (*condition.plain.values(), condition.clinical, *clinical, key.replace("_", " "))
    return tuple(name for text in texts if (name := frozenset(search_words(text))))


def _weights(names: Mapping[str, Collection[frozenset[str]]]) -> dict[str, float]:
    """How much a word tells: little where many conditions have it."""
    counts = Counter(word for found in names.values() for word in frozenset().union(*found))
    return {word: math.log((1 + len(names)) / count) ** 2 for word, count in counts.items()}


def _score(typed: frozenset[str], name: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = sum(weights[word] for word in typed & name)
    of_name = shared / sum(weights[word] for word in name)
    known = sum(weights.get(word, 0.0) for word in typed)
    of_typed = shared / known if known else 0.0
    return shared * of_name * of_typed if shared >= _LEAST and max(of_name, of_typed) >= _ENOUGH else 0.0
