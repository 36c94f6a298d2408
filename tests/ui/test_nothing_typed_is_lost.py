"""Every form of the program: typed into, locked that moment, unlocked: the text is offered again."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import clinic_ui
from builders import a_content, a_diary, a_draft, a_patient, a_program, a_result, a_visit, an_episode, an_item
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.patient import Episode, Patient
from clinic_ui.builder.answer_line import AnswerLine
from clinic_ui.builder.page import BuilderPage
from clinic_ui.icons import Icons
from clinic_ui.leaving import close_windows_but
from clinic_ui.letters.letter_form import LetterForm
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.erase_form import EraseForm
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from clinic_ui.pages.name_form import NameForm
from clinic_ui.pages.patient_form import PatientForm
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.pages.settings_page import SettingsPage
from clinic_ui.scores.diary_form import DiaryForm
from clinic_ui.scores.score_form import ScoreForm
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.visit.page import VisitPage
from clinic_ui.visit.phrase_form import PhraseForm
from clinic_ui.widgets.number_field import NumberField
from desks import Desk, a_stored_program, measured_library

MONDAY = date(2026, 10, 19)
SHORTEST = 60
"""Letters that a field of free text has room for; days, codes and numbers have less."""


class Clinic:
    """One patient with everything a form can be opened on; locked, another window takes its place."""

    def __init__(self, new_desk: Callable[..., Desk], qtbot: QtBot) -> None:
        self._new_desk, self._qtbot = new_desk, qtbot
        self.desk = new_desk(library=measured_library())
        self.patient: Patient = self.desk.services.patients.add(a_patient())
        self.episode: Episode = an_episode(self.patient, problem="low back pain", activities=("Walk",))
        program = a_program(self.patient)
        content = a_content(items=(an_item(schedule=Schedule(times_per_day=1)),))
        given = self.desk.record.clock().replace(month=10, day=19)
        self.version = a_draft(program, content, number=1, handed_out_at=given)
        self.diary = a_diary(self.version, self.patient, started_on=MONDAY, days=(DiaryDay(done=1),))
        self.score = a_result(self.patient, episode_id=self.episode.id, value=6, answers=(6.0,))
        self.visit = a_visit(self.patient)
        tables = self.desk.record.tables
        tables.episodes[self.episode.id] = self.episode
        tables.programs[program.id] = program
        tables.versions[self.version.id] = self.version
        tables.diaries[self.diary.id] = self.diary
        tables.results[self.score.id] = self.score
        tables.visits[self.visit.id] = self.visit
        self.desk.services.profile.save_therapist(name="Ann", credentials="PT")
        self.desk.services.visits.store_phrase(Phrase(name="hep", text="Home program."))
        self.program_id = a_stored_program(self.desk, "soleus-stretch-on-step")
        self.window = self._new_window()

    def lock_and_unlock(self) -> None:
        """What the program does (``app._leave``), and then a new window over the same record."""
        close_windows_but(self.window, self.desk.problems.tell)
        self.window.flush()
        self.window.hide()
        self.desk.worker.wait()
        self.desk = self._new_desk(record=self.desk.record, library=measured_library())
        self.window = self._new_window()

    def _new_window(self) -> MainWindow:
        context = self.desk.context
        window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
        self._qtbot.addWidget(window)
        window.resize(1400, 900)
        window.fill(context)
        window.show()
        return window


@pytest.fixture
def clinic(new_desk: Callable[..., Desk], qtbot: QtBot) -> Clinic:
    return Clinic(new_desk, qtbot)


def subject(clinic: Clinic, *, corrects: bool) -> ScoreSubject:
    replaced = (clinic.score,) if corrects else ()
    results = (clinic.score,)
    return ScoreSubject(patient=clinic.patient, episode=clinic.episode, results=results, replaced=replaced)


def a_patient_form(clinic: Clinic, patient: Patient | None) -> PatientForm:
    form = PatientForm(clinic.desk.context, patient, clinic.window)
    for fold in form.inputs.folds.values():
        fold.open()
    return form


def a_new_name(clinic: Clinic) -> NameForm:
    context, parent = clinic.desk.context, clinic.window
    return NameForm(context, "Save as a template", "Calves", "Phase", parent, about="template:1")


def a_screen(clinic: Clinic) -> ScreenForm:
    form = ScreenForm(clinic.desk.context, clinic.patient.id, "LOWBACK", parent=clinic.window)
    next(iter(form.answers.values())).buttons()[1].click()  # a sign that asks what was done
    return form


def a_diary_form(clinic: Clinic) -> DiaryForm:
    context, parent = clinic.desk.context, clinic.window
    return DiaryForm(context, clinic.patient, [clinic.version], (), diary=clinic.diary, parent=parent)


FORMS: dict[str, Callable[[Clinic], QDialog]] = {
    "new patient": lambda c: a_patient_form(c, None),
    "patient": lambda c: a_patient_form(c, c.patient),
    "new problem": lambda c: EpisodeForm(c.desk.context, c.patient.id, None, c.window),
    "problem": lambda c: EpisodeForm(c.desk.context, c.patient.id, c.episode, c.window),
    "discharge": lambda c: DischargeForm(c.desk.context, c.episode, c.window),
    "letter": lambda c: LetterForm(c.desk.context, c.patient, c.episode, c.window),
    "phrase": lambda c: PhraseForm(c.desk.context, c.desk.services.visits.phrases(), c.window),
    "correction of a score": lambda c: ScoreForm(c.desk.context, subject(c, corrects=True), c.window),
    "log sheet": a_diary_form,
    "red-flag screen": a_screen,
    "exercise": lambda c: ExerciseEditor(c.desk.context, blank_exercise(), "exercise:new", c.window),
    "name of a template": a_new_name,
    "erasing": lambda c: EraseForm(c.desk.context, c.desk.services.erasure.outlook(c.patient.id), c.window),
}


def free_texts(form: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Every field of words that can be typed into now, in the form's order."""
    lines: list[QLineEdit | QPlainTextEdit] = [
        each
        for each in form.findChildren(QLineEdit)
        if not isinstance(each, NumberField) and each.maxLength() >= SHORTEST and not each.isReadOnly()
    ]
    lines += [each for each in form.findChildren(QPlainTextEdit) if not each.isReadOnly()]
    return [each for each in lines if each.isVisibleTo(form) and each.isEnabled()]


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def type_everywhere(form: QWidget) -> list[str]:
    """A word of its own at the end of every field; returns what stands in each then."""
    fields = free_texts(form)
    for number, field in enumerate(fields):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, f" typed{number}")
    return [text_of(field) for field in fields]


