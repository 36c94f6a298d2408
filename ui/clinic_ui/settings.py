"""What one desk likes: theme, text size, language, and where the window stood. No patient data."""

import os
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

_MOST_LAST_FOUND: Final = 12

TEXT_SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75)

LOCK_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 0)
USUAL_LOCK_MINUTES: Final = 5


class ThemeChoice(StrEnum):
    """How the window is coloured."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class WindowSettings:
    """Reads and writes one small file; a value that makes no sense counts as not set."""

    def __init__(self, folder: Path) -> None:
        path = folder / "window.ini"
        _make_private(path)
        self._file = QSettings(str(path), QSettings.Format.IniFormat)
        self._save_folder: Path | None = None
        self._file.remove("save_folder")  # written there by earlier versions

    @property
    def theme(self) -> ThemeChoice:
        """The chosen colours."""
        value = self._text("theme")
        return ThemeChoice(value) if value in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._file.setValue("theme", choice.value)

    @property
    def text_scale(self) -> float:
        """How much larger than normal text is drawn; one of ``TEXT_SCALES``."""
        try:
            value = float(self._text("text_scale"))
        except ValueError:
            return 1.0
        return value if value in TEXT_SCALES else 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._file.setValue("text_scale", str(scale))

    @property
    def language(self) -> str:
        """The window's language; empty means the system's."""
        return self._text("language")

    @language.setter
    def language(self, language: str) -> None:
        self._file.setValue("language", language)

    @property
    def lock_after_minutes(self) -> int:
        """Minutes without a touch until the record locks itself; 0 never; one of ``LOCK_MINUTES``."""
        value = self._text("lock_after_minutes")
        minutes = int(value) if value.isdecimal() and len(value) < 4 else USUAL_LOCK_MINUTES
        return minutes if minutes in LOCK_MINUTES else USUAL_LOCK_MINUTES

    @lock_after_minutes.setter
    def lock_after_minutes(self, minutes: int) -> None:
        self._file.setValue("lock_after_minutes", str(minutes))

    @property
    def last_person(self) -> str:
        """The name of the therapist who unlocked last; the unlock screen chooses it."""
        return self._text("last_person")

    @last_person.setter
    def last_person(self, name: str) -> None:
        self._file.setValue("last_person", name)

    @property
    def last_found(self) -> list[str]:
        """What was chosen in “Find anything”, the last first: pages, exercises, templates, commands."""
        return [key for key in self._text("last_found").split(";") if key]

    def note_found(self, key: str) -> None:
        """It was chosen just now."""
        kept = [key, *(each for each in self.last_found if each != key)]
        self._file.setValue("last_found", ";".join(kept[:_MOST_LAST_FOUND]))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        value = self._file.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    @property
    def save_folder(self) -> Path:
        """Where a file was saved last since the start; else, or where it is gone, the person's documents.

        It is never written down: folders are often called like a patient.
        """
        if self._save_folder is not None and self._save_folder.is_dir():
            return self._save_folder
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    @save_folder.setter
    def save_folder(self, folder: Path) -> None:
        self._save_folder = folder

    def _text(self, key: str) -> str:
        value = self._file.value(key)
        return value if isinstance(value, str) else ""


def forget_folders() -> None:
    """Keep Qt's own file dialogs from writing down, for all programs to read, which folders were opened."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _make_private(path: Path) -> None:
    """The file of the settings, for its owner alone: Qt writes it anew with the modes that it finds."""
    with suppress(OSError):  # a folder that cannot be written: the settings last until the end
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.chmod(0o600)
