"""What tests of visits do: store one, look at what is kept, reach a part of the page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.visit import NotePart, Visit
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.phrase_form import PhraseForm
from desks import Desk

S, O, A, P = NotePart  # noqa: E741 - as a note has them
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

OpenVisit = Callable[..., VisitPage]


def put(desk: Desk, visit: Visit) -> Visit:
    desk.record.tables.visits[visit.id] = visit
    return visit


def stored(desk: Desk, page: VisitPage) -> Visit:
    assert page.visit_id is not None
    return desk.record.tables.visits[page.visit_id]


def kept(desk: Desk, page: VisitPage, qtbot: QtBot) -> Visit:
    """The visit as the record has it, once everything is there."""
    qtbot.waitUntil(lambda: page.model.is_kept, timeout=1_500)
    return stored(desk, page)


def field(page: VisitPage, part: NotePart):  # type: ignore[no-untyped-def]
    return page.note.parts[part].field


def has_keyboard(widget: object) -> bool:
    return QApplication.focusWidget() is widget


def a_phrase_form(desk: Desk, qtbot: QtBot, phrases: Sequence[Phrase]) -> PhraseForm:
    """The form of phrases, open, with what was typed before."""
    form = PhraseForm(desk.context, phrases)
    qtbot.addWidget(form)
    form.open()
    desk.worker.wait(5000)
    return form
