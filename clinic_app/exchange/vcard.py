"""vCards as a table of patients: 2.1 with its quoted-printable lines, 3.0 and 4.0, several in one file."""

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from clinic_app.domain.arrival import Column, Table
from clinic_app.domain.errors import InputError

LARGEST_FILE: Final = 20_000_000
MOST_CARDS: Final = 50_000
_BEGIN: Final = re.compile(r"^[ \t]*BEGIN:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PICTURES: Final = re.compile(
    r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n)?",
    re.IGNORECASE | re.MULTILINE,
)
COLUMNS: Final = (
    Column.FAMILY_NAME,
    Column.GIVEN_NAME,
    Column.PREFERRED_NAME,
    Column.BIRTH_DATE,
    Column.SEX,
    Column.PHONE,
    Column.EMAIL,
    Column.ADDRESS,
    Column.LANGUAGE,
    Column.NOTES,
)
_TITLES: Final = (
    "Family name",
    "Given name",
    "Nickname",
    "Birthday",
    "Sex",
    "Phone",
    "Email",
    "Address",
    "Language",
    "Notes",
)


def is_vcard(data: bytes) -> bool:
    """Whether a file is one of vCards."""
    return b"BEGIN:VCARD" in data[:400].upper().replace(b"\0", b"")


def read_cards(data: bytes, place: str) -> Table:
    """One row a card; ``place`` names the file in complaints. Pictures and what else a card holds stay out.

    Raises:
        InputError: it cannot be read as vCards.
    """
    if len(data) > LARGEST_FILE:
        raise InputError("{file} is larger than {most} MB.", file=place, most=LARGEST_FILE // 10**6)
    whole = _decoded(data)
    text = _PICTURES.sub("", whole)
    if "\0" in text:
        raise InputError("{file} holds characters that are no text.", file=place)
    starts = [match.start() for match in _BEGIN.finditer(text)]
    if not starts or len(starts) > MOST_CARDS:
        raise InputError("{file} holds no address cards that can be read.", file=place)
    lines = _lines(whole)
    rows = [
        _row(text[start:end], line, place)
        for start, end, line in zip(starts, [*starts[1:], len(text)], lines, strict=False)
    ]
    return Table(_TITLES, tuple(rows), lines[: len(rows)], "vCard", "")


def _lines(text: str) -> tuple[int, ...]:
    """In which line of the file each card starts."""
    lines, line, at = [], 1, 0
    for match in _BEGIN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        lines.append(line)
    return tuple(lines)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _row(card: str, line: int, place: str) -> tuple[str, ...]:
    import vobject  # a tenth of a second, only where there is a card

    logging.getLogger("vobject.base").disabled = True  # it writes unreadable lines, with names, into the log
    try:
        found = next(iter(vobject.readComponents(card, allowQP=True, ignoreUnreadable=True)))
        return tuple(_cell(found, column) for column in COLUMNS)
    except Exception as error:  # the library's own faults, of many kinds, at a damaged card
        raise InputError(
            "The address card in line {line} of {file} is damaged.", line=line, file=place
        ) from error


def _cell(card: Any, column: Column) -> str:
    read = {
        Column.FAMILY_NAME: lambda: _name(card)[0],
        Column.GIVEN_NAME: lambda: _name(card)[1],
        Column.PREFERRED_NAME: lambda: _all(card, "nickname", ", "),
        Column.BIRTH_DATE: lambda: _birthday(_all(card, "bday", "")),
        Column.SEX: lambda: _all(card, "gender", "").partition(";")[0],
        Column.PHONE: lambda: ", ".join(each.removeprefix("tel:") for each in _values(card, "tel")),
        Column.EMAIL: lambda: next(_values(card, "email"), ""),
        Column.ADDRESS: lambda: "\n".join(_values(card, "adr")),
        Column.LANGUAGE: lambda: next(_values(card, "lang"), ""),
        Column.NOTES: lambda: _all(card, "note", "\n"),
    }
    return read[column]()


def _name(card: Any) -> tuple[str, str]:
    """Family and given name; a card without them has one name for all, whose last word is the family’s."""
    for parts in card.contents.get("n", ()):
        family, given = _flat(parts.value.family), _flat(parts.value.given)
        more = _flat(parts.value.additional)
        if family or given:
            return (family, f"{given} {more}".strip()) if family else (given, "")
    whole = next(_values(card, "fn"), "")
    given, _, family = whole.rpartition(" ")
    return family, given


def _birthday(text: str) -> str:
    """As written, without the time of day; a birthday without a year is none."""
    return "" if text.startswith("--") else text.partition("T")[0].partition("Z")[0]


def _values(card: Any, name: str) -> Iterator[str]:
    for each in card.contents.get(name, ()):
        text = _flat(each.value).strip()
        if text:
            yield text


def _all(card: Any, name: str, between: str) -> str:
    return between.join(_values(card, name))


def _flat(value: Any) -> str:
    """A value’s text: lists are joined, an address loses its empty lines."""
    if isinstance(value, (list, tuple)):
        return " ".join(_flat(each) for each in value if each)
    lines = (line.strip(" ,") for line in str(value).splitlines())
    return "\n".join(line for line in lines if line)
