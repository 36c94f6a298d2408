"""What a sheet's file is called: day, program, version and, as far as the sheet names them, the patient."""

import unicodedata
from datetime import date
from typing import Final

MOST_CHARACTERS: Final = 120
MOST_BYTES: Final = 240
"""File systems count bytes: a letter may take four of them."""
_ENDING: Final = ".pdf"
_NOT_IN_NAMES: Final = frozenset('<>:"/\\|?*')
_MOST_OF_PERSON: Final = 40


def handout_file_name(day: date, title: str, number: int | None, person: str = "", kind: str = "") -> str:
    """As ``2026-11-25 Calf program v2 (M. R.).pdf``: safe on every system; a long title is cut.

    Without a number there is none; ``kind`` stands behind it, of what is no handout.
    """
    whose = _shortened(_safe(person), _MOST_OF_PERSON, MOST_BYTES // 2)
    parts = (f"v{number}" if number else "", _safe(kind), f"({whose})" if whose else "")
    end = "".join(f" {part}" for part in parts if part) + _ENDING
    start = f"{day:%Y-%m-%d}"
    room = MOST_CHARACTERS - len(start) - len(end) - 1
    bytes_left = MOST_BYTES - len(start) - len(end.encode()) - 1
    name = _shortened(_safe(title), room, bytes_left)
    return f"{start} {name}{end}" if name else f"{start}{end}"


def _safe(text: str) -> str:
    """Without what a file system or a reader of file names may take for something else."""
    kept = "".join(_safe_letter(letter) for letter in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def _safe_letter(letter: str) -> str:
    """A space for what parts words, nothing for what is not seen, else the letter itself."""
    if letter in _NOT_IN_NAMES or letter.isspace():
        return " "
    return "" if unicodedata.category(letter).startswith("C") else letter


def _shortened(text: str, characters: int, size: int) -> str:
    """As much of it as there is room for, ended by ``…`` where something is left out."""
    if len(text) <= characters and len(text.encode()) <= size:
        return text
    while text and (len(text) >= characters or len(f"{text}…".encode()) > size):
        text = text[:-1]
    return f"{text.rstrip()}…"
