"""Writes the next visit as an iCalendar file (RFC 5545), for a patient's own calendar."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

_TURNS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_LINE: Final = 75
"""Octets of a line, its end left out (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visit whose hour is not known here: the whole day stands for it."""

    day: date
    summary: str
    place: str = ""
    note: str = ""


def appointment_text(appointment: Appointment, now: datetime) -> str:
    """The file's text; the same visit made anew replaces the one before in a calendar."""
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    same = uuid5(NAMESPACE_URL, f"{appointment.day.isoformat()} {appointment.summary} {appointment.place}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clinic Companion//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{same}@clinic-companion",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{appointment.day:%Y%m%d}",
        *_end(appointment.day),
        f"SUMMARY:{_escaped(appointment.summary)}",
        *([f"LOCATION:{_escaped(appointment.place)}"] if appointment.place else []),
        *([f"DESCRIPTION:{_escaped(appointment.note)}"] if appointment.note else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _end(day: date) -> list[str]:
    """The day after; the last day of all has none, and a day without an end takes one day (3.6.1)."""
    return [f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"] if day < date.max else []


def _escaped(text: str) -> str:
    """As RFC 5545, 3.3.11 has it; controls and turns of direction have no place in a calendar."""
    text = "\n".join(text.splitlines())
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(character for character in text if not _is_control(character))


def _is_control(character: str) -> bool:
    return character in _TURNS or unicodedata.category(character) in ("Cc", "Cs")


def _folded(line: str) -> str:
    """Lines too long go on behind a space; no character is divided."""
    found, used = list[str](), 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if used + size > _LONGEST_LINE:
            found.append("\r\n ")
            used = 1
        found.append(character)
        used += size
    return "".join(found)
