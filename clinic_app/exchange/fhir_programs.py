"""Programs as FHIR: a CarePlan a version, a ServiceRequest an exercise."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from clinic_app.domain.dosage import Schedule, TimeOfDay
from clinic_app.domain.dose_details import dose_details
from clinic_app.domain.dose_short import dose_short, schedule_short
from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.dossier import Dossier
from clinic_app.domain.program import Program, ProgramItem, ProgramVersion
from clinic_app.domain.sheet_text import plain
from clinic_app.domain.side import Side
from clinic_app.exchange.fhir_parts import (
    FhirWords,
    Resource,
    concept,
    day,
    derived,
    filled,
    instant,
    joined,
    notes,
    own_code,
    reference,
    resource,
)

_DAYS_A_WEEK: Final = 7
_WHEN: Final = {
    TimeOfDay.MORNING: "MORN",
    TimeOfDay.EVENING: "EVE",
    TimeOfDay.BEFORE_FIRST_STEPS: "WAKE",
}


def program_resources(dossier: Dossier, words: FhirWords) -> Iterator[Resource]:
    """Every version of every program."""
    for program in dossier.programs:
        versions = [each for each in dossier.story.versions.values() if each.program_id == program.id]
        numbered = [each for each in versions if not each.is_draft]
        for version in versions:
            is_last = bool(numbered) and version.id == numbered[-1].id
            state = _state(program, version, dossier, is_last=is_last)
            before = [each for each in numbered if (each.number or 0) < (version.number or len(versions) + 1)]
            yield _plan(program, version, dossier, state, before[-1].id if before else None)
            for item in version.content.items:
                yield _request(program, version, item, dossier, words, state)


def _state(program: Program, version: ProgramVersion, dossier: Dossier, *, is_last: bool) -> str:
    if version.is_draft:
        return "draft"
    closed = [each.id for each in dossier.story.episodes if each.closed_on is not None]
    is_over = program.archived_at is not None or program.episode_id in closed
    return "active" if is_last and not is_over else "completed"


def _plan(
    program: Program, version: ProgramVersion, dossier: Dossier, state: str, before: UUID | None
) -> Resource:
    content, story = version.content, dossier.story
    episode = next((each for each in story.episodes if each.id == program.episode_id), None)
    stage = content.phase
    about_stage = joined([stage.name, stage.entry_criterion, day(stage.from_date) or ""]) if stage else ""
    goals = goal_ids(episode.id, episode.goals) if episode else []
    return resource(
        "CarePlan",
        version.id,
        identifier=[{"system": "urn:clinic-companion:program", "value": str(program.id)}],
        replaces=[reference(before, "CarePlan")] if before else [],
        status=state,
        intent="plan",
        title=content.title or "Home exercise program",
        description=content.why,
        subject=reference(dossier.patient.id, "Patient"),
        period={"start": instant(version.handed_out_at)},
        created=instant(version.created_at),
        author=reference(_giver(version, dossier), "Practitioner"),
        addresses=[reference(derived(episode.id, "condition"), "Condition")] if episode else [],
        goal=[reference(each, "Goal") for each in goals],
        activity=[
            {"reference": reference(request_id(version, item), "ServiceRequest")} for item in content.items
        ],
        note=notes(
            f"Version {version.number}" if version.number else "Draft, not handed out",
            f"Stage: {about_stage}" if about_stage else "",
            f"Next visit: {day(content.review_date)}" if content.review_date else "",
        ),
    )


def _request(
    program: Program,
    version: ProgramVersion,
    item: ProgramItem,
    dossier: Dossier,
    words: FhirWords,
    state: str,
) -> Resource:
    catalogue, region = words.catalogue, words.region(item)
    cells = dose_cells(item.dosage, item.schedule, item.side, region, catalogue)
    told = dose_sentence(cells, catalogue)
    details = plain(dose_details(item.dosage, item.schedule, catalogue, says_when=True))
    short = f"{dose_short(item.dosage, catalogue)}, {schedule_short(item.schedule, catalogue)}"
    episode = program.episode_id
    return resource(
        "ServiceRequest",
        request_id(version, item),
        basedOn=[reference(version.id, "CarePlan")],
        status=state,
        intent="plan" if version.is_draft else "order",
        code=concept(words.name(item), own_code("exercise", item.exercise_slug)),
        orderDetail=[concept(short)],
        subject=reference(dossier.patient.id, "Patient"),
        occurrenceTiming={"repeat": _repeat(item.schedule)},
        authoredOn=instant(version.handed_out_at or version.changed_at),
        requester=reference(_giver(version, dossier), "Practitioner"),
        reasonReference=[reference(derived(episode, "condition"), "Condition")] if episode else [],
        bodySite=[concept(_side_text(item.side))] if item.side is not Side.BOTH_TOGETHER else [],
        patientInstruction=joined([told, details], " "),
        note=notes(item.note),
    )


def _repeat(schedule: Schedule) -> dict[str, Any]:
    """So often a day; so often a week where there are days without."""
    daily = schedule.days_per_week == _DAYS_A_WEEK
    weeks = schedule.weeks
    bounds = {"value": weeks, "unit": "wk", "system": "http://unitsofmeasure.org", "code": "wk"}
    return filled(
        {
            "boundsDuration": bounds if weeks else {},
            "frequency": schedule.times_per_day * (1 if daily else schedule.days_per_week),
            "period": 1,
            "periodUnit": "d" if daily else "wk",
            "when": [_WHEN[each] for each in schedule.times_of_day],
        }
    )


def _side_text(side: Side) -> str:
    return {Side.LEFT: "left", Side.RIGHT: "right", Side.LEFT_AND_RIGHT: "left and right"}.get(side, "")


def _giver(version: ProgramVersion, dossier: Dossier) -> UUID | None:
    given = [each for each in dossier.story.handouts if each.version_id == version.id]
    known = {each.id for each in dossier.therapists}
    return next((each.therapist_id for each in given if each.therapist_id in known), None)


def request_id(version: ProgramVersion, item: ProgramItem) -> UUID:
    """Of an exercise in one version: the next version's is another request."""
    return derived(version.id, str(item.id))


def goal_ids(episode_id: UUID, goals: str) -> list[UUID]:
    """One a line of what the patient wants to reach."""
    lines = [each for each in goals.splitlines() if each.strip()]
    return [derived(episode_id, f"goal {number}") for number, _ in enumerate(lines)]
