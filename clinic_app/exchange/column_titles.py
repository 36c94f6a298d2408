"""What other systems call the columns of a table of patients: in five languages.

Besides everyday titles, those of the exports of Cliniko, Jane, OpenEMR, WebPT and SimplePractice. One of a
kind that can stand once is taken from the first column that has it.
"""

from collections.abc import Mapping
from typing import Final

from clinic_app.domain.arrival import Column

ENGLISH_AND_SPANISH: Final[Mapping[Column, str]] = {
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

EXPORTS: Final[Mapping[Column, str]] = {
    Column.FAMILY_NAME: "lname, client last name, legal last name",
    Column.GIVEN_NAME: "fname, mname, middle initial, client first name, legal first name",
    Column.PREFERRED_NAME: "preferred first name, goes by, chosen name",
    Column.BIRTH_DATE: "patient dob, patient date of birth, client date of birth",
    Column.SEX: "legal sex, administrative sex, birth sex, biological sex",
    Column.PHONE: (
        "cell number, home number, work number, telephone number, phone biz, phone cell, business "
        "phone, other phone, primary phone, secondary phone, phone mobile number, tel no, telephone home, "
        "telephone mobile, telephone work"
    ),
    Column.EMAIL: "email 1, primary email, home email, personal email, patient email",
    Column.ADDRESS: (
        "street address, address line 3, address 3, address street, street 1, street 2, suite number, "
        "apartment, apt, province, postal, postal address, home address, mailing address, state province, "
        "country code, address city, address state, address zip, city town, zip postal code"
    ),
    Column.INTERPRETER: "interpreter needed, interpretor",
    Column.EMERGENCY_CONTACT: (
        "emergency contact relationship, emergency contact phone number, emergency contact number, emergency "
        "name, phone contact, contact relationship, nok, nok name, nok phone, guardian, parent guardian, "
        "guardian name, responsible party"
    ),
    Column.REFERRER: (
        "referring professional, referring provider, referral from, referred from, pcp, primary care "
        "physician, primary care provider, general practitioner, gp name, referring doctor name"
    ),
    Column.INSURER: "insurance payer, insurance provider, insurance name, payer name, fund, health insurance",
    Column.CLAIM_NUMBER: (
        "insurance member id, member number, personal health number, phn, medicare, medicare number, nhs "
        "number, subscriber id, insurance policy number"
    ),
    Column.NOTES: (
        "pid, pubpid, client id, client number, warnings, warning, medical alert, medical alerts, allergies, "
        "medications, medical conditions, diagnosis, diagnoses, case title, injury date, date of injury, "
        "pronouns, employer, extra information, appointment notes, additional information, patient notes"
    ),
}

SPANISH: Final[Mapping[Column, str]] = {
    Column.BIRTH_DATE: "f nac, f de nacimiento, fecha de nac, dia de nacimiento",
    Column.PHONE: "tlf, tlf movil, tlf fijo, tel movil, movil 1, movil 2, telf, telefono particular",
    Column.EMAIL: "e mail personal, correo e, direccion de correo",
    Column.ADDRESS: "c p, cod postal, direccion postal, piso, puerta, colonia",
    Column.EMERGENCY_CONTACT: "contacto emergencia, telefono contacto, tutor, tutora, familiar",
    Column.REFERRER: "medico, medico de cabecera, medico de familia, derivado, prescriptor, remitente",
    Column.INSURER: "entidad, mutualidad, compania aseguradora, sociedad medica, eps, prepaga",
    Column.CLAIM_NUMBER: "no poliza, no de poliza, num poliza, no afiliado, numero de afiliado, no siniestro",
    Column.NOTES: (
        "no historia, no de historia, num historia, no paciente, num paciente, n paciente, codigo, alergias, "
        "alertas, medicacion, diagnostico, patologia, motivo de consulta"
    ),
}

GERMAN: Final[Mapping[Column, str]] = {
    Column.FAMILY_NAME: "nachname, familienname, zuname, name nachname",
    Column.GIVEN_NAME: "vorname, vornamen",
    Column.FULL_NAME: "patientenname, vollstandiger name, vor und nachname, name vorname, nachname vorname",
    Column.PREFERRED_NAME: "rufname, spitzname",
    Column.BIRTH_DATE: "geburtsdatum, geburtstag, geb datum, geb dat, gebdatum, geboren, geboren am",
    Column.SEX: "geschlecht",
    Column.PHONE: (
        "telefon, telefonnummer, tel, handy, handynummer, mobil, mobiltelefon, mobilnummer, festnetz, "
        "telefon privat, telefon geschaftlich, telefon dienstlich, telefon mobil, tel privat, tel mobil, "
        "telefon 1, telefon 2, rufnummer"
    ),
    Column.EMAIL: "e mail adresse, mailadresse, emailadresse",
    Column.ADDRESS: (
        "adresse, anschrift, strasse, strasse und hausnummer, strasse hausnummer, strasse nr, hausnummer, "
        "haus nr, hausnr, adresszusatz, plz, postleitzahl, ort, plz ort, wohnort, stadt, bundesland, kanton, "
        "land"
    ),
    Column.LANGUAGE: "sprache, muttersprache",
    Column.INTERPRETER: "dolmetscher, dolmetscher notig",
    Column.EMERGENCY_CONTACT: "notfallkontakt, notfallnummer, angehorige, ansprechpartner, notfall telefon",
    Column.OCCUPATION: "beruf, tatigkeit",
    Column.SPORT: "sportart, hobbys",
    Column.HAND: "handigkeit, dominante hand",
    Column.REFERRER: "hausarzt, uberweiser, uberweisender arzt, verordnender arzt, arzt, zuweiser",
    Column.INSURER: "krankenkasse, kasse, versicherung, kostentrager, krankenversicherung",
    Column.CLAIM_NUMBER: "versichertennummer, versicherungsnummer, versicherten nr, vers nr, kvnr",
    Column.CONSENT_ON: "einwilligung, einwilligung am, datum einwilligung",
    Column.NOTES: (
        "bemerkung, bemerkungen, notiz, notizen, anmerkung, anmerkungen, kommentar, hinweis, hinweise, "
        "patientennummer, patienten nr, patient nr, kundennummer, allergien, medikamente, diagnose, diagnosen"
    ),
}

FRENCH: Final[Mapping[Column, str]] = {
    Column.FAMILY_NAME: "nom, nom de famille, nom d usage, nom patient",
    Column.GIVEN_NAME: "prenom, prenoms",
    Column.FULL_NAME: "nom complet, nom et prenom, nom prenom",
    Column.BIRTH_DATE: "date de naissance, ne le, naissance, date naissance",
    Column.SEX: "sexe, genre",
    Column.PHONE: "telephone, telephone portable, portable, telephone fixe, telephone mobile, tel portable",
    Column.EMAIL: "courriel, adresse e mail, adresse mail, adresse electronique",
    Column.ADDRESS: "adresse, rue, ville, commune, code postal, pays",
    Column.LANGUAGE: "langue",
    Column.EMERGENCY_CONTACT: "personne a contacter, contact d urgence, personne a prevenir",
    Column.OCCUPATION: "metier",
    Column.REFERRER: "medecin traitant, medecin, medecin prescripteur, prescripteur, adresse par",
    Column.INSURER: "mutuelle, assurance, caisse",
    Column.CLAIM_NUMBER: "numero de securite sociale, nir, no securite sociale, numero d assure",
    Column.NOTES: "remarques, commentaires, numero de dossier, no dossier",
}

PORTUGUESE: Final[Mapping[Column, str]] = {
    Column.FAMILY_NAME: "sobrenome, ultimo nome",
    Column.GIVEN_NAME: "primeiro nome, nome proprio",
    Column.FULL_NAME: "nome, nome completo, nome do paciente, utente",
    Column.BIRTH_DATE: "data de nascimento, data nascimento, nascimento, dt nascimento, data de nasc",
    Column.PHONE: "telemovel, telefone, celular, telefone celular",
    Column.ADDRESS: "endereco, morada, rua, bairro, cidade, localidade, cep, codigo postal",
    Column.OCCUPATION: "profissao",
    Column.INSURER: "convenio, seguradora, plano de saude",
    Column.NOTES: "observacoes, anotacoes, prontuario",
}

TITLES: Final = (ENGLISH_AND_SPANISH, EXPORTS, SPANISH, GERMAN, FRENCH, PORTUGUESE)
"""Those before win where two languages call different things alike."""
