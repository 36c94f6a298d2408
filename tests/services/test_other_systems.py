"""Exports of other systems, with the titles they give their columns: who comes out, and what stays out.

The files are invented after the systems’ own exports: one or two people each, as awkward as real ones are.
"""

from datetime import date

import pytest

from clinic_app.domain.arrival import Column
from clinic_app.domain.date_order import DateOrder
from clinic_app.domain.patient import Patient, Sex
from clinic_app.services.patient_import import Incoming, PatientImport, Plan
from fakes import FakeRecord


def no_step(done: int, whole: int) -> None:
    """Nobody waits."""


def taken(data: bytes, order: DateOrder | None = None, language: str = "en") -> tuple[Incoming, Plan]:
    service = PatientImport(FakeRecord())
    incoming = service.look_into(data, "export.csv")
    found = service.order_of(incoming, incoming.columns, Column.BIRTH_DATE)
    reading = service.reading(
        incoming,
        incoming.columns,
        order or found.order,
        language=language,
        languages=("en", "es", "fr", "pl"),
    )
    return incoming, service.plan(incoming, reading, no_step)


def people(data: bytes, order: DateOrder | None = None, language: str = "en") -> list[Patient]:
    _, plan = taken(data, order, language)
    assert not plan.refused
    assert not plan.alike
    return [each.patient for each in plan.new]


CLINIKO = (
    "\ufeffId,Title,First Name,Last Name,Preferred First Name,Date Of Birth,Sex,Gender Identity,Pronouns,"
    "Mobile Phone,Home Phone,Work Phone,Email,Address Line 1,Address Line 2,Address Line 3,City,State,"
    "Post Code,Country,Time Zone,Occupation,Emergency Contact,Medicare,Medicare Reference Number,"
    "DVA Card Number,Concession Type,Reminder Type,Referral Source,Extra Information,Notes,"
    "Appointment Notes,Invoice To,Invoice Email,Archived At,Created At,Updated At\r\n"
    '48120,Ms,Siobhán,O’Brien,Shiv,1984-02-29,Female,,she/her,0412 345 678,,,shiv@example.com,"Unit 4, '
    '12 Bay St",,,Bondi,NSW,2026,Australia,Sydney,Nurse,"Pat O’Brien (husband)\r\n0400 111 222",'
    '2123 45670 1,1,,,SMS & Email,Dr Lee,,"Hates needles.\r\nLikes ""slow"" starts",,,,,2019-03-01,2024-05-02'
    "\r\n"
)


def test_cliniko() -> None:
    (shiv,) = people(CLINIKO.encode())
    assert (shiv.full_name, shiv.preferred_name) == ("Siobhán O’Brien", "Shiv")
    assert (shiv.birth_date, shiv.sex) == (date(1984, 2, 29), Sex.FEMALE)
    assert shiv.address == "Unit 4, 12 Bay St, Bondi, NSW, 2026, Australia"
    assert shiv.emergency_contact.splitlines() == ["Pat O’Brien (husband)", "0400 111 222"]
    assert (shiv.claim_number, shiv.referrer) == ("2123 45670 1", "Dr Lee")
    assert shiv.notes.splitlines() == [
        "Id: 48120",
        "Pronouns: she/her",
        "Hates needles.",
        'Likes "slow" starts',
    ]


JANE = (
    "Patient Number,Prefix,First Name,Middle Name,Last Name,Preferred Name,Pronouns,Sex,Gender Identity,"
    "Birth Date,Email,Home Phone,Mobile Phone,Work Phone,Fax Phone,Street Address,Suite Number,City,Province,"
    "Postal,Country,Personal Health Number,Marital Status,Occupation,Employer,Guardian,"
    "Emergency Contact Name,Emergency Contact Phone,Emergency Contact Relationship,Family Doctor,"
    "Family Doctor Phone,Referring Professional,How did you hear about us?,Member Since,Discharged,Warnings\n"
    "1007,,Jean-Luc,André,Tremblay,JL,,Male,,1959-11-03,jl@example.ca,,604-555-0101,,,800 Main St,210,"
    "Vancouver,BC,V6A 2T9,CA,9876 543 210,,Retired,,,Marie Tremblay,604-555-0102,Spouse,Dr Chan,,Dr Roy,"
    "Friend,2020-01-04,No,Pacemaker\n"
)


def test_jane() -> None:
    (jean,) = people(JANE.encode())
    assert (jean.given_name, jean.family_name) == ("Jean-Luc André", "Tremblay")
    assert jean.address == "800 Main St, 210, Vancouver, BC, V6A 2T9, CA"
    assert jean.emergency_contact.splitlines() == ["Marie Tremblay", "604-555-0102", "Spouse"]
    assert jean.referrer == "Dr Chan, Dr Roy"
    assert "Warnings: Pacemaker" in jean.notes


