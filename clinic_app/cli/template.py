"""``template``: the ready programs, or one of them as a program file to start from."""

import argparse

from clinic_app.cli.commands import Commands, whole_number
from clinic_app.cli.console import say, say_json
from clinic_app.domain.dosage import rounded_minutes
from clinic_app.domain.library import Library, Template
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.side import EpisodeSide


def add_template_command(commands: Commands) -> None:
    """Add ``template`` to the commands."""
    parser = commands.add_parser(
        "template",
        help="list the ready programs, or show one",
        description="List the ready programs, or show one; with --json as a program file to change.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", nargs="?", metavar="SLUG")
    parser.add_argument(
        "--side",
        choices=[side.value for side in EpisodeSide],
        default=EpisodeSide.NONE.value,
        help="the affected side",
    )
    parser.add_argument("--phase", type=whole_number, default=1, metavar="N", help="of a program in phases")
    parser.add_argument("--language", choices=["en", "es"], default="en")
    parser.add_argument(
        "--json", action="store_true", help="as a program file (a list: for programs to read)"
    )
    parser.set_defaults(run=run_template)


def run_template(options: argparse.Namespace) -> int:
    """Print the list, or one template."""
    from clinic_app.cli.workshop import open_library

    library = open_library()
    if options.slug is None:
        _print_list(library, options)
    else:
        _print_one(library, library.template(options.slug), options)
    return 0


def _print_list(library: Library, options: argparse.Namespace) -> None:
    if options.json:
        say_json([_template_fields(template, options.language) for template in library.templates.values()])
        return
    width = max(len(slug) for slug in library.templates)
    for template in library.templates.values():
        title = template.titles.get(options.language) or template.titles["en"]
        say(f"{template.slug:<{width}}  {title}  ({len(template.exercise_slugs)} exercises)")


def _template_fields(template: Template, language: str) -> dict[str, object]:
    return {
        "template": template.slug,
        "title": template.titles.get(language) or template.titles["en"],
        "exercises": list(template.exercise_slugs),
        "phases": len(template.phases),
        "education": list(template.education),
        "sources": list(template.sources),
    }


def _print_one(library: Library, template: Template, options: argparse.Namespace) -> None:
    from clinic_app.domain.errors import InputError
    from clinic_app.exchange.program_file_text import program_table
    from clinic_app.services.programs import template_content

    if not 1 <= options.phase <= len(template.phases):
        raise InputError(
            "{template} has phases 1 to {count}, not {phase}.",
            template=template.slug,
            count=len(template.phases),
            phase=options.phase,
        )
    content = template_content(
        template,
        language=options.language,
        affected=EpisodeSide(options.side),
        phase=options.phase - 1,
    )
    if options.json:
        say_json(program_table(content))
    else:
        _print_content(library, content)


def _print_content(library: Library, content: ProgramContent) -> None:
    from clinic_app.domain.dose_words import dose_cells, dose_sentence
    from clinic_resources import catalogue

    words = catalogue(content.language)
    say(content.title)
    if content.why:
        say(content.why)
    for number, item in enumerate(content.items, start=1):
        exercise = library.exercise(item.exercise_slug)
        cells = dose_cells(item.dosage, item.schedule, item.side, exercise.region, words)
        say(f"{number}. {exercise.name(content.language)}: {dose_sentence(cells, words)}")
    say(f"About {rounded_minutes(content.session_s)} minutes a session.")
