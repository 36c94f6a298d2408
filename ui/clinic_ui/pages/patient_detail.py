"""One patient's page: who, which problems, which programs, what was handed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, ProgramSummary
from clinic_app.domain.red_flags import RedFlagScreen, newest_of_each
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.history.history_panel import HistoryPanel
from clinic_ui.pages.episode_form import EpisodeForm
from clinic_ui.pages.episode_rows import EpisodeRow
from clinic_ui.pages.handout_rows import HandoutRow
from clinic_ui.pages.patient_banner import PatientBanner
from clinic_ui.pages.patient_facts import PatientFacts
from clinic_ui.pages.program_rows import ProgramRow
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.pages.screen_rows import ScreenRow
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, action_button, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_HISTORY_WIDTH = 408
_NARROW = 1040
_ANY_WIDTH = 16_777_215
"""Qt's own word for a width without a limit."""


@dataclass(frozen=True, slots=True)
class PatientView:
    """All that the page shows, read in one go."""

    patient: Patient
    today: date
    episodes: Sequence[Episode]
    programs: Sequence[ProgramSummary]
    handouts: Sequence[Handout]
    titles: Mapping[UUID, str]
    """What each version that was handed out is called."""

    screens: Sequence[RedFlagScreen]
    visits: Mapping[UUID, int]
    """How many each episode has had."""


