"""Which visit it is: its number and day, the problem, whether it is signed, and what was given that day."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.episode_words import side_name
from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Episode
from clinic_app.domain.screen_words import result_line
from clinic_app.domain.visit import Visit
from clinic_app.services.visits import OpenVisit
from clinic_ui.context import Context
from clinic_ui.pages.typed_date import read_date
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane

_DAY, _WIDEST = 112, 320


class VisitHead(Pane):
    """Day and problem are changed here while the visit is not signed; ``buttons`` stand on the right."""

    visit_changed = Signal(object, str)
    """The Visit with another day or problem, and what Undo calls the step."""

    def __init__(
        self, context: Context, buttons: Sequence[QPushButton], parent: QWidget | None = None
    ) -> None:
        super().__init__("stage", parent)
        self._context = context
        self._around: OpenVisit | None = None
        self._visit: Visit | None = None
        text, theme, icons = context.words.gettext, context.theme, context.actions.icons
        self.title = Label("", theme, Type.TITLE)
        self.day = line(longest=20)
        self.day.setAccessibleName(text("Day of the visit"))
        self.day.setFixedWidth(theme.px(_DAY))
        self.day_text = Label("", theme, Type.BODY_MEDIUM)
        self.problem = ChoiceBox(icons, {})
        self.problem.setAccessibleName(text("Problem"))
        self.problem.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.problem.setMaximumWidth(theme.px(_WIDEST))
        self.problem_text = Label("", theme, Type.BODY_MEDIUM)
        self.unsigned = IconLine(theme, icons, "edit", text("Not signed"), Tone.WARN)
        self.signed = IconLine(theme, icons, "lock", "", Tone.OK)
        self.kept = Label("", theme, Type.SMALL, Tone.TEXT_2)
        self.given = IconLine(theme, icons, "hand_out", "", Tone.TEXT_2)
        self.screened = IconLine(theme, icons, "flag", "", Tone.TEXT_2)
        self.refusal = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self._lay_out(buttons)
        self.clear()
        context.seat.open_for_reading(self, but=buttons)
        self.day.textEdited.connect(self._on_day)
        self.day.editingFinished.connect(self._on_day_left)
        self.problem.activated.connect(self._on_problem)

    @property
    def is_day_refused(self) -> bool:
        """Whether what stands in the day’s field is no day."""
        return bool(self.day.property("invalid"))

    def clear(self) -> None:
        """No visit is shown."""
        self._around = self._visit = None
        self.title.setText("")
        self.day.clear()
        self.problem.clear()
        for label in (self.day_text, self.problem_text, self.kept):
            label.setText("")
        for widget in (self.unsigned, self.signed, self.given, self.screened, self.refusal):
            widget.hide()

    def show_around(self, around: OpenVisit) -> None:
        """Show another visit and what stands around it."""
        self._around = around
        words = self._context.words
        self.title.setText(words.gettext("Visit {number}").format(number=around.number))
        self.problem.clear()
        self.problem.addItem(words.gettext("No problem chosen"), "")
        for each in around.episodes:
            self.problem.addItem(self._name(each), str(each.id))
        given = ", ".join(
            words.gettext("version {number}, {title}").format(
                number=each.number, title=each.content.title or words.gettext("Program")
            )
            for each in around.given
            if each.number
        )
        self.given.label.setText(words.gettext("Given that day: {versions}").format(versions=given))
        self.given.setVisible(bool(given))
        results = [
            result_line(each, self._context.library, words, words.language)
            for each in around.screens
            if each.screened_on == around.visit.visited_on
        ]
        self.screened.label.setText("  ·  ".join(results))
        self.screened.setVisible(bool(results))
        self.refuse("")

    def show_visit(self, visit: Visit) -> None:
        """Show the visit as it stands."""
        self._visit = visit
        words, is_signed = self._context.words, visit.is_signed
        for widget in (self.day, self.problem, self.unsigned, self.kept):
            widget.setVisible(not is_signed)
        for widget in (self.day_text, self.problem_text, self.signed):
            widget.setVisible(is_signed)
        if not self.day.hasFocus():
            self.day.setText(visit.visited_on.isoformat())
            self._mark(self.day, is_wrong=False)
        self.day_text.setText(words.day(visit.visited_on))
        self.problem.choose(str(visit.episode_id or ""))
        self.problem_text.setText(self.problem.currentText() if visit.episode_id else "")
        if visit.signed_at is not None:
            said = words.gettext("Signed by {name}, {moment}")
            moment = words.moment(visit.signed_at)
            self.signed.label.setText(said.format(name=visit.signed_by, moment=moment))

    def show_kept(self, *, is_kept: bool) -> None:
        """Say whether what was typed is in the record."""
        text = self._context.words.gettext
        self.kept.setText(text("Everything is kept") if is_kept else text("Keeping …"))

    def refuse(self, sentence: str) -> None:
        """Say why the visit was not signed; nothing: it may be."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def _lay_out(self, buttons: Sequence[QPushButton]) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        for widget in (self.title, self.day, self.day_text, self.problem, self.problem_text):
            first.addWidget(widget)
        first.addStretch(1)
        for button in buttons:
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(16)
        for line_ in (self.unsigned, self.signed):
            second.addWidget(line_)
        second.addWidget(self.kept)
        for line_ in (self.given, self.screened):
            second.addWidget(line_)
        second.addStretch(1)
        for each in (self.unsigned, self.signed, self.given, self.screened):
            each.label.setWordWrap(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.refusal)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _name(self, episode: Episode) -> str:
        return ", ".join(
            part for part in (episode.problem, side_name(episode.side, self._context.words)) if part
        )

    def _on_day(self, typed: str) -> None:
        if self._visit is None or self._around is None:
            return
        try:
            day = read_date(typed)
        except InputError as error:
            self._say(error)
            return
        if day is None or day > self._around.today:
            self._say(InputError("Check the day of the visit: it is in the future.") if day else None)
            return
        self._mark(self.day, is_wrong=False)
        self.refuse("")
        text = self._context.words.gettext
        self.visit_changed.emit(replace(self._visit, visited_on=day), text("Change the day"))

    def _on_day_left(self) -> None:
        """What is no day gives way to the day that holds, and that is said."""
        if self._visit is not None:
            if self.is_day_refused:
                said = self._context.words.gettext("This is no day of a visit. The day before is back.")
                self._context.toasts.say(said)
            self.day.setText(self._visit.visited_on.isoformat())
            self._mark(self.day, is_wrong=False)
            self.refuse("")

    def _say(self, error: InputError | None) -> None:
        self._mark(self.day, is_wrong=True)
        self.refuse(self._context.problems.sentence(error) if error else "")

    def _mark(self, field: QLineEdit, *, is_wrong: bool) -> None:
        if bool(field.property("invalid")) != is_wrong:
            field.setProperty("invalid", is_wrong)
            field.style().unpolish(field)
            field.style().polish(field)

    def _on_problem(self, _at: int) -> None:
        if self._visit is None or self._around is None:
            return
        key = str(self.problem.currentData() or "")
        chosen = next((each.id for each in self._around.episodes if str(each.id) == key), None)
        text = self._context.words.gettext
        self.visit_changed.emit(replace(self._visit, episode_id=chosen), text("Choose the problem"))
