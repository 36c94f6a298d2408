"""Takes pictures of every page, run by hand: ``python tests/screenshots.py FOLDER [--dark] [--scale 1.5]``.

``QT_SCALE_FACTOR=2`` in front gives pictures for dense screens, ``--size 1280x720`` a small window. Figures
are the real ones, drawn on the first run into the person's own figure cache.
"""

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources", "tests")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from clinic_app.data.library_files import load_library
from clinic_app.domain.facets import NO_FLOOR, Facet
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.paths import app_folders
from clinic_app.services.templates import Offer
from clinic_ui import theme as looks
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.facet_bar import FacetPopup
from clinic_ui.builder.page import BuilderPage
from clinic_ui.composition import PdfPages
from clinic_ui.first_run import FirstRun
from clinic_ui.icons import Icons
from clinic_ui.long_work import Progress, ProgressBox
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise
from clinic_ui.pages.import_question import ImportQuestion
from clinic_ui.pages.library_page import LibraryPage
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.pages.template_form import TemplateForm
from clinic_ui.pages.templates_page import TemplatesPage
from clinic_ui.rail import PageKey
from clinic_ui.theme import Theme
from clinic_ui.tidied_here import TidiedHere
from desks import Desk
from photographer import Photographer, settle
from pictured_access import take_access
from pictured_audit import take_audit
from pictured_backups import take_backups
from pictured_care import take_scores, take_visits
from pictured_clinic import sample_record
from pictured_intake import take_intake
from pictured_letters import take_letters
from pictured_out import store_an_erasure, take_out
from pictured_refusals import take_refusals
from pictured_rivals import take_rivals
from pictured_seats import take_seats


class Look(TypedDict):
    """What both desks have in common."""

    pictures: Gallery
    library: Library
    theme: Theme
    language: str


def window_on(desk: Desk) -> MainWindow:
    """A main window, filled."""
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    window.fill(context)
    return window


def take_all(photographer: Photographer, theme: Theme, language: str, folder: Path) -> None:
    """Every page, filled and empty."""
    gallery = Gallery(DrawingCache(app_folders().cache))
    library = load_library()
    look: Look = {"pictures": gallery, "library": library, "theme": theme, "language": language}
    full = Desk(folder, record=sample_record(library), open_pages=PdfPages, **look)
    empty = Desk(folder, **look)
    blank = window_on(empty)
    photographer.take(blank, empty, "patients-empty")
    window = window_on(full)
    photographer.take(window, full, "patients")
    marlowe = next(each for each in full.record.tables.patients.values() if each.family_name == "Marlowe")
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    page.open_patient(marlowe.id)
    photographer.take(window, full, "patient")
    take_visits(photographer, window, full, marlowe)
    take_out(lambda shown, name: photographer.take(shown, full, name, resize=False), page, full, marlowe)
    take_letters(lambda shown, name: photographer.take(shown, full, name, resize=False), page)
    store_an_erasure(full)
    take_builder(photographer, window, full)
    window.go(PageKey.PATIENTS)
    full.context.toasts.say("Archived; nothing was deleted", "Undo")
    full.context.problems.problem_met.emit(
        "The record is in use by another window. Close it, then try again."
    )
    photographer.take(window, full, "patient-toast-problem")
    window.problem_bar.hide()
    for key in (PageKey.TODAY, PageKey.LIBRARY, PageKey.TEMPLATES, PageKey.SETTINGS):
        window.go(key)
        photographer.take(window, full, str(key))
    take_audit(lambda shown, name: photographer.take(shown, full, name, resize=False), full, marlowe)
    take_backups(
        lambda shown, name: photographer.take(shown, full, name, resize=False),
        lambda shown, name: photographer.take(shown, full, name),
        window,
        full,
        folder,
    )
    take_own(photographer, full)
    take_scores(photographer, page, full)
    take_searches(photographer, window, full)
    take_checks(photographer, window, full, marlowe)
    take_template_form(photographer, full)
    take_intake(photographer, full, marlowe)
    take_rivals(
        lambda shown, name: photographer.take(shown, full, name, resize=shown is window),
        window,
        full,
        full.record.tables.patients[marlowe.id],
    )
    first_run = FirstRun(empty.context)
    photographer.take(first_run, empty, "first-run")
    take_refusals(photographer, empty, blank)
    take_seats(photographer, theme, language, folder, library, gallery)
    take_access(photographer, theme, language, folder)
    for desk in (full, empty):
        desk.close()


