"""The order in which characters stand on paper: joined letters, mirrored brackets, both directions."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from arabic_reshaper import ArabicReshaper
from bidi import algorithm

from clinic_app.pdf.fonts import UNSEEN

_RESHAPER: Final = ArabicReshaper({"delete_harakat": True, "support_ligatures": True})
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FRACTIONS: Final = "½¼¾⅓⅔"
_OBJECT: Final = "\ufffc"
"""Stands for a part that is ordered by itself: neutral, as an isolate is to its neighbours."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one weight.

    Stretches of the same ``part`` above 0 are ordered apart from all others, in the direction
    ``part_right_to_left`` says.
    """

    text: str
    bold: bool
    part: int = 0
    part_right_to_left: bool = False


def runs_both_ways(text: str) -> bool:
    """Whether the text has letters that are read from the right."""
    return _RIGHT_TO_LEFT.search(text) is not None


def starts_right_to_left(text: str, otherwise: bool) -> bool:
    """The direction of the first letter that has one."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return otherwise


@lru_cache(16384)
def joined_letters(text: str) -> str:
    """Arabic letters in the shapes they have beside their neighbours; other text as it is."""
    return str(_RESHAPER.reshape(text)) if runs_both_ways(text) else text


def visual_order(line: Sequence[Stretch], right_to_left: bool) -> list[tuple[str, bool]]:
    """The line's characters from left to right, each with its weight; the letters are joined already."""
    entries: list[tuple[str, bool] | list[tuple[str, bool]]] = []
    at = 0
    while at < len(line):
        stretch, end = line[at], at + 1
        if stretch.part:
            while end < len(line) and line[end].part == stretch.part:
                end += 1
            characters = [(each, part.bold) for part in line[at:end] for each in part.text]
            entries.append(_ordered(characters, stretch.part_right_to_left))
        else:
            entries += [(each, stretch.bold) for each in stretch.text]
        at = end
    shown: list[tuple[str, bool]] = []
    outer = "".join(_OBJECT if isinstance(entry, list) else entry[0] for entry in entries)
    for index, character in _order(outer, right_to_left):
        entry = entries[index]
        shown += entry if isinstance(entry, list) else [(character, entry[1])]
    return shown


def _ordered(characters: list[tuple[str, bool]], right_to_left: bool) -> list[tuple[str, bool]]:
    text = "".join(character for character, _ in characters)
    return [(shown, characters[index][1]) for index, shown in _order(text, right_to_left)]


def _is_shown_as_code(entry: dict[str, Any]) -> bool:
    """Whether a character has no direction, or would be removed, though its code stands on paper for it."""
    return entry["type"] == "" or (entry["type"] == "BN" and entry["ch"] not in UNSEEN)


def _order(text: str, right_to_left: bool) -> list[tuple[int, str]]:
    """Index and shown form of each character, left to right (UAX 9 without its own isolates)."""
    storage = algorithm.get_empty_storage()
    storage["base_level"] = 1 if right_to_left else 0
    storage["base_dir"] = "R" if right_to_left else "L"
    algorithm.get_embedding_levels(text, storage, False, False)
    for index, entry in enumerate(storage["chars"]):
        entry["index"] = index
        if entry["ch"] in _FRACTIONS:  # else “2½” would be torn apart
            entry["type"] = "EN"
        elif _is_shown_as_code(entry):
            entry["type"] = "L"
    algorithm.explicit_embed_and_overrides(storage, False)
    algorithm.resolve_weak_types(storage, False)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    shown: list[tuple[int, str]] = []
    marks: list[tuple[int, str]] = []
    for entry in storage["chars"]:
        character = (entry["index"], entry["ch"])
        if entry["level"] % 2 and unicodedata.combining(entry["ch"]):
            marks.insert(0, character)  # from the right, a letter's marks come before it
        else:
            shown += [character, *marks]
            marks = []
    return shown + marks
