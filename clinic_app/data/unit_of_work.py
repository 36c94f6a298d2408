"""One transaction with its repositories: leave the block without ``commit()`` and nothing happened."""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from clinic_app.data.audit_log import AuditLog
from clinic_app.data.repositories.care import SqlDiaries, SqlLetters, SqlMeasureResults, SqlVisits
from clinic_app.data.repositories.clinic import SqlClinic, SqlDrafts, SqlHandouts
from clinic_app.data.repositories.erasures import SqlErasures
from clinic_app.data.repositories.merges import SqlMerges
from clinic_app.data.repositories.patients import SqlEpisodes, SqlPatients
from clinic_app.data.repositories.programs import SqlPrograms
from clinic_app.data.repositories.rows import STAMPS
from clinic_app.data.repositories.shelf import SqlScreens, SqlShelf
from clinic_app.data.repositories.survey import SqlSurvey
from clinic_app.data.repositories.waiting import SqlWaiting
from clinic_app.data.tables import Revised, Stamped
from clinic_app.data.text_index import TextIndex
from clinic_app.domain.access import Actor
from clinic_app.domain.audit import AuditHead
from clinic_app.domain.repositories import Clock


class SqlUnitOfWork:
    """Used as a context manager, once, on one thread. ``may_write`` tells looking from changing."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Clock,
        actor: Actor,
        may_write: bool,
        audit_key: bytes,
        committed: Callable[[AuditHead], None],
    ) -> None:
        self._session = Session(engine, expire_on_commit=False)
        self._clock = clock
        self._actor = actor
        self._may_write = may_write
        self._committed = committed
        self._session.info[STAMPS] = self._stamps
        event.listen(self._session, "before_flush", self._stamp)
        event.listen(self._session, "do_orm_execute", _refuse_in_bulk)
        self.audit = AuditLog(self._session, audit_key, clock=clock, actor=actor)
        self.texts = TextIndex(self._session)
        self.patients = SqlPatients(self._session, self.texts)
        self.merges = SqlMerges(self._session, self.texts)
        self.episodes = SqlEpisodes(self._session, self.texts)
        self.programs = SqlPrograms(self._session, self.texts)
        self.handouts = SqlHandouts(self._session)
        self.clinic = SqlClinic(self._session)
        self.drafts = SqlDrafts(self._session)
        self.shelf = SqlShelf(self._session)
        self.screens = SqlScreens(self._session)
        self.visits = SqlVisits(self._session, self.texts)
        self.results = SqlMeasureResults(self._session)
        self.diaries = SqlDiaries(self._session)
        self.letters = SqlLetters(self._session)
        self.waiting = SqlWaiting(self._session)
        self.survey = SqlSurvey(self._session)
        self.erasures = SqlErasures(self._session, self.texts)

    def __enter__(self) -> Self:
        self._session.connection()  # begins: a writer holds the one write lock from here on
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def commit(self) -> None:
        """Make it so, with an entry in the audit log for every row that was touched."""
        if not self._may_write:
            raise RuntimeError("a unit of work for reading has nothing to commit")
        head = self.audit.write()
        self._session.commit()
        if head is not None:
            self._committed(head)

    def _stamps(self) -> dict[str, Any]:
        """What a new row says of who wrote it."""
        now = self._clock()
        return {"added_at": now, "added_by": self._actor.name, "saved_at": now, "saved_by": self._actor.name}

    def _stamp(self, session: Session, *_arguments: object) -> None:
        """Who wrote a row first and last, and when."""
        now = self._clock()
        for row in session.new:
            if isinstance(row, Stamped):
                row.added_at, row.added_by = now, self._actor.name
                row.saved_at, row.saved_by = now, self._actor.name
        for row in session.dirty:
            if isinstance(row, Stamped) and session.is_modified(row):
                row.saved_at, row.saved_by = now, self._actor.name


def _refuse_in_bulk(state: ORMExecuteState) -> None:
    """Many rows changed by one statement pass by their revisions: what another window saved would be lost."""
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and issubclass(mapper.class_, Revised):
        raise RuntimeError(f"rows of {mapper.class_.__name__} are changed one by one, each by its revision")


class ForgetfulUnitOfWork(SqlUnitOfWork):
    """Takes whatever it is told and writes none of it, so that one may print where nothing can be written."""

    def __enter__(self) -> Self:
        self._session.autoflush = False
        event.listen(self._session, "before_flush", _forget)
        return super().__enter__()

    def commit(self) -> None:
        """Forget what was to be noted."""
        self._session.rollback()


def _forget(session: Session, *_arguments: object) -> None:
    session.expunge_all()
