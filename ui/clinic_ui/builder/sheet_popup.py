"""Chooses how a sheet is printed, in a popup that stays open; every choice is one step to undo."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.sheet_choices import Identity, SheetChoices
from clinic_app.domain.sheet_words import IDENTITY_NAMES, INK_NAMES, LAYOUT_NAMES, PAPER_NAMES
from clinic_ui.builder.layout_tile import LayoutTile
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.popup import Popup
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.widgets.toggle_chip import ToggleChip

_COLUMNS, _AROUND, _SCROLL_BAR = 4, 16, 16


class SheetPopup(Popup):
    """Layout, print, ink, paper, what it says of the patient, codes; and the clinic's usual sheet."""

    usual_wanted = Signal(object, str)
    """These choices and this paper are to be the clinic's usual ones."""

    def __init__(self, context: Context, model: ProgramModel, clinic: ClinicProfile, parent: QWidget) -> None:
        super().__init__(context.words.gettext("How the sheet is printed"), parent)
        self._context, self._model, self.clinic = context, model, clinic
        text, theme = context.words.gettext, context.theme
        self.tiles = [LayoutTile(layout, text(name), theme) for layout, name in LAYOUT_NAMES.items()]
        sizes = [Choice(False, text("Usual")), Choice(True, text("Large print"))]
        self.size_choice = Segments(text("Size of type"), sizes, False)
        inks = [Choice(ink, text(name)) for ink, name in INK_NAMES.items()]
        self.ink = Segments(text("Ink"), inks, None)
        papers = [Choice(paper, text(name)) for paper, name in PAPER_NAMES.items()]
        self.paper = Segments(text("Paper"), papers, None)
        names = {identity.value: text(name) for identity, name in IDENTITY_NAMES.items()}
        self.identity = ChoiceBox(context.actions.icons, names)
        self.identity.setAccessibleName(text("Of the patient it says"))
        self.booking = ToggleChip(context.actions.icons, text("Booking page"))
        self.program = ToggleChip(context.actions.icons, text("The program as text"))
        self.as_usual = text_button(text("As the clinic's usual"), Kind.LINK)
        self.make_usual = text_button(text("Make this the clinic's usual"), Kind.LINK)
        context.seat.hold_for_owner(self.make_usual)
        self._lay_out()
        self._connect()
        self.show_choices()
        self.setFocusProxy(next(tile for tile in self.tiles if tile.isChecked()))

    def show_choices(self) -> None:
        """Show what holds now."""
        choices, paper = self._choices(), self._paper()
        for tile in self.tiles:
            tile.setChecked(tile.sheet_layout is choices.layout)
        self.size_choice.choose(choices.large_print)
        self.ink.choose(choices.ink)
        self.paper.choose(paper)
        self.identity.choose(choices.identity.value)
        for chip, is_on in (
            (self.booking, choices.has_booking_code),
            (self.program, choices.has_program_code),
        ):
            chip.setChecked(is_on)
        is_usual = (choices, paper) == (self.clinic.choices, self.clinic.paper)
        self.as_usual.setEnabled(not is_usual)
        self.make_usual.setEnabled(not is_usual)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes it; overrides Popup, which closes at any key."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            event.ignore()

    def _choices(self) -> SheetChoices:
        return self._model.content.choices or self.clinic.choices

    def _paper(self) -> str:
        return self._model.content.paper or self.clinic.paper

    def _lay_out(self) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        tiles = QGridLayout()
        tiles.setSpacing(4)
        self._group = QButtonGroup(self)
        for at, tile in enumerate(self.tiles):
            tiles.addWidget(tile, at // _COLUMNS, at % _COLUMNS)
            self._group.addButton(tile)
        codes = QWidget()
        chips = QHBoxLayout(codes)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(8)
        for chip in (self.booking, self.program):
            chips.addWidget(chip)
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for at, (name, part) in enumerate(
            (
                (text("Type"), self.size_choice),
                (text("Ink"), self.ink),
                (text("Paper"), self.paper),
                (text("Of the patient"), self.identity),
                (text("Codes to scan"), codes),
            )
        ):
            rows.addWidget(Label(name, theme, Type.SMALL, Tone.TEXT_2), at, 0)
            rows.addWidget(part, at, 1, Qt.AlignmentFlag.AlignLeft)
        usual = QHBoxLayout()
        usual.addWidget(self.as_usual)
        usual.addStretch(1)
        usual.addWidget(self.make_usual)
        inside = Pane("stage")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(Label(self.accessibleName(), theme, Type.BODY_STRONG))
        column.addLayout(tiles)
        column.addLayout(rows)
        column.addWidget(hairline())
        column.addLayout(usual)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._fitting(inside))

    def _fitting(self, inside: QWidget) -> QWidget:
        """What is higher than the screen, as with large text on a small one, is scrolled."""
        wanted, room = inside.sizeHint(), self.screen().availableGeometry().height() - _AROUND
        if wanted.height() <= room:
            return inside
        area = scrolled(inside)
        area.setFixedSize(wanted.width() + _SCROLL_BAR, room)
        return area

    def _connect(self) -> None:
        for tile in self.tiles:
            tile.clicked.connect(self._on_tile)
        self.size_choice.choice_changed.connect(self._on_size)
        self.ink.choice_changed.connect(self._on_ink)
        self.paper.choice_changed.connect(self._on_paper)
        self.identity.activated.connect(self._on_identity)
        self.booking.clicked.connect(self._on_codes)
        self.program.clicked.connect(self._on_codes)
        self.as_usual.clicked.connect(self._on_as_usual)
        self.make_usual.clicked.connect(self._on_make_usual)
        self._model.content_changed.connect(self.show_choices)
        self._model.opened.connect(self.close)
        make = self._context.actions.make
        make(self, Shortcut.UNDO, self._model.undo)
        make(self, Shortcut.REDO, self._model.undo_stack.redo)

    def _choose(self, **fields: Any) -> None:
        content = self._model.content
        chosen = replace(self._choices(), **fields)
        self._model.change(replace(content, choices=chosen), self._context.words.gettext("Change the sheet"))

    def _on_tile(self) -> None:
        tile = self._group.checkedButton()
        if isinstance(tile, LayoutTile):
            self._choose(layout=tile.sheet_layout)

    def _on_size(self, is_large: bool) -> None:
        self._choose(large_print=is_large)

    def _on_ink(self, ink: object) -> None:
        self._choose(ink=ink)

    def _on_paper(self, paper: str) -> None:
        name = self._context.words.gettext("Change the sheet")
        self._model.change(replace(self._model.content, paper=paper), name)

    def _on_identity(self, at: int) -> None:
        self._choose(identity=Identity(self.identity.itemData(at)))

    def _on_codes(self) -> None:
        self._choose(has_booking_code=self.booking.isChecked(), has_program_code=self.program.isChecked())

    def _on_as_usual(self) -> None:
        name = self._context.words.gettext("Change the sheet")
        self._model.change(replace(self._model.content, choices=None, paper=""), name)

    def _on_make_usual(self) -> None:
        self.usual_wanted.emit(self._choices(), self._paper())
