"""The folders somebody chose for backups, in ``backups.toml`` beside the other settings; no patient data."""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from clinic_app.data.private_files import make_private_folder, write_private

PLAN_NAME: Final = "backups.toml"
USUAL_NAME: Final = "backups"


class BackupPlan:
    """Reads and writes one small file (``domain.backup.BackupPlan``); a damaged one counts as empty."""

    def __init__(self, config: Path, record: Path) -> None:
        self._file = config / PLAN_NAME
        self._record = record

    @property
    def record(self) -> str:
        """The folder of the record."""
        return str(self._record)

    @property
    def usual(self) -> str:
        """The folder beside it."""
        return str(self._record.parent / USUAL_NAME)

    def make_usual(self) -> None:
        """Make that folder, for nobody but its owner.

        Raises:
            OutputError: it cannot be made.
        """
        make_private_folder(Path(self.usual))

    def chosen(self) -> Mapping[str, datetime | None]:
        """Folders somebody chose, each with the last whole backup seen there."""
        try:
            table = tomllib.loads(self._file.read_text("utf-8", errors="surrogateescape"))
        except (OSError, ValueError):
            return {}
        entries = table.get("folder", [])
        found = [_entry(each) for each in entries] if isinstance(entries, list) else []
        return dict(each for each in found if each is not None)

    def keep(self, chosen: Mapping[str, datetime | None]) -> None:
        """Store them.

        Raises:
            OutputError: no room or no permission.
        """
        lines = ["# Folders for backups, and when the last whole one was seen in each."]
        for folder, last in chosen.items():
            lines += ["", "[[folder]]", f"path = {_text(folder)}"]
            if last is not None:
                lines.append(f"last = {last.isoformat()}")
        make_private_folder(self._file.parent)
        write_private(self._file, "\n".join([*lines, ""]).encode("utf-8", "surrogateescape"))


def _entry(entry: object) -> tuple[str, datetime | None] | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str) or not entry["path"]:
        return None
    last = entry.get("last")
    is_moment = isinstance(last, datetime) and last.tzinfo is not None
    return str(entry["path"]), last if is_moment else None


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
