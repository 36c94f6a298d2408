"""Every kind of window that may stand open when somebody walks away from the program."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMenu, QToolTip, QWidget

from whole_records import Whole

MARK: Final = "Zqxmarker"
TYPED: Final = " and was never saved"
_WITHIN_S: Final = 20.0


def until(is_met: Callable[[], object]) -> bool:
    """Let the program run until it is so; False where it takes too long."""
    deadline = time.monotonic() + _WITHIN_S
    while not is_met():
        if time.monotonic() > deadline:
            return False
        QTest.qWait(5)
    return True


@dataclass
class Stage:
    """The program with somebody's record in it, unlocked."""

    program: Any
    whole: Whole

    @property
    def context(self) -> Any:
        return self.program._known_context()

    @property
    def window(self) -> QWidget:
        shown: QWidget = self.program.window
        return shown

    @property
    def episode(self) -> Any:
        return self.context.services.patients.episodes(self.whole.patient.id)[0]

    @property
    def patient(self) -> Any:
        return self.context.services.patients.get(self.whole.patient.id)


Opener = Callable[[Stage], object]


def _patient_form(stage: Stage) -> None:
    from clinic_ui.pages.patient_form import PatientForm

    form = PatientForm(stage.context, stage.patient, stage.window)
    form.open()
    notes = form.inputs.typed_into("notes")
    QTest.keyClicks(notes, TYPED)


def _file_dialog_over_a_form(stage: Stage) -> None:
    _patient_form(stage)
    dialog = QFileDialog(QApplication.activeWindow() or stage.window, f"For {MARK}")
    dialog.selectFile(f"{MARK}.pdf")
    dialog.open()


def _drop_down_over_a_form(stage: Stage) -> None:
    _patient_form(stage)
    boxes = [each for each in stage.window.findChildren(QComboBox) if each.isVisible() and each.count()]
    boxes[0].addItem(MARK)
    boxes[0].showPopup()


def _episode_form(stage: Stage) -> None:
    from clinic_ui.pages.episode_form import EpisodeForm

    EpisodeForm(stage.context, stage.whole.patient.id, stage.episode, stage.window).open()


def _letter(stage: Stage) -> None:
    from clinic_ui.letters.letter_form import LetterForm

    LetterForm(stage.context, stage.patient, stage.episode, stage.window).open()


def _score(stage: Stage) -> None:
    from clinic_ui.scores.score_form import ScoreForm
    from clinic_ui.scores.score_subject import ScoreSubject

    subject = ScoreSubject(patient=stage.patient, episode=stage.episode)
    ScoreForm(stage.context, subject, stage.window).open()


def _erase(stage: Stage) -> None:
    from clinic_ui.pages.erase_form import EraseForm

    outlook = stage.context.services.erasure.outlook(stage.whole.patient.id)
    EraseForm(stage.context, outlook, stage.window).open()


def _discharge(stage: Stage) -> None:
    from clinic_ui.pages.discharge_form import DischargeForm

    DischargeForm(stage.context, stage.episode, stage.window).open()


def _merge(stage: Stage) -> None:
    from clinic_ui.pages.merge_form import MergeForm

    MergeForm(stage.context, stage.patient, stage.window).open()


def _log(stage: Stage) -> None:
    from clinic_ui.audit.log_form import LogForm

    LogForm(stage.context, stage.window).open()


def _history(stage: Stage) -> None:
    from clinic_ui.history.history_dialog import HistoryDialog

    HistoryDialog(stage.context, stage.whole.program_id, stage.window).open()


def _screen(stage: Stage) -> None:
    from clinic_ui.pages.screen_form import ScreenForm

    asked = next(iter(stage.context.library.screens))
    ScreenForm(stage.context, stage.whole.patient.id, asked, parent=stage.window).open()


def _phrases(stage: Stage) -> None:
    from clinic_ui.visit.phrase_form import PhraseForm

    PhraseForm(stage.context, (), stage.window).open()


def _menu(stage: Stage) -> None:
    menu = QMenu(stage.window)
    menu.addAction(f"Open {MARK}")
    menu.popup(stage.window.mapToGlobal(QPoint(40, 40)))


def _tool_tip(stage: Stage) -> None:
    QToolTip.showText(stage.window.mapToGlobal(QPoint(40, 40)), f"About {MARK}", stage.window)


def _window_of_its_own(stage: Stage) -> None:
    """One with no parent, such as nobody has thought of yet."""
    loose = QLabel(f"Of {MARK}")
    loose.setWindowTitle(MARK)
    loose.show()
    stage.program.loose = loose


def _patients_page(stage: Stage) -> None:
    stage.program.window.open_patient(stage.whole.patient.id)


def _visit_page(stage: Stage) -> None:
    visits = stage.context.services.visits.of_patient(stage.whole.patient.id)
    stage.program.window.open_visit(visits[0].id)


def _builder_page(stage: Stage) -> None:
    stage.program.window.open_program(stage.whole.program_id)


def _finding(stage: Stage) -> None:
    stage.program.window.find_anything()
    QTest.keyClicks(QApplication.focusWidget() or stage.window, MARK)


def _restore(stage: Stage) -> None:
    """A backup in hand holds the key, too."""
    from clinic_ui.backups.restore_form import RestoreForm

    service, context = stage.context.services.backups, stage.context
    made = service.back_up().backups[0]
    form = RestoreForm(
        context.theme,
        context.actions.icons,
        context.words,
        service.open(made),
        service.counts(),
        stage.window,
    )
    form.open()


def _new_passphrase(stage: Stage) -> None:
    from clinic_ui.security.errands import change_mine
    from clinic_ui.security.secret_dialog import SecretDialog

    dialog = SecretDialog(
        stage.context, change_mine(stage.context.services.access, stage.context.words), stage.window
    )
    dialog.open()
    QTest.keyClicks(dialog.old.line, f"the old one {MARK}")


def _export(stage: Stage) -> None:
    from clinic_ui.pages.export_form import ExportForm, Leaving

    ExportForm(stage.context, stage.patient, Leaving.ZIP, stage.window).open()


def _diary(stage: Stage) -> None:
    from clinic_ui.scores.diary_form import DiaryForm

    versions = stage.context.services.programs.versions(stage.whole.program_id)
    diaries = stage.context.services.diaries.of_patient(stage.whole.patient.id)
    DiaryForm(stage.context, stage.patient, versions, diaries, parent=stage.window).open()


def _exercise(stage: Stage) -> None:
    from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise

    ExerciseEditor(stage.context, blank_exercise(), "exercise:new", stage.window).open()


def _template(stage: Stage) -> None:
    from clinic_ui.pages.template_form import TemplateForm

    offer = stage.context.services.templates.offers()[0]
    TemplateForm(stage.context, offer, stage.patient, stage.window).open()


def _import(stage: Stage) -> None:
    from clinic_ui.pages.patient_import_form import PatientImportForm

    table = f"Last name,First name\n{MARK},Ann\n".encode()
    incoming = stage.context.services.patient_import.look_into(table, "patients.csv")
    PatientImportForm(stage.context, incoming, stage.window).open()


OPENERS: Final[tuple[Opener, ...]] = (
    _patient_form,
    _file_dialog_over_a_form,
    _menu,
    _builder_page,
    _letter,
    _window_of_its_own,
    _drop_down_over_a_form,
    _visit_page,
    _tool_tip,
    _erase,
    _finding,
    _episode_form,
    _score,
    _patients_page,
    _merge,
    _history,
    _log,
    _discharge,
    _screen,
    _phrases,
    _restore,
    _new_passphrase,
    _export,
    _diary,
    _exercise,
    _template,
    _import,
)
