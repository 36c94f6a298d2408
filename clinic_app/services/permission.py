"""Who may do what: every service's changes pass here, whatever the window offers."""

from clinic_app.domain.access import Actor, KeyRing, NotAllowedError, Role
from clinic_app.domain.backup import BackupStore
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.repositories import Clock, Record, UnitOfWork


class GuardedRecord:
    """A record (``domain.repositories.Record``) as its actor may use it: an assistant looks and notes."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def clock(self) -> Clock:
        """The time as this record sees it."""
        return self._record.clock

    @property
    def actor(self) -> Actor:
        """Who works on it."""
        return self._record.actor

    def act_as(self, actor: Actor) -> None:
        """Somebody has said who they are."""
        self._record.act_as(actor)

    @property
    def keys(self) -> KeyRing:
        """The ways to open it; for owners and for one's own passphrase (``services.access``)."""
        return self._record.keys

    @property
    def backups(self) -> BackupStore:
        """Makes backups of it; for owners, and by itself (``services.backups``)."""
        return self._record.backups

    @property
    def archive(self) -> HandoutArchive:
        """The bytes of handouts."""
        return self._record.archive

    def reading(self) -> UnitOfWork:
        """For looking only."""
        return self._record.reading()

    def writing(self) -> UnitOfWork:
        """For changes.

        Raises:
            NotAllowedError: the actor may only look.
        """
        if not self.actor.may_write:
            raise NotAllowedError("You may look and print, not change. Ask a therapist to do it.")
        return self._record.writing()

    def noting(self) -> UnitOfWork:
        """For what everybody may write: that something was looked at or printed again."""
        return self._record.noting()

    def close(self) -> None:
        """Close the record."""
        self._record.close()


def require_owner(record: Record) -> None:
    """Let only an owner go on.

    Raises:
        NotAllowedError: the actor is none.
    """
    if record.actor.role is not Role.OWNER:
        raise NotAllowedError("Only an owner of the record may do this. Ask one to do it.")
