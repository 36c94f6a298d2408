"""Typed reading of a table somebody wrote by hand: every complaint names the file and the field."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Final, Self

from clinic_app.domain.errors import KnownError, ResourceError

_LONGEST_SHOWN: Final = 60


class Fields:
    """One table of a TOML or JSON file. Read what you know, then :meth:`finish`, which refuses the rest.

    ``place`` names the file in complaints, ``path`` where the table stands in it, ``error`` is what is
    raised. Names starting with ``ignored_prefix`` are kept by nobody and refused by nobody.
    """

    def __init__(
        self,
        table: Mapping[str, object],
        place: str,
        path: str = "",
        *,
        error: type[KnownError] = ResourceError,
        ignored_prefix: str = "",
    ) -> None:
        self._table = table
        self._place = place
        self._path = path
        self._error = error
        self._ignored_prefix = ignored_prefix
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
        """A whole number, or None where the field is missing."""
        found = self.take(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int):
            raise self.wrong(name, found, "a whole number")
        return found

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self.take(name)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise self.wrong(name, found, "true or false")
        return found

    def text(self, name: str, default: str = "") -> str:
        """A text, or ``default`` where the field is missing."""
        found = self.take(name)
        if found is None:
            return default
        if not isinstance(found, str):
            raise self.wrong(name, found, "a text")
        return found

    def required_text(self, name: str) -> str:
        """A text that must be there and hold something."""
        found = self.text(name)
        if not found.strip():
            raise self.missing(name)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where the field is missing."""
        found = self.take(name)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
            raise self.wrong(name, found, "a list of texts")
        return tuple(found)

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
        """A list of words, each one of ``choices``."""
        allowed = tuple(choices)
        found = self.texts(name)
        for entry in found:
            if entry not in allowed:
                raise self.wrong(name, entry, _or_list(allowed))
        return found

    def day(self, name: str) -> date | None:
        """A date written as ``2026-11-24`` (or a TOML date), or None where the field is missing or empty."""
        found = self.take(name)
        if found is None or found == "":
            return None
        if isinstance(found, date):
            return found
        try:
            return date.fromisoformat(found if isinstance(found, str) else "")
        except ValueError:
            raise self.wrong(name, found, "a date like 2026-11-24") from None

    def table(self, name: str) -> Self:
        """A table inside this one; empty where it is missing."""
        found = self.take(name)
        if found is None:
            found = {}
        if not isinstance(found, dict):
            raise self.wrong(name, found, "a table")
        return self._inner(found, self.inside(name))

    def tables(self, name: str) -> tuple[Self, ...]:
        """A list of tables, empty where it is missing."""
        found = self.take(name)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self.wrong(name, found, "a list of tables")
        return tuple(self._inner(entry, f"{self.inside(name)}[{index}]") for index, entry in enumerate(found))

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
                    field=self.inside(_short(name)),
                    known=f"{close[0]} and others" if close else ", ".join(sorted(self._known)),
                )

    def take(self, name: str) -> object | None:
        """The raw value, which counts as known from now on."""
        self._known.add(name)
        return self._table.get(name)

    def inside(self, name: str) -> str:
        """The full path of a field of this table."""
        return f"{self._path}.{name}" if self._path else name

    def missing(self, name: str) -> KnownError:
        """The complaint about a field that must be there; the caller raises it."""
        return self._error("{file}: {field} is missing.", file=self._place, field=self.inside(name))

    def wrong(self, name: str, found: object, wanted: str) -> KnownError:
        """The complaint about a value that does not fit; the caller raises it."""
        return self._error(
            "{file}: {field} must be {wanted}, not {found}.",
            file=self._place,
            field=self.inside(name),
            wanted=wanted,
            found=_short(found if isinstance(found, str) else repr(found)) or "empty",
        )

    def refused(self, complaint: KnownError) -> KnownError:
        """A complaint from the domain about a value of this table, with its place in front."""
        return self._error(
            "{file}: {field}: {complaint}", file=self._place, field=self._path, complaint=complaint
        )

    def as_number(self, found: object, name: str) -> float:
        """``found`` as a finite number."""
        if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found):
            raise self.wrong(name, found, "a number")
        return float(found)

    def _inner(self, table: Mapping[str, object], path: str) -> Self:
        return type(self)(table, self._place, path, error=self._error, ignored_prefix=self._ignored_prefix)


def _or_list(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
