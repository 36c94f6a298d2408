"""What the answers make, as they are given: the score, what it says, and what changed since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.citation_words import short_citation
from clinic_app.domain.measure_change import Change, ChangeAnswer, Direction, Verdict
from clinic_app.domain.measure_readings import Reading
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_rules import rule_words
from clinic_app.domain.measure_words import score_words
from clinic_app.domain.measures import Citation, Measure
from clinic_app.domain.score_history import Compared
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, hairline
from clinic_ui.widgets.segments import Choice, Segments

_START, _LAST = "start", "last"
_TONES: Final = {Direction.BETTER: Tone.OK, Direction.WORSE: Tone.BAD, Direction.SAME: Tone.TEXT}
_ICONS: Final = {Verdict.YES: "check", Verdict.NO: "minus", Verdict.NOT_KNOWN: "help"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """One part's score, what it says by itself, and what became of it."""

    result: MeasureResult
    readings: Sequence[Reading]
    compared: Compared


class ScorePane(QWidget):
    """Shows the rule before, the score once there is one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._measure: Measure | None = None
        self._language = "en"
        self._scores: Sequence[PartScore] = ()
        text, theme = context.words.gettext, context.theme
        self.problem = Label("", theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.rule = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        choices = (Choice(_START, text("Since start")), Choice(_LAST, text("Since last")))
        self.since = Segments(text("Change since"), choices, _START)
        for button in self.since.buttons():
            button.setProperty("looks", True)
        self.since.choice_changed.connect(self._show)
        self._shown: list[QWidget] = []
        self._parts = QVBoxLayout()
        self._parts.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(text("Score"), theme, Type.HEAD))
        column.addWidget(self.problem)
        column.addLayout(self._parts)
        column.addWidget(self.rule)
        column.addStretch(1)

    def begin(self, measure: Measure, language: str) -> None:
        """Tell the rule of another measure."""
        self._measure, self._language = measure, language
        words = self._context.words
        lines = [rule_words(measure, words.language, words)]
        lines += [measure.notes.get(words.language) or measure.notes.get("en", "")]
        self.rule.setText("\n\n".join(line for line in lines if line))
        self.say(words.gettext("The score stands here as soon as the answers make one."))

    def say(self, sentence: str, *, is_bad: bool = False) -> None:
        """Why there is no score yet."""
        self._scores = ()
        self.problem.setText(sentence)
        self.problem.set_tone(Tone.BAD if is_bad else Tone.TEXT_2)
        self._show()

    def show_scores(self, scores: Sequence[PartScore]) -> None:
        """Show a score, by part."""
        self._scores = scores
        self.problem.setText("")
        self._show()

    def said(self) -> str:
        """Everything that stands here, for those who do not see it and for tests."""
        labels = [each for part in self._shown for each in (part, *part.findChildren(Label))]
        shown = [self.problem, *labels, self.rule]
        return "\n".join(each.text() for each in shown if isinstance(each, Label) and each.text())

    def _show(self, _choice: object = None) -> None:
        while self._shown:
            widget = self._shown.pop()
            self._parts.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._parts.removeWidget(self.since)
        self.problem.setVisible(bool(self.problem.text()))
        self.since.setVisible(any(each.compared.since_last is not None for each in self._scores))
        if len(self._scores) != 1:
            self._parts.addWidget(self.since)
        for at, each in enumerate(self._scores):
            if at:
                self._add(hairline())
            self._show_part(each)

    def _add(self, widget: QWidget) -> None:
        self._parts.addWidget(widget)
        self._shown.append(widget)

    def _show_part(self, score: PartScore) -> None:
        assert self._measure is not None
        context, measure, result = self._context, self._measure, score.result
        words, theme = context.words, context.theme
        if result.part:
            part = measure.part(result.part)
            name = part.names.get(words.language) or part.names["en"]
            self._add(Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        kind = Type.HEAD if len(self._scores) > 1 else Type.DISPLAY
        self._add(Label(score_words(result.value, measure.unit, words), theme, kind))
        self._add(self._scale(measure, result))
        for reading in score.readings:
            line = reading.in_words(words.language, words)
            self._add(IconLine(theme, context.actions.icons, "info", line, Tone.WARN))
            self._add_source(reading.sources)
        if len(self._scores) == 1:
            self._parts.addWidget(self.since)
        self._show_change(score.compared)

    def _scale(self, measure: Measure, result: MeasureResult) -> Label:
        scores, text = measure.part(result.part).scores, self._context.words.gettext
        way = text("higher is better") if measure.higher_is_better else text("lower is better")
        low, high = (f"{each:g}".replace("-", "−") for each in (scores.low, scores.high))
        said = text("{low} to {high}, {way}").format(low=low, high=high, way=way)
        return Label(said, self._context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)

    def _show_change(self, found: Compared) -> None:
        words, theme = self._context.words, self._context.theme
        wants_last = self.since.chosen == _LAST and not self.since.isHidden()
        shown = found.since_last if wants_last and found.since_last else found.since_start
        if shown is None:
            said = words.problem(found.problem) if found.problem else words.gettext("The first of its kind.")
            self._add(Label(said, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
            return
        line = shown.in_words(words)
        if shown.since is not None:
            line = words.gettext("{change} since {date}").format(change=line, date=words.day(shown.since))
        tone = _TONES[shown.direction]
        self._add(Label(line, theme, Type.BODY_STRONG, tone, wraps=True))
        self._show_answers(shown)

    def _show_answers(self, shown: Change) -> None:
        text = self._context.words.gettext
        asked: Mapping[str, ChangeAnswer] = {
            text("Is it real?"): shown.real,
            text("Does it matter?"): shown.matters,
        }
        for question, answer in asked.items():
            self._add(Label(question, self._context.theme, Type.SMALL_MEDIUM))
            said = answer.in_words(self._context.words)
            icon = _ICONS[answer.verdict]
            theme, icons = self._context.theme, self._context.actions.icons
            self._add(IconLine(theme, icons, icon, said, Tone.TEXT))
            if answer.citation is not None:
                self._add_citation(answer.citation)

    def _add_source(self, keys: Sequence[str], people: str = "") -> None:
        """By whom it was found and in whom; the whole citation in the tooltip."""
        words, known = self._context.words, self._context.library.sources
        found = [known[key].citation for key in keys if key in known]
        if not found:
            return
        said = "; ".join(short_citation(each, words) for each in found)
        line = words.gettext("{source}, in {people}").format(source=said, people=people) if people else said
        label = Label(line, self._context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        label.setToolTip("\n".join(found))
        label.setAccessibleDescription("; ".join(found))
        self._add(label)

    def _add_citation(self, citation: Citation) -> None:
        language = self._context.words.language
        people = citation.population.get(language) or citation.population.get("en", "")
        self._add_source(citation.sources, people)
