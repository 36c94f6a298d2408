"""Prints hostile words in every field, through every layout and language, and says what went wrong.

``python tests/hostile_run.py``: all 67 kinds through every layout and language, then 3,000 random strings, in
every field each, layouts and languages in turn; large print, paper and ink in turn too. ``--kinds`` or
``--random COUNT`` for one of the two, ``--layout NAME …`` and ``--language CODE …`` for some; ends with 1 if
anything went wrong.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported
import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / folder) for folder in ("", "ui", "resources", "tests")]

from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import Ink, SheetChoices, SheetLayout
from clinic_resources import paper_languages
from hostile_sheets import (
    Hostile,
    Verdict,
    Watch,
    a_watch,
    everywhere,
    judged,
    kinds_in_turn,
    strings_in_turn,
)
from hostile_words import KINDS, random_strings
from sheets import SheetMaker


def all_kinds(layouts: list[SheetLayout], languages: list[str]) -> Iterator[tuple[str, Hostile]]:
    """Every kind in every field, through every layout and language; paper, ink and size of type in turn."""
    for at, (layout, language, start) in enumerate(product(layouts, languages, range(len(KINDS)))):
        yield f"kinds from {start}, {layout}, {language}", a_sheet(at, layout, language, kinds_in_turn(start))


def all_strings(
    count: int, layouts: list[SheetLayout], languages: list[str], *, every_layout: bool
) -> Iterator[tuple[str, Hostile]]:
    """Every string in every field; layout (unless every one is asked for), language and the rest in turn."""
    strings, rounds = random_strings(count), len(layouts) if every_layout else 1
    for at, (turn, start) in enumerate(product(range(rounds), range(count))):
        layout = layouts[(start + turn) % len(layouts)]
        language = languages[at // 3 % len(languages)]
        texts = strings_in_turn(strings, start)
        yield f"strings from {start}, {layout}, {language}", a_sheet(at, layout, language, texts)


def a_sheet(at: int, layout: SheetLayout, language: str, texts: dict[str, str]) -> Hostile:
    """The ``at``-th sheet: paper, ink and size of type change with different rhythms."""
    choices = SheetChoices(
        layout=layout,
        large_print=at % 3 == 0,
        ink=tuple(Ink)[at % 5 % len(Ink)],
        has_program_code=at % 7 == 0,
        language_below="es" if at % 11 == 0 else "",
    )
    return Hostile(texts, choices, language, tuple(Paper)[at % 2])


def run(name: str, trials: Iterator[tuple[str, Hostile]], sheets: SheetMaker, watch: Watch) -> int:
    """Judge every sheet; returns how many are not as they must be."""
    started, found = time.monotonic(), Counter[str]()
    for where, sheet in trials:
        found["sheets"] += 1
        if found["sheets"] % 250 == 0:
            print(f"{name}: {found['sheets']} sheets, {found['bad']} bad so far", file=sys.stderr, flush=True)
        verdict = judged(sheet, sheets, watch)
        if not verdict.is_good:
            found["bad"] += 1
            tell(where, verdict)
        for fault in ("lost", "opened", "outside", "raised"):
            found[fault] += bool(getattr(verdict, fault))
    spent = time.monotonic() - started
    print(
        f"{name}: {found['sheets']} sheets in {spent:.0f} s: raised {found['raised']}, lost {found['lost']}, "
        f"outside {found['outside']}, files or sockets opened {found['opened']}",
        flush=True,
    )
    return found["bad"]


def tell(where: str, verdict: Verdict) -> None:
    """One line for one sheet."""
    print(f"{where}: {verdict}", flush=True)


def main() -> int:
    """Read the flags, run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--random", type=int, default=0, metavar="COUNT")
    parser.add_argument("--every-layout", action="store_true", help="random strings too, for hours")
    parser.add_argument("--layout", nargs="*", type=SheetLayout, default=list(SheetLayout))
    parser.add_argument("--language", nargs="*", default=list(paper_languages()))
    asked = parser.parse_args()
    both = not (asked.kinds or asked.random)
    sheets, watch = SheetMaker(), a_watch()
    for language, layout in product(asked.language, asked.layout):  # fonts and words are read once
        for large_print in (False, True):
            choices = SheetChoices(layout=layout, large_print=large_print, language_below="es")
            Hostile(everywhere("words"), choices, language).written(sheets)
    bad = 0
    if asked.kinds or both:
        bad += run("kinds", all_kinds(asked.layout, asked.language), sheets, watch)
    if asked.random or both:
        strings = all_strings(
            asked.random or 3_000, asked.layout, asked.language, every_layout=asked.every_layout
        )
        bad += run("random", strings, sheets, watch)
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
