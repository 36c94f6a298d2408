"""Tables as CSV for any spreadsheet: UTF-8 with a mark, ISO dates, cells that are never formulas."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from io import TextIOWrapper
from typing import IO, Any, Final
from uuid import UUID

from clinic_app.exchange.plain_values import moment

_STARTS_FORMULA: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""The wide signs too: some spreadsheets reckon with them."""

_TEXT_MARK: Final = "'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it says, and how to find its value."""

    name: str
    meaning: str
    value: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One file. ``rows`` makes what a line is of from one entity: itself, or several parts."""

    name: str
    meaning: str
    kind: type[object]
    columns: Sequence[Column]
    rows: Callable[[Any], Iterable[object]]


class CsvWriter:
    """Writes the lines of one table into an open file."""

    def __init__(self, file: IO[bytes], table: CsvTable) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        self._table = table
        self._lines = csv.writer(self._text)
        self._lines.writerow([column.name for column in table.columns])

    def write(self, entities: Iterable[object]) -> None:
        """Add what these say."""
        for entity in entities:
            for row in self._table.rows(entity):
                self._lines.writerow([cell(column.value(row)) for column in self._table.columns])

    def close(self) -> None:
        """Put the last lines into the file, and close it."""
        self._text.close()


def cell(value: object) -> str:
    """The value in a cell; text that a spreadsheet would reckon with gets an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case UUID():
            return str(value)
        case tuple() | list():
            return _safe("; ".join(cell(each) for each in value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return _safe(str(value))


def _safe(text: str) -> str:
    """A formula in somebody's name must not run on the computer where the file is opened."""
    shown = text.replace("\x00", "")
    starts = shown.lstrip(" \u00a0\u200b\ufeff")[:1]
    return f"{_TEXT_MARK}{shown}" if starts in _STARTS_FORMULA and starts else shown


def readme(tables: Sequence[CsvTable], lead: str) -> str:
    """What every file and column means."""
    return lead + "".join(_section(table) for table in tables)


def _section(table: CsvTable) -> str:
    width = max(len(column.name) for column in table.columns)
    lines = "".join(f"  {column.name:{width}}  {column.meaning}\n" for column in table.columns)
    return f"\n{table.name}.csv: {table.meaning}\n{lines}"


def fields_of(meanings: Mapping[str, str]) -> list[Column]:
    """Columns that are fields of the entity, by name."""
    return [Column(name, meaning, _getter(name)) for name, meaning in meanings.items()]


def _getter(name: str) -> Callable[[Any], object]:
    return lambda entity: getattr(entity, name)


def itself(entity: object) -> Iterator[object]:
    """One line an entity."""
    yield entity
