"""The list of patients, searched while it is typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.patient import Patient
from clinic_app.services.patients import PatientService
from clinic_ui.context import Context
from clinic_ui.pages.patient_rows import PatientDelegate, PatientModel
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


class PatientList(Pane):
    """Search field, rows, and what to do when there are none."""

    patient_chosen = Signal(object)
    """The id (UUID) of the patient to open."""

    new_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context = context
        self._latest = Latest(context.worker)
        text, icons = context.words.gettext, context.actions.icons
        self.search = SearchField(icons, text("Search by name, birth date or record number"))
        self.archived = text_button(text("Archived"), Kind.CHIP)
        self.archived.setCheckable(True)
        self.new_button = text_button(text("New patient"), Kind.PRIMARY, icons=icons, icon="add")
        self.new_button.setToolTip(text("New patient (Ctrl+N)"))
        self.model = PatientModel(context.words, context.services.patients.today(), self)
        self.view = self._list_view()
        self.count = Label("", context.theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self._nobody = self._empty_record()
        self._no_match = self._empty_search()
        self._stack = QStackedWidget()
        for widget in (self.view, self._nobody, self._no_match):
            self._stack.addWidget(widget)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask the record again."""
        patients, query = self._context.services.patients, self.search.query
        self._latest.run(partial(_find, patients, query, self.archived.isChecked()), self._on_found)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        header = PageHeader(theme, text("Patients"))
        header.add(self.new_button)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(24, 16, 24, 8)
        tools.setSpacing(12)
        self.search.setMinimumWidth(theme.px(420))
        tools.addWidget(self.search)
        tools.addWidget(self.archived)
        tools.addStretch(1)
        tools.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._tools)
        column.addWidget(self._stack, 1)
        self.setTabOrder(self.search, self.archived)
        self.setTabOrder(self.archived, self.view)
        self.setTabOrder(self.view, self.new_button)

    def _connect(self) -> None:
        self.search.query_changed.connect(self.refresh)
        self.search.results_wanted.connect(self._on_results_wanted)
        self.search.returnPressed.connect(self._on_return)
        self.archived.toggled.connect(self.refresh)
        self.new_button.clicked.connect(self.new_wanted)
        self.view.activated.connect(self._on_row)
        self.view.clicked.connect(self._on_row)

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
            text("Add patient"), Kind.PRIMARY, icons=self._context.actions.icons, icon="add"
        )
        self.first_button.clicked.connect(self.new_wanted)
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
        self.model.show(found.patients)
        asked = bool(self.search.query) or self.archived.isChecked()
        is_blank = not found.patients and not asked
        self._tools.setVisible(not is_blank or found.count > 0)
        self.new_button.setVisible(not is_blank)
        self._stack.setCurrentWidget(
            self.view if found.patients else self._nobody if is_blank else self._no_match
        )
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

    def _on_results_wanted(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_return(self) -> None:
        if self.model.rowCount():
            self._on_row(self.view.currentIndex())

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.patient_chosen.emit(self.model.patient(index.row()).id)


def _find(patients: PatientService, query: str, archived: bool) -> Found:
    return Found(
        patients.search(query, archived=archived, limit=MOST_ROWS), patients.count(archived=archived)
    )
