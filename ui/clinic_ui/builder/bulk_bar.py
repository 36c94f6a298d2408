"""What is changed of all chosen exercises at once, each change as one step."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.program import ProgramItem
from clinic_app.domain.program_edits import with_side
from clinic_app.domain.side import Side
from clinic_ui.builder.dose_editor import DoseEditor
from clinic_ui.builder.dose_numbers import shared_field_names
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.item_card import side_choices
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.selection import Selection
from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.segments import Segments


class BulkBar(Pane):
    """Seen while several exercises are chosen; a number they do not share is empty."""

    asked = Signal(object, object)
    """The id of a chosen exercise, and the errand."""

    def __init__(
        self, context: Context, model: ProgramModel, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__("tint", parent)
        self._context, self._model, self._selection = context, model, selection
        self._shown: tuple[UUID, ...] = ()
        self._kinds: tuple[object, ...] = ()
        text, icons = context.words.gettext, context.actions.icons
        self.setAccessibleName(text("All that are chosen"))
        self.count = Label("", context.theme, Type.SMALL_STRONG)
        self.buttons = {
            errand: icon_button(icons, icon, name)
            for errand, icon, name in (
                (Errand.UP, "up", text("Move up")),
                (Errand.DOWN, "down", text("Move down")),
                (Errand.EASIER, "easier", text("Easier")),
                (Errand.HARDER, "harder", text("Harder")),
                (Errand.COPY, "copy", text("Copy")),
                (Errand.DUPLICATE, "repeat", text("Duplicate")),
                (Errand.REMOVE, "remove", text("Remove from program")),
            )
        }
        self.usual = text_button(text("Usual dose"), Kind.LINK)
        self.usual.setToolTip(text("The clinic's usual dose"))
        self.close_button = icon_button(icons, "close", text("Choose none (Esc)"))
        self.sides: Segments | None = None
        self.doses: DoseEditor | None = None
        self._lay_out()
        for errand, button in self.buttons.items():
            button.clicked.connect(partial(self._ask, errand))
        self.usual.clicked.connect(partial(self._ask, Errand.USUAL_DOSE))
        self.close_button.clicked.connect(selection.clear)
        selection.changed.connect(self._on_changed)
        model.content_changed.connect(self._on_changed)
        self.hide()

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        sides = self.sides.buttons() if self.sides else []
        fields = list(self.doses.fields.values()) if self.doses else []
        return [*self.buttons.values(), self.usual, self.close_button, *sides, *fields]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.count, 1)
        top.addWidget(self.usual)
        for button in self.buttons.values():
            top.addWidget(button)
        top.addWidget(self.close_button)
        self._inside = QWidget()
        self._flow = FlowLayout(6)
        self._inside.setLayout(self._flow)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 12, 8)
        self._column.setSpacing(4)
        self._column.addLayout(top)
        self._column.addWidget(self._inside)

    def _chosen(self) -> list[ProgramItem]:
        ids = self._selection.ids
        return [item for item in self._model.content.items if item.id in ids]

    def _on_changed(self) -> None:
        items = self._chosen()
        self.setVisible(len(items) > 1 and not self._model.is_read_only)
        if len(items) < 2:
            self._shown = ()
            return
        words = self._context.words
        chosen = words.ngettext("{count} exercise chosen", "{count} exercises chosen", len(items))
        self.count.setText(chosen.format(count=len(items)))
        kinds = tuple((item.exercise_slug, item.dosage.kind) for item in items)
        if (tuple(item.id for item in items), kinds) != (self._shown, self._kinds):
            self._shown, self._kinds = tuple(item.id for item in items), kinds
            self._offer(items)
        self._show(items)

    def _offer(self, items: Sequence[ProgramItem]) -> None:
        """Lay out the numbers that all of them have, and the side where one of them has sides."""
        while (taken := self._flow.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.sides = None
        if any(len(self._context.library.exercise(item.exercise_slug).sides) > 1 for item in items):
            text = self._context.words.gettext
            self.sides = Segments(text("Side of all"), side_choices(self._context), Side.LEFT_AND_RIGHT)
            self.sides.choice_changed.connect(self._on_side_chosen)
            self._flow.addWidget(self.sides)
            self.sides.show()
        self.doses = DoseEditor(self._context, shared_field_names(items), items)
        self.doses.items_changed.connect(self._on_items_changed)
        for cell in self.doses.cells.values():
            self._flow.addWidget(cell)
            cell.show()
        self._flow.addWidget(self.doses.limits)

    def _show(self, items: Sequence[ProgramItem]) -> None:
        if self.doses is not None:
            self.doses.show_items(items)
        if self.sides is not None:
            sides = {item.side for item in items if item.side is not Side.BOTH_TOGETHER}
            self.sides.choose(sides.pop() if len(sides) == 1 else None)

    def _ask(self, errand: Errand, *_: object) -> None:
        if ids := self._selection.ids:
            self.asked.emit(ids[0], errand)

    def _on_side_chosen(self, side: object) -> None:
        assert isinstance(side, Side)
        library = self._context.library
        self._model.change_items(
            [with_side(item, side, library.exercise(item.exercise_slug)) for item in self._chosen()]
        )

    def _on_items_changed(self, items: Sequence[ProgramItem], name: str) -> None:
        self._model.change_items(items, name)
