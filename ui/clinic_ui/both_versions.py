"""Somebody else stored the same form first, or took it away: both versions are shown, and nothing is lost."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.three_way import ThreeWay, three_way
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import paragraph
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments

_LONGEST: Final = 90
"""Letters of a value that stands in a line; a longer one has a box that scrolls."""
_BOX, _HIGHEST, _AROUND_TEXT = 104, 232, 24
_MOST_NAMED: Final = 5
_MINE, _THEIRS = "mine", "theirs"


class FormTexts(Protocol):
    """A form's fields as texts by name."""

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        ...

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        ...

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        ...

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        ...


class BothVersions(Pane):
    """Hidden until it is needed. What one side alone changed is merged; the rest is chosen, mine at first."""

    chosen = Signal()
    """A field is another one's now."""
    settled = Signal()
    """The form is to be stored as it was chosen; only where the pane has a button for it."""

    def __init__(
        self, context: Context, form: FormTexts, parent: QWidget | None = None, *, stores: bool = False
    ) -> None:
        """``stores``: the form has no button of its own to save it."""
        super().__init__("warn", parent)
        self._context, self._form = context, form
        self.choices: dict[str, Segments] = {}
        self._sides: dict[str, dict[str, str]] = {}
        self._boxes: list[Sequence[QPlainTextEdit]] = []
        text, theme = context.words.gettext, context.theme
        self._stores = stores
        self.sentence = IconLine(theme, context.actions.icons, "warning", "", Tone.WARN)
        self.merged = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.mine_button = text_button(text("Keep all of mine"), Kind.OUTLINE)
        self.theirs_button = text_button(text("Take all of theirs"), Kind.OUTLINE)
        self.copy_button = text_button(text("Copy what I typed"), Kind.OUTLINE)
        self.new_button = text_button(text("Save mine as new"), Kind.OUTLINE)
        self.store_button = text_button(text("Save as chosen"), Kind.OUTLINE)
        self._as_new: Callable[[], object] | None = None
        self._area = self._lay_out()
        self.mine_button.clicked.connect(partial(self._choose_all, _MINE))
        self.theirs_button.clicked.connect(partial(self._choose_all, _THEIRS))
        self.copy_button.clicked.connect(self._on_copy)
        self.new_button.clicked.connect(self._on_new)
        self.store_button.clicked.connect(self._on_store)
        self.hide()

    def ask(self, base: Mapping[str, str], theirs: Mapping[str, str]) -> ThreeWay:
        """Merge what is typed with ``theirs`` into the form, and ask where both changed the same field."""
        mine = self._form.typed()
        outcome = three_way(base, mine, theirs)
        self._form.show(outcome.merged)
        self.compare(outcome, mine, theirs)
        return outcome

    def compare(self, outcome: ThreeWay, mine: Mapping[str, str], theirs: Mapping[str, str]) -> None:
        """Ask about what is disputed; the form shows what was merged already."""
        text = self._context.words.gettext
        choose = text("Somebody else changed this meanwhile. Nothing is lost: choose what holds.")
        look = text("Somebody else changed this meanwhile. Nothing is lost: look, then save again.")
        self._say(choose if self._stores else look)
        self._say_taken_over(outcome)
        self._empty()
        for at, name in enumerate(outcome.disputed):
            self._sides[name] = {_MINE: mine.get(name, ""), _THEIRS: theirs.get(name, "")}
            self._add_row(at, name)
        several = len(outcome.disputed) > 1
        self._offer(mine=several, theirs=several, store=self._stores and bool(outcome.disputed))
        self._area.setVisible(bool(outcome.disputed))
        self.show()
        self._fit()

    def say_gone(self, as_new: Callable[[], object] | None = None) -> None:
        """It is not in the record any more: what was typed may be copied, or stored as something new."""
        self._as_new = as_new
        text = self._context.words.gettext
        copy = text("Somebody else took this away meanwhile. What you typed is still here: copy it.")
        new = text("Somebody else took this away meanwhile. What you typed is still here: save it as new.")
        self._say(new if as_new is not None else copy)
        self.merged.hide()
        self._empty()
        self._area.hide()
        self._offer(copy=True, new=as_new is not None)
        self.show()

    def settle(self) -> None:
        """Nothing is open any more."""
        self._empty()
        self.hide()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """A narrower pane has higher rows; overrides Qt."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _lay_out(self) -> QScrollArea:
        inside = self._inside = Pane("warn")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(10)
        area = scrolled(inside, takes_keys=True)
        buttons = FlowLayout(8)
        self._buttons = (
            self.mine_button,
            self.theirs_button,
            self.copy_button,
            self.new_button,
            self.store_button,
        )
        for button in self._buttons:
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.merged)
        column.addWidget(area)
        column.addLayout(buttons)
        return area

    def _say(self, sentence: str) -> None:
        self.setAccessibleName(sentence)
        self.sentence.label.setText(sentence)

    def _say_taken_over(self, outcome: ThreeWay) -> None:
        titles = list(dict.fromkeys(self._form.title(name) for name in outcome.taken_over))
        named = ", ".join([*titles[:_MOST_NAMED], *(["…"] if len(titles) > _MOST_NAMED else [])])
        text = self._context.words.gettext
        self.merged.setToolTip(", ".join(titles) if len(titles) > _MOST_NAMED else "")
        said = text("Theirs was taken over: {fields}.").format(fields=named)
        self.merged.setText(said.replace("….", "…") if named else "")
        self.merged.setVisible(bool(named))

    def _offer(self, **offered: bool) -> None:
        for name, button in zip(("mine", "theirs", "copy", "new", "store"), self._buttons, strict=True):
            button.setVisible(offered.get(name, False))

    def _add_row(self, at: int, name: str) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        title, sides = self._form.title(name), self._sides[name]
        choice = Segments(title, (Choice(_MINE, text("Mine")), Choice(_THEIRS, text("Theirs"))), _MINE)
        choice.choice_changed.connect(partial(self._on_chosen, name))
        self.choices[name] = choice
        head = QHBoxLayout()
        head.addWidget(Label(title, theme, Type.SMALL_MEDIUM, wraps=True), 1)
        head.addWidget(choice)
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.addLayout(head, 0, 0, 1, 2)
        values = {side: self._form.said(name, value) for side, value in sides.items()}
        makes = self._add_boxes if any(map(_is_long, values.values())) else self._add_lines
        makes(grid, title, values)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._rows.insertWidget(at, row)

    def _add_lines(self, grid: QGridLayout, _title: str, values: Mapping[str, str]) -> None:
        text = self._context.words.gettext
        patterns = {_MINE: text("Mine: {text}"), _THEIRS: text("Theirs: {text}")}
        for column, (side, value) in enumerate(values.items()):
            said = patterns[side].format(text=value.strip() or text("empty"))
            label = Label(said, self._context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
            grid.addWidget(label, 1, column)

    def _add_boxes(self, grid: QGridLayout, title: str, values: Mapping[str, str]) -> None:
        """Long texts stand whole, side by side."""
        text, theme = self._context.words.gettext, self._context.theme
        names = {_MINE: text("Mine"), _THEIRS: text("Theirs")}
        boxes = [paragraph(self._context.words, value, height=theme.px(_BOX)) for value in values.values()]
        self._boxes.append(boxes)
        for column, (side, box) in enumerate(zip(values, boxes, strict=True)):
            box.setReadOnly(True)
            box.setPlaceholderText(text("empty"))
            box.setAccessibleName(f"{title}: {names[side]}")
            grid.addWidget(Label(names[side], theme, Type.CAPTION, Tone.TEXT_2), 1, column)
            grid.addWidget(box, 2, column)

    def _on_chosen(self, name: str, side: object) -> None:
        """What was typed on since is remembered, should mine be chosen again."""
        sides, typed = self._sides[name], self._form.typed()
        other = _MINE if side == _THEIRS else _THEIRS
        if other == _MINE:
            sides[_MINE] = typed.get(name, "")
        self._form.show(typed | {name: sides[str(side)]})
        self.chosen.emit()

    def _choose_all(self, side: str, _checked: bool = False) -> None:
        for name, choice in self.choices.items():
            if choice.chosen != side:
                choice.choose(side)
                self._on_chosen(name, side)

    def _on_copy(self) -> None:
        said = {name: self._form.said(name, text) for name, text in self._form.typed().items()}
        lines = [f"{self._form.title(name)}: {text}" for name, text in said.items() if text.strip()]
        QApplication.clipboard().setText("\n".join(lines))
        self._context.toasts.say(self._context.words.gettext("Copied"))

    def _on_new(self) -> None:
        if self._as_new is not None:
            self._as_new()

    def _on_store(self) -> None:
        self.settled.emit()

    def _fit(self) -> None:
        """As high as its rows, until they scroll: the form stays in sight below."""
        px = self._context.theme.px
        for boxes in self._boxes:
            lines = max(box.document().size().height() for box in boxes)
            high = round(lines * boxes[0].fontMetrics().lineSpacing()) + px(_AROUND_TEXT)
            for box in boxes:
                box.setFixedHeight(min(high, px(_BOX)))
        inside, width = self._inside, max(self._area.viewport().width(), 1)
        layout = inside.layout()
        needed = layout.totalHeightForWidth(width) if layout and layout.hasHeightForWidth() else 0
        needed = max(needed, inside.sizeHint().height())
        window = self.window()
        is_dialog = isinstance(window, QDialog)
        room = self.screen().availableSize().height() // 3 if is_dialog else window.height() // 4
        self._area.setFixedHeight(min(needed + 2, px(_HIGHEST), room))

    def _empty(self) -> None:
        self.choices.clear()
        self._sides.clear()
        self._boxes.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or "\n" in text.strip()
