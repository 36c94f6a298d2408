"""Pictures of what an assistant sees: everything readable, what changes something greyed."""

from pathlib import Path

from clinic_app.domain.access import Actor, Role
from clinic_app.domain.library import Library
from clinic_app.domain.story import ScoreEntry
from clinic_app.services.printing import Pictures
from clinic_ui.access.first_passphrase import FirstPassphrase
from clinic_ui.builder.page import BuilderPage
from clinic_ui.composition import PdfPages
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from clinic_ui.theme import Theme
from desks import Desk
from photographer import Photographer, settle
from pictured_clinic import sample_record


def take_seats(
    photographer: Photographer,
    theme: Theme,
    language: str,
    folder: Path,
    library: Library,
    pictures: Pictures,
) -> None:
    """Page after page, and the forms that open for reading."""
    record = sample_record(library)
    with_owner = Desk(folder, record=record, library=library)
    with_owner.services.access.protect("Luisa Ferreira", "four words are better")
    with_owner.close()
    record.actor = Actor(name="Bo Holm", role=Role.ASSISTANT)
    desk = Desk(
        folder,
        record=record,
        library=library,
        pictures=pictures,
        open_pages=PdfPages,
        theme=theme,
        language=language,
    )
    context = desk.context
    window = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
    window.fill(context)
    photographer.take(window, desk, "assistant-patients")
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    marlowe = next(each for each in record.tables.patients.values() if each.family_name == "Marlowe")
    page.open_patient(marlowe.id)
    photographer.take(window, desk, "assistant-patient")
    take_forms(photographer, page, desk)
    visit = next(each for each in record.tables.visits.values() if not each.is_signed)
    page.open_visit(visit.id)
    photographer.take(window, desk, "assistant-visit")
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.open_program(next(iter(record.tables.programs)))
    photographer.take(window, desk, "assistant-builder")
    for key in (PageKey.LIBRARY, PageKey.TEMPLATES, PageKey.SETTINGS):
        window.go(key)
        photographer.take(window, desk, f"assistant-{key}")
    page.open_patient(marlowe.id)
    window.go(PageKey.PATIENTS)
    settle(desk)
    window.find_anything()
    found = window.findChild(FindAnything)
    assert found is not None
    found.line.setText(context.words.gettext("New patient")[:5])
    photographer.take(window, desk, "assistant-find")
    found.give_way()
    alone = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
    alone.show_alone(FirstPassphrase(context))
    photographer.take(alone, desk, "first-passphrase")
    desk.close()


def take_forms(photographer: Photographer, page: PatientsPage, desk: Desk) -> None:
    """A patient, a problem and a score, to be read."""
    page.detail.banner.edit.click()
    assert page.form is not None
    photographer.take(page.form, desk, "assistant-details", resize=False)
    page.form.reject()
    page.detail.head.change_button.click()
    problem = page.detail.problems.form
    assert problem is not None
    photographer.take(problem, desk, "assistant-problem", resize=False)
    problem.reject()
    assert page.detail.view is not None
    score = next(each.subject for each in page.detail.view.entries if isinstance(each.subject, ScoreEntry))
    page.detail.add.open_score(score)
    form = page.detail.add.score_form
    assert form is not None
    photographer.take(form, desk, "assistant-score", resize=False)
    form.reject()
