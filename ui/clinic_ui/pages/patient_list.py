"""The list of patients, searched while it is typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.pages.loose_programs import LoosePrograms
from clinic_ui.pages.patient_rows import PatientDelegate, PatientModel
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.empty_state import EmptyState
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.search_field import SearchField
from clinic_ui.work import Latest

MOST_ROWS = 200
_EMPTY_FIGURE = "sit-to-stand"


@dataclass(frozen=True, slots=True)
class Found:
    """An answer of the record: the first rows, and how many patients there are in all."""

    patients: Sequence[Patient]
    count: int
    has_more: bool
    """Whether the filters lead to anything: archived patients, programs without a patient."""
    became: Mapping[UUID, Patient]
    """Of archived patients that were merged, the one that holds everything now."""


class PatientList(Pane):
    """Search field, rows, and what to do when there are none."""

    patient_chosen = Signal(object)
    """The id (UUID) of the patient to open."""

    program_wanted = Signal(object)
    """The id (UUID) of a program to open."""

    revise_wanted = Signal(object)
    """The id (UUID) of the marked patient, whose last program is to be revised."""

    new_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context = context
        self._latest = Latest(context.worker)
        text, icons = context.words.gettext, context.actions.icons
        self._asks_for_patients = text("Search by name, birth date or record number")
        self._asks_for_programs = text("Search by title")
        self.search = SearchField(icons, self._asks_for_patients)
        self.archived = text_button(context.words.pgettext("filter", "Archived"), Kind.CHIP)
        self.without_patient = text_button(text("Without a patient"), Kind.CHIP)
        self.without_patient.setToolTip(text("Programs without a patient"))
        for chip in (self.archived, self.without_patient):
            chip.setCheckable(True)
        self.new_button = text_button(text("New patient"), Kind.PRIMARY, icons=icons, icon="add")
        self.new_button.setToolTip(text("New patient (Ctrl+N)"))
        self.import_button = text_button(text("Import …"), Kind.OUTLINE)
        self.import_button.setToolTip(text("Patients from another system: CSV or address cards"))
        context.seat.hold(self.new_button, self.import_button)
        self.model = PatientModel(context.words, context.services.patients.today(), self)
        self.view = self._list_view()
        self.count = Label("", context.theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self._nobody = self._empty_record()
        self._no_match = self._empty_search()
        nobody_sentence = text("Whom you archive leaves the list and stands here; nothing is deleted.")
        self._none_archived = EmptyState(context.theme, text("Nobody is archived"), nobody_sentence)
        self.programs = LoosePrograms(context)
        self._stack = QStackedWidget()
        for widget in (self.view, self._nobody, self._no_match, self._none_archived, self.programs):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask the record again."""
        if self.without_patient.isChecked():
            self._latest.cancel()
            self._stack.setCurrentWidget(self.programs)
            self.programs.ask(self.search.query)
            return
        find = partial(_find, self._context, self.search.query, self.archived.isChecked())
        self._latest.run(find, self._on_found)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        header = PageHeader(theme, text("Patients"))
        header.add(self.import_button)
        header.add(self.new_button)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(24, 16, 24, 8)
        tools.setSpacing(12)
        self.search.setMaximumWidth(theme.px(460))
        tools.addWidget(self.search, 1)
        tools.addWidget(self.archived)
        tools.addWidget(self.without_patient)
        tools.addStretch()
        tools.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._tools)
        column.addWidget(self._stack, 1)
        self.setTabOrder(self.search, self.archived)
        self.setTabOrder(self.archived, self.without_patient)
        self.setTabOrder(self.without_patient, self.view)
        self.setTabOrder(self.view, self.import_button)
        self.setTabOrder(self.import_button, self.new_button)

    def _connect(self) -> None:
        self.search.query_changed.connect(self.refresh)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.search.returnPressed.connect(self._on_return)
        self.archived.toggled.connect(self._on_archived_toggled)
        self.without_patient.toggled.connect(self._on_without_patient_toggled)
        self.programs.program_wanted.connect(self.program_wanted)
        self.programs.patient_wanted.connect(self.patient_chosen)
        self.programs.counted.connect(self._on_programs_counted)
        self.new_button.clicked.connect(self.new_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.view.activated.connect(self._on_row)
        self.view.clicked.connect(self._on_row)
        self._context.actions.make(self, Shortcut.REVISE_MARKED, self._on_revise)

    def _list_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(PatientDelegate(self._context.theme, self.model, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setViewportMargins(8, 0, 8, 0)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(self._context.words.gettext("Patients"))
        return view

    def _empty_record(self) -> EmptyState:
        text = self._context.words.gettext
        self.first_button = text_button(
            text("New patient"), Kind.PRIMARY, icons=self._context.actions.icons, icon="add"
        )
        self.first_button.clicked.connect(self.new_wanted)
        self._context.seat.hold(self.first_button)
        return EmptyState(
            self._context.theme,
            text("No patients yet"),
            text("Add the first one, then choose exercises and print the handout."),
            [self.first_button],
            thumbnails=self._context.thumbnails,
            figure=_EMPTY_FIGURE,
        )

    def _empty_search(self) -> EmptyState:
        text = self._context.words.gettext
        clear = text_button(text("Show all patients"), Kind.OUTLINE)
        clear.clicked.connect(self._on_clear)
        sentence = text("Check the spelling, or type only the first letters of the name.")
        return EmptyState(self._context.theme, text("Nobody found"), sentence, [clear])

    def _on_found(self, found: Found) -> None:
        self.model.show(found.patients, found.became)
        is_blank = not found.patients and not self.search.query and not self.archived.isChecked()
        self._tools.setVisible(not is_blank or found.has_more)
        self.new_button.setVisible(not is_blank)
        if found.patients:
            self._stack.setCurrentWidget(self.view)
        elif is_blank:
            self._stack.setCurrentWidget(self._nobody)
        else:
            self._stack.setCurrentWidget(self._no_match if self.search.query else self._none_archived)
        self.count.setText(self._counted(found))
        if found.patients:
            self.view.setCurrentIndex(self.model.index(0))

    def _counted(self, found: Found) -> str:
        words = self._context.words
        if len(found.patients) == MOST_ROWS:
            return words.gettext("The first {shown} of {count}").format(shown=MOST_ROWS, count=found.count)
        shown = len(found.patients)
        return words.ngettext("{count} patient", "{count} patients", shown).format(count=shown)

    def _on_clear(self) -> None:
        self.archived.setChecked(False)
        self.search.clear()

    def _on_archived_toggled(self, is_on: bool) -> None:
        if is_on:
            self.without_patient.setChecked(False)
        self.refresh()

    def _on_without_patient_toggled(self, is_on: bool) -> None:
        if is_on:
            self.archived.setChecked(False)
        asks = self._asks_for_programs if is_on else self._asks_for_patients
        self.search.setPlaceholderText(asks)
        self.search.setAccessibleName(asks)
        self.refresh()

    def _on_programs_counted(self, count: int) -> None:
        words = self._context.words
        if self.without_patient.isChecked():
            said = words.ngettext("{count} program", "{count} programs", count)
            self.count.setText(said.format(count=count))

    def _on_results_wanted(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_return(self) -> None:
        if self.model.rowCount():
            self._on_row(self.view.currentIndex())

    def _on_revise(self) -> None:
        index = self.view.currentIndex()
        if index.isValid() and self._stack.currentWidget() is self.view:
            self.revise_wanted.emit(self.model.patient(index.row()).id)

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.patient_chosen.emit(self.model.patient(index.row()).id)


def _find(context: Context, query: str, archived: bool) -> Found:
    patients, programs = context.services.patients, context.services.programs
    found = patients.search(query, catalogue=context.words, archived=archived, limit=MOST_ROWS)
    count = patients.count(archived=archived)
    has_more = count > 0 or bool(programs.summaries(without_patient=True, limit=1))
    return Found(found, count, has_more or patients.count(archived=True) > 0, patients.became(found))
