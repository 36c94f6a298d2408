"""Patients from other systems: what is understood, what is asked, what is refused, and all or nothing."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_patient
from clinic_app.domain.arrival import Column
from clinic_app.domain.date_order import DateOrder, find_order, read_day
from clinic_app.domain.errors import InputError, KnownError
from clinic_app.domain.patient import Hand, Patient, Sex
from clinic_app.services.patient_import import Decision, Incoming, PatientImport, Plan
from fakes import FakeRecord

TODAY = date(2026, 11, 24)


def no_step(done: int, whole: int) -> None:
    assert 0 <= done <= whole


def planned(
    record: FakeRecord,
    data: bytes,
    *,
    order: DateOrder | None = None,
    language: str = "en",
    name: str = "p.csv",
) -> tuple[Incoming, Plan]:
    service = PatientImport(record)
    incoming = service.look_into(data, name)
    found = service.order_of(incoming, incoming.columns, Column.BIRTH_DATE)
    reading = service.reading(
        incoming, incoming.columns, order or found.order, language=language, languages=("en", "es", "fr")
    )
    return incoming, service.plan(incoming, reading, no_step)


def one(data: str, **chosen: object) -> Patient:
    _, plan = planned(FakeRecord(), data.encode(), **chosen)  # type: ignore[arg-type]
    (only,) = plan.new
    return only.patient


ENGLISH = (
    "Last Name,First Name,DOB,Sex,Mobile,Home Phone,Email,Address 1,City,Referred by,Dominant hand,"
    "Comments,MRN\n"
    'Smith,"John, Jr",31/01/1970,M,555 1,555 2,j@x.org,"1 Long Road, flat 2",Leeds,Dr Osei,left,Nice,A-77\n'
)


def test_a_table_of_an_english_system_is_understood() -> None:
    patient = one(ENGLISH)
    assert (patient.family_name, patient.given_name) == ("Smith", "John, Jr")
    assert patient.birth_date == date(1970, 1, 31)
    assert (patient.sex, patient.dominant_hand) == (Sex.MALE, Hand.LEFT)
    assert patient.phone == "555 1, 555 2"
    assert patient.address == "1 Long Road, flat 2, Leeds"
    assert patient.referrer == "Dr Osei"
    assert patient.notes == "Nice\nMRN: A-77"


def test_a_table_of_a_spanish_system_is_understood() -> None:
    _, plan = planned(
        FakeRecord(),
        (
            "Apellido 1;Apellido 2;Nombre;Fecha de nacimiento;Sexo;Teléfono móvil;Profesión;Idioma\n"
            "García;López;María;14/03/61;M;600 1;Enfermera;Español\n"
            "Pérez;;José;02/11/1980;H;600 2;;\n"
        ).encode("cp1252"),
    )
    maria, jose = (each.patient for each in plan.new)
    assert (maria.family_name, maria.birth_date) == ("García López", date(1961, 3, 14))
    assert (maria.sex, jose.sex) == (Sex.FEMALE, Sex.MALE), "beside H, an M is a mujer"
    assert (maria.language, maria.occupation) == ("es", "Enfermera")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found_out(encoding: str, sign: str) -> None:
    text = sign.join(("Surname", "Given name", "Born")) + "\r\n" + sign.join(("Müller", "José", "1961-03-14"))
    _, plan = planned(FakeRecord(), text.encode(encoding))
    assert [each.patient.full_name for each in plan.new] == ["José Müller"]


def test_a_separator_that_excel_names_is_taken() -> None:
    assert one("sep=;\nSurname;First name\nSmith;Ann, Mary").given_name == "Ann, Mary"


@pytest.mark.parametrize(
    ("whole", "language", "family", "given_name"),
    [
        ("Smith, John Paul", "en", "Smith", "John Paul"),
        ("John Paul Smith", "en", "Smith", "John Paul"),
        ("María García López", "es", "García López", "María"),
        ("Ana Ruiz", "es", "Ruiz", "Ana"),
        ("Cher", "en", "Cher", ""),
    ],
)
def test_a_whole_name_is_parted(whole: str, language: str, family: str, given_name: str) -> None:
    patient = one(f'Name;DOB\n"{whole}";1961-03-14', language=language)
    assert (patient.family_name, patient.given_name) == (family, given_name)


@pytest.mark.parametrize(
    ("texts", "order", "said"),
    [
        (["1961-03-14", "", "1970/1/2"], DateOrder.YEAR, "year"),
        (["3/4/61", "31/1/1970"], DateOrder.DAY, "31/1/1970"),
        (["3/4/61", "1/31/1970"], DateOrder.MONTH, "1/31/1970"),
        (["3.4.1961", "5.6.1970"], DateOrder.DAY, "3.4.1961"),
        (["3/4/1961", "5/6/1970"], None, "3/4/1961"),
        (["31/1/1961", "1/31/1970"], None, "31/1/1961"),
        (["14 Mar 1961"], DateOrder.YEAR, "month"),
        ([], DateOrder.YEAR, "year"),
    ],
)
def test_the_order_is_seen_over_the_column_or_asked(
    texts: list[str], order: DateOrder | None, said: str
) -> None:
    found = find_order(texts)
    assert found.order is order
    assert said in found.reason.format(example=found.example, other=found.other)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/4/1961", DateOrder.DAY, date(1961, 4, 3)),
        ("3/4/1961", DateOrder.MONTH, date(1961, 3, 4)),
        ("3/4/61", DateOrder.DAY, date(1961, 4, 3)),
        ("3/4/19", DateOrder.DAY, date(2019, 4, 3)),
        ("3/4/27", DateOrder.DAY, date(1927, 4, 3)),
        ("1961-03-14T00:00:00", None, date(1961, 3, 14)),
        ("19610314", None, date(1961, 3, 14)),
        ("14-mar-1961", None, date(1961, 3, 14)),
        ("14 de marzo de 1961", None, date(1961, 3, 14)),
        ("March 14, 1961", None, date(1961, 3, 14)),
        ("7 Ene 1961", None, date(1961, 1, 7)),
    ],
)
def test_a_day_is_read_as_it_is_written(text: str, order: DateOrder | None, day: date) -> None:
    assert read_day(text, order, TODAY) == day


@pytest.mark.parametrize("text", ["31/31/1970", "yesterday", "3/4", "1961-02-30", "3/4/1", "3/4/1961"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_day(text, None, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY), st.sampled_from(list(DateOrder)))
def test_a_written_day_is_read_back(day: date, order: DateOrder) -> None:
    written = {
        DateOrder.YEAR: f"{day:%Y/%m/%d}",
        DateOrder.DAY: f"{day:%d/%m/%Y}",
        DateOrder.MONTH: f"{day:%m/%d/%Y}",
    }
    assert read_day(written[order], order, TODAY) == day


def test_refused_rows_say_why_and_in_which_line() -> None:
    rows = (
        "Surname,First name,DOB\n"
        "Smith,Ann,1961-03-14\n"
        ",,1961-03-14\n"
        ",Ann,\n"
        "=cmd|' /C calc'!A0,x,\n"
        "Old,Ann,1790-01-01\n"
        "Late,Ann,2999-01-01\n"
        "None,Ann,1961-02-30\n"
        f"{'x' * 201},Ann,\n"
        f"Big,{'y' * 10_001},\n"
        "Nul,A\0nn,\n"
    )
    _, plan = planned(FakeRecord(), rows.encode())
    assert [each.patient.family_name for each in plan.new] == ["Smith"]
    assert [(each.line, str(each.reason)) for each in plan.refused] == [
        (3, "The name is missing."),
        (4, "The family name is missing."),
        (5, "The name is a formula of a spreadsheet, not a name."),
        (6, "Check the birth date: 1790-01-01 is more than 130 years ago."),
        (7, "Check the birth date: 2999-01-01 is in the future."),
        (8, "“1961-02-30” is no day there is."),
        (9, "Shorten the name to 200 letters or fewer."),
        (10, "A cell of this row is longer than 10000 letters."),
        (11, "A cell of this row holds characters that are no text."),
    ]


def test_what_cannot_be_used_is_kept_in_the_notes() -> None:
    patient = one("Surname,E-mail,Language,Gender\nSmith,not an address,Klingon,agender\n")
    assert patient.email == ""
    assert patient.notes == "Klingon\nnot an address"
    assert (patient.sex, patient.gender) == (Sex.UNKNOWN, "agender")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"Surname,First name\n", "no rows"),
        (b"PK\x03\x04rest", "no CSV"),
        (b"%PDF-1.7", "no CSV"),
        (b"\xff\xfea", "cannot be read"),
        (b"Surname\n\x81\x8d\xff\xfe\x9d", "cannot be read"),
        (("a," * 10_000 + "\nb").encode(), "10001 columns"),
        (b'Surname\n"' + b"x" * 200_000, "quotation mark"),
        (b"BEGIN:VCARD\nVERSION:3.0\nN:A;B\n", "damaged"),
        (b"BEGIN:VCARD\nEND:VCARD\n\0", "no text"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(KnownError) as refused:
        planned(FakeRecord(), data)
    assert said in str(refused.value)
    assert str(refused.value).count("\n") == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_one_sentence(data: bytes) -> None:
    with suppress(InputError):
        planned(FakeRecord(), data)


def test_without_a_header_the_person_says_what_the_columns_are() -> None:
    service = PatientImport(FakeRecord())
    incoming = service.look_into(b"Smith,Ann,1961-03-14\nHayes,Ruth,1951-12-03\n", "p.csv")
    assert not incoming.has_header
    assert len(incoming.table.rows) == 2
    unsaid = service.reading(incoming, incoming.columns, None, language="en", languages=("en",))
    with pytest.raises(InputError, match="family name"):
        service.plan(incoming, unsaid, no_step)
    columns = (Column.FAMILY_NAME, Column.GIVEN_NAME, Column.BIRTH_DATE)
    said = service.reading(incoming, columns, DateOrder.YEAR, language="en", languages=("en",))
    assert [each.patient.full_name for each in service.plan(incoming, said, no_step).new] == [
        "Ann Smith",
        "Ruth Hayes",
    ]


CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:García López;María;;;\r\nFN:María García\r\nBDAY:1961-03-14\r\n"
    "TEL;TYPE=CELL:555 1\r\nTEL:555 2\r\nADR;TYPE=HOME:;;1 Long Street\\, flat 2;Town;;123;\r\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\n BBBB\r\nNOTE:long\r\n  folded\\nline\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\nVERSION:4.0\nN:Smith;John;;;\nFN:John Smith\nBDAY:19700131\nGENDER:M\n"
    "TEL;VALUE=uri:tel:+1-555\nitem1.EMAIL:a@b.org\nLANG:es\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:P=C3=A9rez;Jos=C3=A9;;;\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9 P=C3=A9=\nrez\nBDAY:--0412\n"
    "TEL;CELL:555\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:Cher Lloyd\nEND:VCARD\n"
)


def test_cards_of_every_version_are_read(caplog: pytest.LogCaptureFixture) -> None:
    incoming, plan = planned(FakeRecord(), CARDS.encode(), name="cards.vcf")
    maria, john, jose, cher = (each.patient for each in plan.new)
    assert incoming.is_cards
    assert (maria.full_name, maria.birth_date) == ("María García López", date(1961, 3, 14))
    assert (maria.phone, maria.notes) == ("555 1, 555 2", "long folded\nline")
    assert maria.address.startswith("1 Long Street, flat 2")
    assert (john.sex, john.phone, john.email, john.language) == (Sex.MALE, "+1-555", "a@b.org", "es")
    assert (jose.full_name, jose.birth_date) == ("José Pérez", None)
    assert cher.family_name == "Lloyd"
    assert [each.line for each in plan.new] == [1, 14, 24, 32]
    assert not caplog.records


def test_whoever_may_be_there_already_is_decided_about_one_by_one() -> None:
    record = FakeRecord()
    born = date(1961, 3, 14)
    ann = a_patient(family_name="Smith", given_name="Ann", birth_date=born, phone="1", record_number=1)
    record.tables.patients[ann.id] = ann
    record.tables.last_record_number = 1
    data = (
        "Surname,First name,DOB,Phone,E-mail\n"
        "Smith,Ann,1961-03-14,2,ann@x.org\n"
        "Smyth,Anne,1961-03-14,3,\n"
        "Hayes,Ruth,1951-12-03,4,\n"
        "Hayes,Ruth,1951-12-03,5,\n"
    )
    service = PatientImport(record)
    _, plan = planned(record, data.encode())
    assert [each.line for each in plan.new] == [4]
    same, sounds, again = plan.alike
    assert (same.usual, sounds.usual, again.usual) == (Decision.LEAVE_OUT, None, Decision.LEAVE_OUT)
    assert again.like_line == 4
    with pytest.raises(InputError, match="row 3"):
        service.store(plan, {}, no_step)
    assert len(record.tables.patients) == 1

    stored = service.store(plan, {2: Decision.FILL_IN, 3: Decision.ADD}, no_step)
    assert (stored.added, stored.filled_in, stored.left_out) == (2, 1, 1)
    filled = record.tables.patients[ann.id]
    assert (filled.phone, filled.email) == ("1", "ann@x.org"), "what stands there stays"
    numbers = {each.family_name: each.record_number for each in record.tables.patients.values()}
    assert numbers == {"Smith": 1, "Smyth": 2, "Hayes": 3}


class GivenUpError(Exception):
    """Somebody pressed Cancel."""


def test_given_up_half_way_nothing_is_stored() -> None:
    record = FakeRecord()
    rows = "".join(f"Name{number},G{number},1961-03-14\n" for number in range(1_200))
    _, plan = planned(record, f"Surname,First name,DOB\n{rows}".encode())

    def cancel(done: int, whole: int) -> None:
        if done >= 500:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        PatientImport(record).store(plan, {each.line: Decision.ADD for each in plan.alike}, cancel)
    assert not record.tables.patients
