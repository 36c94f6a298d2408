"""The builder page: library, program and sheet side by side."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.program import Handout
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.last_programs import LastPrograms
from clinic_ui.builder.library_list import LibraryList
from clinic_ui.builder.outputs import Outputs
from clinic_ui.builder.person_box import PersonBox
from clinic_ui.builder.preview import Preview
from clinic_ui.builder.program_list import ProgramList
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.page import Page
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, action_button, text_button
from clinic_ui.widgets.empty_state import EmptyState
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import PageHeader

_LIBRARY, _SHEET = 392, 408
_NARROW_LIBRARY, _NARROW_SHEET = 336, 344
_NARROW = 1400
_TOO_NARROW = 1100
"""Below this the sheet takes the library's place when it is asked for."""


class BuilderPage(Page):
    """Shows one program at a time; everything typed is saved by itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        text, theme = context.words.gettext, context.theme
        self.model = ProgramModel(context, self)
        self.library = LibraryList(context)
        self.items = ProgramList(context, self.model)
        self.preview = Preview(context, self.model)
        self.outputs = Outputs(context, self.model, self)
        self.header = PageHeader(theme, text("Builder"))
        self.title = _plain_line(text("Title of the sheet"))
        self.why = _plain_line(text("Why: one sentence for the patient"))
        self.state = Label("", theme, Type.SMALL_MEDIUM, Tone.WARN)
        self.time = Label("", theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self.person = PersonBox(context)
        self._make_actions()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._desk())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self._connect()
        self._on_opened()

    def open_program(self, program_id: UUID) -> None:
        """Put a program on the table, as it was left."""
        self.context.worker.run(partial(self.context.services.programs.open, program_id), self._show)

    def refresh(self) -> None:
        """The keyboard is ready to search; overrides Page."""
        if self.model.program is not None:
            self.library.search.setFocus()
        else:
            self.last_programs.refresh()

    def standing(self) -> object:
        """The program on the table; overrides Page."""
        return self.model.program.program.id if self.model.program is not None else None

    def stand(self, standing: object) -> None:
        """Put that program on the table; overrides Page."""
        if isinstance(standing, UUID):
            self.open_program(standing)

    def flush(self) -> None:
        """Save now; overrides Page."""
        self.model.flush()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """Narrow windows give library and sheet less room; overrides Qt."""
        narrow = self.width() < self.context.theme.px(_NARROW)
        self._library_pane.setFixedWidth(_NARROW_LIBRARY if narrow else _LIBRARY)
        self._sheet_pane.setFixedWidth(_NARROW_SHEET if narrow else _SHEET)
        self.sheet_button.setVisible(self.width() < self.context.theme.px(_TOO_NARROW))
        self._choose_pane()

    def _make_actions(self) -> None:
        text, make = self.context.words.gettext, self.context.actions.make
        stack = self.model.undo_stack
        self.undo = make(self, text("Undo"), stack.undo, keys="Ctrl+Z")
        self.redo = make(self, text("Redo"), stack.redo, keys="Ctrl+Shift+Z")
        self.print = make(self, text("Print"), self.outputs.print_sheet, keys="Ctrl+P")
        self.save = make(self, text("Save as PDF"), self.outputs.save_pdf, keys="Ctrl+Shift+S")
        self.revise = make(self, text("Revise"), self._on_revise, keys="Ctrl+D")
        make(self, text("Find an exercise"), self._on_find, keys="Ctrl+F")
        icons = self.context.actions.icons
        for action, icon in ((self.undo, "undo"), (self.redo, "redo")):
            self.header.add(action_button(action, Kind.PLAIN, icons=icons, icon=icon))
        self.sheet_button = text_button(text("Show the sheet"), Kind.CHIP)
        self.sheet_button.setCheckable(True)
        self.sheet_button.hide()
        self.header.add(self.sheet_button)
        self.revise_button = action_button(self.revise, Kind.OUTLINE, icons=icons, icon="edit")

    def _empty(self) -> QWidget:
        text = self.context.words.gettext
        start = text_button(text("Start an empty program"), Kind.PRIMARY)
        start.clicked.connect(self._on_start)
        sentence = text("Choose a patient first, or a template; or start one for nobody in particular.")
        state = EmptyState(
            self.context.theme,
            text("No program on the table"),
            sentence,
            [start],
            thumbnails=self.context.thumbnails,
            figure="bird-dog" if "bird-dog" in self.context.library.exercises else "",
        )
        self.last_programs = LastPrograms(self.context)
        self.last_programs.program_wanted.connect(self.open_program)
        return _scrolled_pair(state, self.last_programs)

    def _desk(self) -> QWidget:
        desk = QWidget()
        self._library_pane = _pane("pane", self.library)
        self._sheet_pane = self._sheet()
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._library_pane)
        row.addWidget(hairline(vertical=True))
        row.addLayout(self._program(), 1)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self._sheet_pane)
        return desk

    def _program(self) -> QVBoxLayout:
        self.title.setFont(self.context.theme.font(Type.TITLE))
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.why)
        facts = QHBoxLayout()
        facts.addWidget(self.state)
        facts.addStretch(1)
        facts.addWidget(self.time)
        facts.addWidget(self.revise_button)
        head.addLayout(facts)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.items, 1)
        return column

    def _sheet(self) -> Pane:
        icons = self.context.actions.icons
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 12, 16, 0)
        tools.setSpacing(8)
        self.save_button = action_button(self.save, Kind.OUTLINE, icons=icons, icon="pdf")
        self.print_button = action_button(self.print, Kind.PRIMARY, icons=icons, icon="print")
        tools.addWidget(self.save_button, 1)
        tools.addWidget(self.print_button, 1)
        figures = QHBoxLayout()
        figures.setContentsMargins(16, 8, 16, 0)
        figures.addWidget(Label(self.context.words.gettext("Figures"), self.context.theme, Type.SMALL_MEDIUM))
        figures.addWidget(self.person, 1)
        pane = Pane("desk")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(tools)
        column.addLayout(figures)
        column.addWidget(self.preview, 1)
        return pane

    def _connect(self) -> None:
        self.sheet_button.toggled.connect(self._choose_pane)
        self.library.exercise_chosen.connect(self.model.add)
        self.items.item_removed.connect(self._on_item_removed)
        self.model.opened.connect(self._on_opened)
        self.model.content_changed.connect(self._on_content_changed)
        self.model.undo_stack.canUndoChanged.connect(self.undo.setEnabled)
        self.model.undo_stack.canRedoChanged.connect(self.redo.setEnabled)
        self.outputs.handed_out.connect(self._on_handed_out)
        self.title.textEdited.connect(self._on_title_edited)
        self.why.textEdited.connect(self._on_why_edited)
        self.person.person_chosen.connect(self._on_person_chosen)

    def _show(self, program: OpenProgram) -> None:
        self.model.show(program)
        self.library.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_pane(self) -> None:
        """Where there is no room for both, library or sheet."""
        one_only = not self.sheet_button.isHidden()
        self._sheet_pane.setVisible(not one_only or self.sheet_button.isChecked())
        self._library_pane.setVisible(not one_only or not self.sheet_button.isChecked())

    def _on_start(self) -> None:
        self.context.worker.run(self.context.services.programs.start, self._show)

    def _on_revise(self) -> None:
        program = self.model.program
        if program is not None and self.model.is_read_only:
            revise = partial(self.context.services.programs.revise, program.program.id)
            self.context.worker.run(revise, self._show)

    def _on_find(self) -> None:
        self.library.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.library.search.selectAll()

    def _on_handed_out(self, handout: Handout) -> None:
        self.open_program(handout.program_id)

    def _on_item_removed(self) -> None:
        text = self.context.words.gettext
        self.context.toasts.say(text("Exercise removed"), text("Undo"), self.model.undo_stack.undo)

    def _on_title_edited(self, text: str) -> None:
        name = self.context.words.gettext("Change title")
        self.model.change(replace(self.model.content, title=text), name, "title")

    def _on_why_edited(self, text: str) -> None:
        name = self.context.words.gettext("Change reason")
        self.model.change(replace(self.model.content, why=text), name, "why")

    def _on_person_chosen(self, person: str) -> None:
        name = self.context.words.gettext("Change figures")
        self.model.change(replace(self.model.content, person=person), name)

    def _on_opened(self) -> None:
        program, words = self.model.program, self.context.words
        self._stack.setCurrentIndex(0 if program is None else 1)
        read_only = self.model.is_read_only
        self.title.setReadOnly(read_only)
        self.why.setReadOnly(read_only)
        self.person.setEnabled(not read_only)
        self.library.setEnabled(not read_only)
        self.revise.setEnabled(program is not None and read_only)
        self.revise_button.setVisible(program is not None and read_only)
        self.undo.setEnabled(self.model.undo_stack.canUndo())
        self.redo.setEnabled(self.model.undo_stack.canRedo())
        if program is None:
            return
        patient = program.patient
        self.header.title.setText(
            patient.banner_name if patient else words.gettext("For nobody in particular")
        )
        born = words.day(patient.birth_date) if patient and patient.birth_date else ""
        self.header.subtitle.setText(words.gettext("Born {date}").format(date=born) if born else "")
        number = program.version.number or program.last_number + 1
        state = (
            words.gettext("Draft of version {number}")
            if not read_only
            else words.gettext("Version {number}, handed out")
        )
        self.state.setText(state.format(number=number))
        self.state.set_tone(Tone.OK if read_only else Tone.WARN)
        again = words.gettext("Print again") if read_only else words.gettext("Print")
        self.print.setText(again)
        self.print_button.setText(again)

    def _on_content_changed(self) -> None:
        content, words = self.model.content, self.context.words
        for field, text in ((self.title, content.title), (self.why, content.why)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.person.choose(content.person)
        has_items = bool(content.items)
        self.print.setEnabled(has_items)
        self.save.setEnabled(has_items)
        minutes = words.ngettext(
            "{count} minute a session", "{count} minutes a session", content.session_minutes
        )
        self.time.setText(minutes.format(count=content.session_minutes) if has_items else "")


def _plain_line(name: str) -> QLineEdit:
    field = line(placeholder=name, longest=20_000)
    field.setAccessibleName(name)
    return field


def _scrolled_pair(state: QWidget, below: QWidget) -> QScrollArea:
    """One above the other, in the middle; a small window scrolls."""
    inside = Pane("stage")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(state, 1)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(below, 100)
    across.addStretch(1)
    column.addLayout(across)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def _pane(kind: str, widget: QWidget) -> Pane:
    pane = Pane(kind)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    return pane
