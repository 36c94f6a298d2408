"""Bring the translations up to date with the source: ``python resources/update_translations.py``.

Sentences the source no longer says leave the catalogues, new ones enter untranslated; nobody's wording is
guessed. The file is for people who work on the project: it is not part of the wheel.

``clinic.po`` holds every sentence: a language of the window and of paper. ``paper.po`` holds what stands on a
sheet, which is what the modules of ``ON_PAPER`` say: a language for patients only. Above each sentence there
stands how far its words were checked, as ``# draft`` or ``# reviewed by NAME, 2026-12-31``.
"""

import ast
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

RESOURCES = Path(__file__).parent
CHECKOUT = RESOURCES.parent
PACKAGES = (CHECKOUT / "clinic_app", CHECKOUT / "ui" / "clinic_ui", RESOURCES / "clinic_resources")
TRANSLATIONS = RESOURCES / "clinic_resources" / "translations"
FIRST_ARGUMENT = None  # Babel's word for it
ON_PAPER = tuple(
    CHECKOUT / "clinic_app" / module
    for module in (
        "domain/country.py",
        "domain/date_words.py",
        "domain/dose_details.py",
        "domain/dose_words.py",
        "domain/new_since.py",
        "domain/words.py",
        "services/printing.py",
        "services/sheet.py",
        "services/sheet_blocks.py",
        "services/sheet_languages.py",
    )
)
"""The modules that write a sheet's words. Errors they raise are the window's to say."""
CALLS = {
    "gettext": FIRST_ARGUMENT,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "mark": FIRST_ARGUMENT,
}
DRAFT = "draft"
PAPER_PO = "paper.po"


class Sentence(NamedTuple):
    """One sentence of the source: its gettext context, its message id (with plural), and where it stands."""

    context: str | None
    message_id: str | tuple[str, ...]
    place: str
    line: int


def sentences() -> Iterator[Sentence]:
    """Every sentence that the source asks a catalogue for, marks, or raises as a KnownError."""
    modules = sorted(module for package in PACKAGES for module in package.rglob("*.py"))
    errors = dict.fromkeys(known_errors(modules), FIRST_ARGUMENT)
    yield from _said_in(modules, {**CALLS, **errors})


def paper_sentences() -> Iterator[Sentence]:
    """Every sentence that can stand on a sheet."""
    yield from _said_in(ON_PAPER, CALLS)


def _said_in(modules: Iterable[Path], calls: dict[str, Any]) -> Iterator[Sentence]:
    for module in modules:
        place = module.relative_to(CHECKOUT).as_posix()
        for line, message_id, _comments, context in extract_from_file("python", module, keywords=calls):
            if any(message_id):
                yield Sentence(
                    context, message_id if isinstance(message_id, str) else tuple(message_id), place, line
                )
        for line, message_id in aliased(module):
            yield Sentence(None, message_id, place, line)


def aliased(module: Path) -> Iterator[tuple[int, str]]:
    """Line and sentence of every ``text("…")`` in a module that calls its gettext so."""
    source = module.read_text(encoding="utf-8")
    if ".gettext" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def known_errors(modules: list[Path]) -> set[str]:
    """KnownError and every class that descends from it: making one names a sentence."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"KnownError"}
    while further := {name for name, above in bases.items() if above & found} - found:
        found |= further
    return found


_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""In place of the moment: else two branches that each translate a sentence never merge."""


def update(po_path: Path) -> None:
    """Write the catalogue anew with the source's sentences and the translations it has."""
    with po_path.open("rb") as po_file:
        catalogue = read_po(po_file, locale=po_path.parents[1].name, abort_invalid=True)
    is_paper = po_path.name == PAPER_PO
    template = Catalog(creation_date=_NO_DATE)
    for sentence in paper_sentences() if is_paper else sentences():
        template.add(
            sentence.message_id, locations=[(sentence.place, sentence.line)], context=sentence.context
        )
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if is_paper:
        for message in catalogue:
            if message.id and not message.user_comments:
                message.user_comments = [DRAFT]
    with po_path.open("wb") as po_file:
        write_po(po_file, catalogue, width=110, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    for found in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        update(found)
