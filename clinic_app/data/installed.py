"""Whether the libraries that are installed are new enough: one sentence, only if one is not.

Nothing is imported for it: the versions are read from what was written down when they were installed.
Those that guard patients are looked at before every opening, by names of folders alone, the rest later.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from clinic_app.domain.errors import ResourceError

PROGRAM: Final = "clinic-companion"
GUARDING: Final = {
    "sqlcipher3": ">=0.6.2",
    "cryptography": ">=44",
    "argon2-cffi": ">=23.1",
    "sqlalchemy": ">=2.1",
    "reportlab": ">=5.1,<6",
    "pillow": ">=11",
    "pypdf": ">=5.1",
    "pyside6-essentials": ">=6.8,!=6.12.0",
}
"""What encrypts, what stores, and what reads files of strangers; bounds as in ``pyproject.toml``."""

CIPHER_FLOORS: Final = {"SQLCipher": ">=4.6", "SQLite": ">=3.45"}
"""Of the database within ``sqlcipher3``, whose own version does not tell."""

_REQUIREMENT: Final = re.compile(
    r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*(;.*)?"
)
_INSTALLED: Final = re.compile(r"(.+?)-(\d[^-]*)(?:-.*)?\.(?:dist|egg)-info")
"""What an installer leaves beside a library: ``pillow-11.2.dist-info``."""

_BOUND: Final = re.compile(r"(>=|<=|==|!=|<|>|~=)\s*([0-9][0-9A-Za-z.]*)")


def check_guards(places: Sequence[str] | None = None, guards: Mapping[str, str] = GUARDING) -> None:
    """Refuse to start on a library that guards patients and is too old; cheap enough for every opening.

    ``places``: where libraries are, ``sys.path`` if not given. One of which nothing is written down passes.

    Raises:
        ResourceError: one is outside its bounds.
    """
    left = dict(guards)
    for name, found in _written_down(sys.path if places is None else places):
        bounds = left.pop(name, None)  # the first one counts, as for an import
        if bounds is not None:
            check_version(name, found, bounds)


def _written_down(places: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and version of every library that was installed in one of these folders."""
    for place in dict.fromkeys(places):
        try:
            with os.scandir(place or ".") as entries:
                names = [entry.name for entry in entries if entry.name.endswith("-info")]
        except OSError:  # an archive, or no folder at all
            continue
        for match in filter(None, map(_INSTALLED.fullmatch, names)):
            yield re.sub(r"[-_.]+", "-", match[1]).lower(), match[2]


def check_installed() -> None:
    """Compare every library with the bounds the program was installed with.

    Raises:
        ResourceError: one is too old, too new, or known not to work.
    """
    from importlib.metadata import PackageNotFoundError, requires  # 100 ms: never before the first page

    try:
        wanted = requires(PROGRAM) or []
    except PackageNotFoundError:  # run from a folder that was never installed: nobody wrote them down
        return
    check_requirements(wanted)


def check_requirements(wanted: Iterable[str]) -> None:
    """The same for requirements as an installer writes them; those of extras are left out.

    Raises:
        ResourceError: see ``check_installed``.
    """
    from importlib.metadata import PackageNotFoundError, version

    for requirement in wanted:
        match = _REQUIREMENT.fullmatch(requirement)
        if match is None or (match[3] and "extra" in match[3]):
            continue
        try:
            found = version(match[1])
        except PackageNotFoundError as error:
            raise ResourceError(
                "{library} is not installed, but the program needs it. Install the program again.",
                library=match[1],
            ) from error
        check_version(match[1], found, match[2])


def check_version(library: str, found: str, bounds: str) -> None:
    """One version against bounds such as ``>=6.8,!=6.12.0``.

    Raises:
        ResourceError: it is outside.
    """
    if not all(_holds(found, sign, bound) for sign, bound in _BOUND.findall(bounds)):
        raise ResourceError(
            "{library} {found} is installed, but the program needs {bounds}. Install the program again.",
            library=library,
            found=found,
            bounds=bounds.strip(),
        )


def check_database_library() -> None:
    """The same for the encrypted database, which is loaded by now.

    Raises:
        ResourceError: it is too old.
    """
    from clinic_app.data.engine import library_versions

    for (name, bounds), found in zip(CIPHER_FLOORS.items(), library_versions(), strict=True):
        check_version(name, found, bounds)


def _holds(found: str, sign: str, bound: str) -> bool:
    ours, theirs = _numbers(found), _numbers(bound)
    length = max(len(ours), len(theirs))
    ours, theirs = (each + (0,) * (length - len(each)) for each in (ours, theirs))
    match sign:
        case ">=":
            return ours >= theirs
        case "<=":
            return ours <= theirs
        case "<":
            return ours < theirs
        case ">":
            return ours > theirs
        case "==":
            return ours == theirs
        case "!=":
            return ours != theirs
        case _:
            return ours >= theirs and ours[: len(_numbers(bound)) - 1] == theirs[: len(_numbers(bound)) - 1]


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers a version begins with: 4.19.0rc1 is 4, 19, 0."""
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()
