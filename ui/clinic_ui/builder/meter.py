"""The burden meter: what the program costs the patient, live, always in sight."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_app.domain.burden import Burden, burden, in_fewest_changes, one_at_a_time_costs_s
from clinic_app.domain.burden_words import changes, exactly, minutes
from clinic_app.domain.program import ProgramContent
from clinic_ui.builder.burden_popup import BurdenPopup
from clinic_ui.builder.meter_bar import MeterBar
from clinic_ui.builder.position_icons import position_icons
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane, hairline

_HEIGHT, _MARGIN, _GAP = 56, 24, 16
_ICON = 20
_MOST_ICONS = 6
_NOTE_WIDTH = 240


class BurdenMeter(Pane):
    """Shows the model's program. What has no room goes, least needed first; the popup has it all."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context, self._model = context, model
        self._open: UUID | None = None
        self.cost = Burden()
        text, theme = context.words.gettext, context.theme
        self.setMinimumHeight(theme.px(_HEIGHT))
        self.setAccessibleName(text("What the program asks of the patient"))
        self.count, self.session, self.day, self.week = (_Fact(context) for _ in range(4))
        self.bar = MeterBar(theme)
        self.positions = _Positions(context)
        self.changes = Label("", theme, Type.SMALL, Tone.TEXT_2)
        self.fewest = text_button(text("Fewest changes"), Kind.LINK)
        self.details = text_button(text("Details"), Kind.LINK)
        self.details.setToolTip(text("Minutes, and time under stretch by muscle and side"))
        self.note = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.note.setFixedWidth(theme.px(_NOTE_WIDTH))
        self._noted = self._with_warning()
        self._lay_out()
        self.fewest.clicked.connect(self._on_fewest)
        self.details.clicked.connect(self._on_details)
        model.content_changed.connect(self._on_content_changed)

    def show_open(self, item_id: UUID | None) -> None:
        """Which exercise a person works on: its part of the bar is full, and its sides are counted."""
        self._open = item_id
        self._on_content_changed()

    def set_advice(self, widget: QWidget) -> None:
        """Put what is said about the whole program at the end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much as there is room for; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._row.setSpacing(_GAP)
        self._time_line, self._way_line = hairline(vertical=True), hairline(vertical=True)
        middle = Qt.AlignmentFlag.AlignVCenter
        for line in (self._time_line, self._way_line):
            line.setFixedHeight(self._context.theme.px(_HEIGHT // 2))
        parts = (self.count, self.session, self._time_line, self.day, self.bar, self.week, self._way_line)
        for part in (*parts, self.positions, self.changes, self.fewest, self.details):
            self._row.addWidget(part, 0, middle)
        self._row.addStretch(1)
        self._row.addWidget(self._noted, 0, middle)

    def _with_warning(self) -> QWidget:
        icons, both = self._context.actions.icons, QWidget()
        self.warning = QLabel()
        self.warning.setPixmap(icons.pixmap("warning", icons.scaled(18), Tone.WARN, self.devicePixelRatioF()))
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.warning)
        row.addWidget(self.note)
        return both

    def _on_content_changed(self) -> None:
        content, words = self._model.content, self._context.words
        exercises = self._context.library.known_exercises
        self.cost = burden(content, exercises)
        number = len(content.items)
        self.count.show_fact(str(number), words.ngettext("exercise", "exercises", number))
        self.session.show_fact(minutes(self.cost.session_s, words), words.gettext("a session"))
        self.day.show_fact(minutes(self.cost.day_s, words), words.gettext("a day"))
        self.week.show_fact(minutes(self.cost.week_s, words), words.gettext("a week"))
        self._show_bar(content)
        self.positions.show_icons(list(position_icons(content, exercises)))
        self.changes.setText(changes(self.cost.position_changes, words))
        self._show_note(content)
        self._fit()

    def _show_bar(self, content: ProgramContent) -> None:
        seconds = [item.line_s * item.schedule.times_per_day for item in content.items]
        open_at = next((at for at, item in enumerate(content.items) if item.id == self._open), -1)
        self.bar.show_seconds(seconds, self._limit_min(), open_at)
        said = self._context.words.gettext("{time} a day").format(
            time=minutes(self.cost.day_s, self._context.words)
        )
        self.bar.setToolTip(self._limit_words() or said)
        self.bar.setAccessibleName(self._limit_words() or said)

    def _show_note(self, content: ProgramContent) -> None:
        """One sentence: over the patient's time, else what taking turns costs in the open exercise."""
        words = self._context.words
        over = self._over_s()
        self.note.setText("")
        if over > 0:
            said = words.gettext("{time} a day more than the patient has")
            self.note.setText(said.format(time=minutes(over, words)))
        elif cost := self._turns_cost_s(content):
            said = words.gettext("One side at a time costs {time} more than both together")
            self.note.setText(said.format(time=exactly(cost, words)))
        self.note.set_tone(Tone.WARN if over > 0 else Tone.TEXT_2)
        self.warning.setVisible(over > 0)

    def _turns_cost_s(self, content: ProgramContent) -> int:
        return next((one_at_a_time_costs_s(item) for item in content.items if item.id == self._open), 0)

    def _over_s(self) -> int:
        limit = self._limit_min()
        return self.cost.day_s - limit * 60 if limit is not None else 0

    def _limit_min(self) -> int | None:
        program = self._model.program
        return program.patient.minutes_willing if program and program.patient else None

    def _limit_words(self) -> str:
        limit = self._limit_min()
        if limit is None:
            return ""
        said = self._context.words.gettext("{time} a day of {limit} minutes the patient has")
        return said.format(time=minutes(self.cost.day_s, self._context.words), limit=limit)

    def _fit(self) -> None:
        """What is needed least is hidden first."""
        content, is_over = self._model.content, self._over_s() > 0
        has_items = bool(content.items)
        ordered = in_fewest_changes(content, self._context.library.known_exercises)
        wanted: dict[QWidget, bool] = {
            self.positions: has_items,
            self.count: True,
            self.week: has_items,
            self._way_line: has_items,
            **({} if is_over else {self._noted: bool(self.note.text())}),
            self.changes: has_items,
            self.bar: has_items,
            **({self._noted: True} if is_over else {}),
            self._time_line: True,
            self.day: True,
            self.fewest: ordered != content and not self._model.is_read_only,
            self.details: has_items,
            self.session: True,
        }
        room = self.width() - 2 * _MARGIN
        taken = sum(_width(part) for part, is_wanted in wanted.items() if is_wanted)
        for part, is_wanted in wanted.items():
            if is_wanted and taken > room and part is not self.session:
                wanted[part] = False
                taken -= _width(part)
        for part, is_wanted in wanted.items():
            part.setVisible(is_wanted)
        self._explain_fewest(ordered)

    def _explain_fewest(self, ordered: ProgramContent) -> None:
        """What the click would do, as a tooltip and for a screen reader."""
        fewer = burden(ordered, self._context.library.known_exercises).position_changes
        said = self._context.words.gettext(
            "Puts exercises in the same position together: {before} → {after} changes of position"
        ).format(before=self.cost.position_changes, after=fewer)
        self.fewest.setToolTip(said)
        self.fewest.setAccessibleDescription(said)

    def _on_fewest(self) -> None:
        ordered = in_fewest_changes(self._model.content, self._context.library.known_exercises)
        self._model.change(ordered, self._context.words.gettext("Fewest changes of position"))

    def _on_details(self) -> None:
        BurdenPopup(self._context, self.cost, self).show_above(self.details)


