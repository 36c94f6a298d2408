"""What a column of somebody's table may hold, in words."""

from typing import Final

from clinic_app.domain.arrival import Column
from clinic_app.domain.words import mark
from clinic_ui.words import Words

_NAMES: Final = {
    Column.NOTHING: mark("Leave out"),
    Column.FAMILY_NAME: mark("Family name"),
    Column.GIVEN_NAME: mark("Given name"),
    Column.FULL_NAME: mark("Whole name"),
    Column.PREFERRED_NAME: mark("Preferred name"),
    Column.BIRTH_DATE: mark("Birth date"),
    Column.SEX: mark("Sex"),
    Column.GENDER: mark("Gender, in the patient’s words"),
    Column.PHONE: mark("Phone"),
    Column.EMAIL: mark("E-mail"),
    Column.ADDRESS: mark("Address"),
    Column.LANGUAGE: mark("Language of handouts"),
    Column.INTERPRETER: mark("Needs an interpreter"),
    Column.EMERGENCY_CONTACT: mark("Emergency contact"),
    Column.OCCUPATION: mark("Occupation"),
    Column.SPORT: mark("Sport"),
    Column.HAND: mark("Dominant hand"),
    Column.REFERRER: mark("Referred by"),
    Column.INSURER: mark("Insurer"),
    Column.CLAIM_NUMBER: mark("Claim number"),
    Column.CONSENT_ON: mark("Consent given on"),
    Column.NOTES: mark("Notes"),
}


def column_names(words: Words) -> dict[str, str]:
    """Every kind of column by its key."""
    return {column.value: words.gettext(name) for column, name in _NAMES.items()}
