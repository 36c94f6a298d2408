"""A whole working day through every floor but the window: the real record, library, figures and PDF."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pdfplumber

from builders import ANSWERED, TickingClock, a_clinic, a_patient
from clinic_app.data.library_files import load_library
from clinic_app.data.record import create_record, open_record
from clinic_app.domain.access import Actor
from clinic_app.domain.program import HandoutWay, prescribed
from clinic_app.domain.repositories import Record
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.services.clinic import ClinicServices
from desks import services_of

MORE = ("hamstring-stretch-supine-strap", "cat-cow", "glute-bridge")


def _clinic(record: Record, folder: Path) -> ClinicServices:
    return services_of(record, Gallery(DrawingCache(folder / "figures")), load_library())


def test_a_handout_is_found_and_printed_again_tomorrow(tmp_path: Path) -> None:
    clock = TickingClock()
    folder = tmp_path / "record"
    record = create_record(folder, clock=clock, actor=Actor(name="test"))
    clinic = _clinic(record, tmp_path)
    clinic.profile.save_profile(a_clinic())
    patient = clinic.patients.add(a_patient(id=uuid4(), family_name="Müller", given_name="Ana"))
    opened = clinic.programs.start(
        clinic.programs.from_template("calf-flexibility-low-back-pain"), patient_id=patient.id
    )
    content = replace(opened.version.content, kept_advice=ANSWERED)
    for slug in MORE:
        content = content.with_item(prescribed(clinic.library.exercise(slug)))
    content = content.moved(content.items[-1].id, 0)
    opened = replace(opened, version=clinic.programs.save(opened.version, content))
    given = clinic.handouts.prepare(opened)
    clinic.handouts.hand_out(given, HandoutWay.PRINTED)
    clinic.close()

    clock.wait(days=1)
    clinic = _clinic(open_record(folder, clock=clock, actor=Actor(name="test")), tmp_path)
    found = clinic.patients.search("muller an")[0]
    summary = clinic.programs.summaries(patient_id=found.id)[0]
    again = clinic.handouts.prepare(clinic.programs.open(summary.program_id))

    assert summary.last_number == 1
    assert again.pdf.data == given.pdf.data
    with pdfplumber.open(BytesIO(again.pdf.data)) as document:
        text = " ".join((page.extract_text() or "") for page in document.pages)
        assert not any(page.images for page in document.pages)
    assert "Ana Müller" in text
    assert text.index("Bridge") < text.index("Calf stretch, straight knee")
    assert len(again.pdf.data) < 160_000
    clinic.close()
