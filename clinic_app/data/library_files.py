"""Loads the library from its files: what can be prescribed now, or all there is for a full check.

An exercise is offered where it is drawn (it has a pose) and a patient can read it (it has English wording);
a template where every exercise of every phase is offered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from clinic_app.data.kept_tables import KeptTables
from clinic_app.data.library_files_countries import read_countries
from clinic_app.data.library_files_exercise import read_exercise
from clinic_app.data.library_files_measures import read_measures
from clinic_app.data.library_files_plain_words import read_plain_words
from clinic_app.data.library_files_programs import (
    named_exercises,
    ranked_templates,
    read_education,
    read_template,
)
from clinic_app.data.library_files_safety import read_dose_rules, read_screens, read_stop_rules
from clinic_app.data.library_files_shelf import EXERCISES, POSES, SHIPPED, Shelf
from clinic_app.data.library_files_tables import Tables, read_tables
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Library, Template


def load_library(shelf: Shelf = SHIPPED) -> Library:
    """Everything that can be prescribed now; reads no more files than that needs.

    Raises:
        ResourceError: a file is missing or wrong; names the file and the field.
    """
    tables = read_tables(shelf)
    poses = frozenset(shelf.slugs(POSES))
    drawn = {slug: read_exercise(shelf, slug, tables) for slug in shelf.slugs(EXERCISES) if slug in poses}
    offered = {slug: exercise for slug, exercise in drawn.items() if "en" in exercise.wording}
    linked = {slug: _linked_to_offered(shelf, exercise, offered) for slug, exercise in offered.items()}
    return _library(shelf, tables, linked, poses, whole=False)


def load_library_kept_in(folder: Path) -> Library:
    """As :func:`load_library`, with the files' tables kept in ``folder`` for the next start.

    Raises:
        ResourceError: a file is missing or wrong; names the file and the field.
    """
    tables = KeptTables(folder)
    library = load_library(replace(SHIPPED, parse=tables.table))
    tables.keep()
    return library


def load_whole_library(shelf: Shelf = SHIPPED) -> Library:
    """Everything in the files, drawn or not, with its links as written: for checks and for editors.

    Raises:
        ResourceError: a file is missing or wrong; names the file and the field.
    """
    tables = read_tables(shelf)
    exercises = {slug: read_exercise(shelf, slug, tables) for slug in shelf.slugs(EXERCISES)}
    return _library(shelf, tables, exercises, frozenset(shelf.slugs(POSES)), whole=True)


def _library(
    shelf: Shelf, tables: Tables, exercises: Mapping[str, Exercise], poses: Iterable[str], *, whole: bool
) -> Library:
    education = read_education(shelf, poses, tables)
    templates: dict[str, Template] = {}
    for slug, table in ranked_templates(shelf):
        if whole or all(named in exercises for named in named_exercises(table)):
            templates[slug] = read_template(table, slug, exercises, education, tables)
    return Library(
        exercises=exercises,
        muscles=tables.muscles,
        conditions=tables.conditions,
        precautions=tables.precautions,
        sources=tables.sources,
        templates=templates,
        stop_rules=read_stop_rules(shelf, tables),
        education=education,
        dose_rules=read_dose_rules(shelf, tables),
        screens=read_screens(shelf, tables),
        measures=read_measures(shelf, tables),
        countries=read_countries(shelf),
        plain_words=read_plain_words(shelf),
    )


def _linked_to_offered(shelf: Shelf, exercise: Exercise, offered: Mapping[str, Exercise]) -> Exercise:
    """The exercise with its links led on to the nearest neighbour that is offered."""
    return replace(
        exercise,
        easier_slug=_nearest_offered(shelf, exercise.easier_slug, "easier", offered),
        harder_slug=_nearest_offered(shelf, exercise.harder_slug, "harder", offered),
    )


def _nearest_offered(shelf: Shelf, slug: str, link: str, offered: Mapping[str, Exercise]) -> str:
    passed: set[str] = set()
    while slug and slug not in offered and slug not in passed:
        passed.add(slug)
        slug = shelf.table(EXERCISES, slug).text(link)
    return slug if slug in offered else ""
