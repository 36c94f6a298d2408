"""A library as large as a clinic's may ever be."""

import random
from dataclasses import replace

import pytest

from clinic_app.data.library_files import load_whole_library
from clinic_app.domain.library import Library

MANY = 10_000


@pytest.fixture(scope="module")
def library() -> Library:
    """The exercises of the library many times over, each with two more words in its name."""
    shipped = load_whole_library()
    known = list(shipped.exercises.values())
    words = sorted({word for exercise in known for word in exercise.names["en"].split()})
    chance = random.Random(20261125)
    made = {}
    for number in range(MANY):
        exercise = known[number % len(known)]
        slug, more = f"{exercise.slug}-{number}", " ".join(chance.sample(words, 2))
        names = {language: f"{name} {more}" for language, name in exercise.names.items()}
        made[slug] = replace(exercise, slug=slug, names=names)
    return replace(shipped, exercises=made)
