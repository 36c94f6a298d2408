"""Stores the clinic's fields as they are left, and asks where another window changed the same one."""

import json
from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.unkept import keep_or_hold
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.field_texts import Field, FieldTexts
from clinic_ui.pages.clinic_fields import Known, Stored, Typical, clinic_texts, store_fields
from clinic_ui.words import Words

_BASE = "before"
"""Under this name a draft keeps what the fields said before anything was typed."""


class ClinicStore(QObject):
    """All fields of one page. What cannot be stored as it stands, or is disputed, is kept as a draft."""

    stored = Signal(object)
    """Known: what the record holds now."""
    restored = Signal()
    """What was typed and not stored when the page was last left stands in the fields."""

    def __init__(
        self, context: Context, fields: Mapping[str, tuple[str, Field]], typical: Typical, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._typical = context, typical
        self.texts = FieldTexts(fields)
        self.both = BothVersions(context, self.texts, stores=True)
        self.base = clinic_texts(Known(ClinicProfile(), None), typical)
        """What each field said in the record when it was last the same there and here."""
        self.texts.show(self.base)
        self.refused: Callable[[], Collection[str]] = tuple
        """Names of fields whose text cannot be stored as it stands."""
        self.meant: Callable[[], Mapping[str, str]] = dict
        """Fields that are stored in other words than they were typed in."""
        self._asked: tuple[str, ...] = ()
        self._theirs: dict[str, str] = {}
        self._has_looked = False
        self._is_storing = self._is_left_again = False
        self.draft = DraftKeeper(context.services.drafts, context.worker, "settings", self._unstored, self)
        self.both.settled.connect(self._on_settled)

    def show(self, known: Known) -> None:
        """Show what the record holds, but for what was typed here and is not in it yet."""
        texts, unstored = clinic_texts(known, self._typical), self._unstored()
        for name, text in texts.items():
            if name not in unstored:
                self.base[name] = text
                self.texts.show({name: text})
        if not self._has_looked:
            self._has_looked = True
            self.draft.find(self._on_draft_found)

    def store(self) -> None:
        """Store what is another than it was, in a worker; one after another, so that the later stays."""
        mine = self._mine()
        self.draft.note_change()
        self._is_left_again = self._is_storing
        if self._is_changed(mine) and not self._is_storing:
            self._is_storing = True
            store = partial(store_fields, self._context.services.profile, self._typical)
            job = partial(store, dict(self.base), mine)
            self._context.worker.run(job, self._on_answered, self._on_failed)

    def _on_answered(self, stored: Stored) -> None:
        self._is_storing = False
        self._on_stored(stored)
        if self._is_left_again:
            self.store()

    def _on_failed(self, error: Exception) -> None:
        self._is_storing = False
        self._context.problems.tell(error)

    def store_now(self) -> None:
        """Store on this thread: the page is left. What cannot be stored waits as a draft."""
        mine = self._mine()
        if self._is_changed(mine):
            base, typical = dict(self.base), self._typical

            stored: list[Stored] = []

            def keep(services: ClinicServices) -> None:
                stored.append(store_fields(services.profile, typical, base, mine))

            keep_or_hold(self._context.services, "clinic", keep)
            for each in tuple(stored):
                self._on_stored(each)
        self.draft.flush()

    def _mine(self) -> dict[str, str]:
        """What is to be stored: for what cannot be, what is there."""
        stays = {name: self.base.get(name, "") for name in self.refused()}
        return self.texts.typed() | dict(self.meant()) | stays

    def _is_changed(self, mine: Mapping[str, str]) -> bool:
        return any(text.strip() != self.base.get(name, "").strip() for name, text in mine.items())

    def _unstored(self) -> dict[str, str]:
        """What a draft keeps: texts that are not in the record, and what they were typed over."""
        typed, mine, refused = self.texts.typed(), self._mine(), self.refused()
        texts = {
            name: typed[name]
            for name, base in self.base.items()
            if name in refused or mine[name].strip() != base.strip()
        }
        if not texts:
            return {}
        return texts | {_BASE: json.dumps({name: self.base[name] for name in texts})}

    def _on_draft_found(self, kept: dict[str, str]) -> None:
        base = json.loads(kept.pop(_BASE, "{}"))
        self.base |= {name: text for name, text in base.items() if name in self.base}
        self.texts.show({name: text for name, text in kept.items() if name in self.base})
        self.restored.emit()
        self.store()

    def _on_stored(self, stored: Stored) -> None:
        now, disputed = clinic_texts(stored.known, self._typical), stored.outcome.disputed
        typed = self._mine()
        for name, text in now.items():
            if name in disputed:
                continue
            self.base[name] = text
            if name in stored.outcome.taken_over and typed.get(name) == stored.mine.get(name):
                self.texts.show({name: text})
        self._ask(stored)
        self.stored.emit(stored.known)

    def _ask(self, stored: Stored) -> None:
        disputed = stored.outcome.disputed
        asked = (*disputed, *(stored.theirs[name] for name in disputed))
        if asked == self._asked:
            return
        self._asked = asked
        if disputed:
            self.both.compare(stored.outcome, stored.mine, stored.theirs)
            self._theirs = {name: stored.theirs[name] for name in disputed}
        else:
            self.both.settle()

    def _on_settled(self) -> None:
        """What was chosen goes over theirs."""
        self.base |= self._theirs
        self._asked = ()
        self.both.settle()
        self.store()


def clinic_names(words: Words) -> dict[str, str]:
    """What the fields of the clinic's address are called."""
    text = words.gettext
    return {
        "name": text("Name"),
        "phone": text("Phone for patients"),
        "address": text("Address"),
        "web": text("Web page"),
        "booking_url": text("Booking page"),
        "emergency_number": text("Emergency number"),
    }
