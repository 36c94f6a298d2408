"""Reads what is made of exercises: templates, stop rules and education topics."""

from collections.abc import Iterable, Mapping

from clinic_app.data.library_files_shelf import (
    EDUCATION,
    TEMPLATES,
    Shelf,
    known_key,
    known_keys,
    texts_by_language,
)
from clinic_app.data.library_files_tables import Tables
from clinic_app.domain.dosage_reader import read_dosage, read_schedule
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.fields import Fields
from clinic_app.domain.library import EducationTopic, Template, TemplateLine, TemplatePhase, TopicPanel
from clinic_app.domain.side import PlannedSide, Side


def named_exercises(table: Fields) -> tuple[str, ...]:
    """The slugs a template's table names, for deciding whether it can be offered."""
    return tuple(
        line.required_text("exercise") for phase in table.tables("phases") for line in phase.tables("lines")
    )


def read_template(
    table: Fields, slug: str, exercises: Mapping[str, Exercise], topics: Iterable[str], tables: Tables
) -> Template:
    """The template in ``table``; lines take what they leave out from their exercise.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    phases = tuple(_phase(phase, exercises) for phase in table.tables("phases"))
    if not phases:
        raise table.missing("phases")
    table.whole("rank", 0)
    template = Template(
        slug=slug,
        titles=texts_by_language(table, "titles"),
        whys=texts_by_language(table, "whys", required=False),
        phases=phases,
        education=known_keys(table, "education", topics, "education topic"),
        sources=known_keys(table, "sources", tables.sources, "source"),
        conditions=known_keys(table, "conditions", tables.conditions, "condition"),
        review_weeks=table.whole("review_weeks", 4),
    )
    table.finish()
    return template


def ranked_templates(shelf: Shelf) -> tuple[tuple[str, Fields], ...]:
    """Every template's slug and table: those with a ``rank`` first, the rest by slug."""
    found = [(slug, shelf.table(TEMPLATES, slug)) for slug in shelf.slugs(TEMPLATES)]
    return tuple(sorted(found, key=lambda entry: (entry[1].whole("rank", len(found)), entry[0])))


def _phase(table: Fields, exercises: Mapping[str, Exercise]) -> TemplatePhase:
    lines = tuple(_line(line, exercises) for line in table.tables("lines"))
    if not lines:
        raise table.missing("lines")
    phase = TemplatePhase(
        names=texts_by_language(table, "names", required=False),
        entry_criteria=texts_by_language(table, "entry_criteria", required=False),
        lines=lines,
    )
    table.finish()
    return phase


def _line(table: Fields, exercises: Mapping[str, Exercise]) -> TemplateLine:
    exercise = exercises[known_key(table, "exercise", exercises, "exercise")]
    dose, schedule = table.table("dose"), table.table("schedule")
    line = TemplateLine(
        exercise_slug=exercise.slug,
        side=_planned_side(table, exercise),
        dosage=read_dosage(dose, exercise.dosage),
        schedule=read_schedule(schedule, exercise.schedule),
    )
    for inner in (dose, schedule, table):
        inner.finish()
    return line


def _planned_side(table: Fields, exercise: Exercise) -> PlannedSide:
    allowed = [side.value for side in exercise.sides]
    if Side.BOTH_TOGETHER not in exercise.sides:
        allowed.append(PlannedSide.AFFECTED.value)
    return PlannedSide(table.choice("side", allowed, exercise.default_side.value))


def read_education(shelf: Shelf, poses: Iterable[str], tables: Tables) -> dict[str, EducationTopic]:
    """The education topics by id (the file's name).

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    return {
        slug: _topic(shelf.table(EDUCATION, slug), slug, poses, tables) for slug in shelf.slugs(EDUCATION)
    }


def _topic(table: Fields, slug: str, poses: Iterable[str], tables: Tables) -> EducationTopic:
    pose = known_key(table, "pose", poses, "pose") if table.has("pose") else ""
    topic = EducationTopic(
        id=slug,
        titles=texts_by_language(table, "titles"),
        lead=texts_by_language(table, "lead"),
        panels=tuple(_panel(panel, pose, poses) for panel in table.tables("panels")),
        points=tuple(_point(point) for point in table.tables("points")),
        what_to_do=texts_by_language(table, "what_to_do", required=False),
        not_enough=texts_by_language(table, "not_enough", required=False),
        conditions=known_keys(table, "conditions", tables.conditions, "condition"),
        sources=known_keys(table, "sources", tables.sources, "source"),
        contested=table.flag("contested", default=False),
    )
    table.finish()
    return topic


def _panel(table: Fields, pose: str, poses: Iterable[str]) -> TopicPanel:
    """A panel shows the topic's pose unless it names its own."""
    own = pose if pose and not table.has("pose") else known_key(table, "pose", poses, "pose")
    panel = TopicPanel(
        pose_slug=own, frame=table.required_text("frame"), caption=texts_by_language(table, "caption")
    )
    table.finish()
    return panel


def _point(table: Fields) -> dict[str, str]:
    point = {language: table.required_text(language) for language in table.names()}
    if "en" not in point:
        raise table.missing("en")
    return point
