"""One patient's page: who, which problem, whether it helps, and everything that happened."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from clinic_app.domain.diary import Diary
from clinic_app.domain.found_text import TextKind
from clinic_app.domain.letter import Letter
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.story import HandoutEntry, ScoreEntry, StoryEntry, VisitEntry
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.history.history_panel import HistoryPanel
from clinic_ui.letters.letter_desk import LetterDesk
from clinic_ui.pages.patient_banner import PatientBanner
from clinic_ui.pages.patient_facts import PatientFacts
from clinic_ui.pages.patient_more import PatientMore
from clinic_ui.pages.problem_desk import ProblemDesk
from clinic_ui.scores.add_menu import AddMenu
from clinic_ui.sheet_output import SheetOutput
from clinic_ui.shortcuts import Shortcut
from clinic_ui.story.care_panel import CarePanel
from clinic_ui.story.entry_words import SayEntry
from clinic_ui.story.episode_head import EpisodeFacts, EpisodeHead
from clinic_ui.story.patient_view import PatientView, read_patient
from clinic_ui.story.timeline import Timeline
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, action_button
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_HISTORY_WIDTH = 408
_NARROW = 1040


class PatientDetail(Pane):
    """Shows one patient; says what is wanted next."""

    back_wanted = Signal()
    edit_wanted = Signal(object)
    program_wanted = Signal(object)
    templates_wanted = Signal(object)
    visit_wanted = Signal(object, object)
    """A visit is to begin: the ids of the patient, and of the problem in view or None."""
    visit_chosen = Signal(object)
    """The id of a visit to open."""
    patient_erased = Signal(object)
    """The id of the patient that was shown: nothing of it is left."""

    version_wanted = Signal(object)
    """A ProgramVersion to take up again as a draft."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._context = context
        self._latest = Latest(context.worker)
        self._patient_id: UUID | None = None
        self._pointed: tuple[TextKind, UUID] | None = None
        self.view: PatientView | None = None
        self.output = SheetOutput(context, self)
        self.banner = PatientBanner(context)
        make = partial(context.actions.make, self, everywhere=True)  # also when the keyboard is on the rail
        self.new_program = make(Shortcut.NEW_PROGRAM, self._on_new_program)
        self.revise_last = make(Shortcut.REVISE_LAST, self._on_revise_last)
        self.from_template = make(Shortcut.FROM_TEMPLATE, self._on_templates)
        self.start_visit = make(Shortcut.START_VISIT, self._on_start_visit)
        self.facts = PatientFacts(context)
        self.head = self._new_head()
        self.care = CarePanel(context)
        self.timeline = Timeline(context)
        self.versions = HistoryPanel(context)
        self.add = AddMenu(context, self, lambda: (self.view, self._current_episode()))
        self.letters = LetterDesk(context, self, self.output, self._letter_subject)
        self.problems = ProblemDesk(context, self, lambda: (self._patient_id, self._shown()))
        self.more = PatientMore(
            context, self.banner.more, self, patient=self._shown, episode_id=self._episode_id
        )
        self._lay_out()
        self._connect()

    @property
    def patient_id(self) -> UUID | None:
        """Whose page it is."""
        return self._patient_id

    def open(self, patient_id: UUID) -> None:
        """Show another patient. The one before is gone from the screen at once."""
        if patient_id != self._patient_id:
            if self._patient_id is not None:
                self._context.toasts.clear()
            self._clear()
        self._patient_id = patient_id
        self.refresh()

    def point_at(self, kind: TextKind, owner_id: UUID) -> None:
        """Show where something was found, as soon as the patient is read."""
        self._pointed = kind, owner_id

    def _clear(self) -> None:
        self.view = self._pointed = None
        for part in (self.banner, self.facts, self.head, self.versions, self.care):
            part.clear()
        self.timeline.show_entries(())
        self.add.allow()
        self.letters.allow()

    def refresh(self) -> None:
        """Look at the record again."""
        if self._patient_id is not None:
            services = self._context.services
            self._latest.run(partial(read_patient, services, self._patient_id), self._on_read)

    def _new_head(self) -> EpisodeHead:
        icons = self._context.actions.icons
        self.revise_button = action_button(self.revise_last, Kind.OUTLINE, icons=icons, icon="history")
        self.visit_button = action_button(self.start_visit, Kind.PRIMARY, icons=icons, icon="edit")
        return EpisodeHead(self._context, [self.visit_button, self.revise_button])

    def _connect(self) -> None:
        self.banner.back_wanted.connect(self.back_wanted)
        self.banner.edit_wanted.connect(self._on_edit)
        self.more.erased.connect(self._on_erased)
        self.banner.archive_wanted.connect(self._on_archive)
        self.head.change_wanted.connect(self.problems.change)
        self.head.add_wanted.connect(self.problems.add)
        self.head.discharge_wanted.connect(self.problems.discharge)
        self.problems.stored.connect(self.refresh)
        self.problems.discharged.connect(self.letters.offer)
        self.head.chosen_changed.connect(self._show_story)
        self.timeline.opened.connect(self._on_entry)
        self.timeline.link_wanted.connect(self._on_link)
        self.timeline.menu_wanted.connect(self._on_menu)
        self.timeline.row_reached.connect(self._on_row_reached)
        self.add.stored.connect(self.refresh)
        self.letters.stored.connect(self.refresh)
        self.versions.program_wanted.connect(self.program_wanted)
        self.versions.version_wanted.connect(self.version_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.head, hairline()):
            column.addWidget(widget)
        body = QHBoxLayout()
        body.setSpacing(0)
        self._story_pane, self._history_pane = self._story(), self._history()
        self._story_area, self._history_area = scrolled(self._story_pane), scrolled(self._history_pane)
        self._history_area.setFixedWidth(self._context.theme.px(_HISTORY_WIDTH))
        self._divider = hairline(vertical=True)
        body.addWidget(self._story_area, 1)
        body.addWidget(self._divider)
        body.addWidget(self._history_area)
        column.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the versions stand above the timeline, and all scrolls as one; overrides Qt."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._context.theme.px(_NARROW)
        if is_narrow != self._history_area.isHidden():
            self._history_area.setHidden(is_narrow)
            self._divider.setHidden(is_narrow)
            if is_narrow:
                self._history_area.takeWidget()
                self._story_column.insertWidget(self._story_column.indexOf(self.timeline), self._history_pane)
            else:
                self._story_column.removeWidget(self._history_pane)
                self._history_area.setWidget(self._history_pane)
            self._history_pane.show()

    def _story(self) -> Pane:
        """Facts, the chart, the timeline."""
        inside = Pane("stage")
        self._story_column = column = QVBoxLayout(inside)
        column.setContentsMargins(24, 14, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(self.care)
        self.timeline.head.addWidget(self.letters.button)
        self.timeline.head.addWidget(self.add.button)
        column.addWidget(self.timeline)
        column.addStretch(1)
        return inside

    def _history(self) -> Pane:
        """The versions of a program and what changed in them; new programs."""
        inside = Pane("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 24)
        column.setSpacing(8)
        text, theme, icons = self._context.words.gettext, self._context.theme, self._context.actions.icons
        self.new_button = action_button(self.new_program, Kind.OUTLINE, icons=icons, icon="add")
        self.templates_button = action_button(self.from_template, Kind.OUTLINE, icons=icons, icon="templates")
        column.addWidget(Label(text("Program versions"), theme, Type.HEAD))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.new_button, self.templates_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.versions)
        column.addStretch(1)
        return inside

    def _on_read(self, view: PatientView) -> None:
        if view.patient.id != self._patient_id:
            self._patient_id = view.patient.id
            said = self._context.words.gettext("That record was merged into this one.")
            self._context.toasts.say(said)
        if self.view is None:  # opened, not only looked at again
            opened = partial(self._context.services.story.opened, view.patient.id)
            self._context.worker.run(opened, _nothing)
        self.view = view
        patient, story = view.patient, view.story
        self.banner.show_patient(patient, view.today, story.episodes, story.screens)
        self.facts.show_patient(patient)
        is_here = patient.archived_at is None
        self.new_program.setEnabled(is_here)
        self.from_template.setEnabled(is_here)
        self.start_visit.setEnabled(is_here)
        self.revise_last.setEnabled(is_here and any(each.last_number is not None for each in view.programs))
        self.head.show_facts(
            EpisodeFacts(story.episodes, story.visits, story.screens, view.review_date, view.today)
        )
        self.versions.offer(view.programs)
        self.add.allow()
        self._show_story()
        self._show_pointed()

    def _show_pointed(self) -> None:
        """The program among the versions, the problem at the head."""
        pointed, self._pointed = self._pointed, None
        if pointed is None or self.view is None:
            return
        kind, owner_id = pointed
        if kind is TextKind.PROGRAM:
            own = [each for each in self.view.story.versions.values() if each.program_id == owner_id]
            if own:
                self.versions.show_version(max(own, key=lambda each: each.changed_at))
        elif kind is TextKind.PROBLEM:
            self.head.choose(owner_id)

    def _show_story(self) -> None:
        if self.view is None:
            return
        episode = self.head.episode
        self.care.show_story(self.view.patient.id, self.view.story, episode, self.view.today)
        self.timeline.show_entries(_of_episode(self.view.entries, episode))
        self.letters.allow()

    def _on_entry(self, entry: StoryEntry) -> None:
        """What was chosen in the timeline is shown as it is kept."""
        subject = entry.subject
        if isinstance(subject, HandoutEntry):
            self.versions.show_version(subject.version)
        elif isinstance(subject, VisitEntry):
            self.visit_chosen.emit(subject.visit.id)
        elif isinstance(subject, ScoreEntry) and not subject.is_withdrawn:
            self.add.open_score(subject)
        elif isinstance(subject, Diary):
            self.add.open_diary(subject)
        elif isinstance(subject, RedFlagScreen | ScoreEntry):
            self._context.toasts.say(SayEntry(self._context.library, self._context.words)(subject).whole)

    def _on_link(self, entry: StoryEntry) -> None:
        subject = entry.subject
        if isinstance(subject, HandoutEntry):
            self.output.print_handout(subject.handout)
        elif isinstance(subject, VisitEntry) and subject.given:
            self.versions.show_version(subject.given[-1])
        elif isinstance(subject, Letter):
            self.letters.print_again(subject)

    def _on_menu(self, entry: StoryEntry, at: QPoint) -> None:
        """What was handed out may be printed and saved again, as it was."""
        if isinstance(entry.subject, Letter):
            self.letters.show_menu(entry.subject, at)
        if not isinstance(entry.subject, HandoutEntry):
            return
        text, handout = self._context.words.gettext, entry.subject.handout
        self.menu = QMenu(self)
        self.menu.addAction(text("Print again"), partial(self.output.print_handout, handout))
        self.menu.addAction(text("Save as PDF"), partial(self.output.save_handout, handout))
        self.menu.popup(at)

    def _on_row_reached(self, row: QRect) -> None:
        """The keyboard's row is kept in sight."""
        at = self.timeline.mapTo(self._story_pane, row.bottomLeft())
        self._story_area.ensureVisible(at.x(), at.y(), 0, row.height() * 2)

    def _shown(self) -> Patient | None:
        return self.view.patient if self.view is not None else None

    def _letter_subject(self) -> tuple[Patient | None, Episode | None]:
        """Whose page it is, and the problem in view: else the first that is open, else the newest."""
        known = self.view.story.episodes if self.view is not None else ()
        return self._shown(), self.head.episode or self._current_episode() or next(iter(known), None)

    def _episode_id(self) -> UUID | None:
        return self.head.episode.id if self.head.episode is not None else None

    def _on_erased(self, patient_id: UUID) -> None:
        """Nothing of the patient stays on the screen."""
        if patient_id == self._patient_id:
            self._patient_id = None
            self._latest.cancel()
            self._clear()
        self.patient_erased.emit(patient_id)

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

    def _current_episode(self) -> Episode | None:
        """The problem in view while it is open, else the first that is."""
        episode = self.head.episode
        if episode is not None and episode.closed_on is None:
            return episode
        known = self.view.story.episodes if self.view else ()
        return next((each for each in known if each.closed_on is None), None)

    def _on_new_program(self) -> None:
        if self.view is None:
            return
        current = self._current_episode()
        start = partial(
            self._context.services.programs.start,
            patient_id=self.view.patient.id,
            episode_id=current.id if current else None,
        )
        self._context.worker.run(start, self._on_program_ready)

    def _on_start_visit(self) -> None:
        if self.view is not None:
            current = self._current_episode()
            self.visit_wanted.emit(self.view.patient.id, current.id if current else None)

    def _on_templates(self) -> None:
        if self._patient_id is not None:
            self.templates_wanted.emit(self._patient_id)

    def _on_revise_last(self) -> None:
        if self._patient_id is not None:
            revise = partial(self._context.services.history.revise_last, self._patient_id)
            self._context.worker.run(revise, self._on_program_ready)

    def _on_program_ready(self, opened: OpenProgram | None) -> None:
        if opened is not None:
            self.program_wanted.emit(opened.program.id)


def _nothing(_result: object) -> None:
    """Noted; nothing else to do."""


def _of_episode(entries: Sequence[StoryEntry], episode: Episode | None) -> Sequence[StoryEntry]:
    """Those of one problem, and those that belong to none."""
    if episode is None:
        return entries
    return [each for each in entries if each.episode_id in (None, episode.id)]