class PatientDetail(Pane):
    """Shows one patient; says what is wanted next."""

    back_wanted = Signal()
    edit_wanted = Signal(object)
    program_wanted = Signal(object)
    templates_wanted = Signal(object)
    version_wanted = Signal(object)
    """A ProgramVersion to take up again as a draft."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._context = context
        self._latest = Latest(context.worker)
        self._patient_id: UUID | None = None
        self.view: PatientView | None = None
        self.episode_form: EpisodeForm | None = None
        self.screen_form: ScreenForm | None = None
        self.output = SheetOutput(context, self)
        self.banner = PatientBanner(context)
        self.new_program = context.actions.make(self, Shortcut.NEW_PROGRAM, self._on_new_program)
        self.revise_last = context.actions.make(self, Shortcut.REVISE_LAST, self._on_revise_last)
        self.from_template = context.actions.make(self, Shortcut.FROM_TEMPLATE, self._on_templates)
        self.facts = PatientFacts(context)
        self._problems, self._screens = QVBoxLayout(), QVBoxLayout()
        self.versions = HistoryPanel(context)
        self._programs = QVBoxLayout()
        self._handouts = QVBoxLayout()
        self._lay_out()
        self.banner.back_wanted.connect(self.back_wanted)
        self.banner.edit_wanted.connect(self._on_edit)
        self.banner.archive_wanted.connect(self._on_archive)
        self.versions.program_wanted.connect(self.program_wanted)
        self.versions.version_wanted.connect(self.version_wanted)

    @property
    def patient_id(self) -> UUID | None:
        """Whose page it is."""
        return self._patient_id

    def open(self, patient_id: UUID) -> None:
        """Show another patient. The one before is gone from the screen at once."""
        if patient_id != self._patient_id:
            self.view = None
            self.banner.clear()
            self.facts.clear()
            self.versions.clear()
            for column in (self._problems, self._screens, self._programs, self._handouts):
                _empty(column)
        self._patient_id = patient_id
        self.refresh()

    def refresh(self) -> None:
        """Look at the record again."""
        if self._patient_id is not None:
            services = self._context.services
            self._latest.run(partial(_read, services, self._patient_id), self._on_read)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        inside = Pane("stage")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._history_pane = self._history()
        self._sides.addWidget(self._care(), 1)
        self._sides.addWidget(self._history_pane)
        column.addWidget(scrolled(inside), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the history stands below; overrides Qt."""
        super().resizeEvent(event)
        theme = self._context.theme
        narrow = self.width() < theme.px(_NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if narrow else across)
        self._history_pane.setMaximumWidth(_ANY_WIDTH if narrow else theme.px(_HISTORY_WIDTH))
        self._history_pane.setMinimumWidth(0 if narrow else theme.px(_HISTORY_WIDTH))

    def _care(self) -> Pane:
        """Problems and programs."""
        theme, icons = self._context.theme, self._context.actions.icons
        text = self._context.words.gettext
        inside = Pane("stage")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.facts)
        add_problem = text_button(text("Add problem"), Kind.LINK, icons=icons, icon="add")
        add_problem.clicked.connect(self._on_add_problem)
        screen = text_button(text("Record a screen"), Kind.LINK, icons=icons, icon="flag")
        screen.setEnabled(bool(self._context.library.screens))
        screen.clicked.connect(self._on_screen)
        self.screen_button = screen
        column.addLayout(_headed(Label(text("Problems"), theme, Type.HEAD), screen, add_problem))
        column.addLayout(self._problems)
        column.addLayout(self._screens)
        column.addSpacing(8)
        column.addWidget(hairline())
        column.addSpacing(8)
        revise = action_button(self.revise_last, Kind.OUTLINE, icons=icons, icon="history")
        new = action_button(self.new_program, Kind.PRIMARY, icons=icons, icon="add")
        self.templates_button = action_button(self.from_template, Kind.OUTLINE, icons=icons, icon="templates")
        programs = Label(text("Programs"), theme, Type.HEAD)
        column.addLayout(_headed(programs, self.templates_button, revise, new))
        column.addLayout(self._programs)
        column.addStretch(1)
        return inside

    def _history(self) -> Pane:
        """The versions of a program, what changed in them, and what was handed out."""
        inside = Pane("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 20, 16, 24)
        column.setSpacing(8)
        text, theme = self._context.words.gettext, self._context.theme
        column.addWidget(Label(text("Program versions"), theme, Type.HEAD))
        column.addWidget(self.versions)
        column.addSpacing(8)
        column.addWidget(hairline())
        column.addSpacing(8)
        column.addWidget(Label(text("Handed out"), theme, Type.HEAD))
        column.addLayout(self._handouts)
        column.addStretch(1)
        return inside

    def _on_read(self, view: PatientView) -> None:
        if view.patient.id != self._patient_id:
            self._patient_id = view.patient.id
            said = self._context.words.gettext("That record was merged into this one.")
            self._context.toasts.say(said)
        self.view = view
        self.banner.show_patient(view.patient, view.today, view.episodes, view.screens)
        self.facts.show_patient(view.patient)
        self.new_program.setEnabled(view.patient.archived_at is None)
        self.from_template.setEnabled(view.patient.archived_at is None)
        given = [each for each in view.programs if each.last_number is not None]
        self.revise_last.setEnabled(bool(given) and view.patient.archived_at is None)
        self._show_problems(view)
        self._show_screens(view)
        self._show_programs(view)
        self._show_handouts(view)
        self.versions.offer(view.programs)

    def _show_problems(self, view: PatientView) -> None:
        _empty(self._problems)
        for episode in view.episodes:
            row = EpisodeRow(self._context, episode, visits=view.visits.get(episode.id, 0))
            row.change_wanted.connect(self._open_episode_form)
            self._problems.addWidget(row)
        if not view.episodes:
            self._problems.addWidget(
                self._hint(
                    self._context.words.gettext(
                        "Add what the patient came for. Templates for one side start with the problem’s side."
                    )
                )
            )

    def _show_screens(self, view: PatientView) -> None:
        """The newest result of each screen; a finding also says what was done."""
        _empty(self._screens)
        for result in newest_of_each(view.screens):
            self._screens.addWidget(ScreenRow(self._context, result))

    def _show_programs(self, view: PatientView) -> None:
        _empty(self._programs)
        for summary in view.programs:
            row = ProgramRow(self._context, summary)
            row.open_wanted.connect(self.program_wanted)
            row.revise_wanted.connect(self._revise)
            self._programs.addWidget(row)
        if not view.programs:
            self._programs.addWidget(
                self._hint(
                    self._context.words.gettext(
                        "No program yet. Start one, or choose a template for this patient."
                    )
                )
            )

    def _show_handouts(self, view: PatientView) -> None:
        _empty(self._handouts)
        for handout in view.handouts:
            row = HandoutRow(self._context, handout, view.titles.get(handout.version_id, ""))
            row.print_wanted.connect(self.output.print_handout)
            row.save_wanted.connect(self.output.save_handout)
            self._handouts.addWidget(row)
        if not view.handouts:
            self._handouts.addWidget(
                self._hint(self._context.words.gettext("What you print or save is kept here for ever."))
            )

    def _hint(self, sentence: str) -> Label:
        return Label(sentence, self._context.theme, Type.BODY, Tone.TEXT_2, wraps=True)

    def _on_edit(self) -> None:
        if self.view is not None:
            self.edit_wanted.emit(self.view.patient)

    def _on_archive(self) -> None:
        if self.view is None:
            return
        patient = self.view.patient
        self._set_archived(patient.id, archived=patient.archived_at is None)

    def _set_archived(self, patient_id: UUID, *, archived: bool) -> None:
        patients = self._context.services.patients
        change = patients.archive if archived else patients.restore
        self._context.worker.run(partial(change, patient_id), self._on_archived_changed)

    def _on_archived_changed(self, patient: Patient) -> None:
        text = self._context.words.gettext
        archived = patient.archived_at is not None
        sentence = text("Archived; nothing was deleted") if archived else text("Back in the list")
        undo = partial(self._set_archived, patient.id, archived=not archived)
        self._context.toasts.say(sentence, text("Undo"), undo)
        self.refresh()

    def _on_add_problem(self) -> None:
        self._open_episode_form(None)

    def _on_screen(self) -> None:
        """The screen of the open problem’s region, else the first."""
        if self.view is None:
            return
        current = [each for each in self.view.episodes if each.closed_on is None]
        regions, screens = {each.region for each in current}, self._context.library.screens
        fitting = [key for key, screen in screens.items() if regions & set(screen.regions)]
        self.screen_form = ScreenForm(
            self._context,
            self.view.patient.id,
            next(iter([*fitting, *screens])),
            episode_id=current[0].id if current else None,
            parent=self,
        )
        self.screen_form.screen_stored.connect(self.refresh)
        self.screen_form.finished.connect(self.screen_form.deleteLater)
        self.screen_form.open()

    def _open_episode_form(self, episode: Episode | None) -> None:
        if self._patient_id is None:
            return
        self.episode_form = EpisodeForm(self._context, self._patient_id, episode, self)
        self.episode_form.episode_stored.connect(self.refresh)
        self.episode_form.finished.connect(self.episode_form.deleteLater)
        self.episode_form.open()

    def _on_new_program(self) -> None:
        if self.view is None:
            return
        open_episodes = [each for each in self.view.episodes if each.closed_on is None]
        start = partial(
            self._context.services.programs.start,
            patient_id=self.view.patient.id,
            episode_id=open_episodes[0].id if open_episodes else None,
        )
        self._context.worker.run(start, self._on_program_ready)

    def _on_templates(self) -> None:
        if self._patient_id is not None:
            self.templates_wanted.emit(self._patient_id)

    def _on_revise_last(self) -> None:
        if self._patient_id is not None:
            revise = partial(self._context.services.history.revise_last, self._patient_id)
            self._context.worker.run(revise, self._on_program_ready)

    def _revise(self, program_id: UUID) -> None:
        revise = partial(self._context.services.programs.revise, program_id)
        self._context.worker.run(revise, self._on_program_ready)

    def _on_program_ready(self, opened: OpenProgram | None) -> None:
        if opened is not None:
            self.program_wanted.emit(opened.program.id)


def _read(services: ClinicServices, patient_id: UUID) -> PatientView:
    patient_id = services.patients.where_now(patient_id)
    handouts = services.handouts.of_patient(patient_id)
    given = {handout.program_id for handout in handouts}
    versions = [version for program in given for version in services.programs.versions(program)]
    return PatientView(
        patient=services.patients.get(patient_id),
        today=services.patients.today(),
        episodes=services.patients.episodes(patient_id),
        programs=services.programs.summaries(patient_id=patient_id),
        handouts=handouts,
        titles={version.id: version.content.title for version in versions},
        screens=services.screens.of_patient(patient_id),
        visits=services.patients.visit_counts(patient_id),
    )


def _headed(label: Label, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(label, 1)
    for button in buttons:
        row.addWidget(button)
    return row


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
