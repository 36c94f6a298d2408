"""What leaves of one patient is everything of that patient, and nothing of anybody else."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from fhir.resources.R4B import get_fhir_model_class
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import select

import clinic_resources
from builders import TickingClock
from clinic_app.data.library_files import load_library
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.data.tables import Base
from clinic_app.domain.access import Actor
from clinic_app.services.patient_export import PatientExportService, export_name
from fake_pictures import FakePictures
from patient_schema import FILE, schema_text
from whole_records import Whole, store_whole_patient

OURS, THEIRS = "Qqxours", "Zzytheirs"
DERIVED = {"found_text", "patient_word", "audit_key"}
"""Words a patient is found by, made anew from the names whenever they change; the key of the audit log."""


class GivenUp(Exception):  # noqa: N818 - it is no error
    """Cancel was pressed."""


def no_step(done: int, whole: int) -> None:
    pass


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlRecord]:
    opened = create_record(
        tmp_path_factory.mktemp("out") / "record", clock=TickingClock(), actor=Actor(name="test")
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ours(record: SqlRecord) -> Whole:
    store_whole_patient(record, THEIRS, number=2)
    return store_whole_patient(record, OURS)


@pytest.fixture(scope="module")
def service(record: SqlRecord) -> PatientExportService:
    return PatientExportService(record, load_library(), clinic_resources.catalogue, FakePictures())


@pytest.fixture(scope="module")
def package(
    service: PatientExportService, ours: Whole, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    target = tmp_path_factory.mktemp("package") / "out.zip"
    service.everything(ours.patient.id, target, as_folder=False, step=no_step)
    with ZipFile(target) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.fixture(scope="module")
def bundle(
    service: PatientExportService, ours: Whole, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    target = tmp_path_factory.mktemp("fhir") / "out.json"
    service.fhir(ours.patient.id, target, language="en", step=no_step)
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def test_the_shipped_schema_is_the_one_of_the_classes() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text()


def test_the_patient_file_is_as_the_schema_says(package: dict[str, bytes]) -> None:
    schema = json.loads(package["clinic-patient-1.schema.json"])
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    assert not [error.message for error in checker.iter_errors(json.loads(package["patient.json"]))]


def test_every_row_that_leads_to_the_patient_is_in_the_file(
    record: SqlRecord, ours: Whole, package: dict[str, bytes]
) -> None:
    said = set(texts(json.loads(package["patient.json"])))
    tables = 0
    with record.reading() as work:
        for owned in work.erasures._owned(ours.patient.id):
            if owned.table.name in DERIVED:
                continue
            tables += 1
            for row in owned.rows:
                assert str(row["id"]) in said, owned.table.name
        leading = {"patient"}
        for table in Base.metadata.sorted_tables:
            if {key.column.table.name for key in table.foreign_keys} & leading:
                leading.add(table.name)
    assert tables == len(leading - DERIVED)


def test_every_text_of_the_patient_is_in_the_file(
    record: SqlRecord, ours: Whole, package: dict[str, bytes]
) -> None:
    said = package["patient.json"].decode()
    with record.reading() as work:
        for table in Base.metadata.sorted_tables:
            if table.name in DERIVED:
                continue
            columns = [column for column in table.c if column.name not in ("sort_name",)]
            for row in work._session.execute(select(*columns)):
                for value in row:
                    if isinstance(value, str) and OURS in value:
                        assert json.dumps(value, ensure_ascii=False)[1:-1] in said


def test_nothing_of_another_patient_leaves(package: dict[str, bytes], bundle: dict[str, Any]) -> None:
    for data in package.values():
        assert THEIRS.encode() not in data
    documents = [base64.b64decode(each) for each in _attached(bundle, "data")]
    assert documents
    assert THEIRS not in json.dumps(bundle)
    assert not [each for each in documents if THEIRS.encode() in each]


def _attached(bundle: dict[str, Any], name: str) -> list[str]:
    found = [each["resource"] for each in bundle["entry"]]
    return [
        content["attachment"][name]
        for each in found
        if each["resourceType"] == "DocumentReference"
        for content in each["content"]
    ]


def test_the_very_bytes_of_every_document_and_the_photo_go_along(
    package: dict[str, bytes], ours: Whole
) -> None:
    told = json.loads(package["patient.json"])
    given = [each for program in told["programs"] for each in program["handouts"]]
    for document in (*given, *told["letters"]):
        assert hashlib.sha256(package[document["file"]]).hexdigest() == document["sha256"]
    photo = package[told["patient"]["photo_file"]]
    assert hashlib.sha256(photo).hexdigest() == ours.patient.photo_sha256


def test_no_file_name_holds_the_patients_name(package: dict[str, bytes], ours: Whole) -> None:
    names = [*package, export_name(ours.patient, TickingClock()(), ".zip")]
    assert not [name for name in names if OURS in name or THEIRS in name]


def test_a_folder_holds_the_same_files(
    service: PatientExportService, ours: Whole, package: dict[str, bytes], tmp_path: Path
) -> None:
    target = tmp_path / "out"
    service.everything(ours.patient.id, target, as_folder=True, step=no_step)
    service.everything(ours.patient.id, target, as_folder=True, step=no_step)
    for folder in (target, tmp_path / "out (2)"):
        found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert found == package


@pytest.mark.parametrize("as_folder", [True, False])
def test_given_up_leaves_nothing_behind(
    service: PatientExportService, ours: Whole, tmp_path: Path, as_folder: bool
) -> None:
    def give_up(done: int, whole: int) -> None:
        if done == 1:
            raise GivenUp

    with pytest.raises(GivenUp):
        service.everything(ours.patient.id, tmp_path / "out", as_folder=as_folder, step=give_up)
    assert not list(tmp_path.iterdir())


def test_a_document_that_is_lost_is_named_and_the_rest_leaves(
    record: SqlRecord, service: PatientExportService, tmp_path: Path
) -> None:
    lost = store_whole_patient(record, "Lost", number=9)
    sha256 = min(lost.own_hashes - {lost.patient.photo_sha256})
    record.archive.remove(sha256)
    found = service.everything(lost.patient.id, tmp_path / "out", as_folder=True, step=no_step)
    assert found.missing == (sha256,)
    told = json.loads((tmp_path / "out" / "patient.json").read_text(encoding="utf-8"))
    documents = [*told["letters"], *(each for program in told["programs"] for each in program["handouts"])]
    assert [each["file"] for each in documents if each["sha256"] == sha256] == [""]


def test_the_bundle_is_valid_r4b(bundle: dict[str, Any]) -> None:
    get_fhir_model_class("Bundle").model_validate(bundle)


def test_the_bundle_holds_every_kind_of_resource(bundle: dict[str, Any]) -> None:
    kinds = {each["resource"]["resourceType"] for each in bundle["entry"]}
    assert kinds >= {
        "Patient", "Practitioner", "Organization", "EpisodeOfCare", "Condition", "CarePlan", "ServiceRequest",
        "Goal", "Observation", "DocumentReference", "Encounter",
    }  # fmt: skip


def test_text_that_fhir_refuses_is_mended(
    record: SqlRecord, service: PatientExportService, tmp_path: Path
) -> None:
    hostile = store_whole_patient(record, "A<b>&\x00\x1b\ud83d]]>\u200f", number=30)
    service.fhir(hostile.patient.id, tmp_path / "out.json", language="en", step=no_step)
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    get_fhir_model_class("Bundle").model_validate(found)
    assert not [each for each in texts(found) if set(each) & set(map(chr, range(9)))]
    assert any("A<b>&" in each for each in texts(found))


def test_half_a_character_anywhere_stops_no_export(
    record: SqlRecord, service: PatientExportService, tmp_path: Path
) -> None:
    cut = store_whole_patient(record, "cut \ud83d off", number=31)
    service.everything(cut.patient.id, tmp_path / "out", as_folder=True, step=no_step)
    told = (tmp_path / "out" / "patient.json").read_text(encoding="utf-8")
    assert "cut \ufffd off" in told


def test_every_reference_leads_to_a_resource_of_the_kind_it_names(bundle: dict[str, Any]) -> None:
    known = {each["fullUrl"]: each["resource"]["resourceType"] for each in bundle["entry"]}
    assert len(known) == len(bundle["entry"])

    def references(value: object) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if isinstance(value.get("reference"), str):
                yield value
            for each in value.values():
                yield from references(each)
        elif isinstance(value, list):
            for each in value:
                yield from references(each)

    found = list(references(bundle))
    assert found
    for each in found:
        assert known[each["reference"]] == each["type"]


def test_ids_are_the_same_the_next_time(
    service: PatientExportService, ours: Whole, bundle: dict[str, Any], tmp_path: Path
) -> None:
    service.fhir(ours.patient.id, tmp_path / "again.json", language="en", step=no_step)
    assert json.loads((tmp_path / "again.json").read_text(encoding="utf-8")) == bundle


def _of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def test_pain_is_coded_in_loinc_and_a_diagnosis_in_icd_10_cm(bundle: dict[str, Any]) -> None:
    codes = {
        (coding["system"], coding["code"]): each.get("valueInteger")
        for each in _of_kind(bundle, "Observation")
        for coding in each["code"]["coding"]
    }
    assert codes["http://loinc.org", "72514-3"] in (4, None)
    assert codes["urn:clinic-companion:pain", "worst"] == 7
    (condition,) = _of_kind(bundle, "Condition")
    assert {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "S86.111A"} in condition["code"]["coding"]


def test_an_exercise_says_how_often_in_a_timing_and_how_in_words(bundle: dict[str, Any]) -> None:
    requests = _of_kind(bundle, "ServiceRequest")
    assert len(requests) == 4  # two exercises, handed out and in the next draft
    assert {each["status"] for each in requests} == {"active", "draft"}
    for each in requests:
        assert each["occurrenceTiming"]["repeat"] == {"frequency": 2, "period": 1, "periodUnit": "d"}
        assert "30 seconds" in each["patientInstruction"]


def test_a_document_carries_its_bytes_and_their_hashes(bundle: dict[str, Any], ours: Whole) -> None:
    hashes = set()
    for each in _of_kind(bundle, "DocumentReference"):
        (content,) = each["content"]
        data = base64.b64decode(content["attachment"]["data"])
        assert base64.b64decode(content["attachment"]["hash"]) == hashlib.sha1(data).digest()
        hashes |= {one["value"] for one in each.get("identifier", ())}
        assert not {one["value"] for one in each.get("identifier", ())} - {hashlib.sha256(data).hexdigest()}
    assert hashes == (ours.own_hashes - {ours.patient.photo_sha256}) | {ours.shared_hash}
