"""Words about templates: title, why, how much of it, where it comes from."""

from clinic_app.domain.exercise import ReviewStatus
from clinic_app.domain.library import Library, Template, TemplatePhase
from clinic_ui.words import Words


def template_title(template: Template, words: Words) -> str:
    """The template's title in the window's language."""
    return template.titles.get(words.language) or template.titles.get("en", template.slug)


def template_why(template: Template, words: Words) -> str:
    """What the patient reads as its reason."""
    return template.whys.get(words.language) or template.whys.get("en", "")


def extent(template: Template, words: Words) -> str:
    """How many phases, and how many exercises one of them has: “3 phases, 6–8 exercises”."""
    counts = [len(phase.lines) for phase in template.phases]
    fewest, most, phases = min(counts), max(counts), len(counts)
    exercises = words.ngettext("{count} exercise", "{count} exercises", most)
    exercises = exercises.format(count=most if fewest == most else f"{fewest}–{most}")
    if phases == 1:
        return exercises
    said = words.ngettext("{count} phase", "{count} phases", phases).format(count=phases)
    return f"{said}, {exercises}"


def entry_criterion(phase: TemplatePhase, words: Words) -> str:
    """When the phase starts, in the window's language; empty where nothing is said."""
    found = phase.entry_criteria.get(words.language) or phase.entry_criteria.get("en", "")
    return words.gettext("Starts when: {criterion}").format(criterion=found) if found else ""


def phase_name(phase: TemplatePhase, number: int, words: Words) -> str:
    """A phase's name, else its number."""
    return phase.names.get(words.language) or phase.names.get("en") or str(number)


def review_words(template: Template, library: Library, words: Words) -> str:
    """Whether a named clinician has signed off every exercise of it."""
    found = [library.exercises[slug] for slug in template.exercise_slugs if slug in library.exercises]
    if found and all(each.review_status is ReviewStatus.REVIEWED for each in found):
        return words.gettext("Reviewed by a clinician")
    return words.gettext("Draft: not reviewed by a clinician yet")


def source_words(template: Template, library: Library) -> tuple[str, str]:
    """The sources as short keys, and in full, one a line."""
    known = [library.sources[key] for key in template.sources if key in library.sources]
    return " · ".join(template.sources), "\n".join(f"{each.key}: {each.citation}" for each in known)
