"""Reads the outcome measures: one file each, its name is the measure's key."""

from collections.abc import Iterable
from typing import Final

from clinic_app.data.library_files_shelf import MEASURES, Shelf, known_keys, texts_by_language
from clinic_app.data.library_files_tables import Tables
from clinic_app.domain.exercise import ReviewStatus
from clinic_app.domain.fields import Fields
from clinic_app.domain.measures import (
    WHOLE,
    ChangeLimit,
    Citation,
    Measure,
    MeasureChoice,
    MeasureItem,
    MeasureKind,
    MeasurePart,
    MeasureUnit,
    NumberRange,
    ReadingRow,
    ReadingRule,
)
from clinic_app.domain.patient import Sex

_SEXES: Final = (Sex.FEMALE.value, Sex.MALE.value)
_MOST_ROWS: Final = 60


def read_measures(shelf: Shelf, tables: Tables) -> dict[str, Measure]:
    """The outcome measures by key.

    Raises:
        ResourceError: something is missing, wrong or unknown; names the file and the field.
    """
    return {key: _measure(key, shelf.table(MEASURES, key), tables) for key in shelf.slugs(MEASURES)}


def _measure(key: str, table: Fields, tables: Tables) -> Measure:
    kind = MeasureKind(table.choice("kind", MeasureKind))
    measure = Measure(
        key=key,
        kind=kind,
        short=table.required_text("short"),
        names=texts_by_language(table, "names"),
        question=texts_by_language(table, "question", required=kind is not MeasureKind.ENTRY),
        licence=texts_by_language(table, "licence"),
        notes=texts_by_language(table, "notes", required=False),
        elsewhere=_elsewhere(table),
        higher_is_better=_flag(table, "higher_is_better"),
        unit=MeasureUnit(table.choice("unit", MeasureUnit)),
        regions=known_keys(table, "regions", tables.regions, "region"),
        choices=tuple(map(_choice, table.tables("choices"))),
        parts=_parts(table, kind, tables),
        parts_stand_alone=table.flag("parts_stand_alone", default=False),
        is_change=table.flag("is_change", default=False),
        least_activities=table.whole("least_activities", 0),
        most_activities=table.whole("most_activities", 0),
        readings=tuple(_reading(each, tables) for each in table.tables("readings")),
        sources=_sources(table, tables),
    )
    table.choice("status", ReviewStatus)
    table.finish()
    _check_activities(table, measure)
    return measure


def _elsewhere(table: Fields) -> dict[str, str]:
    inner = table.table("elsewhere")
    return {language: inner.required_text(language) for language in inner.names()}


def _flag(table: Fields, name: str) -> bool:
    """A flag that must be there: nothing may take it for granted."""
    if not table.has(name):
        raise table.missing(name)
    return table.flag(name, default=False)


def _sources(table: Fields, tables: Tables) -> tuple[str, ...]:
    found = known_keys(table, "sources", tables.sources, "source")
    if not found:
        raise table.missing("sources")
    return found


def _check_activities(table: Fields, measure: Measure) -> None:
    if not 0 <= measure.least_activities <= measure.most_activities:
        raise table.wrong("least_activities", measure.least_activities, "0 to most_activities")
    if measure.names_activities and [len(part.items) for part in measure.parts] != [1]:
        raise table.wrong("most_activities", measure.most_activities, "0 unless there is one part of one row")


def _choice(table: Fields) -> MeasureChoice:
    if not table.has("value"):
        raise table.missing("value")
    choice = MeasureChoice(value=table.number("value"), texts=texts_by_language(table, "texts"))
    table.finish()
    return choice


def _parts(table: Fields, kind: MeasureKind, tables: Tables) -> tuple[MeasurePart, ...]:
    parts: list[MeasurePart] = []
    inner = table.tables("parts")
    if not inner:
        raise table.missing("parts")
    keys = [each.text("key") for each in inner]
    for each in inner:
        part = _part(each, kind, keys, tables)
        if part.key in (other.key for other in parts):
            raise each.wrong("key", part.key, "one that no other part has")
        parts.append(part)
    return tuple(parts)


