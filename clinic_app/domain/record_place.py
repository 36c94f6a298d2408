"""Where a record lies, as far as that puts it at risk."""

from enum import StrEnum, auto
from typing import Final

from clinic_app.domain.words import mark


class PlaceRisk(StrEnum):
    """What kind of place it is."""

    NETWORK = auto()
    """Another machine's disk."""
    CLOUD = auto()
    """A folder that another program copies elsewhere while we write."""


RISKS: Final[dict[PlaceRisk, str]] = {
    PlaceRisk.NETWORK: mark(
        "The record lies on a network drive ({place}). Two computers could damage it: keep it on this "
        "computer's own disk, and only backups there."
    ),
    PlaceRisk.CLOUD: mark(
        "The record lies in a folder that is copied to the internet ({place}). The copies may damage it: "
        "keep it outside, and only backups there."
    ),
}
"""What the person is told."""
