"""Templates: ready programs to start a patient's own from, the clinic's own among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.errors import ConflictError
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.shelf import OwnEntry, ShelfKind
from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.template_fit import adapted
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from clinic_app.services.templates import Offer
from clinic_ui.context import Context
from clinic_ui.pages.name_form import NameForm
from clinic_ui.pages.page import Page
from clinic_ui.pages.template_form import Prescription, TemplateForm, asks_anything
from clinic_ui.pages.template_rows import TemplateRow
from clinic_ui.pages.template_words import template_title
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_WIDTH = 960


@dataclass(frozen=True, slots=True)
class TemplatesView:
    """All that the page shows, read in one go."""

    patient: Patient | None
    episodes: Sequence[Episode]
    offers: Sequence[Offer]


class TemplatesPage(Page):
    """Every template with its exercises: those for the patient's problem first, then the clinic's own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._latest = Latest(context.worker)
        self._patient_id: UUID | None = None
        self.view: TemplatesView | None = None
        self.form: TemplateForm | None = None
        self.name_form: NameForm | None = None
        self._named = ""
        self.rows: list[TemplateRow] = []
        self._wants_keyboard = False
        self._wanted = ""
        theme, text = context.theme, context.words.gettext
        self.patient_button = text_button(
            text("For nobody in particular"), Kind.CHIP, icons=context.actions.icons, icon="close"
        )
        self.patient_button.hide()
        self.archived_button = text_button(text("Archived"), Kind.CHIP)
        self.archived_button.setCheckable(True)
        subtitle = text("Ready programs to start from; every dose can be changed afterwards")
        self.header = PageHeader(theme, text("Templates"), subtitle)
        self.header.add(self.patient_button)
        self.header.add(self.archived_button)
        inside = Pane("stage")
        inside.setMaximumWidth(theme.px(_WIDTH))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(12)
        self._area = area = scrolled(inside, takes_keys=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(area, 1)
        self.patient_button.clicked.connect(self._on_patient_left)
        self.archived_button.toggled.connect(self._look_again)
        self.refresh()

    def choose_patient(self, patient_id: UUID | None) -> None:
        """Show what suits one patient; nobody in particular where there is none."""
        self._patient_id = patient_id
        self.refresh()

    def patient_in_view(self) -> UUID | None:
        """For whom a template is chosen; overrides Page."""
        return self._patient_id

    def leave_patient(self) -> None:
        """Templates for nobody in particular; overrides Page."""
        self.patient_button.hide()
        self.choose_patient(None)

    def forget_patient(self, patient_id: UUID) -> None:
        """Templates for nobody in particular; overrides Page."""
        if self._patient_id == patient_id:
            self.choose_patient(None)

    def use_soon(self, slug: str, patient_id: UUID | None) -> None:
        """Use a template as soon as the record said what fits the patient."""
        self._wanted = slug
        self.archived_button.setChecked(False)
        self.choose_patient(patient_id)

    def refresh(self) -> None:
        """Look at the record again; the keyboard is ready to use the first template; overrides Page."""
        self._wants_keyboard = True
        self._look_again()

    def _look_again(self, *_toggled: object) -> None:
        archived = self.archived_button.isChecked()
        read = partial(_read, self.context.services, self._patient_id, archived=archived)
        self._latest.run(read, self._on_read)

    def use(self, offer: Offer) -> None:
        """Ask for whom, and what else is not known, then start the program."""
        patient = self.view.patient if self.view else None
        if patient is not None and not asks_anything(offer):
            self._on_prescribed(Prescription(offer, patient, None, 0, patient.language))
            return
        self.form = TemplateForm(self.context, offer, patient, self)
        self.form.prescribed.connect(self._on_prescribed)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _on_read(self, view: TemplatesView) -> None:
        if view != self.view:
            self.view = view
            self._show_view(view)
        if self._wants_keyboard and self.rows:
            self.rows[0].use_button.setFocus()
        self._wants_keyboard = False
        wanted, self._wanted = self._wanted, ""
        for offer in view.offers:
            if offer.slug == wanted and self.context.seat.may_change:
                self.use(offer)

    def _show_view(self, view: TemplatesView) -> None:
        text = self.context.words.gettext
        name = view.patient.banner_name if view.patient else ""
        self.patient_button.setText(text("For {name}").format(name=name))
        self.patient_button.setAccessibleName(
            text("For nobody in particular, instead of {name}").format(name=name)
        )
        self.patient_button.setVisible(view.patient is not None)
        self._show_sections()
        self._area.verticalScrollBar().setValue(0)  # what fits stands first

    def _show_sections(self) -> None:
        """Each template stands once, in the first section that it belongs to."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for title, offers in self._sections():
            if title:
                self._column.addWidget(Label(title, self.context.theme, Type.HEAD, wraps=True))
            for offer in offers:
                self._add_row(offer)
        if not self.rows:
            said = self.context.words.gettext("Nothing is archived.")
            self._column.addWidget(Label(said, self.context.theme, Type.BODY, Tone.TEXT_2, wraps=True))
        self._column.addStretch(1)

    def _sections(self) -> list[tuple[str, list[Offer]]]:
        assert self.view is not None
        text = self.context.words.gettext
        rest = list(self.view.offers)
        problems = ", ".join(each.problem for each in self.view.episodes if each.closed_on is None)
        fitting = sorted((each for each in rest if each.fit), key=lambda each: -each.fit)
        own = [each for each in rest if each.own is not None and not each.fit]
        favourite = [each for each in rest if each.is_favourite and not each.fit and each.own is None]
        others = [each for each in rest if not (each.fit or each.own is not None or each.is_favourite)]
        named = [
            (text("For {problem}").format(problem=problems), fitting),
            (text("Your own"), own),
            (text("Favourites"), favourite),
            (text("All others") if fitting or own or favourite else "", others),
        ]
        return [(title, offers) for title, offers in named if offers]

    def _add_row(self, offer: Offer) -> None:
        row = TemplateRow(self.context, offer)
        row.use_wanted.connect(self.use)
        row.favourite_wanted.connect(self._on_favourite)
        row.rename_wanted.connect(self._on_rename)
        row.archive_wanted.connect(self._on_archive)
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # now: the layout would only show it in the event loop, and the keyboard may go there

    def _on_patient_left(self) -> None:
        self.choose_patient(None)

    def _on_favourite(self, slug: str, is_on: bool) -> None:
        shelf = self.context.services.shelf
        self.context.worker.run(partial(shelf.set_favourite, slug, ShelfKind.TEMPLATE, is_on=is_on), _nothing)

    def _on_rename(self, offer: Offer) -> None:
        words = self.context.words
        title = words.gettext("Rename the template")
        name, about = template_title(offer.template, words), f"rename:{offer.slug}"
        self.name_form = NameForm(self.context, title, name, parent=self, about=about)
        self._named = name
        self.name_form.named.connect(partial(self._rename, offer.slug))
        self.name_form.finished.connect(self.name_form.deleteLater)
        self.name_form.open()

    def _rename(self, slug: str, title: str, _second: str) -> None:
        assert self.name_form is not None
        job = partial(self.context.services.templates.rename, slug, title, self._named)
        self.context.worker.run(job, self._on_renamed, partial(self._on_not_renamed, slug))

    def _on_not_renamed(self, slug: str, error: Exception) -> None:
        if self.name_form is None:
            return
        if isinstance(error, ConflictError):
            self.context.worker.run(partial(self.context.services.templates.title, slug), self._on_theirs)
        else:
            self.name_form.refuse(error)

    def _on_theirs(self, title: str) -> None:
        """Another window renamed it first."""
        if self.name_form is not None:
            self.name_form.ask(self._named, title)
            self._named = title

    def _on_renamed(self, _entry: OwnEntry) -> None:
        if self.name_form is not None:
            self.name_form.accept()
        self._look_again()

    def _on_archive(self, offer: Offer) -> None:
        self._set_archived(offer.slug, offer.archived_at is None)

    def _set_archived(self, slug: str, archived: bool) -> None:
        templates = self.context.services.templates
        change = templates.archive if archived else templates.restore
        self.context.worker.run(partial(change, slug), self._on_archived_changed)

    def _on_archived_changed(self, entry: OwnEntry) -> None:
        text, archived = self.context.words.gettext, entry.archived_at is not None
        sentence = text("Archived; nothing was deleted") if archived else text("Back in the list")
        undo = partial(self._set_archived, entry.slug, not archived)
        self.context.toasts.say(sentence, text("Undo"), undo)
        self._look_again()

    def _on_prescribed(self, prescription: Prescription) -> None:
        self.context.worker.run(partial(_start, self.context.services, prescription), self._on_started)

    def _on_started(self, opened: OpenProgram) -> None:
        self.program_wanted.emit(opened.program.id)


def _read(services: ClinicServices, patient_id: UUID | None, *, archived: bool) -> TemplatesView:
    return TemplatesView(
        patient=services.patients.get(patient_id) if patient_id else None,
        episodes=services.patients.episodes(patient_id) if patient_id else (),
        offers=services.templates.offers(patient_id, archived=archived),
    )


def _start(services: ClinicServices, prescription: Prescription) -> OpenProgram:
    patient = prescription.patient
    episodes = services.patients.episodes(patient.id) if patient else ()
    current = [episode for episode in episodes if episode.closed_on is None]
    content = services.templates.content(
        prescription.offer,
        language=patient.language if patient else prescription.language,
        affected=prescription.side or (current[0].side if current else EpisodeSide.NONE),
        phase=prescription.phase,
    )
    started = services.programs.start(
        adapted(content, prescription.instead, services.library),
        patient_id=patient.id if patient else None,
        episode_id=current[0].id if current else None,
    )
    services.shelf.note_used([prescription.offer.slug], ShelfKind.TEMPLATE)
    return started


def _nothing(_stored: object) -> None:
    """The star shows it already."""
