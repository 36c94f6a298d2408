"""What the fields of a patient are called, and what stands in them, in words."""

from typing import Final

from clinic_app.domain.equipment_words import equipment_name
from clinic_app.domain.patient import Hand, Patient, Sex
from clinic_app.domain.words import mark
from clinic_ui.context import Context
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.limit_words import precaution_name

FIELD_NAMES: Final = {
    "family_name": mark("Family name"),
    "given_name": mark("Given name"),
    "preferred_name": mark("Preferred name"),
    "birth_date": mark("Birth date"),
    "sex": mark("Sex"),
    "gender": mark("Gender, in the patient’s words"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "emergency_contact": mark("Emergency contact"),
    "language": mark("Language of handouts"),
    "needs_interpreter": mark("Needs an interpreter"),
    "precaution_tags": mark("Precautions"),
    "no_floor": mark("Cannot get down to the floor"),
    "no_prone": mark("Cannot lie face down"),
    "equipment": mark("Equipment at home"),
    "minutes_willing": mark("Minutes a day the patient will spend"),
    "occupation": mark("Occupation"),
    "sport": mark("Sport"),
    "dominant_hand": mark("Dominant hand"),
    "referrer": mark("Referred by"),
    "insurer": mark("Insurer"),
    "claim_number": mark("Claim number"),
    "consent_on": mark("Consent given on"),
    "consent_note": mark("What was consented to"),
    "photo_sha256": mark("Photo"),
    "notes": mark("Notes"),
}
_SEXES: Final = {
    Sex.UNKNOWN: mark("Not recorded"),
    Sex.FEMALE: mark("Female"),
    Sex.MALE: mark("Male"),
    Sex.OTHER: mark("Other"),
}
_HANDS: Final = {
    Hand.UNKNOWN: mark("Not recorded"),
    Hand.RIGHT: mark("Right"),
    Hand.LEFT: mark("Left"),
    Hand.BOTH: mark("Both"),
}


def field_name(name: str, context: Context) -> str:
    """What a field is called."""
    return context.words.gettext(FIELD_NAMES[name])


def field_value(patient: Patient, name: str, context: Context) -> str:
    """What stands in a field; a dash where nothing does."""
    text, words = context.words.gettext, context.words
    if name in ("birth_date", "consent_on"):
        day = patient.birth_date if name == "birth_date" else patient.consent_on
        return words.day(day) if day is not None else "–"
    if name == "precaution_tags":
        known = context.library.precautions
        names = (
            precaution_name(known[tag], words) if tag in known else tag for tag in patient.precaution_tags
        )
        return ", ".join(names) or "–"
    if name == "equipment":
        if patient.equipment is None:
            return text("Not asked")
        return ", ".join(equipment_name(each, words) for each in patient.equipment) or "–"
    if name in ("needs_interpreter", "no_floor", "no_prone"):
        return text("Yes") if getattr(patient, name) else text("No")
    if name == "photo_sha256":
        return text("A photo") if patient.photo_sha256 else "–"
    if name == "sex":
        return text(_SEXES[patient.sex])
    if name == "dominant_hand":
        return text(_HANDS[patient.dominant_hand])
    if name == "language":
        return language_names([patient.language]).get(patient.language, patient.language)
    return str(getattr(patient, name) or "–")
