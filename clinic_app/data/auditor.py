"""Looks after the audit log of an open record: where it ends, what is remembered of that, is it whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine

from clinic_app.data.anchor import Anchors, seen_beside
from clinic_app.data.audit_check import AuditCheck
from clinic_app.data.audit_log import head_of
from clinic_app.data.engine import bare
from clinic_app.domain.audit import AuditAction, AuditHead, AuditReport, Seen, Standing
from clinic_app.domain.errors import KnownError
from clinic_app.domain.repositories import Clock

if TYPE_CHECKING:
    from clinic_app.data.unit_of_work import SqlUnitOfWork

COMMITS_A_LINE: Final = 32
"""So many commits, or so long, until the anchor is written again: it costs as much as four saves."""

LONGEST: Final = timedelta(seconds=60)


class SqlAuditor:
    """Of one open record (``domain.audit.Auditor``)."""

    def __init__(
        self,
        engine: Engine,
        anchors: Anchors,
        key: bytes,
        *,
        clock: Clock,
        writing: "Callable[[], SqlUnitOfWork]",
    ) -> None:
        self._engine, self._anchors, self._key = engine, anchors, key
        self._clock, self._writing = clock, writing
        self._lock = Lock()
        self._commits = 0
        self._written_at: datetime = clock()
        try:
            self._head, self._seen = self._beside()
        except KnownError:  # a damaged record that is only looked at
            self._head, self._seen = AuditHead(0), Seen(Standing.UNKNOWN)
        self._remembers = self._seen.standing in (Standing.WHOLE, Standing.UNKNOWN)
        if self._head.count:
            self.remember()

    def head(self) -> AuditHead:
        """Where the log ends now."""
        with self._engine.begin() as connection, bare(connection) as own:
            return head_of(own, self._key)

    def seen(self) -> Seen:
        """How the record stood, when it was opened, beside the one last seen here."""
        return self._seen

    def remember(self) -> None:
        """Remember now where the log ends; not while the record is not the one last seen."""
        with self._lock:
            self._write()

    def go_on(self, action: AuditAction = AuditAction.WENT_ON, detail: str = "") -> None:
        """Take the record as it is from now on, though it is not the one last seen; ``action`` is noted."""
        with self._writing() as work:
            work.audit.note(action, detail=detail)
            work.commit()
        head = self.head()
        with self._lock:
            self._head, self._remembers, self._seen = head, True, Seen(Standing.WHOLE)
            self._write()

    def committed(self, head: AuditHead) -> None:
        """The log ends there now; called after every commit that entered something."""
        with self._lock:
            if head.count <= self._head.count:
                return
            self._head = head
            self._commits += 1
            if self._commits >= COMMITS_A_LINE or abs(self._clock() - self._written_at) >= LONGEST:
                self._write()

    def verify(self, step: Callable[[int, int], None]) -> AuditReport:
        """Check every entry and every row; ``step`` is told how far it is."""
        if not self._remembers:
            return AuditCheck(self._looking, self._key).run(self._seen, step)
        _, seen = self._beside()
        return AuditCheck(self._looking, self._key).run(seen, step)

    def close(self) -> None:
        """Remember where the log ended; a record that went meanwhile has nothing to say."""
        try:
            if self._commits:
                self.remember()
        except KnownError:
            return

    def _write(self) -> None:
        if not self._remembers:
            return
        self._commits, self._written_at = 0, self._clock()
        if not self._anchors.are_all(self._head):
            self._anchors.write(self._head, self._written_at)

    def _beside(self) -> tuple[AuditHead, Seen]:
        with self._engine.begin() as connection, bare(connection) as own:
            return end_of_log(own, self._anchors, self._key)

    @contextmanager
    def _looking(self) -> Iterator[Any]:
        with self._engine.begin() as connection, bare(connection) as own, texts_as_they_are(own):
            yield own


def end_of_log(connection: Any, anchors: Anchors, key: bytes) -> tuple[AuditHead, Seen]:
    """Where the log ends, and how that stands beside what the anchors remember."""

    def mac_at(number: int) -> bytes | None:
        found = connection.execute("SELECT chain FROM audit_entry WHERE number = ?", (number,)).fetchone()
        return None if found is None else found[0]

    head = head_of(connection, key)
    return head, seen_beside(anchors.all(), head, mac_at)


@contextmanager
def texts_as_they_are(connection: Any) -> Iterator[None]:
    """A database's own connection meanwhile gives out texts whole, even such as are none."""
    usual = connection.text_factory
    connection.text_factory = _lossless
    try:
        yield
    finally:
        connection.text_factory = usual


def _lossless(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogateescape")
