"""What was written, as the line shows it: the words around the hit, whose they are, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from clinic_app.domain.found_text import Excerpt, FoundText, TextKind, asked_words, excerpt, has_words
from clinic_app.domain.words import mark
from clinic_app.services.finding import FindingService
from clinic_ui.find_anything.entry import Entry, Section
from clinic_ui.find_anything.ways import Ways
from clinic_ui.words import Words

_MOST: Final = 5
_LONGEST: Final = 58
"""So many letters fit beside the icon; a row that is cut shows nothing in blue."""

_SCORE: Final = 0.3
"""What somebody wrote comes after what is called so."""

_KINDS: Final = {
    TextKind.VISIT: mark("Visit"),
    TextKind.PROGRAM: mark("Program"),
    TextKind.PROBLEM: mark("Problem"),
    TextKind.PATIENT: mark("Note about the patient"),
}
_ICONS: Final = {
    TextKind.VISIT: "edit",
    TextKind.PROGRAM: "document",
    TextKind.PROBLEM: "flag",
    TextKind.PATIENT: "person",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A text that was found, and the line of it that is shown."""

    found: FoundText
    shown: Excerpt


def notes(finding: FindingService, typed: str, in_view: UUID | None) -> Sequence[Note]:
    """For a worker: beside one patient's data only that patient's."""
    words = asked_words(typed)
    texts = finding.texts(typed, patient_id=in_view, limit=_MOST)
    return [Note(each, excerpt(each.text, words, _LONGEST)) for each in texts]


def still_meant(found: Sequence[Note], typed: str) -> Sequence[Note]:
    """Those of the letters before that fit one more letter too, until the record answers."""
    words = asked_words(typed)
    return [each for each in found if words and has_words(each.shown.text, words)]


def note_entry(note: Note, words: Words, ways: Ways) -> Entry:
    """The row of a note."""
    found = note.found
    archived = words.gettext("archived") if found.is_archived else ""
    parts = (found.patient_name, archived, words.day(found.day), words.gettext(_KINDS[found.kind]))
    return Entry(
        section=Section.NOTES,
        title=note.shown.text,
        detail="  ·  ".join(part for part in parts if part),
        hint=words.gettext("Open"),
        icon=_ICONS[found.kind],
        run=partial(ways.open_text, found),
        score=_SCORE,
        spans=note.shown.spans,
    )
