"""Building a program costs few keys or few clicks: counted on the real window, with the shipped library."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from builders import a_clinic, a_patient
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.drawing import Drawing
from clinic_app.domain.program import ProgramContent
from clinic_ui.builder.page import BuilderPage
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.templates_page import TemplatesPage
from clinic_ui.rail import PageKey
from desks import Desk
from fake_pictures import FakePictures
from hands import Hands, print_dialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
SIX = (
    ("gastroc", "gastrocnemius-stretch-at-wall"),
    ("soleus", "soleus-stretch-at-wall"),
    ("bridge", "glute-bridge"),
    ("cat", "cat-cow"),
    ("bird", "bird-dog"),
    ("clam", "clamshell"),
)
"""What is typed, and what it must be understood as."""

ONE_PHASE = "calf-flexibility-low-back-pain"


class AnyPictures(FakePictures):
    """Has the frames of education topics too."""

    def drawing(self, slug: str, frame: str, *, mirror: bool = False, person: str = "") -> Drawing:
        known = frame if frame in self.frames(slug) else "start"
        return super().drawing(slug, known, mirror=mirror, person=person)


class Clinic:
    """A window on one patient's page; a printer that prints into a file."""

    def __init__(self, desk: Desk, qtbot: QtBot, folder: Path) -> None:
        self._qtbot, self._desk, self._file = qtbot, desk, folder / "printed.pdf"
        self.hands = Hands()
        self.patient = desk.services.patients.add(a_patient(id=uuid4()))
        desk.services.profile.save_profile(a_clinic())
        for screen in desk.services.library.screens.values():
            desk.services.screens.store(self.patient.id, screen, ())
        context = desk.context
        self.window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
        qtbot.addWidget(self.window)
        self.window.fill(context)
        builder, patients = self.window.go(PageKey.BUILDER), self.window.go(PageKey.PATIENTS)
        assert isinstance(builder, BuilderPage)
        assert isinstance(patients, PatientsPage)
        self.builder, self.patients = builder, patients
        builder.outputs.sheets._printer_names = lambda: ["Front desk"]
        self.window.setWindowState(Qt.WindowState.WindowNoState)  # the offscreen screen is a small one
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)
        patients.open_patient(self.patient.id)
        qtbot.waitUntil(lambda: patients.detail.view is not None)

    def button(self, around: QWidget, name: str) -> QPushButton:
        """The button a person would look for."""
        return next(
            each for each in around.findChildren(QPushButton) if each.text() == name and each.isVisible()
        )

    def use_button(self, page: TemplatesPage) -> QPushButton:
        """Starts the template that asks nothing."""
        return next(each.use_button for each in page.rows if each.offer.slug == ONE_PHASE)

    def type(self, text: str) -> None:
        """Every letter is a key."""
        for letter in text:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClicks(target, letter)
            self.hands.keys += 1

    def wait_for_the_draft(self) -> None:
        """A draft is on the table."""
        model = self.builder.model
        self._qtbot.waitUntil(lambda: self.window.page_key is PageKey.BUILDER and not model.is_read_only)
        self.window.activateWindow()  # as the desktop does when a dialog is gone
        self._qtbot.waitUntil(self.window.isActiveWindow)

    def wait_for_the_print_dialog(self) -> QPrintDialog:
        """The system's dialog, set to print into our file."""
        return print_dialog(self.builder.outputs.sheets, self._file, self._qtbot)

    def print_by_keys(self) -> None:
        """Ctrl+P, Enter at the question for the next visit, and Enter in the dialog."""
        self.hands.press(KEY.Key_P, CTRL)
        self._qtbot.waitUntil(self.builder.program.gate.isVisible)
        self.hands.press(KEY.Key_Return)
        self.wait_for_the_print_dialog()
        self.hands.press(KEY.Key_Return)

    def print_by_mouse(self) -> None:
        """The button, the next visit in some weeks, and the dialog's."""
        self.hands.click(self.builder.print_button)
        gate = self.builder.program.gate
        self._qtbot.waitUntil(gate.isVisible)
        (review,) = gate.box.in_order()
        self._qtbot.waitUntil(lambda: not review.fix_button.visibleRegion().isEmpty())
        self.hands.click(review.fix_button)
        box = self.wait_for_the_print_dialog().findChild(QDialogButtonBox)
        assert isinstance(box, QDialogButtonBox)
        self.hands.click(box.button(QDialogButtonBox.StandardButton.Ok))

    def printed(self) -> ProgramContent:
        """What was handed out, as version 1."""
        (program_id,) = {each.program_id for each in self._desk.record.tables.versions.values()}
        self._qtbot.waitUntil(lambda: self._version_number(program_id) == 1)
        assert self._file.read_bytes().startswith(b"%PDF")
        return self._desk.services.programs.open(program_id).version.content

    def _version_number(self, program_id: UUID) -> int | None:
        return self._desk.services.programs.open(program_id).version.number


