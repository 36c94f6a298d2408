"""Patients that come in from another system: rows of texts by column, and the patients they mean."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import uuid4

from clinic_app.domain.date_order import DateOrder, read_day
from clinic_app.domain.errors import InputError
from clinic_app.domain.folding import folded, search_words
from clinic_app.domain.patient import Hand, Patient, Sex, check_email

LONGEST_CELL: Final = 10_000
_FORMULA: Final = ("=", "+", "@", "-", "\t")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FEMALE: Final = frozenset(
    {"f", "female", "woman", "w", "femenino", "femenina", "mujer", "feminine", "weiblich", "frau"}
    | {"femme", "feminin", "feminino", "mulher", "girl"}
)
_MALE: Final = frozenset(
    {"m", "male", "man", "h", "v", "hombre", "masculino", "varon", "masculine", "mannlich", "mann"}
    | {"herr", "homme", "masculin", "homem", "boy"}
)
_OTHER: Final = frozenset(
    {"other", "otro", "otra", "x", "nonbinary", "non-binary", "no binario", "d", "divers", "intersex"}
)
_UNSAID: Final = frozenset(
    {"", "u", "unk", "unknown", "desconocido", "unbekannt", "not specified", "not stated", "undisclosed"}
    | {"n/a", "na", "prefer not to say", "no especificado", "unassigned"}
)
_MEANS_M_IS_FEMALE: Final = frozenset({"h", "v", "hombre", "varon", "homme", "homem"})
"""Beside one of these, M stands for mujer."""

_ABOUT_NOTES: Final = frozenset(
    {"notes", "note", "notas", "nota", "comments", "comment", "remarks", "observaciones", "comentarios"}
    | {"bemerkung", "bemerkungen", "notiz", "notizen", "anmerkung", "anmerkungen", "remarques", "observacoes"}
)
"""Titles that say no more than that the text is a note."""

_YES: Final = frozenset({"yes", "y", "si", "s", "true", "1", "x", "ja", "j", "oui", "sim"})
_LEFT: Final = frozenset({"left", "l", "izquierda", "izquierdo", "zurdo", "zurda", "links", "linkshander"})
_RIGHT: Final = frozenset(
    {"right", "r", "derecha", "derecho", "diestro", "diestra", "rechts", "rechtshander"}
)
_LANGUAGES: Final = {
    "en": ("en", "eng", "english", "ingles", "englisch", "anglais"),
    "es": ("es", "spa", "spanish", "espanol", "castellano", "spanisch", "espagnol"),
    "de": ("de", "german", "deutsch", "aleman"),
    "fr": ("fr", "fra", "french", "francais", "frances", "franzosisch"),
    "pt": ("pt", "portuguese", "portugues"),
    "pl": ("pl", "polish", "polski", "polaco"),
    "ar": ("ar", "arabic", "arabe"),
    "hi": ("hi", "hindi"),
}


class Column(StrEnum):
    """What a column holds."""

    NOTHING = ""
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FULL_NAME = "full_name"
    PREFERRED_NAME = "preferred_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    GENDER = "gender"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    EMERGENCY_CONTACT = "emergency_contact"
    OCCUPATION = "occupation"
    SPORT = "sport"
    HAND = "hand"
    REFERRER = "referrer"
    INSURER = "insurer"
    CLAIM_NUMBER = "claim_number"
    CONSENT_ON = "consent_on"
    NOTES = "notes"


SEVERAL: Final = frozenset(
    {Column.FAMILY_NAME, Column.GIVEN_NAME, Column.PHONE, Column.ADDRESS, Column.NOTES}
    | {Column.EMERGENCY_CONTACT, Column.REFERRER}
)
"""Several columns may go to the same of these."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text as a file holds them; ``lines`` says in which line of the file each row starts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    encoding: str = ""
    delimiter: str = ""

    def column(self, at: int) -> tuple[str, ...]:
        """Every row's text of one column."""
        return tuple(row[at] if at < len(row) else "" for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the rows are to be read: where each column goes, which date order, whose language, what M means."""

    columns: tuple[Column, ...]
    order: DateOrder | None
    consent_order: DateOrder | None
    language: str
    languages: Collection[str]
    today: date
    sexes: frozenset[str] = field(default=frozenset())

    @property
    def has_a_name(self) -> bool:
        """Whether there is a column that names the patient."""
        return bool({Column.FAMILY_NAME, Column.FULL_NAME} & set(self.columns))


def is_of_sexes(texts: Sequence[str]) -> bool:
    """Whether a column holds nothing but what names a sex."""
    known = _FEMALE | _MALE | _OTHER | _UNSAID
    return any(text.strip() for text in texts) and all(folded(text.strip()) in known for text in texts)


def sexes_in(texts: Sequence[str]) -> frozenset[str]:
    """What stands in a column of sexes, folded: beside “H”, an “M” is a woman."""
    return frozenset(folded(text.strip()) for text in texts)


def patient_from(row: Sequence[str], header: Sequence[str], reading: Reading) -> Patient:
    """The patient that a row means, without a record number.

    Raises:
        InputError: it has no name, no day that can be, or cells that are no text; the sentence says why.
    """
    texts = _texts(row, header, reading.columns)
    family, given = _names(texts, two_surnames=reading.language == "es")
    notes = [texts.get(Column.NOTES, "")]
    sex, gender = _sex(texts.get(Column.SEX, ""), reading.sexes)
    language = _language(texts.get(Column.LANGUAGE, ""), reading, notes)
    return Patient(
        id=uuid4(),
        record_number=0,
        family_name=family,
        given_name=given,
        preferred_name=texts.get(Column.PREFERRED_NAME, ""),
        birth_date=read_day(texts.get(Column.BIRTH_DATE, ""), reading.order, reading.today),
        sex=sex,
        gender=texts.get(Column.GENDER, "") or gender,
        phone=texts.get(Column.PHONE, ""),
        email=_email(texts.get(Column.EMAIL, ""), notes),
        address=texts.get(Column.ADDRESS, ""),
        language=language,
        needs_interpreter=folded(texts.get(Column.INTERPRETER, "")) in _YES,
        emergency_contact=texts.get(Column.EMERGENCY_CONTACT, ""),
        occupation=texts.get(Column.OCCUPATION, ""),
        sport=texts.get(Column.SPORT, ""),
        dominant_hand=_hand(texts.get(Column.HAND, "")),
        referrer=texts.get(Column.REFERRER, ""),
        insurer=texts.get(Column.INSURER, ""),
        claim_number=texts.get(Column.CLAIM_NUMBER, ""),
        consent_on=read_day(texts.get(Column.CONSENT_ON, ""), reading.consent_order, reading.today),
        notes="\n".join(each for each in notes if each),
    )


def _texts(row: Sequence[str], header: Sequence[str], columns: Sequence[Column]) -> Mapping[Column, str]:
    """The row's texts by what they are; several of one kind stand together, notes with their title."""
    if any("\0" in cell for cell in row):
        raise InputError("A cell of this row holds characters that are no text.")
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise InputError("A cell of this row is longer than {most} letters.", most=LONGEST_CELL)
    texts: dict[Column, str] = {}
    for at, column in enumerate(columns):
        text = _CONTROL.sub(" ", row[at]).strip() if at < len(row) else ""
        if not text or column is Column.NOTHING:
            continue
        if column is Column.NOTES and at < len(header):
            text = text if _is_about_notes(header[at]) else f"{header[at]}: {text}"
        before = texts.get(column, "")
        between = " " if column is Column.ADDRESS and _is_house(header, at) else _between(column)
        texts[column] = f"{before}{between}{text}" if before else text
    return texts


def _is_about_notes(title: str) -> bool:
    return not title or bool(set(search_words(title)) & _ABOUT_NOTES)


def _is_house(header: Sequence[str], at: int) -> bool:
    """Whether the column is the number of the house, which follows the street without a comma."""
    title = "".join(search_words(header[at])) if at < len(header) else ""
    return title in ("hausnummer", "hausnr", "housenumber")


def _between(column: Column) -> str:
    if column in (Column.FAMILY_NAME, Column.GIVEN_NAME):
        return " "
    return "\n" if column in (Column.NOTES, Column.EMERGENCY_CONTACT) else ", "


def _names(texts: Mapping[Column, str], *, two_surnames: bool) -> tuple[str, str]:
    """Family and given name."""
    family, given = texts.get(Column.FAMILY_NAME, ""), texts.get(Column.GIVEN_NAME, "")
    if not family and (whole := texts.get(Column.FULL_NAME, "")):
        parted = _parted(whole, two_surnames=two_surnames)
        family, given = _beside(whole, given, parted) if given else parted
    family, given = (" ".join(each.split()) for each in (family, given))
    if not family and given:
        raise InputError("The family name is missing.")
    if not family:
        raise InputError("The name is missing.")
    if family.startswith(_FORMULA) or given.startswith(_FORMULA):
        raise InputError("The name is a formula of a spreadsheet, not a name.")
    return family, given


def _beside(whole: str, given: str, parted: tuple[str, str]) -> tuple[str, str]:
    """A column “Name” beside one of given names holds the family name, or the whole of it once more."""
    named, first = folded(" ".join(whole.split())), folded(" ".join(given.split()))
    if "," in whole or named.startswith(f"{first} "):
        return parted[0] if "," in whole else " ".join(whole.split())[len(first) :].strip(), given
    return whole, given


def _parted(whole: str, *, two_surnames: bool) -> tuple[str, str]:
    """“Smith, John” and “John Smith”; in Spanish the last two words are the family name."""
    if "," in whole:
        family, _, given = whole.partition(",")
        return family.strip(), given.strip()
    words = whole.split()
    last = 2 if two_surnames and len(words) > 2 else 1
    return " ".join(words[-last:]), " ".join(words[:-last])


def _sex(typed: str, all_typed: frozenset[str]) -> tuple[Sex, str]:
    """The sex, and what was written where that names none."""
    word = folded(typed)
    if word == "m" and all_typed & _MEANS_M_IS_FEMALE:
        return Sex.FEMALE, ""
    if word in _FEMALE:
        return Sex.FEMALE, ""
    if word in _MALE:
        return Sex.MALE, ""
    if word in _OTHER:
        return Sex.OTHER, ""
    return Sex.UNKNOWN, "" if word in _UNSAID else typed


def _language(typed: str, reading: Reading, notes: list[str]) -> str:
    """The language of handouts; what there is no paper in is kept in the notes."""
    word = folded(typed)
    for code, names in _LANGUAGES.items():
        if code in reading.languages and (word in names or word.partition("-")[0] == code):
            return code
    if word:
        notes.append(typed)
    return reading.language


def _hand(typed: str) -> Hand:
    word = folded(typed)
    return Hand.LEFT if word in _LEFT else Hand.RIGHT if word in _RIGHT else Hand.UNKNOWN


def _email(typed: str, notes: list[str]) -> str:
    """The address; what cannot be one is kept in the notes."""
    try:
        check_email(typed)
    except InputError:
        notes.append(typed)
        return ""
    return typed
