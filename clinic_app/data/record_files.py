"""Names of the files of a record; its key file names its own."""

from typing import Final

DATABASE_NAME: Final = "record.db"
BEFORE_UPDATE: Final = ".before-"
"""Between the database's name and the revision in the name of the copy that an update keeps."""

ARCHIVE_NAME: Final = "handouts"
"""The folder of what was handed out, one file a hash."""
