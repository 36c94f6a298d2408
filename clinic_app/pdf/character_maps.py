"""Which character each code of a font stands for, written as PDF asks for it.

ReportLab names the character 0 for codes without one, writes more pairs in a row than are allowed, and
writes characters beyond 16 bits in digits that no reader understands.
"""

import re
import unicodedata
from typing import Any, Final

_NAME: Final = "toUnicodeCMap:"
_PAIRS: Final = re.compile(r"\d+ beginbfchar\n(.*?)endbfchar\n", re.DOTALL)
_PAIR: Final = re.compile(r"<(\w+)> <(\w+)>")
_MOST: Final = 100
"""Pairs in one section, at the most."""
_SHAPES: Final = range(0xFB50, 0xFEFF)
"""Arabic letters as they are joined."""


def mend_character_maps(document: Any) -> None:
    """Write the maps of a document's fonts anew; call once its fonts are registered."""
    for name, stream in document.idToObject.items():
        if name.startswith(_NAME):
            stream.content = _PAIRS.sub(_sections, stream.content)


def _sections(found: re.Match[str]) -> str:
    pairs = [(code, int(character, 16)) for code, character in _PAIR.findall(found[1])]
    lines = [f"<{code}> <{_hex(character)}>" for code, character in pairs if character]
    sections = [lines[at : at + _MOST] for at in range(0, len(lines), _MOST)]
    return "".join("\n".join((f"{len(part)} beginbfchar", *part, "endbfchar\n")) for part in sections)


def _hex(code: int) -> str:
    """The character's code; a letter in the shape it has beside others is the letter itself."""
    character = chr(code)
    plain = unicodedata.normalize("NFKC", character) if code in _SHAPES else character
    return (plain if len(plain) == 1 else character).encode("utf-16-be", "surrogatepass").hex().upper()