def _part(table: Fields, kind: MeasureKind, keys: Iterable[str], tables: Tables) -> MeasurePart:
    key = table.text("key")
    items = _items(table, kind)
    scores = _range(table, "scores")
    part = MeasurePart(
        key=key,
        names=texts_by_language(table, "names", required=key != WHOLE),
        items=items,
        answers=_range(table, "answers") if table.has("answers") else scores,
        scores=scores,
        answered_at_least=table.whole("answered_at_least", len(items)),
        blank_counts_as=table.number_or_none("blank_counts_as"),
        is_reversed=table.flag("is_reversed", default=False),
        mean_of=known_keys(table, "mean_of", [other for other in keys if other != key], "part"),
        detectable=_limit(table, "detectable", scores, tables),
        detectable_alone=_limit(table, "detectable_alone", scores, tables),
        important=_limit(table, "important", scores, tables),
    )
    table.finish()
    if bool(part.items) is bool(part.mean_of):
        raise table.wrong("rows", len(part.items), "1 or more, or the part a mean_of others")
    if not (1 if items else 0) <= part.answered_at_least <= len(items):
        raise table.wrong("answered_at_least", part.answered_at_least, f"1 to {len(items)}")
    return part


def _items(table: Fields, kind: MeasureKind) -> tuple[MeasureItem, ...]:
    """The part's rows: worded ones, or as many as ``rows`` says, with their numbers for keys."""
    worded = tuple(_item(str(at), each) for at, each in enumerate(table.tables("items"), start=1))
    rows = table.whole("rows", 0)
    if worded and (rows or kind is MeasureKind.ENTRY):
        raise table.wrong("items", [], "left out: no wording is shipped, rows counts them")
    if kind is MeasureKind.FORM and rows:
        raise table.wrong("rows", rows, "left out: a form has items with their texts")
    if not 0 <= rows <= _MOST_ROWS:
        raise table.wrong("rows", rows, f"0 to {_MOST_ROWS}")
    return worded or tuple(MeasureItem(key=str(at + 1)) for at in range(rows))


def _item(key: str, table: Fields) -> MeasureItem:
    item = MeasureItem(key=key, texts=texts_by_language(table, "texts"))
    table.finish()
    return item


def _range(table: Fields, name: str) -> NumberRange:
    inner = table.table(name)
    for end in ("low", "high", "step"):
        if not inner.has(end):
            raise inner.missing(end)
    found = NumberRange(low=inner.number("low"), high=inner.number("high"), step=inner.number("step"))
    inner.finish()
    if found.high <= found.low:
        raise inner.wrong("high", found.high, "more than low")
    if not 0 < found.step <= found.high - found.low:
        raise inner.wrong("step", found.step, "more than 0, and no more than from low to high")
    return found


def _limit(table: Fields, name: str, scores: NumberRange, tables: Tables) -> ChangeLimit | None:
    if not table.has(name):
        return None
    inner = table.table(name)
    limit = ChangeLimit(
        amount=inner.number("amount"),
        citation=Citation(sources=_sources(inner, tables), population=texts_by_language(inner, "population")),
    )
    inner.finish()
    if not 0 < limit.amount <= scores.high - scores.low:
        raise inner.wrong("amount", limit.amount, "more than 0, and no more than scores can differ")
    return limit


def _reading(table: Fields, tables: Tables) -> ReadingRule:
    rule = ReadingRule(
        texts=texts_by_language(table, "texts"),
        is_below=_flag(table, "is_below"),
        rows=tuple(map(_reading_row, table.tables("rows"))),
        sources=_sources(table, tables),
    )
    table.finish()
    for language, text in rule.texts.items():
        try:
            text.format(limit="")
        except (KeyError, ValueError, IndexError):
            raise table.wrong(f"texts.{language}", text, "a text with no other place than limit") from None
    if not rule.rows:
        raise table.missing("rows")
    return rule


def _reading_row(table: Fields) -> ReadingRow:
    if not table.has("limit"):
        raise table.missing("limit")
    row = ReadingRow(
        limit=table.number("limit"),
        sex=table.choice("sex", _SEXES, default=""),
        age_from=table.whole_or_none("age_from"),
        age_to=table.whole_or_none("age_to"),
    )
    table.finish()
    return row
