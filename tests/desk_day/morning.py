"""The morning: a protected record, a patient with everything, a visit, a program, a score, a letter."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from builders import ANSWERED
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_ui.builder.page import BuilderPage
from clinic_ui.first_run import FirstRun
from clinic_ui.security.first_protection import FirstProtection
from desk_day import marks
from desk_day.program_in_use import ProgramInUse
from images import a_photo

_EXERCISES = ("cat-cow", "glute-bridge")


def open_protected(day: ProgramInUse) -> None:
    """The first start: who works here, a passphrase, the code said to be on paper."""
    day.program.start()
    first = day.alone(FirstRun)
    day.type_into(first.clinic, marks.CLINIC["clinic"])
    day.type_into(first.phone, marks.CLINIC["phone"])
    day.type_into(first.credentials, marks.CLINIC["credentials"])
    day.type_into(first.therapist, marks.THERAPIST)
    day.click(first.start)
    form = day.alone(FirstProtection)
    day.until(form.name.text, "the name is known")
    for line in (form.form.first, form.form.again):
        QTest.keyClicks(line.line, marks.PASSPHRASE)
    day.click(form.store)
    day.until(lambda: form.code is not None, "a recovery code")
    assert form.code is not None
    day.seen.code = form.code.written
    form.code.confirmed.click()
    day.click(form.code.go_on)
    day.until(day.window.rail.isVisible, "the pages")


def add_a_patient(day: ProgramInUse) -> None:
    """Every text of the form, and a photo from a phone."""
    page = day.patients
    day.take_the_keyboard()
    QTest.keyClick(page.list.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    day.until(lambda: page.form is not None, "the form")
    form = page.form
    assert form is not None
    for fold in form.inputs.folds.values():
        fold.open()
    for name, text in marks.PATIENT.items():
        day.type_into(form.inputs.typed_into(name), text)
    day.type_into(form.inputs.birth_date, marks.BORN)
    picture = day.desktop / "photo.jpg"
    picture.write_bytes(a_photo(comment=marks.PICTURE.encode()))
    form.inputs.photo.take_file(picture)
    day.until(lambda: form.inputs.photo.text, "the photo is taken in")
    QTest.qWait(600)  # the draft is kept meanwhile
    day.click(form.store_button)
    day.until(lambda: page.detail.view is not None, "the patient's page")


def add_a_problem(day: ProgramInUse) -> None:
    """What the patient came for."""
    detail = day.patients.detail
    detail.problems.add()
    form = detail.problems.form
    assert form is not None
    inputs = form.inputs
    fields = {
        "problem": inputs.problem,
        "goals": inputs.goals,
        "mechanism": inputs.mechanism,
        "referrer": inputs.referrer,
    }
    for name, field in fields.items():
        day.type_into(field, marks.PROBLEM[name])
    day.click(form.store_button)
    day.until(lambda: detail.head.episode is not None, "the problem is shown")


def write_a_visit(day: ProgramInUse) -> None:
    """Four parts of a note, kept as they are typed."""
    page = day.patients
    patient_id = page.detail.patient_id
    assert patient_id is not None
    page.start_visit(patient_id)
    visit = page.visit
    assert visit is not None
    day.until(lambda: visit.model.visit is not None, "the visit")
    for part, text in zip(visit.note.parts.values(), marks.VISIT, strict=True):
        day.type_into(part.field, text)
    QTest.qWait(600)
    visit.leave()
    day.until(lambda: page.detail.view is not None, "the patient's page")


def hand_out_a_program(day: ProgramInUse) -> None:
    """Title, reason and a note of an exercise typed; the sheet saved where the person says."""
    detail = day.patients.detail
    items = tuple(
        replace(prescribed(day.services.library.exercise(slug)), note=marks.EXERCISE_NOTE)
        for slug in _EXERCISES
    )
    content = ProgramContent(title="", items=items, kept_advice=ANSWERED)
    opened = day.services.programs.start(content, patient_id=detail.patient_id)
    day.window.open_program(opened.program.id)
    builder = day.window.stack.currentWidget()
    assert isinstance(builder, BuilderPage)
    day.until(lambda: builder.model.program is not None, "the program")
    day.type_into(builder.head.title, marks.PROGRAM["title"])
    day.type_into(builder.head.why, marks.PROGRAM["why"])
    QTest.qWait(700)
    day.settle()
    builder.outputs.save_pdf()
    day.choose_file(out(day, "handout.pdf"))
    day.until(lambda: out(day, "handout.pdf").exists(), "the sheet")
    day.settle()


def take_a_score(day: ProgramInUse) -> None:
    """Pain, with a note."""
    detail = day.patients.detail
    day.until(detail.add.score.isEnabled, "a score can be added")
    detail.add.score.trigger()
    form = detail.add.score_form
    assert form is not None
    day.until(form.isActiveWindow, "the form is in front")
    form.pick("nprs")
    strip = day.app.focusWidget()
    assert strip is not None
    QTest.keyClick(strip, Qt.Key.Key_4)
    day.type_into(form.note, marks.SCORE_NOTE)
    day.click(form.store_button)
    day.until_gone(form, "the score is kept")


def write_a_letter(day: ProgramInUse) -> None:
    """To whom and what is to be said beside, typed; saved where the person says."""
    detail = day.patients.detail
    day.until(detail.letters.button.isEnabled, "a letter can be written")
    day.click(detail.letters.button)
    form = detail.letters.form
    assert form is not None
    day.type_into(form.addressee, marks.LETTER["addressee"])
    day.type_into(form.remark, marks.LETTER["remark"])
    QTest.qWait(600)
    day.click(form.save_button)
    day.choose_file(out(day, "letter.pdf"))
    day.until(lambda: detail.letters.form is None, "the letter is kept")


def out(day: ProgramInUse, name: str) -> Path:
    """A folder on the desktop that is named after the patient."""
    folder = day.desktop / marks.FOLDER
    folder.mkdir(exist_ok=True)
    return folder / name
