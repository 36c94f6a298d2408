"""Somebody else stored the same form first: both versions are shown, field by field, and nothing is lost."""

from collections.abc import Mapping
from functools import partial
from typing import Final, Protocol

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.domain.three_way import ThreeWay, three_way
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.segments import Choice, Segments

_LONGEST: Final = 90
"""Letters of a value that are shown beside the other one; the field holds all of it."""


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

    def __init__(self, context: Context, form: FormTexts, parent: QWidget | None = None) -> None:
        super().__init__("warn", parent)
        self._context, self._form = context, form
        self.choices: dict[str, Segments] = {}
        text, theme = context.words.gettext, context.theme
        said = text("Somebody else changed this meanwhile. Nothing is lost: look, then save again.")
        self.setAccessibleName(said)
        self.sentence = IconLine(theme, context.actions.icons, "warning", said, Tone.WARN)
        self.merged = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(1, 1)
        self._rows.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.merged)
        column.addLayout(self._rows)
        self.hide()

    def ask(self, base: Mapping[str, str], theirs: Mapping[str, str]) -> ThreeWay:
        """Merge what is typed with ``theirs`` into the form, and ask where both changed the same field."""
        mine = self._form.typed()
        outcome = three_way(base, mine, theirs)
        self._form.show(outcome.merged)
        self._say_taken_over(outcome)
        self._empty()
        for at, name in enumerate(outcome.disputed):
            self._add_row(at, name, mine.get(name, ""), theirs.get(name, ""))
        self.show()
        return outcome

    def _say_taken_over(self, outcome: ThreeWay) -> None:
        named = ", ".join(dict.fromkeys(self._form.title(name) for name in outcome.taken_over))
        text = self._context.words.gettext
        self.merged.setText(text("Theirs was taken over: {fields}.").format(fields=named) if named else "")
        self.merged.setVisible(bool(named))

    def _add_row(self, at: int, name: str, mine: str, theirs: str) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        title = self._form.title(name)
        choice = Segments(title, (Choice(mine, text("Mine")), Choice(theirs, text("Theirs"))), mine)
        choice.choice_changed.connect(partial(self._on_chosen, name))
        self.choices[name] = choice
        own, other = text("Mine: {text}"), text("Theirs: {text}")
        self._rows.addWidget(Label(title, theme, Type.SMALL_MEDIUM), at, 0)
        for column, (pattern, value) in enumerate(((own, mine), (other, theirs)), start=1):
            said = pattern.format(text=_short(self._form.said(name, value)) or text("empty"))
            self._rows.addWidget(Label(said, theme, Type.SMALL, Tone.TEXT_2, wraps=True), at, column)
        self._rows.addWidget(choice, at, 3)

    def _on_chosen(self, name: str, text: str) -> None:
        self._form.show(self._form.typed() | {name: text})

    def _empty(self) -> None:
        self.choices.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[: _LONGEST - 1]}…"
