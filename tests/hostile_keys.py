"""Key files that somebody who knows the format made wrong on purpose."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from clinic_app.data.key_file import KEY_NAMES, _digest

Change = Callable[[dict[str, Any]], object]

HOSTILE_COSTS: Final[Sequence[dict[str, int]]] = (
    {"memory_kib": 67_108_864, "passes": 3, "lanes": 2},
    {"memory_kib": 262_144, "passes": 4_000_000, "lanes": 2},
    {"memory_kib": 262_144, "passes": 3, "lanes": 5_000},
    {"memory_kib": 8, "passes": 1, "lanes": 1},
    {"memory_kib": -1, "passes": 0, "lanes": 0},
)
"""What stretching a passphrase may not ask for: all memory, a day, or nothing at all."""

WRONG_ON_PURPOSE: Final[Sequence[Change]] = (
    lambda content: content.update(slots=[]),
    lambda content: content.update(slots="many"),
    lambda content: content.update(slots=[7]),
    lambda content: content.update(slots=content["slots"] * 101),
    lambda content: content.update(salt="00"),
    lambda content: content.update(salt="no hex"),
    lambda content: content.update(count="often"),
    lambda content: content["slots"][0].update(kind="face"),
    lambda content: content["slots"][0].update(role="king"),
    lambda content: content["slots"][0].update(id="me"),
    lambda content: content["slots"][0].update(made="yesterday"),
    lambda content: content["slots"][0].update(key="00ff"),
)
"""What is changed in the only slot, which needs no secret, or around it."""


def rewritten(folder: Path, change: Change) -> None:
    """The key file with a field changed and its digest right: somebody who knows the format."""
    for name in KEY_NAMES:
        content = json.loads((folder / name).read_bytes())
        content.pop("digest")
        change(content)
        (folder / name).write_text(json.dumps(content | {"digest": _digest(content)}))
