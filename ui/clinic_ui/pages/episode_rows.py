"""A patient's problems, one a row."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.patient import Episode
from clinic_app.domain.side import EpisodeSide
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_ICON = 18


class EpisodeRow(QWidget):
    """One problem, with a button to change it."""

    change_wanted = Signal(object)

    def __init__(
        self, context: Context, episode: Episode, parent: QWidget | None = None, *, visits: int = 0
    ) -> None:
        super().__init__(parent)
        self._episode = episode
        theme, icons = context.theme, context.actions.icons
        tone = Tone.TEXT if episode.closed_on is None else Tone.TEXT_3
        flag = QLabel()
        flag.setPixmap(icons.pixmap("flag", theme.px(_ICON), tone, self.devicePixelRatioF()))
        line = Label(episode_line(episode, context.words), theme, Type.BODY, tone, wraps=True)
        self.change_button = text_button(context.words.gettext("Change"), Kind.LINK)
        self.change_button.setAccessibleName(
            context.words.gettext("Change: {title}").format(title=episode.problem)
        )
        self.change_button.clicked.connect(self._on_change)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(flag)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(line)
        if details := episode_details(episode, visits, context.words):
            said.addWidget(Label(details, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        if episode.outcome and episode.closed_on is not None:
            ended = context.words.gettext("How it ended: {outcome}").format(outcome=episode.outcome)
            said.addWidget(Label(ended, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        if episode.goals:
            goals = context.words.gettext("Goals: {goals}").format(goals=episode.goals)
            said.addWidget(Label(goals, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        row.addLayout(said, 1)
        row.addWidget(self.change_button)

    def _on_change(self) -> None:
        self.change_wanted.emit(self._episode)


def episode_line(episode: Episode, words: Words) -> str:
    """Problem, side, since when, whether it is over."""
    parts = [episode.problem, side_name(episode.side, words)]
    parts.append(words.gettext("since {date}").format(date=words.day(episode.onset or episode.opened_on)))
    if episode.closed_on is not None:
        parts.append(words.gettext("closed {date}").format(date=words.day(episode.closed_on)))
    return "  ·  ".join(part for part in parts if part)


def episode_details(episode: Episode, visits: int, words: Words) -> str:
    """Diagnosis with its code, visits against the plan, who sent the patient."""
    diagnosis = " ".join(part for part in (episode.diagnosis, episode.diagnosis_code) if part)
    counted = words.ngettext("{count} visit", "{count} visits", visits).format(count=visits) if visits else ""
    if episode.planned_visits is not None:
        counted = words.ngettext(
            "{count} of {planned} planned visit",
            "{count} of {planned} planned visits",
            episode.planned_visits,
        ).format(count=visits, planned=episode.planned_visits)
    sent = words.gettext("Referred by {who}").format(who=episode.referrer) if episode.referrer else ""
    return "  ·  ".join(part for part in (diagnosis, counted, sent) if part)


def side_name(side: EpisodeSide, words: Words) -> str:
    """The side of a problem; nothing where it has none."""
    return {
        EpisodeSide.LEFT: words.gettext("left"),
        EpisodeSide.RIGHT: words.gettext("right"),
        EpisodeSide.BOTH: words.gettext("both sides"),
        EpisodeSide.NONE: "",
    }[side]
