"""The body chart with its pens: drawn by mouse, or marked by name with the keyboard; each mark read aloud."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.body_chart import CHART_AREAS
from clinic_app.domain.visit import ChartMark, Sensation
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.chart_canvas import ChartCanvas
from clinic_ui.visit.mark_words import mark_name, place_of_key, places, sensation_name
from clinic_ui.visit.sensation_looks import sample_icon, sample_size
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label

_MOST_MARKS: Final = 60
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class ChartBox(QWidget):
    """Shows the marks of a visit; says what they should be instead."""

    marks_changed = Signal(object, str)
    """All marks as a tuple, and what Undo calls the step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._marks: tuple[ChartMark, ...] = ()
        self._is_read_only = False
        text = context.words.gettext
        self.canvas = ChartCanvas(context, (text("Front"), text("Back")))
        self.pens: dict[Sensation | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.place = ChoiceBox(context.actions.icons, {"": text("Choose an area"), **places(context.words)})
        self.place.setAccessibleName(text("Area of the body"))
        self.place.setMinimumContentsLength(14)
        self.place.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.mark_button = text_button(text("Mark it"), Kind.OUTLINE)
        self.said = _Chips()
        self._last: tuple[ChartMark, ...] = ()
        self.last_button = text_button(
            text("Copy from last"), Kind.LINK, icons=context.actions.icons, icon="copy"
        )
        self.last_button.setAccessibleName(text("Body chart: copy from last time"))
        self.hint = Label("", context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self._lay_out()
        self.canvas.mark_drawn.connect(self._on_drawn)
        self.canvas.marks_erased.connect(self._on_erased)
        self.canvas.figures_ready.connect(self._say)
        self.mark_button.clicked.connect(self._on_mark)
        self.last_button.clicked.connect(lambda _on: self._add(self._last))
        self.choose(Sensation.PAIN)

    @property
    def marks(self) -> tuple[ChartMark, ...]:
        """What is drawn."""
        return self._marks

    def show_marks(self, marks: tuple[ChartMark, ...], *, is_read_only: bool) -> None:
        """Show the marks of a visit."""
        is_same = marks == self._marks and is_read_only == self._is_read_only
        self._marks, self._is_read_only = marks, is_read_only
        self.canvas.is_read_only = is_read_only
        self.canvas.show_marks(marks)
        for widget in (self._tools, self._by_name):
            widget.setVisible(not is_read_only)
        if not is_same or not marks:
            self._say()

    def offer_last(self, marks: tuple[ChartMark, ...]) -> None:
        """Offer what was drawn last time, while nothing is drawn."""
        self._last = marks
        self.last_button.setVisible(bool(marks) and not self._marks and not self._is_read_only)

    def choose(self, pen: Sensation | None) -> None:
        """Draw this from now on; None rubs out."""
        self.canvas.sensation = pen
        self.pens[pen].setChecked(True)
        for each, button in self.pens.items():
            policy = Qt.FocusPolicy.StrongFocus if each is pen else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.mark_button.setEnabled(pen is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys go from pen to pen; overrides Qt."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                pens = list(self.pens)
                pen = pens[(pens.index(self.canvas.sensation) + step) % len(pens)]
                self.choose(pen)
                self.pens[pen].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        text, words, theme = self._context.words.gettext, self._context.words, self._context.theme
        self._tools = QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(4)
        for sensation in Sensation:
            button = self._pen(sensation, sensation_name(sensation, words))
            button.setIcon(sample_icon(sensation, theme, self.devicePixelRatioF()))
            button.setIconSize(sample_size(theme))
            tools.addWidget(button)
        eraser = self._pen(None, text("Rub out"))
        eraser.setIcon(self._context.actions.icons.icon("remove", Tone.TEXT_2, size=18))
        tools.addWidget(eraser)
        tools.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.canvas, 1)
        row.addWidget(self._tools)
        self._by_name = QWidget()
        by_name = QHBoxLayout(self._by_name)
        by_name.setContentsMargins(0, 0, 0, 0)
        by_name.setSpacing(8)
        by_name.addWidget(self.place, 1)
        by_name.addWidget(self.mark_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._by_name, self.said, self.hint):
            if part is self._by_name:
                column.addLayout(row)
            column.addWidget(part)
        column.addWidget(self.last_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _pen(self, pen: Sensation | None, name: str) -> QPushButton:
        button = text_button(name, Kind.CHIP)
        button.setProperty("kind", "pen")
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.installEventFilter(self)
        button.clicked.connect(partial(self._on_pen, pen))
        self._group.addButton(button)
        self.pens[pen] = button
        return button

    def _say(self) -> None:
        """Each mark by name: read aloud, and a click takes it out."""
        words = self._context.words
        self.said.clear()
        names = [
            mark_name(mark.sensation, mark.view, self.canvas.areas(mark, CHART_AREAS), words)
            for mark in self._marks
        ]
        for mark, name in zip(self._marks, names, strict=True):
            self.said.add(self._chip(mark, name))
        self.said.fit()
        nothing = words.gettext("Draw on the figure where it is felt, or choose an area and mark it.")
        none_drawn = words.gettext("Nothing was drawn.")
        self.hint.setText(none_drawn if self._is_read_only else nothing)
        self.hint.setVisible(not self._marks)
        self.canvas.setAccessibleName(words.gettext("Body chart"))
        self.canvas.setAccessibleDescription(". ".join(names) or self.hint.text())

    def _chip(self, mark: ChartMark, name: str) -> QWidget:
        if self._is_read_only:
            return Label(name, self._context.theme, Type.SMALL, wraps=False)
        chip = text_button(name, Kind.CHIP, icons=self._context.actions.icons, icon="close")
        chip.setProperty("kind", "pen")
        chip.setAccessibleName(self._context.words.gettext("Rub out {mark}").format(mark=name))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(partial(self._on_chip, mark))
        chip.installEventFilter(_Pointing(self.canvas, mark, chip))
        return chip

    def _on_pen(self, pen: Sensation | None, _checked: bool = False) -> None:
        self.choose(pen)

    def _on_drawn(self, mark: ChartMark) -> None:
        self._add([mark])

    def _on_mark(self) -> None:
        key = str(self.place.currentData() or "")
        if not key:
            self.place.setFocus()
            self.place.showPopup()
            return
        self._add(self.canvas.marks_for(*place_of_key(key)))

    def _add(self, marks: Sequence[ChartMark]) -> None:
        if len(self._marks) + len(marks) > _MOST_MARKS:
            said = self._context.words.gettext("There is room for {most} marks: rub one out first.")
            self._context.toasts.say(said.format(most=_MOST_MARKS))
        elif marks and not self._is_read_only:
            self.marks_changed.emit((*self._marks, *marks), self._context.words.gettext("Draw on the chart"))

    def _on_erased(self, marks: Sequence[ChartMark]) -> None:
        left = tuple(each for each in self._marks if all(each is not mark for mark in marks))
        self.marks_changed.emit(left, self._context.words.gettext("Rub out a mark"))

    def _on_chip(self, mark: ChartMark, _checked: bool = False) -> None:
        self.place.setFocus()
        self.canvas.mark_out(None)
        self._on_erased([mark])


class _Pointing(QObject):
    """While a mark's chip is pointed at, or has the keyboard, the mark stands out on the figure."""

    def __init__(self, canvas: ChartCanvas, mark: ChartMark, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._mark = canvas, mark

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show or leave; overrides Qt."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._canvas.mark_out(self._mark)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._canvas.mark_out(None)
        return super().eventFilter(watched, event)


class _Chips(QWidget):
    """The marks' names in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)

    def widgets(self) -> list[QWidget]:
        """The chips, in the order of their marks."""
        items = [self._flow.itemAt(at) for at in range(self._flow.count())]
        return [widget for item in items if item and (widget := item.widget())]

    def add(self, widget: QWidget) -> None:
        """Add a chip."""
        self._flow.addWidget(widget)
        widget.show()

    def clear(self) -> None:
        """Take all away."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._flow.invalidate()

    def fit(self) -> None:
        """As high as the chips are in this width."""
        self.setFixedHeight(max(0, self._flow.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Rows follow the width; overrides Qt."""
        super().resizeEvent(event)
        self.fit()
