"""The chart of a patient's page, with what stands around it: which score, and ways to take it along."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.citation_words import short_citation
from clinic_app.domain.measure_trends import since_start, trends
from clinic_app.domain.measure_words import score_words
from clinic_app.domain.patient import Episode
from clinic_app.domain.story import Story
from clinic_app.domain.trend import Trend, care_chart, dose_steps
from clinic_ui.context import Context
from clinic_ui.story.chart_menu import ChartMenu
from clinic_ui.story.chart_view import ChartView
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.labels import Label, hairline


class CarePanel(QWidget):
    """Hidden while there is nothing to draw."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._story: Story | None = None
        self._episode: Episode | None = None
        self._today = date.min
        self._trends: list[Trend] = []
        self.measures = ChoiceBox(context.actions.icons, {})
        self.measures.setAccessibleName(context.words.gettext("Score"))
        self.chart = ChartView(context)
        self.take = ChartMenu(context, self.chart, self)
        self.verdict = Label("", context.theme, Type.SMALL, wraps=True)
        self.source = Label("", context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self._lay_out()
        self.measures.activated.connect(self._draw)
        self.hide()

    def clear(self) -> None:
        """Nobody's."""
        self._story = self.take.patient_id = None
        self.measures.clear()
        self.chart.show_chart(None)
        self.hide()

    def show_story(self, patient_id: UUID, story: Story, episode: Episode | None, today: date) -> None:
        """Show the scores and doses of a patient’s one problem, or of all."""
        before = self.measures.currentData()
        self._story, self._episode, self._today = story, episode, today
        self.take.patient_id = patient_id
        self._trends = self._known_trends(story, episode)
        self.measures.clear()
        for trend in self._trends:
            self.measures.addItem(trend.name, trend.key)
        keys = [trend.key for trend in self._trends]
        if before in keys:
            self.measures.setCurrentIndex(keys.index(before))
        self.measures.setVisible(len(keys) > 1)
        self._draw()

    def _known_trends(self, story: Story, episode: Episode | None) -> list[Trend]:
        def is_of(episode_id: UUID | None) -> bool:
            return episode is None or episode_id in (None, episode.id)

        return trends(
            [each for each in story.standing_results if is_of(each.episode_id)],
            [each for each in story.visits if is_of(each.episode_id)],
            self._context.library.measures,
            self._context.words.language,
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        title = Label(self._context.words.gettext("Outcome and dose"), self._context.theme, Type.HEAD)
        head.addWidget(title, 1)
        head.addWidget(self.measures)
        head.addWidget(self.take.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.chart)
        column.addWidget(self.verdict)
        column.addWidget(self.source)
        column.addSpacing(4)
        column.addWidget(hairline())
        column.addSpacing(4)

    def _draw(self) -> None:
        story = self._story
        if story is None:
            return
        chosen = self.measures.currentData()
        trend = next((each for each in self._trends if each.key == chosen), None)
        doses = dose_steps(story.versions_of(self._episode), self._context.library.exercises, self._today)
        chart = care_chart(trend, doses, story.diaries_of(self._episode), self._today)
        self.chart.show_chart(None if chart.is_empty else chart)
        self._say_change(trend)
        self._say_source(trend)
        self.setVisible(not chart.is_empty)

    def _say_change(self, trend: Trend | None) -> None:
        """The last score, and whether the change since the first is real and matters."""
        words, measures = self._context.words, self._context.library.measures
        found = since_start(trend, measures) if trend is not None else None
        self.verdict.setVisible(found is not None)
        if trend is None or found is None or found.since is None:
            self.verdict.setText("")
            return
        last = trend.points[-1]
        said = words.gettext("{measure} {score} on {date}, {change} since {start}.").format(
            measure=trend.name,
            score=score_words(last.value, found.unit, words),
            date=words.day(last.on),
            change=found.in_words(words),
            start=words.day(found.since),
        )
        real, matters = found.real.in_words(words), found.matters.in_words(words)
        answers = (words.gettext("Is it real?"), real, words.gettext("Does it matter?"), matters)
        self.verdict.setText(" ".join((said, *answers)))

    def _say_source(self, trend: Trend | None) -> None:
        """Who found which change matters."""
        words, known = self._context.words, self._context.library.sources
        found = [known[key].citation for key in (trend.sources if trend else ()) if key in known]
        short = "; ".join(short_citation(each, words) for each in found)
        said = words.gettext("Important change: {source}").format(source=short)
        self.source.setText(said if found else "")
        self.take.caption = self.source.text()
        self.source.setToolTip("\n".join(found))
        self.source.setVisible(bool(found))
