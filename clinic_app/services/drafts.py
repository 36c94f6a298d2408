"""Errands about what is being typed: kept within a second, offered again after a crash."""

from dataclasses import dataclass

from clinic_app.domain.access import Role
from clinic_app.domain.repositories import Draft, Record


@dataclass(frozen=True, slots=True)
class DraftService:
    """Works on one open record. Keys say where the text belongs: ``patient:new``, ``program:<id>:title``."""

    record: Record

    def keep(self, key: str, payload: str) -> None:
        """Store what is being typed; who may only look keeps nothing."""
        if not self.record.actor.may_write:
            return
        with self.record.writing() as work:
            work.drafts.keep(Draft(key, payload, self.record.clock()))
            work.commit()

    def find(self, key: str) -> Draft | None:
        """What was being typed there; nothing for an assistant, whose it cannot be."""
        if self.record.actor.role is Role.ASSISTANT:
            return None
        with self.record.reading() as work:
            return work.drafts.find(key)

    def drop(self, key: str) -> None:
        """It became part of the record, or was given up."""
        if not self.record.actor.may_write:
            return
        with self.record.writing() as work:
            work.drafts.drop(key)
            work.commit()
