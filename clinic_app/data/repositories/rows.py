"""What every repository does: find a row or say that it is not there, and save an edit or refuse it."""

from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from clinic_app.data.mapping import put_onto
from clinic_app.data.tables import Base, Revised
from clinic_app.domain.errors import ConflictError, GoneError

Row = TypeVar("Row", bound=Base)


STAMPS: Final = "stamps"
"""Where a session keeps who writes, and when: for rows that go past the unit of work."""


def stamps_of(session: Session) -> dict[str, Any]:
    """Who writes now, and when, as columns of a row that is written in bulk."""
    stamps: dict[str, Any] = session.info[STAMPS]()
    return stamps


def found(session: Session, kind: type[Row], key: object) -> Row:
    """The row of that key.

    Raises:
        GoneError: there is none.
    """
    row = session.get(kind, key)
    if row is None:
        raise GoneError("This entry is not in the record any more. Look for it in the list again.")
    return row


def refuse_stale(row: Revised, revision: int) -> None:
    """Refuse an edit of what somebody else changed first.

    Raises:
        ConflictError: the stored revision is not the one that was edited.
    """
    if row.revision != revision:
        raise changed_by_somebody_else()


def changed_by_somebody_else() -> ConflictError:
    """The complaint; nothing was overwritten."""
    return ConflictError("Somebody else changed this first. Look at their version before you go on.")


def save_edit(session: Session, row: Any, values: dict[str, Any], revision: int) -> int:
    """Store ``values`` over ``revision``; returns the new revision.

    Raises:
        ConflictError: the stored revision is another one.
    """
    refuse_stale(row, revision)
    put_onto(row, values)
    row.revision = revision + 1
    flush(session)
    return revision + 1


def flush(session: Session) -> None:
    """Send what changed to the database.

    Raises:
        ConflictError: a row was changed by somebody else meanwhile.
    """
    try:
        session.flush()
    except StaleDataError as error:
        raise changed_by_somebody_else() from error
