"""Typed reading of a pose file's tables: the fields every table has, and points of the body besides."""

from typing import Final

from clinic_app.domain import fields
from clinic_app.figures.sites import PARTS, Place, Site, Vector, site_from_text

_AXES: Final = 3
_PAIR: Final = 2


class Fields(fields.Fields):
    """One table of a pose file. Read what you know, then call :meth:`finish`, which refuses the rest."""

    def vector(self, name: str) -> Vector | None:
        """Three numbers, or ``None`` where the field is missing."""
        found = self.take(name)
        return None if found is None else self.as_vector(found, name)

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """A list of so many numbers."""
        found = self.take(name)
        if not isinstance(found, list) or len(found) != count:
            raise self.wrong(name, found, f"a list of {count} numbers")
        return tuple(self.as_number(entry, name) for entry in found)

    def place_at(self, name: str) -> Place | None:
        """Three numbers in the room, or a text naming a point of the body."""
        found = self.take(name)
        return None if found is None else self._as_place(found, name)

    def places(self, name: str) -> tuple[Place, ...]:
        """A list of places, empty where the field is missing."""
        return tuple(self._as_place(entry, entry_name) for entry, entry_name in self._entries(name))

    def pairs(self, name: str) -> tuple[tuple[float, float], ...]:
        """A list of pairs of numbers, empty where the field is missing."""
        return tuple(self._as_pair(entry, entry_name) for entry, entry_name in self._entries(name))

    def part(self, name: str) -> str | None:
        """The name of a part of the body that has axes."""
        found = self.text(name)
        if found and found not in PARTS and not found.startswith("spine_"):
            raise self.wrong(name, found, ", ".join(PARTS))
        return found or None

    def site(self, name: str) -> Site | None:
        """A point of the body."""
        found = self.text(name)
        return self._as_site(found, name) if found else None

    def _entries(self, name: str) -> list[tuple[object, str]]:
        found = self.take(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise self.wrong(name, found, "a list")
        return [(entry, f"{name}[{index}]") for index, entry in enumerate(found)]

    def as_vector(self, found: object, name: str) -> Vector:
        """``found`` as three numbers."""
        if not isinstance(found, list) or len(found) != _AXES:
            raise self.wrong(name, found, "three numbers")
        x, y, z = (self.as_number(entry, name) for entry in found)
        return x, y, z

    def _as_pair(self, found: object, name: str) -> tuple[float, float]:
        if not isinstance(found, list) or len(found) != _PAIR:
            raise self.wrong(name, found, "two numbers")
        first, second = (self.as_number(entry, name) for entry in found)
        return first, second

    def _as_place(self, found: object, name: str) -> Place:
        return self._as_site(found, name) if isinstance(found, str) else self.as_vector(found, name)

    def _as_site(self, found: str, name: str) -> Site:
        site = site_from_text(found)
        if site is None:
            raise self.wrong(name, found, "a named site, or a part with three numbers: foot_r 12.5, -6.7, 0")
        return site
