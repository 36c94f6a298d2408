"""What is chosen, as chips that are taken off one by one or all at once."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.facets import Facet
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.facet_words import value_name
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label


class ChosenFacets(QWidget):
    """A chip for each chosen value, and “Clear”; not there at all where nothing is chosen."""

    def __init__(self, context: Context, finder: ExerciseFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        self.chips: dict[tuple[Facet, str], QPushButton] = {}
        self._flow = FlowLayout(8, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clear_button = text_button(context.words.gettext("Clear"), Kind.LINK)
        self.clear_button.clicked.connect(finder.clear)
        self._flow.addWidget(self.clear_button)
        finder.choice_changed.connect(self.show_chosen)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Show what is chosen now."""
        chosen = [(facet, value) for facet, held in self._finder.chosen.items() for value in sorted(held)]
        if chosen == list(self.chips):
            self.setHidden(not chosen)
            return
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.clear_button)
        self.chips = {}
        for facet, value in chosen:
            self.chips[facet, value] = chip = self._chip(facet, value)
            self._flow.addWidget(chip)
        self._flow.addWidget(self.clear_button)
        for before, after in pairwise([self.clear_button, *self.chips.values(), self.clear_button]):
            QWidget.setTabOrder(before, after)  # to where “Clear” is, and that after them
        self.setHidden(not chosen)
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, facet: Facet, value: str) -> QPushButton:
        context = self._context
        name = value_name(facet, value, context.library, context.words)
        chip = text_button(name, Kind.CHIP, parent=self)
        icons = context.actions.icons
        chip.setIcon(icons.icon("close", Tone.ACCENT, size=14))
        chip.setIconSize(QSize(icons.scaled(14), icons.scaled(14)))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross behind the word
        chip.setCheckable(True)
        chip.setChecked(True)
        said = context.words.gettext("Take off: {name}").format(name=name)
        chip.setAccessibleName(said)
        chip.setToolTip(said)
        chip.clicked.connect(partial(self._on_taken_off, facet, value))
        chip.show()
        return chip

    def _on_taken_off(self, facet: Facet, value: str) -> None:
        self._finder.choose(facet, value, False)


class NothingFound(QWidget):
    """Says what to do where nothing is left: take off a facet, or other words."""

    def __init__(self, context: Context, finder: ExerciseFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        text, theme = context.words.gettext, context.theme
        self.said = Label("", theme, Type.BODY_STRONG, wraps=True)
        self.hint = Label("", theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.chosen = ChosenFacets(context, finder)
        self.show_all = text_button(text("Show all exercises"), Kind.OUTLINE)
        self.show_unsuiting = text_button(text("Show what does not suit"), Kind.OUTLINE)
        self.show_unsuiting.clicked.connect(partial(finder.show_only_suiting, False))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        buttons = FlowLayout(8)
        buttons.addWidget(self.show_unsuiting)
        buttons.addWidget(self.show_all)
        for part in (self.said, self.hint, self.chosen):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
        finder.found_changed.connect(self.show_reason)
        self.show_reason()

    def show_reason(self) -> None:
        """Say why nothing is found now."""
        finder, text = self._finder, self._context.words.gettext
        if finder.found.exercises:
            return
        chosen = bool(finder.chosen)
        self.said.setText(
            text("No exercise with all of these. Take one off:") if chosen else text("Nothing found")
        )
        hint = text("Try the muscle, the problem, or what a patient would call it: “calf”, “back”.")
        self.hint.setText(hint)
        self.hint.setHidden(chosen or bool(finder.found.left_out))
        self.show_unsuiting.setVisible(bool(finder.found.left_out))
        self.show_all.setVisible(bool(finder.query))
