"""Finds and reads shipped files by their names below this package, written with slashes."""

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent


class UnknownResource(LookupError):  # noqa: N818 - reads as what it says: an unknown resource
    """There is no shipped file of that name."""


def file_path(name: str) -> Path:
    """Where the shipped file ``name`` (as ``fonts/Inter-Regular.ttf``) lies.

    Raises:
        UnknownResource: there is none.
    """
    path = _FOLDER / name
    if not path.is_file():
        raise UnknownResource(name)
    return path


def read_bytes(name: str) -> bytes:
    """The bytes of the shipped file ``name`` (UnknownResource if there is none)."""
    return file_path(name).read_bytes()


def read_text(name: str) -> str:
    """The text (UTF-8) of the shipped file ``name`` (UnknownResource if there is none)."""
    return file_path(name).read_text(encoding="utf-8")


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """The files in ``folder`` that end in ``suffix`` (as ``.toml``), without it, sorted.

    Raises:
        UnknownResource: there is no such folder.
    """
    if not (_FOLDER / folder).is_dir():
        raise UnknownResource(folder)
    return tuple(sorted(path.name.removesuffix(suffix) for path in (_FOLDER / folder).glob(f"*{suffix}")))
