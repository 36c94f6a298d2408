"""Programs with advice on them, as tests speak of them."""

from dataclasses import replace
from uuid import UUID, uuid4

from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_ui.builder.advice_line import AdviceLine
from clinic_ui.builder.page import BuilderPage
from desks import Desk

CALF, BRIDGE, HAMSTRING = "gastrocnemius-stretch-on-stairs", "glute-bridge", "hamstring-stretch-supine-strap"


def a_program(desk: Desk, *slugs: str, hold_s: int = 30, **facts: object) -> UUID:
    """A program of a new patient, with holds of that many seconds."""
    patient = desk.services.patients.add(a_patient(id=uuid4(), **facts))
    items = [prescribed(desk.services.library.exercise(slug)) for slug in slugs]
    held = tuple(
        replace(item, dosage=replace(item.dosage, hold_s=hold_s))
        if isinstance(item.dosage, HoldDosage)
        else item
        for item in items
    )
    return desk.services.programs.start(ProgramContent(items=held), patient_id=patient.id).program.id


def told(page: BuilderPage, qtbot: QtBot) -> None:
    """Wait until the advice is of what the program says now."""
    qtbot.waitUntil(lambda: page.program.advice.is_up_to_date)


def line(page: BuilderPage, key: str, at: int = 0) -> AdviceLine:
    box = page.items.in_order()[at].advice
    assert box is not None
    return next(each for each in box.in_order() if each.advice.key == key)
