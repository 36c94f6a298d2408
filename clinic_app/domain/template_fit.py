"""How a template fits a patient: what of it does not suit, what to do instead, and whether it is meant."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Library, Template
from clinic_app.domain.limits import Limits, Obstacle, obstacles, suiting_neighbour
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_edits import swapped

_SHORTEST_WORD: Final = 3
_COMMON: Final = 0.2
"""A word in more than this share of the templates is common."""

_BY_NAME: Final = 3
_BY_REGION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A line that does not suit the patient; ``instead`` is the exercise to offer, if there is one."""

    slug: str
    obstacles: tuple[Obstacle, ...]
    instead: Exercise | None = None


def misfits(slugs: Sequence[str], limits: Limits, library: Library) -> tuple[Misfit, ...]:
    """Every exercise among ``slugs`` that something speaks against, in their order."""
    found = []
    for slug in dict.fromkeys(slugs):
        exercise = library.exercises.get(slug)
        against = obstacles(exercise, limits, library.precautions) if exercise else ()
        if exercise is not None and against:
            found.append(
                Misfit(slug=slug, obstacles=against, instead=suiting_neighbour(exercise, limits, library))
            )
    return tuple(found)


def adapted(content: ProgramContent, choices: Mapping[str, str], library: Library) -> ProgramContent:
    """With every exercise that ``choices`` names replaced by its value; left out where that is empty."""
    items = []
    for item in content.items:
        chosen = choices.get(item.exercise_slug, item.exercise_slug)
        if chosen == item.exercise_slug:
            items.append(item)
        elif chosen:
            old, new = library.exercise(item.exercise_slug), library.exercise(chosen)
            items.append(swapped(item, old, new))
    return replace(content, items=tuple(items))


def fits(templates: Sequence[Template], episodes: Sequence[Episode], library: Library) -> dict[str, int]:
    """How much each template is meant for one of the open problems: by its words, then by its region.

    A word that many templates share, like “pain”, says nothing.
    """
    named = {each.slug: _names(each, library) for each in templates}
    counts = Counter(word for words in named.values() for word in words)
    common = {word for word, count in counts.items() if count > max(1, _COMMON * len(templates))}
    current = [each for each in episodes if each.closed_on is None]
    return {
        each.slug: max(
            (_fit(each, problem, named[each.slug] - common, library) for problem in current), default=0
        )
        for each in templates
    }


def _fit(template: Template, episode: Episode, names: set[str], library: Library) -> int:
    words = {word for word in search_words(episode.problem) if len(word) > _SHORTEST_WORD}
    found = library.exercises
    regions = [found[slug].region for slug in template.exercise_slugs if slug in found]
    is_there = bool(episode.region) and 2 * regions.count(episode.region) >= len(regions) > 0
    return _BY_NAME * len(words & names) + _BY_REGION * is_there


def _names(template: Template, library: Library) -> set[str]:
    known = [library.conditions[key] for key in template.conditions if key in library.conditions]
    texts = [*template.titles.values(), *(condition.clinical for condition in known)]
    texts += [name for condition in known for name in condition.plain.values()]
    return {word for text in texts for word in search_words(text)}