def take_template_form(photographer: Photographer, desk: Desk) -> None:
    """What a template is called, and whom it fits."""
    template = next(iter(desk.context.library.templates.values()))
    form = TemplateForm(desk.context, Offer(template=template))
    photographer.take(form, desk, "template-form", resize=False)
    form.close()


def take_builder(photographer: Photographer, window: MainWindow, desk: Desk) -> None:
    """The builder, empty and with a program; its sheet and versions."""
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    photographer.take(window, desk, "builder-empty")
    builder.open_program(next(iter(desk.record.tables.programs)))
    photographer.take(window, desk, "builder")
    take_building(photographer, window, builder, desk)
    take_sheet(photographer, builder, desk)
    take_versions(photographer, builder, desk)


def take_own(photographer: Photographer, desk: Desk) -> None:
    """The form for own exercises: over a shipped text, new, and refused; what a file would bring in."""
    exercise = desk.context.library.exercise("gastrocnemius-stretch-on-stairs")
    for name, shown in (("own-edit", exercise), ("own-new", blank_exercise())):
        editor = ExerciseEditor(desk.context, shown, f"exercise:{name}")
        photographer.take(editor, desk, name)
        if name == "own-new":
            editor.store_button.click()
            photographer.take(editor, desk, "own-new-refused")
        editor.cancel_button.click()
        editor.deleteLater()  # now: what Python let go of could be collected on a worker's thread
    text = desk.services.own.export(list(desk.context.library.exercises)[:7])
    question = ImportQuestion(desk.context, desk.services.own.look_into(text.encode(), "file.json"))
    photographer.take(question, desk, "own-import", resize=False)
    question.close()
    question.deleteLater()


def take_sheet(photographer: Photographer, builder: BuilderPage, desk: Desk) -> None:
    """How the sheet is printed, a page of it large, and how far long work is."""
    builder.sheet.printed_as.click()
    settle(desk)
    assert builder.sheet.printed_as.popup is not None
    photographer.take(builder.sheet.printed_as.popup, desk, "sheet-popup", resize=False)
    builder.sheet.printed_as.popup.close()
    ways = builder.more.button.menu()
    ways.popup(builder.more.button.mapToGlobal(builder.more.button.rect().bottomLeft()))
    photographer.take(ways, desk, "builder-ways", resize=False)
    ways.close()
    builder.sheet.show_large(1)
    if builder.sheet.viewer is not None:  # in a narrow window the sheet was not painted yet
        photographer.take(builder.sheet.viewer, desk, "sheet-large", resize=False)
        builder.sheet.viewer.close()
    progress = Progress()
    box = ProgressBox(desk.context, desk.words.gettext("Printing …"), progress, builder)
    progress.step(2, 5)
    photographer.take(box, desk, "progress", resize=False)
    box.end()


def take_versions(photographer: Photographer, builder: BuilderPage, desk: Desk) -> None:
    """The program's versions, and the question that two windows on one draft raise."""
    builder.revising.show_versions()
    settle(desk)
    assert builder.revising.history is not None
    photographer.take(builder.revising.history, desk, "builder-versions", resize=False)
    builder.revising.history.reject()
    program = builder.model.program
    assert program is not None
    theirs = replace(program.version.content, title="Low back pain, second stage")
    desk.services.programs.save(desk.services.programs.open(program.program.id).version, theirs)
    builder.model.conflict_met.emit()
    settle(desk)
    assert builder.revising.conflict is not None
    photographer.take(builder.revising.conflict, desk, "builder-conflict", resize=False)
    builder.revising.conflict.take_button.click()
    settle(desk)


