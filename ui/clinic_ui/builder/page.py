"""The builder page: library, program and sheet side by side."""

from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.program import Handout, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.screen_words import result_line
from clinic_app.services.programs import OpenProgram
from clinic_ui.actions import UndoOfPage
from clinic_ui.builder.empty_desk import EmptyDesk
from clinic_ui.builder.library_list import LibraryList
from clinic_ui.builder.meter import BurdenMeter
from clinic_ui.builder.more_ways import MoreWays
from clinic_ui.builder.outputs import Outputs
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.program_pane import ProgramPane
from clinic_ui.builder.revising import Revising
from clinic_ui.builder.room import Room, room_in
from clinic_ui.builder.row_add import RowAddButton
from clinic_ui.builder.save_template import SaveTemplate
from clinic_ui.builder.sheet_pane import SheetPane
from clinic_ui.builder.undo_histories import UndoHistories
from clinic_ui.context import Context
from clinic_ui.pages.alert_chips import AlertChips
from clinic_ui.pages.limit_words import alerts
from clinic_ui.pages.page import Page
from clinic_ui.pages.screen_form import ScreenForm
from clinic_ui.shortcuts import Shortcut
from clinic_ui.widgets.buttons import Kind, action_button, show_words, text_button
from clinic_ui.widgets.labels import Pane, hairline
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.work import Latest

_NOTHING, _DESK, _OPENING = range(3)
"""What the page shows: no program, a program, one being opened."""


