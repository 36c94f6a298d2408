"""What a backup says of itself: ``manifest.json``, sealed by an HMAC under a key that only the record has.

``clinic-backup/1`` is JSON: when, by whom, the tables' revision and row counts, the head of the audit log,
size and SHA-256 of the database, SHA-256 of the list of archive files, the version of SQLCipher, and ``mac``
over all of it. ``handouts.txt`` lists a hash and a size a line. Nothing in either names a patient.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from clinic_app.data.backup_files import plain_size, read_plain
from clinic_app.data.key_file import RecordKey
from clinic_app.data.record_files import DATABASE_NAME
from clinic_app.domain.audit import AuditHead
from clinic_app.domain.backup import Backup, BackupState
from clinic_app.domain.errors import KnownError, RecordError
from clinic_app.domain.fields import Fields

MANIFEST_NAME: Final = "manifest.json"
LIST_NAME: Final = "handouts.txt"

_FORMAT: Final = "clinic-backup/1"
_LARGEST_MANIFEST: Final = 1 << 20
_LARGEST_LIST: Final = 1 << 28
_LINE: Final = re.compile(r"([0-9a-f]{64}) ([0-9]{1,12})")
_WRITTEN: Final = "%Y-%m-%d_%H-%M-%S"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
_FOLDER_NAME: Final = re.compile(rf"{_MOMENT.pattern}(_\d+)?")
_NEVER: Final = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup with what is needed to prove it."""

    backup: Backup
    database_sha256: str
    list_sha256: str
    cipher_version: str
    mac: str
    said: Mapping[str, Any]
    """Everything the MAC stands for."""

    def is_genuine(self, key: RecordKey) -> bool:
        """Whether the record whose key this is wrote it."""
        return hmac.compare_digest(_mac(self.said, key), self.mac)


def folder_name(made_at: datetime) -> str:
    """The name of a backup's folder: the local time, which a person looks for."""
    return made_at.astimezone().strftime(_WRITTEN)


def moment_in(name: str) -> datetime | None:
    """The moment in a name that ``folder_name`` is a part of; None where there is none, or no such day."""
    found = _MOMENT.search(name)
    try:
        return datetime.strptime(found.group(), _WRITTEN).astimezone() if found is not None else None
    except (ValueError, OverflowError):
        return None


def is_folder_name(name: str) -> bool:
    """Whether a folder may be a backup, by its name."""
    return _FOLDER_NAME.fullmatch(name) is not None


def written_manifest(
    backup: Backup, key: RecordKey, *, database_sha256: str, listed: bytes, cipher_version: str
) -> bytes:
    """The manifest's bytes."""
    said = {
        "format": _FORMAT,
        "made_at": backup.made_at.astimezone(UTC).isoformat(),
        "made_by": backup.made_by,
        "revision": backup.revision,
        "counts": dict(backup.counts),
        "audit": {"count": backup.audit.count, "mac": backup.audit.mac.hex()},
        "handouts": {
            "count": backup.handouts,
            "missing": backup.missing,
            "sha256": hashlib.sha256(listed).hexdigest(),
        },
        "database": {"bytes": backup.database_bytes, "sha256": database_sha256},
        "cipher": cipher_version,
    }
    return json.dumps(said | {"mac": _mac(said, key)}, indent=1).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the backup in ``folder``, not proven yet.

    Raises:
        RecordError: it is missing, damaged, or of a newer version.
    """
    try:
        said = json.loads(read_plain(folder / MANIFEST_NAME, _LARGEST_MANIFEST))
    except OSError as error:
        raise damaged_backup(folder) from error
    except (ValueError, RecursionError) as error:
        raise damaged_backup(folder) from error
    if not isinstance(said, dict) or not isinstance(said.get("format"), str):
        raise damaged_backup(folder)
    if said["format"] != _FORMAT:
        raise RecordError(
            "The backup {folder} is from a newer version of this app. Update the app.", folder=folder
        )
    mac = said.pop("mac", "")
    try:
        return _manifest(folder, said, mac if isinstance(mac, str) else "")
    except (ValueError, OverflowError) as error:
        raise damaged_backup(folder) from error


def seen(folder: Path, key: RecordKey | None) -> Backup:
    """The backup as far as can be seen without reading all of it; a damaged one is said to be."""
    try:
        manifest = read_manifest(folder)
    except KnownError:
        return Backup(path=str(folder), made_at=moment_in(folder.name) or _NEVER, state=BackupState.DAMAGED)
    backup, size = manifest.backup, plain_size(folder / DATABASE_NAME)
    if size != backup.database_bytes or (key is not None and not manifest.is_genuine(key)):
        return replace(backup, state=BackupState.DAMAGED)
    return backup if key is None else replace(backup, state=BackupState.VERIFIED)


def written_list(sizes: Mapping[str, int]) -> bytes:
    """The list of archive files, by their hashes."""
    return "".join(f"{sha256} {size}\n" for sha256, size in sorted(sizes.items())).encode()


def read_list(folder: Path, expected_sha256: str | None) -> Mapping[str, int]:
    """Size by hash of the archive files that belong to a backup.

    Raises:
        RecordError: the list is damaged, or names anything but hashes.
    """
    try:
        content = read_plain(folder / LIST_NAME, _LARGEST_LIST)
    except OSError as error:
        raise damaged_backup(folder) from error
    if expected_sha256 is not None and hashlib.sha256(content).hexdigest() != expected_sha256:
        raise damaged_backup(folder)
    found: dict[str, int] = {}
    for line in content.decode("ascii", errors="replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise damaged_backup(folder)
        found[match[1]] = int(match[2])
    return found


def damaged_backup(folder: Path) -> RecordError:
    """The complaint."""
    return RecordError("The backup {folder} is damaged. Take another one.", folder=folder)


def _manifest(folder: Path, said: dict[str, Any], mac: str) -> Manifest:
    table = Fields(said, str(folder), error=RecordError)
    counts = {str(name): int(count) for name, count in said.get("counts", {}).items()}
    audit, handouts, database = table.table("audit"), table.table("handouts"), table.table("database")
    made_at = datetime.fromisoformat(table.text("made_at"))
    if made_at.tzinfo is None or not all(0 <= count < 1 << 62 for count in counts.values()):
        raise damaged_backup(folder)
    backup = Backup(
        path=str(folder),
        made_at=made_at,
        made_by=table.text("made_by"),
        revision=table.text("revision"),
        counts=counts,
        audit=AuditHead(audit.whole("count", 0), bytes.fromhex(audit.text("mac"))),
        handouts=handouts.whole("count", 0),
        missing=handouts.whole("missing", 0),
        database_bytes=database.whole("bytes", 0),
    )
    digests = database.text("sha256"), handouts.text("sha256")
    return Manifest(backup, *digests, table.text("cipher"), mac, said)


def _mac(said: Mapping[str, Any], key: RecordKey) -> str:
    content = json.dumps(said, sort_keys=True).encode()
    return hmac.new(key.backup_key(), content, hashlib.sha256).hexdigest()