def take_searches(photographer: Photographer, window: MainWindow, desk: Desk) -> None:
    """Library and builder with facets chosen, with limits, and with nothing left."""
    for slug in list(desk.context.library.exercises)[2:9:3]:
        desk.context.shelf.set_favourite(slug, is_on=True)
    library = window.go(PageKey.LIBRARY)
    assert isinstance(library, LibraryPage)
    library.finder.choose(Facet.REGION, "thigh", True)
    library.finder.choose(Facet.FLOOR, NO_FLOOR, True)
    photographer.take(window, desk, "library-facets")
    library.body.segments.buttons()[1].click()
    library.finder.choose(Facet.MUSCLE, "quadriceps femoris", True)
    library.finder.choose(Facet.KIND, "balance", True)
    photographer.take(window, desk, "library-nothing")
    patients = desk.record.tables.patients
    for each in list(patients.values()):
        patients[each.id] = replace(each, no_floor=True, equipment=("towel",))
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.open_program(next(iter(desk.record.tables.programs)))
    settle(desk)
    builder.library.finder.choose(Facet.REGION, "pelvis_hip", True)
    builder.library.finder.choose(Facet.REGION, "thigh", True)
    photographer.take(window, desk, "builder-facets")
    builder.library.finder.show_only_suiting(False)
    photographer.take(window, desk, "builder-set-aside")
    builder.library.facets.more.click()
    popup = builder.library.facets.findChild(FacetPopup)
    assert popup is not None
    photographer.take(popup, desk, "builder-more", resize=False)
    popup.close()


def take_checks(photographer: Photographer, window: MainWindow, desk: Desk, patient: Patient) -> None:
    """Templates for a patient with limits, a red-flag screen, advice in the builder, and what it asks."""
    tags = ("balance_risk", "anticoagulant", "kneeling_intolerant", "osteoporosis")
    patients = desk.record.tables.patients
    patients[patient.id] = replace(patients[patient.id], precaution_tags=tags, no_prone=True)
    templates = window.go(PageKey.TEMPLATES)
    assert isinstance(templates, TemplatesPage)
    templates.choose_patient(patient.id)
    settle(desk)
    templates.rows[0].phases_button.click()
    photographer.take(window, desk, "templates-fit")
    templates.use(templates.rows[0].offer)
    assert templates.form is not None
    photographer.take(templates.form, desk, "template-form-fit", resize=False)
    templates.form.reject()
    screen = ScreenForm(desk.context, patient.id, "LOWBACK")
    screen.show()
    settle(desk)
    screen.answers["bladder_bowel"].buttons()[1].click()
    photographer.take(screen, desk, "screen-form", resize=False)
    screen.close()
    library = desk.services.library
    items = tuple(
        prescribed(library.exercise(slug)) for slug in ("gastrocnemius-stretch-on-stairs", "cat-cow")
    )
    content = ProgramContent(title="Low back pain: calves and hips", items=items)
    started = desk.services.programs.start(content, patient_id=patient.id)
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.open_program(started.program.id)
    photographer.take(window, desk, "builder-advice")
    builder.print.trigger()
    settle(desk)
    asked = builder.program.gate.box.in_order()
    for line in asked[:2]:
        line.keep_button.click()
    photographer.take(window, desk, "builder-asks")


def take_building(photographer: Photographer, window: MainWindow, builder: BuilderPage, desk: Desk) -> None:
    """The builder while a program is made: a typed line, an open card, several chosen, a swap."""
    model, items = builder.model, builder.items
    builder.program.quick.line.setText("bridge 3x12 5/wk effort5 +slowly")
    photographer.take(window, desk, "builder-quick-add")
    builder.program.quick.line.clear()
    first, second, *_rest = items.in_order()
    items.open_card(second)
    photographer.take(window, desk, "builder-open-card")
    assert second.more is not None
    second.more.wording_button.setChecked(True)
    photographer.take(window, desk, "builder-wording")
    second.more.wording_button.setChecked(False)
    hard = "Maintain dorsiflexion and approximate your scapulae, and do not stop until it is all done once"
    model.change_item(replace(second.item, note=f"{hard} and then again on the other side."))
    photographer.take(window, desk, "builder-plain-words")
    model.undo()
    choices = SheetChoices(language_below="en")
    model.change(replace(model.content, language="ar", choices=choices), "Arabic")
    photographer.take(window, desk, "builder-language")
    model.undo()
    items.selection.these([item.id for item in model.content.items[:3]])
    photographer.take(window, desk, "builder-chosen")
    items.selection.clear()
    items.errands.run(first.item.id, Errand.SWAP)
    photographer.take(window, desk, "builder-swap")
    builder.program.swap.end()


def main() -> None:
    """Read the arguments and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    TidiedHere(app)  # a worker's collection must not end widgets
    looks.load_fonts()
    theme = Theme(is_dark=chosen.dark, text_scale=chosen.scale)
    looks.apply(app, theme)
    width, height = map(int, chosen.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        take_all(Photographer(chosen.folder, width, height), theme, chosen.language, Path(folder))


if __name__ == "__main__":
    main()
