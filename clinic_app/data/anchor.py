"""Remembers outside the database where its audit log ended, so that an older copy put back is noticed.

``clinic-anchor/1`` is JSON with a MAC: how many entries, the MAC of the last one, when. One copy lies beside
the record, one where the app keeps its settings: a folder put back from last week differs from the latter.
"""

import contextlib
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from clinic_app.data.audit_rows import mac
from clinic_app.data.private_files import make_private_folder, read_note, write_private
from clinic_app.domain.audit import AuditHead, Seen, Standing
from clinic_app.domain.errors import OutputError

ANCHOR_NAME: Final = "record.anchor"
"""The copy beside the record; the other one is named after the record's mark."""

_FORMAT: Final = "clinic-anchor/1"


def record_mark(salt: bytes) -> str:
    """Eight characters that tell one record from another, and say nothing of it."""
    return hashlib.sha256(b"clinic record " + salt).hexdigest()[:8]


def anchor_name(salt: bytes) -> str:
    """The name of the copy that lies with the settings."""
    return f"{record_mark(salt)}.anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the log ended at a moment."""

    head: AuditHead
    at: datetime


class Anchors:
    """The copies of one record's anchor."""

    def __init__(self, paths: Sequence[Path], key: bytes) -> None:
        self._paths, self._key = paths, key

    def all(self) -> Sequence[Anchor]:
        """Those there are; copies that are missing, damaged or another record's do not count."""
        return [anchor for path in self._paths if (anchor := self._read(path)) is not None]

    def write(self, head: AuditHead, at: datetime) -> None:
        """Put it into every place that lets us."""
        content = {"format": _FORMAT, "count": head.count, "head": head.mac.hex(), "at": at.isoformat()}
        written = json.dumps(content | {"mac": self._mac(content)}, indent=1).encode()
        for path in self._paths:
            with contextlib.suppress(OutputError):  # read-only or full: the other copy may do
                make_private_folder(path.parent)
                write_private(path, written)

    def are_all(self, head: AuditHead) -> bool:
        """Whether every copy says just that."""
        found = [self._read(path) for path in self._paths]
        return all(each is not None and each.head == head for each in found)

    def _read(self, path: Path) -> Anchor | None:
        content = read_note(path)
        try:
            said = content.pop("mac")
            if content["format"] != _FORMAT or not hmac.compare_digest(said, self._mac(content)):
                return None
            head = AuditHead(int(content["count"]), bytes.fromhex(content["head"]))
            return Anchor(head, datetime.fromisoformat(content["at"]))
        except (ValueError, KeyError, TypeError):
            return None

    def _mac(self, content: dict[str, object]) -> str:
        return mac(self._key, b"anchor " + json.dumps(content, sort_keys=True).encode()).hex()


def seen_beside(anchors: Sequence[Anchor], head: AuditHead, mac_at: Callable[[int], bytes | None]) -> Seen:
    """How a log that ends at ``head`` stands beside what was remembered; ``mac_at`` knows its entries.

    Each copy counts: the one that went back with the record agrees with it, the other one does not.
    """
    newest = max(anchors, key=lambda each: each.head.count, default=None)
    if newest is None:
        return Seen(Standing.UNKNOWN)
    if head.count < newest.head.count:
        return Seen(Standing.OLDER, newest.head.count - head.count, newest.at)
    for each in anchors:
        there = head.mac if head.count == each.head.count else mac_at(each.head.count)
        if there != each.head.mac:
            return Seen(Standing.ANOTHER, 0, each.at)
    return Seen(Standing.WHOLE, 0, newest.at)
