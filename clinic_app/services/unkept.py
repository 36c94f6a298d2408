"""What was typed and could not be kept when the record had to be closed: held in memory, and tried again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

from clinic_app.domain.errors import ConflictError, InputError, KnownError

if TYPE_CHECKING:
    from clinic_app.services.clinic import ClinicServices

Keep = Callable[["ClinicServices"], object]
"""Keeps it, in whatever record is open by then."""

_DRAFT: Final = "draft "
"""Before a draft's key, which a row of the same name must not take the place of."""


@dataclass(slots=True)
class Unkept:
    """Outlives the record: whoever opens it next takes it over. Safe from any thread."""

    _jobs: dict[str, Keep] = field(default_factory=dict)
    _drafts: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __len__(self) -> int:
        """How much waits."""
        return len(self._jobs)

    def hold(self, key: str, keep: Keep) -> None:
        """Hold what ``keep`` keeps; it takes the place of what was held under that key."""
        with self._lock:
            self._jobs[key] = keep

    def hold_draft(self, key: str, payload: str) -> None:
        """Hold what was typed into a form."""
        with self._lock:
            self._jobs[_DRAFT + key] = lambda services: services.drafts.store(key, payload)
            self._drafts[key] = payload

    def draft(self, key: str) -> str | None:
        """What was typed into that form, if it is held."""
        return self._drafts.get(key)

    def draft_job(self, key: str) -> Keep | None:
        """What would keep it."""
        return self._jobs.get(_DRAFT + key)

    def forget(self, key: str, kept: Keep | None) -> None:
        """It is kept, or was given up; what was held in its place meanwhile goes on waiting."""
        with self._lock:
            if kept is not None and self._jobs.get(key) is kept:
                del self._jobs[key]
                self._drafts.pop(key.removeprefix(_DRAFT), None)

    def forget_draft(self, key: str, kept: Keep | None) -> None:
        """The same of what was typed into that form; ``kept`` is its ``draft_job`` from before."""
        self.forget(_DRAFT + key, kept)

    def take_over(self, other: "Unkept") -> None:
        """Hold what ``other`` held."""
        if other is not self:
            with self._lock:
                self._jobs |= other._jobs
                self._drafts |= other._drafts

    def try_again(self, services: "ClinicServices") -> KnownError | None:
        """Keep what is held; returns why the rest cannot be kept yet. For a worker.

        While somebody works who may only look, all of it waits.
        """
        reason: KnownError | None = None
        if not services.record.actor.may_write:
            return reason
        for key, keep in list(self._jobs.items()):
            if self._jobs.get(key) is not keep:  # what was typed on is kept already, or waits in its place
                continue
            try:
                keep(services)
            except KnownError as failure:
                reason = failure
            else:
                self.forget(key, keep)
        return reason


def keep_or_hold(services: "ClinicServices", key: str, keep: Keep) -> None:
    """Keep it now; what a full disk or the like refuses is held, to be tried again.

    Raises:
        KnownError: another window was first, or it is no input.
    """
    try:
        keep(services)
    except (ConflictError, InputError):
        raise
    except KnownError:
        services.unkept.hold(key, keep)
