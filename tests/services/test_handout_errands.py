"""What a sheet owes to the versions before it, and what its file is called."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pdfplumber
import pytest

from builders import ANSWERED, a_patient
from clinic_app.data.library_files import load_library
from clinic_app.domain.program import HandoutWay, ProgramContent, prescribed
from clinic_app.domain.sheet_choices import Identity, SheetChoices, SheetLayout
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord

CALF = "gastrocnemius-stretch-on-stairs"


@pytest.fixture
def clinic() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures(), load_library())


def _draft(clinic: ClinicServices, identity: Identity = Identity.FULL) -> OpenProgram:
    patient = clinic.patients.add(a_patient(id=uuid4(), given_name="Rosa", family_name="Martin"))
    content = ProgramContent(
        title="Calf program",
        items=(prescribed(clinic.library.exercise(CALF)),),
        kept_advice=ANSWERED,
        choices=SheetChoices(identity=identity),
    )
    return clinic.programs.start(content, patient_id=patient.id)


@pytest.mark.parametrize(
    ("identity", "end"),
    [
        (Identity.FULL, "Calf program v1 (R. M.).pdf"),
        (Identity.NAME, "Calf program v1 (R. M.).pdf"),
        (Identity.INITIALS, "Calf program v1 (R. M.).pdf"),
        (Identity.NONE, "Calf program v1.pdf"),
    ],
)
def test_a_file_has_the_patients_initials_if_the_sheet_says_whose_it_is(
    clinic: ClinicServices, identity: Identity, end: str
) -> None:
    assert clinic.handouts.prepare(_draft(clinic, identity)).file_name.endswith(end)


def test_a_sheet_printed_again_is_named_after_the_version_it_was(clinic: ClinicServices) -> None:
    opened = _draft(clinic)
    prepared = clinic.handouts.prepare(opened)
    handout = clinic.handouts.hand_out(prepared, HandoutWay.PRINTED)
    revised = clinic.programs.revise(opened.program.id)
    clinic.programs.save(revised.version, replace(revised.version.content, title="Another"))
    assert clinic.handouts.file_name_of(handout) == prepared.file_name


def _text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as document:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in document.pages)


def test_a_first_sheet_says_nothing_is_new(clinic: ClinicServices) -> None:
    assert "New since last time" not in _text(clinic.handouts.prepare(_draft(clinic)).pdf.data)


def test_a_second_sheet_says_what_differs_from_the_first(clinic: ClinicServices) -> None:
    opened = _draft(clinic)
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), HandoutWay.PRINTED)
    revised = clinic.programs.revise(opened.program.id)
    items = (*revised.version.content.items, prescribed(clinic.library.exercise("cat-cow")))
    stored = clinic.programs.save(revised.version, replace(revised.version.content, items=items))
    again = replace(revised, version=stored)
    assert "New since last time: New: " in _text(clinic.handouts.preview(again).data)
    assert "New since last time: New: " in clinic.handouts.plain_text(again)


@pytest.mark.parametrize("layout", list(SheetLayout))
def test_what_is_new_stands_on_every_sheet_with_room_for_it(
    clinic: ClinicServices, layout: SheetLayout
) -> None:
    opened = _draft(clinic)
    clinic.handouts.hand_out(clinic.handouts.prepare(opened), HandoutWay.PRINTED)
    revised = clinic.programs.revise(opened.program.id)
    content = revised.version.content
    first = content.items[0]
    longer = replace(first, schedule=replace(first.schedule, times_per_day=5))
    changed = replace(content, items=(longer,), choices=SheetChoices(layout=layout))
    stored = clinic.programs.save(revised.version, changed)
    text = _text(clinic.handouts.preview(replace(revised, version=stored)).data)
    without = {SheetLayout.WALL_CHART, SheetLayout.POCKET, SheetLayout.LOG}
    assert ("New since last time" in text) is (layout not in without)