@pytest.mark.parametrize("name", FORMS)
def test_what_is_typed_into_a_form_is_offered_again_after_locking(
    clinic: Clinic, qtbot: QtBot, name: str
) -> None:
    form = FORMS[name](clinic)
    form.open()
    clinic.desk.worker.wait()
    typed = type_everywhere(form)
    assert typed
    clinic.lock_and_unlock()
    again = FORMS[name](clinic)
    again.open()
    qtbot.waitUntil(lambda: [text_of(field) for field in free_texts(again)] == typed)


def test_a_note_to_a_score_is_offered_again_after_locking(clinic: Clinic, qtbot: QtBot) -> None:
    form = ScoreForm(clinic.desk.context, subject(clinic, corrects=False), clinic.window)
    form.open()
    form.pick("nprs")
    typed = type_everywhere(form)
    clinic.lock_and_unlock()
    again = ScoreForm(clinic.desk.context, subject(clinic, corrects=False), clinic.window)
    again.open()
    qtbot.waitUntil(lambda: [text_of(field) for field in free_texts(again)] == typed)


def test_a_visit_holds_all_that_was_typed_when_it_was_locked(clinic: Clinic, qtbot: QtBot) -> None:
    def shown() -> VisitPage:
        window = clinic.window
        page = VisitPage(clinic.desk.context, window)
        page.setGeometry(window.rect())
        page.show()
        page.open(clinic.visit.id)
        qtbot.waitUntil(lambda: page.model.visit is not None)
        return page

    page = shown()
    parts = [box.field for box in page.note.parts.values()]
    for number, field in enumerate(parts):
        field.setFocus()
        QTest.keyClicks(field, f"typed{number}")
    page.flush()
    clinic.lock_and_unlock()
    again = shown()
    texts = [box.field.toPlainText() for box in again.note.parts.values()]
    assert [text[-6:] for text in texts] == ["typed0", "typed1", "typed2", "typed3"]


def test_an_amendment_is_offered_again_after_locking(clinic: Clinic, qtbot: QtBot) -> None:
    signed = replace(clinic.visit, plan="Walk", signed_at=clinic.desk.record.clock(), signed_by="Ann")
    clinic.desk.record.tables.visits[signed.id] = signed

    def shown() -> VisitPage:
        page = VisitPage(clinic.desk.context, clinic.window)
        page.setGeometry(clinic.window.rect())
        page.show()
        page.open(signed.id)
        qtbot.waitUntil(lambda: page.model.visit is not None)
        return page

    QTest.keyClicks(shown().note.signed.field, "It was the left knee")
    clinic.lock_and_unlock()
    again = shown()
    qtbot.waitUntil(lambda: again.note.signed.field.toPlainText() == "It was the left knee")