class BuilderPage(Page):
    """Shows one program at a time; everything typed is saved by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        text, theme = context.words.gettext, context.theme
        self._opening = Latest(context.worker)
        self._is_opening = False
        self.screen_form: ScreenForm | None = None
        self._room = Room(0, 0, holds_both=True)
        self.model = ProgramModel(context, self)
        self.library = LibraryList(context)
        self.row_add = RowAddButton(context, self.library.view)
        self.program = ProgramPane(context, self.model)
        self.program.quick.reason_against = self.library.finder.reason
        self.items, self.head = self.program.items, self.program.head
        self.meter = BurdenMeter(context, self.model)
        self.sheet = SheetPane(context, self.model)
        self.preview, self.language = self.sheet.preview, self.sheet.language
        self.person, self.topics = self.sheet.person, self.sheet.topics
        self.outputs = Outputs(context, self.model, self)
        self.revising = Revising(context, self.model, self.items, self)
        self.header = PageHeader(theme, text("Builder"))
        self.alerts = AlertChips(context)
        self._make_actions()
        self._stack = QStackedWidget()
        self.empty = EmptyDesk(context)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._desk())
        self._stack.addWidget(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self._connect()
        self._on_opened()
        context.seat.explain(self.library, self.program, self.sheet)

    def open_program(self, program_id: UUID) -> None:
        """Put a program on the table, as it was left; the one before is gone from the screen at once."""
        on_table = self.model.program
        self._is_opening = True
        if on_table is None:
            self._on_opened()
        elif on_table.program.id != program_id:
            self.model.clear()
        else:
            self.model.flush()  # it comes back as it is now
        opened = partial(self.context.services.programs.open, program_id)
        self._opening.run(opened, self._show, self._on_not_opened)

    def take_up(self, version: ProgramVersion) -> None:
        """Make an old version of a program its draft again."""
        self._opening.cancel()
        self.revising.take_up(version)

    def refresh(self) -> None:
        """The keyboard is ready to search; overrides Page."""
        if self.model.program is not None:
            self.library.show_patient(self.model.program.patient)  # limits may have changed meanwhile
            self._search()
        else:
            self.empty.last_programs.refresh()

    def patient_in_view(self) -> UUID | None:
        """Whose program is on the table; overrides Page."""
        return self.model.program.program.patient_id if self.model.program is not None else None

    def leave_patient(self) -> None:
        """Take the program off the table, saved; its undo comes back with it; overrides Page."""
        self._opening.cancel()
        self._is_opening = False
        self.model.clear()

    def forget_patient(self, patient_id: UUID) -> None:
        """Take the patient's program off the table, unsaved; nothing can be undone back; overrides Page."""
        if self.patient_in_view() == patient_id:
            self.model.let_go()
            self.model.clear()
        self.model.histories = UndoHistories()

    def takes_exercises(self) -> bool:
        """Whether the program on the table can be changed; overrides Page."""
        return self.model.program is not None and not self.model.is_read_only

    def take_exercise(self, slug: str) -> None:
        """As if it was chosen in the library; overrides Page."""
        self.program.take(slug)

    def standing(self) -> object:
        """The program on the table, and what can be undone; overrides Page."""
        self.model.remember()
        on_table = self.model.program
        return (on_table.program.id if on_table is not None else None, self.model.histories)

    def stand(self, standing: object) -> None:
        """Put that program on the table; overrides Page."""
        match standing:
            case (program_id, UndoHistories() as histories):
                self.model.histories = histories
                if isinstance(program_id, UUID):
                    self.open_program(program_id)

    def flush(self) -> None:
        """Save now; overrides Page."""
        self.model.flush()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Narrow windows give library and sheet less room; overrides Qt."""
        self._room = room_in(self.width(), self.context.theme.text_scale)
        self._library_pane.setFixedWidth(self._room.library)
        self.sheet.setFixedWidth(self._room.sheet)
        self.sheet_button.setHidden(self._room.holds_both)
        self._choose_pane()

    def _make_actions(self) -> None:
        text, make = self.context.words.gettext, self.context.actions.make
        everywhere = partial(make, self, everywhere=True)  # also when the keyboard is on the rail, or nowhere
        redo = self.model.undo_stack.redo
        self.undo = everywhere(Shortcut.UNDO, self.model.undo)
        self.redo = everywhere(Shortcut.REDO, redo)
        self.print = everywhere(Shortcut.PRINT, self._on_print)
        self.save = everywhere(Shortcut.SAVE_PDF, self._on_save)
        self.revise = everywhere(Shortcut.REVISE, self.revising.revise)
        everywhere(Shortcut.FIND_TO_ADD, self._search)
        everywhere(Shortcut.QUICK_ADD, self.program.type)
        everywhere(Shortcut.DOSE, self.program.focus_dose)
        everywhere(Shortcut.PASTE, self.items.errands.paste)
        icons = self.context.actions.icons
        self._history_buttons = {
            action: action_button(action, Kind.PLAIN, icons=icons, icon=icon)
            for action, icon in (
                (self.revising.versions, "history"),
                (self.undo, "undo"),
                (self.redo, "redo"),
            )
        }
        self.header.add_beside_title(self.alerts)
        for button in self._history_buttons.values():
            self.header.add(button)
        self.save_template = SaveTemplate(self.context, self.model, self)
        self.header.add(self.save_template.button)
        self.sheet_button = text_button(text("Show the sheet"), Kind.CHIP)
        self.sheet_button.setCheckable(True)
        self.sheet_button.hide()
        self.header.add(self.sheet_button)
        self.revise_button = action_button(self.revise, Kind.OUTLINE, icons=icons, icon="edit")

    def _desk(self) -> QWidget:
        desk = QWidget()
        self._library_pane = _pane("pane", self.library)
        self._make_tools()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._library_pane)
        row.addWidget(hairline(vertical=True))
        self.head.add(self.revise_button)
        row.addWidget(self.program, 1)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self.sheet)
        column.addLayout(row, 1)
        column.addWidget(hairline())
        column.addWidget(self.meter)
        return desk

    def _make_tools(self) -> None:
        icons = self.context.actions.icons
        self._tools = QWidget()
        self._tools_row = QHBoxLayout(self._tools)
        self._tools_row.setSpacing(8)
        self.save_button = action_button(self.save, Kind.OUTLINE, icons=icons, icon="pdf")
        self.print_button = action_button(self.print, Kind.PRIMARY, icons=icons, icon="print")
        self._tools_row.addWidget(self.save_button, 1)
        self._tools_row.addWidget(self.print_button, 1)
        self.more = MoreWays(self.context, self.model, self.outputs, self)
        self._tools_row.addWidget(self.more.button)
        self.sheet.hold_tools(self._tools)

    def _connect(self) -> None:
        self.empty.start_wanted.connect(self._on_start)
        self.empty.last_programs.program_wanted.connect(self.open_program)
        self.empty.last_programs.revise_wanted.connect(self.revising.revise_program)
        self.sheet_button.toggled.connect(self._choose_pane)
        self.library.exercise_chosen.connect(self.program.take)
        self.row_add.exercise_chosen.connect(self.program.take)
        self.program.swap.started.connect(self._search)
        self.items.opened.connect(self.meter.show_open)
        self.items.emptied.connect(self._search)
        self.items.order_changed.connect(self._order_tab_stops)
        self.program.stops_changed.connect(self._order_tab_stops)
        self.program.keyboard_left.connect(self.print_button.setFocus)
        self.model.exercise_repeated.connect(self._on_exercise_repeated)
        self.model.opened.connect(self._on_opened)
        self.model.content_changed.connect(self._on_content_changed)
        self.model.undo_stack.canUndoChanged.connect(self.undo.setEnabled)
        self.model.undo_stack.canRedoChanged.connect(self.redo.setEnabled)
        self.program.advice.changed.connect(self._show_alerts)
        self.program.advice.screen_wanted.connect(self._on_screen_wanted)
        self.outputs.refused.connect(self.program.gate.ask)
        self.outputs.handed_out.connect(self._on_handed_out)
        self.revising.ready.connect(self._show)
        self.revising.program_wanted.connect(self.open_program)
        undo_of_page = UndoOfPage(self)
        for field in (self.library.search, *self.head.fields()):
            field.installEventFilter(undo_of_page)

    def _show(self, program: OpenProgram) -> None:
        is_other = self.model.program is None
        self._is_opening = False
        self.model.show(program)
        if is_other:
            self.library.start_over()
        if not self.revising.begin():
            self._search()

    def _on_not_opened(self, error: Exception) -> None:
        self._is_opening = False
        self.context.problems.tell(error)
        self._on_opened()

    def _choose_pane(self) -> None:
        """Where there is no room for both, library or sheet; print and save stay in sight."""
        text, both = self.context.words.gettext, self._room.holds_both
        wants_sheet = self.sheet_button.isChecked()
        self.sheet_button.setText(text("Show the library") if wants_sheet else text("Show the sheet"))
        self.sheet.setVisible(both or wants_sheet)
        self._library_pane.setVisible(both or not wants_sheet)
        is_narrow = self._room.is_narrow
        self.sheet.set_narrow(is_narrow)
        self.header.stack_words(is_narrow)
        for action, button in self._history_buttons.items():
            show_words(button, "" if is_narrow else action.text())  # the patient's limits need the width
        self.save_button.setText(self.save.text() if both else "")
        self._tools_row.setContentsMargins(*((16, 12, 16, 0) if both else (0, 0, 0, 0)))
        if both is self.sheet.holds(self._tools):
            return
        if both:
            self.sheet.hold_tools(self._tools)
        else:
            self.head.add(self._tools)
        self._tools.show()
        self._order_tab_stops()

    def _order_tab_stops(self) -> None:
        """The page's head; search, results, add; program, cards; figures, save, print, sheet; meter."""
        stops: list[QWidget] = [self.alerts.more, *self._history_buttons.values()]
        stops += [self.save_template.button, self.sheet_button, *self.library.tab_stops()]
        outputs: list[QWidget] = [self.save_button, self.print_button, self.more.button]
        in_head = [] if self._room.holds_both else outputs
        stops += [*self.head.fields(), self.revise_button, *in_head, *self.program.tab_stops_above()]
        for card in self.items.in_order():
            stops += card.tab_stops()
        stops += self.program.tab_stops()
        stops += [*self.sheet.choices(), *(outputs if self._room.holds_both else []), *self.sheet.views()]
        stops += [self.meter.fewest, self.meter.details]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _search(self) -> None:
        self.sheet_button.setChecked(False)  # the library may have given its place to the sheet
        self.library.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_start(self) -> None:
        self._opening.run(self.context.services.programs.start, self._show)

    def _on_print(self) -> None:
        self.items.settle()
        self.outputs.print_sheet()

    def _on_save(self) -> None:
        self.items.settle()
        self.outputs.save_pdf()

    def _on_handed_out(self, handout: Handout) -> None:
        program = self.model.program
        if program is not None and program.program.id == handout.program_id:
            self.context.shelf.note_used(item.exercise_slug for item in self.model.content.items)
            self.open_program(handout.program_id)

    def _on_exercise_repeated(self, item_id: UUID, count: int) -> None:
        text = self.context.words.gettext
        said = text("It is in the program {count} times now").format(count=count)
        if count == 2:
            said = text("It is in the program twice now")
        self.context.toasts.say(said, text("Undo"), partial(self.model.take_back, item_id))

    def _on_screen_wanted(self, screen_id: str) -> None:
        program = self.model.program
        if program is None or program.program.patient_id is None:
            return
        of, episode_id = program.program.patient_id, program.program.episode_id
        self.screen_form = ScreenForm(self.context, of, screen_id, episode_id=episode_id, parent=self)
        self.screen_form.screen_stored.connect(self._on_screen_stored)
        self.screen_form.finished.connect(self.screen_form.deleteLater)
        self.screen_form.open()

    def _on_screen_stored(self, stored: RedFlagScreen) -> None:
        words = self.context.words
        self.context.toasts.say(result_line(stored, self.context.library, words, words.language))
        self.program.gate.expect_answer()
        if not self.program.gate.is_asking:
            self.program.type()  # the line that asked for the screen goes
        self.program.advice.refresh()

    def _on_opened(self) -> None:
        program, words = self.model.program, self.context.words
        read_only = self.model.is_read_only
        self._stack.setCurrentIndex(_DESK if program else _OPENING if self._is_opening else _NOTHING)
        self.library.setEnabled(not read_only)
        self.revise.setEnabled(program is not None)
        self.revise_button.setVisible(program is not None and self.model.is_handed_out)
        self.undo.setEnabled(self.model.undo_stack.canUndo())
        self.redo.setEnabled(self.model.undo_stack.canRedo())
        self._show_patient(program)
        self.library.show_patient(program.patient if program else None)
        if program is None:
            return
        again = words.gettext("Print again") if self.model.is_handed_out else words.gettext("Print")
        self.print.setText(again)
        self.print_button.setText(again)

    def _show_patient(self, program: OpenProgram | None) -> None:
        """Whose program it is, in the page's head."""
        words = self.context.words
        patient = program.patient if program else None
        nobody = words.gettext("For nobody in particular") if program else words.gettext("Builder")
        self.header.title.setText(patient.banner_name if patient else nobody)
        born = words.day(patient.birth_date) if patient and patient.birth_date else ""
        self.header.subtitle.setText(words.gettext("Born {date}").format(date=born) if born else "")

    def _show_alerts(self) -> None:
        """What limits the patient, beside the name."""
        facts, library = self.program.advice.facts, self.context.library
        patient = facts.patient if facts else None
        self.alerts.show_alerts(
            alerts(patient, facts.episodes, library, self.context.words, facts.screens)
            if facts and patient
            else ()
        )

    def _on_content_changed(self) -> None:
        content = self.model.content
        for action in (self.print, self.save):
            action.setEnabled(bool(content.items))
            self.context.seat.hold_while(action, not self.model.is_handed_out)


def _pane(kind: str, widget: QWidget) -> Pane:
    pane = Pane(kind)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return pane
