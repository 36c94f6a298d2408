"""Where the program keeps things on this machine; the composition roots pass these folders down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

PROGRAM = "clinic-companion"


@dataclass(frozen=True, slots=True)
class AppFolders:
    """The folders of one person's program; none is made here: whoever writes first makes its own."""

    record: Path  # the encrypted patient record, its key file and the sheets handed out
    config: Path  # settings that the window and the command line read
    cache: Path  # drawn figures; may be deleted at any time
    logs: Path  # what went wrong, without patient data


def app_folders(environ: Mapping[str, str] = os.environ) -> AppFolders:
    """The system's usual places, or everything below ``CLINIC_APP_HOME`` where that is set.

    ``CLINIC_APP_HOME`` may start with ``~``; a relative one counts from the current folder.
    """
    chosen = environ.get("CLINIC_APP_HOME")
    if chosen:
        home = Path(chosen).expanduser().absolute()
        return AppFolders(
            record=home / "record", config=home / "config", cache=home / "cache", logs=home / "logs"
        )
    places = PlatformDirs(PROGRAM, appauthor=False)
    return AppFolders(
        record=places.user_data_path / "record",
        config=places.user_config_path,
        cache=places.user_cache_path,
        logs=places.user_log_path,
    )
