"""The import of patients as a person sees it: columns, dates, duplicates, refusals, one button."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import a_patient
from clinic_app.domain.arrival import Column
from clinic_app.domain.date_order import DateOrder
from clinic_app.services.patient_import import Decision
from clinic_ui.opened_file import OpenedFiles
from clinic_ui.pages.patient_import_form import PatientImportForm
from clinic_ui.pages.patients_page import PatientsPage
from desks import Desk
from fakes import FakeRecord

NewDesk = Callable[..., Desk]
ROWS = (
    "Surname,First name,DOB,Phone\n"
    "Smith,John,03/04/1961,1\n"
    "Smyth,Jon,03/04/1961,2\n"
    "Hayes,Ruth,12/03/1951,3\n"
    ",Nobody,,4\n"
)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    record = FakeRecord()
    john = a_patient(family_name="Smith", given_name="John", birth_date=date(1961, 4, 3))
    record.tables.patients[john.id] = john
    record.tables.last_record_number = 1
    return new_desk(record=record)


def a_form(qtbot: QtBot, desk: Desk, rows: str = ROWS) -> PatientImportForm:
    incoming = desk.services.patient_import.look_into(rows.encode(), "old system.csv")
    form = PatientImportForm(desk.context, incoming)
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_date_that_can_be_read_in_two_ways_is_asked_about_first(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk)
    assert form.order.chosen is None
    assert "two ways" in form.reason.text()
    assert not form.import_button.isEnabled()
    form.order.buttons()[0].click()
    qtbot.waitUntil(lambda: form.plan is not None)
    assert form.order.chosen is DateOrder.DAY
    assert form.views.buttons()[0].text() == "New: 1"
    assert form.views.buttons()[1].text() == "To look at: 2"
    assert form.views.buttons()[2].text() == "Refused: 1"
    refused = form.refused.item(0, 2)
    assert refused is not None
    assert refused.text() == "The family name is missing."


def test_whoever_may_be_there_is_decided_about_before_anything_is_stored(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk)
    form.order.buttons()[0].click()
    qtbot.waitUntil(lambda: form.plan is not None)
    assert "decide about it first" in form.status.text()
    assert not form.import_button.isEnabled()
    assert form.alike.decisions == {2: Decision.LEAVE_OUT}
    form.alike.rest_in.click()
    assert form.import_button.text() == "Import 2 patients"
    with qtbot.waitSignal(form.imported) as stored:
        form.import_button.click()
    assert stored.args is not None
    assert (stored.args[0].added, stored.args[0].left_out) == (2, 1)
    names = {each.family_name for each in desk.services.patients.search()}
    assert names == {"Smith", "Smyth", "Hayes"}


def test_another_column_is_taken_for_the_name(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk, "A,B\nHayes,Ruth\n")
    assert "Say which column" in form.status.text()
    first, second = form.columns.choices
    for choice, column in ((first, Column.GIVEN_NAME), (second, Column.FULL_NAME), (first, Column.FULL_NAME)):
        choice.choose(column.value)
        choice.activated.emit(choice.currentIndex())
    assert form.columns.columns == (Column.FULL_NAME, Column.NOTHING), "a kind stands once"
    qtbot.waitUntil(lambda: form.import_button.isEnabled())
    assert form.import_button.text() == "Import 1 patient"


def many_rows(count: int) -> str:
    """People who are like nobody: each with another name and birth date."""
    born = (date(1930, 1, 1) + timedelta(days=40 * number) for number in range(count))
    return "".join(f"Q{number:04},G{number:04},{day}\n" for number, day in enumerate(born))


def test_what_is_left_out_is_told_by_its_title(qtbot: QtBot, desk: Desk) -> None:
    form = a_form(qtbot, desk, "Surname,First name,Shoe size,Empty\nHayes,Ruth,39,\n")
    assert form.left_out.text() == "1 column with text is left out: Shoe size."
    choice = form.columns.choices[2]
    choice.choose(Column.NOTES.value)
    choice.activated.emit(choice.currentIndex())
    assert form.left_out.isHidden()


def test_of_many_rows_those_with_problems_come_first_and_the_rest_is_counted(
    qtbot: QtBot, desk: Desk
) -> None:
    form = a_form(qtbot, desk, f"Surname,First name,DOB\n{many_rows(400)}Last,Ruth,\n,Nobody,\n")
    qtbot.waitUntil(lambda: form.plan is not None and form.import_button.isEnabled())
    assert form.views.chosen == 2, "what is refused is told first"
    assert form.shown.isHidden()
    form.views.buttons()[0].click()
    assert form.shown.text().startswith("The first 300 of 401 rows are shown, those without a birth date")
    first = form.new.item(0, 1)
    assert first is not None
    assert first.text().startswith("LAST")


def test_those_to_decide_about_come_before_those_that_are_the_same(qtbot: QtBot, desk: Desk) -> None:
    same = many_rows(320)
    form = a_form(qtbot, desk, f"Surname,First name,DOB\n{same}{same}Smyth,Jon,1961-04-03\n")
    qtbot.waitUntil(lambda: form.plan is not None)
    assert form.views.chosen == 1
    assert form.alike.undecided == 1
    row = form.alike.table.item(0, 0)
    assert row is not None
    assert row.text() == "642"
    assert form.shown.text().startswith("The first 300 of 321 rows are shown, those to decide about")


def test_a_dropped_table_is_imported_not_opened(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_text("Surname,First name\nHayes,Ruth\n")
    window, taken = QWidget(), list[Path]()
    qtbot.addWidget(window)
    OpenedFiles(desk.context, window, lambda _: None, taken.append).take(path)
    assert taken == [path]


def test_the_list_shows_who_came_in(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "patients.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nN:Hayes;Ruth;;;\nFN:Ruth Hayes\nEND:VCARD\n")
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.files.take(path)
    qtbot.waitUntil(lambda: page.files.form is not None and page.files.form.import_button.isEnabled())
    assert page.files.form is not None
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        page.files.form.import_button.click()
    assert said.args is not None
    assert said.args[0] == "1 patient added"

    def names() -> list[str]:
        model = page.list.model
        return [model.patient(at).family_name for at in range(model.rowCount())]

    qtbot.waitUntil(lambda: names() == ["Hayes", "Smith"])


def test_a_file_that_is_no_table_is_told_in_one_sentence(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_bytes(b"PK\x03\x04")
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.problems.problem_met) as met:
        page.files.take(path)
    assert met.args is not None
    assert "no CSV" in met.args[0]
