"""Pictures of the letter's form and of the ways to take the chart along."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_ui.pages.patients_page import PatientsPage

Take = Callable[[QWidget, str], None]


def take_letters(take: Take, page: PatientsPage) -> None:
    """The form on the page of a patient, then the chart's menu."""
    detail = page.detail
    detail.letters.button.click()
    form = detail.letters.form
    assert form is not None
    take(form, "letter-form")
    form.reject()
    button = detail.care.take.button
    menu = detail.care.take.menu
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    take(menu, "chart-menu")
    menu.close()
