"""The bundle as another system takes it: whole, with codes it can look up, days and times it can read."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from fhir.resources.R4B import get_fhir_model_class

import clinic_resources
from builders import TickingClock
from clinic_app.data.library_files import load_library
from clinic_app.data.record import NOBODY, create_record
from clinic_app.domain.visit import BodyView, ChartMark, Sensation
from clinic_app.exchange.fhir_chart import chart_svg, place_of
from clinic_app.services.patient_export import PatientExportService
from fake_pictures import FakePictures
from whole_records import store_whole_patient

SYSTEMS = {
    "http://loinc.org",
    "http://unitsofmeasure.org",
    "http://hl7.org/fhir/sid/icd-10-cm",
    "urn:ietf:bcp:47",
}
HL7 = "http://terminology.hl7.org/CodeSystem/"
OURS = "urn:clinic-companion:"
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
SVG = "{http://www.w3.org/2000/svg}"


def no_step(done: int, whole: int) -> None:
    """Nobody waits."""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("fhir")
    record = create_record(folder / "record", clock=TickingClock(), actor=NOBODY)
    whole = store_whole_patient(record, "A<b onload=x>&'\"")
    service = PatientExportService(record, load_library(), clinic_resources.catalogue, FakePictures())
    service.fhir(whole.patient.id, folder / "out.json", language="en", step=no_step)
    record.close()
    found: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return found


def within(value: object, name: str) -> Iterator[Any]:
    """Everything that stands under that name, however deep."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == name:
                yield each
            yield from within(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from within(each, name)


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def test_every_resource_is_valid_r4b_by_itself_and_read_back_the_same(bundle: dict[str, Any]) -> None:
    for each in bundle["entry"]:
        told = each["resource"]
        model = get_fhir_model_class(told["resourceType"]).model_validate(told, strict=True)
        again = json.loads(model.model_dump_json())
        assert set(told) <= set(again)
        assert again["id"] == told["id"]


def test_every_full_url_is_the_uuid_of_its_resource_and_stands_once(bundle: dict[str, Any]) -> None:
    urls = [each["fullUrl"] for each in bundle["entry"]]
    assert len(set(urls)) == len(urls)
    for each in bundle["entry"]:
        assert each["fullUrl"] == f"urn:uuid:{UUID(each['resource']['id'])}"


def test_every_reference_is_resolved_within_the_bundle(bundle: dict[str, Any]) -> None:
    known = {each["fullUrl"] for each in bundle["entry"]}
    found = {each for each in within(bundle, "reference") if isinstance(each, str)}
    assert found
    assert found <= known


def test_every_code_is_of_a_system_that_can_be_looked_up_or_says_that_it_is_ours(
    bundle: dict[str, Any],
) -> None:
    found = set(within(bundle, "system")) - {"phone", "email"}
    assert found & SYSTEMS
    for each in found - SYSTEMS:
        assert each.startswith((HL7, OURS))
    for coding in within(bundle, "coding"):
        assert all(each["system"] and re.fullmatch(r"\S+", each["code"]) for each in coding)


def test_every_time_says_its_zone_and_every_day_is_a_day(bundle: dict[str, Any]) -> None:
    names = (
        "timestamp",
        "date",
        "birthDate",
        "start",
        "end",
        "effectiveDateTime",
        "creation",
        "recordedDate",
    )
    names = (*names, "authoredOn", "created", "onsetDateTime", "startDate", "occurrenceDateTime", "time")
    times = [each for name in names for each in within(bundle, name) if isinstance(each, str)]
    assert times
    for each in times:
        assert MOMENT.fullmatch(each) or DAY.fullmatch(each), each
    assert MOMENT.fullmatch(bundle["timestamp"])


def test_no_narrative_carries_what_a_person_typed_as_markup(bundle: dict[str, Any]) -> None:
    """There is no ``text.div``: readers make their own, from values."""
    assert not list(within(bundle, "div"))


def test_a_body_chart_is_an_observation_with_the_drawn_chart_beside(bundle: dict[str, Any]) -> None:
    (chart,) = (each for each in of_kind(bundle, "Observation") if each["code"].get("text") == "Body chart")
    (felt,) = chart["component"]
    assert felt["code"]["text"] == "Ache"
    assert felt["code"]["coding"][0] == {"system": f"{OURS}sensation", "code": "ache"}
    assert felt["valueString"].endswith("(back view)")
    (source,) = chart["derivedFrom"]
    (drawn,) = (each for each in bundle["entry"] if each["fullUrl"] == source["reference"])
    attachment = drawn["resource"]["content"][0]["attachment"]
    assert attachment["contentType"] == "image/svg+xml"
    root = ElementTree.fromstring(base64.b64decode(attachment["data"]))
    assert root.tag == f"{SVG}svg"
    assert drawn["resource"]["context"]["encounter"] == [chart["encounter"]]


FIGURES = {view: FakePictures().drawing("body-map-front", "start") for view in BodyView}


def a_mark(sensation: Sensation, view: BodyView, *points: tuple[float, float]) -> ChartMark:
    return ChartMark(sensation=sensation, view=view, points=points)


@pytest.mark.parametrize(
    ("view", "x", "said"),
    [
        (BodyView.FRONT, 4.0, "lower back, left (front view)"),
        (BodyView.BACK, 4.0, "lower back, right (back view)"),
        (BodyView.BACK, 0.2, "lower back (back view)"),
    ],
)
def test_a_mark_is_told_by_its_area_and_the_patients_side(view: BodyView, x: float, said: str) -> None:
    assert place_of(a_mark(Sensation.PAIN, view, (x, 5.0), (x, 8.0)), FIGURES) == said


def test_without_a_figure_only_the_side_is_told() -> None:
    assert place_of(a_mark(Sensation.PAIN, BodyView.BACK, (-4.0, 5.0)), {}) == "left (back view)"


def test_the_drawn_chart_has_the_figure_every_mark_and_a_legend() -> None:
    marks = [
        a_mark(Sensation.PAIN, BodyView.BACK, (1.0, 40.0), (3.0, 42.0), (5.0, 40.0)),
        a_mark(Sensation.NUMBNESS, BodyView.FRONT, (2.0, 80.0)),
    ]
    drawn = ElementTree.fromstring(chart_svg(marks, FIGURES, "Chart <of> today & more"))
    texts = [each.text for each in drawn.iter(f"{SVG}text")]
    assert texts == ["Chart <of> today & more", "front", "back", "Pain", "Numbness"]
    areas = sum(len(figure.areas) for figure in FIGURES.values())
    assert len(list(drawn.iter(f"{SVG}path"))) == areas + 1 + len(("Pain", "Numbness"))
    assert len(list(drawn.iter(f"{SVG}circle"))) == 1
    assert not list(drawn.iter(f"{SVG}script"))
