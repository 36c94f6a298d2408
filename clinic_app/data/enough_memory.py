"""Says in a sentence that there was not enough memory to open a record: it is as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_app.domain.record_fault import FaultyRecordError, RecordFault


@contextmanager
def enough_memory_for(folder: Path) -> Iterator[None]:
    """Work on the record in that folder.

    Raises:
        FaultyRecordError: there was not enough memory for it.
    """
    try:
        yield
    except MemoryError as error:
        raise FaultyRecordError(RecordFault.NO_MEMORY, folder=folder) from error