def test_settings_hold_all_that_was_typed_when_it_was_locked(clinic: Clinic, qtbot: QtBot) -> None:
    def shown() -> SettingsPage:
        page = SettingsPage(clinic.desk.context, clinic.window)
        page.resize(900, 800)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: page.record.shown.years > 0)
        return page

    page = shown()
    typed = type_everywhere(page)
    page.flush()
    clinic.lock_and_unlock()
    again = shown()
    qtbot.waitUntil(
        lambda: [text_of(field).strip() for field in free_texts(again)] == [each.strip() for each in typed]
    )


def test_an_answer_to_an_advice_is_offered_again_after_locking(clinic: Clinic, qtbot: QtBot) -> None:
    def shown() -> AnswerLine:
        context = clinic.desk.context
        answer = AnswerLine(context, "Reason", "Keep", about="1:2:W7", parent=clinic.window)
        answer.show()
        return answer

    QTest.keyClicks(shown().line, "Agreed with the surgeon")
    clinic.lock_and_unlock()
    again = shown()
    qtbot.waitUntil(lambda: again.line.text() == "Agreed with the surgeon")


def test_a_program_holds_all_that_was_typed_when_it_was_locked(clinic: Clinic, qtbot: QtBot) -> None:
    def shown() -> BuilderPage:
        page = BuilderPage(clinic.desk.context)
        qtbot.addWidget(page)
        page.resize(1400, 900)
        page.show()
        with qtbot.waitSignal(page.model.opened):
            page.open_program(clinic.program_id)
        return page

    page = shown()
    (card,) = page.items.in_order()
    card.set_open(True, chosen=False)
    card.note.setFocus()
    QTest.keyClicks(card.note, "Slowly")
    assert card.more is not None
    card.more.wording_button.click()
    assert card.more.wording is not None
    QTest.keyClicks(card.more.wording.felt_where, "In the calf")
    page.flush()
    clinic.lock_and_unlock()
    (item,) = shown().model.content.items
    assert item.note == "Slowly"
    assert "In the calf" in item.wording.felt_where


WALKED = {
    "builder/answer_line.py",
    "builder/item_card.py",
    "builder/wording_editor.py",
    "letters/letter_form.py",
    "pages/discharge_form.py",
    "pages/diagnosis_inputs.py",
    "pages/episode_inputs.py",
    "pages/erase_form.py",
    "pages/exercise_inputs.py",
    "pages/letterhead_form.py",
    "pages/name_form.py",
    "pages/patient_inputs.py",
    "pages/patient_text_form.py",
    "pages/limit_inputs.py",
    "pages/screen_form.py",
    "pages/settings_page.py",
    "pages/therapist_form.py",
    "pages/usual_dose_form.py",
    "scores/activity_sheet.py",
    "scores/diary_form.py",
    "scores/score_form.py",
    "scores/withdraw_bar.py",
    "visit/note_part.py",
    "visit/note_text.py",
    "visit/phrase_form.py",
    "visit/signed_box.py",
}
"""What a test above, or test_rival_scores.py, types into."""

ELSEWHERE = {
    "visit/finding_row.py": "a row that cannot be read is a draft, tests of findings",
    "visit/visit_head.py": "a day, and the choice of a problem",
    "builder/phase_row.py": "saved as it is typed, test_phase_row",
    "builder/program_head.py": "saved as it is typed, test_builder_saving",
    "builder/text_cell.py": "saved as it is typed, test_item_cards",
    "builder/step_text.py": "a field of wording_editor",
    "builder/open_part.py": "shows the card's note",
    "builder/quick_add.py": "a command: nothing of it is kept by anybody",
    "builder/more_ways.py": "asks for an address to send to",
    "builder/library_list.py": "a search",
    "pages/library_page.py": "a search",
    "pages/patient_chooser.py": "a search",
    "pages/patient_list.py": "a search",
    "scores/measure_picker.py": "a search",
    "find_anything/palette.py": "a search",
    "audit/log_filters.py": "a search",
    "key_sheet.py": "a search",
    "access/secret_field.py": "a secret is typed again",
    "access/unlock_screen.py": "a secret is typed again",
    "backups/finder_screen.py": "a secret is typed again",
    "backups/restore_form.py": "a word that confirms",
    "security/secret_dialog.py": "asks for secrets, and whose they are",
    "security/first_protection.py": "asks for secrets, and whose they are",
    "first_run.py": "before there is anything to lock",
    "both_versions.py": "shows, and is not typed into",
    "refusal.py": "a word that confirms",
    "field_texts.py": "reads fields of others",
}


def test_every_module_that_makes_a_field_of_words_is_walked_or_says_why_not() -> None:
    folder = Path(clinic_ui.__file__).parent
    kinds = "line|paragraph|QLineEdit|QPlainTextEdit|GrowingText|NoteText|SearchField|ElidedLine"
    made = re.compile(rf"\b(?:{kinds})\(")
    makers = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if path.parent.name != "widgets" and made.search(path.read_text())
    }
    assert makers - WALKED - set(ELSEWHERE) == set()
