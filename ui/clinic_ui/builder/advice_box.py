"""Several pieces of advice, one below the other: the gravest is seen, the others come on demand."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.safety import Severity
from clinic_ui.builder.advice_line import AdviceLine
from clinic_ui.builder.program_advice import ProgramAdvice
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, text_button

_SHOWN: Final = 1


class AdviceBox(QWidget):
    """A line stays while its advice stays, so that a reason can be typed to its end."""

    stops_changed = Signal()
    """There are other buttons to reach."""

    keyboard_left = Signal()
    """The keyboard was on something that was answered, and nothing here is left to answer."""

    def __init__(
        self, context: Context, told: ProgramAdvice, *, shows_all: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._told = context, told
        self._is_open = self._shows_all = shows_all
        self.lines: dict[str, AdviceLine] = {}
        self.more_button = text_button("", Kind.LINK)
        self.more_button.clicked.connect(self._on_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._put_more_aside()
        self.hide()

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Show these, open ones before kept ones."""
        before = self.in_order()
        ordered = sorted(advice, key=lambda each: self._told.kept(each) is not None)
        self._put_more_aside()
        gone = [self.lines.pop(key) for key in set(self.lines) - {_key(each) for each in ordered}]
        for at, each in enumerate(ordered):
            line = self._line(each)
            if self._column.indexOf(line) != at:
                self._column.insertWidget(at, line)
        self._fold(ordered)
        for line in gone:
            if line.has_keyboard():  # before it is hidden: Qt would give it to anything
                self._pass_on(before.index(line), before)
            line.hide()
            line.deleteLater()
        self.setVisible(bool(ordered))
        if before != self.in_order():
            self.stops_changed.emit()

    def in_order(self) -> list[AdviceLine]:
        """The lines from top to bottom."""
        return sorted(self.lines.values(), key=self._column.indexOf)

    def tab_stops(self) -> list[QPushButton]:
        """What the Tab key reaches, in order."""
        return [button for line in self.in_order() for button in line.buttons()] + [self.more_button]

    def _line(self, advice: Advice) -> AdviceLine:
        known = self.lines.get(_key(advice))
        if known is None:
            known = self.lines[_key(advice)] = AdviceLine(
                self._context, self._told, advice, names_exercise=self._shows_all, parent=self
            )
            known.answered.connect(self._on_answered)
        else:
            known.show_advice(advice)
        return known

    def _fold(self, ordered: Sequence[Advice]) -> None:
        """Seen are the first, what stops, what is being answered or was before; the others are counted."""
        folded = 0
        for at, each in enumerate(ordered):
            line = self.lines[_key(each)]
            is_seen = self._is_open or at < _SHOWN or line.is_being_answered or self._is_grave(each)
            line.setVisible(is_seen)
            folded += not is_seen
        if not self._shows_all and ordered:
            self.lines[_key(ordered[0])].add_way(self.more_button)
        words = self._context.words
        more = words.ngettext("{count} more", "{count} more", folded).format(count=folded)
        self.more_button.setText(more if folded else words.gettext("Show less"))
        self.more_button.setAccessibleName(
            words.gettext("Advice: {text}").format(text=self.more_button.text())
        )
        self.more_button.setHidden(
            self._shows_all or len(ordered) <= _SHOWN or (not folded and not self._is_open)
        )

    def _is_grave(self, advice: Advice) -> bool:
        """Whether it stops a handout, or a handout would lean on an answer given for an earlier version."""
        kept = self._told.kept(advice)
        if kept is None:
            return advice.severity is Severity.BLOCK
        return advice.holds_handout and kept.version is not None

    def _on_answered(self) -> None:
        """What stays was answered: the keyboard goes on to the next question."""
        order = self.in_order()
        at = next((at for at, line in enumerate(order) if line.has_keyboard()), None)
        if at is not None and self._told.kept(order[at].advice) is not None:
            self._pass_on(at, order)

    def _pass_on(self, at: int, order: Sequence[AdviceLine]) -> None:
        """Give the keyboard to the next open question after a place of an order, else to the first."""
        left = set(self.lines.values())
        around = [line for line in (*order[at + 1 :], *self.in_order()) if line in left]
        waiting = (each for each in around if not each.isHidden() and self._told.kept(each.advice) is None)
        line = next(waiting, None)
        if line is not None:
            line.take_keyboard()
        else:
            self.keyboard_left.emit()

    def _put_more_aside(self) -> None:
        """Not to go with a line that goes."""
        self.more_button.setParent(self)
        self.more_button.hide()

    def _on_more(self) -> None:
        self._is_open = not self._is_open
        self._fold([line.advice for line in self.in_order()])


def _key(advice: Advice) -> str:
    return f"{advice.item_id}/{advice.key}"