def _width(part: QWidget) -> int:
    return max(part.sizeHint().width(), part.minimumWidth()) + _GAP


class _Fact(QWidget):
    """A number that is read first, and what it counts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.number = Label("", context.theme, Type.HEAD)
        self.unit = Label("", context.theme, Type.SMALL, Tone.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBaseline)

    def show_fact(self, number: str, unit: str) -> None:
        """Show another number."""
        self.number.setText(number)
        self.unit.setText(unit)
        self.setAccessibleName(f"{number} {unit}")


class _Positions(QWidget):
    """The positions on the way, as small pictures."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._labels: list[QLabel] = []

    def show_icons(self, names: list[str]) -> None:
        """Show these, with an arrow between each; of many the first."""
        shown = [name for each in names[:_MOST_ICONS] for name in ("right", each)][1:]
        while len(self._labels) < len(shown):
            label = QLabel()
            self._labels.append(label)
            self._row.addWidget(label)
        icons = self._context.actions.icons
        for at, label in enumerate(self._labels):
            label.setVisible(at < len(shown))
            if at < len(shown):
                size, tone = (12, Tone.TEXT_3) if shown[at] == "right" else (_ICON, Tone.TEXT)
                label.setPixmap(icons.pixmap(shown[at], icons.scaled(size), tone, self.devicePixelRatioF()))
