"""``library``: the exercises that can be prescribed, or those that match a query."""

import argparse

from clinic_app.cli.commands import Commands
from clinic_app.cli.console import say, say_json
from clinic_app.domain.dosage_fields import dosage_fields, schedule_fields
from clinic_app.domain.exercise import Exercise


def add_library_command(commands: Commands) -> None:
    """Add ``library`` to the commands."""
    parser = commands.add_parser(
        "library",
        help="list or search the exercises",
        description="List the exercises, or those that match names, lay names, muscles or conditions.",
        allow_abbrev=False,
    )
    parser.add_argument("query", nargs="*", metavar="QUERY")
    parser.add_argument("--language", choices=["en", "es"], default="en", help="of the names")
    parser.add_argument("--json", action="store_true", help="for programs to read")
    parser.set_defaults(run=run_library)


def run_library(options: argparse.Namespace) -> int:
    """Search and print, best first."""
    from clinic_app.cli.workshop import open_library
    from clinic_app.domain.search import ExerciseIndex

    found = ExerciseIndex(open_library()).find(" ".join(options.query), options.language)
    if options.json:
        say_json([exercise_fields(exercise, options.language) for exercise in found])
    elif not found:
        say("No exercise matches. Try fewer letters, a muscle, or a condition.")
    else:
        width = max(len(exercise.slug) for exercise in found)
        for exercise in found:
            say(f"{exercise.slug:<{width}}  {exercise.name(options.language)}")
    return 0


def exercise_fields(exercise: Exercise, language: str) -> dict[str, object]:
    """What another program may want to know of an exercise, as plain JSON."""
    wording = exercise.wording_in(language)
    return {
        "exercise": exercise.slug,
        "name": exercise.name(language),
        "kind": exercise.kind.value,
        "region": exercise.region,
        "position": exercise.position.value,
        "equipment": list(exercise.equipment),
        "target_muscles": list(exercise.target_muscles),
        "conditions": list(exercise.conditions),
        "sides": [side.value for side in exercise.sides],
        "dose": {**dosage_fields(exercise.dosage), **schedule_fields(exercise.schedule)},
        "patient_name": wording.name,
        "steps": list(wording.steps),
        "felt_where": wording.felt_where,
        "precaution": exercise.precaution,
        "sources": list(exercise.sources),
        "review_status": exercise.review_status.value,
    }
