"""Opens this machine's record, whatever is there; a new clinic begins only where no record ever was."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clinic_app.data.anchor import record_mark
from clinic_app.data.aside import move_aside
from clinic_app.data.door import RecordDoor, looking_into
from clinic_app.data.installed import check_database_library, check_guards, check_installed
from clinic_app.data.key_file import RecordKey, read_key_file
from clinic_app.data.record import SqlRecord, create_record, left_of_record, open_record, utc_now
from clinic_app.data.record_place import risks_of
from clinic_app.data.seen import SeenRecord
from clinic_app.domain.access import Actor
from clinic_app.domain.audit import Standing
from clinic_app.domain.door import DoorState, Doorway
from clinic_app.domain.errors import KnownError, RecordError, ResourceError
from clinic_app.domain.record_fault import FaultyRecordError, OpenAs, RecordFault
from clinic_app.domain.record_place import RISKS
from clinic_app.domain.repositories import Clock


@dataclass(frozen=True, slots=True)
class RecordStart:
    """The record in ``folder``, and what the folder of the settings remembers of it."""

    folder: Path
    settings: Path
    clock: Clock = utc_now

    @property
    def seen(self) -> SeenRecord:
        """What was used here last."""
        return SeenRecord(self.settings)

    def look(self) -> Doorway:
        """What is behind the door, who may open it.

        Raises:
            FaultyRecordError: nothing is there though a record was, or a part is missing or damaged.
            ResourceError: a library that guards it is too old.
        """
        check_guards()
        doorway = RecordDoor(self.folder, self.clock).look()
        with looking_into(self.folder):
            was_here = left_of_record(self.folder) or self.seen.last() is not None
        if doorway.state is DoorState.NOTHING and was_here:
            raise FaultyRecordError(RecordFault.MISSING, folder=self.folder)
        return doorway

    def open(
        self,
        key: RecordKey | None = None,
        actor: Actor | None = None,
        how: OpenAs = OpenAs.USUAL,
        because: KnownError | None = None,
    ) -> SqlRecord:
        """The record; a new one where none ever was. One that cannot be written opens for reading only.

        ``because`` is why somebody chose only to read.

        Raises:
            LockedError: it asks for a secret, and no key was given.
            FaultyRecordError: it cannot be used as it is; the fault says which ways out there are.
            ResourceError: the database library is too old.
        """
        check_database_library()
        if self.look().state is DoorState.NOTHING:
            record = create_record(
                self.folder, clock=self.clock, actor=actor or Actor(), seen_folder=self.settings
            )
            self._remember(record)
            return record
        if how is OpenAs.ONLY_READ:
            return self._open(key, actor, because or RecordError("You chose to look only."))
        if how is OpenAs.USUAL:
            self._compare()
        try:
            record = self._open(key, actor, None)
        except FaultyRecordError as error:
            if error.fault is not RecordFault.READ_ONLY:
                raise
            return self._open(key, actor, error)
        try:
            self._compare_with_seen(record, how)
        except BaseException:
            record.close()
            raise
        self._remember(record)
        return record

    def begin_anew(self) -> Path | None:
        """Move what is there aside, so that the next opening makes a new record; returns where it is now.

        Raises:
            RecordError: it is open in another window.
            OutputError: it cannot be moved; nothing was changed.
        """
        aside = move_aside(self.folder, self.clock())
        self.seen.forget()
        return aside

    def cautions(self) -> Sequence[KnownError]:
        """What puts the record at risk though it is open: where it lies, what is installed."""
        found = [KnownError(RISKS[risk], place=place) for risk, place in risks_of(self.folder)]
        try:
            check_installed()
        except ResourceError as error:
            found.append(error)
        return found

    def _open(self, key: RecordKey | None, actor: Actor | None, reading_only: KnownError | None) -> SqlRecord:
        return open_record(
            self.folder,
            key,
            clock=self.clock,
            actor=actor,
            seen_folder=self.settings,
            reading_only=reading_only,
        )

    def _compare(self) -> None:
        last = self.seen.last()
        if last is not None and last.record != record_mark(read_key_file(self.folder).salt):
            raise FaultyRecordError(RecordFault.OTHER_THAN_SEEN)

    def _compare_with_seen(self, record: SqlRecord, how: OpenAs) -> None:
        """Miss entries that were in the record when it was last used here."""
        seen = record.auditor.seen()
        if seen.standing in (Standing.WHOLE, Standing.UNKNOWN):
            return
        if how is OpenAs.GO_ON:
            record.auditor.go_on(detail=str(seen.missing))
            return
        fault = (
            RecordFault.OLDER_THAN_SEEN if seen.standing is Standing.OLDER else RecordFault.OTHER_THAN_SEEN
        )
        raise FaultyRecordError(fault, missing=seen.missing)

    def _remember(self, record: SqlRecord) -> None:
        self.seen.remember(record.salt, self.clock())
