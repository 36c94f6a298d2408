"""The clinic's own shelf and its red-flag screens, of one unit of work."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from clinic_app.data.mapping import own_entry_of, screen_of, shelf_use_of, values_of
from clinic_app.data.repositories.rows import flush, refuse_stale, save_edit
from clinic_app.data.tables import OwnEntryRow, RedFlagScreenRow, ShelfUseRow
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.shelf import OwnEntry, ShelfKind, ShelfUse


class SqlShelf:
    """Favourites, uses, own exercises and templates."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def uses(self, kind: ShelfKind) -> Sequence[ShelfUse]:
        """All of that kind, in no order."""
        query = select(ShelfUseRow).where(ShelfUseRow.kind == kind)
        return [shelf_use_of(row) for row in self._session.scalars(query)]

    def use_of(self, kind: ShelfKind, slug: str) -> ShelfUse:
        """How that one is used; never, if nothing is stored."""
        row = self._session.get(ShelfUseRow, (kind, slug))
        return shelf_use_of(row) if row else ShelfUse(kind=kind, slug=slug)

    def keep_use(self, use: ShelfUse) -> None:
        """Store or replace it."""
        self._session.merge(ShelfUseRow(**values_of(use)))
        flush(self._session)

    def own(self, kind: ShelfKind, *, archived: bool = False) -> Sequence[OwnEntry]:
        """Entries of that kind by slug; the archived ones too, where asked for."""
        query = select(OwnEntryRow).where(OwnEntryRow.kind == kind).order_by(OwnEntryRow.slug)
        rows = self._session.scalars(query)
        return [own_entry_of(row) for row in rows if archived or row.archived_at is None]

    def save_own(self, entry: OwnEntry) -> OwnEntry:
        """Create or change an entry; returns it with its new revision.

        Raises:
            ConflictError: another window changed it first.
        """
        row = self._session.get(OwnEntryRow, (entry.kind, entry.slug))
        if row is None:
            self._session.add(OwnEntryRow(**values_of(entry)))
            flush(self._session)
            return entry
        refuse_stale(row, entry.revision)
        values = values_of(entry, "kind", "slug", "revision")
        return replace(entry, revision=save_edit(self._session, row, values, entry.revision))


class SqlScreens:
    """Red-flag screens; added and read, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, screen: RedFlagScreen) -> None:
        """Record a screen."""
        self._session.add(RedFlagScreenRow(**values_of(screen)))
        flush(self._session)

    def of_patient(self, patient_id: UUID) -> Sequence[RedFlagScreen]:
        """Newest first."""
        row = RedFlagScreenRow
        query = (
            select(row)
            .where(row.patient_id == patient_id)
            .order_by(row.screened_on.desc(), row.added_at.desc())
        )
        return [screen_of(each) for each in self._session.scalars(query)]
