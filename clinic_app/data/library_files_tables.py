"""Reads the tables the exercises' keys resolve in: muscles, conditions, precautions, sources, words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from clinic_app.data.library_files_shelf import LIBRARY, Shelf, texts_by_language
from clinic_app.domain.exercise import ExerciseKind, Position
from clinic_app.domain.fields import Fields
from clinic_app.domain.library import Condition, Muscle, Source
from clinic_app.domain.safety import Covered, Precaution, Severity

SEVERITIES: Final = (Severity.BLOCK, Severity.CONFIRM, Severity.WARN)

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Everything an exercise, a template or a topic may name."""

    muscles: dict[str, Muscle]
    conditions: dict[str, Condition]
    precautions: dict[str, Precaution]
    sources: dict[str, Source]
    regions: tuple[str, ...]
    joints: tuple[str, ...]
    equipment: tuple[str, ...]
    goals: tuple[str, ...]


def read_tables(shelf: Shelf) -> Tables:
    """All of them.

    Raises:
        ResourceError: a file is missing or wrong; names the file and the field.
    """
    words = shelf.file(f"{LIBRARY}/vocabulary.toml")
    tables = Tables(
        muscles=_entries(shelf, "muscles", _muscle),
        conditions=_entries(shelf, "conditions", _condition),
        precautions=_entries(shelf, "precautions", _precaution),
        sources=_entries(shelf, "sources", _source),
        regions=words.texts("regions"),
        joints=words.texts("joints"),
        equipment=words.texts("equipment"),
        goals=words.texts("goals"),
    )
    words.finish()
    return tables


def _entries(shelf: Shelf, name: str, read: Callable[[str, Fields], Entry]) -> dict[str, Entry]:
    file = shelf.file(f"{LIBRARY}/{name}.toml")
    found: dict[str, Entry] = {}
    for key in file.names():
        table = file.table(key)
        found[key] = read(key, table)
        table.finish()
    return found


def _muscle(key: str, table: Fields) -> Muscle:
    return Muscle(
        key=key,
        latin=table.required_text("latin"),
        english=table.required_text("english"),
        plain=texts_by_language(table, "plain"),
    )


def _condition(key: str, table: Fields) -> Condition:
    return Condition(
        key=key,
        plain=texts_by_language(table, "plain"),
        clinical=table.required_text("clinical"),
        icd10_who=table.text("icd10_who"),
        icd10_cm=table.text("icd10_cm"),
        icf=table.texts("icf"),
        snomed_ct=table.text("snomed_ct"),
    )


def _precaution(key: str, table: Fields) -> Precaution:
    return Precaution(
        tag=key,
        severity=Severity(table.choice("severity", SEVERITIES)),
        message=texts_by_language(table, "message"),
        names=texts_by_language(table, "names"),
        covered=_covered(table.table("covered")) if table.has("covered") else None,
    )


def _covered(table: Fields) -> Covered:
    found = Covered(
        kinds=tuple(map(ExerciseKind, table.choices("kinds", ExerciseKind))),
        regions=table.texts("regions"),
        positions=tuple(map(Position, table.choices("positions", Position))),
        where_treated=table.flag("where_treated", default=False),
        longer_than_s=table.whole("longer_than_s", 0),
        like=table.text("like"),
    )
    table.finish()
    return found


def _source(key: str, table: Fields) -> Source:
    return Source(
        key=key,
        citation=table.required_text("citation"),
        where=table.text("where"),
        supports=table.text("supports"),
        how_checked=table.required_text("how_checked"),
    )
