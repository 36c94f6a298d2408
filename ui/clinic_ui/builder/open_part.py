"""What an open card shows besides its row: the rest of the dose, when, load, what can be done, the note."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.dosage import RepetitionDosage, TimeOfDay
from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.quick_add import read_load
from clinic_app.domain.quick_text import load_text
from clinic_ui.builder.dose_editor import DoseEditor
from clinic_ui.builder.dose_numbers import more_field_names, said_of
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.plain_line import PlainLine
from clinic_ui.builder.text_cell import TextCell
from clinic_ui.builder.times_choice import TimesChoice
from clinic_ui.builder.wording_editor import WordingEditor
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.growing_text import GrowingText


class OpenPart(QWidget):
    """Made when a card is first opened."""

    item_changed = Signal(object, str)
    """The changed item, and the name of the field that may go on being typed in."""

    asked = Signal(object)
    """An errand."""

    grown = Signal()
    """There is more that the Tab key should reach."""

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        doses: DoseEditor,
        note: GrowingText,
        parent: QWidget,
    ) -> None:
        """``note`` is the card's own, shown here."""
        super().__init__(parent)
        self._note = note
        self.plain = PlainLine(context, self)
        text = context.words.gettext
        self._context, self._exercise, self._doses = context, exercise, doses
        self._item: ProgramItem | None = None
        self.times = TimesChoice(context, self)
        self.load = TextCell(context, text("load"), text("Load, as 5kg, 10lb or 2band"))
        self.tempo = TextCell(context, text("tempo"), text("Tempo in seconds, as 3-1-1: down, wait, up"))
        self.easier = self._button(Errand.EASIER, "easier", text("Easier"), exercise.easier_slug)
        self.harder = self._button(Errand.HARDER, "harder", text("Harder"), exercise.harder_slug)
        self.swap = self._button(Errand.SWAP, "swap", text("Swap"), "")
        self.wording_button = text_button(
            text("Patient's text"), Kind.COMPACT, icons=context.actions.icons, icon="edit"
        )
        self.wording_button.setCheckable(True)
        self.menu_button = icon_button(context.actions.icons, "more", text("More"))
        self.wording: WordingEditor | None = None
        self._language, self._is_read_only = "en", False
        self._lay_out()
        self.times.times_chosen.connect(self._on_times_chosen)
        self.load.text_edited.connect(self._on_load_edited)
        self.load.left.connect(self._on_load_left)
        self.tempo.text_edited.connect(self._on_tempo_edited)
        self.wording_button.toggled.connect(self._on_wording_toggled)
        self.menu_button.clicked.connect(self._on_menu)
        self.plain.text_wanted.connect(self._on_note_wanted)
        self.plain.stops_changed.connect(self.grown)

    def show_item(self, item: ProgramItem, language: str) -> None:
        """Show the item as it is now."""
        self._item, self._language = item, language
        self.times.show_times(item.schedule.times_of_day)
        is_counted = isinstance(item.dosage, RepetitionDosage)
        self.load.setVisible(is_counted)
        self.tempo.setVisible(is_counted)
        if isinstance(item.dosage, RepetitionDosage):
            self.load.show_text(load_text(item.dosage))
            self.tempo.show_text(item.dosage.tempo)
        if "rest_between_sets_s" in self._names:
            self._doses.cells["rest_between_sets_s"].setVisible(item.dosage.sets > 1)
        self.plain.look_at(item.note, language, may_change=not self._is_read_only)
        if self.wording is not None:
            self.wording.show_item(item, language)

    def set_read_only(self, read_only: bool) -> None:
        """A handed-out version can be looked at only."""
        for chip in self.times.chips.values():
            chip.setEnabled(not read_only)
        for cell in (self.load, self.tempo):
            cell.field.setReadOnly(read_only)
        for button in (self.easier, self.harder, self.swap, self.menu_button):
            button.setHidden(read_only)
        self._doses.set_read_only(read_only)
        self._is_read_only = read_only
        if self.wording is not None:
            self.wording.set_read_only(read_only)

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        cells: list[QWidget] = [self._doses.fields[name] for name in self._names]
        chips = list(self.times.chips.values())
        buttons: list[QWidget] = [self.easier, self.harder, self.swap, self._note]
        buttons += [self.wording_button, self.menu_button, *self.plain.buttons]
        wording = self.wording.tab_stops() if self.wording is not None else []
        return [*cells, self.load.field, self.tempo.field, *chips, *buttons, *wording]

    def _button(self, errand: Errand, icon: str, name: str, leads_to: str) -> QPushButton:
        button = text_button(name, Kind.COMPACT, icons=self._context.actions.icons, icon=icon)
        keys = {Errand.EASIER: "Alt+←", Errand.HARDER: "Alt+→"}.get(errand, "")
        other = self._context.library.exercises.get(leads_to)
        if errand is not Errand.SWAP:
            button.setEnabled(other is not None)
        leads = f"{name}: {other.name(self._context.words.language)}" if other else name
        button.setToolTip(f"{leads} ({keys})" if keys else leads)
        button.setAccessibleDescription(leads)
        button.clicked.connect(partial(self._ask, errand))
        return button

    def _lay_out(self) -> None:
        item = self._doses.items[0]
        self._names = more_field_names(item)
        doses = FlowLayout(5)
        for cell in (*self._doses.add(self._names), self.load, self.tempo, *self.times.chips.values()):
            doses.addWidget(cell)
        for button in (self.easier, self.harder, self.swap):
            doses.addWidget(button)
        top = Qt.AlignmentFlag.AlignTop
        texts = QHBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._note, 1, top)
        texts.addStretch(0)
        texts.addWidget(self.wording_button, 0, top)
        texts.addWidget(self.menu_button, 0, top)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addLayout(doses)
        self._column.addLayout(texts)
        self._column.addWidget(self.plain)

    def _on_note_wanted(self, note: str) -> None:
        """The plain word is a step of its own to take back."""
        if self._item is not None:
            self.item_changed.emit(replace(self._item, note=note), "")

    def _ask(self, errand: Errand, *_: object) -> None:
        self.asked.emit(errand)

    def _on_wording_toggled(self, is_wanted: bool) -> None:
        """The editor is made when it is first asked for."""
        if self.wording is None and self._item is not None:
            self.wording = WordingEditor(self._context, self._exercise)
            self.wording.item_changed.connect(self.item_changed)
            self.wording.grown.connect(self.grown)
            self.wording.show_item(self._item, self._language)
            self.wording.set_read_only(self._is_read_only)
            self._column.addWidget(self.wording)
            self.grown.emit()
        if self.wording is not None:
            self.wording.setVisible(is_wanted)

    def _on_menu(self) -> None:
        text = self._context.words.gettext
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for errand, name, keys in (
            (Errand.DUPLICATE, text("Duplicate"), "Ctrl+Shift+D"),
            (Errand.COPY, text("Copy"), "Ctrl+C"),
            (Errand.PASTE_DOSE, text("Paste dose"), "Ctrl+Shift+V"),
            (Errand.USUAL_DOSE, text("The clinic's usual dose"), ""),
        ):
            menu.addAction(f"{name}\t{keys}" if keys else name, partial(self._ask, errand))
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _on_times_chosen(self, times: tuple[TimeOfDay, ...]) -> None:
        """As many bouts as times; without any, the bouts stay as they are."""
        assert self._item is not None
        schedule = self._item.schedule
        count = len(times) or schedule.times_per_day
        changed = replace(schedule, times_of_day=times, times_per_day=count)
        self.item_changed.emit(replace(self._item, schedule=changed), "")

    def _on_tempo_edited(self, text: str) -> None:
        if self._item is not None and isinstance(self._item.dosage, RepetitionDosage):
            dosage = replace(self._item.dosage, tempo=text.strip())
            self.item_changed.emit(replace(self._item, dosage=dosage), "tempo")

    def _on_load_edited(self, text: str) -> None:
        """What is no load yet leaves the one before, until it is one."""
        changed = self._with_load(text)
        self.load.mark(invalid=isinstance(changed, str))
        if isinstance(changed, ProgramItem):
            self.item_changed.emit(changed, "load")

    def _on_load_left(self, text: str) -> None:
        changed = self._with_load(text)
        self.load.mark(invalid=False)
        if isinstance(changed, str):
            self._context.toasts.say(changed)
        if self._item is not None and isinstance(self._item.dosage, RepetitionDosage):
            self.load.field.setText(load_text(self._item.dosage))

    def _with_load(self, text: str) -> ProgramItem | str | None:
        """The item with that load; a sentence where it cannot be used."""
        if self._item is None or not isinstance(self._item.dosage, RepetitionDosage):
            return None
        try:
            load, unit = read_load(text)
            dosage = replace(self._item.dosage, load=load, load_unit=unit)
        except InputError as error:
            return said_of(error, self._context.words)
        return replace(self._item, dosage=dosage)
