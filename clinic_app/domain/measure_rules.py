"""What a measure asks of its answers, in words: told before they are given."""

from clinic_app.domain.measures import Measure, MeasurePart
from clinic_app.domain.words import Catalogue


def rule_words(measure: Measure, language: str, catalogue: Catalogue) -> str:
    """The rule for missing answers in one sentence or two; empty where one number is asked for."""
    text = catalogue.gettext
    if measure.names_activities:
        return text("{least} to {most} activities, each with its number.").format(
            least=measure.least_activities, most=measure.most_activities
        )
    asked = measure.asked_parts
    if measure.is_single:
        return ""
    if all(len(part.items) == 1 for part in asked):
        return text("One of them is enough.") if measure.parts_stand_alone else ""
    blank = asked[0].blank_counts_as
    if blank is not None:
        return text("What is left blank counts as {number}.").format(number=f"{blank:g}")
    if len(asked) == 1:
        return _part_rule(asked[0], catalogue)
    needed = "; ".join(
        text("{part} {least} of {count}").format(
            part=part.names.get(language) or part.names["en"],
            least=part.answered_at_least,
            count=len(part.items),
        )
        for part in asked
    )
    said = text("At least so many answers are needed: {parts}.").format(parts=needed)
    return f"{said} {text('A part may be left blank as a whole.')}" if measure.parts_stand_alone else said


def _part_rule(part: MeasurePart, catalogue: Catalogue) -> str:
    count = len(part.items)
    if part.answered_at_least >= count:
        return catalogue.gettext("All {count} answers are needed.").format(count=count)
    said = catalogue.gettext(
        "At least {least} of {count} answers are needed; the others count as their mean."
    )
    return said.format(least=part.answered_at_least, count=count)


def allows_totals(measure: Measure) -> bool:
    """Whether a result that was added up elsewhere can be entered instead of the answers."""
    return not measure.names_activities and not all(len(part.items) == 1 for part in measure.asked_parts)


def may_have_total(part: MeasurePart) -> bool:
    """Whether a part's result is asked for: not where it is the mean of other parts."""
    return not part.mean_of
