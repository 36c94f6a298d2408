"""Facets as lists of check boxes, the values with the most exercises first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.facets import FAVOURITE, RECENTLY_USED, Facet
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.facet_words import facet_name, value_name
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.facet_value import FacetValue
from clinic_ui.widgets.labels import Label

_SHOWN = 6
"""So many values of a facet are shown before “All” is pressed."""

_HEAD = 32
_COUNTS_AFTER_MS = 30
"""Numbers follow a moment after what is found: typing does not wait for them."""

_ORDERED = frozenset({Facet.DIFFICULTY, Facet.SHELF, Facet.FLOOR})
"""Facets whose values have an order of their own."""

_ALWAYS: Final = {Facet.SHELF: (FAVOURITE, RECENTLY_USED)}
"""Values that are offered before there is any exercise of theirs."""


class FacetSection(QWidget):
    """One facet: its name, the values most exercises have, and “All”."""

    def __init__(
        self, context: Context, finder: ExerciseFinder, facet: Facet, *, shown: int = _SHOWN
    ) -> None:
        super().__init__()
        self.facet, self._context, self._finder, self._shown = facet, context, finder, shown
        self.values: dict[str, FacetValue] = {}
        self._known: dict[str, int] = dict.fromkeys(_ALWAYS.get(facet, ()), 0)
        self._chosen: frozenset[str] = frozenset()
        text, theme = context.words.gettext, context.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        head = QHBoxLayout()
        name = facet_name(facet, context.words)
        title = Label(name, theme, Type.SMALL_STRONG)
        title.setMinimumHeight(theme.px(_HEAD))
        head.addWidget(title)
        head.addStretch(1)
        self.all_button: QPushButton = text_button(text("All"), Kind.LINK)
        self.all_button.setCheckable(True)
        self.all_button.setAccessibleName(text("All: {facet}").format(facet=name))
        self.all_button.toggled.connect(self._on_all_toggled)
        head.addWidget(self.all_button)
        self._column.addLayout(head)
        self.setAccessibleName(name)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many exercises each value would leave; values come once they are known."""
        is_new = not counts.keys() <= self._known.keys()
        self._known |= dict.fromkeys(self._known, 0) | dict(counts)
        if is_new:
            self._known = {value: self._known[value] for value in self._in_order(self._known)}
            self._fold()
        for value, box in self.values.items():
            box.set_count(counts.get(value, 0))

    def show_chosen(self, chosen: Iterable[str]) -> None:
        """Tick what is chosen, without saying that a person did."""
        self._chosen = frozenset(chosen)
        self._fold()
        for value, box in self.values.items():
            box.setChecked(value in self._chosen)

    def boxes(self) -> list[FacetValue]:
        """The values' boxes, as they stand."""
        return [self.values[value] for value in self._known if value in self.values]

    def _in_order(self, counts: Mapping[str, int]) -> Sequence[str]:
        if self.facet in _ORDERED:
            return sorted(counts)
        return sorted(counts, key=lambda value: -counts[value])

    def _fold(self) -> None:
        """Show the first values, and all that are chosen; boxes are made when they are first shown."""
        every = self.all_button.isChecked()
        shown = [
            value
            for number, value in enumerate(self._known)
            if every or number < self._shown or value in self._chosen
        ]
        for number, value in enumerate(shown):
            if value not in self.values:
                self.values[value] = self._box(value)
                self._column.insertWidget(number + 1, self.values[value])
        for value, box in self.values.items():
            box.setVisible(value in shown)
        self.all_button.setVisible(len(self._known) > self._shown)
        self.setHidden(not self._known)
        self.take_tab()

    def take_tab(self, box: FacetValue | None = None) -> None:
        """One stop for Tab: ``box``, else the first ticked, else the first; arrows reach the others."""
        shown = [each for each in self.boxes() if not each.isHidden()]
        ticked = (each for each in shown if each.isChecked())
        stop = box or next(ticked, next(iter(shown), None))
        for each in self.boxes():
            policy = Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(policy)
        if stop is not None:
            QWidget.setTabOrder(self.all_button, stop)

    def _box(self, value: str) -> FacetValue:
        context = self._context
        name = value_name(self.facet, value, context.library, context.words)
        box = FacetValue(name, context.theme, context.actions.icons)
        box.set_count(self._known[value])
        box.clicked.connect(lambda checked: self._finder.choose(self.facet, value, checked))
        return box

    def _on_all_toggled(self, is_on: bool) -> None:
        text = self._context.words.gettext
        self.all_button.setText(text("Fewer") if is_on else text("All"))
        self._fold()


class FacetList(QWidget):
    """Some facets, below each other; their numbers follow what is found."""

    def __init__(
        self, context: Context, finder: ExerciseFinder, facets: Sequence[Facet], *, shown: int = _SHOWN
    ) -> None:
        super().__init__()
        self._finder = finder
        self.sections = {facet: FacetSection(context, finder, facet, shown=shown) for facet in facets}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self.sections.values():
            column.addWidget(section)
        column.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_COUNTS_AFTER_MS)
        self._later.timeout.connect(self.show_counts)
        finder.found_changed.connect(self._later.start)
        finder.choice_changed.connect(self.show_chosen)
        context.shelf.changed.connect(self._later.start)
        self.show_counts()
        self.show_chosen()

    def show_counts(self) -> None:
        """Show the numbers of what is found now."""
        for facet, section in self.sections.items():
            section.show_counts(self._finder.found.counts.get(facet, {}))

    def show_chosen(self) -> None:
        """Tick what is chosen now."""
        for facet, section in self.sections.items():
            section.show_chosen(self._finder.chosen.get(facet, frozenset()))

    def boxes(self) -> list[FacetValue]:
        """All values' boxes that are shown, in order."""
        every = (box for section in self.sections.values() for box in section.boxes())
        return [box for box in every if not box.isHidden()]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go through the values; overrides Qt."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        boxes = self.boxes()
        at = next((number for number, box in enumerate(boxes) if box.hasFocus()), -1)
        if step is None or not boxes:
            super().keyPressEvent(event)
        else:
            box = boxes[max(at + step, 0) % len(boxes)]
            next(section for section in self.sections.values() if box in section.boxes()).take_tab(box)
            box.setFocus(Qt.FocusReason.TabFocusReason)
