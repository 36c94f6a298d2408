"""Errands about what is being typed: kept within a second, offered again after a crash."""

from dataclasses import dataclass, field
from threading import Lock

from clinic_app.domain.access import Role
from clinic_app.domain.errors import KnownError
from clinic_app.domain.repositories import Draft, Record
from clinic_app.services.unkept import Unkept


@dataclass(frozen=True, slots=True)
class DraftService:
    """Works on one open record. Keys say where the text belongs: ``patient:new``, ``program:<id>:title``."""

    record: Record
    unkept: Unkept = field(default_factory=Unkept)
    """What could not be kept."""
    _given_up: set[str] = field(default_factory=set)
    _in_turn: Lock = field(default_factory=Lock)

    def keep(self, key: str, payload: str) -> None:
        """Store what is being typed; who may only look keeps nothing."""
        held = self.unkept.draft_job(key)
        if self.store(key, payload):
            self.unkept.forget_draft(key, held)

    def store(self, key: str, payload: str) -> bool:
        """Store what was typed, whatever else is held of it; whether whoever works may."""
        if not self.record.actor.may_write:
            return False
        with self._in_turn, self.record.writing() as work:
            work.drafts.keep(Draft(key, payload, self.record.clock()))
            work.commit()
        return True

    def keep_last(self, key: str, payload: str) -> None:
        """Store what is being typed before the form is gone; else it is held, and tried again."""
        try:
            self.keep(key, payload)
        except KnownError:
            self.unkept.hold_draft(key, payload)

    def find(self, key: str) -> Draft | None:
        """What was being typed there; nothing for an assistant, whose it cannot be."""
        if self.record.actor.role is Role.ASSISTANT or key in self._given_up:
            return None
        if (held := self.unkept.draft(key)) is not None:
            return Draft(key, held, self.record.clock())
        with self.record.reading() as work:
            return work.drafts.find(key)

    def give_up(self, key: str) -> None:
        """From now on it is offered to nobody; ``drop_given_up`` removes it."""
        self._given_up.add(key)

    def take_up(self, key: str) -> None:
        """Somebody types there again: what is kept from now on is offered."""
        self._given_up.discard(key)

    def drop_given_up(self, key: str) -> None:
        """Remove what was given up, unless somebody types there again. For a worker."""
        with self._in_turn:
            if key in self._given_up:
                self.drop(key)
                self._given_up.discard(key)

    def drop(self, key: str) -> None:
        """It became part of the record, or was given up."""
        if not self.record.actor.may_write:
            return
        held = self.unkept.draft_job(key)
        with self.record.writing() as work:
            work.drafts.drop(key)
            work.commit()
        self.unkept.forget_draft(key, held)
