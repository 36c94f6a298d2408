"""Ways to open a record that keep their promises in memory."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from clinic_app.domain.access import Actor, Way, WayKind, an_owner_remains
from clinic_app.domain.errors import InputError


class FakeKeyRing:
    """At first one way that asks for nothing; secrets are kept as they are."""

    def __init__(self) -> None:
        way = Way(id=uuid4(), kind=WayKind.OPEN, holder=Actor())
        self.was_put_back = False
        self._was_entered = True
        self.secrets: dict[UUID, tuple[Way, str]] = {way.id: (way, "")}

    def ways(self) -> Sequence[Way]:
        return [way for way, _secret in self.secrets.values()]

    def is_older(self) -> bool:
        return self.was_put_back

    def is_entered(self) -> bool:
        return self._was_entered

    def note_entered(self) -> None:
        self._was_entered = True

    def opens(self, way_id: UUID, secret: str) -> bool:
        return way_id in self.secrets and self.secrets[way_id][1] == secret

    def change(self, *, add: Sequence[tuple[Way, str]] = (), remove: Sequence[UUID] = ()) -> None:
        changed = {key: value for key, value in self.secrets.items() if key not in set(remove)}
        changed |= {way.id: (way, secret) for way, secret in add}
        if not an_owner_remains([way for way, _secret in changed.values()]):
            raise InputError("At least one owner must be able to open the record. Name another owner first.")
        self.secrets = changed
        self._was_entered = False
