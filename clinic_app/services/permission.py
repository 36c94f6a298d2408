"""Who may do what: every service's changes pass here, whatever the window offers."""

from clinic_app.domain.access import Actor, KeyRing, NotAllowedError, Role
from clinic_app.domain.audit import Auditor
from clinic_app.domain.backup import BackupPlan, BackupStore
from clinic_app.domain.errors import KnownError
from clinic_app.domain.handout_archive import HandoutArchive
from clinic_app.domain.repositories import Clock, Record, UnitOfWork
from clinic_app.services.spare_files import MendedArchive, SpareFiles


class GuardedRecord:
    """A record (``domain.repositories.Record``) as its actor may use it: an assistant looks and notes."""

    def __init__(self, record: Record, plan: BackupPlan) -> None:
        """``plan`` says where backups are, for files that are gone or damaged beside the record."""
        self._record, self._plan = record, plan

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
    def reading_only(self) -> KnownError | None:
        """Why nothing of it can be changed now."""
        return self._record.reading_only

    @property
    def backups(self) -> BackupStore:
        """Makes backups of it; for owners, and by itself (``services.backups``)."""
        return self._record.backups

    @property
    def archive(self) -> HandoutArchive:
        """The bytes of handouts; an assistant reads them."""
        spares = SpareFiles.of_record(self._record, self._plan)
        whole = MendedArchive(self._record.archive, spares)
        return whole if self.actor.may_write else _ReadArchive(whole)

    @property
    def auditor(self) -> Auditor:
        """Looks after the audit log; for owners (``services.audit``)."""
        return self._record.auditor

    def reading(self) -> UnitOfWork:
        """For looking only."""
        return self._record.reading()

    def writing(self) -> UnitOfWork:
        """For changes.

        Raises:
            NotAllowedError: the actor may only look.
        """
        if not self.actor.may_write and self.reading_only is None:  # the record itself says why
            raise _refusal()
        return self._record.writing()

    def noting(self) -> UnitOfWork:
        """For what everybody may write: that something was looked at or printed again."""
        return self._record.noting()

    def write_anew(self) -> None:
        """Write the database anew, without what its pages still show of entries that were deleted."""
        if self.actor.may_write:
            self._record.write_anew()

    def close(self) -> None:
        """Close the record."""
        self._record.close()


class _ReadArchive:
    """The bytes of handouts, for who may only look."""

    def __init__(self, archive: HandoutArchive) -> None:
        self._archive = archive

    def get(self, sha256: str) -> bytes:
        return self._archive.get(sha256)

    def put(self, pdf: bytes) -> str:  # noqa: ARG002 - the protocol's
        raise _refusal()

    def remove(self, sha256: str) -> None:  # noqa: ARG002 - the protocol's
        raise _refusal()


def _refusal() -> NotAllowedError:
    return NotAllowedError("You may look and print, not change. Ask a therapist to do it.")


def require_owner(record: Record) -> None:
    """Let only an owner go on.

    Raises:
        NotAllowedError: the actor is none.
    """
    if record.actor.role is not Role.OWNER:
        raise NotAllowedError("Only an owner of the record may do this. Ask one to do it.")
