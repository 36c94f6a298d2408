"""The project's own virtual environment: where it is, and whether it holds what the project asks for."""

import hashlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

UNFINISHED = "unfinished"
TRANSLATIONS = "resources/clinic_resources/translations/*/LC_MESSAGES/*.po"
IMPORT_NAMES = (
    "PySide6",
    "pypdfium2",
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "argon2",
    "cryptography",
    "reportlab",
    "_rl_accel",
    "PIL",
    "numpy",
    "scipy",
    "platformdirs",
    "segno",
    "pypdf",
    "bidi",
    "arabic_reshaper",
    "uharfbuzz",
    "vobject",
    "clinic_ui",
    "clinic_resources",
)
TEST_IMPORT_NAMES = (
    "pytest",
    "pytestqt",
    "xdist",
    "hypothesis",
    "importlinter",
    "hatchling",
    "babel",
    "ruff",
    "mypy",
)


@dataclass(frozen=True)
class Environment:
    """The virtual environment of one checkout.

    Its stamp is written last: a digest of ``pyproject.toml``, the translations and the interpreter,
    then the extras installed. No stamp means that somebody else made the environment; ``unfinished``
    that a set-up was killed half way.
    """

    project: Path

    @property
    def folder(self) -> Path:
        """Where the environment lies."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says what has been installed."""
        return self.folder / "clinic-app.stamp"

    def fingerprint(self) -> str:
        """What the environment should hold: a changed project or interpreter changes it."""
        digest = hashlib.sha256((self.project / "pyproject.toml").read_bytes())
        for translation in sorted(self.project.glob(TRANSLATIONS)):  # the set-up compiles them
            digest.update(translation.read_bytes())
        # the link's target, because a system upgrade swaps the interpreter under the same link
        digest.update(os.fsencode(os.path.realpath(self.python)))
        return digest.hexdigest()

    def is_ready(self, extras: Iterable[str] = ()) -> bool:
        """True where a finished set-up installed this very project with these extras."""
        said = self._stamp_words()
        if not said or not self.python.exists() or said[0] != self.fingerprint():
            return False
        return set(extras) <= set(said[1:])

    def was_made_here(self) -> bool:
        """True where a set-up, finished or not, has stamped this environment."""
        return bool(self._stamp_words())

    def _stamp_words(self) -> list[str]:
        try:
            return self.stamp.read_text(encoding="utf-8").split()
        except (FileNotFoundError, NotADirectoryError):
            return []

    def was_interrupted(self) -> bool:
        """True where a set-up began and never finished: what lies there may be half a package."""
        return self._stamp_words() == [UNFINISHED]

    def extras(self) -> list[str]:
        """The extras that the last finished set-up installed."""
        return self._stamp_words()[1:]

    def mark_unfinished(self) -> None:
        """Say that a set-up has begun; until it is finished, nobody takes the environment for whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(UNFINISHED, encoding="utf-8")

    def unmark(self) -> None:
        """Say nothing of a set-up: one was refused, and what was there before is as it was."""
        self.stamp.unlink(missing_ok=True)

    def mark_finished(self, extras: Iterable[str]) -> None:
        """Say that everything is installed."""
        self.stamp.write_text(" ".join([self.fingerprint(), *sorted(extras)]), encoding="utf-8")

    def is_running(self) -> bool:
        """True where this very process runs in the environment."""
        return self.folder.exists() and self.folder.samefile(sys.prefix)


def this_python_has(extras: Iterable[str] = ()) -> bool:
    """True where the running interpreter finds everything itself, as under ``uv run``."""
    names = IMPORT_NAMES + (TEST_IMPORT_NAMES if "test" in extras else ())
    return all(find_spec(name) is not None for name in names)
