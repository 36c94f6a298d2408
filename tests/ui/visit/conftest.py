"""A visit in a window that has the keyboard."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.patient import Patient
from clinic_app.domain.visit import Visit
from clinic_ui.visit.page import VisitPage
from desks import Desk, checked_library
from visit_pages import OpenVisit


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(library=checked_library())


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return desk.services.patients.add(a_patient(id=uuid4()))


@pytest.fixture
def open_visit(desk: Desk, patient: Patient, qtbot: QtBot) -> OpenVisit:
    """Start a visit, or open that one, in a window that has the keyboard."""

    def shown(visit: Visit | None = None) -> VisitPage:
        page = VisitPage(desk.context)
        qtbot.addWidget(page)
        page.resize(1300, 820)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        if visit is None:
            page.start(patient.id)
        else:
            page.open(visit.id)
        qtbot.waitUntil(lambda: page.model.visit is not None)
        return page

    return shown
