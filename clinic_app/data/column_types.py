"""Column types, each named once: times in UTC, text that can always be stored, lists as JSON."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, Enum, String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware of its zone in Python, UTC in the database. A time without a zone is a bug."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC (overrides TypeDecorator)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """As UTC, which SQLite does not say (overrides TypeDecorator)."""
        return None if value is None else value.replace(tzinfo=UTC)


def moment_of(text: str) -> datetime:
    """A moment as the database holds it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class Typed(TypeDecorator[str]):
    """Text somebody typed or pasted; half a surrogate pair, which no file can hold, becomes U+FFFD."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Whole characters only (overrides TypeDecorator)."""
        return None if value is None else whole_characters(value)


def whole_characters(text: str) -> str:
    """``text`` with every half of a pair seen to be missing."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class TypedJson(TypeDecorator[Any]):
    """JSON with texts somebody typed, whole characters only: else the record could not leave any more."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Mended to the last text (overrides TypeDecorator)."""
        return _mended(value)


def _mended(value: Any) -> Any:
    match value:
        case str():
            return whole_characters(value)
        case dict():
            return {_mended(name): _mended(each) for name, each in value.items()}
        case list() | tuple():
            return [_mended(each) for each in value]
        case _:
            return value


class TextTuple(TypeDecorator[tuple[str, ...]]):
    """A tuple of texts, stored as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        """To a list (overrides TypeDecorator)."""
        return None if value is None else [whole_characters(each) for each in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        """From a list (overrides TypeDecorator)."""
        return None if value is None else tuple(value)


class NumberTuple(TypeDecorator[tuple[float | None, ...]]):
    """A tuple of numbers and gaps, stored as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: tuple[float | None, ...] | None, dialect: Dialect
    ) -> list[float | None] | None:
        """To a list (overrides TypeDecorator)."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[float | None, ...] | None:
        """From a list (overrides TypeDecorator)."""
        return None if value is None else tuple(value)


def word_of(words: type[StrEnum], name: str, *, is_guarded: bool = True) -> Enum:
    """One of the words of an enumeration, stored as that word, guarded by a CHECK called ``name``.

    A column that was added to a table later is not guarded: SQLite adds no CHECK to a table.
    """
    return Enum(
        words,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=is_guarded,
        length=40,
        name=name,
    )


# What the tables are made of.
Id = Annotated[UUID, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(Typed(200))]
LongText = Annotated[str, mapped_column(Typed())]
Word = Annotated[str, mapped_column(String(100))]
Tags = Annotated[tuple[str, ...], mapped_column(TextTuple())]
Answers = Annotated[tuple[float | None, ...], mapped_column(NumberTuple())]
Day = Annotated[date, mapped_column()]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]
Revision = Annotated[int, mapped_column(CheckConstraint("revision >= 1", name="revision"))]
Table = Annotated[dict[str, Any], mapped_column(TypedJson(none_as_null=True))]
Tables = Annotated[list[dict[str, Any]], mapped_column(TypedJson(none_as_null=True))]
