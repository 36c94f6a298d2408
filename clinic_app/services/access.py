"""Errands about who may open the record: passphrases, the recovery code, the people of the clinic."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from clinic_app.domain.access import (
    Actor,
    NotAllowedError,
    Role,
    Way,
    WayKind,
    WrongSecretError,
    checked_passphrase,
)
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.clinic import Therapist
from clinic_app.domain.errors import InputError, OutputError, RecordError
from clinic_app.domain.repositories import Record
from clinic_app.services.permission import require_owner


@dataclass(frozen=True, slots=True)
class AccessService:
    """Works on one open record; ``new_code`` makes recovery codes. Each change takes a second or so."""

    record: Record
    new_code: Callable[[], str]

    def ways(self) -> Sequence[Way]:
        """All ways to open the record."""
        return self.record.keys.ways()

    def is_protected(self) -> bool:
        """Whether every way asks for a secret."""
        return not any(way.kind is WayKind.OPEN for way in self.ways())

    def people(self) -> Sequence[Way]:
        """Whoever has a passphrase, by name."""
        found = (way for way in self.ways() if way.kind is WayKind.PASSPHRASE)
        return sorted(found, key=lambda way: way.holder.name.casefold())

    def protect(self, name: str, passphrase: str) -> str:
        """From now on the record asks for a passphrase; returns the recovery code, shown this once.

        Raises:
            InputError: no name, or a passphrase that protects nothing.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        therapist = self._therapist(name, "")
        holder = Actor(name=therapist.name, therapist_id=therapist.id, role=Role.OWNER)
        open_ways = [way.id for way in self.ways() if way.kind is WayKind.OPEN]
        mine = self._way(WayKind.PASSPHRASE, holder)
        code = self._with_new_code(holder, add=[(mine, checked_passphrase(passphrase))], remove=open_ways)
        self.record.act_as(holder)
        return code

    def stop_protecting(self, passphrase: str) -> None:
        """The record asks for nothing any more, and everybody's passphrase and code end.

        Raises:
            WrongSecretError: the passphrase is not the owner's own.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        self._check_own(passphrase)
        everything = [way.id for way in self.ways()]
        opened = self._way(WayKind.OPEN, replace(self.record.actor, role=Role.OWNER))
        self._change(add=[(opened, "")], remove=everything)

    def change_passphrase(self, old: str, new: str) -> None:
        """Change one's own.

        Raises:
            WrongSecretError: ``old`` is not it.
            InputError: ``new`` protects nothing.
        """
        way = self._check_own(old)
        changed = self._way(WayKind.PASSPHRASE, way.holder)
        self._take_in_place(changed, checked_passphrase(new), [way])

    def has_first_passphrase(self) -> bool:
        """Whether whoever works here came in by a passphrase that an owner chose for them."""
        return any(way.is_first for way in self._mine())

    def take_own_passphrase(self, passphrase: str) -> None:
        """Take one's own in the place of the first one, which whoever gave it still knows.

        Raises:
            InputError: it is the same one, or protects nothing.
        """
        given = [way for way in self._mine() if way.is_first]
        if not given:
            raise NotAllowedError("Your passphrase is your own already. Change it in Settings.")
        checked = checked_passphrase(passphrase)
        if any(self.record.keys.opens(way.id, checked) for way in given):
            raise InputError("Take another one: whoever gave you this one knows it.")
        own = self._way(WayKind.PASSPHRASE, given[0].holder)
        self._take_in_place(own, checked, given)

    def after_recovery(self, passphrase: str) -> str:
        """Whoever came in by the code takes a new passphrase; returns the new code, since the old is spent.

        Raises:
            InputError: a passphrase that protects nothing.
        """
        require_owner(self.record)
        holder = self.record.actor
        spent = [
            way.id
            for way in self.ways()
            if way.kind is WayKind.PASSPHRASE and way.holder.therapist_id == holder.therapist_id
        ]
        mine = self._way(WayKind.PASSPHRASE, holder)
        return self._with_new_code(holder, add=[(mine, checked_passphrase(passphrase))], remove=spent)

    def new_recovery_code(self) -> str:
        """A new code; the old one opens nothing any more.

        Raises:
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        return self._with_new_code(self.record.actor)

    def add_person(self, name: str, credentials: str, role: Role, passphrase: str) -> Way:
        """Somebody else may open the record, with a passphrase of their own.

        Raises:
            InputError: no name, one that is there already, or a passphrase that protects nothing.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        if not self.is_protected():
            raise InputError("Set your own passphrase first: without one everybody is let in.")
        checked_passphrase(passphrase)
        if any(way.holder.name.casefold() == name.strip().casefold() for way in self.people()):
            raise InputError("{name} has a passphrase already. Take another name.", name=name.strip())
        therapist = self._therapist(name, credentials)
        holder = Actor(name=therapist.name, therapist_id=therapist.id, role=role)
        way = replace(self._way(WayKind.PASSPHRASE, holder), is_first=True)
        self._change(add=[(way, passphrase)])
        return way

    def take_away(self, way_id: UUID) -> None:
        """Somebody may not open the record any more, nor by a recovery code of theirs; what they wrote stays.

        Raises:
            InputError: no owner would be left, or somebody else took them away.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        self._known(way_id)
        self._change(remove=[way_id, *self._codes_of(way_id)])

    def change_person(self, way_id: UUID, role: Role, passphrase: str) -> None:
        """Give somebody another role; their key is wrapped anew, so they get a new first passphrase.

        Who is no owner any more has no recovery code either: it would let them in as one.

        Raises:
            InputError: no owner would be left, or a passphrase that protects nothing.
            NotAllowedError: not an owner.
        """
        require_owner(self.record)
        known = self._known(way_id)
        changed = replace(self._way(WayKind.PASSPHRASE, replace(known.holder, role=role)), is_first=True)
        spent = [] if role is Role.OWNER else self._codes_of(way_id)
        self._change(add=[(changed, checked_passphrase(passphrase))], remove=[way_id, *spent])

    def _known(self, way_id: UUID) -> Way:
        for way in self.people():
            if way.id == way_id:
                return way
        raise InputError("This person was taken away already. Look at the list again.")

    def has_code(self) -> bool:
        """Whether a recovery code opens the record."""
        return any(way.kind is WayKind.RECOVERY for way in self.ways())

    def _codes_of(self, way_id: UUID) -> Sequence[UUID]:
        """The recovery codes made for whoever has that way."""
        ways = self.ways()
        holders = [way.holder.therapist_id for way in ways if way.id == way_id]
        return [way.id for way in ways if way.kind is WayKind.RECOVERY and way.holder.therapist_id in holders]

    def _with_new_code(
        self, holder: Actor, *, add: Sequence[tuple[Way, str]] = (), remove: Sequence[UUID] = ()
    ) -> str:
        code = self.new_code()
        spent = [way.id for way in self.ways() if way.kind is WayKind.RECOVERY]
        recovery = self._way(WayKind.RECOVERY, replace(holder, role=Role.OWNER))
        self._change(add=[*add, (recovery, code)], remove=[*remove, *spent])
        return code

    def _take_in_place(self, own: Way, passphrase: str, before: Sequence[Way]) -> None:
        """Somebody has a passphrase of their own in the place of those ``before``, which end."""
        gone = [(AuditAction.WAY_REMOVED, way, way.kind.value) for way in before]
        own_now = (AuditAction.PASSPHRASE_CHANGED, own, "")
        self._do([(own, passphrase)], [way.id for way in before], [*gone, own_now])

    def _change(self, *, add: Sequence[tuple[Way, str]] = (), remove: Sequence[UUID] = ()) -> None:
        """Change the ways, and enter each that came and went in the audit log."""
        gone = [way for way in self.ways() if way.id in set(remove)]
        went = [(AuditAction.WAY_REMOVED, way, way.kind.value) for way in gone]
        came = [(AuditAction.WAY_ADDED, way, way.kind.value) for way, _secret in add]
        self._do(add, remove, [*went, *came])

    def _do(
        self,
        add: Sequence[tuple[Way, str]],
        remove: Sequence[UUID],
        doings: Sequence[tuple[AuditAction, Way, str]],
    ) -> None:
        """Change the key file, then the log; what the disk takes no entry of is entered at the next opening.

        That is no failure: a code that was made opens the record from here on, and has to be shown.
        """
        keys = self.record.keys
        is_all_entered = keys.is_entered()
        keys.change(add=add, remove=remove)  # writes into the record itself: nobody else may be
        with contextlib.suppress(RecordError, OutputError):  # see ``ComingIn.enter_unknown_ways``
            with self.record.noting() as work:
                for action, way, detail in doings:
                    work.audit.note(action, "way", way.id, detail=detail)
                work.commit()
            if is_all_entered:
                keys.note_entered()

    def _way(self, kind: WayKind, holder: Actor) -> Way:
        return Way(id=uuid4(), kind=kind, holder=self._as_named_now(holder), made_at=self.record.clock())

    def _check_own(self, passphrase: str) -> Way:
        mine = self._mine()
        if not mine:
            raise NotAllowedError("You came in without a passphrase: there is none of yours to change.")
        for way in mine:
            if self.record.keys.opens(way.id, passphrase):
                return way
        raise WrongSecretError("This is not your passphrase. Look at Caps Lock and the keyboard.")

    def _as_named_now(self, holder: Actor) -> Actor:
        """With the name that stands below the holder's sheets today."""
        with self.record.reading() as work:
            known = (each for each in work.clinic.therapists() if each.id == holder.therapist_id)
            therapist = next(known, None)
        return holder if therapist is None else replace(holder, name=therapist.name)

    def _mine(self) -> list[Way]:
        me = self.record.actor
        return [way for way in self.people() if way.holder.therapist_id == me.therapist_id]

    def _therapist(self, name: str, credentials: str) -> Therapist:
        """The therapist of that name, added where the record has none."""
        wanted = name.strip()
        if not wanted:
            raise InputError("Type a name: it says who works, and stands on the list of who did what.")
        with self.record.writing() as work:
            for known in work.clinic.therapists():
                if known.name.casefold() == wanted.casefold():
                    return known
            added = Therapist(id=uuid4(), name=wanted, credentials=credentials.strip())
            work.clinic.add_therapist(added)
            work.commit()
        return added
