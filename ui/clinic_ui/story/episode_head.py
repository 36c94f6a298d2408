"""Which problem the page is about: since when, how often seen, what for, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.episode_words import side_name
from clinic_app.domain.patient import Episode
from clinic_app.domain.red_flags import RedFlagScreen, newest_of_each
from clinic_app.domain.screen_words import result_line
from clinic_app.domain.visit import Visit
from clinic_ui.context import Context
from clinic_ui.pages.screen_rows import ScreenRow
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane

_NARROW = 860


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """What the head says: problems, visits and screens newest first; when the patient is due again."""

    episodes: Sequence[Episode]
    visits: Sequence[Visit]
    screens: Sequence[RedFlagScreen]
    review_date: date | None
    today: date


class EpisodeHead(Pane):
    """Shows one problem, or all of them together; ``buttons`` stand on the right."""

    chosen_changed = Signal()
    change_wanted = Signal(object)
    """The Episode to change."""

    add_wanted = Signal()
    discharge_wanted = Signal(object)
    """The open Episode that is to be closed."""

    def __init__(
        self, context: Context, buttons: Sequence[QPushButton], parent: QWidget | None = None
    ) -> None:
        super().__init__("stage", parent)
        self._context = context
        self._facts: EpisodeFacts | None = None
        theme, icons, text = context.theme, context.actions.icons, context.words.gettext
        self.title = Label("", theme, Type.TITLE, wraps=True)
        self.state = Label("", theme, Type.SMALL_MEDIUM)
        self.facts = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.goals = Label("", theme, Type.SMALL, wraps=True)
        self.due = IconLine(theme, icons, "flag", "", Tone.WARN)
        self.choice = ChoiceBox(icons, {})
        self.choice.setAccessibleName(text("Problem"))
        change = text("Change") if context.seat.may_change else text("Show")
        self.change_button = text_button(change, Kind.LINK)
        self.discharge_button = text_button(text("Discharge …"), Kind.LINK)
        self.add_button = text_button(text("Add problem"), Kind.LINK, icons=icons, icon="add")
        context.seat.hold(self.discharge_button, self.add_button)
        self._findings = QVBoxLayout()
        self._lay_out(buttons)
        self.choice.activated.connect(self._on_chosen)
        self.change_button.clicked.connect(self._on_change)
        self.discharge_button.clicked.connect(self._on_discharge)
        self.add_button.clicked.connect(self.add_wanted)
        self.clear()

    @property
    def episode(self) -> Episode | None:
        """The problem shown; None for all of them, or where there is none."""
        if self._facts is None:
            return None
        if len(self._facts.episodes) == 1:
            return self._facts.episodes[0]
        chosen = self.choice.currentData()
        return next((each for each in self._facts.episodes if each.id == chosen), None)

    def choose(self, episode_id: UUID) -> None:
        """Show that problem, if it is one of the patient's and another is shown."""
        offered = [self.choice.itemData(at) for at in range(self.choice.count())]
        if episode_id in offered and offered.index(episode_id) != self.choice.currentIndex():
            self.choice.setCurrentIndex(offered.index(episode_id))
            self._on_chosen()

    def clear(self) -> None:
        """Nobody's."""
        self._facts = None
        self.choice.clear()
        for label in (self.title, self.state, self.facts, self.goals):
            label.setText("")
        for widget in (self.choice, self.state, self.goals, self.due):
            widget.hide()
        self.change_button.hide()
        self.discharge_button.hide()
        self._show_findings(())

    def show_facts(self, facts: EpisodeFacts) -> None:
        """Show a patient's problems; the one that was looked at stays chosen, else the open one."""
        before: UUID | None = self.choice.currentData()
        self._facts = facts
        text = self._context.words.gettext
        self.choice.clear()
        if len(facts.episodes) > 1:
            for episode in facts.episodes:
                self.choice.addItem(self._named(episode), episode.id)
            self.choice.addItem(text("All problems"), None)
            known = [each.id for each in facts.episodes]
            self.choice.setCurrentIndex(known.index(before) if before in known else self._first_open())
        self.choice.setVisible(len(facts.episodes) > 1)
        self._show()

    def _first_open(self) -> int:
        assert self._facts is not None
        is_open = [each.closed_on is None for each in self._facts.episodes]
        return is_open.index(True) if True in is_open else 0

    def _lay_out(self, buttons: Sequence[QPushButton]) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.title)
        first.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        small = FlowLayout(8)
        for widget in (self.choice, self.change_button, self.discharge_button, self.add_button):
            small.addWidget(widget)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(first)
        for label in (self.facts, self.goals):
            left.addWidget(label)
        left.addLayout(self._findings)
        left.addSpacing(4)
        left.addLayout(small)
        right = QVBoxLayout()
        right.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        right.addLayout(row)
        right.addWidget(self.due)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(24, 14, 24, 10)
        self._whole.addLayout(left, 1)
        self._whole.addLayout(right)
        self._whole.setAlignment(right, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window what is done stands below what is said; overrides Qt."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._context.theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._whole.direction() is not way:
            self._whole.setDirection(way)
            self._whole.setSpacing(8 if is_narrow else 24)

    def _on_chosen(self) -> None:
        self._show()
        self.chosen_changed.emit()

    def _on_change(self) -> None:
        if self.episode is not None:
            self.change_wanted.emit(self.episode)

    def _on_discharge(self) -> None:
        if self.episode is not None:
            self.discharge_wanted.emit(self.episode)

    def _show(self) -> None:
        facts, episode, text = self._facts, self.episode, self._context.words.gettext
        assert facts is not None
        self.change_button.setVisible(episode is not None)
        self.discharge_button.setVisible(episode is not None and episode.closed_on is None)
        if episode is not None:
            title = self._named(episode)
        elif facts.episodes:
            title = text("All problems")
        else:
            title = text("No problem yet")
        self.title.setText(title)
        self._show_state(episode)
        self.facts.setText(self._said(episode, facts))
        goals = " · ".join(episode.goals.split("\n")) if episode else ""
        self.goals.setText(text("Goals: {goals}").format(goals=goals) if goals else "")
        self.goals.setVisible(bool(goals))
        self._show_due(facts)
        self._show_findings([each for each in newest_of_each(facts.screens) if not each.is_clear])

    def _named(self, episode: Episode) -> str:
        side = side_name(episode.side, self._context.words)
        return ", ".join(part for part in (episode.problem, side) if part)

    def _show_state(self, episode: Episode | None) -> None:
        text = self._context.words.gettext
        self.state.setVisible(episode is not None)
        if episode is not None:
            is_open = episode.closed_on is None
            self.state.setText(text("Active") if is_open else text("Closed"))
            self.state.set_tone(Tone.OK if is_open else Tone.TEXT_2)

    def _said(self, episode: Episode | None, facts: EpisodeFacts) -> str:
        """Since when, how many visits, which screens were clear."""
        words = self._context.words
        if not facts.episodes:
            return words.gettext(
                "Add what the patient came for. Templates for one side start with the problem’s side."
            )
        parts: list[str] = []
        if episode is not None:
            since = words.day(episode.onset or episode.opened_on)
            parts.append(words.gettext("Since {date}").format(date=since))
        parts.append(self._visits_said(episode, facts))
        clear = [each for each in newest_of_each(facts.screens) if each.is_clear]
        parts += [result_line(each, self._context.library, words, words.language) for each in clear]
        if episode is not None:
            parts += self._about(episode)
        return "  ·  ".join(part for part in parts if part)

    def _about(self, episode: Episode) -> list[str]:
        """What it is called in medicine, who sent the patient, and how it ended."""
        words = self._context.words
        parts = [" ".join(part for part in (episode.diagnosis, episode.diagnosis_code) if part)]
        if episode.referrer:
            parts.append(words.gettext("Referred by {who}").format(who=episode.referrer))
        if episode.closed_on is not None:
            parts.append(words.gettext("closed {date}").format(date=words.day(episode.closed_on)))
            parts.append(episode.outcome)
        return parts

    def _visits_said(self, episode: Episode | None, facts: EpisodeFacts) -> str:
        words = self._context.words
        own = [each for each in facts.visits if episode is None or each.episode_id in (None, episode.id)]
        count = words.ngettext("{count} visit", "{count} visits", len(own)).format(count=len(own))
        if episode is None or episode.planned_visits is None:
            return count
        return words.gettext("{visits} of {planned} planned").format(
            visits=count, planned=episode.planned_visits
        )

    def _show_due(self, facts: EpisodeFacts) -> None:
        words, day = self._context.words, facts.review_date
        self.due.setVisible(day is not None)
        if day is None:
            return
        away = (day - facts.today).days
        if away < 0:
            said = words.gettext("Review was due on {date}").format(date=words.day(day))
        elif away == 0:
            said = words.gettext("Review is due today")
        else:
            said = words.gettext("Next review {date}").format(date=words.day(day))
        self.due.label.setText(said)
        self.due.label.set_tone(Tone.WARN if away <= 1 else Tone.TEXT_2)

    def _show_findings(self, screens: Sequence[RedFlagScreen]) -> None:
        """What must not be overlooked stands open, with what was done."""
        while (item := self._findings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for screen in screens:
            self._findings.addWidget(ScreenRow(self._context, screen))
