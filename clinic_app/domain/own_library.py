"""The library a desk works with: the shipped one, with what the clinic wrote itself laid over it."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from clinic_app.domain.exercise import Exercise, ReviewStatus
from clinic_app.domain.library import Library

OWN_PREFIX: Final = "own-"
"""What the slug of an exercise starts with that never was shipped."""

LONGEST_SLUG: Final = 100
_LONGEST_STEM: Final = 60


def library_with(shipped: Library, own: Iterable[Exercise], taken_out: Iterable[Exercise] = ()) -> Library:
    """The shipped library with own exercises in it; one of a shipped slug stands in the shipped one's place.

    ``taken_out`` are offered no more, but programs find them. Links that lead nowhere are left out.
    """
    replacing = {exercise.slug: marked_as_own(exercise) for exercise in own}
    exercises = {**shipped.exercises, **replacing}
    in_use = {slug: linked(exercise, exercises) for slug, exercise in exercises.items()}
    retired = {each.slug: marked_as_own(each) for each in taken_out if each.slug not in exercises}
    return replace(shipped, exercises=in_use, retired=retired)


def marked_as_own(exercise: Exercise) -> Exercise:
    """As the clinic's own: what nobody outside has checked is a draft."""
    return replace(exercise, is_own=True, review_status=ReviewStatus.DRAFT, reviewer="")


def own_slug(name: str, taken: Collection[str]) -> str:
    """A slug for a new exercise of that name, unlike all that are taken."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub("[^a-z0-9]+", "-", bare)[:_LONGEST_STEM].strip("-") or "exercise"
    slug, number = OWN_PREFIX + stem, 1
    while slug in taken:
        number += 1
        slug = f"{OWN_PREFIX}{stem}-{number}"
    return slug


def duplicate(exercise: Exercise, names: dict[str, str], taken: Collection[str]) -> Exercise:
    """A copy under another name and slug; it keeps the figure."""
    figure = exercise.figure_slug or ("" if exercise.slug.startswith(OWN_PREFIX) else exercise.slug)
    slug = own_slug(next(iter(names.values())), taken)
    return marked_as_own(replace(exercise, slug=slug, names=names, figure_slug=figure))


def copied_from(exercise: Exercise, name: str) -> Exercise:
    """A copy that has no slug yet; ``name`` is a sentence with ``{name}`` in it."""
    names = {language: name.format(name=given) for language, given in exercise.names.items()}
    return replace(duplicate(exercise, names, ()), slug="")


def linked(exercise: Exercise, known: Collection[str]) -> Exercise:
    """Without links to what is not ``known``."""
    easier = exercise.easier_slug if exercise.easier_slug in known else ""
    harder = exercise.harder_slug if exercise.harder_slug in known else ""
    if (easier, harder) == (exercise.easier_slug, exercise.harder_slug):
        return exercise
    return replace(exercise, easier_slug=easier, harder_slug=harder)
