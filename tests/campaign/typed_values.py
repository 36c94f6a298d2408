"""Days and numbers that cannot be, typed into the window's fields: kept as meant, or one sentence each."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from campaign.odd_values import TYPED
from campaign.typed_forms import opened_program
from campaign.typist import Typist
from clinic_app.domain.errors import InputError
from clinic_ui.pages.typed_date import read_date, read_onset

Form = Callable[[Typist], None]
VALUES: Final = {
    f"the value {text[:40]!r}": text for text in (*TYPED, "29.2.2024", "5.5.1880", "1.1.2999", str(2**63))
}


def _one_sentence(typist: Typist, place: str, near: Any) -> None:
    said = set(typist.sentences(near))
    if len(said) != 1:
        typist.tally.silent += 1
        typist.tally.note(f"{typist.name} in {place}: {len(said)} sentences {sorted(said)[:3]}")


def _judge(typist: Typist, place: str, form: Any, field: QLineEdit, stored: Callable[[], object]) -> None:
    """Save the form with this one value; what it stored has to be what the field means."""
    before = stored()
    typist.put(place, field)
    typed = field.text()
    typist.press(form.store_button)
    typist.settle(lambda: not form.isVisible() or form.store_button.isEnabled())
    if form.isVisible():
        _one_sentence(typist, place, form)
        typist.refused(place, form, {field: typed})
        if stored() != before:
            typist.tally.lost += 1
            typist.tally.note(f"{typist.name} in {place}: refused, and stored")
        typist.press(form.cancel_button)
        return
    typist.tally.injected += 1
    if stored() not in _meant(typed):
        typist.tally.lost += 1
        typist.tally.note(f"{typist.name} in {place}: {stored()!r}")


def _meant(typed: str) -> list[object]:
    """What somebody may mean who types this into a field for a day or a number."""
    found: list[object] = []
    for read in (read_date, read_onset, int):
        with suppress(InputError, ValueError):
            found.append(read(typed.strip()))
    return found if typed.strip() else [None]


def _patient(typist: Typist) -> None:
    from clinic_ui.pages.patient_form import PatientForm

    patients = typist.care.services.patients
    places = {"birth_date": "birth_date", "consent_on": "consent_on", "minutes": "minutes_willing"}
    for name, kept in places.items():
        form = PatientForm(typist.desk.context, patients.get(typist.care.patient), typist.window)
        typist.open(form)
        form.inputs.bring(name)
        field = form.inputs.limits.minutes if name == "minutes" else form.inputs.typed_into(name)
        assert isinstance(field, QLineEdit)
        _judge(
            typist,
            f"patient.{name}",
            form,
            field,
            lambda kept=kept: getattr(patients.get(typist.care.patient), kept),
        )
    patients.save(replace(patients.get(typist.care.patient), birth_date=date(1961, 3, 14)))


def _problem(typist: Typist) -> None:
    from clinic_ui.pages.episode_form import EpisodeForm

    patients = typist.care.services.patients

    def episode() -> Any:
        found = patients.episodes(typist.care.patient)
        return next(each for each in found if each.id == typist.care.episode)

    for name in ("onset", "planned_visits"):
        form = EpisodeForm(typist.desk.context, typist.care.patient, episode(), typist.window)
        typist.open(form)
        field = getattr(form.inputs, name)
        _judge(typist, f"episode.{name}", form, field, lambda name=name: getattr(episode(), name))


def _program(typist: Typist) -> None:
    services = typist.care.services
    page, card = opened_program(typist)

    def content() -> Any:
        page.flush()
        return services.programs.open(typist.care.program).version.content

    for name, field in list(card.fields.items()):
        if not field.isVisible():
            continue
        before = content()
        typist.put(f"dose.{name}", field)
        typed = field.text()
        QTest.keyClick(field, Qt.Key.Key_Tab)
        typist.settle()
        _settled(typist, f"dose.{name}", page, typed, is_other=content() != before, shown=field.text())
    before = content()
    typist.put("next visit", page.head.review)
    typed = page.head.review.text()
    QTest.keyClick(page.head.review, Qt.Key.Key_Tab)
    typist.settle()
    shown = page.head.review.text()
    _settled(typist, "next visit", page, typed, is_other=content() != before, shown=shown)


def _visit(typist: Typist) -> None:
    from clinic_app.domain.visit import FindingKind

    services = typist.care.services
    typist.new_visit()
    page = typist.window.stack.currentWidget().visit
    row = page.measures.findings.add_row(FindingKind.OTHER)
    row.name.setText("grip")
    typist.put("finding", row.value)
    typed = row.value.text()
    QTest.keyClick(row.value, Qt.Key.Key_Tab)
    typist.settle()
    page.flush()
    found = services.visits.open(typist.care.visit).visit.findings
    typist.tally.injected += 1
    if not found and typed.strip() and (row.value.text() != typed or not row.problem.text()):
        typist.tally.silent += 1
        typist.tally.note(f"{typist.name} in finding: {row.value.text()!r} {row.problem.text()!r}")
    row.removed.emit()
    typist.put("day of the visit", page.head.day)
    typed = page.head.day.text()
    before = page.model.visit.visited_on
    typist.settle()
    said = typist.sentences(page)
    QTest.keyClick(page.head.day, Qt.Key.Key_Tab)
    typist.settle()
    page.flush()
    typist.tally.injected += 1
    now = page.model.visit.visited_on
    if typed.strip() and now not in _meant(typed) and not (said or typist.sentences(page)):
        typist.tally.silent += 1
        typist.tally.note(f"{typist.name} in day of the visit: {before} stays, and nobody was told")


def _settled(typist: Typist, place: str, page: Any, typed: str, *, is_other: bool, shown: str) -> None:
    """A field that stores when it is left: it holds what was typed, or a sentence says why not."""
    typist.tally.injected += 1
    is_taken = is_other or shown.strip() == typed.strip()
    if (not is_taken or page.head.review.property("invalid")) and not typist.sentences(page):
        typist.tally.silent += 1
        typist.tally.note(f"{typist.name} in {place}: {shown!r} stands there, and nobody was told")


VALUE_FORMS: Final[dict[str, Form]] = {
    "values of a patient": _patient,
    "values of a problem": _problem,
    "values of a program": _program,
    "values of a visit": _visit,
}
