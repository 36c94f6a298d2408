"""Names of the files of a record; its key file names its own."""

from typing import Final

DATABASE_NAME: Final = "record.db"
ARCHIVE_NAME: Final = "handouts"
"""The folder of what was handed out, one file a hash."""
