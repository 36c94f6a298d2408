"""The afternoon: searches, a file of patients, a backup, locked and unlocked, an export, somebody erased."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.pages.export_form import Leaving
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.rail import PLACES, PageKey
from desk_day import marks
from desk_day.morning import out
from desk_day.program_in_use import ProgramInUse

_CTRL = Qt.KeyboardModifier.ControlModifier


def look_at_every_page(day: ProgramInUse) -> None:
    """All places of the rail."""
    for place in PLACES:
        day.window.go(place.key)
        day.settle()


def search(day: ProgramInUse) -> None:
    """Ctrl+K from the list: words nobody wrote, then the patient, who is opened; a search of the list."""
    page = day.patients
    page.leave_patient()
    day.settle()
    for words in (*marks.SEARCHED, marks.FAMILY, marks.VISIT[0]):
        finder = _found_by(day, words)
        found = [f"{each.title} {each.detail}".casefold() for each in finder.entries()]
        day.seen.found += [words for each in found if words.casefold() in each][:1]
        QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    QTest.keyClicks(page.list.search, marks.SEARCHED[0])
    day.settle()
    page.list.search.clear()


def _found_by(day: ProgramInUse, words: str) -> FindAnything:
    """Ctrl+K, and typed."""
    day.take_the_keyboard()
    QTest.keyClick(day.window, Qt.Key.Key_K, _CTRL)
    finder = day.window._finding
    assert finder is not None
    day.until(finder.line.hasFocus, "the line has the keyboard")
    QTest.keyClicks(finder.line, words)
    day.settle()
    return finder


def open_the_patient(day: ProgramInUse) -> None:
    """By Ctrl+K and Enter."""
    day.patients.leave_patient()
    finder = _found_by(day, marks.FAMILY)
    assert marks.FAMILY.upper() in finder.entries()[0].title
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    day.settle()
    detail = day.patients.detail
    day.until(lambda: detail.view is not None, "the patient's page")


def import_patients(day: ProgramInUse) -> None:
    """A table of another system."""
    row = marks.IMPORTED
    table = day.desktop / "old system.csv"
    cells = (row["surname"], row["first"], "1950-05-27", row["phone"], row["mail"])
    rows = ("Surname,First name,DOB,Phone,E-mail", ",".join(cells), "")
    table.write_text("\n".join(rows), encoding="utf-8")
    page = day.patients
    page.files.take(table)
    day.until(lambda: page.files.form is not None, "the import")
    form = page.files.form
    assert form is not None
    day.click(form.import_button)
    day.until_gone(form, "the import is done")


def back_up(day: ProgramInUse) -> None:
    """To the usual place and to a stick."""
    page = day.window.go(PageKey.SETTINGS)
    assert isinstance(page, SettingsPage)
    form = page.backups
    stick = day.desktop.parent / "stick"
    stick.mkdir()
    form.add_folder(str(stick))
    day.until(lambda: any(stick.rglob("*.db")), "a backup on the stick")
    day.settle()
    day.click(form.now_button)
    day.settle()


def lock_and_come_back(day: ProgramInUse) -> None:
    """Copied, locked, guessed wrong, unlocked."""
    page = day.patients
    day.until(lambda: day.program._locker is not None, "the watch over the lock")
    day.window.activateWindow()
    day.until(lambda: QGuiApplication.focusWindow() is not None, "the window has the keyboard")
    page.detail.more.copy.trigger()
    day.until(lambda: marks.FAMILY.upper() in QGuiApplication.clipboard().text(), "the text is copied")
    day.seen.copied = "yes"
    QTest.keyClick(day.window, Qt.Key.Key_L, _CTRL)
    screen = day.alone(UnlockScreen)
    day.seen.clipboard_after_lock = QGuiApplication.clipboard().text()
    _guess(day, screen, marks.WRONG)
    day.until(lambda: screen.secret_row.note.text(), "it was wrong")
    day.until(lambda: screen.unlock.isEnabled(), "another try")
    _guess(day, screen, marks.PASSPHRASE)
    day.until(day.window.rail.isVisible, "the pages")
    again = day.patients.detail
    day.until(lambda: again.view is not None, "the patient's page again")


def _guess(day: ProgramInUse, screen: UnlockScreen, secret: str) -> None:
    day.type_into(screen.secret.line, secret)
    QTest.keyClick(screen.secret.line, Qt.Key.Key_Return)


def export(day: ProgramInUse) -> None:
    """Everything of the patient, into the folder that is called like her."""
    more = day.patients.detail.more
    ways = ((Leaving.ZIP, more.export, "all.zip"), (Leaving.FHIR, more.fhir, "fhir.json"))
    for leaving, trigger, name in ways:
        trigger.trigger()
        form = more.export_form
        assert form is not None
        assert form.leaving.chosen is leaving
        day.click(form.choose_button)
        day.choose_file(out(day, name))
        day.until(lambda name=name: out(day, name).exists(), "the export")  # type: ignore[misc]
        day.settle()


def leave_a_form_half_done(day: ProgramInUse) -> None:
    """Typed, kept as a draft within a second, and never saved."""
    page = day.patients
    patient = page.detail.view.patient if page.detail.view else None
    assert patient is not None
    form = PatientForm(page.context, patient, day.window)
    form.open()
    day.settle()
    day.type_into(form.inputs.notes, marks.UNFINISHED)
    QTest.qWait(700)
    form.reject()


def erase_somebody(day: ProgramInUse) -> None:
    """Whoever came with the file goes for good."""
    page = day.patients
    (patient,) = day.services.patients.search(marks.IMPORTED["surname"])
    page.open_patient(patient.id)
    day.until(lambda: page.detail.view is not None, "the patient's page")
    day.settle()
    more = page.detail.more
    more.erase.trigger()
    day.until(lambda: more.erase_form is not None, "the question")
    form = more.erase_form
    assert form is not None
    QTest.keyClicks(form.reason, marks.REASON)
    QTest.keyClicks(form.number, patient.written_number)
    _press(form.erase_button)
    day.until_gone(form, "nothing is left")
    day.settle()


def _press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
