"""How a template fits a patient: what of it does not suit, what to do instead, and whether it is meant."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.condition_words import named_conditions
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.folding import search_words
from clinic_app.domain.library import Library, Template
from clinic_app.domain.limits import Limits, Obstacle, obstacles, suiting_neighbour
from clinic_app.domain.patient import Episode
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_edits import swapped

_SHORTEST_WORD: Final = 3
_SAYS_NOTHING: Final = frozenset({"pain", "dolor", "left", "right", "izquierda", "derecha", "back"})
"""Words of a problem that do not tell one own template from another."""

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
    """How much each template is meant for one of the open problems: by its condition, then by its region.

    A template that names no condition, as the clinic's own do, goes by the words of its title.
    """
    current = [each for each in episodes if each.closed_on is None]
    named = [(each, named_conditions(each.problem, library)) for each in current]
    return {
        each.slug: max((_fit(each, problem, keys, library) for problem, keys in named), default=0)
        for each in templates
    }


def _fit(template: Template, episode: Episode, conditions: Set[str], library: Library) -> int:
    found = library.exercises
    regions = [found[slug].region for slug in template.exercise_slugs if slug in found]
    is_there = bool(episode.region) and 2 * regions.count(episode.region) >= len(regions) > 0
    named = len(conditions & set(template.conditions))
    if not template.conditions:
        named = _title_words(template, episode)
    return _BY_NAME * named + _BY_REGION * is_there


def _title_words(template: Template, episode: Episode) -> int:
    """How many words of the problem the title has."""
    titles = {word for title in template.titles.values() for word in search_words(title)}
    typed = set(search_words(episode.problem)) - _SAYS_NOTHING
    return sum(len(word) > _SHORTEST_WORD and word in titles for word in typed)