@pytest.fixture
def clinic(new_desk: Callable[..., Desk], qtbot: QtBot, tmp_path: Path) -> Iterator[Clinic]:
    place = Clinic(new_desk(library=load_library(), pictures=AnyPictures()), qtbot, tmp_path)
    yield place
    place.window.close()


def test_six_exercises_from_scratch_and_printed_in_fifty_keys(clinic: Clinic) -> None:
    hands = clinic.hands
    hands.press(KEY.Key_N, CTRL | SHIFT)
    clinic.wait_for_the_draft()
    hands.press(KEY.Key_I, CTRL)
    for typed, _ in SIX:
        clinic.type(typed)
        hands.press(KEY.Key_Return)
    clinic.print_by_keys()
    assert [item.exercise_slug for item in clinic.printed().items] == [slug for _, slug in SIX]
    assert hands.keys <= 50
    assert hands.clicks == 0


def test_six_exercises_from_scratch_and_printed_in_twelve_clicks(clinic: Clinic, qtbot: QtBot) -> None:
    hands, builder = clinic.hands, clinic.builder
    hands.click(clinic.button(clinic.patients, "New program"))
    clinic.wait_for_the_draft()
    view = builder.library.view
    wanted = []
    for row in range(6):
        index = view.model().index(row, 0)
        view.scrollTo(index)
        QTest.mouseMove(view.viewport(), view.visualRect(index).center())
        qtbot.waitUntil(builder.row_add.button.isVisible)
        wanted.append(builder.library.model.exercise(row).slug)
        hands.click(builder.row_add.button)
    clinic.print_by_mouse()
    assert [item.exercise_slug for item in clinic.printed().items] == wanted
    assert hands.clicks <= 12
    assert hands.keys == 0


def test_a_template_with_two_doses_changed_and_printed_in_twenty_five_keys(
    clinic: Clinic, qtbot: QtBot
) -> None:
    hands = clinic.hands
    hands.press(KEY.Key_T, CTRL)
    page = clinic.window.stack.currentWidget()
    assert isinstance(page, TemplatesPage)
    qtbot.waitUntil(lambda: bool(page.rows) and page.rows[0].use_button.hasFocus())
    while page.rows[0].offer.slug != ONE_PHASE and QApplication.focusWidget() is not clinic.use_button(page):
        hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Return)
    clinic.wait_for_the_draft()
    before = clinic.builder.model.content
    hands.press(KEY.Key_F2)
    hands.press(KEY.Key_Up)
    hands.press(KEY.Key_Up, CTRL)
    hands.press(KEY.Key_Up)
    clinic.print_by_keys()
    after = clinic.printed()
    changed = [new.dosage.sets - old.dosage.sets for new, old in zip(after.items, before.items, strict=True)]
    assert changed[-2:] == [1, 1]
    assert hands.keys <= 25


def test_a_template_with_two_doses_changed_and_printed_in_nine_clicks(clinic: Clinic, qtbot: QtBot) -> None:
    hands, builder = clinic.hands, clinic.builder
    hands.click(clinic.patients.detail.templates_button)
    page = clinic.window.stack.currentWidget()
    assert isinstance(page, TemplatesPage)
    qtbot.waitUntil(lambda: bool(page.rows) and page.patient_button.isVisible())
    hands.click(clinic.use_button(page))
    clinic.wait_for_the_draft()
    for at in range(2):
        card = builder.items.in_order()[at]
        cell = card.doses.cells["hold_s"]
        hands.click(cell.field)
        qtbot.waitUntil(lambda card=card: card.is_open)
        assert cell.values is not None
        hands.click(next(each for each in cell.values.buttons if each.text() == "60"))
    clinic.print_by_mouse()
    doses = [item.dosage for item in clinic.printed().items[:2]]
    assert [dose.hold_s for dose in doses if isinstance(dose, HoldDosage)] == [60, 60]
    assert hands.clicks <= 9
    assert hands.keys == 0
