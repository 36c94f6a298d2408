"""Says in the patient form, while it is filled in, who has a similar name: so that nobody is mistaken."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.namesakes import Resemblance
from clinic_ui.context import Context
from clinic_ui.pages.likeness_words import resemblance_line
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane

_MOST: Final = 3


class SimilarNames(Pane):
    """Hidden while there is nobody; at most three lines, the likeliest first.

    Beside a patient who is stored already nobody else is named until the person asks to see them: the
    patient may be looking at the screen.
    """

    open_wanted = Signal(object)
    """The id (UUID) of one of them."""

    merge_wanted = Signal(object)
    """The id (UUID) of one who may be the same person."""

    def __init__(self, context: Context, *, can_merge: bool, parent: QWidget | None = None) -> None:
        """``can_merge``: the patient of the form is stored already."""
        super().__init__("sunk", parent)
        self._context, self._can_merge = context, can_merge
        self.lines: list[str] = []
        self._found: tuple[Resemblance, ...] = ()
        theme, text = context.theme, context.words.gettext
        named = text("Similar names. Take care to open the right one.")
        head = text("Somebody else has a similar name.") if can_merge else named
        self.head = IconLine(theme, context.actions.icons, "info", head, Tone.TEXT_2)
        self.show_button = text_button(text("Show"), Kind.LINK)
        self.show_button.setAccessibleName(text("Show similar names"))
        self.show_button.setVisible(can_merge)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self.head, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.show_button)
        column.addLayout(line)
        column.addLayout(self._rows)
        self.show_button.clicked.connect(self._on_show)
        self.hide()

    def show_found(self, found: Sequence[Resemblance]) -> None:
        """Show these instead of those before."""
        self._found = tuple(found)
        self._name(() if self.show_button.isVisibleTo(self) else self._found)
        self.setVisible(bool(found))

    def _on_show(self) -> None:
        self.show_button.hide()
        self._name(self._found)

    def _name(self, found: Sequence[Resemblance]) -> None:
        words, theme = self._context.words, self._context.theme
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = [resemblance_line(each, words) for each in found[:_MOST]]
        for each, said in zip(found, self.lines, strict=False):
            self._rows.addWidget(self._row(each, said))
        if (rest := len(found) - _MOST) > 0:
            more = words.ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            self._rows.addWidget(Label(more, theme, Type.SMALL, Tone.TEXT_3))

    def _row(self, found: Resemblance, said: str) -> QWidget:
        text, name = self._context.words.gettext, found.patient.banner_name
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(22, 0, 0, 0)
        line.setSpacing(8)
        tone = Tone.TEXT if found.likeness.may_be_same else Tone.TEXT_2
        line.addWidget(Label(said, self._context.theme, Type.SMALL, tone, wraps=True), 1)
        open_button = text_button(text("Open"), Kind.LINK)
        open_button.setAccessibleName(text("Open: {title}").format(title=name))
        open_button.clicked.connect(partial(self._on_open, found))
        line.addWidget(open_button)
        if self._can_merge and found.likeness.may_be_same:
            merge = text_button(text("Merge …"), Kind.LINK)
            self._context.seat.hold(merge)
            merge.setAccessibleName(text("Merge with {name}").format(name=name))
            merge.clicked.connect(partial(self._on_merge, found))
            line.addWidget(merge)
        return row

    def _on_open(self, found: Resemblance, _checked: bool = False) -> None:
        self.open_wanted.emit(found.patient.id)

    def _on_merge(self, found: Resemblance, _checked: bool = False) -> None:
        self.merge_wanted.emit(found.patient.id)