OPENEMR = (
    '"pid";"pubpid";"title";"fname";"mname";"lname";"DOB";"sex";"street";"city";"state";"postal_code";'
    '"country_code";"phone_home";"phone_biz";"phone_cell";"phone_contact";"contact_relationship";"email";'
    '"ss";"drivers_license";"language";"occupation";"status";"race";"ethnicity";"providerID";"referrer";'
    '"hipaa_mail"\n'
    '"12";"A-12";"Mr.";"Kwame";"";"Mensah";"1971-08-30";"Male";"5 Elm Rd";"Dayton";"OH";"45402";"USA";'
    '"937-555-0110";"";"937-555-0111";"937-555-0112";"Ama (sister)";"km@example.org";"";"";"English";'
    '"Driver";"single";"";"";"1";"";"NO"\n'
    '"13";"A-13";"";"Rosa";"";"Lima";"0000-00-00";"UNK";"";"";"";"";"";"";"";"";"";"";"";"";"";"spanish";'
    '"";"";"";"";"0";"";"NO"\n'
)


def test_openemr() -> None:
    kwame, rosa = people(OPENEMR.encode())
    assert (kwame.full_name, kwame.birth_date, kwame.sex) == ("Kwame Mensah", date(1971, 8, 30), Sex.MALE)
    assert kwame.phone == "937-555-0110, 937-555-0111"
    assert kwame.emergency_contact.splitlines() == ["937-555-0112", "Ama (sister)"]
    assert kwame.notes.splitlines() == ["pid: 12", "pubpid: A-12"]
    assert (rosa.birth_date, rosa.sex, rosa.gender, rosa.language) == (None, Sex.UNKNOWN, "", "es")


WEBPT = (
    "Patient ID,Last Name,First Name,Middle Initial,Suffix,DOB,Gender,Address1,Address2,City,State,Zip,"
    "Home Phone,Cell Phone,Work Phone,Email,Primary Insurance,Policy #,Group #,Referring Physician,"
    "Referring Physician NPI,PCP,Case Title,Diagnosis,Injury Date,Patient Status,Emergency Contact,"
    "Emergency Contact Phone #\n"
    'P-881,"De La Cruz",Maria,L,,12/31/1966,F,9 Oak Ave,Apt 2,Austin,TX,73301,(512) 555-0134,,,,Blue Shield,'
    'XG-4471,88,"Nguyen, Tran MD",1234567890,,"R knee, post-op",S83.511A,06/01/2024,Active,,\n'
)


def test_webpt() -> None:
    (maria,) = people(WEBPT.encode())
    assert (maria.family_name, maria.given_name) == ("De La Cruz", "Maria L")
    assert (maria.birth_date, maria.sex, maria.gender) == (date(1966, 12, 31), Sex.FEMALE, "")
    assert (maria.insurer, maria.claim_number) == ("Blue Shield", "XG-4471")
    assert maria.referrer == "Nguyen, Tran MD"
    assert "Diagnosis: S83.511A" in maria.notes


SIMPLE_PRACTICE = (
    "Client ID,Client First Name,Client Middle Name,Client Last Name,Suffix,Preferred Name,Pronouns,"
    "Date of Birth,Sex,Gender identity,Status,Client type,Clinician,Email address,Email type,Phone number,"
    "Phone type,Street address,City,State,ZIP,Relationship status,Employment status,Preferred language,"
    "Race/Ethnicity,Referred by,Insurance payer,Insurance member ID,Date created\n"
    "77,Alex,,Kim,,,they/them,1990-07-15,Prefer not to say,Nonbinary,Active,Adult,Dana Ho PT,"
    "alex@example.net,Home,555-0199,Mobile,1 Pine Ct,Reno,NV,89501,,,French,,,Aetna,W-123,2024-01-09\n"
)


def test_simple_practice() -> None:
    (alex,) = people(SIMPLE_PRACTICE.encode())
    assert (alex.full_name, alex.sex, alex.gender) == ("Alex Kim", Sex.UNKNOWN, "Nonbinary")
    assert (alex.language, alex.insurer, alex.claim_number) == ("fr", "Aetna", "W-123")
    assert alex.address == "1 Pine Ct, Reno, NV, 89501"


GERMAN = (
    "Patientennummer;Anrede;Titel;Nachname;Vorname;Geburtsname;Geburtsdatum;Geschlecht;Straße;Hausnummer;PLZ;"
    "Ort;Land;Telefon privat;Telefon geschäftlich;Handy;E-Mail;Krankenkasse;Versichertennummer;Hausarzt;"
    "Beruf;Notfallkontakt;Bemerkungen;Letzter Termin\r\n"
    "1044;Frau;Dr.;Müller-Lüdenscheidt;Käthe;Groß;03.04.1948;w;Weinbergstraße;7a;70182;Stuttgart;D;"
    "0711/12345;;0171 555;kaethe@example.de;AOK;A123456789;Dr. Öztürk;Lehrerin i. R.;;Schwindel;02.02.2024"
    "\r\n"
    "1045;Herr;;Weiß;Jürgen;;28.12.1975;m;;;;;;;;;;;;;;;;\r\n"
)


