"""Typed reading of a pose file's tables: every complaint names the file and the field."""

from collections.abc import Iterable, Mapping
from typing import Final

from clinic_app.domain.errors import ResourceError
from clinic_app.figures.sites import PARTS, Place, Site, Vector, site_from_text

_AXES: Final = 3


class Fields:
    """One table of a pose file. Read what you know, then call :meth:`finish`, which refuses the rest."""

    def __init__(self, table: Mapping[str, object], file: str, path: str = "") -> None:
        self._table = table
        self._file = file
        self._path = path
        self._known: set[str] = set()

    @property
    def path(self) -> str:
        """Where this table stands in the file, as ``frames.end.leg_r``."""
        return self._path

    def names(self) -> tuple[str, ...]:
        """The names in this table, in the file's order."""
        return tuple(self._table)

    def has(self, name: str) -> bool:
        """True where the table gives ``name``."""
        return name in self._table

    def number(self, name: str, default: float = 0.0) -> float:
        """A number, or ``default`` where the field is missing."""
        found = self._take(name)
        return default if found is None else self._as_number(found, name)

    def number_or_none(self, name: str) -> float | None:
        """A number, or ``None`` where the field is missing."""
        found = self._take(name)
        return None if found is None else self._as_number(found, name)

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        found = self._take(name)
        if found is None:
            return default
        if not isinstance(found, bool):
            raise self._wrong(name, found, "true or false")
        return found

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        found = self._take(name)
        if found is None:
            return default
        if not isinstance(found, str):
            raise self._wrong(name, found, "a text")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty where the field is missing."""
        found = self._take(name)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
            raise self._wrong(name, found, "a list of texts")
        return tuple(found)

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of the words in ``choices``; where the field is missing the ``default``, if there is one."""
        found = self.text(name)
        if not self.has(name) and default is not None:
            return default
        allowed = tuple(choices)
        if found not in allowed:
            raise self._wrong(name, found, ", ".join(allowed))
        return found

    def vector(self, name: str) -> Vector | None:
        """Three numbers, or ``None`` where the field is missing."""
        found = self._take(name)
        return None if found is None else self._as_vector(found, name)

    def place(self, name: str) -> Place | None:
        """Three numbers in the room, or a text naming a point of the body."""
        found = self._take(name)
        return None if found is None else self._as_place(found, name)

    def places(self, name: str) -> tuple[Place, ...]:
        """A list of places."""
        found = self._take(name)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise self._wrong(name, found, "a list of places")
        return tuple(self._as_place(entry, f"{name}[{index}]") for index, entry in enumerate(found))

    def pairs(self, name: str) -> tuple[tuple[float, float], ...]:
        """A list of pairs of numbers."""
        found = self._take(name)
        if found is None:
            return ()
        if not isinstance(found, list):
            raise self._wrong(name, found, "a list of pairs")
        return tuple(self._as_pair(entry, f"{name}[{index}]") for index, entry in enumerate(found))

    def part(self, name: str) -> str | None:
        """The name of a part of the body that has axes."""
        found = self.text(name)
        if found and found not in PARTS and not found.startswith("spine_"):
            raise self._wrong(name, found, ", ".join(PARTS))
        return found or None

    def site(self, name: str) -> Site | None:
        """A point of the body."""
        found = self.text(name)
        return self._as_site(found, name) if found else None

    def table(self, name: str) -> "Fields":
        """A table inside this one; empty where it is missing."""
        found = self._take(name)
        if found is None:
            found = {}
        if not isinstance(found, dict):
            raise self._wrong(name, found, "a table")
        return Fields(found, self._file, self._inside(name))

    def tables(self, name: str) -> "tuple[Fields, ...]":
        """A list of tables."""
        found = self._take(name)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise self._wrong(name, found, "a list of tables")
        return tuple(
            Fields(entry, self._file, f"{self._inside(name)}[{index}]") for index, entry in enumerate(found)
        )

    def merged_over(self, base: "Fields") -> "Fields":
        """These fields, and ``base``'s for those this table does not give."""
        return Fields({**base._table, **self._table}, self._file, self._path)

    def only(self, names: Iterable[str]) -> "Fields":
        """The fields called ``names`` alone, as far as the table gives them."""
        self._known.update(names)
        return Fields({name: self._table[name] for name in names if name in self._table}, self._file)

    def finish(self) -> None:
        """Refuse fields nobody asked for.

        Raises:
            ResourceError: naming the unknown field and the known ones.
        """
        unknown = [name for name in self._table if name not in self._known]
        if unknown:
            raise ResourceError(
                "{file}: {field} is not known here. Known are {known}.",
                file=self._file,
                field=self._inside(unknown[0]),
                known=", ".join(sorted(self._known)),
            )

    def refuse(self, name: str, wanted: str) -> ResourceError:
        """The complaint about a field whose value does not fit; the caller raises it."""
        return self._wrong(name, self._table.get(name), wanted)

    def _take(self, name: str) -> object | None:
        self._known.add(name)
        return self._table.get(name)

    def _inside(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _wrong(self, name: str, found: object, wanted: str) -> ResourceError:
        return ResourceError(
            "{file}: {field} must be {wanted}, not {found}.",
            file=self._file,
            field=self._inside(name),
            wanted=wanted,
            found=repr(found),
        )

    def _as_number(self, found: object, name: str) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float) or found != found:
            raise self._wrong(name, found, "a number")
        return float(found)

    def _as_vector(self, found: object, name: str) -> Vector:
        if not isinstance(found, list) or len(found) != _AXES:
            raise self._wrong(name, found, "three numbers")
        x, y, z = (self._as_number(entry, name) for entry in found)
        return x, y, z

    def _as_pair(self, found: object, name: str) -> tuple[float, float]:
        if not isinstance(found, list) or len(found) != _AXES - 1:
            raise self._wrong(name, found, "two numbers")
        first, second = (self._as_number(entry, name) for entry in found)
        return first, second

    def _as_place(self, found: object, name: str) -> Place:
        return self._as_site(found, name) if isinstance(found, str) else self._as_vector(found, name)

    def _as_site(self, found: str, name: str) -> Site:
        site = site_from_text(found)
        if site is None:
            raise self._wrong(name, found, "a named site, or a part with three numbers: foot_r 12.5, -6.7, 0")
        return site
