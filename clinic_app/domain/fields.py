"""Typed reading of a table somebody wrote by hand: every complaint names the file and the field."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Final, Self

from clinic_app.domain.errors import KnownError, ResourceError
from clinic_app.domain.showing import described, plain, short

_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fields:
    """One table of a TOML or JSON file. Read what you know, then :meth:`finish`, which refuses the rest.

    ``place`` names the file in complaints, ``path`` where the table stands in it, ``error`` is what is
    raised. Names starting with ``ignored_prefix`` are kept by nobody and refused by nobody. A null counts as
    missing, unless ``refuses_null``.
    """

    def __init__(
        self,
        table: Mapping[str, object],
        place: str,
        path: str = "",
        *,
        error: type[KnownError] = ResourceError,
        ignored_prefix: str = "",
        refuses_null: bool = False,
    ) -> None:
        self._table = table
        self._place = place
        self._path = path
        self._error = error
        self._ignored_prefix = ignored_prefix
        self._refuses_null = refuses_null
        self._known: set[str] = set()

    @property
    def place(self) -> str:
        """The file, as complaints name it."""
        return self._place

    @property
    def path(self) -> str:
        """Where this table stands in the file, as ``frames.end.leg_r``."""
        return self._path

    def names(self) -> tuple[str, ...]:
        """The names in this table, in the file's order."""
        return tuple(self._table)

    def has(self, name: str) -> bool:
        """Whether the table gives ``name``."""
        return name in self._table

    def number(self, name: str, default: float = 0.0) -> float:
        """A number, or ``default`` where the field is missing."""
        found = self.number_or_none(name)
        return default if found is None else found

    def number_or_none(self, name: str) -> float | None:
        """A number, or None where the field is missing."""
        found = self.take(name)
        return None if found is None else self.as_number(found, name)

    def whole(self, name: str, default: int) -> int:
        """A whole number, or ``default`` where the field is missing."""
        found = self.whole_or_none(name)
        return default if found is None else found

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or None where the field is missing; ``3.0`` is one, as in JSON."""
        found = self.take(name)
        if found is None:
            return None
        if isinstance(found, float) and found.is_integer():
            return int(found)
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.wrong_kind(name, found, "a whole number")
        return found

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self.take(name)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise self.wrong_kind(name, found, "true or false")
        return found

    def text(self, name: str, default: str = "", *, longest: int | None = None) -> str:
        """A text of at most ``longest`` characters, or ``default`` where the field is missing."""
        found = self.take(name)
        return default if found is None else self._as_text(found, name, longest)

    def required_text(self, name: str, *, longest: int | None = None) -> str:
        """A text that must be there and hold something."""
        found = "" if self._table.get(name) is None else self.text(name, longest=longest)
        if not found.strip():
            raise self.missing(name)
        return found

    def texts(self, name: str, *, longest: int | None = None, most: int | None = None) -> tuple[str, ...]:
        """A list of at most ``most`` texts, empty where the field is missing."""
        found = self._list(name, "a list of texts")
        if most is not None and len(found) > most:
            raise self._error(
                "{file}: {field} may list at most {most} texts, not {count}.",
                file=self._place,
                field=self.inside(name),
                most=most,
                count=len(found),
            )
        return tuple(self._as_text(entry, f"{name}[{at}]", longest) for at, entry in enumerate(found))

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of the words in ``choices``; where the field is missing the ``default``, if there is one."""
        if not self.has(name) and default is not None:
            self._known.add(name)
            return default
        found = self.text(name)
        allowed = tuple(choices)
        if found not in allowed:
            raise self.wrong(name, found, _or_list(allowed))
        return found

    def choices(self, name: str, choices: Iterable[str]) -> tuple[str, ...]:
        """A list of words, each one of ``choices`` and none of them twice."""
        allowed = tuple(choices)
        found = self.texts(name)
        for at, entry in enumerate(found):
            if entry not in allowed:
                raise self.wrong(f"{name}[{at}]", entry, _or_list(allowed))
            if entry in found[:at]:
                raise self._error(
                    "{file}: {field} names {found} a second time.",
                    file=self._place,
                    field=self.inside(f"{name}[{at}]"),
                    found=plain(entry),
                )
        return found

    def day(self, name: str) -> date | None:
        """A date written as ``2026-11-24`` (or a TOML date), or None where the field is missing or empty."""
        found = self.take(name)
        if found is None or found == "":
            return None
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(found if isinstance(found, str) and _DAY.fullmatch(found) else "")
        except ValueError:
            raise self.wrong(name, found, "a date like 2026-11-24") from None

    def table(self, name: str) -> Self:
        """A table inside this one; empty where it is missing."""
        found = self.take(name)
        return self._as_table({} if found is None else found, name)

    def tables(self, name: str) -> tuple[Self, ...]:
        """A list of tables, empty where it is missing."""
        return tuple(
            self._as_table(entry, f"{name}[{at}]")
            for at, entry in enumerate(self._list(name, "a list of tables"))
        )

    def merged_over(self, base: Self) -> Self:
        """These fields, and ``base``'s for those this table does not give."""
        return self._inner({**base._table, **self._table}, self._path)

    def only(self, names: Iterable[str]) -> Self:
        """The fields called ``names`` alone, as far as the table gives them."""
        self._known.update(names)
        return self._inner({name: self._table[name] for name in names if name in self._table}, self._path)

    def finish(self) -> None:
        """Refuse fields nobody asked for, naming the nearest known one."""
        for name in self._table:
            if name not in self._known and not (
                self._ignored_prefix and name.startswith(self._ignored_prefix)
            ):
                close = get_close_matches(name, self._known, n=1)
                raise self._error(
                    "{file}: {field} is not known here. Known are {known}.",
                    file=self._place,
                    field=self.inside(short(name)),
                    known=f"{close[0]} and others" if close else ", ".join(sorted(self._known)),
                )

    def take(self, name: str) -> object | None:
        """The raw value, which counts as known from now on."""
        self._known.add(name)
        found = self._table.get(name)
        if found is None and self._refuses_null and name in self._table:
            raise self._error(
                "{file}: {field} must not be null. Leave it out instead.",
                file=self._place,
                field=self.inside(name),
            )
        return found

    def inside(self, name: str) -> str:
        """The full path of a field of this table."""
        return f"{self._path}.{name}" if self._path else name

    def missing(self, name: str) -> KnownError:
        """The complaint about a field that must be there; the caller raises it."""
        return self._error("{file}: {field} is missing.", file=self._place, field=self.inside(name))

    def wrong(self, name: str, found: object, wanted: str) -> KnownError:
        """The complaint about a value that does not fit; the caller raises it."""
        return self._unfit(name, wanted, plain(found))

    def wrong_kind(self, name: str, found: object, wanted: str) -> KnownError:
        """The complaint about a text where a number is wanted, and the like; the caller raises it."""
        return self._unfit(name, wanted, described(found))

    def refused(self, complaint: KnownError) -> KnownError:
        """A complaint from the domain about a value of this table, with its place in front."""
        if "field" in complaint.values:
            inside = complaint.values | {"field": self.inside(str(complaint.values["field"]))}
            return self._error(
                "{file}: {complaint}",
                file=self._place,
                complaint=type(complaint)(complaint.sentence, **inside),
            )
        return self._error(
            "{file}: {field}: {complaint}", file=self._place, field=self._path, complaint=complaint
        )

    def as_number(self, found: object, name: str) -> float:
        """``found`` as a finite number."""
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.wrong_kind(name, found, "a number")
        try:
            number = float(found)
        except OverflowError:
            raise self.wrong(name, found, "a usable number") from None
        if not isfinite(number):
            raise self.wrong(name, found, "a usable number")
        return number

    def _as_text(self, found: object, name: str, longest: int | None) -> str:
        if not isinstance(found, str):
            raise self.wrong_kind(name, found, "a text")
        if longest is not None and len(found) > longest:
            raise self._error(
                "{file}: {field} may have at most {most} characters, not {count}.",
                file=self._place,
                field=self.inside(name),
                most=longest,
                count=len(found),
            )
        return found

    def _as_table(self, found: object, name: str) -> Self:
        if not isinstance(found, dict):
            raise self.wrong_kind(name, found, "a table")
        return self._inner(found, self.inside(name))

    def _list(self, name: str, wanted: str) -> list[object]:
        found = self.take(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.wrong_kind(name, found, wanted)
        return found

    def _unfit(self, name: str, wanted: str, found: str) -> KnownError:
        return self._error(
            "{file}: {field} must be {wanted}, not {found}.",
            file=self._place,
            field=self.inside(name),
            wanted=wanted,
            found=found,
        )

    def _inner(self, table: Mapping[str, object], path: str) -> Self:
        return type(self)(
            table,
            self._place,
            path,
            error=self._error,
            ignored_prefix=self._ignored_prefix,
            refuses_null=self._refuses_null,
        )


def _or_list(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
