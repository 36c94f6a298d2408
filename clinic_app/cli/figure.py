"""``figure``: one figure as SVG or PDF."""

import argparse
from typing import Final

from clinic_app.cli.commands import Commands, target
from clinic_app.cli.console import say
from clinic_app.domain.errors import InputError
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.showing import plain, short_path

_HEIGHT_MM: Final = 90
_LEAST_MM: Final = 5
_MOST_MM: Final = 2000


def add_figure_command(commands: Commands) -> None:
    """Add ``figure`` to the commands."""
    parser = commands.add_parser(
        "figure",
        help="write one figure as SVG or PDF",
        description="Write the figure of an exercise as SVG or PDF; the file's name says which.",
        allow_abbrev=False,
    )
    parser.add_argument("slug", metavar="SLUG", help="the exercise, as “library” lists it")
    parser.add_argument("-o", "--output", type=target, required=True, metavar="FILE.svg|.pdf")
    parser.add_argument("--frame", help="start, end … (the last one unless told)")
    parser.add_argument("--mirror", action="store_true", help="the other side")
    parser.add_argument("--body", choices=PEOPLE, help="who is shown (the figure's own unless told)")
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--grey", action="store_true", help="for printers without colour")
    style.add_argument("--line", action="store_true", help="lines and hatching alone")
    parser.add_argument("--height", type=_height, default=_HEIGHT_MM, metavar="MM", help="of the picture")
    parser.set_defaults(run=run_figure)


def run_figure(options: argparse.Namespace) -> int:
    """Draw and write."""
    from clinic_app.cli.workshop import open_gallery
    from clinic_app.domain.palette import PAPER_COLOUR, PAPER_GREY, PAPER_LINE
    from clinic_app.exchange.files import write_whole
    from clinic_app.figures.svg import svg_text
    from clinic_app.pdf.figure_page import write_figure

    kind = options.output.suffix.lower()
    if kind not in (".svg", ".pdf"):
        raise InputError(
            "{path} must end in .svg or .pdf, so that it is clear what to write.",
            path=short_path(options.output),
        )
    gallery = open_gallery()
    frame = options.frame or gallery.frames(options.slug)[-1]
    drawing = gallery.drawing(options.slug, frame, mirror=options.mirror, person=options.body or "")
    style = PAPER_GREY if options.grey else PAPER_LINE if options.line else PAPER_COLOUR
    palette = style.worn_by(PEOPLE.get(options.body or ""))
    if kind == ".svg":
        data = svg_text(drawing, palette, height_mm=options.height).encode()
    else:
        data = write_figure(drawing, palette, height_mm=options.height)
    write_whole(options.output, data)
    say(options.output)
    return 0


def _height(text: str) -> float:
    try:
        height = float(text)
    except ValueError:
        height = 0.0
    if not _LEAST_MM <= height <= _MOST_MM:
        raise argparse.ArgumentTypeError(
            f"must be a number from {_LEAST_MM} to {_MOST_MM} (millimetres), not {plain(text)}"
        )
    return height
