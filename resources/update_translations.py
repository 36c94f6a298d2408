"""Bring the translations up to date with the source: ``python resources/update_translations.py``.

Sentences the source no longer says leave the catalogues, new ones enter untranslated; nobody's wording is
guessed. The file is for people who work on the project: it is not part of the wheel.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

RESOURCES = Path(__file__).parent
CHECKOUT = RESOURCES.parent
PACKAGES = (CHECKOUT / "clinic_app", CHECKOUT / "ui" / "clinic_ui", RESOURCES / "clinic_resources")
TRANSLATIONS = RESOURCES / "clinic_resources" / "translations"
FIRST_ARGUMENT = None  # Babel's word for it


class Sentence(NamedTuple):
    """One sentence of the source: its gettext context, its message id (with plural), and where it stands."""

    context: str | None
    message_id: str | tuple[str, ...]
    place: str
    line: int


def sentences() -> Iterator[Sentence]:
    """Every sentence that the source asks a catalogue for, marks, or raises as a KnownError."""
    modules = sorted(module for package in PACKAGES for module in package.rglob("*.py"))
    calls = {
        "gettext": FIRST_ARGUMENT,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "mark": FIRST_ARGUMENT,
        **dict.fromkeys(known_errors(modules), FIRST_ARGUMENT),
    }
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


def update(po_path: Path) -> None:
    """Write the catalogue anew with the source's sentences and the translations it has."""
    with po_path.open("rb") as po_file:
        catalogue = read_po(po_file, locale=po_path.parents[1].name, abort_invalid=True)
    template = Catalog()
    for sentence in sentences():
        template.add(
            sentence.message_id, locations=[(sentence.place, sentence.line)], context=sentence.context
        )
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with po_path.open("wb") as po_file:
        write_po(po_file, catalogue, width=110, include_lineno=False, sort_by_file=True)


if __name__ == "__main__":
    for found in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        update(found)
