"""Why one patient may be another, in words."""

from typing import Final

from clinic_app.domain.namesakes import BirthMatch, Likeness, NameMatch, Resemblance
from clinic_app.domain.words import mark
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.words import Words

_NAMES: Final = {
    NameMatch.SAME: mark("the same name"),
    NameMatch.SWAPPED: mark("given and family name are swapped"),
    NameMatch.PART: mark("one has a further name"),
    NameMatch.KNOWN_AS: mark("one is called so"),
    NameMatch.SOUND: mark("the names sound alike"),
    NameMatch.SLIP: mark("the names differ by one letter"),
}
_BIRTHS: Final = {
    BirthMatch.SAME: mark("the same birth date"),
    BirthMatch.MISSING: mark("a birth date is missing"),
    BirthMatch.SWAPPED: mark("day and month of birth are swapped"),
    BirthMatch.SLIP: mark("the birth dates differ by one digit"),
    BirthMatch.OTHER: mark("another birth date"),
}


def likeness_words(likeness: Likeness, words: Words) -> str:
    """Both reasons: the names, the birth dates."""
    return f"{words.gettext(_NAMES[likeness.name])}, {words.gettext(_BIRTHS[likeness.birth])}"


def resemblance_line(found: Resemblance, words: Words) -> str:
    """Name, birth date, number, and why."""
    patient = found.patient
    born = words.day(patient.birth_date) if patient.birth_date else ""
    archived = words.gettext("Archived") if patient.archived_at is not None else ""
    why = likeness_words(found.likeness, words)
    parts = (patient.banner_name, born, record_number(patient), archived, why)
    return "  ·  ".join(part for part in parts if part)