def test_a_german_practice() -> None:
    kaethe, juergen = people(GERMAN.encode("cp1252"))
    assert (kaethe.family_name, kaethe.given_name) == ("Müller-Lüdenscheidt", "Käthe")
    assert (kaethe.birth_date, kaethe.sex, juergen.sex) == (date(1948, 4, 3), Sex.FEMALE, Sex.MALE)
    assert kaethe.address == "Weinbergstraße 7a, 70182, Stuttgart, D"
    assert kaethe.phone == "0711/12345, 0171 555"
    assert (kaethe.insurer, kaethe.referrer) == ("AOK", "Dr. Öztürk")
    assert kaethe.notes.splitlines() == ["Patientennummer: 1044", "Schwindel"]


def test_a_german_table_may_call_the_family_name_name() -> None:
    (anna,) = people(b"Name;Vorname;Geb.-Datum\nVon der Au;Anna Maria;1.2.1990\n")
    assert (anna.family_name, anna.given_name) == ("Von der Au", "Anna Maria")
    (ben,) = people(b"Name;First name\nBen Okri;Ben\n")
    assert (ben.family_name, ben.given_name) == ("Okri", "Ben")


SPANISH = (
    "Nº Historia;Apellidos;Nombre;F. Nacimiento;Sexo;DNI;Domicilio;C.P.;Población;Provincia;Teléfono;Móvil;"
    "Correo electrónico;Profesión;Aseguradora;Nº póliza;Médico derivador;Cómo nos conoció;LOPD;"
    "Observaciones;Fecha alta\r\n"
    "H-0031;Núñez de la Peña;María del Mar;07/09/1955;M;11111111H;C/ Sol 3, 2º B;41001;Sevilla;Sevilla;"
    "954 000 000;600 000 000;mar@example.es;Maestra;Sanitas;99-1;Dra. Gil;Internet;Sí;Prótesis de cadera;"
    "10/01/2020\r\n"
    "H-0032;Ibáñez;Íñigo;30/06/2001;H;;;;;;;;;;;;;;;;\r\n"
)


def test_a_spanish_practice() -> None:
    mar, inigo = people(SPANISH.encode("cp1252"), language="es")
    assert (mar.family_name, mar.given_name) == ("Núñez de la Peña", "María del Mar")
    assert (mar.sex, inigo.sex) == (Sex.FEMALE, Sex.MALE), "beside H, an M is a mujer"
    assert (mar.birth_date, inigo.birth_date) == (date(1955, 9, 7), date(2001, 6, 30))
    assert mar.address == "C/ Sol 3, 2º B, 41001, Sevilla, Sevilla"
    assert (mar.insurer, mar.claim_number, mar.referrer) == ("Sanitas", "99-1", "Dra. Gil")
    assert mar.notes.splitlines() == ["Nº Historia: H-0031", "Prótesis de cadera"]


def test_unicode_text_of_excel_with_whole_names() -> None:
    text = (
        'Patient name\tDate of Birth\tTel.\tE-Mail\tComment\r\n"Smith, John"\t1/31/1970\t555\tj@x.org\t"a\nb"'
    )
    incoming, plan = taken(text.encode("utf-16"))
    (only,) = plan.new
    assert (incoming.table.encoding, incoming.table.delimiter) == ("UTF-16", "\t")
    assert (only.patient.family_name, only.patient.given_name) == ("Smith", "John")
    assert (only.patient.birth_date, only.patient.notes) == (date(1970, 1, 31), "a\nb")


@pytest.mark.parametrize(
    ("data", "left_out"),
    [
        (JANE, {"Fax Phone", "How did you hear about us?", "Member Since", "Discharged", "Marital Status"}),
        (GERMAN, {"Anrede", "Titel", "Geburtsname", "Letzter Termin"}),
        (SPANISH, {"DNI", "Cómo nos conoció", "LOPD", "Fecha alta"}),
    ],
)
def test_only_what_a_patient_has_no_field_for_is_left_out(data: str, left_out: set[str]) -> None:
    incoming, _ = taken(data.encode(), DateOrder.DAY)
    titles = zip(incoming.table.header, incoming.columns, strict=True)
    assert left_out <= {title for title, column in titles if column is Column.NOTHING}


def test_german_and_french_months_are_read() -> None:
    rows = "Nom;Prénom;Date de naissance\nRoy;Éloïse;4 Mär 1961\nGil;Luc;12. Dez. 1970\nBo;Al;1 mai 1980\n"
    assert [each.birth_date for each in people(rows.encode())] == [
        date(1961, 3, 4),
        date(1970, 12, 12),
        date(1980, 5, 1),
    ]
