"""Which column of somebody's table holds what: known by its header, in English and Spanish."""

from collections.abc import Sequence
from typing import Final

from clinic_app.domain.arrival import SEVERAL, Column
from clinic_app.domain.folding import search_words

_NAMES: Final[dict[Column, str]] = {
    Column.FAMILY_NAME: (
        "family name, last name, surname, lastname, familyname, last, apellidos, apellido, primer "
        "apellido, segundo apellido, apellido paterno, apellido materno, apellido 1, apellido 2, "
        "patient last name, name last"
    ),
    Column.GIVEN_NAME: (
        "given name, first name, forename, firstname, givenname, first, nombre, nombre de pila, "
        "nombres, patient first name, name first, forenames, middle name, segundo nombre, middle"
    ),
    Column.FULL_NAME: (
        "name, full name, patient, patient name, fullname, nombre completo, paciente, nombre y "
        "apellidos, apellidos y nombre, fn, client, client name, cliente"
    ),
    Column.PREFERRED_NAME: (
        "preferred name, nickname, known as, preferred, apodo, nombre preferido, alias, conocido como"
    ),
    Column.BIRTH_DATE: (
        "birth date, date of birth, dob, birthdate, born, birthday, bday, fecha de nacimiento, "
        "nacimiento, f nacimiento, fecha nacimiento, fecha nac, f nac, fnac, d o b, nacido, "
        "nacida"
    ),
    Column.SEX: ("sex, sexo, sex at birth, m f, patient sex"),
    Column.GENDER: ("gender, genero, gender identity, identidad de genero"),
    Column.PHONE: (
        "phone, telephone, mobile, tel, cell, cell phone, mobile phone, home phone, work phone, "
        "phone number, telefono, movil, celular, telefono movil, telefono fijo, tfno, contact "
        "number, mobile number, phone mobile, phone home, telefono 1, telefono 2, phone 1, phone "
        "2"
    ),
    Column.EMAIL: ("email, e mail, email address, mail, correo, correo electronico, e mail address"),
    Column.ADDRESS: (
        "address, street, address 1, address 2, address line 1, address line 2, city, town, zip, "
        "zip code, postcode, post code, postal code, state, county, country, direccion, "
        "domicilio, calle, ciudad, localidad, poblacion, codigo postal, cp, provincia, pais, "
        "suburb, region, municipio"
    ),
    Column.LANGUAGE: ("language, idioma, preferred language, lengua, lang, primary language"),
    Column.INTERPRETER: (
        "interpreter, needs interpreter, interprete, necesita interprete, interpreter required"
    ),
    Column.EMERGENCY_CONTACT: (
        "emergency contact, next of kin, contacto de emergencia, emergency phone, emergency "
        "contact name, emergency contact phone, telefono de emergencia, persona de contacto, ice"
    ),
    Column.OCCUPATION: ("occupation, job, profession, work, ocupacion, profesion, trabajo, puesto"),
    Column.SPORT: ("sport, sports, hobbies, deporte, deportes, hobby, activity, actividad"),
    Column.HAND: ("dominant hand, handedness, hand, mano dominante, lateralidad"),
    Column.REFERRER: (
        "referrer, referred by, referring doctor, doctor, gp, physician, referral, medico, "
        "derivado por, remitido por, referring physician, medico derivador, referral source, "
        "family doctor"
    ),
    Column.INSURER: (
        "insurer, insurance, insurance company, payer, health fund, aseguradora, seguro, mutua, "
        "compania, obra social, seguro medico, primary insurance"
    ),
    Column.CLAIM_NUMBER: (
        "claim number, claim, policy number, member id, policy, insurance number, poliza, numero "
        "de poliza, numero de siniestro, n poliza, siniestro, membership number, insurance id"
    ),
    Column.CONSENT_ON: ("consent, consent date, consent on, consentimiento, fecha de consentimiento"),
    Column.NOTES: (
        "notes, note, comments, comment, remarks, notas, observaciones, comentarios, alerts, "
        "medical history, antecedentes, old number, patient id, id, record number, chart number, "
        "mrn, numero de historia, historia, n historia, nhc, file number, patient number, "
        "expediente"
    ),
}
_KNOWN: Final = {
    " ".join(search_words(name)): column for column, names in _NAMES.items() for name in names.split(",")
}


def columns_of(header: Sequence[str]) -> tuple[Column, ...]:
    """What each column holds, as far as its title says; a kind that can stand once goes to the first."""
    taken: set[Column] = set()
    found = []
    for title in header:
        column = column_of(title)
        if column in taken and column not in SEVERAL:
            column = Column.NOTHING
        taken.add(column)
        found.append(column)
    return tuple(found)


def column_of(title: str) -> Column:
    """What a column of that title holds; nothing where it says nothing."""
    parted = "".join(
        f" {letter}" if letter.isupper() and before.islower() else letter
        for before, letter in zip(" " + title, title, strict=False)
    )
    spaced = "".join(letter if letter.isalnum() else " " for letter in parted)
    words = " ".join(search_words(spaced))
    return _KNOWN.get(words) or _KNOWN.get(words.removeprefix("patient ")) or Column.NOTHING
