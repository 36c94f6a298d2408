"""One visit in the place of the patient’s page: written, kept as it is typed, signed, amended."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError, KnownError
from clinic_app.domain.visit import LONGEST_PART, ChartMark, Finding, NotePart, Visit, check_pain
from clinic_app.services.visits import OpenVisit
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.patient_banner import PatientBanner
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.shortcuts import Shortcut
from clinic_ui.visit.measures_column import MeasuresColumn
from clinic_ui.visit.note_column import NoteColumn
from clinic_ui.visit.note_text import NoteText
from clinic_ui.visit.rivals import VisitRivals
from clinic_ui.visit.visit_head import VisitHead
from clinic_ui.visit.visit_model import VisitModel
from clinic_ui.widgets.buttons import Kind, action_button, icon_button, text_button
from clinic_ui.widgets.labels import Pane, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_MEASURES_WIDTH = 520
_NARROW = 936


class VisitPage(Pane):
    """``open`` or ``start`` a visit; ``closed`` says that the patient’s page is wanted again."""

    closed = Signal(object)
    """The id (UUID) of the patient; None where the visit was left before it was shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._context = context
        self._latest = Latest(context.worker)
        self._patient_id: UUID | None = None
        self._draft: DraftKeeper | None = None
        self._had_mine = False
        self.screen_form: ScreenForm | None = None
        self.model = VisitModel(context, self)
        self.banner = PatientBanner(context)
        self.banner.back_leads(context.words.gettext("Back to the patient"))
        for button in (self.banner.edit, self.banner.archive, self.banner.more):
            button.hide()  # what is done to the patient is done on the patient's own page
        self.measures = MeasuresColumn(context)
        self._make_actions()
        self.head = VisitHead(context, self._buttons())
        self.rivals = VisitRivals(context, self.model, self)
        self.conflict = self.rivals.both
        self.note = NoteColumn(context)
        self._lay_out()
        self._connect()

    @property
    def patient_id(self) -> UUID | None:
        """Whose visit is shown."""
        return self._patient_id

    @property
    def visit_id(self) -> UUID | None:
        """Which visit is shown."""
        return self.model.visit.id if self.model.visit else None

    def open(self, visit_id: UUID) -> None:
        """Show a visit; what was shown before is gone from the screen at once.

        What the disk would not take stays on the page, and nothing else is opened over it.
        """
        if not self.flush():
            return
        self._clear()
        self._latest.run(partial(self._context.services.visits.open, visit_id), self._show)

    def start(self, patient_id: UUID, episode_id: UUID | None = None) -> None:
        """Begin a visit of today, or go on with it."""
        if not self.flush():
            return
        self._clear()
        start = partial(self._context.services.visits.start, patient_id, episode_id)
        self._latest.run(start, lambda visit: self.open(visit.id))

    def leave(self) -> None:
        """Go back to the patient; everything is kept, and a visit without a word is forgotten."""
        self._latest.cancel()
        if not self.flush():
            return
        if self._draft is not None and not any(self._unkept().values()):
            self._draft.drop()
        patient_id = self._patient_id
        self._clear()
        self.closed.emit(patient_id)

    def flush(self) -> bool:
        """Keep everything now: the window closes. Whether it is kept, in the record or as a draft."""
        is_kept = self.model.flush()
        if not is_kept and not self.model.is_in_conflict:
            self.model.hold()
        try:
            self.measures.scores.taker.flush()
            if self._draft is not None:
                self._draft.flush()
        except KnownError as error:
            self._context.problems.tell(error)
            return False
        return is_kept or self.model.is_in_conflict or self.model.is_gone

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window numbers and chart stand below the note, and all scrolls as one; overrides Qt."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._context.theme.px(_NARROW)
        if is_narrow == self._measures_area.isHidden():
            return
        self._measures_area.setHidden(is_narrow)
        self._divider.setHidden(is_narrow)
        if is_narrow:
            self._measures_area.takeWidget()
            self._left_column.addWidget(self.measures)
        else:
            self._left_column.removeWidget(self.measures)
            self._measures_area.setWidget(self.measures)
        self.measures.show()

    def _make_actions(self) -> None:
        make = self._context.actions.make
        self.undo = make(self, Shortcut.UNDO, self.model.undo)
        self.redo = make(self, Shortcut.REDO, self.model.redo)
        self.sign = make(self, Shortcut.SIGN, self._on_sign)
        self.score = make(self, Shortcut.SCORE_IN_VISIT, self.measures.scores.take)
        self.measures.scores.listen_to(self.score)
        self.leave_action = make(self, Shortcut.LEAVE_VISIT, self.leave)
        for action, stack in (
            (self.undo, self.model.undo_stack.canUndoChanged),
            (self.redo, self.model.undo_stack.canRedoChanged),
        ):
            action.setEnabled(False)
            stack.connect(action.setEnabled)

    def _buttons(self) -> list[QPushButton]:
        icons, text = self._context.actions.icons, self._context.words.gettext
        self.undo_button = icon_button(icons, "undo", self.undo.toolTip())
        self.redo_button = icon_button(icons, "redo", self.redo.toolTip())
        for button, action in ((self.undo_button, self.undo), (self.redo_button, self.redo)):
            button.setEnabled(False)
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
        self.screen_button = text_button(text("Record a screen"), Kind.OUTLINE, icons=icons, icon="flag")
        self.screen_button.setEnabled(bool(self._context.library.screens))
        self._context.seat.hold(self.undo_button, self.redo_button, self.screen_button)
        self.sign_button = action_button(self.sign, Kind.PRIMARY, icons=icons, icon="check")
        return [self.undo_button, self.redo_button, self.screen_button, self.sign_button]

    def _lay_out(self) -> None:
        self._left = Pane("stage")
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(0)
        self._left_column.addWidget(self.note)
        self._left_area = scrolled(self._left)
        self._measures_area = scrolled(self.measures)
        self._measures_area.setFixedWidth(self._context.theme.px(_MEASURES_WIDTH))
        self._divider = hairline(vertical=True)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left_area, 1)
        body.addWidget(self._divider)
        body.addWidget(self._measures_area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.head, self.conflict, hairline()):
            column.addWidget(widget)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.banner.back_wanted.connect(self.leave)
        self.screen_button.clicked.connect(self._on_screen)
        self.head.visit_changed.connect(self.model.change)
        self.note.part_edited.connect(self.model.change_part)
        self.note.signed.amend_wanted.connect(self._on_amend)
        self.note.signed.field.text_edited.connect(self._note_draft)
        self.measures.pain.pain_changed.connect(self._on_pain)
        self.measures.chart.marks_changed.connect(self._on_marks)
        self.measures.findings.findings_changed.connect(self._on_findings)
        self.measures.scores.stored.connect(self._on_around_changed)
        self.rivals.begun_again.connect(self._on_begun_again)
        self.model.opened.connect(self._on_opened)
        self.model.visit_changed.connect(self._on_visit_changed)
        self.model.kept_changed.connect(self._on_kept)
        self.model.conflict_met.connect(self._note_draft)
        self.model.refused.connect(self._on_refused)
        self.model.leftover_met.connect(self._on_leftover)
        for box in self.note.parts.values():
            box.field.cursor_moved.connect(partial(self._keep_in_sight, box.field))
            box.field.was_cut.connect(self._on_cut)

    def _clear(self) -> None:
        if self.model.visit is not None:
            self.model.leave()
        if self._draft is not None:
            self._draft.deleteLater()
            self._draft = None
        self._patient_id = None
        self.banner.clear()
        self.head.clear()
        self.measures.clear()
        self.note.show_visit(None)
        self.note.show_around(None)

    def _show(self, around: OpenVisit) -> None:
        self._patient_id = around.patient.id
        key = f"visit:{around.visit.id}"
        self._draft = DraftKeeper(
            self._context.services.drafts, self._context.worker, key, self._unkept, self
        )
        self.model.show(around)
        self._draft.find(partial(self._on_draft_found, around.visit.id))
        if not around.visit.is_signed:
            self.note.parts[NotePart.SUBJECTIVE].field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()

    def _unkept(self) -> Mapping[str, str]:
        """What is typed and cannot be in the record as it stands: kept as a draft."""
        visit = self.model.visit
        raw = self.measures.findings.raw
        return {
            "amendment": self.note.signed.field.toPlainText() if visit and visit.is_signed else "",
            "rows": json.dumps(raw, ensure_ascii=False) if raw else "",
            "mine": self.rivals.kept() if self._has_mine else "",
        }

    @property
    def _has_mine(self) -> bool:
        """Whether the record would not take the note as it stands here."""
        return self.model.is_in_conflict or self.model.has_failed or self.model.is_gone

    def _note_draft(self, *_arguments: object) -> None:
        if self._draft is not None:
            self._draft.note_change()

    def _on_draft_found(self, visit_id: UUID, typed: Mapping[str, str]) -> None:
        visit = self.model.visit
        if visit is None or visit.id != visit_id:
            return
        mine = json.loads(typed.get("mine") or "{}")
        if visit.is_signed:
            parts = (mine.get(part.value, "") for part in NotePart)
            left = [text for text in (typed.get("amendment", ""), *parts) if text.strip()]
            self.note.signed.field.show_text("\n".join(left))
            return
        self.rivals.take_up(typed.get("mine", ""))
        if typed.get("rows"):
            self.measures.findings.restore(json.loads(typed["rows"]))

    def _on_opened(self) -> None:
        around = self.model.around
        if around is None:
            return
        self.banner.show_patient(around.patient, around.today, around.episodes, around.screens)
        self.head.show_around(around)
        self.note.show_around(around)
        self.measures.show_before(around)
        self.measures.scores.show_around(around)
        is_signed = around.visit.is_signed
        for button in (self.undo_button, self.redo_button, self.sign_button, self.screen_button):
            button.setVisible(not is_signed)

    def _on_visit_changed(self) -> None:
        visit, around = self.model.visit, self.model.around
        if visit is None or around is None:
            return
        self.head.show_visit(visit)
        self.note.show_visit(visit)
        self.measures.show_visit(visit, around)
        self._on_kept()

    def _on_kept(self) -> None:
        if self._has_mine or self._had_mine:
            self._note_draft()
        self._had_mine = self._has_mine
        self.head.show_kept(is_kept=self.model.is_kept)

    def _on_pain(self, visit: Visit, field: str) -> None:
        self.model.change(visit, self._context.words.gettext("Note the pain"), field)

    def _on_marks(self, marks: tuple[ChartMark, ...], name: str) -> None:
        if self.model.visit is not None:
            self.model.change(replace(self.model.visit, body_chart=marks), name)

    def _on_findings(self, findings: tuple[Finding, ...], key: str) -> None:
        if self.model.visit is not None:
            name = self._context.words.gettext("Note a finding")
            self.model.change(replace(self.model.visit, findings=findings), name, f"finding/{key}")
            self._note_draft()

    def _on_sign(self) -> None:
        visit, text = self.model.visit, self._context.words.gettext
        if visit is None or visit.is_signed:
            return
        refused = self.measures.findings.refused
        if refused is not None:
            self.head.refuse(text("Put the marked number right before you sign."))
            self._measures_area.ensureWidgetVisible(refused)
            next(iter(refused.numbers.values())).setFocus()
            return
        try:
            check_pain(visit.pain_now, visit.pain_best, visit.pain_worst)
        except InputError as error:
            self._on_refused(error)
            self.measures.pain.scales["pain_best"].focus_chosen()
            return
        self.head.refuse("")
        self.model.sign()

    def _on_cut(self) -> None:
        said = self._context.words.gettext("The end was left out: a part has room for {most} letters.")
        self._context.toasts.say(said.format(most=LONGEST_PART))

    def _on_begun_again(self, visit: Visit, texts: Mapping[str, str]) -> None:
        """The visit was taken away in another window: what was typed there goes on in a new one."""
        self._clear()
        open_it = partial(self._context.services.visits.open, visit.id)
        self._latest.run(open_it, partial(self._show_again, texts))

    def _show_again(self, texts: Mapping[str, str], around: OpenVisit) -> None:
        self._show(around)
        self.rivals.go_on(texts)

    def _on_amend(self, text: str) -> None:
        self.model.amend(text, self._on_amended)

    def _on_amended(self, _amendment: object) -> None:
        self.note.signed.field.clear()
        if self._draft is not None:
            self._draft.drop()

    def _on_refused(self, error: KnownError) -> None:
        sentence = self._context.problems.sentence(error)
        visit = self.model.visit
        if visit is not None and visit.is_signed:
            self.note.signed.refuse(sentence)
        else:
            self.head.refuse(sentence)

    def _on_leftover(self, text: str) -> None:
        """Typed here while another window signed: it may become an amendment."""
        if text:
            self.note.signed.field.show_text(text)
            said = self._context.words.gettext("Signed in another window: add yours as an amendment.")
            self.note.signed.refuse(said)
            self._note_draft()

    def _on_screen(self) -> None:
        around, screens = self.model.around, self._context.library.screens
        if around is None or not screens:
            return
        episode = around.episode
        fitting = [key for key, each in screens.items() if episode and episode.region in each.regions]
        self.screen_form = ScreenForm(
            self._context,
            around.patient.id,
            next(iter([*fitting, *screens])),
            episode_id=episode.id if episode else None,
            parent=self,
        )
        self.screen_form.screen_stored.connect(self._on_around_changed)
        self.screen_form.finished.connect(self.screen_form.deleteLater)
        self.screen_form.open()

    def _on_around_changed(self, _screen: object = None) -> None:
        self.model.read_again(self._show_around)

    def _show_around(self, around: OpenVisit) -> None:
        """The note as it is typed stays; what stands around it knows of the screen or score."""
        if self.model.around is None or self.model.around.visit.id != around.visit.id:
            return
        self.model.around = around
        self.banner.show_patient(around.patient, around.today, around.episodes, around.screens)
        self.head.show_around(around)
        self.measures.scores.show_around(around)
        if self.model.visit is not None:
            self.head.show_visit(self.model.visit)

    def _keep_in_sight(self, field: NoteText) -> None:
        """The line that is written in."""
        line: QRect = field.cursorRect()
        at = field.viewport().mapTo(self._left, line.bottomLeft())
        self._left_area.ensureVisible(self._left.width() // 2, at.y(), 0, line.height() * 2)
